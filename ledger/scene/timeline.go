package scene

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger/civil"
)

// Timeline is the agenda as a picture: one row a tranche or decision, its days marked on an axis of time.
type Timeline struct {
	Title, Subtitle string
	Rows            []TimelineRow
	// AsOf is the day the book is looked at, drawn as a line.
	AsOf civil.Date
}

// TimelineRow is a tranche, a decision or another thing with days to act on. Rows are drawn by their
// first day still ahead, those without one last.
type TimelineRow struct {
	// ID is the thing's. Label names it and Detail, where given, stands under the label.
	ID, Label, Detail string
	Moments           []Moment
}

// Moment is a day of a row.
type Moment struct {
	Date  civil.Date
	Kind  MomentKind
	State MomentState
	// Text is written beside the marker where there is room, such as an amount.
	Text string
	// Lines are the read-out.
	Lines []Line
}

// MomentKind says what a day asks for. The zero MomentKind is not a moment.
type MomentKind uint8

// The kinds of moment.
const (
	MomentDue MomentKind = iota + 1
	MomentDecide
	MomentExpires
	MomentCondition
)

// MomentState says how a moment stands on the as-of date.
type MomentState uint8

// The states of a moment.
const (
	// Ahead is still to come.
	Ahead MomentState = iota
	// Done is past and seen to.
	Done
	// Missed is past and not seen to: overdue or undecided.
	Missed
)

// momentLook is how moments of a kind look and what they are called.
type momentLook struct {
	kind  MomentKind
	label string
	shape Shape
	role  Role
}

var momentLooks = [...]momentLook{
	{MomentDue, "Due", Circle, Firm},
	{MomentDecide, "Decide by", Diamond, Option},
	{MomentExpires, "Expires", Square, Muted},
	{MomentCondition, "Condition by", TriangleUp, Conditional},
}

func lookOf(kind MomentKind) momentLook {
	for _, look := range momentLooks {
		if look.kind == kind {
			return look
		}
	}
	return momentLook{kind, "Date", Circle, Accent}
}

// agenda lays out a Timeline.
type agenda struct {
	*sheet
	chart  Timeline
	rows   []TimelineRow
	labels float64
	row    float64
	plot   Box
	days   calendar
}

// Layout draws the chart at a width. The scene is as tall as its rows need, and at least as tall as size.
func (t Timeline) Layout(size Size, measure Measure) Scene {
	s := newSheet(size, measure, t.Title, fmt.Sprintf("Days to act on: %d rows. %s", len(t.Rows), t.Subtitle))
	a := &agenda{sheet: s, chart: t, rows: t.arrange()}
	s.scene.Table = a.table()
	y := s.heading(t.Title, t.Subtitle)
	if len(t.Rows) == 0 {
		return s.sentence(y, "Nothing to act on: no due dates and no decisions ahead.")
	}
	y = s.legend(y, a.keys(), "")
	a.frame(y)
	s.scene.Header = a.plot.Y
	bottom := a.plot.Y + a.row*float64(len(a.rows))
	s.scene.Size.Height = max(s.scene.Size.Height, bottom+s.margin)
	s.dates(a.days, a.plot, a.plot.Y, bottom, a.plot.Y-9)
	s.horizontal(a.plot.Y-0.5, s.left(), s.right(), 1, Unbroken, Grid)
	if !t.AsOf.IsZero() {
		s.today(s.left(), a.plot.X+a.days.at(t.AsOf), a.plot.Y-26, bottom, t.AsOf)
	}
	for i, row := range a.rows {
		a.draw(a.plot.Y+a.row*float64(i), row)
	}
	return s.scene
}

// arrange puts the moments of each row, and then the rows, in order of date.
func (t Timeline) arrange() []TimelineRow {
	rows := slices.Clone(t.Rows)
	for i := range rows {
		rows[i].Moments = slices.Clone(rows[i].Moments)
		slices.SortStableFunc(rows[i].Moments, func(a, b Moment) int {
			return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Kind, b.Kind))
		})
	}
	slices.SortStableFunc(rows, func(a, b TimelineRow) int {
		first, second := a.open(), b.open()
		if first.IsZero() || second.IsZero() {
			return -first.Compare(second)
		}
		return first.Compare(second)
	})
	return rows
}

// open is the row's first day not seen to.
func (r TimelineRow) open() civil.Date {
	for _, m := range r.Moments {
		if m.State != Done {
			return m.Date
		}
	}
	return civil.Date{}
}

func (a *agenda) keys() []key {
	var keys []key
	occurs := func(is func(Moment) bool) bool {
		return slices.ContainsFunc(a.rows, func(r TimelineRow) bool {
			return slices.ContainsFunc(r.Moments, is)
		})
	}
	glyph := func(shape Shape, fill Role, hollow bool) func(*sheet, Box) {
		return func(s *sheet, box Box) {
			center := Point{box.X + box.Width/2, box.Y + box.Height/2}
			s.add(Glyph{Shape: shape, Center: center, Radius: markerRadius, Fill: fill, Hollow: hollow})
		}
	}
	for _, look := range momentLooks {
		if occurs(func(m Moment) bool { return m.Kind == look.kind }) {
			keys = append(keys, key{look.label, glyph(look.shape, look.role, false)})
		}
	}
	if occurs(func(m Moment) bool { return m.State == Missed }) {
		keys = append(keys, key{"Missed", func(s *sheet, box Box) {
			s.missed(Point{box.X + box.Width/2, box.Y + box.Height/2})
		}})
	}
	if occurs(func(m Moment) bool { return m.State == Done }) {
		keys = append(keys, key{"Done", glyph(Circle, Muted, true)})
	}
	return keys
}

// missed rings a marker.
func (s *sheet) missed(center Point) {
	s.add(Glyph{Shape: Circle, Center: center, Radius: markerRadius + 4, Fill: Negative, Hollow: true})
}

func (a *agenda) frame(y float64) {
	detail, widest := false, 0.0
	var dates []civil.Date
	for _, r := range a.rows {
		detail = detail || r.Detail != ""
		widest = max(widest, a.width(r.Label, styleText), a.width(r.Detail, styleMuted))
		for _, m := range r.Moments {
			dates = append(dates, m.Date)
		}
	}
	a.row = plainRow
	if detail {
		a.row = detailRow
	}
	top := y + axisHeight + 4
	if !a.chart.AsOf.IsZero() {
		top += smallSize + 6
	}
	if a.narrow() {
		a.row = stackedRow
	} else {
		a.labels = min(widest, widestLabel*a.scene.Size.Width) + 2*labelGap
	}
	a.plot = Box{X: a.left() + a.labels, Y: top, Width: a.inner() - a.labels}
	a.days = newCalendar(a.plot.Width, append(dates, a.chart.AsOf)...)
}

// draw lays out one row: its name, a line through its days, the markers and what is written beside them.
func (a *agenda) draw(y float64, r TimelineRow) {
	middle := y + a.row/2
	if a.narrow() {
		middle = y + a.row - 14
		name := Fit(a.measure, joined(r.Label, r.Detail), styleText.size, styleText.bold, a.inner())
		a.clear(a.left(), y+18, a.width(name, styleText), textSize)
		a.text(a.left(), y+18, name, styleText, a.inner())
	} else {
		a.name(y, r)
	}
	a.horizontal(y+a.row, a.left(), a.right(), 1, Unbroken, Grid)
	if n := len(r.Moments); n > 1 {
		first, last := a.days.at(r.Moments[0].Date), a.days.at(r.Moments[n-1].Date)
		a.horizontal(middle, a.plot.X+first, a.plot.X+last, 1.5, Unbroken, Axis)
	}
	for i, m := range r.Moments {
		a.moment(middle, r, i, m)
	}
}

func joined(label, detail string) string {
	if detail == "" {
		return label
	}
	return label + " · " + detail
}

func (a *agenda) name(y float64, r TimelineRow) {
	room := a.labels - 2*labelGap
	baseline := y + a.row/2 + textSize*0.36
	if r.Detail != "" {
		a.text(a.left(), baseline+9, r.Detail, styleMuted, room)
		baseline -= 7.5
	}
	a.text(a.left(), baseline, r.Label, styleText, room)
}

func (a *agenda) moment(middle float64, r TimelineRow, i int, m Moment) {
	look := lookOf(m.Kind)
	center := Point{a.plot.X + a.days.at(m.Date), middle}
	a.add(Glyph{Shape: look.shape, Center: center, Radius: markerRadius, Fill: look.role, Hollow: m.State == Done})
	if m.State == Missed {
		a.missed(center)
	}
	a.beside(center, r, i, m)
	lines := append([]Line{{look.label, m.Date.String()}}, m.Lines...)
	if m.Text != "" {
		lines = append(lines, Line{Label: m.Text})
	}
	a.scene.Hits = append(a.scene.Hits, Hit{
		ID: fmt.Sprintf("moment/%s/%d", r.ID, i), Row: r.ID, Title: joined(r.Label, r.Detail), Lines: lines,
		Box: Box{X: center.X - 10, Y: middle - 11, Width: 20, Height: 22},
	})
}

// beside writes a moment's text at the right of its marker, else at the left, where neither a marker nor
// a text of the row nor the line of its days is in the way; else nothing.
func (a *agenda) beside(center Point, r TimelineRow, i int, m Moment) {
	const clear = markerRadius + 9
	width := a.width(m.Text, styleMuted)
	if m.Text == "" {
		return
	}
	baseline := center.Y + smallSize*0.36
	st := styleMuted.in(Foreground)
	if m.State == Missed {
		st = st.in(Negative)
	}
	last := i == len(r.Moments)-1
	if x := center.X + clear; last && x+width <= a.right() {
		a.clear(x, baseline, width, smallSize)
		a.text(x, baseline, m.Text, st, width+1)
		return
	}
	if x := center.X - clear; i == 0 && x-width >= a.plot.X {
		a.clear(x-width, baseline, width, smallSize)
		a.text(x, baseline, m.Text, st.at(End), width+1)
	}
}

func (a *agenda) table() Table {
	t := Table{Columns: []Column{
		{Title: "Date"}, {Title: "What"}, {Title: "Item"}, {Title: "Detail"}, {Title: "State"}, {Title: "Note"},
	}}
	for _, r := range a.rows {
		for _, m := range r.Moments {
			row := []string{m.Date.String(), lookOf(m.Kind).label, r.Label, r.Detail, m.State.String(), m.Text}
			t.Rows = append(t.Rows, row)
		}
	}
	slices.SortStableFunc(t.Rows, func(x, y []string) int { return strings.Compare(x[0], y[0]) })
	return t
}

// String names the state.
func (s MomentState) String() string {
	switch s {
	case Ahead:
		return "ahead"
	case Done:
		return "done"
	case Missed:
		return "missed"
	}
	return "unknown"
}
