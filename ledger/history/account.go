package history

import (
	"errors"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// ErrTooLong is returned for a book with amounts that are too long to be kept in whole units of 64 bits. Its figures
// are folded.
var ErrTooLong = errors.New("the book has amounts of more digits than its history keeps")

// account is what the figures of a commitment come to on every day.
type account struct {
	id       ledger.CommitmentID
	investor ledger.PartyID
	company  ledger.PartyID
	currency money.Currency
	signed   civil.Date
	places   int // of the units of amounts
	amounts  [amounts]steps[int64]
	next     steps[civil.Date]     // when something is due
	terms    steps[terms]          // what amendments change beside amounts
	fundedAt steps[money.Fraction] // in the history's currency; none where the commitment is in that itself
	exact    steps[figures.Exactness]
	origin   ledger.Seq // the entry that made it; known of a book that is followed, as is the agenda
	agenda   *agenda
}

// terms are what a commitment says beside its amounts.
type terms struct {
	strength ledger.Strength
	expires  civil.Date
	security ledger.SecurityID
	program  string
}

// amounts counts the amounts of a commitment that are kept.
const amounts = 13

// amountsOf gives the amounts of a commitment, always in the same order. Unfunded is not among them: it is what cap,
// funded, recallable and released make it.
func amountsOf(c *figures.Commitment) [amounts]*money.Decimal {
	return [amounts]*money.Decimal{&c.Cap, &c.Funded, &c.Recallable, &c.Released, &c.Called, &c.Firm, &c.Conditional,
		&c.Option, &c.Overdue, &c.Undecided, &c.Indicative, &c.Outside, &c.Distributed}
}

// maker works out histories of a book, one after the other.
type maker struct {
	book  *ledger.Book
	rates *figures.Rates
	in    money.Currency
	from  civil.Date

	// Room for one account, and for the holdings of one company.
	turns   []civil.Date
	days    []civil.Date
	through []figures.Commitment
	funded  steps[money.Fraction]
	draft   account
	courses []*course
}

// account works out the history of a commitment from a day on.
func (m *maker) account(id ledger.CommitmentID) (*account, error) {
	m.days, m.through = m.days[:0], m.through[:0]
	signed, _ := m.book.Signed(id)
	a := &account{id: id, investor: signed.Investor, company: signed.Company, currency: signed.Currency}
	qualified, refused := m.look(a)
	for stay := range m.book.Stays(id, m.from) {
		m.turns = figures.Turns(append(m.turns[:0], stay.From), stay.State, stay.From, stay.Until)
		for _, day := range m.turns {
			m.days, m.through = append(m.days, day), append(m.through, figures.Of(stay.State, day))
			if qualified {
				a.exact.add(day, figures.ExactnessOf(m.book, stay.State, day))
			}
		}
	}
	a.signed = m.through[0].Signed
	if err := m.take(a); err != nil {
		return nil, err
	}
	return a, refused
}

// look goes through the entries of a commitment: whether some are not exact, and what was paid within the cap, summed
// at the rates of its own days where the commitment is in another currency.
func (m *maker) look(a *account) (qualified bool, err error) {
	sum := money.Fraction{}
	m.funded.clear()
	for e := range m.book.Events(a.id, civil.Last()) {
		qualified = qualified || e.Qualifier != ""
		p, ok := e.Payload.(ledger.Funding)
		if !ok || p.Outside == ledger.Yes || a.currency == m.in || err != nil {
			continue
		}
		var paid money.Amount
		paid, err = m.rates.CostOf(money.NewAmount(p.Amount.Fraction(), a.currency), m.in, e.Date, p.ReportingAmount)
		sum = sum.Add(paid.Number())
		day := e.Date
		if day.Before(m.from) {
			day = m.from
		}
		m.funded.add(day, sum)
	}
	a.fundedAt = steps[money.Fraction]{slices.Clone(m.funded.days), slices.Clone(m.funded.values)}
	return qualified, err
}

// take gives an account the figures that were gathered.
func (m *maker) take(a *account) error {
	for i := range m.through {
		for _, amount := range amountsOf(&m.through[i]) {
			a.places = max(a.places, amount.Places())
		}
	}
	draft := &m.draft
	draft.clear()
	for i, day := range m.days {
		c := &m.through[i]
		for figure, amount := range amountsOf(c) {
			units, ok := amount.Units(a.places)
			if !ok {
				return ErrTooLong
			}
			addChange(&draft.amounts[figure], day, units)
		}
		addChange(&draft.next, day, c.NextDue)
		addChange(&draft.terms, day, terms{c.Strength, c.Expires, c.Security, c.Program})
	}
	a.fit(draft)
	return nil
}

// clear gives up the steps, and keeps their room.
func (a *account) clear() {
	for i := range a.amounts {
		a.amounts[i].clear()
	}
	a.next.clear()
	a.terms.clear()
}

// fit takes over the steps of a draft in no more room than they need.
func (a *account) fit(draft *account) {
	count := len(draft.next.days) + len(draft.terms.days)
	for i := range draft.amounts {
		count += len(draft.amounts[i].days)
	}
	days, units := make([]civil.Date, 0, count), make([]int64, 0, count)
	for i := range draft.amounts {
		a.amounts[i] = steps[int64]{packed(&days, draft.amounts[i].days), packed(&units, draft.amounts[i].values)}
	}
	a.next = steps[civil.Date]{packed(&days, draft.next.days), slices.Clone(draft.next.values)}
	a.terms = steps[terms]{packed(&days, draft.terms.days), slices.Clone(draft.terms.values)}
}

// packed puts values behind others, in room that is there.
func packed[T any](room *[]T, values []T) []T {
	at := len(*room)
	*room = append(*room, values...)
	return (*room)[at:len(*room):len(*room)]
}

// on makes standing where the commitment stands at the end of a day; begun is false before its first.
func (a *account) on(day civil.Date, standing *figures.Standing) (begun bool) {
	if a.signed.After(day) {
		return false
	}
	c := &standing.Commitment
	for figure, amount := range amountsOf(c) {
		*amount = money.OfUnits(a.amounts[figure].on(day), a.places)
	}
	said := a.terms.on(day)
	c.ID, c.Investor, c.Company, c.Currency, c.Signed = a.id, a.investor, a.company, a.currency, a.signed
	c.Strength, c.Expires, c.Security, c.Program = said.strength, said.expires, said.security, said.program
	c.NextDue = a.next.on(day)
	c.Unfunded = c.Cap.Sub(c.Funded).Add(c.Recallable).Sub(c.Released)
	standing.FundedAt = c.Funded.Fraction()
	if len(a.fundedAt.days) > 0 {
		standing.FundedAt = a.fundedAt.on(day)
	}
	standing.Exact = nil
	if len(a.exact.days) > 0 {
		standing.Exact = a.exact.on(day)
	}
	return true
}
