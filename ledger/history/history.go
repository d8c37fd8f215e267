package history

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// History is what the figures of a book come to on every day from one on. It does not follow the book.
type History struct {
	names    figures.Names
	rates    *figures.Rates
	in       money.Currency
	from     civil.Date
	accounts []*account // by their first day, then by the entry that made them
	holdings []*course  // by investor and company
	kept     *kept      // in place of accounts and holdings, of a history that was read
	agendas  bool       // the accounts have their agendas
}

// Of works out the history of a book from a day on, the zero Date for all of it, in one currency. Errors are ErrTooLong
// and *figures.NoRate: the figures of such a book are folded.
func Of(b *ledger.Book, in money.Currency, from civil.Date) (*History, error) {
	h := &History{names: b, rates: figures.RatesOf(b), in: in, from: from}
	maker := func() *maker { return &maker{book: b, rates: h.rates, in: in, from: from} }
	ids := b.Commitments()
	h.accounts = make([]*account, len(ids))
	if err := share(len(ids), func() func(int) error {
		m := maker()
		return func(i int) (err error) {
			h.accounts[i], err = m.account(ids[i])
			return err
		}
	}); err != nil {
		return nil, err
	}
	made := figures.HoldingsOf(b, h.rates, in)
	companies := made.Companies()
	holdings := make([][]*course, len(companies))
	if err := share(len(companies), func() func(int) error {
		m := maker()
		return func(i int) (err error) {
			holdings[i], err = m.holdings(made, companies[i])
			return err
		}
	}); err != nil {
		return nil, err
	}
	h.holdings = slices.Concat(holdings...)
	slices.SortFunc(h.holdings, func(x, y *course) int {
		return cmp.Or(strings.Compare(string(x.investor), string(y.investor)),
			strings.Compare(string(x.company), string(y.company)))
	})
	return h, nil
}

// From is the first day whose figures the history has.
func (h *History) From() civil.Date { return h.from }

// Currency is the one that the history is in.
func (h *History) Currency() money.Currency { return h.in }

// Names says who and what the ids of the history are.
func (h *History) Names() figures.Names { return h.names }

// On is the portfolio at the end of a day, which is not before From.
func (h *History) On(day civil.Date, filter figures.Filter) *figures.Portfolio {
	return figures.PortfolioOf(h.names, h.rates, h.in, day, filter, h)
}

// Commitments gives where every commitment stands that has begun, for a portfolio.
func (h *History) Commitments(day civil.Date) iter.Seq[*figures.Standing] {
	return func(yield func(*figures.Standing) bool) {
		var standing figures.Standing
		for a := range h.everyAccount() {
			if a.on(day, &standing) && !yield(&standing) {
				return
			}
		}
	}
}

// Holdings gives every holding, for a portfolio.
func (h *History) Holdings(day civil.Date) iter.Seq[*figures.Holding] {
	return func(yield func(*figures.Holding) bool) {
		var held figures.Holding
		if h.kept == nil {
			for _, c := range h.holdings {
				held.Investor, held.Company = c.investor, c.company
				held.Parts = c.appendParts(held.Parts[:0], c.steps.on(day))
				if len(held.Parts) > 0 && !yield(&held) {
					return
				}
			}
			return
		}
		for one := range h.kept.everyHolding(true) {
			held.Investor, held.Company = one.investor, one.company
			held.Parts = append(held.Parts[:0], one.parts.on(day)...)
			if !yield(&held) {
				return
			}
		}
	}
}

// Wholes gives every holding without its parts, for a portfolio.
func (h *History) Wholes(day civil.Date) iter.Seq[*figures.Holding] {
	return func(yield func(*figures.Holding) bool) {
		var held figures.Holding
		if h.kept == nil {
			held.Whole = new(figures.Whole)
			for _, c := range h.holdings {
				at := c.steps.at(day)
				if at < 0 {
					continue
				}
				held.Investor, held.Company = c.investor, c.company
				c.fill(held.Whole, &c.steps.values[at])
				if len(held.Whole.Seen) > 0 && !yield(&held) {
					return
				}
			}
			return
		}
		for one := range h.kept.everyHolding(false) {
			held.Investor, held.Company, held.Whole = one.investor, one.company, one.wholes.on(day)
			if held.Whole != nil && !yield(&held) {
				return
			}
		}
	}
}

// everyAccount gives the accounts, each valid until the next one.
func (h *History) everyAccount() iter.Seq[*account] {
	if h.kept != nil {
		return h.kept.everyAccount()
	}
	return slices.Values(h.accounts)
}
