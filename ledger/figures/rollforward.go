package figures

import (
	"slices"

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

// Rollforwards gives the roll-forward of every commitment that a filter lets through and that had begun by the as-of date,
// from the end of a day to the end of the as-of date.
func (f *Portfolio) Rollforwards(from civil.Date, filter Filter) ([]Rollforward, error) {
	var rows []Rollforward
	var missing []error
	for _, id := range f.book.Commitments() {
		state, ok := f.book.Drawdown(id, f.asOf)
		if !ok || !filter.Keeps(f.book, SubjectOf(f.book, Of(state, f.asOf))) {
			continue
		}
		row, err := f.rollforward(id, state.Terms.Currency, from)
		missing = append(missing, err)
		rows = append(rows, row)
	}
	missing = slices.DeleteFunc(missing, func(err error) bool { return err == nil })
	if len(missing) > 0 {
		return nil, joinOnce(missing)
	}
	return rows, nil
}

func (f *Portfolio) rollforward(id ledger.CommitmentID, own money.Currency, from civil.Date) (Rollforward, error) {
	row := Rollforward{Commitment: id}
	var before, opening Commitment
	var failed error
	convert := func(change money.Decimal, on civil.Date) money.Fraction {
		if change.Sign() == 0 {
			return money.Fraction{}
		}
		amount, err := f.rates.Convert(money.NewAmount(change.Fraction(), own), f.in, on)
		if err != nil {
			failed = err
		}
		return amount.Number()
	}
	for e, state := range f.book.Walk(id) {
		if e.Date.After(f.asOf) {
			break
		}
		now := Of(state, e.Date)
		if e.Date.After(from) {
			row.add(e, before, now, convert)
		} else {
			opening = now
		}
		before = now
	}
	row.Opening = convert(opening.Unfunded, from)
	row.Closing = convert(before.Unfunded, f.asOf)
	moved := row.New.Add(row.Amended).Sub(row.Funded).Add(row.Recallable).Sub(row.Released)
	row.FX = row.Closing.Sub(row.Opening).Sub(moved)
	return row, failed
}

// add takes in what one entry changed.
func (r *Rollforward) add(e ledger.Entry, before, now Commitment, convert func(money.Decimal, civil.Date) money.Fraction) {
	capChange := convert(now.Cap.Sub(before.Cap), e.Date)
	if before.Cap.Sign() == 0 {
		r.New = r.New.Add(capChange)
	} else {
		r.Amended = r.Amended.Add(capChange)
	}
	r.Funded = r.Funded.Add(convert(now.Funded.Sub(before.Funded), e.Date))
	r.Recallable = r.Recallable.Add(convert(now.Recallable.Sub(before.Recallable), e.Date))
	r.Released = r.Released.Add(convert(now.Released.Sub(before.Released), e.Date))
}
