package figures

import (
	"cmp"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Line is one commitment, or one part of a holding, of a portfolio: what exposure is summed of. Every amount is exact
// and in the portfolio's currency.
type Line struct {
	Investor   ledger.PartyID
	Company    ledger.PartyID
	Commitment ledger.CommitmentID // none of a part of a holding
	Currency   money.Currency      // its own, before conversion
	Security   ledger.SecurityID
	Program    string
	Valued     civil.Date // of a part of a holding: the day of its mark, of a sum the oldest; none at cost
	Stale      bool

	Cap, Funded, Firm, Conditional, Option, Overdue, Undecided, Indicative, Cost, Value Stated
}

// Exposure is fair value + firm.
func (l Line) Exposure() Stated { return l.Value.Add(l.Firm) }

// Maximum is fair value + firm + conditional + option − undecided.
func (l Line) Maximum() Stated {
	return l.Exposure().Add(l.Conditional).Add(l.Option.Sub(l.Undecided))
}

// Add sums two lines' amounts into the first.
func (l Line) Add(other Line) Line {
	l.Cap, l.Funded, l.Firm = l.Cap.Add(other.Cap), l.Funded.Add(other.Funded), l.Firm.Add(other.Firm)
	l.Conditional, l.Option = l.Conditional.Add(other.Conditional), l.Option.Add(other.Option)
	l.Overdue, l.Undecided = l.Overdue.Add(other.Overdue), l.Undecided.Add(other.Undecided)
	l.Indicative, l.Cost, l.Value = l.Indicative.Add(other.Indicative), l.Cost.Add(other.Cost), l.Value.Add(other.Value)
	if l.Valued.IsZero() || !other.Valued.IsZero() && other.Valued.Before(l.Valued) {
		l.Valued = other.Valued
	}
	l.Stale = l.Stale || other.Stale
	return l
}

// Lines are the lines of all commitments that have begun and of all holdings. Every missing rate is named.
func (f *Portfolio) Lines() ([]Line, error) {
	var lines []Line
	var missing refused
	for i, c := range f.kept {
		standing, err := f.standing(i)
		missing.add(err)
		line, err := f.commitmentLine(c, standing)
		missing.add(err)
		lines = append(lines, line)
	}
	holdings, err := f.Holdings()
	missing.add(err)
	for _, h := range holdings {
		for _, part := range h.Parts {
			lines = append(lines, Line{Investor: h.Investor, Company: h.Company, Currency: part.Currency,
				Security: cmp.Or(part.Security, part.Agreed), Program: part.Program, Valued: part.Valued, Stale: part.Stale,
				Cost: part.Cost, Value: part.Value})
		}
	}
	if err := missing.err(); err != nil {
		return nil, err
	}
	return lines, nil
}

// commitmentLine is a commitment in the portfolio's currency: balances at the rate of the day, fundings at that of
// their own.
func (f *Portfolio) commitmentLine(c Commitment, standing Standing) (Line, error) {
	line := Line{Investor: c.Investor, Company: c.Company, Commitment: c.ID, Currency: c.Currency, Security: c.Security,
		Program: c.Program}
	exact := standing.Exact
	for _, part := range []struct {
		figure Figure
		from   money.Decimal
		to     *Stated
	}{
		{FigureCap, c.Cap, &line.Cap}, {FigureFirm, c.Firm, &line.Firm}, {FigureOption, c.Option, &line.Option},
		{FigureConditional, c.Conditional, &line.Conditional}, {FigureIndicative, c.Indicative, &line.Indicative},
		{"", c.Overdue, &line.Overdue}, {"", c.Undecided, &line.Undecided},
	} {
		if part.from.Sign() == 0 {
			continue
		}
		converted, err := f.rates.Convert(money.NewAmount(part.from.Fraction(), c.Currency), f.in, f.asOf)
		if err != nil {
			return Line{}, err
		}
		*part.to = Stated{Number: converted.Number(), Qualifier: exact[part.figure]}
	}
	line.Funded = Stated{Number: standing.FundedAt, Qualifier: exact[FigureFunded]}
	return line, nil
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
		cost, err := f.costOf(money.NewAmount(p.Amount.Fraction(), c.Currency), e.Date, p.ReportingAmount)
		if err != nil {
			return money.Fraction{}, err
		}
		sum = sum.Add(cost.Number())
	}
	return sum, nil
}

func (l Line) subject(b Names) Subject {
	return Subject{Investor: l.Investor, Company: l.Company, Currency: l.Currency, Class: classOf(b, l.Security),
		Program: l.Program}
}

// Group is the sum of the lines of one value of a dimension.
type Group struct {
	Value string
	Line  Line
}

// GroupBy sums lines by a dimension, in the order of the values, and all of them into a total. A line with several
// tags counts under each and once in the total; several says that there is such a line.
func (f *Portfolio) GroupBy(lines []Line, dimension string) (groups []Group, total Line, several bool) {
	at := make(map[string]int)
	for _, line := range lines {
		total = total.Add(line)
		values := line.subject(f.names).Values(f.names, dimension)
		several = several || len(values) > 1
		for _, value := range values {
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
	return groups, total, several
}
