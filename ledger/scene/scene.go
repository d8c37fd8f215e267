package scene

import "strings"

// Size is a width and a height in scene pixels.
type Size struct{ Width, Height float64 }

// Point is a place in the scene.
type Point struct{ X, Y float64 }

// Box is a rectangle by its top left corner and its size.
type Box struct{ X, Y, Width, Height float64 }

// Right is the box's right edge.
func (b Box) Right() float64 { return b.X + b.Width }

// Bottom is the box's lower edge.
func (b Box) Bottom() float64 { return b.Y + b.Height }

// Contains says whether the point lies in the box, its left and top edges included.
func (b Box) Contains(p Point) bool {
	return p.X >= b.X && p.X < b.Right() && p.Y >= b.Y && p.Y < b.Bottom()
}

// Overlaps says whether the two boxes share more than an edge.
func (b Box) Overlaps(o Box) bool {
	return b.X < o.Right() && o.X < b.Right() && b.Y < o.Bottom() && o.Y < b.Bottom()
}

// Scene is a chart laid out.
type Scene struct {
	// Size may be taller than the size asked for: charts of many rows grow downwards.
	Size Size
	// Header is the height of the top band (title, legend, axis) that a scrolling view keeps in sight.
	Header float64
	// Title names the chart and Description sums it up, for people who can not see it.
	Title, Description string
	// Marks are in paint order.
	Marks []Mark
	// Hits are in reading order, which is the order of a keyboard cursor.
	Hits []Hit
	// Table is what the chart shows, as text.
	Table Table
}

// HitAt is the index of the topmost hit box at a point, or -1.
func (s Scene) HitAt(p Point) int {
	for i := len(s.Hits) - 1; i >= 0; i-- {
		if s.Hits[i].Box.Contains(p) {
			return i
		}
	}
	return -1
}

// Rows is the chart as a plain table: the headers first, then one row of texts each.
func (s Scene) Rows() [][]string {
	rows := make([][]string, 0, len(s.Table.Rows)+1)
	headers := make([]string, len(s.Table.Columns))
	for i, column := range s.Table.Columns {
		headers[i] = column.Title
	}
	return append(append(rows, headers), s.Table.Rows...)
}

// Hit is a part of the chart that answers: it can be pointed at, walked to and opened.
type Hit struct {
	// ID is unique within the scene; Row is the id of the thing shown, such as a commitment's.
	ID, Row string
	Box     Box
	// Title and Lines are the read-out.
	Title string
	Lines []Line
}

// Line is one line of a read-out: a name and, where there is one, its figure.
type Line struct{ Label, Value string }

// Text is the read-out as one string.
func (h Hit) Text() string {
	var b strings.Builder
	b.WriteString(h.Title)
	for _, line := range h.Lines {
		b.WriteByte('\n')
		b.WriteString(line.Label)
		if line.Value != "" {
			b.WriteString(": ")
			b.WriteString(line.Value)
		}
	}
	return b.String()
}

// Table is what a chart shows, as text.
type Table struct {
	Columns []Column
	Rows    [][]string
}

// Column is a column of a Table; Number columns are set right-aligned.
type Column struct {
	Title  string
	Number bool
}
