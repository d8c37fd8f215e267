package figures

import (
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Standing is all that a portfolio asks of a commitment at the end of a day.
type Standing struct {
	Commitment
	Exact    Exactness
	FundedAt money.Fraction // funded, in the portfolio's currency, each payment at the rate of its own day
}

// Standings are what a portfolio in one currency is made of at the end of a day, worked out before.
type Standings struct {
	Commitments []Standing // that have begun, by their first day
	Holdings    []Holding  // all that there are, by investor and company; their parts need no Value
}

// PortfolioOf is a portfolio of standings that were worked out before, of the same currency and day. Names and rates are
// those of the book; a rate after the day is not asked for.
func PortfolioOf(names Names, rates *Rates, in money.Currency, asOf civil.Date, filter Filter, of Standings) *Portfolio {
	f := &Portfolio{names: names, rates: rates, in: in, asOf: asOf, sieve: filter.On(names), given: &Standings{
		Commitments: make([]Standing, 0, len(of.Commitments)), Holdings: of.Holdings}}
	for _, standing := range of.Commitments {
		if f.keep(standing.Commitment) {
			f.given.Commitments = append(f.given.Commitments, standing)
		}
	}
	return f
}

// Standings are the portfolio's commitments, in the order of Commitments. Every missing rate is refused with *NoRate.
func (f *Portfolio) Standings() ([]Standing, error) {
	standings := make([]Standing, len(f.kept))
	var missing refused
	for i := range f.kept {
		standing, err := f.standing(i)
		missing.add(err)
		standings[i] = standing
	}
	return standings, missing.err()
}

func (f *Portfolio) standing(i int) (Standing, error) {
	if f.given != nil {
		return f.given.Commitments[i], nil
	}
	c := f.kept[i]
	funded, err := f.fundedAtOwnRates(c)
	return Standing{Commitment: c, Exact: f.Exactness(i), FundedAt: funded}, err
}

// Exactness says how exact the figures of a commitment are, by its place among Commitments.
func (f *Portfolio) Exactness(i int) Exactness {
	if f.given != nil {
		return f.given.Commitments[i].Exact
	}
	return ExactnessOf(f.book, f.states[f.kept[i].ID], f.asOf)
}
