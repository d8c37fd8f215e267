package ledger

import (
	"reflect"
	"slices"
	"sync"

	"stakebook/ledger/money"
)

// fixedTerms are fields that no amendment changes: another party or currency is another commitment.
func fixedTerms() []string {
	return []string{"id", "investor", "company", "commitment", "from", "to", "type", "measure", "scope"}
}

// Amendable lists the terms that an amendment may give to what an entry of this kind made, in the order of the
// amendment's own table. It is empty for kinds that are not amended.
func Amendable(kind Kind) []string {
	var names []string
	for _, term := range amendable()[kind] {
		names = append(names, fieldsOfKind(KindAmendment).List[term.from].Name)
	}
	return names
}

// amendableTerm is a field of an amendment and the one of what is amended that it gives anew.
type amendableTerm struct {
	from int // its place among those of an amendment
	to   int // its index in the payload that is amended
}

// amendable is made once: a fold asks it for every amendment.
var amendable = sync.OnceValue(func() map[Kind][]amendableTerm {
	terms := make(map[Kind][]amendableTerm)
	for _, kind := range [...]Kind{KindCommitment, KindTranche, KindUndertaking, KindLimit} {
		list := fieldsOfKind(KindAmendment).List
		for from := range list {
			to, has := fieldsOfKind(kind).Field(list[from].Name)
			isMoneyOfCommitment := kind == KindCommitment && to.Name == "currency"
			if has && !isMoneyOfCommitment && !slices.Contains(fixedTerms(), to.Name) {
				terms[kind] = append(terms[kind], amendableTerm{from: from, to: to.index})
			}
		}
	}
	terms[KindAssignment] = terms[KindCommitment]
	return terms
})

// amended gives terms with every field that the amendment gives put in place. T is the payload of an amendable kind.
func amended[T Payload](terms T, p Amendment) T {
	given, _ := sheetOf(p)
	defer given.giveBack()
	result := reflect.ValueOf(&terms).Elem()
	for _, term := range amendable()[terms.kind()] {
		if place := &given.places[term.from]; place.given() {
			result.Field(term.to).Set(given.payload.Field(place.field.index))
		}
	}
	return terms
}

func (d *Drawdown) amend(p Amendment) *Refusal {
	if part := d.Tranche(TrancheID(p.About)); part != nil {
		return d.amendTranche(part, p)
	}
	terms := amended(*d.Terms, p)
	d.under(&terms)
	if d.Indicative() && d.moved() {
		return refuse("strength", "commitment %s was called or paid on: it cannot become indicative", d.Terms.ID)
	}
	if open := d.FreeLeft().Sub(d.Free.Called()); p.Cap.Given() && open.Sign() < 0 {
		return d.deferred(tooLittle("cap", "a cap of", p.Cap, "what is paid, released, called and in tranches of commitment "+
			string(d.Terms.ID), p.Cap.Sub(open), d.Terms.Currency))
	}
	return nil
}

// moved says that money was asked for, paid or received.
func (d *Drawdown) moved() bool {
	called := d.Free.Called()
	for i := range d.Tranches {
		called = called.Add(d.Tranches[i].Called())
	}
	return called.Add(d.Funded).Add(d.Outside).Add(d.Distributed).Sign() > 0
}

func (d *Drawdown) amendTranche(part *Part, p Amendment) *Refusal {
	open := d.FreeLeft().Sub(d.Free.Called())
	before := part.Terms
	terms := amended(*part.Terms, p)
	if p.Strength == Firm && part.Taken && !p.Min.Given() {
		terms.Min, part.Taken = money.Decimal{}, false // firm by contract: all of it, not only what was taken
	}
	part.under(&terms)
	if p.Condition != "" || !p.ConditionBy.IsZero() && part.Condition == Unconditional {
		part.Condition = ConditionOpen
	}
	id, c := string(part.Terms.ID), d.Terms.Currency
	spent := part.Funded.Add(part.Released)
	switch {
	case p.Max.Given() && p.Max.Cmp(spent) < 0:
		return d.deferred(tooLittle("max", "a max of", p.Max, "what was paid and released of tranche "+id, spent, c))
	case p.Max.Given() && p.Max.Sub(spent).Cmp(part.Called()) < 0:
		return d.deferred(tooLittle("max", "a max of", p.Max, "what was paid, released and called of tranche "+id,
			spent.Add(part.Called()), c))
	case p.Max.Given() && p.Max.Sub(before.Max).Cmp(open) > 0:
		return d.deferred(tooMuch("max", "a max of", p.Max, "what tranche "+id+" can come to", before.Max.Add(open), c))
	case part.Terms.Min.Cmp(part.Terms.Max) > 0:
		return d.deferred(tooMuch("min", "a min of", part.Terms.Min, "the max of tranche "+id, part.Terms.Max, c))
	}
	return nil
}
