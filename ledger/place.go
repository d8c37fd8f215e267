package ledger

import (
	"reflect"
	"slices"
	"strings"

	"stakebook/ledger/money"
)

// reference is an id that an entry speaks of, and the field in which.
type reference struct {
	field *Field
	id    ID
	named *name // what has the id; nil where nothing does
}

// references lists the ids of other entries that an entry stands on, in the room that is given.
func (b *Book) references(e *Entry, room []reference) []reference {
	value := reflect.ValueOf(e.Payload)
	found := room[:0]
	for _, field := range fieldsOfKind(e.Kind()).ids {
		switch {
		case field.Form == FormID && !field.Defines:
			if id := value.Field(field.index).String(); id != "" {
				found = append(found, reference{field: field, id: ID(id)})
			}
		case field.Form == FormLots:
			for _, id := range value.Field(field.index).Interface().(LotIDs) {
				found = append(found, reference{field: field, id: ID(id)})
			}
		case field.Form == FormScope:
			found = append(found, scopeReferences(*field, value.Field(field.index).Interface().(Scope))...)
		}
	}
	for i := range found {
		found[i].named = b.names[found[i].id]
	}
	return found
}

// scopeReferences are the parties that a scope names.
func scopeReferences(field Field, scope Scope) []reference {
	field.Refers = []Kind{KindParty}
	var found []reference
	for _, term := range scope.Terms() {
		if term.Dimension == "company" || term.Dimension == "investor" {
			found = append(found, reference{field: &field, id: ID(term.Value)})
		}
	}
	return found
}

// definitions lists the ids that come into being with an entry, each with its field, in the room that is given.
func (b *Book) definitions(e *Entry, room []reference) []reference {
	value := reflect.ValueOf(e.Payload)
	found := room[:0]
	for _, field := range fieldsOfKind(e.Kind()).ids {
		if field.Form != FormID || !field.Defines {
			continue
		}
		id := ID(value.Field(field.index).String())
		if transfer, ok := e.Payload.(Transfer); ok && field.Name == "balance_lot" && id == ID(transfer.Lot) {
			continue // the balance stays under its old id
		}
		if funding, ok := e.Payload.(Funding); ok {
			id = ID(LotOf(funding, e.Date))
		}
		if id != "" {
			found = append(found, reference{field: field, id: id, named: b.names[id]})
		}
	}
	return found
}

// planPlacing checks an entry against the book and gives what would put it in its place.
func (b *Book) planPlacing(e *Entry) (change func(), refusal *Refusal) {
	b.defined, b.referred = b.definitions(e, b.defined), b.references(e, b.referred)
	defs, refs := b.defined, b.referred // of one entry at a time: what was planned before is done or forgotten
	if refusal := b.checkDefinitions(e, defs); refusal != nil {
		return nil, refusal
	}
	if refusal := b.checkReferences(e, refs); refusal != nil {
		return nil, refusal
	}
	if refusal := b.checkFit(e); refusal != nil {
		return nil, refusal
	}
	enter, refusal := b.planAccounts(e)
	if refusal != nil {
		return nil, refusal
	}
	return func() {
		for _, def := range defs {
			b.names[def.id] = &name{def: e, kind: e.Kind(), date: e.Date}
		}
		enter()
		for _, ref := range refs {
			ref.named.users++
		}
		b.enterAmendment(e)
	}, nil
}

// planAccounts folds what the entry touches and gives what would put it in its place.
func (b *Book) planAccounts(e *Entry) (change func(), refusal *Refusal) {
	b.touched = b.commitmentsOf(e, b.touched)
	ids := b.touched
	if len(ids) == 0 {
		return b.planMove(e, func() {})
	}
	if a := b.accounts[ids[0]]; len(ids) == 1 && a != nil && a.goesOnWith(e) {
		return b.planMove(e, func() { a.goOn(e) })
	}
	accounts := make(accountPlan)
	for _, id := range ids {
		if wrong := b.planEntry(accounts, id, e); wrong != nil {
			return nil, blame(wrong, e)
		}
	}
	return b.planMove(e, func() { b.carryOut(accounts) })
}

// planMove works out what an entry does to lots, after what it does to accounts.
func (b *Book) planMove(e *Entry, first func()) (change func(), refusal *Refusal) {
	company, moves := b.companyOf(e)
	if !moves {
		return first, nil
	}
	enter, wrong := b.planLots(company, e)
	if wrong != nil {
		return nil, blame(wrong, e)
	}
	return func() { first(); enter() }, nil
}

// checkDefinitions refuses an id that names something else already.
func (b *Book) checkDefinitions(e *Entry, defs []reference) *Refusal {
	for i, def := range defs {
		if len(def.id) > MaxID { // only what is made of a commitment and a day can be: a typed one is checked before
			return refuse(def.field.Name, "the lot would be called %s, longer than the %d characters of an id", def.id, MaxID).
				hint("give this lot an id of its own")
		}
		if def.named != nil {
			other := def.named.def
			if e.Kind() == KindFunding && e.Text("lot") == "" {
				return refuse("lot", "lot %s exists already (entry %d)", def.id, other.Seq).hint("give this lot an id of its own")
			}
			return refuse(def.field.Name, "%s is taken: it names %s (entry %d)", def.id, withArticle(thing(other)), other.Seq).
				hint("choose another id")
		}
		for _, earlier := range defs[:i] {
			if earlier.id == def.id {
				return refuse(def.field.Name, "%s is given twice", def.id)
			}
		}
	}
	return nil
}

// checkReferences refuses an id that does not exist on the entry's date, or names something of another kind.
func (b *Book) checkReferences(e *Entry, refs []reference) *Refusal {
	for _, ref := range refs {
		name, id := ref.field.Name, ref.id
		if ref.named == nil {
			return refuse(name, "%s does not exist", id).hint("record it first, or choose one that exists")
		}
		switch named := ref.named; {
		case !allowed(e, ref.field, named.kind):
			return refuse(name, "%s is %s, not %s", id, withArticle(thing(named.def)), withArticle(wanted(e, ref.field)))
		case !e.Date.IsZero() && named.date.After(e.Date):
			return refuse(name, "%s does not exist on %s: it begins on %s (entry %d)", id, e.Date, named.date, named.def.Seq)
		}
	}
	return nil
}

func allowed(e *Entry, field *Field, kind Kind) bool {
	if e.Kind() == KindAmendment && field.Name == "about" {
		return len(Amendable(kind)) > 0
	}
	return len(field.Refers) == 0 || slices.Contains(field.Refers, kind)
}

// wanted names what a field refers to.
func wanted(e *Entry, field *Field) string {
	switch {
	case len(field.Refers) == 0:
		return "commitment, tranche, undertaking or limit"
	case slices.Contains(field.Refers, KindIssuance):
		return "lot"
	default:
		return string(field.Refers[0])
	}
}

// thing names what an entry brought into being.
func thing(def *Entry) string {
	switch def.Kind() {
	case KindAssignment:
		return string(KindCommitment)
	case KindFunding, KindIssuance, KindTransfer, KindConversion:
		return "lot"
	default:
		return string(def.Kind())
	}
}

func withArticle(noun string) string {
	if strings.ContainsRune("aeio", rune(noun[0])) || noun == string(KindUndertaking) {
		return "an " + noun
	}
	return "a " + noun
}

// commitmentsOf lists the commitments whose account an entry belongs to, in the room that is given.
func (b *Book) commitmentsOf(e *Entry, room []CommitmentID) []CommitmentID {
	found := room[:0]
	switch p := e.Payload.(type) {
	case Commitment:
		return append(found, p.ID)
	case Amendment:
		switch b.kindOf(p.About) {
		case KindCommitment, KindAssignment:
			return append(found, CommitmentID(p.About))
		case KindTranche:
			return b.commitmentOfTranche(TrancheID(p.About), found)
		}
	case Assignment:
		return append(found, p.Commitment, p.NewCommitment)
	case Tranche:
		return append(found, p.Commitment)
	case Condition:
		return b.commitmentOfTranche(p.Tranche, found)
	case Decision:
		return b.commitmentOfTranche(p.Tranche, found)
	case Call:
		return append(found, p.Commitment)
	case Funding:
		return append(found, p.Commitment)
	case Release:
		return append(found, p.Commitment)
	case Distribution:
		if p.Commitment != "" {
			return append(found, p.Commitment)
		}
	}
	return found
}

// CommitmentsOf lists the commitments that an entry changes.
func (b *Book) CommitmentsOf(e Entry) []CommitmentID { return b.commitmentsOf(&e, nil) }

func (b *Book) commitmentOfTranche(id TrancheID, found []CommitmentID) []CommitmentID {
	tranche, ok := definition[Tranche](b, ID(id))
	if !ok {
		return found
	}
	return append(found, tranche.Commitment)
}

// companyOf is the company whose lots an entry moves.
func (b *Book) companyOf(e *Entry) (company PartyID, moves bool) {
	switch p := e.Payload.(type) {
	case Funding:
		if p.Security != "" {
			return b.original(p.Commitment).Company, true
		}
	case Issuance:
		return b.companyOfSecurity(p.Security)
	case Transfer:
		return b.companyOfLot(p.Lot)
	case Retirement:
		return b.companyOfLot(p.Lot)
	case Conversion:
		return b.companyOfLot(p.Lot)
	case Split:
		return b.companyOfSecurity(p.Security)
	case Ownership:
		return p.Company, len(p.Excludes) > 0
	}
	return "", false
}

// CompanyOf is the company whose lots an entry moves; ok is false where it moves none.
func (b *Book) CompanyOf(e Entry) (company PartyID, ok bool) { return b.companyOf(&e) }

func (b *Book) companyOfSecurity(id SecurityID) (PartyID, bool) {
	security, ok := b.Security(id)
	return security.Company, ok
}

func (b *Book) companyOfLot(id LotID) (PartyID, bool) {
	def := b.definer(ID(id))
	if def == nil {
		return "", false
	}
	return b.companyOf(def)
}

// checkFit holds what an entry names to each other: a tranche to its commitment, a security to its company.
func (b *Book) checkFit(e *Entry) *Refusal {
	switch p := e.Payload.(type) {
	case Commitment:
		if p.Investor == p.Company {
			return refuse("company", "%s cannot commit money to itself", p.Company)
		}
		return b.fitSecurity("security", p.Security, p.Company)
	case Security:
		return b.fitSecurity("converts_to", p.ConvertsTo, p.Company)
	case Amendment:
		return b.fitAmendment(e, p)
	case Assignment:
		switch terms := b.original(p.Commitment); p.To {
		case terms.Investor:
			return refuse("to", "%s has the commitment already", p.To)
		case terms.Company:
			return refuse("to", "%s cannot commit money to itself", p.To)
		}
	case Funding:
		return b.fitFunding(p)
	case Round:
		return b.fitExtension(p)
	case Issuance:
		company, _ := b.companyOfSecurity(p.Security)
		return b.fitRound(p.Round, company)
	case Conversion:
		company, _ := b.companyOfLot(p.Lot)
		return b.fitSecurity("into", p.Into, company)
	case Mark:
		return b.fitSecurity("security", p.Security, p.Company)
	}
	return nil
}

// fitFunding holds a payment to its commitment's company and currency, and to what it buys: of a note or SAFE, its own
// amount as principal.
func (b *Book) fitFunding(p Funding) *Refusal {
	if p.Security == "" && p.Round == "" && !p.Units.Given() && !p.ReportingAmount.Given() {
		return nil
	}
	terms := b.original(p.Commitment)
	if refusal := b.fitSecurity("security", p.Security, terms.Company); refusal != nil {
		return refusal
	}
	switch {
	case p.Units.Given() && b.principal(p.Security) && p.Units.Cmp(p.Amount) != 0:
		return refuse("units", "%s is a note or SAFE: its units are the principal, %s, not %s", p.Security,
			money.Group(p.Amount.String()), money.Group(p.Units.String())).hint("leave them out")
	case p.ReportingAmount.Given() && terms.Currency == b.Currency() && p.ReportingAmount.Cmp(p.Amount) != 0:
		return refuse("reporting_amount", "%s is not the amount, %s, which is in the book's currency already",
			inWords(p.ReportingAmount, terms.Currency), inWords(p.Amount, terms.Currency)).hint("leave it out")
	}
	return b.fitRound(p.Round, terms.Company)
}

func (b *Book) fitSecurity(field string, id SecurityID, company PartyID) *Refusal {
	if id == "" {
		return nil
	}
	if security, _ := b.Security(id); security.Company != company {
		return refuse(field, "%s is a security of %s, not of %s", id, security.Company, company)
	}
	return nil
}

func (b *Book) fitRound(id RoundID, company PartyID) *Refusal {
	if id == "" {
		return nil
	}
	if round, _ := b.Round(id); round.Company != company {
		return refuse("round", "%s is a round of %s, not of %s", id, round.Company, company)
	}
	return nil
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
func (b *Book) fitAmendment(e *Entry, p Amendment) *Refusal {
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
	return b.fitAmended(e, def, p)
}

// fitAmended holds what an amendment makes of something to the rules of its kind.
func (b *Book) fitAmended(e, def *Entry, p Amendment) *Refusal {
	switch def.Kind() {
	case KindCommitment, KindAssignment:
		return b.fitSecurity("security", p.Security, b.original(CommitmentID(p.About)).Company)
	case KindTranche:
		if p.Strength == Indicative {
			return refuse("strength", "a tranche is firm or option; it is indicative where its commitment is")
		}
	case KindLimit, KindUndertaking:
		return b.fitTerms(e, def)
	}
	return nil
}
