package ledger

import (
	"fmt"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// CallDays is the time to pay a call that names no day, in business days.
const CallDays = 10

// step takes a commitment one entry further. What cannot be at all is refused at once; whether amounts fit is
// asked of check, at the end of the day.
func (d *Drawdown) step(e *line) *Refusal {
	switch p := e.Payload.(type) {
	case Amendment:
		return d.amend(p)
	case Assignment:
		return d.assign(p)
	case Tranche:
		return d.addTranche(e, p)
	case Condition:
		return d.settleCondition(p)
	case Decision:
		return d.decide(e, p)
	case Call:
		return d.call(e, &p)
	case Funding:
		return d.fund(&p)
	case Release:
		return d.release(p)
	case Distribution:
		return d.distribute(&p)
	}
	return nil
}

// move is money asked for, paid, received or given up, within what it is taken of: the rules that hold before it hold
// after it, so that nothing else need be worked out to take it.
type move struct {
	part *Part      // what it is taken of; of a distribution any
	due  civil.Date // of a call
}

// plainMove gives the move that an entry of a commitment is, with the tranche that it names, where it is one that
// plainly fits. Of any other entry it says nothing.
func (d *Drawdown) plainMove(e *line, tranche *name) (m move, plain bool) {
	if d.Indicative() {
		return move{}, false
	}
	if m.part = d.named(tranche); m.part == nil {
		return move{}, false
	}
	switch p := e.Payload.(type) {
	case Call:
		m.due = m.part.dueOf(e, p.Due)
		return m, !m.due.Before(e.Date) && p.Amount.Cmp(d.left(m.part).Sub(m.part.Called())) <= 0
	case Funding:
		return m, p.Outside == Yes || p.Amount.Cmp(d.left(m.part)) <= 0
	case Release:
		return m, p.Amount.Given() && p.Amount.Cmp(d.left(m.part)) <= 0
	case Distribution:
		return m, p.Recallable.Cmp(d.Funded.Sub(d.Recallable)) <= 0
	default:
		return move{}, false
	}
}

// named finds the tranche that has a name, or what no tranche has taken where there is no name; nil where the
// commitment does not have that tranche.
func (d *Drawdown) named(tranche *name) *Part {
	if tranche == nil {
		return &d.Free
	}
	for i := range d.Tranches {
		if d.Tranches[i].Entry == tranche.seq {
			return &d.Tranches[i]
		}
	}
	return nil
}

// take takes a commitment a move further.
func (d *Drawdown) take(e *line, m move) {
	switch p := e.Payload.(type) {
	case Call:
		m.part.ask(e, p.Amount, m.due)
	case Funding:
		d.pay(m.part, &p)
	case Release:
		d.giveUp(m.part, p.Amount)
	case Distribution:
		d.receive(&p)
	}
}

func (d *Drawdown) notBinding(field, what string) *Refusal {
	return refuse(field, "commitment %s is indicative: it takes no %s", d.Terms.ID, what).
		hint("amend its strength to firm or option first")
}

// part finds the tranche that an entry names, or what no tranche has taken.
func (d *Drawdown) part(id TrancheID) (*Part, *Refusal) {
	if id == "" {
		return &d.Free, nil
	}
	if p := d.Tranche(id); p != nil {
		return p, nil
	}
	return nil, refuse("tranche", "tranche %s is not part of commitment %s", id, d.Terms.ID)
}

// left is what is left of a part.
func (d *Drawdown) left(p *Part) money.Decimal {
	if p == &d.Free {
		return d.FreeLeft()
	}
	return p.Left()
}

// nameOf names what is left of a part for a message.
func (d *Drawdown) nameOf(p *Part) string {
	switch {
	case p != &d.Free:
		return fmt.Sprintf("what is left of tranche %s", p.Terms.ID)
	case d.tranchesHold():
		return fmt.Sprintf("what no tranche of %s has taken", d.Terms.ID)
	default:
		return fmt.Sprintf("what is unfunded of commitment %s", d.Terms.ID)
	}
}

// tranchesHold says that something is left of some tranche, so that not all that is unfunded is free.
func (d *Drawdown) tranchesHold() bool {
	for i := range d.Tranches {
		if d.Tranches[i].Left().Sign() > 0 {
			return true
		}
	}
	return false
}

func (d *Drawdown) addTranche(e *line, p Tranche) *Refusal {
	part := Part{Entry: e.Seq, Signed: e.Date, Funded: money.Int(0), Released: money.Int(0)}
	part.under(&p)
	if p.Condition != "" || !p.ConditionBy.IsZero() {
		part.Condition = ConditionOpen
	}
	free := d.FreeLeft()
	called := d.Free.Called()
	d.Tranches = append(d.Tranches, part)
	switch {
	case p.Max.Cmp(free) > 0:
		return d.deferred(tooMuch("max", "a max of", p.Max, d.freeName(), free, d.Terms.Currency))
	case p.Max.Cmp(free.Sub(called)) > 0:
		return d.deferred(tooMuch("max", "a max of", p.Max, d.freeName()+uncalledToo, free.Sub(called),
			d.Terms.Currency))
	}
	return nil
}

// uncalledToo follows the name of what is left where what is called does not count.
const uncalledToo = " and is not called"

// openName names what is left of a part and is not called.
func (d *Drawdown) openName(p *Part) string { return d.nameOf(p) + uncalledToo }

// freeName names what the tranches there were before have left.
func (d *Drawdown) freeName() string {
	if len(d.Tranches) <= 1 {
		return fmt.Sprintf("what is unfunded of commitment %s", d.Terms.ID)
	}
	return fmt.Sprintf("what no tranche of %s has taken", d.Terms.ID)
}

func (d *Drawdown) call(e *line, p *Call) *Refusal {
	if d.Indicative() {
		return d.notBinding("commitment", "call")
	}
	part, refusal := d.part(p.Tranche)
	if refusal != nil {
		return refusal
	}
	if part.Condition == ConditionMissed && part.Left().Sign() <= 0 {
		return refuse("tranche", "the condition of tranche %s failed: there is nothing to call", p.Tranche)
	}
	due := part.dueOf(e, p.Due)
	if due.Before(e.Date) {
		return refuse("due", "due %s is before the day of the call, %s", due, e.Date)
	}
	uncalled := d.left(part).Sub(part.Called())
	part.ask(e, p.Amount, due)
	if p.Amount.Cmp(uncalled) > 0 {
		return d.deferred(tooMuch("amount", "a call of", p.Amount, d.openName(part), uncalled, d.Terms.Currency))
	}
	return nil
}

func (d *Drawdown) fund(p *Funding) *Refusal {
	if d.Indicative() {
		return d.notBinding("commitment", "funding")
	}
	if p.Outside == Yes {
		d.pay(nil, p)
		return nil
	}
	part, refusal := d.part(p.Tranche)
	if refusal != nil {
		return refusal
	}
	left := d.left(part)
	unfunded := d.Unfunded()
	d.pay(part, p)
	if p.Amount.Cmp(left) <= 0 {
		return nil
	}
	over := tooMuch("amount", "a funding of", p.Amount, d.nameOf(part), left, d.Terms.Currency)
	if part == &d.Free && p.Amount.Cmp(unfunded) <= 0 {
		over = over.hint("name the tranche that it is paid out of")
	}
	return d.deferred(over)
}

func (d *Drawdown) distribute(p *Distribution) *Refusal {
	if d.Indicative() {
		return d.notBinding("commitment", "distribution")
	}
	open := d.Funded.Sub(d.Recallable)
	d.receive(p)
	if p.Recallable.Cmp(open) > 0 {
		return d.deferred(tooMuch("recallable", "a recallable part of", p.Recallable,
			"what was paid of commitment "+string(d.Terms.ID)+" and cannot be called again yet", open, d.Terms.Currency))
	}
	return nil
}

// pay takes a payment out of a part, or beside the cap.
func (d *Drawdown) pay(part *Part, p *Funding) {
	if p.Outside == Yes {
		d.Outside = d.Outside.Add(p.Amount)
		return
	}
	part.Funded = part.Funded.Add(p.Amount)
	d.Funded = d.Funded.Add(p.Amount)
	part.pay(p.Amount)
}

// receive adds what was received.
func (d *Drawdown) receive(p *Distribution) {
	d.Distributed = d.Distributed.Add(p.Amount)
	d.Recallable = d.Recallable.Add(p.Recallable)
}

func (d *Drawdown) release(p Release) *Refusal {
	if p.Tranche == "" && !p.Amount.Given() {
		return d.releaseAll()
	}
	part, refusal := d.part(p.Tranche)
	if refusal != nil {
		return refusal
	}
	left := d.left(part)
	amount := p.Amount.Or(left)
	if !p.Amount.Given() && left.Sign() <= 0 {
		return refuse("tranche", "%s is %s: there is nothing to release", d.nameOf(part), inWords(left, d.Terms.Currency))
	}
	d.giveUp(part, amount)
	if amount.Cmp(left) > 0 {
		return d.deferred(tooMuch("amount", "a release of", amount, d.nameOf(part), left, d.Terms.Currency))
	}
	return nil
}

func (d *Drawdown) releaseAll() *Refusal {
	if d.Unfunded().Sign() <= 0 {
		return refuse("commitment", "nothing is left of commitment %s: there is nothing to release", d.Terms.ID)
	}
	for i := range d.Tranches {
		d.giveUp(&d.Tranches[i], money.Max(d.Tranches[i].Left(), money.Int(0)))
	}
	d.giveUp(&d.Free, money.Max(d.FreeLeft(), money.Int(0)))
	return nil
}

// giveUp releases an amount of a part, and with it the calls that it no longer covers.
func (d *Drawdown) giveUp(p *Part, amount money.Decimal) {
	p.Released = p.Released.Add(amount)
	d.Released = d.Released.Add(amount)
	p.trimCalls(d.left(p))
}

func (d *Drawdown) settleCondition(p Condition) *Refusal {
	part, refusal := d.part(p.Tranche)
	if refusal != nil {
		return refusal
	}
	switch part.Condition {
	case Unconditional:
		return refuse("tranche", "tranche %s has no condition", p.Tranche).hint("amend the tranche to give it one first")
	case ConditionMet:
		return refuse("outcome", "the condition of tranche %s was met already", p.Tranche).hint("reverse that entry first")
	case ConditionMissed:
		return refuse("outcome", "the condition of tranche %s failed already", p.Tranche).hint("reverse that entry first")
	case ConditionOpen:
	}
	part.Condition = ConditionMet
	if p.Outcome == Failed {
		part.Condition = ConditionMissed
		d.giveUp(part, money.Max(part.Left(), money.Int(0)))
	}
	return nil
}

func (d *Drawdown) decide(e *line, p Decision) *Refusal {
	if d.Indicative() {
		return d.notBinding("tranche", "decision")
	}
	part, refusal := d.part(p.Tranche)
	switch {
	case refusal != nil:
		return refusal
	case d.StrengthOf(part) != Option:
		return refuse("tranche", "tranche %s is firm: there is nothing to decide", p.Tranche)
	case part.Left().Sign() <= 0:
		return refuse("tranche", "nothing is left of tranche %s: there is nothing to decide", p.Tranche)
	}
	owed := d.Owed(part)
	switch p.Choice {
	case Full:
		if p.Amount.Given() && p.Amount.Cmp(part.Left()) != 0 {
			return refuse("amount", "a full decision takes all that is left of tranche %s, %s, not %s", p.Tranche,
				inWords(part.Left(), d.Terms.Currency), inWords(p.Amount, d.Terms.Currency)).hint("leave the amount out")
		}
		part.take(part.Left())
	case Partial:
		if refusal := d.checkPartial(part, p.Amount, owed); refusal != nil {
			return refusal
		}
		part.take(p.Amount)
	case Withdraw:
		if !part.Taken {
			owed = money.Int(0)
		}
		if owed.Cmp(part.Left()) == 0 {
			return refuse("choice", "all that is left of tranche %s, %s, was taken by a decision: there is nothing to withdraw",
				p.Tranche, inWords(owed, d.Terms.Currency)).hint("record a release where the other side lets it go")
		}
		d.giveUp(part, part.Left().Sub(owed))
	case Defer:
		if p.DecideBy.Before(e.Date) {
			return refuse("decide_by", "decide_by %s is before the day of the decision, %s", p.DecideBy, e.Date)
		}
		part.change(func(terms *Tranche) { terms.DecideBy = p.DecideBy })
	}
	part.Decided = p.Choice
	return nil
}

// checkPartial holds what is taken of a tranche between what must be paid of it and what is left.
func (d *Drawdown) checkPartial(part *Part, amount, owed money.Decimal) *Refusal {
	switch {
	case amount.Cmp(owed) < 0:
		return tooLittle("amount", "a decision for", amount, "what must be paid of tranche "+string(part.Terms.ID), owed,
			d.Terms.Currency)
	case amount.Cmp(part.Left()) > 0:
		return tooMuch("amount", "a decision for", amount, d.nameOf(part), part.Left(), d.Terms.Currency)
	}
	return nil
}

// assign takes off what another investor takes over; their commitment begins with the same entry.
func (d *Drawdown) assign(p Assignment) *Refusal {
	part, refusal := d.part(p.Tranche)
	if refusal != nil {
		return refusal
	}
	open := d.left(part).Sub(part.Called())
	terms := *d.Terms
	terms.Cap = terms.Cap.Sub(p.Amount)
	d.under(&terms)
	if part != &d.Free {
		must := d.MustPay(part)
		part.change(func(terms *Tranche) {
			terms.Max = terms.Max.Sub(p.Amount)
			if terms.Min.Given() {
				terms.Min = money.Min(must, terms.Max)
			}
		})
	}
	if p.Amount.Cmp(open) > 0 {
		return d.deferred(tooMuch("amount", "an assignment of", p.Amount, d.openName(part), open, d.Terms.Currency))
	}
	return nil
}

// deferred marks a refusal that a later entry of the same day may still mend.
func (d *Drawdown) deferred(r *Refusal) *Refusal {
	r.mendable = true
	return r
}

// check says whether the amounts fit each other at the end of a day. It is asked again and again and mostly has nothing
// to say, so it looks for words only where something is wrong.
func (d *Drawdown) check() *Refusal {
	left := d.Unfunded()
	for i := range d.Tranches {
		p := &d.Tranches[i]
		if !p.holds() {
			return d.checkPart(p)
		}
		left = left.Sub(p.Left())
	}
	if left.Sign() >= 0 && d.Unfunded().Sign() >= 0 && d.Free.Called().Cmp(left) <= 0 && d.Funded.Cmp(d.Recallable) >= 0 {
		return nil
	}
	return d.checkWhole()
}

// holds says whether the amounts of a tranche fit each other.
func (p *Part) holds() bool {
	left := p.Left()
	return left.Sign() >= 0 && p.Called().Cmp(left) <= 0 && p.Terms.Min.Cmp(p.Terms.Max) <= 0
}

// checkPart says what is wrong with the amounts of a tranche.
func (d *Drawdown) checkPart(p *Part) *Refusal {
	c := d.Terms.Currency
	in, spent := "in tranche "+string(p.Terms.ID), p.Funded.Add(p.Released)
	switch {
	case p.Left().Sign() < 0:
		return tooMuch("max", in+" the sum paid and released of", spent, "its max", p.Terms.Max, c)
	case p.Called().Cmp(p.Left()) > 0:
		return tooMuch("amount", in+" the sum called of", p.Called(), "what is left", p.Left(), c)
	case p.Terms.Min.Cmp(p.Terms.Max) > 0:
		return tooMuch("min", in+" the min of", p.Terms.Min, "its max", p.Terms.Max, c)
	}
	return nil
}

// checkWhole says what is wrong with the amounts of the commitment.
func (d *Drawdown) checkWhole() *Refusal {
	c := d.Terms.Currency
	in, free, used := "in commitment "+string(d.Terms.ID), d.FreeLeft(), d.Funded.Sub(d.Recallable)
	switch {
	case d.Unfunded().Sign() < 0:
		return tooMuch("amount", in+" the sum paid and released of", used.Add(d.Released), "its cap", d.Terms.Cap, c)
	case free.Sign() < 0:
		return tooMuch("amount", in+" the sum left of tranches of", d.Unfunded().Sub(free), "what is unfunded",
			d.Unfunded(), c)
	case d.Free.Called().Cmp(free) > 0:
		return tooMuch("amount", in+" the sum called beside tranches of", d.Free.Called(), "what no tranche has taken",
			free, c)
	case used.Sign() < 0:
		return tooMuch("recallable", in+" the sum that can be called again of", d.Recallable, "what was paid", d.Funded, c)
	}
	return nil
}
