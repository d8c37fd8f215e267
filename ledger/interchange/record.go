package interchange

import (
	"errors"
	"fmt"

	"stakebook/ledger"
)

// Place is a position in a file. Lines and columns count from 1; columns count characters.
type Place struct {
	File   string
	Line   int
	Column int
}

// String is file:line:column.
func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Error says what is wrong with a file, and where. Where it is about one field, Err is a *ledger.FieldError or a
// *ledger.Refusal.
type Error struct {
	Place
	Err error
}

// Error is file:line:column: field: what is wrong.
func (e *Error) Error() string { return e.Place.String() + ": " + e.Err.Error() }

// Unwrap gives the problem without its place.
func (e *Error) Unwrap() error { return e.Err }

// Record is one entry of a file. Its seq, and the seqs that it refers to, are the file's own.
type Record struct {
	Entry ledger.Entry

	place  Place
	line   string       // of JSON Lines, to find fields on
	fields []fieldPlace // of CSV
}

// fieldPlace is where the value of a field stands.
type fieldPlace struct {
	name         string
	line, column int32
}

// Place is where the record begins.
func (r Record) Place() Place { return r.place }

// At is where the value of a field stands; where the record begins if it does not have the field.
func (r Record) At(field string) Place {
	if at, ok := columnOf(r.line, field); ok {
		return Place{File: r.place.File, Line: r.place.Line, Column: at}
	}
	for _, f := range r.fields {
		if f.name == field {
			return Place{File: r.place.File, Line: int(f.line), Column: int(f.column)}
		}
	}
	return r.place
}

// Refuse puts the record's place before an error: that of the field that it is about, where it is a *ledger.FieldError
// or a *ledger.Refusal.
func (r Record) Refuse(err error) error {
	var about interface{ FieldName() string }
	if errors.As(err, &about) {
		return &Error{Place: r.At(about.FieldName()), Err: err}
	}
	return &Error{Place: r.place, Err: err}
}
