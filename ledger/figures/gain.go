package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Rise is by how much a company's price has risen since a tranche's own terms: today's price ÷ its own where both are
// known, else the chain of pre_money ÷ previous post_money over the rounds since. New money does not make old money
// richer, so a round's own new money is left out. ok is false where the book does not know enough.
func Rise(b *ledger.Book, d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) (rise money.Fraction, ok bool) {
	price := p.Terms.Price.Or(d.Terms.Price)
	valuation := p.Terms.Valuation.Or(d.Terms.Valuation)
	rounds := roundsUntil(b, d.Terms.Company, asOf)
	if price.Given() {
		if today, known := newestPrice(rounds); known {
			return today.Fraction().Div(price.Fraction())
		}
	}
	if !valuation.Given() {
		return money.Fraction{}, false
	}
	return chained(valuation.Fraction(), roundsAfter(rounds, d.Signed))
}

// EmbeddedGain is what the rest of a tranche buys at its own price, valued at today's, less the rest itself; in the commitment's
// currency.
func EmbeddedGain(b *ledger.Book, d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) (gain money.Amount, ok bool) {
	rise, ok := Rise(b, d, p, asOf)
	if !ok {
		return money.Amount{}, false
	}
	left := p.Left().Fraction()
	return money.NewAmount(left.Mul(rise).Sub(left), d.Terms.Currency), true
}

// chained multiplies pre_money ÷ previous post_money over rounds, beginning with a valuation of one's own.
func chained(previous money.Fraction, rounds []ledger.Round) (money.Fraction, bool) {
	rise := money.Whole(1)
	for _, round := range rounds {
		pre, post, ok := roundValues(round)
		if !ok {
			return money.Fraction{}, false
		}
		step, ok := pre.Div(previous)
		if !ok {
			return money.Fraction{}, false
		}
		rise, previous = rise.Mul(step), post
	}
	return rise, true
}

// roundValues are a round's value before and after its money: any two of the three values give the third; of a round
// whose new money is not known, the one value that is.
func roundValues(r ledger.Round) (pre, post money.Fraction, ok bool) {
	switch {
	case r.PreMoney.Given() && r.PostMoney.Given():
		return r.PreMoney.Fraction(), r.PostMoney.Fraction(), true
	case r.PreMoney.Given():
		return r.PreMoney.Fraction(), r.PreMoney.Add(r.NewMoney).Fraction(), true
	case r.PostMoney.Given():
		return r.PostMoney.Sub(r.NewMoney).Fraction(), r.PostMoney.Fraction(), true
	default:
		return money.Fraction{}, money.Fraction{}, false
	}
}

type datedRound struct {
	on civil.Date
	ledger.Round
}

func roundsUntil(b *ledger.Book, company ledger.PartyID, asOf civil.Date) []datedRound {
	var rounds []datedRound
	for e := range b.All(ledger.KindRound) {
		if p := e.Payload.(ledger.Round); p.Company == company && !e.Date.After(asOf) {
			rounds = append(rounds, datedRound{e.Date, p})
		}
	}
	slices.SortStableFunc(rounds, func(x, y datedRound) int { return x.on.Compare(y.on) })
	return rounds
}

// roundsAfter are the rounds since a commitment was signed whose value is known.
func roundsAfter(rounds []datedRound, signed civil.Date) []ledger.Round {
	var after []ledger.Round
	for _, r := range rounds {
		if _, _, known := roundValues(r.Round); known && r.on.After(signed) {
			after = append(after, r.Round)
		}
	}
	return after
}

func newestPrice(rounds []datedRound) (money.Decimal, bool) {
	for _, r := range slices.Backward(rounds) {
		if r.Price.Given() {
			return r.Price, true
		}
	}
	return money.Decimal{}, false
}
