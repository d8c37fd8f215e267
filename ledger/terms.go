package ledger

import (
	"errors"
	"slices"

	"stakebook/ledger/civil"
)

// Limit gives a limit's terms in force at the end of a day; ok is false where there is no such limit then.
func (b *Book) Limit(id LimitID, asOf civil.Date) (limit Limit, ok bool) {
	limit, ok = b.termsOn(ID(id), asOf).(Limit)
	return limit, ok
}

// Undertaking gives an undertaking's terms in force at the end of a day; ok is false where there is no such
// undertaking then.
func (b *Book) Undertaking(id UndertakingID, asOf civil.Date) (undertaking Undertaking, ok bool) {
	undertaking, ok = b.termsOn(ID(id), asOf).(Undertaking)
	return undertaking, ok
}

// termsOn gives the terms in force of a limit or undertaking; nil where there is none of that id.
func (b *Book) termsOn(id ID, asOf civil.Date) Payload {
	def := b.definer(id)
	if def == nil || def.Date.After(asOf) {
		return nil
	}
	terms, _ := foldTerms(def, until(b.amendments[id], asOf))
	return terms
}

// enterAmendment keeps an amendment of a limit or undertaking; those of commitments are in their accounts.
func (b *Book) enterAmendment(e *line, p Amendment) {
	if kind := b.kindOf(p.About); kind == KindLimit || kind == KindUndertaking {
		b.amendments[p.About] = with(b.amendments[p.About], e)
	}
}

// leaveAmendment takes an amendment out again.
func (b *Book) leaveAmendment(e *line) {
	if p, ok := e.Payload.(Amendment); ok && len(b.amendments[p.About]) > 0 {
		b.amendments[p.About] = without(b.amendments[p.About], e.Seq)
	}
}

// foldTerms gives a limit's or undertaking's terms after its amendments, or the first amendment that does not fit.
func foldTerms(def *line, amendments []*line) (Payload, *broken) {
	terms := def.Payload
	for _, e := range amendments {
		p := e.Payload.(Amendment)
		switch before := terms.(type) {
		case Limit:
			terms = boundedBy(before, p)
		case Undertaking:
			terms = amended(before, p)
		}
		if err := checkPayload(terms); err != nil {
			return terms, &broken{entry: e, refusal: misfit(p, err)}
		}
	}
	return terms, nil
}

// misfit words what is wrong with the terms that an amendment makes.
func misfit(p Amendment, err error) *Refusal {
	refusal := refuse("about", "%s would not hold: %v", p.About, err)
	var wrong *FieldError
	if errors.As(err, &wrong) {
		refusal.Field = wrong.Field
	}
	return refusal
}

// boundedBy is a limit under an amendment: a new bound takes the place of the old one.
func boundedBy(limit Limit, p Amendment) Limit {
	if p.Max.Given() || !p.MaxPercent.IsZero() || p.Min.Given() || !p.MinPercent.IsZero() {
		clear := Limit{}
		limit.Max, limit.MaxPercent, limit.Min, limit.MinPercent = clear.Max, clear.MaxPercent, clear.Min, clear.MinPercent
	}
	return amended(limit, p)
}

// fitTerms holds what an amendment makes of a limit or undertaking, and later amendments after it, to its own shape.
func (b *Book) fitTerms(e, def *line) *Refusal {
	_, wrong := foldTerms(def, with(slices.Clone(b.amendments[e.Payload.(Amendment).About]), e))
	return blame(wrong, e)
}

// brokenTerms is the later amendment that would not fit without an entry; nil for none.
func (b *Book) brokenTerms(e *line) *broken {
	p, ok := e.Payload.(Amendment)
	def := b.definer(p.About)
	if !ok || def.Kind() != KindLimit && def.Kind() != KindUndertaking {
		return nil
	}
	_, wrong := foldTerms(def, without(b.amendments[p.About], e.Seq))
	return wrong
}
