package grid

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"stakebook/ledger/report"
)

// The widths of columns, in letters of the text size.
const (
	narrowest = 3   // that a person can drag a column of words to
	widest    = 24  // that words are given at first; a person can drag further
	furthest  = 200 // that a person can drag a column to
)

// sampleSize is how many rows are measured for the widths of columns.
const sampleSize = 256

// column is one column as it is shown.
type column struct {
	report.Column
	title  string
	index  int     // its cell in a row
	width  float32 // as shown, with the gaps at both sides
	base   float32 // the same before room to spare is given away
	wanted float32 // what its longest words need
	least  float32 // what its longest number so far needs
	hidden bool
	dragged
}

// dragged is the width that a person gave.
type dragged struct {
	byHand bool
	asked  float32
}

// columns is the one layout that header, rows and totals share.
type columns struct {
	all      []*column
	shown    []*column
	lefts    []float32 // where the shown columns start when nothing is scrolled
	total    float32
	tail     float32 // kept free after the last column for the scroll bar over it
	offset   float32
	viewport float32
}

// arrange places the columns that are not hidden side by side. Room to spare goes to words that are shortened.
func (c *columns) arrange() {
	c.shown, c.lefts = c.shown[:0], c.lefts[:0]
	spare := c.viewport - c.tail
	for _, col := range c.all {
		if !col.hidden {
			c.shown = append(c.shown, col)
			spare -= col.base
		}
	}
	c.total = 0
	for _, col := range c.shown {
		col.width = col.base
		if more := min(spare, col.wanted-col.base); more > 0 && !col.byHand {
			col.width += more
			spare -= more
		}
		c.lefts = append(c.lefts, c.total)
		c.total += col.width
	}
	c.total += c.tail
}

// pinned says that the first column stays while the others scroll: when they do, and it leaves room for them.
func (c *columns) pinned() bool {
	return c.total > c.viewport && len(c.shown) > 1 && c.shown[0].width < c.viewport/2
}

// left is where a shown column starts in the window.
func (c *columns) left(i int) float32 {
	if i == 0 && c.pinned() {
		return 0
	}
	return c.lefts[i] - c.offset
}

// span is the part of a shown column that can be seen, from where to where in the window.
func (c *columns) span(i int) (from, to float32) {
	edge := float32(0)
	if i > 0 && c.pinned() {
		edge = c.shown[0].width
	}
	left := c.left(i)
	return max(left, edge), min(left+c.shown[i].width, c.viewport)
}

// visible says that some of a shown column can be seen.
func (c *columns) visible(i int) bool {
	from, to := c.span(i)
	return from < to
}

// scroll moves the columns sideways and says whether that changed anything.
func (c *columns) scroll(offset float32) bool {
	offset = max(0, min(offset, c.total-c.viewport))
	if offset == c.offset {
		return false
	}
	c.offset = offset
	return true
}

func (c *columns) named(name string) *column {
	for _, col := range c.all {
		if col.Name == name {
			return col
		}
	}
	return nil
}

// adopt takes a table's columns, and keeps what was set for those of the same name.
func (c *columns) adopt(from []report.Column, title func(string) string, hidden map[string]bool) {
	adopted := make([]*column, len(from))
	for i, source := range from {
		kept := c.named(source.Name)
		if kept == nil || kept.Type != source.Type {
			kept = &column{hidden: hidden[source.Name] || source.FilesOnly}
		}
		kept.Column, kept.index, kept.title = source, i, title(source.Name)
		adopted[i] = kept
	}
	c.all = adopted
}

// forget drops the measured widths, because the text is of another size now.
func (c *columns) forget(ratio float32) {
	for _, col := range c.all {
		col.base, col.wanted, col.least = 0, 0, 0
		col.asked *= ratio
	}
}

// drag gives a column the width that a person asked for, within what stays readable.
func (c *columns) drag(col *column, width float32, m metrics) {
	col.byHand, col.asked = true, width
	c.bound(col, m)
	c.arrange()
}

// bound settles a column's width by hand: never so narrow that a number is cut, never without end.
func (c *columns) bound(col *column, m metrics) {
	letter := m.text
	floor := max(narrowest*letter, col.least)
	col.base = float32(math.Ceil(float64(max(floor, min(col.asked, max(furthest*letter, floor))))))
}

// metrics are the sizes of the text and the gaps around it.
type metrics struct {
	text  float32 // size of the text
	line  float32 // height of a line of it
	inset float32 // gap at both sides of a cell
	gap   float32 // gap that the list leaves between rows
	pitch float32 // from one row to the next
	icon  float32 // size of the sort mark
}

func (m metrics) measure(text string, style fyne.TextStyle) float32 {
	return fyne.MeasureText(text, m.text, style).Width
}

// size fits the columns that a person has not dragged to their titles and a sample of the rows. They grow and never
// shrink while the same columns are shown, so that figures that change do not make the table jump.
func (c *columns) size(v *view, m metrics) {
	longest := c.sample(v.content)
	for _, col := range c.all {
		needed := m.measure(col.title, bold()) + 2*m.inset
		if col.Name == v.sorting.Column && v.sorting.Direction != Unsorted {
			needed += m.icon
		}
		for _, text := range longest[col.index] {
			width := m.measure(text.words, text.style) + 2*m.inset
			if col.Type.Numeric() {
				col.least = max(col.least, width)
			} else {
				col.wanted = max(col.wanted, float32(math.Ceil(float64(width))))
				width = min(width, widest*m.text)
			}
			needed = max(needed, width)
		}
		if col.byHand {
			c.bound(col, m)
			continue
		}
		col.base = max(col.base, float32(math.Ceil(float64(needed))))
	}
	c.arrange()
}

// contenders is how many texts of a column are measured: letters are of different widths, so the longest text is not
// always the widest.
const contenders = 6

// contend keeps the widest texts as far as can be told without measuring, each once.
func contend(kept []sampled, text sampled) []sampled {
	if slices.Contains(kept, text) {
		return kept
	}
	if len(kept) < contenders {
		return append(kept, text)
	}
	least := slices.MinFunc(kept, func(a, b sampled) int { return breadth(a.words) - breadth(b.words) })
	if breadth(text.words) > breadth(least.words) {
		kept[slices.Index(kept, least)] = text
	}
	return kept
}

// breadth estimates how wide a text is, in quarters of a usual letter.
func breadth(text string) int {
	sum := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljtfrI.,:;'|-()[] ", r):
			sum += 2
		case strings.ContainsRune("mwMW%@≤≥…", r):
			sum += 6
		case unicode.IsUpper(r):
			sum += 5
		default:
			sum += 4
		}
	}
	return sum
}

// sampled is a text to be measured.
type sampled struct {
	words string
	style fyne.TextStyle
}

// sample finds the texts of each column that may be the widest, among a bounded number of rows and all totals.
func (c *columns) sample(content Content) [][]sampled {
	longest := make([][]sampled, len(c.all))
	for _, i := range places(content.Rows.Len()) {
		for at, cell := range content.Rows.Row(i).Cells {
			longest[at] = contend(longest[at], sampled{words: words(cell)})
		}
	}
	for _, total := range content.Totals {
		for at, cell := range total.Cells {
			longest[at] = append(longest[at], sampled{words: words(cell), style: bold()})
		}
	}
	return longest
}

// places are the rows that are measured: all of a small table, evenly spread ones of a large one.
func places(count int) []int {
	size := min(count, sampleSize)
	spread := make([]int, size)
	for i := range spread {
		spread[i] = i * count / size
	}
	return spread
}

func bold() fyne.TextStyle { return fyne.TextStyle{Bold: true} }
