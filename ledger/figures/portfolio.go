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
	book   *ledger.Book
	rates  *Rates
	in     money.Currency
	asOf   civil.Date
	sieve  Sieve
	states map[ledger.CommitmentID]*ledger.Drawdown
	lots   map[ledger.LotID]ledger.Lot // every lot of every company, ended ones included
}

// NewPortfolio is the portfolio of a book, in a currency, at the end of a day.
func NewPortfolio(b *ledger.Book, in money.Currency, asOf civil.Date, filter Filter) *Portfolio {
	f := &Portfolio{book: b, rates: RatesOf(b), in: in, asOf: asOf, sieve: filter.On(b),
		states: make(map[ledger.CommitmentID]*ledger.Drawdown), lots: make(map[ledger.LotID]ledger.Lot)}
	for _, id := range b.Commitments() {
		if state, ok := b.Drawdown(id, asOf); ok {
			f.states[id] = state
		}
	}
	for e := range b.All(ledger.KindParty) {
		for _, lot := range b.Lots(e.Payload.(ledger.Party).ID, asOf) {
			f.lots[lot.ID] = lot
		}
	}
	return f
}

// Rates are the exchange rates that the portfolio converts at.
func (f *Portfolio) Rates() *Rates { return f.rates }

// AsOf is the day of the portfolio.
func (f *Portfolio) AsOf() civil.Date { return f.asOf }

// Currency is the one currency of the portfolio's amounts.
func (f *Portfolio) Currency() money.Currency { return f.in }

// nothing is none of the portfolio's currency.
func (f *Portfolio) nothing() money.Amount { return money.NewAmount(money.Fraction{}, f.in) }

// sum adds two amounts that are both in the portfolio's currency.
func (f *Portfolio) sum(a, b money.Amount) money.Amount {
	return money.NewAmount(a.Number().Add(b.Number()), f.in)
}

// costOf is an amount at the rate of its day, or what it cost in the book's currency where that was recorded.
func (f *Portfolio) costOf(amount money.Amount, on civil.Date, reported money.Decimal) (money.Amount, error) {
	if reported.Given() && amount.Currency() != f.in {
		amount = money.NewAmount(reported.Fraction(), f.book.Currency())
	}
	return f.rates.Convert(amount, f.in, on)
}

func (f *Portfolio) companyOf(id ledger.SecurityID) ledger.PartyID {
	security, _ := f.book.Security(id)
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
