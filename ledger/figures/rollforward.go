package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Rollforward is how a commitment's unfunded came from one day's end to another's, in one currency:
// opening + new + amended − funded + recallable − released + fx = closing. Flows are at the rate of their own day.
type Rollforward struct {
	Commitment ledger.CommitmentID
	Opening    money.Fraction
	New        money.Fraction // commitments begun or become binding
	Amended    money.Fraction // caps raised, lowered or passed on
	Funded     money.Fraction
	Recallable money.Fraction
	Released   money.Fraction
	FX         money.Fraction
	Closing    money.Fraction
}

// Add sums two roll-forwards.
func (r Rollforward) Add(other Rollforward) Rollforward {
	return Rollforward{
		Opening: r.Opening.Add(other.Opening), New: r.New.Add(other.New), Amended: r.Amended.Add(other.Amended),
		Funded: r.Funded.Add(other.Funded), Recallable: r.Recallable.Add(other.Recallable),
		Released: r.Released.Add(other.Released), FX: r.FX.Add(other.FX), Closing: r.Closing.Add(other.Closing),
	}
}

// Rollforwards gives the roll-forward of every commitment that had begun by the as-of date, from the end of a day
// to the end of the as-of date. Every missing rate is refused with *NoRate.
func (f *Portfolio) Rollforwards(from civil.Date) ([]Rollforward, error) {
	var rows []Rollforward
	var missing refused
	for _, c := range f.kept {
		row, err := f.rollforward(c.ID, c.Currency, from)
		missing.add(err)
		rows = append(rows, row)
	}
	if err := missing.err(); err != nil {
		return nil, err
	}
	return rows, nil
}

func (f *Portfolio) rollforward(id ledger.CommitmentID, own money.Currency, from civil.Date) (Rollforward, error) {
	row := Rollforward{Commitment: id}
	var before, opening balance
	var missing refused
	convert := func(change money.Decimal, on civil.Date, reported money.Decimal) money.Fraction {
		if change.Sign() == 0 {
			return money.Fraction{}
		}
		amount, err := f.costOf(money.NewAmount(change.Fraction(), own), on, reported)
		missing.add(err)
		return amount.Number()
	}
	for e, state := range f.book.Walk(id) {
		if e.Date.After(f.asOf) {
			break
		}
		now := balanceOf(state)
		if e.Date.After(from) {
			row.add(e, before, now, convert)
		} else {
			opening = now
		}
		before = now
	}
	none := money.Decimal{}
	row.Opening = convert(opening.unfunded, from, none)
	row.Closing = convert(before.unfunded, f.asOf, none)
	moved := row.New.Add(row.Amended).Sub(row.Funded).Add(row.Recallable).Sub(row.Released)
	row.FX = row.Closing.Sub(row.Opening).Sub(moved)
	return row, missing.err()
}

// balance is what a roll-forward follows of a commitment; nothing while that is indicative.
type balance struct{ limit, funded, recallable, released, unfunded money.Decimal }

func balanceOf(d *ledger.Drawdown) balance {
	if d.Indicative() {
		return balance{}
	}
	return balance{d.Terms.Cap, d.Funded, d.Recallable, d.Released, d.Unfunded()}
}

// add takes in what one entry changed. A funding counts as what it cost where that was recorded.
func (r *Rollforward) add(e ledger.Entry, before, now balance,
	convert func(money.Decimal, civil.Date, money.Decimal) money.Fraction) {
	none := money.Decimal{}
	change := func(now, before money.Decimal) money.Fraction {
		return convert(money.Int(0).Add(now).Sub(before), e.Date, none)
	}
	if before.limit.Sign() == 0 {
		r.New = r.New.Add(change(now.limit, before.limit))
	} else {
		r.Amended = r.Amended.Add(change(now.limit, before.limit))
	}
	funding, _ := e.Payload.(ledger.Funding)
	r.Funded = r.Funded.Add(convert(money.Int(0).Add(now.funded).Sub(before.funded), e.Date, funding.ReportingAmount))
	r.Recallable = r.Recallable.Add(change(now.recallable, before.recallable))
	r.Released = r.Released.Add(change(now.released, before.released))
}
