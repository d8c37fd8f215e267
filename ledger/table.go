package ledger

import (
	"fmt"
	"reflect"
	"sync"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Form is how a field's text is made and read. The zero Form is invalid.
type Form int

// The forms.
const (
	FormText     Form = iota + 1 // any words
	FormID                       // an id: a new one where the field defines it, else one that exists
	FormWord                     // one of Field.Words
	FormDecimal                  // a number kept as typed; Field.Unit says of what
	FormPercent                  // a percentage or a fraction of two
	FormRatio                    // a number or a fraction of two
	FormDate                     // YYYY-MM-DD
	FormCurrency                 // ISO 4217
	FormSeq                      // the number of an entry
	FormList                     // a;b
	FormLots                     // lots with semicolons between
	FormPercents                 // percentages with semicolons between
	FormScope                    // what a limit covers
	FormDigest                   // a SHA-256
)

// Unit says what a number counts; only what enters and prints it cares.
type Unit string

// The units.
const (
	UnitMoney     Unit = "money"     // of the entry's currency
	UnitReporting Unit = "reporting" // of the book's currency
	UnitPrice     Unit = "price"     // money a unit
	UnitUnits     Unit = "units"     // units of a security, or principal
	UnitNumber    Unit = "number"    // anything else
)

// Bound is what a number may be. The zero Bound is 0 or more.
type Bound string

// The bounds.
const (
	BoundZero     Bound = ""         // 0 or more
	BoundPositive Bound = "positive" // more than 0
	BoundAny      Bound = "any"
)

// Field is one field of a kind of entry.
type Field struct {
	Name     string
	Form     Form
	Required bool
	Defines  bool     // the id comes into being with the entry
	Refers   []Kind   // of an id that must exist: the kinds whose entries can define it; empty for any
	Words    []string // of FormWord
	Unit     Unit
	Bound    Bound
	Help     string

	index int
}

// Fields is the table of one kind.
type Fields struct {
	Kind Kind
	List []Field // in the order of the contract

	payload reflect.Type
	byName  map[string]int
	ids     []*Field   // those that name something, whether it comes into being with the entry or must exist
	sheets  *sync.Pool // of *sheet
}

// Field finds a field by its name.
func (f Fields) Field(name string) (Field, bool) {
	at, ok := f.byName[name]
	if !ok {
		return Field{}, false
	}
	return f.List[at], true
}

// Table is the table of fields of every kind, read from the payloads' struct tags. It is made once and never
// changes; callers do not write to it.
func Table() map[Kind]Fields { return table() }

var table = sync.OnceValue(func() map[Kind]Fields {
	tables := make(map[Kind]Fields)
	for kind, fields := range tableByKind() {
		tables[kind] = *fields
	}
	return tables
})

// fieldsOfKind is the table of one kind, without a copy of it; an empty one for what is no kind.
func fieldsOfKind(kind Kind) *Fields {
	if fields, ok := tableByKind()[kind]; ok {
		return fields
	}
	return &Fields{}
}

var tableByKind = sync.OnceValue(func() map[Kind]*Fields {
	tables := make(map[Kind]*Fields)
	for _, p := range payloads() {
		tables[p.kind()] = fieldsOf(p)
	}
	return tables
})

func fieldsOf(p Payload) *Fields {
	payload := reflect.TypeOf(p)
	fields := &Fields{Kind: p.kind(), payload: payload, byName: make(map[string]int)}
	fields.sheets = &sync.Pool{New: func() any { return newSheet(fields) }}
	for i := range payload.NumField() {
		tag := payload.Field(i).Tag
		field := Field{
			Name:     tag.Get("field"),
			Required: tag.Get("need") == "yes",
			Unit:     Unit(tag.Get("unit")),
			Bound:    Bound(tag.Get("bound")),
			Help:     tag.Get("help"),
			index:    i,
		}
		field.Defines = field.Name == "id" || tag.Get("defines") == "yes"
		field.describe(payload.Field(i).Type)
		fields.byName[field.Name] = len(fields.List)
		fields.List = append(fields.List, field)
	}
	for i := range fields.List {
		if field := &fields.List[i]; field.Form == FormID || field.Form == FormLots || field.Form == FormScope {
			fields.ids = append(fields.ids, field)
		}
	}
	return fields
}

// describe sets what the field's Go type says of it.
func (f *Field) describe(goType reflect.Type) {
	switch value := reflect.Zero(goType).Interface().(type) {
	case string:
		f.Form = FormText
	case Word:
		f.Form, f.Words = FormWord, value.Words()
	case money.Decimal:
		f.Form = FormDecimal
	case money.Percent:
		f.Form = FormPercent
	case money.Ratio:
		f.Form = FormRatio
	case money.Currency:
		f.Form = FormCurrency
	case civil.Date:
		f.Form = FormDate
	case Seq:
		f.Form = FormSeq
	case List:
		f.Form = FormList
	case LotIDs:
		f.Form, f.Refers = FormLots, definersOf(LotID(""))
	case Percents:
		f.Form = FormPercents
	case Scope:
		f.Form = FormScope
	case Digest:
		f.Form = FormDigest
	default:
		f.Form, f.Refers = FormID, definersOf(value)
	}
}

// definersOf lists the kinds whose entries bring an id of that type into being.
func definersOf(id any) []Kind {
	switch id.(type) {
	case PartyID:
		return []Kind{KindParty}
	case SecurityID:
		return []Kind{KindSecurity}
	case CommitmentID:
		return []Kind{KindCommitment, KindAssignment}
	case TrancheID:
		return []Kind{KindTranche}
	case RoundID:
		return []Kind{KindRound}
	case LotID:
		return []Kind{KindFunding, KindIssuance, KindTransfer, KindConversion}
	case LimitID:
		return []Kind{KindLimit}
	case UndertakingID:
		return []Kind{KindUndertaking}
	case DocumentID:
		return []Kind{KindDocument}
	default:
		return nil
	}
}

// FieldError says what is wrong with one field of an entry.
type FieldError struct {
	Field string // its name in the contract
	Value string // its text; may be empty
	Err   error
}

// Error names the field and the problem.
func (e *FieldError) Error() string { return fmt.Sprintf("%s: %v", e.Field, e.Err) }

// Unwrap gives the problem alone.
func (e *FieldError) Unwrap() error { return e.Err }

// text gives the field's text in a payload; empty where it is absent.
func (f *Field) text(payload reflect.Value) string {
	value := payload.Field(f.index)
	if value.Kind() == reflect.String {
		return value.String()
	}
	return value.Interface().(fmt.Stringer).String()
}
