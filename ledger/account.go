package ledger

import (
	"fmt"
	"slices"

	"stakebook/ledger/civil"
)

// account is one commitment's booked entries, by date and then by seq, and where they leave it.
type account struct {
	id     CommitmentID
	events []Entry
	latest *Drawdown // after the last event; nil where there is none
}

// order sorts the entries of an account or a register: by date, and on one day as they were recorded.
func order(a, b Entry) int {
	if byDate := a.Date.Compare(b.Date); byDate != 0 {
		return byDate
	}
	return int(a.Seq - b.Seq)
}

// with gives the events with one more in its place.
func with(events []Entry, e Entry) []Entry {
	at, _ := slices.BinarySearchFunc(events, e, order)
	if at == len(events) {
		return append(events, e)
	}
	return slices.Insert(slices.Clone(events), at, e)
}

// without gives the events less one.
func without(events []Entry, seq Seq) []Entry {
	kept := make([]Entry, 0, len(events))
	for _, e := range events {
		if e.Seq != seq {
			kept = append(kept, e)
		}
	}
	return kept
}

// at folds the account's events to the end of a day; nil where the commitment has not begun.
func (a *account) at(b *Book, asOf civil.Date) *Drawdown {
	if a.latest != nil && !a.events[len(a.events)-1].Date.After(asOf) {
		return a.latest.clone()
	}
	end := len(a.events)
	for end > 0 && a.events[end-1].Date.After(asOf) {
		end--
	}
	state, _ := b.foldAccount(a.id, a.events[:end])
	return state
}

// foldAccount runs through a commitment's entries and stops at the first day on which a rule does not hold. The
// refusal names the entry that breaks it.
func (b *Book) foldAccount(id CommitmentID, events []Entry) (*Drawdown, *broken) {
	if len(events) == 0 {
		return nil, nil
	}
	state, refusal := b.open(id, events[0])
	if refusal != nil {
		return nil, &broken{entry: events[0], refusal: refusal}
	}
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
func settle(state *Drawdown, pending *broken, last Entry) *broken {
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
	entry   Entry
	refusal *Refusal
}

// open begins a commitment with the entry that makes it: its own, or the assignment that it comes from.
func (b *Book) open(id CommitmentID, first Entry) (*Drawdown, *Refusal) {
	state := &Drawdown{Signed: first.Date, Origin: first.Seq}
	switch p := first.Payload.(type) {
	case Commitment:
		state.Terms = p
	case Assignment:
		terms, refusal := b.assignedTerms(first, p)
		if refusal != nil {
			return nil, refusal
		}
		state.Terms = terms
	default:
		return nil, refuse("commitment", "commitment %s does not exist %s", id, onDay(first.Date))
	}
	return state, nil
}

// assignedTerms are the terms of what is passed on: the old commitment's, or those of the tranche it comes out of.
func (b *Book) assignedTerms(e Entry, p Assignment) (Commitment, *Refusal) {
	source, ok := b.accounts[p.Commitment]
	if !ok {
		return Commitment{}, refuse("commitment", "commitment %s does not exist", p.Commitment)
	}
	events := without(source.events, e.Seq)
	end := len(events)
	for end > 0 && events[end-1].Date.After(e.Date) {
		end--
	}
	old, wrong := b.foldAccount(p.Commitment, events[:end])
	if old == nil || wrong != nil {
		return Commitment{}, refuse("commitment", "commitment %s does not exist %s", p.Commitment, onDay(e.Date))
	}
	terms := old.Terms
	terms.ID, terms.Investor, terms.Cap = p.NewCommitment, p.To, p.Amount
	if part := old.Tranche(p.Tranche); part != nil {
		if !old.Indicative() {
			terms.Strength = old.StrengthOf(part)
		}
		if !part.Terms.DecideBy.IsZero() {
			terms.Expires = part.Terms.DecideBy
		}
		if part.Terms.Valuation.Given() {
			terms.Valuation, terms.ValuationBasis = part.Terms.Valuation, part.Terms.ValuationBasis
		}
		terms.Price = part.Terms.Price.Or(terms.Price)
	}
	return terms, nil
}

// tryAccount says whether an account's entries hold with one more, and gives what they come to.
func (b *Book) tryAccount(id CommitmentID, e Entry) (events []Entry, latest *Drawdown, refusal *Refusal) {
	old, ok := b.accounts[id]
	if !ok {
		old = &account{id: id}
	}
	events = with(old.events, e)
	if old.latest != nil && events[len(events)-1].Seq == e.Seq {
		latest, refusal = appendStep(old.latest, e)
		return events, latest, refusal
	}
	latest, wrong := b.foldAccount(id, events)
	return events, latest, blame(wrong, e)
}

// appendStep takes an account one entry further, where the entry is its last.
func appendStep(latest *Drawdown, e Entry) (*Drawdown, *Refusal) {
	next := latest.clone()
	refusal := next.step(e)
	if refusal != nil && !refusal.mendable {
		return nil, refusal
	}
	if wrong := next.check(); wrong != nil {
		if refusal == nil {
			refusal = wrong
		}
		return nil, refusal
	}
	return next, nil
}

// blame words a broken rule for the person who records e: as it is where e itself is at fault, else with the later
// entry that would no longer hold.
func blame(wrong *broken, e Entry) *Refusal {
	if wrong == nil {
		return nil
	}
	if wrong.entry.Seq == e.Seq {
		return wrong.refusal
	}
	at := "amount"
	if _, has := Table()[e.Kind()].Field(at); !has {
		at = FieldDate
	}
	return &Refusal{
		Field:   at,
		Problem: fmt.Sprintf("%s (entry %d) would not hold: %s", onDay(wrong.entry.Date), wrong.entry.Seq, wrong.refusal.Problem),
		Stands:  []Seq{wrong.entry.Seq},
	}
}
