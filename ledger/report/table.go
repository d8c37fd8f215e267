package report

import (
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Type says what a column holds, for alignment, forms and spreadsheets.
type Type int

// The types of columns.
const (
	TypeText     Type = iota + 1 // words
	TypeID                       // the id of a party, a commitment, a tranche …
	TypeDate                     // a day
	TypeMoney                    // an amount in the row's currency
	TypePercent                  // percent
	TypeMultiple                 // times
	TypeNumber                   // units, points, gigawatts
	TypeCount                    // whole numbers
)

// String is the type's name in JSON.
func (t Type) String() string {
	switch t {
	case TypeText:
		return "text"
	case TypeID:
		return "id"
	case TypeDate:
		return "date"
	case TypeMoney:
		return "money"
	case TypePercent:
		return "percent"
	case TypeMultiple:
		return "multiple"
	case TypeNumber:
		return "number"
	case TypeCount:
		return "count"
	}
	return ""
}

// Numeric says that the column is set to the right.
func (t Type) Numeric() bool { return t >= TypeMoney }

// Column is one column of a report. Its name is the same in CSV, JSON and on the command line.
type Column struct {
	Name string
	Type Type

	// FilesOnly says that the column tells files what people are shown in another way, such as the sign of a
	// qualifier before its figure: screens and the text table leave it out.
	FilesOnly bool
}

// Row is one line of a report.
type Row struct {
	ID    string // what the row is about, unique within the table: see Target
	Cells []Cell // one for each column
	Total bool   // a total over the rows above
}

// Target is what a click on the row opens: the id of a commitment, a tranche or a party, the value of a dimension,
// or the seq of an entry. Further rows about the same thing have a # and a number after it in their ID; a row about
// no one thing opens nothing.
func (r Row) Target() string {
	target, _, _ := strings.Cut(r.ID, "#")
	return target
}

// Table is a report as a value.
type Table struct {
	Name    string // the report's name in the contract
	Title   string // for people
	AsOf    civil.Date
	Known   ledger.Seq  // the last entry that it rests on
	Head    ledger.Hash // that entry's hash
	Columns []Column
	Rows    []Row
	Notes   []string // what a reader must know of it: what was left out, what does not add up
}

// Index finds a column by its name; -1 where there is none.
func (t Table) Index(name string) int {
	for i, column := range t.Columns {
		if column.Name == name {
			return i
		}
	}
	return -1
}

// Cell is the value of a row's column by name; empty where there is no such column.
func (t Table) Cell(row int, column string) Cell {
	at := t.Index(column)
	if at < 0 || row < 0 || row >= len(t.Rows) {
		return Cell{}
	}
	return t.Rows[row].Cells[at]
}
