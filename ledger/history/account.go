package history

import (
	"errors"

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

// maker works out histories of a book.
type maker struct {
	book  *ledger.Book
	rates *figures.Rates
	in    money.Currency
	from  civil.Date
}

// account works out the history of a commitment from a day on.
func (m *maker) account(id ledger.CommitmentID) (*account, error) {
	var days []civil.Date
	var through []figures.Commitment
	a := &account{id: id}
	qualified := isQualified(m.book, id)
	for stay := range m.book.Stays(id, m.from) {
		note := func(day civil.Date) {
			days, through = append(days, day), append(through, figures.Of(stay.State, day))
			if qualified {
				a.exact.add(day, figures.ExactnessOf(m.book, stay.State, day))
			}
		}
		note(stay.From)
		for _, turn := range figures.Turns(stay.State) {
			if turn.After(stay.From) && (stay.Until.IsZero() || turn.Before(stay.Until)) {
				note(turn)
			}
		}
	}
	first := through[0]
	a.investor, a.company, a.currency, a.signed = first.Investor, first.Company, first.Currency, first.Signed
	if err := a.take(days, through); err != nil {
		return nil, err
	}
	return a, m.addFunded(a)
}

// isQualified says that some entry of a commitment is not exact.
func isQualified(b *ledger.Book, id ledger.CommitmentID) bool {
	for e := range b.Events(id, civil.Last()) {
		if e.Qualifier != "" {
			return true
		}
	}
	return false
}

func (a *account) take(days []civil.Date, through []figures.Commitment) error {
	for i := range through {
		for _, amount := range amountsOf(&through[i]) {
			a.places = max(a.places, amount.Places())
		}
	}
	for i, day := range days {
		c := &through[i]
		for figure, amount := range amountsOf(c) {
			units, ok := amount.Units(a.places)
			if !ok {
				return ErrTooLong
			}
			addChange(&a.amounts[figure], day, units)
		}
		addChange(&a.next, day, c.NextDue)
		addChange(&a.terms, day, terms{c.Strength, c.Expires, c.Security, c.Program})
	}
	return nil
}

// addFunded sums what was paid within the cap at the rates of its own days.
func (m *maker) addFunded(a *account) error {
	if a.currency == m.in {
		return nil
	}
	sum := money.Fraction{}
	for e := range m.book.Events(a.id, civil.Last()) {
		p, ok := e.Payload.(ledger.Funding)
		if !ok || p.Outside == ledger.Yes {
			continue
		}
		paid, err := m.rates.CostOf(money.NewAmount(p.Amount.Fraction(), a.currency), m.in, e.Date, p.ReportingAmount)
		if err != nil {
			return err
		}
		sum = sum.Add(paid.Number())
		day := e.Date
		if day.Before(m.from) {
			day = m.from
		}
		a.fundedAt.add(day, sum)
	}
	return nil
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
