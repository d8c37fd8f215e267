package ledger

import (
	"fmt"
	"slices"
)

// planReversal checks a reversal and gives what would carry it out.
func (b *Book) planReversal(e *line, p Reversal) (change func(), refusal *Refusal) {
	target := b.at(p.Entry)
	switch {
	case target == nil:
		return nil, refuse("entry", "entry %d does not exist", p.Entry)
	case target.Kind() == KindBook:
		return nil, refuse("entry", "the book's own name cannot be reversed")
	case !b.Live(p.Entry):
		return nil, b.reversedAlready(p.Entry)
	}
	return b.planReversing(e, target)
}

func (b *Book) reversedAlready(seq Seq) *Refusal {
	return refuse("entry", "entry %d is reversed already, by entry %d", seq, b.reversals[seq])
}

// planReversing is a reversal taking effect on its target, which stops counting: what it recorded goes out of the
// book, or, where it is itself a reversal, what it had taken out comes back.
func (b *Book) planReversing(reversal, target *line) (change func(), refusal *Refusal) {
	inner := func() {}
	undone, isReversal := target.Payload.(Reversal)
	switch {
	case !target.Booked():
	case isReversal:
		inner, refusal = b.planReturn(undone.Entry)
	default:
		inner, refusal = b.planRemoval(target)
	}
	if refusal != nil {
		return nil, refusal
	}
	return func() { inner(); b.reversals[target.Seq] = reversal.Seq }, nil
}

// planReturn is an entry counting again: what it recorded comes back, or, where it is itself a reversal, takes effect
// again.
func (b *Book) planReturn(seq Seq) (change func(), refusal *Refusal) {
	inner := func() {}
	target := b.at(seq)
	again, isReversal := target.Payload.(Reversal)
	switch {
	case !target.Booked():
	case isReversal && !b.Live(again.Entry):
		refusal = b.reversedAlready(again.Entry)
	case isReversal:
		inner, refusal = b.planReversing(target, b.at(again.Entry))
	default:
		var placed *placing
		placed, refusal = b.planPlacing(target)
		inner = func() { placed.carryOut(b) }
	}
	if refusal != nil {
		refusal.Field, refusal.Problem = "entry", fmt.Sprintf("entry %d cannot count again: %s", seq, refusal.Problem)
		return nil, refusal
	}
	return func() { inner(); delete(b.reversals, seq) }, nil
}

// planRemoval checks that nothing stands on an entry and gives what would take it out.
func (b *Book) planRemoval(e *line) (change func(), refusal *Refusal) {
	if refusal := b.checkUsers(e); refusal != nil {
		return nil, refusal
	}
	if wrong := b.brokenTerms(e); wrong != nil {
		return nil, standsOn(e, wrong)
	}
	accounts := make(accountPlan)
	for _, id := range b.commitmentsOf(e) {
		if wrong := b.planAccount(accounts, id, without(b.account(id).events, e.Seq)); wrong != nil {
			return nil, standOn(e, wrong, b.stranded(e, id, wrong))
		}
	}
	var ids naming
	b.look(&ids, e)
	var left moving
	if company := ids.moverOf(e); company != nil {
		var wrong *broken
		if left, wrong = b.planRegister(company, without(company.register.events, e.Seq)); wrong != nil {
			return nil, standsOn(e, wrong)
		}
	}
	return func() {
		b.carryOutFolds(accounts)
		b.carryOutMoving(&left, e)
		for _, def := range ids.defines {
			delete(b.names, def.id)
		}
		for _, ref := range ids.refers {
			ref.named.users--
		}
		b.leaveAmendment(e)
	}, nil
}

// checkUsers refuses to take away what other entries refer to.
func (b *Book) checkUsers(e *line) *Refusal {
	stands := b.usersOf(e)
	switch len(stands) {
	case 0:
		return nil
	case 1:
		return cannotReverse(e, stands, "%s stands on it", entryList(stands)).hint("reverse that first")
	default:
		return cannotReverse(e, stands, "%s stand on it", entryList(stands)).hint("reverse those first")
	}
}

// usersOf lists the live entries that refer to what an entry brought into being. They are counted, not listed, in the
// book: so they are looked for among all entries, and only where there are any.
func (b *Book) usersOf(e *line) []Seq {
	var made, ids naming
	b.look(&made, e)
	counted := 0
	for _, def := range made.defines {
		counted += def.named.users
	}
	var users []Seq
	for _, user := range b.entries {
		if counted == 0 {
			break
		}
		if !user.Booked() || !b.Live(user.Seq) {
			continue
		}
		before := counted
		ids.read(user)
		for _, ref := range ids.refers {
			if slices.ContainsFunc(made.defines, func(def reference) bool { return def.id == ref.id }) {
				counted--
			}
		}
		if counted < before {
			users = append(users, user.Seq)
		}
	}
	return users
}

// maxStranded is how many entries that would no longer hold are looked for: each costs a fold of its account.
const maxStranded = 20

// stranded lists the entries of an account that would no longer hold without an entry: the one at which it shows, and
// those that would not once that is gone too.
func (b *Book) stranded(e *line, id CommitmentID, wrong *broken) []Seq {
	events, stands := without(b.account(id).events, e.Seq), []Seq{wrong.entry.Seq}
	for len(stands) < maxStranded {
		rest := without(events, wrong.entry.Seq)
		if len(rest) == len(events) {
			break // it is an entry of what was assigned out of the account
		}
		if wrong = b.planAccount(make(accountPlan), id, rest); wrong == nil {
			break
		}
		events, stands = rest, append(stands, wrong.entry.Seq)
	}
	return stands
}

// standOn names the entries that stand on one, and why the first of them does.
func standOn(e *line, wrong *broken, stands []Seq) *Refusal {
	if len(stands) == 1 {
		return standsOn(e, wrong)
	}
	return cannotReverse(e, stands, "%s stand on it, first entry %d on %s: %s", entryList(stands), wrong.entry.Seq,
		wrong.entry.Date, wrong.refusal.Problem).hint("reverse those first")
}

func standsOn(e *line, wrong *broken) *Refusal {
	return cannotReverse(e, []Seq{wrong.entry.Seq}, "entry %d on %s stands on it: %s",
		wrong.entry.Seq, wrong.entry.Date, wrong.refusal.Problem).hint("reverse that first")
}

func cannotReverse(e *line, stands []Seq, why string, args ...any) *Refusal {
	refusal := refuse("entry", "entry %d cannot be reversed: %s", e.Seq, fmt.Sprintf(why, args...))
	refusal.Stands = stands
	return refusal
}
