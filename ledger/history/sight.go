package history

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// Sight is a book to be looked at. What it comes to on a day is looked up where that is kept, and folded else: it is the
// same either way. A Sight and what it gives are good as long as the book does not change.
type Sight struct {
	*ledger.Book
	kept func(money.Currency) *History
}

// SightOf is a sight of a book. Kept gives the history of it as it is, in a currency; none where there is none yet, and
// it may be none itself.
func SightOf(b *ledger.Book, kept func(money.Currency) *History) Sight {
	return Sight{Book: b, kept: kept}
}

// Portfolio is the book in a currency at the end of a day, as figures.NewPortfolio makes it, to be asked for what stands
// and what that sums up to. What happened, as flows and roll-forwards tell, is asked of a folded one.
func (s Sight) Portfolio(in money.Currency, asOf civil.Date, filter figures.Filter) *figures.Portfolio {
	if h := s.covering(in, asOf); h != nil {
		return figures.PortfolioOf(s.Book, h.rates, in, asOf, filter, h)
	}
	return figures.NewPortfolio(s.Book, in, asOf, filter)
}

func (s Sight) covering(in money.Currency, day civil.Date) *History {
	if s.kept == nil {
		return nil
	}
	if h := s.kept(in); h != nil && !day.Before(h.from) {
		return h
	}
	return nil
}

// Agenda gives what is to be acted on at the end of a day, by date, of each commitment that a filter lets through and
// that there is anything to be done about; commitments by their first day. What is given is valid until the next one. It
// counts the commitments that the filter would let through as well if all investors were counted.
func (s Sight) Agenda(asOf civil.Date, filter figures.Filter, use func(figures.Subject, []figures.Agendum)) (others int) {
	sieve := filter.On(s.Book)
	see := func(subject figures.Subject, items func() []figures.Agendum) {
		switch {
		case !sieve.Keeps(subject):
			if sieve.KeepsOthers(subject) {
				others++
			}
		default:
			if list := items(); len(list) > 0 {
				use(subject, list)
			}
		}
	}
	if h := s.covering(s.Currency(), asOf); h != nil && h.agendas {
		h.agenda(s.Book, asOf, see)
		return others
	}
	for _, id := range s.Commitments() {
		if state, begun := s.Drawdown(id, asOf); begun {
			subject := figures.SubjectOf(s.Book, figures.Of(state, asOf))
			see(subject, func() []figures.Agendum { return figures.AgendaOf(s.Book, state, asOf) })
		}
	}
	return others
}

// agenda gives every commitment that has begun with what is to be acted on.
func (h *History) agenda(names figures.Names, day civil.Date, see func(figures.Subject, func() []figures.Agendum)) {
	var room []figures.Agendum
	for _, a := range h.accounts {
		if a.signed.After(day) {
			break // they are in the order of their first days
		}
		said := a.terms.on(day)
		security, _ := names.Security(said.security)
		see(figures.Subject{Investor: a.investor, Company: a.company, Currency: a.currency, Class: security.Class,
			Program: said.program}, func() []figures.Agendum {
			room = a.agenda.on(day, a, room[:0])
			return room
		})
	}
}

// IsWhole says that all that a history was read from can be read.
func (h *History) IsWhole() bool {
	if h.kept == nil {
		return true
	}
	for range h.kept.everyAccount() {
	}
	for range h.kept.everyHolding(true) {
	}
	return h.Err() == nil
}
