package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Commitment is what a commitment comes to on a day, all in its own currency.
type Commitment struct {
	ID       ledger.CommitmentID
	Investor ledger.PartyID
	Company  ledger.PartyID
	Security ledger.SecurityID
	Program  string
	Currency money.Currency
	Strength ledger.Strength
	Signed   civil.Date
	Expires  civil.Date

	Cap         money.Decimal // the cap in force; 0 of an indicative commitment
	Funded      money.Decimal // paid within the cap
	Recallable  money.Decimal // received and open to be called again
	Released    money.Decimal // given up
	Unfunded    money.Decimal // cap − funded + recallable − released
	Called      money.Decimal // asked for and not yet paid
	Firm        money.Decimal // of unfunded: must be paid when asked
	Conditional money.Decimal // the same of tranches whose condition is neither met nor failed
	Option      money.Decimal // the rest of unfunded: may be paid or left
	Overdue     money.Decimal // unpaid past its due
	Undecided   money.Decimal // of option: past its deadline and not decided
	Indicative  money.Decimal // what is left of an indicative maximum
	Outside     money.Decimal // paid beside the cap
	Distributed money.Decimal // received

	NextDue civil.Date // the first day on or after the date on which something is due; none where nothing is
}

// Of gives the figures of a commitment of where it stands at the end of a day.
func Of(d *ledger.Drawdown, asOf civil.Date) Commitment {
	zero := money.Int(0)
	c := Commitment{
		ID: d.Terms.ID, Investor: d.Terms.Investor, Company: d.Terms.Company, Security: d.Terms.Security,
		Program: d.Terms.Program, Currency: d.Terms.Currency, Strength: d.Strength(), Signed: d.Signed,
		Expires: d.Terms.Expires, Cap: zero, Funded: zero, Recallable: zero, Released: zero, Unfunded: zero,
		Called: zero, Firm: zero, Conditional: zero, Option: zero, Overdue: zero, Undecided: zero, Indicative: zero,
		Outside: d.Outside.Or(zero), Distributed: d.Distributed.Or(zero),
	}
	if d.Indicative() {
		c.Indicative = d.Unfunded()
		return c
	}
	c.Cap, c.Funded, c.Recallable, c.Released = d.Terms.Cap, d.Funded.Or(zero), d.Recallable.Or(zero), d.Released.Or(zero)
	c.Unfunded = d.Unfunded()
	free := c.Unfunded
	for i := range d.Tranches {
		t := TrancheOf(d, &d.Tranches[i], asOf)
		if t.Left.Sign() != 0 {
			free = free.Sub(t.Left)
		}
		c.addPart(&t)
	}
	t := freeOf(d, free, asOf)
	c.addPart(&t)
	c.Option = c.Unfunded.Sub(c.Firm)
	if c.Conditional.Sign() != 0 {
		c.Option = c.Option.Sub(c.Conditional)
	}
	return c
}

func (c *Commitment) addPart(t *Tranche) {
	gather(&c.Called, t.Called)
	gather(&c.Firm, t.Firm)
	gather(&c.Conditional, t.Conditional)
	gather(&c.Overdue, t.Overdue)
	gather(&c.Undecided, t.Undecided)
	if !t.NextDue.IsZero() && (c.NextDue.IsZero() || t.NextDue.Before(c.NextDue)) {
		c.NextDue = t.NextDue
	}
}

// gather adds an amount to a sum. Most amounts of most parts are nothing.
func gather(sum *money.Decimal, amount money.Decimal) {
	switch {
	case amount.Sign() == 0:
	case sum.Sign() == 0:
		*sum = amount
	default:
		*sum = sum.Add(amount)
	}
}

// Used is (funded − recallable) ÷ cap; ok is false where there is no cap to be used.
func (c Commitment) Used() (share money.Fraction, ok bool) {
	return c.Funded.Sub(c.Recallable).Fraction().Div(c.Cap.Fraction())
}

// Tranche is what a part of a commitment comes to on a day: a tranche, or what no tranche has taken.
type Tranche struct {
	Called      money.Decimal
	Left        money.Decimal
	Firm        money.Decimal
	Conditional money.Decimal
	Option      money.Decimal
	Overdue     money.Decimal
	Undecided   money.Decimal
	NextDue     civil.Date
	State       State
}

// State says how far a tranche has come.
type State string

// The states of a tranche, in the words of the contract.
const (
	Planned  State = "planned"  // nothing has been asked for
	Called   State = "called"   // asked for and not paid
	Partial  State = "partial"  // paid in part
	Funded   State = "funded"   // paid; nothing is left
	Released State = "released" // given up; nothing is left
	Overdue  State = "overdue"  // something is past its due
)

// TrancheOf gives the figures of a tranche at the end of a day. Those of an indicative commitment's are what is
// left alone.
func TrancheOf(d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) Tranche {
	t := Tranche{Left: p.Left(), Called: p.Called(), Overdue: money.Int(0), Undecided: money.Int(0),
		Firm: money.Int(0), Conditional: money.Int(0)}
	if d.Indicative() {
		t.Option = money.Int(0)
		t.State = stateOf(p, t)
		return t
	}
	must := d.MustPay(p).Sub(p.Funded)
	if must.Sign() <= 0 {
		must = money.Int(0)
	}
	must = money.Min(must, t.Left)
	if p.Condition == ledger.ConditionOpen {
		t.Conditional = must
	} else {
		t.Firm = must
	}
	t.Option = t.Left.Sub(must)
	t.Overdue = lateCalls(p.Calls, asOf)
	if binding(d, p) && past(p.Terms.Due, asOf) {
		t.Overdue = money.Max(t.Overdue, t.Firm)
	}
	if past(p.Terms.DecideBy, asOf) || past(d.Terms.Expires, asOf) {
		t.Undecided = t.Option
	}
	t.NextDue = nextDue(p, t.Left, asOf)
	t.State = stateOf(p, t)
	return t
}

// freeOf gives the figures of what no tranche has taken, of which so much is left.
func freeOf(d *ledger.Drawdown, left money.Decimal, asOf civil.Date) Tranche {
	t := Tranche{Left: left, Called: d.Free.Called(), Overdue: lateCalls(d.Free.Calls, asOf)}
	t.NextDue = nextDue(&d.Free, left, asOf)
	switch {
	case d.Strength() == ledger.Option:
		t.Option = left
		if past(d.Terms.Expires, asOf) {
			t.Undecided = left
		}
	case d.Free.Condition == ledger.ConditionOpen:
		t.Conditional = left
	default:
		t.Firm = left
	}
	return t
}

// binding says that what is due of a part is owed: it is firm, or an option that was decided for.
func binding(d *ledger.Drawdown, p *ledger.Part) bool {
	return d.StrengthOf(p) == ledger.Firm || p.Decided == ledger.Full || p.Decided == ledger.Partial
}

// past says that a deadline is over: the day itself still counts.
func past(deadline, asOf civil.Date) bool { return !deadline.IsZero() && deadline.Before(asOf) }

func lateCalls(calls []ledger.OpenCall, asOf civil.Date) money.Decimal {
	sum := money.Int(0)
	for i := range calls {
		if past(calls[i].Due, asOf) {
			gather(&sum, calls[i].Amount)
		}
	}
	return sum
}

// nextDue is the first day on or after a date on which something is due of a part; none where nothing is.
func nextDue(p *ledger.Part, left money.Decimal, asOf civil.Date) (next civil.Date) {
	look := func(due civil.Date) {
		if !due.IsZero() && !due.Before(asOf) && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	for i := range p.Calls {
		look(p.Calls[i].Due)
	}
	if left.Sign() > 0 {
		look(p.Terms.Due)
	}
	return next
}

func stateOf(p *ledger.Part, t Tranche) State {
	switch {
	case t.Overdue.Sign() > 0:
		return Overdue
	case t.Left.Sign() <= 0 && p.Funded.Sign() > 0:
		return Funded
	case t.Left.Sign() <= 0:
		return Released
	case t.Called.Sign() > 0:
		return Called
	case p.Funded.Sign() > 0:
		return Partial
	default:
		return Planned
	}
}
