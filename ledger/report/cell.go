package report

import (
	"cmp"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Cell is one value of a table. The zero Cell is empty: not known, or not applicable.
type Cell struct {
	form      form
	text      string
	number    money.Fraction
	places    int
	ungrouped bool // a number that names something
	date      civil.Date
	qualifier ledger.Qualifier
}

type form int

const (
	empty form = iota
	text
	date
	number
)

// Text is words, or the id of something. Empty words are an empty cell.
func Text(words string) Cell {
	if words == "" {
		return Cell{}
	}
	return Cell{form: text, text: words}
}

// Date is a day; no date is an empty cell.
func Date(day civil.Date) Cell {
	if day.IsZero() {
		return Cell{}
	}
	return Cell{form: date, date: day}
}

// Money is an amount, printed to its currency's minor units.
func Money(amount money.Amount) Cell { return Number(amount.Number(), amount.Currency().MinorUnits()) }

// Number is an exact number, printed with so many digits after the point.
func Number(exact money.Fraction, places int) Cell {
	return Cell{form: number, number: exact, places: places}
}

// Typed is a number printed with the digits it was typed with; one not given is an empty cell.
func Typed(typed money.Decimal) Cell {
	if !typed.Given() {
		return Cell{}
	}
	return Number(typed.Fraction(), typed.Places())
}

// Count is a whole number.
func Count(n int) Cell { return Number(money.Whole(int64(n)), 0) }

// Ordinal is the number of an entry; none is an empty cell. It is never grouped.
func Ordinal(seq ledger.Seq) Cell {
	if seq == 0 {
		return Cell{}
	}
	cell := Number(money.Whole(int64(seq)), 0)
	cell.ungrouped = true
	return cell
}

// Qualified is the cell with how exact it is.
func (c Cell) Qualified(qualifier ledger.Qualifier) Cell {
	c.qualifier = qualifier
	return c
}

// Qualifier says how exact the cell is.
func (c Cell) Qualifier() ledger.Qualifier { return c.qualifier }

// IsEmpty says that there is no value.
func (c Cell) IsEmpty() bool { return c.form == empty }

// IsNumber says that the cell holds a number.
func (c Cell) IsNumber() bool { return c.form == number }

// Exact is the number before any rounding; 0 where the cell holds none.
func (c Cell) Exact() money.Fraction { return c.number }

// Day is the date; the zero Date where the cell holds none.
func (c Cell) Day() civil.Date { return c.date }

// Rounded is the number as it is printed.
func (c Cell) Rounded() money.Decimal { return c.number.Round(c.places) }

// String is the cell for programs: plain digits with a point, dates as YYYY-MM-DD, no qualifier.
func (c Cell) String() string {
	switch c.form {
	case empty:
		return ""
	case text:
		return c.text
	case date:
		return c.date.String()
	case number:
		return c.Rounded().String()
	}
	return ""
}

// Display is the cell for people: commas between thousands, and ~, ≥ or ≤ before what is not exact.
func (c Cell) Display() string {
	if c.form != number || c.ungrouped {
		return Sign(c.qualifier) + c.String()
	}
	return Sign(c.qualifier) + money.Group(c.String())
}

// Sign is how a qualifier is shown before a figure.
func Sign(qualifier ledger.Qualifier) string {
	switch qualifier {
	case ledger.About:
		return "~"
	case ledger.AtLeast:
		return "≥"
	case ledger.AtMost:
		return "≤"
	default:
		return ""
	}
}

// Compare orders two cells: empty ones first, numbers and dates by value, words without regard to case first.
func (c Cell) Compare(other Cell) int {
	if c.form != other.form {
		return cmp.Compare(c.form, other.form)
	}
	switch c.form {
	case number:
		return c.number.Cmp(other.number)
	case date:
		return c.date.Compare(other.date)
	default:
		return cmp.Or(strings.Compare(strings.ToLower(c.text), strings.ToLower(other.text)),
			strings.Compare(c.text, other.text))
	}
}
