package ledger

import (
	"errors"
	"fmt"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// checkForm says whether an entry can be written and read again: whoever made it, by hand or from a file, every field
// is in the form that the contract gives it. Its payload is on the sheet. Errors are *FieldError.
func checkForm(e *Entry, s *sheet) error {
	if err := checkText(e.Author); err != nil {
		return &FieldError{Field: FieldAuthor, Value: clip(e.Author), Err: err}
	}
	if err := checkText(e.Source); err != nil {
		return &FieldError{Field: FieldSource, Value: clip(e.Source), Err: err}
	}
	if err := checkText(e.Note); err != nil {
		return &FieldError{Field: FieldNote, Value: clip(e.Note), Err: err}
	}
	if err := e.checkWords(); err != nil {
		return err
	}
	if e.Disputes < 0 {
		return &FieldError{Field: FieldDisputes, Err: errors.New("is less than 1: entries are numbered 1, 2, 3 and so on")}
	}
	for i := range s.places {
		if err := s.check(i); err != nil {
			return err
		}
	}
	return nil
}

// checkWords holds the words that every entry may carry to their sets.
func (e *Entry) checkWords() error {
	check := func(name, text string, words []string) error {
		if text == "" {
			return nil
		}
		if _, err := wordOf(text, words); err != nil {
			return &FieldError{Field: name, Value: clip(text), Err: err}
		}
		return nil
	}
	err := check(FieldQualifier, string(e.Qualifier), qualifiers)
	if err == nil {
		err = check(FieldDated, string(e.Dated), dateds)
	}
	if err == nil {
		err = check(FieldStanding, string(e.Standing), standings)
	}
	return err
}

// notOurs refuses a payload that cannot be laid out.
func notOurs(p Payload) error {
	return &FieldError{Field: FieldKind, Err: fmt.Errorf("%T is no kind of entry", p)}
}

// check says whether a field could be written and read again. What its Go type cannot hold in another form is not
// looked at.
func (s *sheet) check(at int) error {
	place := &s.places[at]
	var err error
	switch v := place.value.(type) {
	case *string:
		err = place.field.checkWritten(*v)
	case *money.Decimal:
		err = place.field.checkNumber(v)
	case *money.Currency, *civil.Date: // they hold nothing else
	default:
		return s.checkAgain(at)
	}
	if err != nil {
		return &FieldError{Field: place.field.Name, Value: clip(string(place.appendText(nil))), Err: err}
	}
	return nil
}

// checkWritten checks a text, an id or a word.
func (f *Field) checkWritten(text string) (err error) {
	switch {
	case text == "":
		return nil
	case f.Form == FormText:
		return checkText(text)
	case f.Form == FormID:
		return checkID(text)
	default:
		_, err = wordOf(text, f.Words)
		return err
	}
}

func (f *Field) checkNumber(number *money.Decimal) error {
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
func (s *sheet) checkAgain(at int) error {
	var room [64]byte
	text := s.places[at].appendText(room[:0])
	if len(text) == 0 {
		return nil
	}
	again := s.fields.blank()
	defer again.giveBack()
	return again.places[at].read(string(text), nil)
}
