package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Terms are what a commitment, or a tranche of it, was agreed at, with the days on which it was.
type Terms struct {
	Price     money.Decimal
	Priced    civil.Date
	Valuation money.Decimal
	Basis     ledger.Basis
	Valued    civil.Date
}

// TermsOf are the terms of a tranche in force at the end of a day: its own, else its commitment's.
func TermsOf(b *ledger.Book, d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) Terms {
	terms := commitmentTerms(b, d, asOf)
	if p.Terms.Price.Given() {
		terms.Price, terms.Priced = p.Terms.Price, p.Signed
	}
	if p.Terms.Valuation.Given() {
		terms.Valuation, terms.Basis, terms.Valued = p.Terms.Valuation, p.Terms.ValuationBasis, p.Signed
	}
	terms.renew(b, d, ledger.ID(p.Terms.ID), asOf)
	return terms
}

// commitmentTerms are the terms of a commitment as a whole. What was passed on was agreed when the commitment was
// that it comes from.
func commitmentTerms(b *ledger.Book, d *ledger.Drawdown, asOf civil.Date) Terms {
	terms := Terms{Priced: d.Signed, Valued: d.Signed}
	origin, _ := b.Entry(d.Origin)
	if passedOn, ok := origin.Payload.(ledger.Assignment); ok {
		if from, begun := b.Drawdown(passedOn.Commitment, origin.Date); begun {
			terms = commitmentTerms(b, from, origin.Date)
			if part := from.Tranche(passedOn.Tranche); part != nil {
				terms = TermsOf(b, from, part, origin.Date)
			}
		}
	}
	terms.Price, terms.Valuation, terms.Basis = d.Terms.Price, d.Terms.Valuation, d.Terms.ValuationBasis
	terms.renew(b, d, ledger.ID(d.Terms.ID), asOf)
	return terms
}

// renew takes the days of the amendments that gave a price or a valuation to a commitment or tranche.
func (t *Terms) renew(b *ledger.Book, d *ledger.Drawdown, id ledger.ID, asOf civil.Date) {
	for e := range b.Events(d.Terms.ID, asOf) {
		p, ok := e.Payload.(ledger.Amendment)
		if !ok || p.About != id {
			continue
		}
		if p.Price.Given() {
			t.Priced = e.Date
		}
		if p.Valuation.Given() {
			t.Valued = e.Date
		}
	}
}
