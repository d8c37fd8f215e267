package ledger

import (
	"reflect"
	"slices"

	"stakebook/ledger/money"
)

// fixedTerms are fields that no amendment changes: another party or currency is another commitment.
func fixedTerms() []string {
	return []string{"id", "investor", "company", "commitment", "from", "to", "type", "measure", "scope"}
}

// Amendable lists the terms that an amendment may give to what an entry of this kind made, in the order of the
// amendment's own table. It is empty for kinds that are not amended.
func Amendable(kind Kind) []string {
	if kind == KindAssignment {
		kind = KindCommitment
	}
	if !slices.Contains([]Kind{KindCommitment, KindTranche, KindUndertaking, KindLimit}, kind) {
		return nil
	}
	var names []string
	for _, term := range Table()[KindAmendment].List {
		_, has := Table()[kind].Field(term.Name)
		isMoneyOfCommitment := kind == KindCommitment && term.Name == "currency"
		if has && !isMoneyOfCommitment && !slices.Contains(fixedTerms(), term.Name) {
			names = append(names, term.Name)
		}
	}
	return names
}

// amended gives terms with every field that the amendment gives put in place. T is the payload of an amendable kind.
func amended[T Payload](terms T, p Amendment) T {
	result := reflect.New(reflect.TypeOf(terms)).Elem()
	result.Set(reflect.ValueOf(terms))
	given := reflect.ValueOf(p)
	names := Amendable(terms.kind())
	for _, source := range Table()[KindAmendment].List {
		if !slices.Contains(names, source.Name) || source.text(given) == "" {
			continue
		}
		target, _ := Table()[terms.kind()].Field(source.Name)
		result.Field(target.index).Set(given.Field(source.index))
	}
	return result.Interface().(T)
}

func (d *Drawdown) amend(e Entry, p Amendment) *Refusal {
	if part := d.Tranche(TrancheID(p.About)); part != nil {
		return d.amendTranche(part, p)
	}
	before := d.Terms
	d.Terms = amended(d.Terms, p)
	if d.Indicative() && (d.Funded.Sign() > 0 || d.called().Sign() > 0) {
		return refuse("strength", "commitment %s was called or paid on: it cannot become indicative", d.Terms.ID)
	}
	if p.Cap.Given() && d.Unfunded().Sub(d.tranchesLeft()).Sign() < 0 {
		needed := before.Cap.Sub(d.freeLeftUnder(before.Cap))
		return d.deferred(refuse("cap", "cap %s is less than what is paid, released and in tranches of commitment %s, %s, by %s",
			inWords(p.Cap, d.Terms.Currency), d.Terms.ID, inWords(needed, d.Terms.Currency),
			inWords(needed.Sub(p.Cap), d.Terms.Currency)))
	}
	return nil
}

// freeLeftUnder is what no tranche would have taken under another cap.
func (d *Drawdown) freeLeftUnder(limit money.Decimal) money.Decimal {
	return limit.Sub(d.Terms.Cap).Add(d.FreeLeft())
}

func (d *Drawdown) tranchesLeft() money.Decimal { return d.Unfunded().Sub(d.FreeLeft()) }

func (d *Drawdown) called() money.Decimal {
	sum := d.Free.Called()
	for i := range d.Tranches {
		sum = sum.Add(d.Tranches[i].Called())
	}
	return sum
}

func (d *Drawdown) amendTranche(part *Part, p Amendment) *Refusal {
	free := d.FreeLeft()
	before := part.Terms
	part.Terms = amended(part.Terms, p)
	if (p.Condition != "" || !p.ConditionBy.IsZero()) && part.Condition == Unconditional {
		part.Condition = ConditionOpen
	}
	paid := part.Funded.Add(part.Released)
	switch {
	case p.Max.Given() && p.Max.Cmp(paid) < 0:
		return d.deferred(refuse("max", "max %s is less than what was paid and released of tranche %s, %s, by %s",
			inWords(p.Max, d.Terms.Currency), part.Terms.ID, inWords(paid, d.Terms.Currency),
			inWords(paid.Sub(p.Max), d.Terms.Currency)))
	case p.Max.Given() && p.Max.Sub(before.Max).Cmp(free) > 0:
		return d.deferred(tooMuch("max", "max", p.Max, "what tranche "+string(part.Terms.ID)+" can come to",
			before.Max.Add(free), d.Terms.Currency))
	case part.Terms.Min.Cmp(part.Terms.Max) > 0:
		return d.deferred(tooMuch("min", "min", part.Terms.Min, "max", part.Terms.Max, d.Terms.Currency))
	}
	return nil
}
