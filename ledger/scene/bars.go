package scene

import (
	"fmt"
	"math/big"
	"slices"
)

// The measures of the chart of caps, in scene pixels.
const (
	barHeight     = 16.0
	leastPart     = 3.0 // the shortest drawn length of a part that is not zero
	capWidth      = 2.5
	capOverhang   = 4.0
	leastPlot     = 200.0
	axisHeight    = 24.0
	plainRow      = 30.0
	detailRow     = 42.0
	stackedRow    = 52.0 // label over bar, in a narrow scene
	widestLabel   = 0.26 // of the scene's width
	usedColumnMin = 40.0
	hitMargin     = 8.0
	alertWidth    = 9.0 // of the sign that stands for a warning
)

// bars lays out Caps.
type bars struct {
	*sheet
	chart  Caps
	groups []group
	ruler  ruler
	// labels is the width of the column of names; 0 where they stand over their bars.
	labels float64
	// used is the width of the column of percentages at the right; 0 where there is none.
	used float64
	// values says that caps are written beside their bars.
	values bool
	row    float64
}

// Layout draws the chart at a width. The scene is as tall as its rows need, and at least as tall as size.
func (c Caps) Layout(size Size, measure Measure) Scene {
	groups := c.arrange()
	s := newSheet(size, measure, c.Title, c.describe(groups))
	s.scene.Table = c.table(groups)
	y := s.heading(c.Title, c.Subtitle)
	if len(c.Rows) == 0 {
		return s.sentence(y, "No commitments yet. Record one and its bar appears here.")
	}
	b := &bars{sheet: s, chart: c, groups: groups}
	b.columns()
	b.scale()
	y = b.legend(y, b.keys(), b.remark())
	y = b.axis(y)
	s.scene.Header = y
	for _, g := range groups {
		y = b.group(y, g)
	}
	s.scene.Size.Height = max(s.scene.Size.Height, y+s.margin)
	b.grid(y)
	return s.scene
}

func (c Caps) describe(groups []group) string {
	rows := 0
	for _, g := range groups {
		rows += len(g.rows)
	}
	return fmt.Sprintf("Commitments against their caps: %d bars. %s", rows, c.Subtitle)
}

// columns decides what stands beside the bars: names at the left, percentages at the right, both as wide as
// their widest text.
func (b *bars) columns() {
	detail := false
	widest, used := 0.0, 0.0
	for _, row := range b.chart.Rows {
		detail = detail || row.Detail != ""
		if !b.narrow() {
			widest = max(widest, b.width(row.Label, styleText), b.width(row.Detail, styleMuted))
		}
		if row.Used != "" {
			used = max(used, usedColumnMin, b.width(row.Used, styleText))
		}
	}
	b.row = plainRow
	switch {
	case b.narrow():
		b.row = stackedRow
	case detail:
		b.row = detailRow
	}
	if b.narrow() {
		return
	}
	b.labels = min(widest, widestLabel*b.scene.Size.Width) + 2*labelGap
	b.used = used
}

func (b *bars) plotLeft() float64 { return b.left() + b.labels }

// plotRight is where bars and the caps beside them end.
func (b *bars) plotRight() float64 {
	if b.used > 0 {
		return b.right() - b.used - 2*labelGap
	}
	return b.right()
}

// scale chooses the length of the axis: as long as the caps written beside the bars allow. Where they would take
// too much of it they are left out.
func (b *bars) scale() {
	room := b.plotRight() - b.plotLeft() - capWidth
	longest := new(big.Rat)
	for _, g := range b.groups {
		for _, bar := range g.rows {
			if bar.total.Cmp(longest) > 0 {
				longest = bar.total
			}
		}
	}
	b.ruler = ruler{end: longest, length: room}
	if b.narrow() {
		b.values = true // over the bar, not beside it
		return
	}
	length := b.besideValues(room)
	if b.values = length >= min(leastPlot, room/2); b.values {
		b.ruler.length = length
	}
}

// besideValues is the longest axis on which every bar leaves room for its cap as text.
func (b *bars) besideValues(room float64) float64 {
	length := room
	for _, g := range b.groups {
		for _, bar := range g.rows {
			text := b.width(bar.valueText(), styleText) + 2*labelGap
			if bar.Alert != "" {
				text += 2*labelGap + alertWidth
			}
			share := 1.0
			if b.chart.Scale == Linear {
				share = max(ruler{end: b.ruler.end, length: 1}.at(bar.total), 0.001)
			}
			length = min(length, max(0, room-text-leastPart*float64(len(shares)))/share)
		}
	}
	return length
}

// valueStyle sets an indication apart from a cap.
func (b capsBar) valueStyle() style {
	if b.binding() {
		return styleText
	}
	return styleText.in(Muted)
}

func (b capsBar) valueText() string {
	if b.Cap == "" || !b.binding() {
		return b.Indicative.Text
	}
	return b.Cap
}

// of is the ruler that a bar is drawn by.
func (b *bars) of(bar capsBar) ruler {
	if b.chart.Scale == PerBar {
		return ruler{end: bar.total, length: b.ruler.length}
	}
	return b.ruler
}

// parts gives the drawn length of each share of a bar.
func (b *bars) parts(bar capsBar) (lengths []float64, widened bool) {
	amounts := make([]*big.Rat, len(shares))
	for i, s := range shares {
		amounts[i] = s.part(bar.CapsRow).Amount
	}
	return segments(amounts, b.of(bar), leastPart)
}

// keys is the legend: what occurs in the chart, in the order of the bars.
func (b *bars) keys() []key {
	var keys []key
	occurs := func(has func(*CapsRow) bool) bool {
		return slices.ContainsFunc(b.chart.Rows, func(r CapsRow) bool { return has(&r) })
	}
	swatch := func(fill Role, pattern Pattern) func(*sheet, Box) {
		return func(s *sheet, box Box) { s.rect(box, fill, pattern) }
	}
	for _, s := range shares {
		if occurs(func(r *CapsRow) bool { return !s.part(r).none() }) {
			keys = append(keys, key{s.label, swatch(s.role, s.pattern)})
		}
	}
	if occurs((*CapsRow).binding) {
		keys = append(keys, key{"Cap", func(s *sheet, box Box) {
			s.vertical(box.X+box.Width/2, box.Y-2, box.Bottom()+2, capWidth, Unbroken, Cap)
		}})
	}
	if occurs(func(r *CapsRow) bool { return !r.Indicative.none() }) {
		keys = append(keys, key{"Indicative, not binding", swatch(Indicative, OutlineDashed)})
	}
	return keys
}

// remark says so where some part is drawn longer than it is.
func (b *bars) remark() string {
	for _, g := range b.groups {
		for _, bar := range g.rows {
			if _, widened := b.parts(bar); widened {
				return "The smallest parts are widened to be seen."
			}
		}
	}
	return ""
}

// gap is the least room between two labels of the axis; the first and the last may have to move inwards.
func (b *bars) gap() float64 {
	if b.labels == 0 {
		return tickGap + b.room("100B")/2
	}
	return tickGap
}

func (b *bars) ticks() []tick {
	if b.chart.Scale == PerBar {
		return percentTicks(b.ruler.length, b.gap(), b.room)
	}
	return valueTicks(b.ruler, b.gap(), b.room)
}

// axis writes the ticks' labels and gives the y of the axis line under them.
func (b *bars) axis(y float64) float64 {
	baseline := y + axisHeight - 9
	ticks := b.ticks()
	for i, t := range ticks {
		st := styleMuted.at(Middle)
		if i == 0 && b.labels == 0 {
			st.anchor = Start
		}
		x := b.plotLeft() + t.at
		if last := x + b.room(t.label)/2; st.anchor == Middle && last > b.right() {
			st.anchor = End
		}
		b.text(x, baseline, t.label, st, b.inner())
	}
	if b.labels > 0 {
		caption := b.chart.Unit
		if b.chart.Scale == PerBar {
			caption = "of each cap"
		}
		b.text(b.left(), baseline, caption, styleMuted, b.labels-labelGap-b.room("0%"))
	}
	if b.used > 0 {
		b.text(b.right(), baseline, "Used", styleMuted.at(End), b.used+labelGap)
	}
	y += axisHeight
	b.horizontal(y-0.5, b.left(), b.right(), 1, Unbroken, Grid)
	return y
}

// grid puts the tick lines of the body under everything painted so far.
func (b *bars) grid(bottom float64) {
	body := make([]Mark, 0, len(b.scene.Marks)+8)
	for _, t := range b.ticks() {
		x, color := b.plotLeft()+t.at, Grid
		if t.at == 0 {
			color = Axis
		}
		from, to := Point{x, b.scene.Header}, Point{x, bottom}
		body = append(body, Stroke{From: from, To: to, Width: 1, Color: color})
	}
	b.scene.Marks = append(body, b.scene.Marks...)
}

// group draws a heading, where the group has a name, and its rows.
func (b *bars) group(y float64, g group) float64 {
	if g.name != "" {
		b.rect(Box{X: b.left(), Y: y + 1, Width: b.inner(), Height: headingHeight - 1}, Background, Solid)
		baseline := y + headingHeight - 11
		note := b.chart.Groups[g.name]
		taken := b.text(b.left(), baseline, g.name, styleHeading, b.inner())
		if room := b.inner() - taken - 2*labelGap; b.width(note, styleMuted) <= room {
			b.text(b.right(), baseline, note, styleMuted.at(End), room)
		}
		y += headingHeight
	} else {
		y += labelGap
	}
	for _, bar := range g.rows {
		b.bar(y, bar)
		y += b.row
	}
	return y
}

// bar draws a row.
func (b *bars) bar(y float64, bar capsBar) {
	hit := Hit{ID: "caps/" + bar.ID, Row: bar.ID, Title: bar.Label, Lines: bar.readout()}
	if bar.Detail != "" {
		hit.Title += " · " + bar.Detail
	}
	hit.Box = Box{X: b.left() - hitMargin, Y: y, Width: b.inner() + 2*hitMargin, Height: b.row}
	b.scene.Hits = append(b.scene.Hits, hit)

	top := y + (b.row-barHeight)/2
	if b.narrow() {
		top = y + b.row - barHeight - 10
	}
	x := b.plotLeft()
	lengths, _ := b.parts(bar)
	for i, s := range shares {
		if lengths[i] > 0 {
			b.rect(Box{X: x, Y: top, Width: lengths[i], Height: barHeight}, s.role, s.pattern)
			x += lengths[i]
		}
	}
	if bar.binding() {
		b.vertical(x+capWidth/2, top-capOverhang, top+barHeight+capOverhang, capWidth, Unbroken, Cap)
		x += capWidth
	}
	if !bar.Indicative.none() {
		x = b.indicative(x, top, bar)
	}
	if b.narrow() {
		b.over(y, bar)
		return
	}
	b.beside(y, x, bar)
}

// indicative outlines what is not binding yet, after what is, and gives its end.
func (b *bars) indicative(x, top float64, bar capsBar) float64 {
	length := max(b.of(bar).at(bar.Indicative.Amount), 2*leastPart)
	length = min(length, b.plotLeft()+b.ruler.length-x)
	if length > 0 {
		b.rect(Box{X: x, Y: top, Width: length, Height: barHeight}, Indicative, OutlineDashed)
	}
	return x + max(length, 0)
}

// beside writes a row's name at the left of its bar, the cap at its end and the percentage at the right.
func (b *bars) beside(y, end float64, bar capsBar) {
	room := b.labels - 2*labelGap
	baseline := y + b.row/2 + textSize*0.36
	if bar.Detail != "" {
		b.text(b.left(), baseline+9, bar.Detail, styleMuted, room)
		baseline -= 7.5
	}
	b.text(b.left(), baseline, bar.Label, styleText, room)
	baseline = y + b.row/2 + textSize*0.36
	if b.used > 0 {
		b.text(b.right(), baseline, bar.Used, styleText.at(End), b.used+labelGap)
	}
	if !b.values {
		return
	}
	x := end + labelGap
	value := bar.valueText()
	b.clear(x, baseline, b.width(value, styleText), textSize)
	x += b.text(x, baseline, value, bar.valueStyle(), b.plotRight()-x) + 2*labelGap
	b.alert(x, baseline, b.plotRight()-x, bar.Alert)
}

// over writes a row's name and figures over its bar.
func (b *bars) over(y float64, bar capsBar) {
	baseline := y + 18
	b.clear(b.left(), baseline, b.inner(), textSize)
	value := bar.valueText()
	if bar.Used != "" && bar.anyPart() {
		value += " · " + bar.Used
	}
	room := b.inner()
	if width := b.width(value, styleText); width < 0.6*room {
		b.text(b.right(), baseline, value, bar.valueStyle().at(End), room)
		room -= width + 2*labelGap
	}
	taken := b.text(b.left(), baseline, bar.Label, styleText, room)
	x := b.left() + taken + labelGap
	b.alert(x, baseline, room-taken-labelGap, bar.Alert)
}

// alert writes a warning whole or marks that there is one.
func (b *bars) alert(x, baseline, room float64, text string) {
	const radius = alertWidth / 2
	if text == "" || room < alertWidth {
		return
	}
	b.add(Glyph{Shape: TriangleUp, Center: Point{x + radius, baseline - radius}, Radius: radius, Fill: Negative})
	x, room = x+2*radius+4, room-2*radius-4
	if width := b.width(text, styleMuted); width <= room {
		b.clear(x, baseline, width, smallSize)
		b.text(x, baseline, text, styleMuted.in(Negative), room)
	}
}
