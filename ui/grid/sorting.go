package grid

import (
	"cmp"
	"slices"
	"strings"

	"stakebook/ledger/report"
)

// Direction says how rows are sorted.
type Direction int

// The directions. The zero Direction is the order of the table itself.
const (
	Unsorted Direction = iota
	Ascending
	Descending
)

// next is the direction that another click on the same title gives.
func (d Direction) next() Direction {
	switch d {
	case Unsorted:
		return Ascending
	case Ascending:
		return Descending
	default:
		return Unsorted
	}
}

// Sorting is the column that rows are sorted by, and how.
type Sorting struct {
	Column    string
	Direction Direction
}

// key is what a row is sorted by. What is made of its cell settles most comparisons at little cost: a nearest float
// keeps the order of the exact numbers, and where both are exact it is the number. The cells themselves decide the
// rest; keys do not hold them, because a million keys are sorted faster the smaller they are.
type key struct {
	near  float64 // of a number
	lower string  // of what is no number
	text  string
	id    string
	place int
	class class
	exact bool
}

// class tells apart what cannot be compared by value.
type class int

const (
	isEmpty class = iota
	isNumber
	isDate
	isText
)

func keyOf(cell report.Cell, id string, place int) key {
	made := key{id: id, place: place}
	switch {
	case cell.IsEmpty():
		return made
	case cell.IsNumber():
		made.class = isNumber
		made.near, made.exact = cell.Exact().Rat().Float64()
		return made
	case cell.Day().IsZero():
		made.class = isText
	default:
		made.class = isDate
	}
	made.text = cell.String()
	made.lower = strings.ToLower(made.text)
	return made
}

// sorter sorts the rows by the cells of one column.
type sorter struct {
	rows      Rows
	column    int
	direction Direction
}

func (s sorter) cell(k *key) report.Cell { return s.rows.Row(k.place).Cells[s.column] }

// value orders two keys by their values.
func (s sorter) value(a, b *key) int {
	switch {
	case a.class != b.class:
		return s.cell(a).Compare(s.cell(b))
	case a.near != b.near:
		return cmp.Compare(a.near, b.near)
	case a.class == isNumber && a.exact && b.exact:
		return 0
	case a.class == isNumber:
		return s.cell(a).Compare(s.cell(b))
	case a.text == b.text:
		return 0
	case a.lower != b.lower:
		return strings.Compare(a.lower, b.lower)
	default:
		return strings.Compare(a.text, b.text)
	}
}

// compare orders two rows. Rows of equal value follow their ids whatever the direction, and rows without a value come
// last.
func (s sorter) compare(a, b key) int {
	switch {
	case a.class == isEmpty && b.class != isEmpty:
		return 1
	case b.class == isEmpty && a.class != isEmpty:
		return -1
	}
	if order := s.value(&a, &b); order != 0 {
		if s.direction == Descending {
			return -order
		}
		return order
	}
	if order := strings.Compare(a.id, b.id); order != 0 {
		return order
	}
	return cmp.Compare(a.place, b.place)
}

// sorted gives the places of the rows in the order asked for.
func sorted(rows Rows, column int, direction Direction) []int {
	keys := make([]key, rows.Len())
	for i := range keys {
		row := rows.Row(i)
		keys[i] = keyOf(row.Cells[column], row.ID, i)
	}
	slices.SortFunc(keys, sorter{rows: rows, column: column, direction: direction}.compare)
	places := make([]int, len(keys))
	for i := range keys {
		places[i] = keys[i].place
	}
	return places
}
