package ledger

import (
	"iter"
	"slices"

	"stakebook/ledger/civil"
)

// account is one commitment's booked entries, by date and then by seq, and where they leave it.
type account struct {
	id      CommitmentID
	opening *Drawdown // as the first entry makes it, under the terms that were signed or taken over
	events  []*line
	last    civil.Date // of the last event
	latest  Drawdown   // after it
}

// order sorts the entries of an account or a register: by date, and on one day as they were recorded.
func order(a, b *line) int {
	if byDate := a.Date.Compare(b.Date); byDate != 0 {
		return byDate
	}
	return int(a.Seq - b.Seq)
}

// with gives the events with one more in its place.
func with(events []*line, e *line) []*line {
	if last := len(events) - 1; last < 0 || order(events[last], e) < 0 {
		return append(events, e)
	}
	at, _ := slices.BinarySearchFunc(events, e, order)
	return slices.Insert(slices.Clone(events), at, e)
}

// without gives the events less one.
func without(events []*line, seq Seq) []*line {
	kept := make([]*line, 0, len(events))
	for _, e := range events {
		if e.Seq != seq {
			kept = append(kept, e)
		}
	}
	return kept
}

// until gives the events up to the end of a day.
func until(events []*line, asOf civil.Date) []*line {
	end := len(events)
	for end > 0 && events[end-1].Date.After(asOf) {
		end--
	}
	return events[:end]
}

// at is where the account stands at the end of a day, on which it has begun.
func (a *account) at(asOf civil.Date) *Drawdown {
	if !a.events[len(a.events)-1].Date.After(asOf) {
		return a.latest.clone()
	}
	state, _ := a.fold(until(a.events, asOf))
	return state
}

// ends says that an entry comes after all others of the account.
func (a *account) ends(e *line) bool {
	return a.last.Before(e.Date) || a.last == e.Date && order(a.events[len(a.events)-1], e) < 0
}

// before is where the account stands as an entry comes to it. What looks wrong within a day is judged at its end.
func (a *account) before(e *line) *Drawdown {
	state := a.opening.clone()
	for _, earlier := range a.events[1:] {
		if order(earlier, e) >= 0 {
			break
		}
		_ = state.step(earlier)
	}
	return state
}

// fold runs through events that begin with the account's own and stops at the first day on which a rule does not hold.
// What is broken names the entry at which it shows.
func (a *account) fold(events []*line) (*Drawdown, *broken) {
	state := a.opening.clone()
	var pending *broken
	for i, e := range events[1:] {
		if e.Date != events[i].Date {
			if pending = settle(state, pending, events[i]); pending != nil {
				return state, pending
			}
		}
		refusal := state.step(e)
		if refusal != nil && !refusal.mendable {
			return state, &broken{entry: e, refusal: refusal}
		}
		if refusal != nil && pending == nil {
			pending = &broken{entry: e, refusal: refusal}
		}
	}
	return state, settle(state, pending, events[len(events)-1])
}

// settle asks at the end of a day whether the amounts fit. Where they do, what looked wrong within the day was mended.
func settle(state *Drawdown, pending *broken, last *line) *broken {
	refusal := state.check()
	switch {
	case refusal == nil:
		return nil
	case pending != nil:
		return pending
	default:
		return &broken{entry: last, refusal: refusal}
	}
}

// broken is a rule that does not hold, and the entry at which it shows.
type broken struct {
	entry   *line
	refusal *Refusal
}

// posting is what an entry does to commitments: one is taken a step further, or some are folded anew. Most entries of
// most books are a plain move of the last state of one commitment.
type posting struct {
	account *account  // the one that goes on with the entry
	move    move      // how, where the entry is a plain one
	latest  *Drawdown // else where it leaves the account
	folded  accountPlan
}

// accountPlan holds what accounts come to under a change that is not yet made; nil for one that ends with it.
type accountPlan map[CommitmentID]*account

// planAccounts works out what an entry does to commitments.
func (b *Book) planAccounts(p *placing) (wrong *broken) {
	e := p.entry
	p.accounts = posting{}
	if named := p.commitmentOf(e); named != nil && named.account != nil {
		p.accounts, wrong = b.planPosting(named.account, e, p.of("tranche"))
		return wrong
	}
	switch e.Kind() {
	case KindCommitment, KindAssignment:
		p.accounts.folded = make(accountPlan)
		for _, id := range b.commitmentsOf(e) {
			if wrong := b.planEntry(p.accounts.folded, id, e); wrong != nil {
				return wrong
			}
		}
	}
	return nil
}

// planPosting works out one account with one entry more.
func (b *Book) planPosting(a *account, e *line, tranche *name) (posting, *broken) {
	to := posting{account: a}
	if !a.ends(e) {
		to.folded = make(accountPlan)
		return to, b.planAccount(to.folded, a.id, with(a.events, e))
	}
	var plain bool
	if to.move, plain = a.latest.plainMove(e, tranche); plain {
		return to, nil
	}
	latest, refusal := b.appendStep(&a.latest, e)
	if refusal != nil {
		return to, &broken{entry: e, refusal: refusal}
	}
	to.latest = latest
	return to, nil
}

// carryOutPosting makes the accounts what was planned.
func (b *Book) carryOutPosting(to *posting, e *line) {
	switch {
	case to.folded != nil:
		b.carryOutFolds(to.folded)
		return
	case to.account == nil:
		return
	case to.latest != nil:
		to.account.latest, *to.latest = *to.latest, to.account.latest
		b.spare = append(b.spare, to.latest)
	default:
		to.account.latest.take(e, to.move)
	}
	to.account.events, to.account.last = append(to.account.events, e), e.Date
}

// carryOutFolds makes accounts what they were folded to.
func (b *Book) carryOutFolds(plan accountPlan) {
	for id, folded := range plan {
		named := b.names[ID(id)]
		switch {
		case folded == nil:
			named.account = nil // and with it goes the name
		case named.account != nil:
			*named.account = *folded // what speaks of it keeps hold of it
		default:
			named.account = folded
		}
	}
}

// planEntry works out an account with one entry more, whether or not there is one yet.
func (b *Book) planEntry(plan accountPlan, id CommitmentID, e *line) *broken {
	old := b.account(id)
	if old == nil {
		return b.planAccount(plan, id, []*line{e})
	}
	if !old.ends(e) {
		return b.planAccount(plan, id, with(old.events, e))
	}
	next := *old
	latest, refusal := b.appendStep(&old.latest, e)
	if refusal != nil {
		return &broken{entry: e, refusal: refusal}
	}
	next.events, next.last, next.latest = append(old.events, e), e.Date, *latest
	plan[id] = &next
	return nil
}

// planAccount works out an account under other events, and anew what was assigned out of it.
func (b *Book) planAccount(plan accountPlan, id CommitmentID, events []*line) *broken {
	if len(events) == 0 {
		plan[id] = nil
		return nil
	}
	opening, refusal := b.open(plan, id, events[0])
	if refusal != nil {
		return &broken{entry: events[0], refusal: refusal}
	}
	next := &account{id: id, opening: opening, events: events, last: events[len(events)-1].Date}
	latest, wrong := next.fold(events)
	if wrong != nil {
		return wrong
	}
	next.latest = *latest
	plan[id] = next
	for _, e := range events {
		assignment, ok := e.Payload.(Assignment)
		if !ok || assignment.Commitment != id {
			continue
		}
		if heir := b.account(assignment.NewCommitment); heir != nil {
			if wrong := b.planAccount(plan, heir.id, heir.events); wrong != nil {
				return wrong
			}
		}
	}
	return nil
}

// open begins a commitment with the entry that makes it: its own, or the assignment that it comes from.
func (b *Book) open(plan accountPlan, id CommitmentID, first *line) (*Drawdown, *Refusal) {
	state := &Drawdown{Signed: first.Date, Origin: first.Seq, Free: Part{Terms: &Tranche{}}}
	switch p := first.Payload.(type) {
	case Commitment:
		state.under(&p)
		return state, nil
	case Assignment:
		source, planned := plan[p.Commitment]
		if !planned {
			source = b.account(p.Commitment)
		}
		if source != nil && p.NewCommitment == id {
			old := source.before(first)
			terms := old.assigned(p)
			state.under(&terms)
			state.Free.Condition = old.waits(p)
			return state, nil
		}
	}
	return nil, refuse("commitment", "commitment %s does not exist yet: the entry that makes it, of the same day, "+
		"was recorded later", id)
}

// assigned are the terms of what is passed on: the commitment's, or those of the tranche that it comes out of.
func (d *Drawdown) assigned(p Assignment) Commitment {
	terms := *d.Terms
	terms.ID, terms.Investor, terms.Cap = p.NewCommitment, p.To, p.Amount
	part := d.Tranche(p.Tranche)
	if part == nil {
		return terms
	}
	if !d.Indicative() {
		terms.Strength = d.StrengthOf(part)
	}
	if !part.Terms.DecideBy.IsZero() {
		terms.Expires = part.Terms.DecideBy
	}
	if part.Terms.Valuation.Given() {
		terms.Valuation, terms.ValuationBasis = part.Terms.Valuation, part.Terms.ValuationBasis
	}
	terms.Price = part.Terms.Price.Or(terms.Price)
	return terms
}

// waits says whether what is passed on waits for a condition: it stays open until a tranche of the new commitment, with
// its own condition or without one, takes it over.
func (d *Drawdown) waits(p Assignment) ConditionState {
	if part := d.Tranche(p.Tranche); part != nil && part.Condition == ConditionOpen {
		return ConditionOpen
	}
	return Unconditional
}

// appendStep gives where an account stands one entry further, where the entry is its last.
func (b *Book) appendStep(latest *Drawdown, e *line) (*Drawdown, *Refusal) {
	next := b.copyOf(latest)
	refusal := next.step(e)
	if refusal == nil || refusal.mendable {
		if wrong := next.check(); wrong == nil {
			return next, nil
		} else if refusal == nil {
			refusal = wrong
		}
	}
	b.spare = append(b.spare, next)
	return nil, refusal
}

// copyOf copies a drawdown into one that is no longer in use: every entry of a long journal needs a copy, so that the
// book is as it was where the entry is refused.
func (b *Book) copyOf(d *Drawdown) *Drawdown {
	next := new(Drawdown)
	if last := len(b.spare) - 1; last >= 0 {
		next, b.spare = b.spare[last], b.spare[:last]
	}
	next.copyFrom(d)
	return next
}

// blame words a broken rule for the person who records e: as it is where e itself is at fault, else with the other
// entry, which would no longer hold.
func blame(wrong *broken, e *line) *Refusal {
	switch {
	case wrong == nil:
		return nil
	case wrong.entry.Seq == e.Seq:
		return wrong.refusal.at(e)
	}
	refusal := refuse("", "entry %d on %s would no longer hold: %s", wrong.entry.Seq, wrong.entry.Date,
		wrong.refusal.Problem)
	refusal.Stands = []Seq{wrong.entry.Seq}
	return refusal.at(e)
}

// Stay is where a commitment stands from the end of one day until another on which something is recorded of it.
type Stay struct {
	State *Drawdown  // valid until the next stay is asked for; not to be kept or changed
	From  civil.Date // the first day
	Until civil.Date // the first day on which it no longer stands so; none for ever
}

// Stays gives where a commitment stands, stay after stay, from the end of a day on: the first one is cut to begin on
// that day.
func (b *Book) Stays(id CommitmentID, from civil.Date) iter.Seq[Stay] {
	return func(yield func(Stay) bool) {
		a := b.account(id)
		if a == nil {
			return
		}
		if last := a.events[len(a.events)-1].Date; !last.After(from) {
			yield(Stay{State: a.latest.clone(), From: from})
			return
		}
		state := a.opening.clone()
		for i, e := range a.events {
			if i > 0 {
				_ = state.step(e) // it was taken: its day ends well
			}
			stay := Stay{State: state, From: e.Date}
			if i+1 < len(a.events) {
				stay.Until = a.events[i+1].Date
			}
			if stay.Until == stay.From || !stay.Until.IsZero() && !stay.Until.After(from) {
				continue
			}
			if stay.From.Before(from) {
				stay.From = from
			}
			if !yield(stay) {
				return
			}
		}
	}
}
