package figures

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Line is one commitment, or one part of a holding, of a portfolio: what exposure is summed of. Every amount is exact and in
// the portfolio's currency.
type Line struct {
	Investor ledger.PartyID
	Company  ledger.PartyID
	Currency money.Currency // its own, before conversion
	Security ledger.SecurityID
	Program  string

	Cap, Funded, Firm, Conditional, Option, Undecided, Indicative, Cost, Value money.Fraction
	Stale                                                                      bool
}

// Exposure is fair value + firm.
func (l Line) Exposure() money.Fraction { return l.Value.Add(l.Firm) }

// Maximum is fair value + firm + conditional + option − undecided.
func (l Line) Maximum() money.Fraction {
	return l.Exposure().Add(l.Conditional).Add(l.Option).Sub(l.Undecided)
}

// Add sums two lines' amounts into the first.
func (l Line) Add(other Line) Line {
	l.Cap, l.Funded, l.Firm = l.Cap.Add(other.Cap), l.Funded.Add(other.Funded), l.Firm.Add(other.Firm)
	l.Conditional, l.Option = l.Conditional.Add(other.Conditional), l.Option.Add(other.Option)
	l.Undecided, l.Indicative = l.Undecided.Add(other.Undecided), l.Indicative.Add(other.Indicative)
	l.Cost, l.Value = l.Cost.Add(other.Cost), l.Value.Add(other.Value)
	l.Stale = l.Stale || other.Stale
	return l
}

// Lines are the lines of the investors that a filter lets through. Every missing rate is named.
func (f *Portfolio) Lines(filter Filter) ([]Line, error) {
	var lines []Line
	var missing []error
	for _, id := range f.book.Commitments() {
		state, ok := f.book.Drawdown(id, f.asOf)
		if !ok {
			continue
		}
		line, err := f.commitmentLine(state)
		if err != nil {
			missing = append(missing, err)
			continue
		}
		lines = append(lines, line)
	}
	holdings, err := f.Holdings()
	if err != nil {
		missing = append(missing, err)
	}
	for _, h := range holdings {
		for _, part := range h.Parts {
			lines = append(lines, Line{Investor: h.Investor, Company: h.Company, Currency: part.Currency,
				Security: part.Security, Program: part.Program, Cost: part.Cost.Number(), Value: part.Value.Number(),
				Stale: part.Stale})
		}
	}
	if len(missing) > 0 {
		return nil, joinOnce(missing)
	}
	return slices.DeleteFunc(lines, func(l Line) bool { return !filter.Keeps(f.book, l.subject(f.book)) }), nil
}

// commitmentLine is a commitment in the portfolio's currency: balances at the rate of the day, fundings at that of their own.
func (f *Portfolio) commitmentLine(state *ledger.Drawdown) (Line, error) {
	c := Of(state, f.asOf)
	line := Line{Investor: c.Investor, Company: c.Company, Currency: c.Currency, Security: c.Security, Program: c.Program}
	for _, part := range []struct {
		from money.Decimal
		to   *money.Fraction
	}{
		{c.Cap, &line.Cap}, {c.Firm, &line.Firm}, {c.Conditional, &line.Conditional}, {c.Option, &line.Option},
		{c.Undecided, &line.Undecided}, {c.Indicative, &line.Indicative},
	} {
		if part.from.Sign() == 0 {
			continue
		}
		converted, err := f.rates.Convert(money.NewAmount(part.from.Fraction(), c.Currency), f.in, f.asOf)
		if err != nil {
			return Line{}, err
		}
		*part.to = converted.Number()
	}
	funded, err := f.fundedAtOwnRates(c)
	line.Funded = funded
	return line, err
}

// fundedAtOwnRates sums a commitment's fundings within the cap, each at the rate of its day.
func (f *Portfolio) fundedAtOwnRates(c Commitment) (money.Fraction, error) {
	if c.Currency == f.in || c.Funded.Sign() == 0 {
		return c.Funded.Fraction(), nil
	}
	sum := money.Fraction{}
	for e := range f.book.Events(c.ID, f.asOf) {
		p, ok := e.Payload.(ledger.Funding)
		if !ok || p.Outside == ledger.Yes {
			continue
		}
		cost, err := f.costOf(p.Amount.Fraction(), c.Currency, e.Date, p.ReportingAmount)
		if err != nil {
			return money.Fraction{}, err
		}
		sum = sum.Add(cost.Number())
	}
	return sum, nil
}

// Subject is what a filter and a dimension look at: whose money in which company, in what.
type Subject struct {
	Investor ledger.PartyID
	Company  ledger.PartyID
	Currency money.Currency
	Class    ledger.Class
	Program  string
}

func (l Line) subject(b *ledger.Book) Subject {
	security, _ := b.Security(l.Security)
	return Subject{Investor: l.Investor, Company: l.Company, Currency: l.Currency, Class: security.Class, Program: l.Program}
}

// SubjectOf is what a filter sees of a commitment.
func SubjectOf(b *ledger.Book, c Commitment) Subject {
	return Line{Investor: c.Investor, Company: c.Company, Currency: c.Currency, Security: c.Security,
		Program: c.Program}.subject(b)
}

// Values are what a subject counts under in a dimension: one value, several tags, or "" where the book does not say.
// Sector, country and tags are the company's.
func (s Subject) Values(b *ledger.Book, dimension string) []string {
	company, _ := b.Party(s.Company)
	switch dimension {
	case "company":
		return []string{string(s.Company)}
	case "investor":
		return []string{string(s.Investor)}
	case "sector":
		return []string{company.Sector}
	case "country":
		return []string{company.Country}
	case "currency":
		return []string{s.Currency.String()}
	case "class":
		return []string{string(s.Class)}
	case "program":
		return []string{s.Program}
	case "tag":
		if len(company.Tags) > 0 {
			return company.Tags
		}
	}
	return []string{""}
}

// Filter chooses what a report counts: own investors alone where some are marked own, unless All, and only what has every
// value of Where.
type Filter struct {
	All   bool
	Where []ledger.ScopeTerm
}

// ParseWhere reads `dimension=value`.
func ParseWhere(text string) (ledger.ScopeTerm, error) {
	scope, err := ledger.ParseScope(text)
	if err != nil {
		return ledger.ScopeTerm{}, err
	}
	if terms := scope.Terms(); len(terms) == 1 && scope.Each() == "" {
		return terms[0], nil
	}
	return ledger.ScopeTerm{}, fmt.Errorf("%q is no dimension=value; dimensions are %s", text,
		strings.Join(ledger.Dimensions(), ", "))
}

// Keeps says whether a subject is counted.
func (f Filter) Keeps(b *ledger.Book, s Subject) bool {
	if !f.All && b.HasOwn() {
		if investor, _ := b.Party(s.Investor); investor.Own != ledger.Yes {
			return false
		}
	}
	for _, term := range f.Where {
		if !slices.Contains(s.Values(b, term.Dimension), term.Value) {
			return false
		}
	}
	return true
}

// Group is the sum of the lines of one value of a dimension.
type Group struct {
	Value string
	Line  Line
}

// GroupBy sums lines by a dimension, in the order of the values, and all of them into a total. A line with several tags
// counts under each and once in the total.
func (f *Portfolio) GroupBy(lines []Line, dimension string) (groups []Group, total Line) {
	at := make(map[string]int)
	for _, line := range lines {
		total = total.Add(line)
		for _, value := range line.subject(f.book).Values(f.book, dimension) {
			i, ok := at[value]
			if !ok {
				i = len(groups)
				at[value] = i
				groups = append(groups, Group{Value: value})
			}
			groups[i].Line = groups[i].Line.Add(line)
		}
	}
	slices.SortFunc(groups, func(x, y Group) int { return strings.Compare(x.Value, y.Value) })
	return groups, total
}

// Rates are the exchange rates that the portfolio converts at.
func (f *Portfolio) Rates() *Rates { return f.rates }

// AsOf is the day of the portfolio.
func (f *Portfolio) AsOf() civil.Date { return f.asOf }

// joinOnce joins errors, each message once.
func joinOnce(errs []error) error {
	var kept []error
	seen := make(map[string]bool)
	for _, err := range errs {
		if !seen[err.Error()] {
			seen[err.Error()] = true
			kept = append(kept, err)
		}
	}
	return errors.Join(kept...)
}

func compareText[T ~string](a, b T) int { return strings.Compare(string(a), string(b)) }
