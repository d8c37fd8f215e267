package ledger

import (
	"reflect"
	"slices"
	"strings"

	"stakebook/ledger/civil"
)

// name is what an id names, how much stands on it, and what the book keeps for it. An entry's ids are looked up once,
// and every rule that asks for what they name is handed the name.
type name struct {
	id    ID
	seq   Seq        // of the entry that it comes from
	kind  Kind       // and its kind and day
	date  civil.Date // which every entry that refers to it asks for
	lent  bool       // a security whose units are money lent: a note or a SAFE
	users int        // how many live entries refer to it, each as often as it does

	company  *name     // whose it is: of a security, a round, a lot; and who is paid on a commitment
	account  *account  // of a commitment, or of the one that a tranche is part of
	register *register // of a company of which there are lots
}

// nameRoom is how many names share a piece of memory.
const nameRoom = 64

// newName makes a name for what comes into being with an entry.
func (b *Book) newName(id ID, e *line) *name {
	if len(b.nameRoom) == 0 {
		b.nameRoom = make([]name, nameRoom)
	}
	made := &b.nameRoom[0]
	b.nameRoom = b.nameRoom[1:]
	*made = name{id: id, seq: e.Seq, kind: e.Kind(), date: e.Date}
	b.names[id] = made
	return made
}

// account is a commitment's account; nil where there is no such commitment.
func (b *Book) account(id CommitmentID) *account {
	named := b.names[ID(id)]
	if named == nil || named.kind != KindCommitment && named.kind != KindAssignment {
		return nil
	}
	return named.account
}

// reference is an id that an entry speaks of, and the field in which.
type reference struct {
	field *Field
	id    ID
	named *name // what has the id; nil where nothing does
}

// naming is the ids that an entry speaks of: those that come into being with it, and those of other entries that it
// stands on.
type naming struct {
	defines, refers []reference
}

// read lists the ids of an entry, in the room that there is.
func (n *naming) read(e *line) {
	n.defines, n.refers = n.defines[:0], n.refers[:0]
	value := reflect.ValueOf(e.Payload)
	for _, field := range fieldsOfKind(e.Kind()).ids {
		switch {
		case field.Form == FormLots:
			for _, id := range value.Field(field.index).Interface().(LotIDs) {
				n.refers = append(n.refers, reference{field: field, id: ID(id)})
			}
		case field.Form == FormScope:
			n.refers = append(n.refers, scopeReferences(*field, value.Field(field.index).Interface().(Scope))...)
		case field.Defines:
			if id := e.defined(field, ID(value.Field(field.index).String())); id != "" {
				n.defines = append(n.defines, reference{field: field, id: id})
			}
		default:
			if id := value.Field(field.index).String(); id != "" {
				n.refers = append(n.refers, reference{field: field, id: ID(id)})
			}
		}
	}
}

// defined is the id that comes into being with an entry under a field; empty for none.
func (e *line) defined(field *Field, id ID) ID {
	switch e.Kind() {
	case KindFunding:
		return ID(LotOf(e.Payload.(Funding), e.Date))
	case KindTransfer:
		if field.Name == "balance_lot" && id == ID(e.Payload.(Transfer).Lot) {
			return "" // the balance stays under its old id
		}
	}
	return id
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

// look reads the ids of an entry and looks up what has them.
func (b *Book) look(n *naming, e *line) {
	n.read(e)
	for _, ids := range [...][]reference{n.defines, n.refers} {
		for i := range ids {
			ids[i].named = b.names[ids[i].id]
		}
	}
}

// of is what a field of the entry refers to; nil where it does not.
func (n *naming) of(field string) *name {
	for i := range n.refers {
		if n.refers[i].field.Name == field {
			return n.refers[i].named
		}
	}
	return nil
}

// companyOf is the company of which there comes to be a security, a round, a commitment or a lot with an entry; nil of
// anything else.
func (n *naming) companyOf(e *line) *name {
	from := ""
	switch e.Kind() {
	case KindSecurity, KindRound, KindCommitment:
		return n.of("company")
	case KindFunding, KindAssignment:
		from = "commitment"
	case KindIssuance:
		from = "security"
	case KindTransfer, KindConversion:
		from = "lot"
	}
	if stands := n.of(from); stands != nil {
		return stands.company
	}
	return nil
}

// commitmentOf is the commitment of which an entry says more, or one of its tranches; nil where it makes one, passes
// one on, or speaks of none.
func (n *naming) commitmentOf(e *line) *name {
	switch e.Kind() {
	case KindCall, KindFunding, KindRelease, KindDistribution, KindTranche:
		return n.of("commitment")
	case KindCondition, KindDecision:
		return n.of("tranche")
	case KindAmendment:
		return n.of("about")
	}
	return nil
}

// checkDefinitions refuses an id that names something else already.
func (b *Book) checkDefinitions(e *line, defs []reference) *Refusal {
	for i, def := range defs {
		if len(def.id) > MaxID { // only what is made of a commitment and a day can be: a typed one is checked before
			return refuse(def.field.Name, "the lot would be called %s, longer than the %d characters of an id", def.id, MaxID).
				hint("give this lot an id of its own")
		}
		if def.named != nil {
			other := b.at(def.named.seq)
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
func (b *Book) checkReferences(e *line, refs []reference) *Refusal {
	for i := range refs {
		ref := &refs[i]
		named := ref.named
		switch {
		case named == nil:
			return refuse(ref.field.Name, "%s does not exist", ref.id).hint("record it first, or choose one that exists")
		case !allowed(e, ref.field, named.kind):
			return refuse(ref.field.Name, "%s is %s, not %s", ref.id, withArticle(thing(b.at(named.seq))),
				withArticle(wanted(e, ref.field)))
		case !e.Date.IsZero() && named.date.After(e.Date):
			return refuse(ref.field.Name, "%s does not exist on %s: it begins on %s (entry %d)", ref.id, e.Date, named.date,
				named.seq)
		}
	}
	return nil
}

func allowed(e *line, field *Field, kind Kind) bool {
	if len(field.Refers) > 0 {
		return slices.Contains(field.Refers, kind)
	}
	return e.Kind() != KindAmendment || field.Name != "about" || len(amendable()[kind]) > 0
}

// wanted names what a field refers to.
func wanted(e *line, field *Field) string {
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
func thing(def *line) string {
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
