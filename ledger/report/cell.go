package report

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Cell is one value of a table. The zero Cell is empty: not known, or not applicable. A table has millions of them, so
// a cell is kept small, and what it takes to print it is worked out once, when it is made.
type Cell struct {
	text   string
	number money.Fraction

	// word is how the value is printed, where direct says so: a number as units of its last place, a day as 20240327,
	// a short text as its bytes.
	word      int64
	places    int16
	form      form
	direct    bool
	digits    uint8 // of a direct number: how many there are before the point
	exactness uint8
	ungrouped bool // a number that names something
}

type form uint8

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
	word, direct := plainWord(words)
	return Cell{form: text, text: words, word: word, direct: direct}
}

// Date is a day; no date is an empty cell.
func Date(day civil.Date) Cell {
	if day.IsZero() {
		return Cell{}
	}
	year, month, dayOfMonth := day.Time().Date()
	return Cell{form: date, word: int64(10_000*year + 100*int(month) + dayOfMonth)}
}

// Money is an amount, printed to its currency's minor units.
func Money(amount money.Amount) Cell { return Number(amount.Number(), amount.Currency().MinorUnits()) }

// Number is an exact number, printed with so many digits after the point.
func Number(exact money.Fraction, places int) Cell {
	cell := Cell{form: number, number: exact, places: int16(min(max(places, 0), math.MaxInt16))}
	cell.word, cell.direct = scaledUp(exact, int(cell.places))
	cell.digits = wholeDigits(cell.word, int(cell.places))
	return cell
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
	known := qualifiers()
	c.exactness = uint8(max(slices.Index(known[:], qualifier), 0))
	return c
}

// qualifiers are the ways in which a figure is exact, from exactly on; a cell keeps the place of its own among them.
func qualifiers() [4]ledger.Qualifier {
	return [...]ledger.Qualifier{"", ledger.About, ledger.AtLeast, ledger.AtMost}
}

// Qualifier says how exact the cell is.
func (c Cell) Qualifier() ledger.Qualifier { return qualifiers()[c.exactness] }

// IsEmpty says that there is no value.
func (c Cell) IsEmpty() bool { return c.form == empty }

// IsNumber says that the cell holds a number.
func (c Cell) IsNumber() bool { return c.form == number }

// Exact is the number before any rounding; 0 where the cell holds none.
func (c Cell) Exact() money.Fraction { return c.number }

// Day is the date; the zero Date where the cell holds none.
func (c Cell) Day() civil.Date {
	if c.form != date {
		return civil.Date{}
	}
	day, _ := civil.Of(int(c.word/10_000), time.Month(c.word/100%100), int(c.word%100))
	return day
}

// Rounded is the number as it is printed.
func (c Cell) Rounded() money.Decimal { return c.number.Round(int(c.places)) }

// String is the cell for programs: plain digits with a point, dates as YYYY-MM-DD, no qualifier.
func (c Cell) String() string {
	if c.form == text {
		return c.text
	}
	var room [48]byte
	return string(c.append(room[:0]))
}

// Display is the cell for people: commas between thousands, and ~, ≥ or ≤ before what is not exact.
func (c Cell) Display() string {
	if c.form != number || c.ungrouped {
		return Sign(c.Qualifier()) + c.String()
	}
	return Sign(c.Qualifier()) + money.Group(c.String())
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
		return cmp.Compare(c.word, other.word)
	default:
		return cmp.Or(strings.Compare(strings.ToLower(c.text), strings.ToLower(other.text)),
			strings.Compare(c.text, other.text))
	}
}
