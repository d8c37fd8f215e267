package scene

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"stakebook/ledger/civil"
)

// Drawdown is the chart of one commitment through time: its cap as a step line, what is funded as an area
// under it, what is called on top of that and what was released hanging from the cap, with every call,
// funding and release marked on its day.
type Drawdown struct {
	Title, Subtitle string
	// Unit is what the axis counts in, such as USD.
	Unit string
	// Steps are the levels that hold from their day on; the layout puts them in date order.
	Steps  []DrawdownStep
	Events []DrawdownEvent
	// AsOf is the day the book is looked at; levels end there.
	AsOf civil.Date
	// Until is the end of the time axis where it is later than everything else, such as the commitment's expiry.
	Until civil.Date
}

// DrawdownStep is how a commitment stands from a day on.
type DrawdownStep struct {
	Date civil.Date
	// Funded is net of what is recallable; Called is what is asked for and not yet paid.
	Cap, Funded, Called, Released Part
}

// DrawdownEvent is something that happened to a commitment.
type DrawdownEvent struct {
	// ID is the event's, such as an entry's number.
	ID    string
	Date  civil.Date
	Kind  EventKind
	Title string
	Lines []Line
}

// EventKind is the lane an event is marked in. The zero EventKind is not an event.
type EventKind uint8

// The kinds of event.
const (
	EventCall EventKind = iota + 1
	EventFunding
	EventRelease
	EventTerms
	EventDistribution
)

// lane is how events of a kind look.
type lane struct {
	kind  EventKind
	label string
	shape Shape
	role  Role
}

var lanes = [...]lane{
	{EventTerms, "Terms", Square, Cap},
	{EventCall, "Calls", TriangleDown, Called},
	{EventFunding, "Fundings", Circle, Funded},
	{EventRelease, "Releases", Diamond, Released},
	{EventDistribution, "Received", TriangleUp, Positive},
}

// The measures of the drawdown, in scene pixels.
const (
	plotLeast    = 150.0
	laneHeight   = 20.0
	laneGap      = 8.0
	markerRadius = 5.0
	dateAxis     = 26.0
	endLabels    = 0.24 // at most, of the scene's width
)

// drawing lays out a Drawdown.
type drawing struct {
	*sheet
	chart Drawdown
	steps []DrawdownStep
	lanes []lane
	plot  Box
	days  calendar
	ruler ruler
}

// Layout draws the chart in a size; a size too low for the chart is made taller.
func (d Drawdown) Layout(size Size, measure Measure) Scene {
	s := newSheet(size, measure, d.Title, d.describe())
	c := &drawing{sheet: s, chart: d, steps: slices.Clone(d.Steps)}
	slices.SortStableFunc(c.steps, func(a, b DrawdownStep) int { return a.Date.Compare(b.Date) })
	s.scene.Table = c.table()
	y := s.heading(d.Title, d.Subtitle)
	if len(c.steps) == 0 {
		return s.sentence(y, "Nothing to draw yet: this commitment has no terms on this day.")
	}
	y = s.legend(y, c.keys(), "")
	c.frame(y + 18)
	c.axes()
	c.areas()
	c.capLine()
	c.asOf()
	c.ends()
	c.spans()
	c.events()
	return s.scene
}

func (d Drawdown) describe() string {
	if len(d.Steps) == 0 {
		return "Drawdown against the cap. " + d.Subtitle
	}
	last := slices.MaxFunc(d.Steps, func(a, b DrawdownStep) int { return a.Date.Compare(b.Date) })
	return fmt.Sprintf("Drawdown against the cap: %s funded of %s. %s", last.Funded.Text, last.Cap.Text, d.Subtitle)
}

func (c *drawing) keys() []key {
	swatch := func(fill Role, pattern Pattern) func(*sheet, Box) {
		return func(s *sheet, box Box) { s.rect(box, fill, pattern) }
	}
	keys := []key{
		{"Cap", func(s *sheet, box Box) {
			s.horizontal(box.Y+box.Height/2, box.X, box.Right(), capWidth, Unbroken, Cap)
		}},
		{"Funded", swatch(Funded, Solid)},
	}
	occurs := func(part func(DrawdownStep) Part) bool {
		return slices.ContainsFunc(c.steps, func(s DrawdownStep) bool { return !part(s).none() })
	}
	if occurs(func(s DrawdownStep) Part { return s.Called }) {
		keys = append(keys, key{"Called", swatch(Called, Hatch)})
	}
	if occurs(func(s DrawdownStep) Part { return s.Released }) {
		keys = append(keys, key{"Released", swatch(Released, Struck)})
	}
	return keys
}

// frame finds the plot's place, the days and the amounts it spans.
func (c *drawing) frame(top float64) {
	for _, l := range lanes {
		if slices.ContainsFunc(c.chart.Events, func(e DrawdownEvent) bool { return e.Kind == l.kind }) {
			c.lanes = append(c.lanes, l)
		}
	}
	below := dateAxis + c.lanesHeight() + c.margin
	c.scene.Size.Height = max(c.scene.Size.Height, top+plotLeast+below)
	c.ruler = ruler{end: c.highest(), length: c.scene.Size.Height - top - below}

	gutter := 0.0
	for _, t := range c.ticks() {
		gutter = max(gutter, c.room(t.label))
	}
	for _, l := range c.lanes {
		gutter = max(gutter, c.room(l.label))
	}
	gutter += labelGap
	c.plot = Box{X: c.left() + gutter, Y: top, Width: c.inner() - gutter - c.endRoom(), Height: c.ruler.length}
	dates := []civil.Date{c.chart.AsOf, c.chart.Until}
	for _, s := range c.steps {
		dates = append(dates, s.Date)
	}
	for _, e := range c.chart.Events {
		dates = append(dates, e.Date)
	}
	c.days = newCalendar(c.plot.Width, dates...)
}

// lanesHeight is the height that the lanes of events take under the plot.
func (c *drawing) lanesHeight() float64 {
	if len(c.lanes) == 0 {
		return 0
	}
	return laneGap + laneHeight*float64(len(c.lanes))
}

// endRoom is the width kept at the right for the last levels' names and figures.
func (c *drawing) endRoom() float64 {
	if c.narrow() {
		return 0
	}
	last := c.steps[len(c.steps)-1]
	widest := c.width("Funded", styleMuted)
	widest = max(widest, c.width(last.Cap.Text, styleText), c.width(last.Funded.Text, styleText))
	return min(widest, endLabels*c.scene.Size.Width) + 2*labelGap
}

// highest is a round amount a little above everything drawn.
func (c *drawing) highest() *big.Rat {
	top := new(big.Rat)
	for _, s := range c.steps {
		stack := new(big.Rat).Add(positive(s.Funded.Amount), positive(s.Called.Amount))
		for _, amount := range []*big.Rat{positive(s.Cap.Amount), stack} {
			if amount.Cmp(top) > 0 {
				top = amount
			}
		}
	}
	if top.Sign() == 0 {
		return big.NewRat(1, 1)
	}
	return new(big.Rat).Mul(top, big.NewRat(108, 100))
}

// ticks are the value axis; labels lie one above the other, so their height is what counts.
func (c *drawing) ticks() []tick {
	return valueTicks(c.ruler, 3*labelGap, func(string) float64 { return smallSize })
}

func (c *drawing) y(amount *big.Rat) float64 { return c.plot.Bottom() - c.ruler.at(amount) }
func (c *drawing) x(d civil.Date) float64    { return c.plot.X + c.days.at(d) }
func (c *drawing) stepEnd(i int) float64     { return c.x(c.until(i)) }
func (c *drawing) until(i int) civil.Date {
	if i+1 < len(c.steps) {
		return c.steps[i+1].Date
	}
	if c.chart.AsOf.IsZero() || c.chart.AsOf.Before(c.steps[i].Date) {
		return c.days.to
	}
	return c.chart.AsOf
}

func (c *drawing) axes() {
	for _, t := range c.ticks() {
		y, color := c.plot.Bottom()-t.at, Grid
		if t.at == 0 {
			color = Axis
		}
		c.horizontal(y, c.plot.X, c.plot.Right(), 1, Unbroken, color)
		c.text(c.plot.X-labelGap, y+smallSize*0.36, t.label, styleMuted.at(End), c.plot.X-c.left())
	}
	if c.chart.Unit != "" {
		c.text(c.plot.X-labelGap, c.plot.Y-9, c.chart.Unit, styleMuted.at(End), c.plot.X-c.left())
	}
	bottom := c.plot.Bottom() + c.lanesHeight()
	c.dates(c.days, c.plot, c.plot.Bottom(), bottom+5, bottom+17)
}

// dates draws ticks of time from top to bottom with their labels on the baseline.
func (s *sheet) dates(days calendar, plot Box, top, bottom, baseline float64) {
	// The last label may have to move inwards by half its width.
	for _, t := range days.ticks(tickGap+s.room("Jan 2006")/2, s.room) {
		x, half := plot.X+t.at, s.room(t.label)/2
		s.vertical(x, top, bottom, 1, Unbroken, Grid)
		st := styleMuted.at(Middle)
		switch {
		case x+half > s.right():
			st.anchor, x = End, s.right()
		case x-half < s.left():
			st.anchor, x = Start, s.left()
		}
		s.text(x, baseline, t.label, st, s.inner())
	}
}

// areas fills what is funded, called and released.
func (c *drawing) areas() {
	none := new(big.Rat)
	c.band(Funded, Solid, func(s DrawdownStep) (low, high *big.Rat) {
		return none, positive(s.Funded.Amount)
	})
	c.band(Called, Hatch, func(s DrawdownStep) (low, high *big.Rat) {
		return positive(s.Funded.Amount), new(big.Rat).Add(positive(s.Funded.Amount), positive(s.Called.Amount))
	})
	c.band(Released, Struck, func(s DrawdownStep) (low, high *big.Rat) {
		return new(big.Rat).Sub(positive(s.Cap.Amount), positive(s.Released.Amount)), positive(s.Cap.Amount)
	})
}

// band fills between two levels of each step, one rectangle for as long as they stay the same.
func (c *drawing) band(fill Role, pattern Pattern, levels func(DrawdownStep) (low, high *big.Rat)) {
	var open Box
	for i, s := range c.steps {
		low, high := levels(s)
		left, right := c.x(s.Date), c.stepEnd(i)
		next := Box{X: left, Y: c.y(high), Width: right - left, Height: c.y(low) - c.y(high)}
		if right <= left || next.Height <= 0 {
			continue
		}
		if open.Right() == next.X && open.Y == next.Y && open.Height == next.Height {
			open.Width += next.Width
			continue
		}
		c.fill(open, fill, pattern)
		open = next
	}
	c.fill(open, fill, pattern)
}

func (c *drawing) fill(box Box, fill Role, pattern Pattern) {
	if box.Width > 0 && box.Height > 0 {
		c.rect(box, fill, pattern)
	}
}

func (c *drawing) capLine() {
	for i, s := range c.steps {
		y := c.y(s.Cap.Amount)
		if i > 0 {
			if before := c.y(c.steps[i-1].Cap.Amount); before != y {
				top, bottom := min(before, y)-capWidth/2, max(before, y)+capWidth/2
				c.vertical(c.x(s.Date), top, bottom, capWidth, Unbroken, Cap)
			}
		}
		if right := c.stepEnd(i); right > c.x(s.Date) {
			c.horizontal(y, c.x(s.Date), right, capWidth, Unbroken, Cap)
		}
	}
}

func (c *drawing) asOf() {
	if c.chart.AsOf.IsZero() {
		return
	}
	c.today(c.plot.X, c.x(c.chart.AsOf), c.plot.Y-4, c.plot.Bottom()+c.lanesHeight(), c.chart.AsOf)
}

// today draws the line of the as-of date and writes the date over it, no further left than left.
func (s *sheet) today(left, x, top, bottom float64, date civil.Date) {
	s.vertical(x, top, bottom, 1.5, Dashed, Accent)
	text := date.String()
	st, half := styleMuted.at(Middle).in(Accent), s.room(text)/2
	switch {
	case x+half > s.right():
		st.anchor, x = End, s.right()
	case x-half < left:
		st.anchor, x = Start, left
	}
	s.text(x, top-4, text, st, s.inner())
}

// ends names the last levels at the right of the plot, moved apart where they would touch.
func (c *drawing) ends() {
	if c.narrow() {
		return
	}
	const pair = textSize + smallSize + 8
	last := c.steps[len(c.steps)-1]
	x := c.plot.Right() + labelGap
	room := c.right() - x
	capAt := max(c.y(last.Cap.Amount), c.plot.Y+smallSize)
	fundedAt := min(max(c.y(last.Funded.Amount), capAt+pair), c.plot.Bottom()-textSize)
	capAt = min(capAt, fundedAt-pair)
	for _, label := range []struct {
		at          float64
		name, value string
		role        Role
	}{{capAt, "Cap", last.Cap.Text, Cap}, {fundedAt, "Funded", last.Funded.Text, Funded}} {
		c.text(x, label.at, label.name, styleMuted.in(label.role), room)
		c.text(x, label.at+textSize+2, label.value, styleText, room)
	}
}

// spans answers for the plot: each step with its levels.
func (c *drawing) spans() {
	for i, s := range c.steps {
		left, right := c.x(s.Date), c.stepEnd(i)
		if right <= left {
			continue
		}
		hit := Hit{
			ID: fmt.Sprintf("step/%s/%d", s.Date, i), Title: s.Date.String() + " to " + c.until(i).String(),
			Box: Box{X: left, Y: c.plot.Y, Width: right - left, Height: c.plot.Height},
		}
		for _, level := range []struct {
			label string
			part  Part
		}{{"Cap", s.Cap}, {"Funded", s.Funded}, {"Called", s.Called}, {"Released", s.Released}} {
			if level.part.Text != "" {
				hit.Lines = append(hit.Lines, Line{level.label, level.part.Text})
			}
		}
		c.scene.Hits = append(c.scene.Hits, hit)
	}
}

// events marks each event in the lane of its kind, under the plot.
func (c *drawing) events() {
	for i, l := range c.lanes {
		middle := c.plot.Bottom() + laneGap + laneHeight*(float64(i)+0.5)
		c.text(c.plot.X-labelGap, middle+smallSize*0.36, l.label, styleMuted.at(End), c.plot.X-c.left())
		c.horizontal(middle, c.plot.X, c.plot.Right(), 1, Unbroken, Grid)
		for _, e := range c.inOrder() {
			if e.Kind != l.kind {
				continue
			}
			center := Point{c.x(e.Date), middle}
			c.add(Glyph{Shape: l.shape, Center: center, Radius: markerRadius, Fill: l.role})
			c.scene.Hits = append(c.scene.Hits, Hit{
				ID: "event/" + e.ID, Row: e.ID, Lines: e.Lines,
				Title: e.Date.String() + " · " + e.Title,
				Box:   Box{center.X - laneHeight/2, middle - laneHeight/2, laneHeight, laneHeight},
			})
		}
	}
}

func (c *drawing) inOrder() []DrawdownEvent {
	events := slices.Clone(c.chart.Events)
	slices.SortStableFunc(events, func(a, b DrawdownEvent) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Kind, b.Kind))
	})
	return events
}

func (c *drawing) table() Table {
	t := Table{Columns: []Column{
		{Title: "From"}, {"Cap", true}, {"Funded", true}, {"Called", true}, {"Released", true},
	}}
	for _, s := range c.steps {
		row := []string{s.Date.String(), s.Cap.Text, s.Funded.Text, s.Called.Text, s.Released.Text}
		t.Rows = append(t.Rows, row)
	}
	return t
}
