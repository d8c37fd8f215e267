package figures

import (
	"errors"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Portfolio is what a filter lets through of a book, in one currency, at the end of a day. It is made for one answer:
// it does not follow the book.
type Portfolio struct {
	book    *ledger.Book // none of a portfolio of standings that were worked out before
	names   Names
	rates   *Rates
	in      money.Currency
	asOf    civil.Date
	sieve   Sieve
	states  map[ledger.CommitmentID]*ledger.Drawdown // every commitment that has begun
	kept    []Commitment                             // those that the filter lets through, by their first day
	others  int                                      // those that it would, were all investors counted
	lots    map[ledger.LotID]ledger.Lot              // all there are, ended ones included; made when asked for
	rateTo  map[money.Currency]money.Fraction        // those of the day that were asked for
	given   Standings
	counted bool        // others were counted, where standings are given
	exact   []Exactness // of kept, where standings are given
}

// NewPortfolio is the portfolio of a book, in a currency, at the end of a day.
func NewPortfolio(b *ledger.Book, in money.Currency, asOf civil.Date, filter Filter) *Portfolio {
	f := &Portfolio{book: b, names: b, rates: RatesOf(b), in: in, asOf: asOf, sieve: filter.On(b),
		states: make(map[ledger.CommitmentID]*ledger.Drawdown)}
	for _, id := range b.Commitments() {
		state, begun := b.Drawdown(id, asOf)
		if !begun {
			continue
		}
		f.states[id] = state
		if c := Of(state, asOf); f.keeps(&c) {
			f.kept = append(f.kept, c)
		}
	}
	return f
}

// keeps says whether the filter lets a commitment through, and counts what it would if all investors were counted.
func (f *Portfolio) keeps(c *Commitment) bool {
	if f.sieve.keepsAll() {
		return true
	}
	subject := Subject{Investor: c.Investor, Company: c.Company, Currency: c.Currency, Class: classOf(f.names, c.Security),
		Program: c.Program}
	kept := f.sieve.Keeps(subject)
	if !kept && f.sieve.KeepsOthers(subject) {
		f.others++
	}
	return kept
}

// Commitments are those of the portfolio that have begun, by their first day, each in its own currency.
func (f *Portfolio) Commitments() []Commitment {
	if f.given != nil && f.kept == nil {
		_ = f.eachStanding(func(s *Standing) { // nothing is converted
			f.kept, f.exact = append(f.kept, s.Commitment), append(f.exact, s.Exact)
		})
	}
	return f.kept
}

// Rates are the exchange rates that the portfolio converts at.
func (f *Portfolio) Rates() *Rates { return f.rates }

// Others counts the commitments of other investors, which the filter leaves out for that alone.
func (f *Portfolio) Others() int {
	if f.given != nil && !f.counted {
		f.Commitments()
	}
	return f.others
}

// costOf is an amount at the rate of its day, or what it cost in the book's currency where that was recorded.
func (f *Portfolio) costOf(amount money.Amount, on civil.Date, reported money.Decimal) (money.Amount, error) {
	return f.rates.CostOf(amount, f.in, on, reported)
}

// rateOf is what an amount in a currency is multiplied by on the as-of date.
func (f *Portfolio) rateOf(c money.Currency) (money.Fraction, error) {
	if rate, known := f.rateTo[c]; known {
		return rate, nil
	}
	rate, err := f.rates.On(c, f.in, f.asOf)
	if err != nil {
		return money.Fraction{}, err
	}
	if f.rateTo == nil {
		f.rateTo = make(map[money.Currency]money.Fraction)
	}
	f.rateTo[c] = rate
	return rate, nil
}

func (f *Portfolio) companyOf(id ledger.SecurityID) ledger.PartyID { return companyOf(f.names, id) }

func companyOf(names Names, id ledger.SecurityID) ledger.PartyID {
	security, _ := names.Security(id)
	return security.Company
}

// refused collects what could not be converted, so that every missing rate is named at once.
type refused []error

func (r *refused) add(err error) {
	if err != nil {
		*r = append(*r, err)
	}
}

// err joins the refusals, each message once; nil where there are none.
func (r refused) err() error {
	if len(r) == 0 {
		return nil
	}
	var kept []error
	seen := make(map[string]bool)
	for _, err := range r {
		if !seen[err.Error()] {
			seen[err.Error()] = true
			kept = append(kept, err)
		}
	}
	slices.SortStableFunc(kept, func(x, y error) int { return strings.Compare(x.Error(), y.Error()) })
	return errors.Join(kept...)
}

func compareText[T ~string](a, b T) int { return strings.Compare(string(a), string(b)) }
