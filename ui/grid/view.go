package grid

import (
	"slices"

	"stakebook/ledger/report"
)

// view is the rows in the order and number that they are shown in.
type view struct {
	content Content
	sorting Sorting
	filter  filter
	sorted  []int // places in the content, in order; nil is the content's own order
	kept    []int // those that the filter keeps; nil is all of them
}

func newView() view { return view{content: Content{Rows: listed(nil)}} }

// show takes new content and applies the order and the filter that are set to it.
func (v *view) show(content Content) {
	if content.Rows == nil {
		content.Rows = listed(nil)
	}
	v.content = content
	v.arrange()
}

func (v *view) sortBy(sorting Sorting) {
	v.sorting = sorting
	v.arrange()
}

func (v *view) filterBy(text string) {
	asked := newFilter(text)
	if asked.narrows(v.filter) {
		v.filter = asked
		v.kept = v.keep(v.kept)
		return
	}
	v.filter = asked
	v.sift()
}

// arrange sorts and sifts anew.
func (v *view) arrange() {
	v.sorted = nil
	column := v.column(v.sorting.Column)
	if v.sorting.Direction != Unsorted && column >= 0 {
		v.sorted = sorted(v.content.Rows, column, v.sorting.Direction)
	}
	v.sift()
}

func (v *view) sift() {
	v.kept = nil
	if v.filter.empty() {
		return
	}
	if v.sorted != nil {
		v.kept = v.keep(v.sorted)
		return
	}
	v.kept = []int{}
	for place := range v.content.Rows.Len() {
		if v.filter.keeps(v.content.Rows.Row(place)) {
			v.kept = append(v.kept, place)
		}
	}
}

func (v *view) keep(places []int) []int {
	kept := make([]int, 0, len(places))
	for _, place := range places {
		if v.filter.keeps(v.content.Rows.Row(place)) {
			kept = append(kept, place)
		}
	}
	return kept
}

// len is how many rows are shown.
func (v *view) len() int {
	if v.kept != nil {
		return len(v.kept)
	}
	return v.content.Rows.Len()
}

// row is a shown row.
func (v *view) row(i int) report.Row {
	switch {
	case v.kept != nil:
		i = v.kept[i]
	case v.sorted != nil:
		i = v.sorted[i]
	}
	return v.content.Rows.Row(i)
}

// find is where the row with an id is shown; -1 where it is not.
func (v *view) find(id string) int {
	if id == "" {
		return -1
	}
	for i := range v.len() {
		if v.row(i).ID == id {
			return i
		}
	}
	return -1
}

func (v *view) column(name string) int {
	return slices.IndexFunc(v.content.Columns, func(column report.Column) bool { return column.Name == name })
}
