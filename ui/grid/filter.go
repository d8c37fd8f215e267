package grid

import (
	"slices"
	"strings"

	"stakebook/ledger/report"
)

// filter keeps the rows in which every word is found in some cell, hidden columns included.
type filter struct {
	text    string
	words   []string
	numbers []bool // whether a word could be part of a number or a date
}

func newFilter(text string) filter {
	made := filter{text: strings.ToLower(strings.TrimSpace(text))}
	made.words = strings.Fields(made.text)
	for _, word := range made.words {
		made.numbers = append(made.numbers, strings.ContainsAny(word, "0123456789"))
	}
	return made
}

func (f filter) empty() bool { return len(f.words) == 0 }

// narrows says that whatever this filter keeps, the other keeps too.
func (f filter) narrows(other filter) bool {
	return !other.empty() && strings.HasPrefix(f.text, other.text)
}

// keeps says that the row is shown.
func (f filter) keeps(row report.Row) bool {
	for i, word := range f.words {
		found := slices.ContainsFunc(row.Cells, func(cell report.Cell) bool { return holds(cell, word, f.numbers[i]) })
		if !found {
			return false
		}
	}
	return true
}

// holds looks for a word in a cell. Numbers are found with commas and without.
func holds(cell report.Cell, word string, mayBeNumber bool) bool {
	if cell.IsEmpty() {
		return false
	}
	if !cell.IsNumber() {
		return strings.Contains(strings.ToLower(cell.String()), word)
	}
	return mayBeNumber && (strings.Contains(cell.String(), word) || strings.Contains(words(cell), word))
}
