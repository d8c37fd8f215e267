package figures

import (
	"iter"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Standing is all that a portfolio asks of a commitment at the end of a day.
type Standing struct {
	Commitment
	Exact    Exactness
	FundedAt money.Fraction // funded, in the portfolio's currency, each payment at the rate of its own day
}

// Standings are what a portfolio in one currency is made of on any day, worked out before.
type Standings interface {
	// Commitments gives those that have begun at the end of a day, by their first day. What is given is valid until the
	// next one is asked for.
	Commitments(day civil.Date) iter.Seq[*Standing]
	// Holdings gives all that there are at the end of a day, by investor and company; their parts need no Value. What is
	// given is valid until the next one is asked for.
	Holdings(day civil.Date) iter.Seq[*Holding]
	// Wholes is Holdings with what their parts come to, and without the parts.
	Wholes(day civil.Date) iter.Seq[*Holding]
}

// PortfolioOf is a portfolio of standings that were worked out before, of the same currency. Names and rates are those of
// the book; a rate after the day is not asked for.
func PortfolioOf(names Names, rates *Rates, in money.Currency, asOf civil.Date, filter Filter, of Standings) *Portfolio {
	return &Portfolio{names: names, rates: rates, in: in, asOf: asOf, sieve: filter.On(names), given: of}
}

// Standings are the portfolio's commitments, in the order of Commitments. Every missing rate is refused with *NoRate.
func (f *Portfolio) Standings() ([]Standing, error) {
	var standings []Standing
	err := f.eachStanding(func(s *Standing) { standings = append(standings, *s) })
	return standings, err
}

// eachStanding gives every commitment of the portfolio. Every missing rate is refused with *NoRate.
func (f *Portfolio) eachStanding(use func(*Standing)) error {
	var missing refused
	if f.given == nil {
		for i, c := range f.kept {
			funded, err := f.fundedAtOwnRates(c)
			missing.add(err)
			use(&Standing{Commitment: c, Exact: f.Exactness(i), FundedAt: funded})
		}
		return missing.err()
	}
	f.others, f.counted = 0, true
	for standing := range f.given.Commitments(f.asOf) {
		if f.keeps(&standing.Commitment) {
			use(standing)
		}
	}
	return nil
}

// Exactness says how exact the figures of a commitment are, by its place among Commitments.
func (f *Portfolio) Exactness(i int) Exactness {
	if f.given != nil {
		return f.exact[i]
	}
	return ExactnessOf(f.book, f.states[f.kept[i].ID], f.asOf)
}
