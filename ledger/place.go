package ledger

import (
	"reflect"
	"slices"

	"stakebook/ledger/money"
)

// placing is what an entry would do to the book: worked out whole before anything changes, so that one that is refused
// leaves no trace.
type placing struct {
	naming
	entry    *line
	accounts posting // what it does to commitments
	lots     moving  // and to lots
}

// planPlacing checks an entry against the book and works out what puts it in its place. What was planned before is done
// or forgotten.
func (b *Book) planPlacing(e *line) (*placing, *Refusal) {
	p := &b.placing
	if refusal := b.checkNames(p, e); refusal != nil {
		return nil, refusal
	}
	if wrong := b.planAccounts(p); wrong != nil {
		return nil, blame(wrong, e)
	}
	if wrong := b.planLots(p); wrong != nil {
		return nil, blame(wrong, e)
	}
	return p, nil
}

// checkNames looks up the ids of an entry and holds what it names to its date, to its kind and to each other.
func (b *Book) checkNames(p *placing, e *line) *Refusal {
	p.entry = e
	b.look(&p.naming, e)
	if refusal := b.checkDefinitions(e, p.defines); refusal != nil {
		return refusal
	}
	if refusal := b.checkReferences(e, p.refers); refusal != nil {
		return refusal
	}
	return b.checkFit(e, &p.naming)
}

// carryOut puts the entry in its place.
func (p *placing) carryOut(b *Book) {
	company := p.companyOf(p.entry)
	for _, def := range p.defines {
		b.newName(def.id, p.entry).company = company
	}
	b.carryOutPosting(&p.accounts, p.entry)
	b.carryOutMoving(&p.lots, p.entry)
	for i := range p.refers {
		p.refers[i].named.users++
	}
	switch payload := p.entry.Payload.(type) {
	case Tranche:
		b.names[ID(payload.ID)].account = p.accounts.account
	case Security:
		b.names[ID(payload.ID)].lent = payload.Class == Note || payload.Class == SAFE
	case Amendment:
		b.enterAmendment(p.entry, payload)
	}
}

// CommitmentsOf lists the commitments that an entry changes.
func (b *Book) CommitmentsOf(e Entry) []CommitmentID { return b.commitmentsOf(said(e)) }

func (b *Book) commitmentsOf(e *line) []CommitmentID {
	switch p := e.Payload.(type) {
	case Commitment:
		return []CommitmentID{p.ID}
	case Amendment:
		switch b.kindOf(p.About) {
		case KindCommitment, KindAssignment:
			return []CommitmentID{CommitmentID(p.About)}
		case KindTranche:
			return b.commitmentOfTranche(TrancheID(p.About))
		}
	case Assignment:
		return []CommitmentID{p.Commitment, p.NewCommitment}
	case Tranche:
		return []CommitmentID{p.Commitment}
	case Condition:
		return b.commitmentOfTranche(p.Tranche)
	case Decision:
		return b.commitmentOfTranche(p.Tranche)
	case Call:
		return []CommitmentID{p.Commitment}
	case Funding:
		return []CommitmentID{p.Commitment}
	case Release:
		return []CommitmentID{p.Commitment}
	case Distribution:
		if p.Commitment != "" {
			return []CommitmentID{p.Commitment}
		}
	}
	return nil
}

func (b *Book) commitmentOfTranche(id TrancheID) []CommitmentID {
	if tranche, ok := definition[Tranche](b, ID(id)); ok {
		return []CommitmentID{tranche.Commitment}
	}
	return nil
}

// moverOf is the company whose lots an entry moves; nil where it moves none.
func (n *naming) moverOf(e *line) *name {
	from := ""
	switch e.Kind() {
	case KindFunding:
		if n.of("security") != nil {
			from = "commitment"
		}
	case KindIssuance, KindSplit:
		from = "security"
	case KindTransfer, KindRetirement, KindConversion:
		from = "lot"
	case KindOwnership:
		if n.of("excludes") != nil {
			return n.of("company")
		}
	}
	if stands := n.of(from); stands != nil {
		return stands.company
	}
	return nil
}

// CompanyOf is the company whose lots an entry moves; ok is false where it moves none.
func (b *Book) CompanyOf(e Entry) (company PartyID, ok bool) {
	var ids naming
	b.look(&ids, said(e))
	if moved := ids.moverOf(said(e)); moved != nil {
		return PartyID(moved.id), true
	}
	return "", false
}

// checkFit holds what an entry names to each other: a tranche to its commitment, a security to its company.
func (b *Book) checkFit(e *line, ids *naming) *Refusal {
	switch p := e.Payload.(type) {
	case Commitment:
		if p.Investor == p.Company {
			return refuse("company", "%s cannot commit money to itself", p.Company)
		}
		return ids.fit("security", ids.of("company"))
	case Security:
		return ids.fit("converts_to", ids.of("company"))
	case Amendment:
		return b.fitAmendment(e, p, ids)
	case Assignment:
		switch terms := b.original(p.Commitment); p.To {
		case terms.Investor:
			return refuse("to", "%s has the commitment already", p.To)
		case terms.Company:
			return refuse("to", "%s cannot commit money to itself", p.To)
		}
	case Funding:
		return b.fitFunding(&p, ids)
	case Round:
		return b.fitExtension(p)
	case Issuance:
		return ids.fit("round", ids.of("security").company)
	case Conversion:
		return ids.fit("into", ids.of("lot").company)
	case Mark:
		return ids.fit("security", ids.of("company"))
	}
	return nil
}

// fitFunding holds a payment to its commitment's company and currency, and to what it buys: of a note or SAFE, its own
// amount as principal.
func (b *Book) fitFunding(p *Funding, ids *naming) *Refusal {
	commitment := ids.of("commitment")
	if refusal := ids.fit("security", commitment.company); refusal != nil {
		return refusal
	}
	if p.Units.Given() && ids.of("security").lent && p.Units.Cmp(p.Amount) != 0 {
		return refuse("units", "%s is a note or SAFE: its units are the principal, %s, not %s", p.Security,
			money.Group(p.Amount.String()), money.Group(p.Units.String())).hint("leave them out")
	}
	if p.ReportingAmount.Given() {
		currency := commitment.account.latest.Terms.Currency
		if currency == b.Currency() && p.ReportingAmount.Cmp(p.Amount) != 0 {
			return refuse("reporting_amount", "%s is not the amount, %s, which is in the book's currency already",
				inWords(p.ReportingAmount, currency), inWords(p.Amount, currency)).hint("leave it out")
		}
	}
	return ids.fit("round", commitment.company)
}

// fit refuses a security or a round of another company, where the field names one.
func (n *naming) fit(field string, company *name) *Refusal {
	named := n.of(field)
	if named == nil || named.company == company {
		return nil
	}
	return refuse(field, "%s is %s of %s, not of %s", named.id, withArticle(string(named.kind)), named.company.id,
		company.id)
}

func (b *Book) fitExtension(p Round) *Refusal {
	if p.Extends == "" {
		return nil
	}
	before, _ := b.Round(p.Extends)
	switch {
	case before.Company != p.Company:
		return refuse("extends", "%s is a round of %s, not of %s", p.Extends, before.Company, p.Company)
	case before.Currency != p.Currency:
		return refuse("currency", "%s is in %s, the round that it extends in %s", p.ID, p.Currency, before.Currency)
	}
	return nil
}

// fitAmendment refuses terms that what is amended does not have.
func (b *Book) fitAmendment(e *line, p Amendment, ids *naming) *Refusal {
	def := b.definer(p.About)
	names := Amendable(def.Kind())
	given := 0
	value := reflect.ValueOf(p)
	for _, term := range fieldsOfKind(KindAmendment).List {
		if term.Name == "about" || term.text(value) == "" {
			continue
		}
		given++
		if !slices.Contains(names, term.Name) {
			return refuse(term.Name, "%s is %s: an amendment does not change its %s", p.About,
				withArticle(thing(def)), term.Name)
		}
	}
	if given == 0 {
		return refuse("about", "no new terms are given: what changes?")
	}
	return b.fitAmended(e, def, p, ids)
}

// fitAmended holds what an amendment makes of something to the rules of its kind.
func (b *Book) fitAmended(e, def *line, p Amendment, ids *naming) *Refusal {
	switch def.Kind() {
	case KindCommitment, KindAssignment:
		return ids.fit("security", ids.of("about").company)
	case KindTranche:
		if p.Strength == Indicative {
			return refuse("strength", "a tranche is firm or option; it is indicative where its commitment is")
		}
	case KindLimit, KindUndertaking:
		return b.fitTerms(e, def)
	}
	return nil
}
