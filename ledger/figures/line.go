package figures

import (
	"cmp"

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

	Committed
	Held
}

// Committed are the amounts of a commitment.
type Committed struct {
	Cap, Funded, Firm, Conditional, Option, Overdue, Undecided, Indicative Stated
}

// Held is what a part of a holding cost and is worth.
type Held struct {
	Cost, Value Stated
	Valued      civil.Date // the day of its mark, of a sum the oldest; none at cost
	Stale       bool
}

// Exposure is fair value + firm.
func (l Line) Exposure() Stated { return l.Value.Add(l.Firm) }

// Maximum is fair value + firm + conditional + option − undecided.
func (l Line) Maximum() Stated {
	return l.Exposure().Add(l.Conditional).Add(l.Option.Sub(l.Undecided))
}

// Add sums another line's amounts into this one's.
func (l *Line) Add(other *Line) {
	l.Committed.Add(&other.Committed)
	l.Held.Add(&other.Held)
}

// Add sums another commitment's amounts into these.
func (c *Committed) Add(other *Committed) {
	c.Cap.gather(&other.Cap)
	c.Funded.gather(&other.Funded)
	c.Firm.gather(&other.Firm)
	c.Conditional.gather(&other.Conditional)
	c.Option.gather(&other.Option)
	c.Overdue.gather(&other.Overdue)
	c.Undecided.gather(&other.Undecided)
	c.Indicative.gather(&other.Indicative)
}

// Add sums another part into this one.
func (h *Held) Add(other *Held) {
	h.Cost.gather(&other.Cost)
	h.Value.gather(&other.Value)
	if h.Valued.IsZero() || !other.Valued.IsZero() && other.Valued.Before(h.Valued) {
		h.Valued = other.Valued
	}
	h.Stale = h.Stale || other.Stale
}

// Lines are the lines of all commitments that have begun and of all holdings. Every missing rate is named.
func (f *Portfolio) Lines() ([]Line, error) {
	var lines []Line
	var missing refused
	add := func(line *Line) { lines = append(lines, *line) }
	missing.add(f.eachCommitmentLine(add))
	missing.add(f.eachHoldingLine(false, add))
	if err := missing.err(); err != nil {
		return nil, err
	}
	return lines, nil
}

// eachCommitmentLine gives the line of every commitment, which is valid until the next one. Every missing rate is named.
func (f *Portfolio) eachCommitmentLine(use func(*Line)) error {
	var missing refused
	var line Line
	missing.add(f.eachStanding(func(standing *Standing) {
		missing.add(f.commitmentLine(standing, &line))
		use(&line)
	}))
	return missing.err()
}

// eachHoldingLine gives every line of a holding, which is valid until the next one. Every missing rate is named. Where
// holdings may be given as wholes, the lines of one say together what those of its parts would, and of which amount
// which part is, is not said.
func (f *Portfolio) eachHoldingLine(wholes bool, use func(*Line)) error {
	var missing refused
	if wholes && f.given != nil {
		var line Line
		for h := range f.given.Wholes(f.asOf) {
			if f.sieve.Keeps(Subject{Investor: h.Investor, Company: h.Company}) {
				f.wholeLines(h, &line, &missing, use)
			}
		}
		return missing.err()
	}
	missing.add(f.eachHolding(func(h *Holding) {
		for i := range h.Parts {
			part := &h.Parts[i]
			use(&Line{Investor: h.Investor, Company: h.Company, Currency: part.Currency,
				Security: cmp.Or(part.Security, part.Agreed), Program: part.Program,
				Held: Held{Cost: part.Cost, Value: part.Value, Valued: part.Valued, Stale: part.Stale}})
		}
	}))
	return missing.err()
}

// wholeLines gives a line for each part of a holding, of which the first has the amounts of all. They are written into one
// that has had nothing but lines of holdings.
func (f *Portfolio) wholeLines(h *Holding, line *Line, missing *refused, use func(*Line)) {
	line.Investor, line.Company, line.Cost, line.Value = h.Investor, h.Company, h.Whole.Cost, Stated{}
	for i := range h.Whole.Worth {
		worth := &h.Whole.Worth[i]
		rate, err := f.rateOf(worth.In)
		missing.add(err)
		value := Stated{Number: worth.Amount.Number.Mul(rate), Qualifier: worth.Amount.Qualifier}
		line.Value.gather(&value)
	}
	for _, seen := range h.Whole.Seen {
		line.Currency, line.Valued, line.Stale = seen.Currency, seen.Valued, f.isStale(seen.Valued)
		use(line)
		line.Cost, line.Value = Stated{}, Stated{}
	}
}

// isStale says that a value of a day is an old one; none is the value of no day.
func (f *Portfolio) isStale(valued civil.Date) bool {
	return !valued.IsZero() && f.asOf.DaysSince(valued) > StaleAfter
}

// commitmentLine makes the line of a commitment in the portfolio's currency: balances at the rate of the day, fundings at
// that of their own. Where the rate is missing it is empty.
func (f *Portfolio) commitmentLine(standing *Standing, line *Line) error {
	c := &standing.Commitment
	*line = Line{Investor: c.Investor, Company: c.Company, Commitment: c.ID, Currency: c.Currency, Security: c.Security,
		Program: c.Program}
	if c.Cap.Sign() != 0 || c.Indicative.Sign() != 0 { // else there is nothing to convert
		rate, err := f.rateOf(c.Currency)
		if err != nil {
			*line = Line{}
			return err
		}
		exact := standing.Exact
		state := func(figure Figure, amount *money.Decimal, stated *Stated) {
			if amount.Sign() == 0 {
				return
			}
			stated.Number = amount.Fraction().Mul(rate)
			if exact != nil {
				stated.Qualifier = exact[figure]
			}
		}
		state(FigureCap, &c.Cap, &line.Cap)
		state(FigureFirm, &c.Firm, &line.Firm)
		state(FigureConditional, &c.Conditional, &line.Conditional)
		state(FigureOption, &c.Option, &line.Option)
		state(FigureIndicative, &c.Indicative, &line.Indicative)
		state("", &c.Overdue, &line.Overdue)
		state("", &c.Undecided, &line.Undecided)
	}
	line.Funded = Stated{Number: standing.FundedAt, Qualifier: standing.Exact[FigureFunded]}
	return nil
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

// value is what the line counts under in a dimension; one is false where that may be several, which are tags.
func (l *Line) value(b Names, dimension string) (value string, one bool) {
	if dimension == dimensionTag {
		return "", false
	}
	subject := Subject{Investor: l.Investor, Company: l.Company, Currency: l.Currency, Program: l.Program}
	if dimension == "class" {
		subject.Class = classOf(b, l.Security)
	}
	return subject.value(b, dimension), true
}
