package ledger

import (
	"errors"
	"fmt"
	"reflect"
)

// checkForm says whether an entry can be written and read again: whoever made it, by hand or from a file, every field
// is in the form that the contract gives it. Errors are *FieldError.
func checkForm(e Entry) error {
	fields, known := Table()[e.Kind()]
	if !known || reflect.TypeOf(e.Payload) != fields.payload {
		return &FieldError{Field: FieldKind, Err: fmt.Errorf("%T is no kind of entry", e.Payload)}
	}
	var again Entry
	for _, pair := range []Pair{
		{FieldAuthor, e.Author}, {FieldSource, e.Source}, {FieldNote, e.Note}, {FieldQualifier, string(e.Qualifier)},
		{FieldDated, string(e.Dated)}, {FieldStanding, string(e.Standing)},
	} {
		if pair.Text == "" {
			continue
		}
		if _, err := again.readCommon(pair); err != nil {
			return &FieldError{Field: pair.Name, Value: clip(pair.Text), Err: err}
		}
	}
	if e.Disputes < 0 {
		return &FieldError{Field: FieldDisputes, Err: errors.New("is less than 1: entries are numbered 1, 2, 3 and so on")}
	}
	payload := reflect.New(fields.payload).Elem()
	for _, pair := range e.Fields() {
		field, _ := fields.Field(pair.Name)
		if err := field.read(payload, pair.Text); err != nil {
			return err
		}
	}
	return nil
}
