package ledger

import (
	"fmt"
	"slices"
)

// reverse takes an entry out of the book, or back in where the entry is itself a reversal.
func (b *Book) reverse(e Entry, p Reversal) error {
	change, err := b.planReversal(e, p)
	if err != nil {
		return err
	}
	change()
	b.byKind[KindReversal] = append(b.byKind[KindReversal], e.Seq)
	return nil
}

// planReversal checks a reversal and gives what would carry it out.
func (b *Book) planReversal(e Entry, p Reversal) (change func(), err error) {
	target, ok := b.Entry(p.Entry)
	switch {
	case !ok:
		return nil, refuse("entry", "entry %d does not exist", p.Entry)
	case target.Kind() == KindBook:
		return nil, refuse("entry", "the book's own name cannot be reversed")
	case !b.Live(p.Entry):
		return nil, refuse("entry", "entry %d is reversed already, by entry %d", p.Entry, b.reversals[p.Entry])
	}
	return b.planReversing(e, target)
}

// planReversing is a reversal taking effect on its target, which stops counting: what it recorded goes out of the
// book, or, where it is itself a reversal, what it had taken out comes back.
func (b *Book) planReversing(reversal, target Entry) (change func(), err error) {
	inner := func() {}
	undone, isReversal := target.Payload.(Reversal)
	switch {
	case !target.Booked():
	case isReversal:
		inner, err = b.planReturn(undone.Entry)
	default:
		inner, err = b.planRemoval(target)
	}
	if err != nil {
		return nil, err
	}
	return func() { inner(); b.reversals[target.Seq] = reversal.Seq }, nil
}

// planReturn is an entry counting again: what it recorded comes back, or, where it is itself a reversal, takes effect again.
func (b *Book) planReturn(seq Seq) (change func(), err error) {
	inner := func() {}
	target, _ := b.Entry(seq)
	again, isReversal := target.Payload.(Reversal)
	switch {
	case !target.Booked():
	case isReversal:
		base, _ := b.Entry(again.Entry)
		inner, err = b.planReversing(target, base)
	default:
		inner, err = b.planPlacing(target)
	}
	if err != nil {
		return nil, fmt.Errorf("entry %d cannot count again: %w", seq, err)
	}
	return func() { inner(); delete(b.reversals, seq) }, nil
}

// planRemoval checks that nothing stands on an entry and gives what would take it out.
func (b *Book) planRemoval(e Entry) (change func(), err error) {
	if refusal := b.checkUsers(e); refusal != nil {
		return nil, refusal
	}
	var changes []func()
	for _, id := range b.commitmentsOf(e) {
		change, refusal := b.planAccountWithout(id, e)
		if refusal != nil {
			return nil, refusal
		}
		changes = append(changes, change)
	}
	if company, moves := b.companyOf(e); moves {
		events := without(b.registers[company].events, e.Seq)
		if _, wrong := b.foldRegister(events); wrong != nil {
			return nil, standsOn(e, wrong)
		}
		changes = append(changes, func() { b.registers[company] = &register{events: events} })
	}
	return func() {
		for _, change := range changes {
			change()
		}
		for _, def := range definitions(e) {
			delete(b.ids, def.id)
		}
		for _, ref := range references(e) {
			b.users[ref.id] = slices.DeleteFunc(b.users[ref.id], func(seq Seq) bool { return seq == e.Seq })
		}
	}, nil
}

func (b *Book) planAccountWithout(id CommitmentID, e Entry) (change func(), refusal *Refusal) {
	events := without(b.accounts[id].events, e.Seq)
	if len(events) == 0 {
		return func() { delete(b.accounts, id) }, nil
	}
	latest, wrong := b.foldAccount(id, events)
	if wrong != nil {
		return nil, standsOn(e, wrong)
	}
	return func() { b.accounts[id] = &account{id: id, events: events, latest: latest} }, nil
}

// checkUsers refuses to take away what other entries refer to.
func (b *Book) checkUsers(e Entry) *Refusal {
	var stands []Seq
	for _, def := range definitions(e) {
		stands = append(stands, b.users[def.id]...)
	}
	if len(stands) == 0 {
		return nil
	}
	slices.Sort(stands)
	stands = slices.Compact(stands)
	return &Refusal{
		Field:   "entry",
		Problem: fmt.Sprintf("entry %d cannot be reversed: %s stands on it", e.Seq, entryList(stands)),
		Hint:    "reverse that first",
		Stands:  stands,
	}
}

func standsOn(e Entry, wrong *broken) *Refusal {
	return &Refusal{
		Field: "entry",
		Problem: fmt.Sprintf("entry %d cannot be reversed: entry %d of %s stands on it: %s",
			e.Seq, wrong.entry.Seq, wrong.entry.Date, wrong.refusal.Problem),
		Hint:   "reverse that first",
		Stands: []Seq{wrong.entry.Seq},
	}
}
