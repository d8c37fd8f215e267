package ledger

import (
	"errors"
	"fmt"
	"reflect"

	"stakebook/ledger/money"
)

// checkForm says whether an entry can be written and read again: whoever made it, by hand or from a file, every field
// is in the form that the contract gives it. Errors are *FieldError.
func checkForm(e Entry) error {
	fields := fieldsOfKind(e.Kind())
	if reflect.TypeOf(e.Payload) != fields.payload {
		return &FieldError{Field: FieldKind, Err: fmt.Errorf("%T is no kind of entry", e.Payload)}
	}
	for _, pair := range [...]Pair{{FieldAuthor, e.Author}, {FieldSource, e.Source}, {FieldNote, e.Note}} {
		if err := checkText(pair.Text); err != nil {
			return &FieldError{Field: pair.Name, Value: clip(pair.Text), Err: err}
		}
	}
	for _, pair := range [...]Pair{
		{FieldQualifier, string(e.Qualifier)}, {FieldDated, string(e.Dated)}, {FieldStanding, string(e.Standing)},
	} {
		if pair.Text == "" {
			continue
		}
		var again Entry
		if _, err := again.readCommon(pair); err != nil {
			return &FieldError{Field: pair.Name, Value: clip(pair.Text), Err: err}
		}
	}
	if e.Disputes < 0 {
		return &FieldError{Field: FieldDisputes, Err: errors.New("is less than 1: entries are numbered 1, 2, 3 and so on")}
	}
	payload := reflect.ValueOf(e.Payload)
	for i := range fields.List {
		if err := fields.List[i].check(payload); err != nil {
			return err
		}
	}
	return nil
}

// check says whether the field of a payload could be written and read again. What its Go type cannot hold in another
// form is not looked at.
func (f *Field) check(payload reflect.Value) error {
	value := payload.Field(f.index)
	var err error
	switch text := ""; f.Form {
	case FormText:
		err = checkText(value.String())
	case FormID:
		if text = value.String(); text != "" {
			err = checkID(text)
		}
	case FormWord:
		if text = value.String(); text != "" {
			err = checkWord(text, f.Words)
		}
	case FormCurrency, FormDate: // their types hold nothing else
	case FormDecimal:
		err = f.checkNumber(value.Interface().(money.Decimal))
	default:
		return f.checkAgain(payload)
	}
	if err != nil {
		return &FieldError{Field: f.Name, Value: clip(f.text(payload)), Err: err}
	}
	return nil
}

func (f Field) checkNumber(number money.Decimal) error {
	switch {
	case !number.Given():
		return nil
	case !number.Fits():
		_, err := money.ParseDecimal(number.String())
		return err
	}
	if f.Bound != BoundAny && number.Sign() <= 0 {
		return f.checkBound(number.String(), number.Sign())
	}
	return nil
}

// checkAgain reads the field's text into another payload.
func (f Field) checkAgain(payload reflect.Value) error {
	text := f.text(payload)
	if text == "" {
		return nil
	}
	return f.read(reflect.New(payload.Type()).Elem(), text)
}
