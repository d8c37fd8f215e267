package ledger

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// sheet is a payload of one kind laid out: every field is at a place of its own, so that fields are read, checked and
// written one after the other without asking reflection for each. Sheets are used again and again, see Fields.sheets.
type sheet struct {
	fields  *Fields
	payload reflect.Value // all of it, which can be set
	places  []place       // along fields.List
	needed  []*place      // those of fields that are required
}

// place is where one field of a sheet is.
type place struct {
	field *Field
	piece string // its name as it is hashed
	value any    // a *string for texts, ids and words; else a pointer to the field's own type
}

func newSheet(fields *Fields) *sheet {
	s := &sheet{fields: fields, payload: reflect.New(fields.payload).Elem()}
	for i := range fields.List {
		field := &fields.List[i]
		value := s.payload.Field(field.index).Addr()
		switch field.Form {
		case FormText, FormID, FormWord:
			value = value.Convert(reflect.TypeFor[*string]())
		}
		s.places = append(s.places, place{field, string(appendPiece(nil, field.Name)), value.Interface()})
	}
	for i := range s.places {
		if s.places[i].field.Required {
			s.needed = append(s.needed, &s.places[i])
		}
	}
	return s
}

// sheetOf lays a payload out; ok is false where there is none, or one that is not of this package. The sheet is to be
// given back.
func sheetOf(p Payload) (s *sheet, ok bool) {
	if p == nil {
		return nil, false
	}
	fields, value := fieldsOfKind(p.kind()), reflect.ValueOf(p)
	if value.Type() != fields.payload {
		return nil, false
	}
	s = fields.sheets.Get().(*sheet)
	s.payload.Set(value)
	return s, true
}

// blank is a sheet on which nothing is written. It is to be given back.
func (f *Fields) blank() *sheet {
	s := f.sheets.Get().(*sheet)
	s.payload.SetZero()
	return s
}

func (s *sheet) giveBack() { s.fields.sheets.Put(s) }

// copied is the payload that the sheet holds now.
func (s *sheet) copied() Payload { return s.payload.Interface().(Payload) }

// given says that the payload has the field.
func (p *place) given() bool {
	switch v := p.value.(type) {
	case *string:
		return *v != ""
	case *money.Decimal:
		return v.Given()
	case *civil.Date:
		return !v.IsZero()
	}
	var room [64]byte
	return len(p.appendText(room[:0])) > 0
}

// appendText writes the field's text to the end of out; nothing where it is absent.
func (p *place) appendText(out []byte) []byte {
	switch v := p.value.(type) {
	case *string:
		return append(out, *v...)
	case *money.Decimal:
		return v.AppendTo(out)
	case *civil.Date:
		return v.AppendTo(out)
	case *money.Ratio:
		return v.AppendTo(out)
	case *money.Percent:
		return v.AppendTo(out)
	case *Seq:
		return v.appendTo(out)
	case fmt.Stringer:
		return append(out, v.String()...)
	default:
		return out
	}
}

// read sets the field from a text that is not empty. What it keeps of the text is made by own.
func (p *place) read(text string, own *keptTexts) error {
	if err := p.set(text, own); err != nil {
		return &FieldError{Field: p.field.Name, Value: clip(text), Err: err}
	}
	return nil
}

func (p *place) set(text string, own *keptTexts) (err error) {
	switch v := p.value.(type) {
	case *string:
		*v, err = p.field.words(text, own)
		return err
	case *money.Decimal:
		if *v, err = money.ParseDecimal(text); err != nil {
			return err
		}
		return p.field.checkBound(text, v.Sign())
	case *civil.Date:
		*v, err = civil.Parse(text)
		return err
	case *money.Currency:
		*v, err = money.ParseCurrency(text)
		return err
	case *Seq:
		*v, err = ParseSeq(text)
		return err
	case encoding.TextUnmarshaler:
		return p.field.unmarshal(v, text)
	default:
		return fmt.Errorf("the form %d is not read", p.field.Form)
	}
}

// words gives what the field keeps of its text, where that is a string.
func (f *Field) words(text string, own *keptTexts) (string, error) {
	switch f.Form {
	case FormWord:
		return wordOf(text, f.Words)
	case FormText:
		if err := checkText(text); err != nil {
			return "", err
		}
		return own.alone(text), nil
	}
	if err := checkID(text); err != nil {
		return "", err
	}
	if f.Defines {
		return own.alone(text), nil
	}
	return own.shared(text), nil
}

func (f *Field) unmarshal(value encoding.TextUnmarshaler, text string) error {
	if f.Form == FormList || f.Form == FormScope {
		if err := checkText(text); err != nil {
			return err
		}
	}
	if err := value.UnmarshalText([]byte(text)); err != nil {
		return err
	}
	if number, ok := value.(interface{ Sign() int }); ok {
		return f.checkBound(text, number.Sign())
	}
	return nil
}

func (f *Field) checkBound(text string, sign int) error {
	switch {
	case f.Bound == BoundAny:
		return nil
	case f.Bound == BoundPositive && sign <= 0:
		return fmt.Errorf("%s is not more than 0", text)
	case sign < 0:
		return fmt.Errorf("%s is less than 0", text)
	}
	return nil
}

// wordOf gives the word of a set that a text is.
func wordOf(text string, words []string) (string, error) {
	for _, word := range words {
		if text == word {
			return word, nil
		}
	}
	return "", fmt.Errorf("%q is none of %s", clip(text), strings.Join(words, ", "))
}
