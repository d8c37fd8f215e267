package ledger

import (
	"slices"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Drawdown is where a commitment stands at the end of a day: its terms in force and how far each part of it has been
// called, paid and given up. All amounts are in the commitment's currency.
type Drawdown struct {
	Terms  *Commitment // the terms in force; never written to
	Signed civil.Date  // the day on which it began
	Origin Seq         // the entry that made it

	Funded      money.Decimal // paid within the cap
	Recallable  money.Decimal // received and open to be called again
	Released    money.Decimal // given up
	Outside     money.Decimal // paid beside the cap
	Distributed money.Decimal // received

	// Free is what no tranche has taken. It waits for a condition where it was assigned out of a tranche that does.
	Free     Part
	Tranches []Part // in the order of their entries

	// Of the terms, for the moves, which are many and would fetch them for nothing else.
	limit      money.Decimal // the cap
	indicative bool
}

// Part is a tranche, or what no tranche has taken.
type Part struct {
	Terms     *Tranche // the terms in force, never written to; of Free without an id
	Entry     Seq      // the entry that made it
	Signed    civil.Date
	Funded    money.Decimal
	Released  money.Decimal
	Condition ConditionState
	Decided   Choice // the last decision; none yet where it is empty
	Taken     bool   // a decision took all or part of it: Terms.Min is what was taken
	Calls     []OpenCall

	// Of the terms, as those of the whole.
	due   civil.Date
	limit money.Decimal // the max
}

// under puts the commitment under terms that are not written to any more.
func (d *Drawdown) under(terms *Commitment) {
	d.Terms, d.limit, d.indicative = terms, terms.Cap, terms.Strength == Indicative
}

// under puts the part under terms that are not written to any more.
func (p *Part) under(terms *Tranche) {
	p.Terms, p.limit, p.due = terms, terms.Max, terms.Due
}

// OpenCall is a call, or what is left of one, that is not yet paid.
type OpenCall struct {
	Entry  Seq
	Amount money.Decimal
	Due    civil.Date
}

// ConditionState says where a tranche's condition stands.
type ConditionState int

// The states of a condition.
const (
	Unconditional ConditionState = iota // there is none
	ConditionOpen                       // neither met nor failed
	ConditionMet
	ConditionMissed
)

// Strength is how binding the commitment is; firm unless its terms say otherwise.
func (d *Drawdown) Strength() Strength {
	if d.Terms.Strength == "" {
		return Firm
	}
	return d.Terms.Strength
}

// Indicative says that the commitment is not binding yet, so that it counts in no total.
func (d *Drawdown) Indicative() bool { return d.indicative }

// Unfunded is cap − funded + recallable − released.
func (d *Drawdown) Unfunded() money.Decimal {
	return d.limit.Sub(d.Funded).Add(d.Recallable).Sub(d.Released)
}

// FreeLeft is what no tranche has taken of what is unfunded.
func (d *Drawdown) FreeLeft() money.Decimal {
	left := d.Unfunded()
	for i := range d.Tranches {
		left = left.Sub(d.Tranches[i].Left())
	}
	return left
}

// StrengthOf is how binding a part is: its own strength, or the commitment's.
func (d *Drawdown) StrengthOf(p *Part) Strength {
	if p.Terms.Strength == "" {
		return d.Strength()
	}
	return p.Terms.Strength
}

// MustPay is what of a tranche must be paid once asked: all of a firm one and nothing of an option, unless its terms or
// a decision say otherwise.
func (d *Drawdown) MustPay(p *Part) money.Decimal {
	if p.Terms.Min.Given() {
		return p.Terms.Min
	}
	if d.StrengthOf(p) == Firm {
		return p.Terms.Max
	}
	return money.Int(0)
}

// Owed is what is left of MustPay: what of a tranche is yet to be paid once asked.
func (d *Drawdown) Owed(p *Part) money.Decimal {
	return money.Min(money.Max(d.MustPay(p).Sub(p.Funded), money.Int(0)), p.Left())
}

// Tranche finds a tranche by its id; nil where the commitment has none of that id.
func (d *Drawdown) Tranche(id TrancheID) *Part {
	for i := range d.Tranches {
		if d.Tranches[i].Terms.ID == id {
			return &d.Tranches[i]
		}
	}
	return nil
}

// Left is what is left of a tranche: max − funded − released. It says nothing of Free; see Drawdown.FreeLeft.
func (p *Part) Left() money.Decimal { return p.limit.Sub(p.Funded).Sub(p.Released) }

// Called is what is asked for and not yet paid.
func (p *Part) Called() money.Decimal {
	sum := money.Int(0)
	for _, call := range p.Calls {
		sum = sum.Add(call.Amount)
	}
	return sum
}

// ask opens a call.
func (p *Part) ask(e *line, amount money.Decimal, due civil.Date) {
	p.Calls = append(p.Calls, OpenCall{Entry: e.Seq, Amount: amount, Due: due})
}

// dueOf is the day on which a call of the part is due: the one that is given, else the part's own where that is not
// over, else CallDays business days later.
func (p *Part) dueOf(e *line, given civil.Date) civil.Date {
	switch {
	case !given.IsZero():
		return given
	case !p.due.IsZero() && !p.due.Before(e.Date):
		return p.due
	default:
		return e.Date.AddBusinessDays(CallDays)
	}
}

// take makes an amount of what is left firm.
func (p *Part) take(amount money.Decimal) {
	p.change(func(terms *Tranche) { terms.Min = p.Funded.Add(amount) })
	p.Taken = true
}

// change gives the part terms of its own: those there were may be in use elsewhere.
func (p *Part) change(change func(terms *Tranche)) {
	terms := *p.Terms
	change(&terms)
	p.under(&terms)
}

// pay takes an amount off the open calls, the oldest first.
func (p *Part) pay(amount money.Decimal) {
	for len(p.Calls) > 0 && amount.Sign() > 0 {
		first := &p.Calls[0]
		if amount.Cmp(first.Amount) < 0 {
			first.Amount = first.Amount.Sub(amount)
			return
		}
		amount = amount.Sub(first.Amount)
		p.Calls = slices.Delete(p.Calls, 0, 1)
	}
}

// trimCalls takes back calls, the newest first, until they come to no more than left: what was given up is not owed.
func (p *Part) trimCalls(left money.Decimal) {
	over := p.Called().Sub(left)
	for len(p.Calls) > 0 && over.Sign() > 0 {
		last := &p.Calls[len(p.Calls)-1]
		if over.Cmp(last.Amount) < 0 {
			last.Amount = last.Amount.Sub(over)
			return
		}
		over = over.Sub(last.Amount)
		p.Calls = p.Calls[:len(p.Calls)-1]
	}
}

// clone copies what a step may change.
func (d *Drawdown) clone() *Drawdown {
	c := new(Drawdown)
	c.copyFrom(d)
	return c
}

// copyFrom makes d a copy of other, in the room that d has.
func (d *Drawdown) copyFrom(other *Drawdown) {
	tranches, calls := d.Tranches, d.Free.Calls
	*d = *other
	d.Free.Calls = append(calls[:0], other.Free.Calls...)
	d.Tranches = slices.Grow(tranches[:0], len(other.Tranches))[:len(other.Tranches)]
	for i := range other.Tranches {
		calls := d.Tranches[i].Calls
		d.Tranches[i] = other.Tranches[i]
		d.Tranches[i].Calls = append(calls[:0], other.Tranches[i].Calls...)
	}
}
