package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// leastRows is how many rows the grid asks to have room for.
const leastRows = 3

// CreateRenderer draws the grid.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer { return &gridRenderer{grid: g} }

type gridRenderer struct{ grid *Grid }

func (r *gridRenderer) Destroy() {}

func (r *gridRenderer) MinSize() fyne.Size {
	m := r.grid.metrics
	rows := float32(1 + leastRows + len(r.grid.totals.Objects))
	return fyne.NewSize(12*m.text, rows*m.pitch+r.grid.footHeight())
}

func (r *gridRenderer) Objects() []fyne.CanvasObject {
	p := &r.grid.parts
	return []fyne.CanvasObject{
		p.back, r.grid.body, p.empty, p.header, p.totals, p.slider, p.count, p.noteScroll, p.frame,
	}
}

func (r *gridRenderer) Layout(size fyne.Size) { r.grid.layOut(size) }

func (r *gridRenderer) Refresh() {
	r.grid.read()
	r.grid.resize()
}

// layOut puts titles over rows over totals over the foot: the slider and the count on one line, then the notes.
func (g *Grid) layOut(size fyne.Size) {
	m, p := g.metrics, &g.parts
	if g.columns.viewport != size.Width {
		g.columns.viewport = size.Width
		g.columns.arrange()
		g.columns.scroll(g.columns.offset)
	}
	foot, notes := g.footHeight(), g.notesHeight(size)
	totals := m.pitch * float32(len(g.totals.Objects))
	rows := max(0, size.Height-m.pitch-totals-foot-notes)
	put(p.back, 0, 0, size.Width, size.Height)
	put(p.header, 0, 0, size.Width, m.pitch)
	put(g.body, 0, m.pitch, size.Width, rows)
	put(p.empty, 0, m.pitch+rows/3, size.Width, max(0, rows*2/3))
	put(p.totals, 0, m.pitch+rows, size.Width, totals)
	put(p.frame, 0, 0, size.Width, m.pitch+rows+totals)
	setShown(p.noteScroll, notes > 0)
	put(p.noteScroll, 0, size.Height-notes, size.Width, notes)
	g.placeFoot()
	g.placeTotals()
	g.reflow()
}

func put(object fyne.CanvasObject, left, top, width, height float32) {
	object.Move(fyne.NewPos(left, top))
	object.Resize(fyne.NewSize(width, height))
}

func setShown(object fyne.CanvasObject, shown bool) {
	if object.Visible() == shown {
		return
	}
	if shown {
		object.Show()
		return
	}
	object.Hide()
}

func (g *Grid) footHeight() float32 { return g.metrics.line + g.metrics.gap }

// notesHeight gives the notes what they need, up to a quarter of the grid; the rest is scrolled.
func (g *Grid) notesHeight(size fyne.Size) float32 {
	if g.parts.notes.Text == "" {
		return 0
	}
	notes := g.parts.notes
	notes.Resize(fyne.NewSize(size.Width, notes.Size().Height))
	needed := notes.MinSize().Height
	notes.Resize(fyne.NewSize(size.Width, needed))
	return min(needed, size.Height/4)
}

// placeFoot puts the count at the right and leaves the rest of its line to the slider.
func (g *Grid) placeFoot() {
	size, p := g.Size(), &g.parts
	p.count.TextSize = g.Theme().Size(theme.SizeNameCaptionText)
	p.count.Text = g.Count()
	count := p.count.MinSize()
	top := g.parts.frame.Size().Height
	height := g.footHeight()
	put(p.count, size.Width-count.Width-g.metrics.inset, top+(height-count.Height)/2, count.Width, count.Height)
	put(p.slider, 0, top, max(0, size.Width-count.Width-3*g.metrics.inset), height)
	setShown(p.slider, g.columns.total > g.columns.viewport)
	p.count.Refresh()
	p.slider.Refresh()
}

func (g *Grid) placeTotals() {
	for i, object := range g.totals.Objects {
		object.Resize(fyne.NewSize(g.Size().Width, g.metrics.pitch-g.metrics.gap))
		object.Move(fyne.NewPos(0, g.metrics.pitch*float32(i)))
		if total, ok := object.(*row); ok && i < len(g.view.content.Totals) {
			g.showRow(total, -1)
		}
	}
}

// showRow puts a row of the table, or the total at its place, into a row of the window.
func (g *Grid) showRow(shown *row, at int) {
	outermost := !g.speaking
	g.speaking = true
	if at < 0 {
		for i, object := range g.totals.Objects {
			if object == shown {
				shown.show(g.view.content.Totals[i], -1)
			}
		}
	} else if at < g.view.len() {
		g.live[shown] = struct{}{}
		shown.show(g.view.row(at), at)
	}
	if !outermost {
		return
	}
	g.speaking = false
	if g.widened {
		g.widened = false
		g.columns.arrange()
		g.reflow()
	}
}

// widen gives a column of numbers the room that its longest number needs.
func (g *Grid) widen(col *column, needed float32) {
	col.least = max(col.least, needed)
	if needed > col.base {
		col.base = needed
		g.widened = true
	}
}

// resize measures the columns again and shows everything anew.
func (g *Grid) resize() {
	g.epoch++
	g.columns.size(&g.view, g.metrics)
	g.columns.scroll(g.columns.offset)
	clear(g.live)
	g.body.Refresh()
	g.parts.empty.SetText(g.emptyText())
	setShown(g.parts.empty, g.view.len() == 0)
	if size := g.Size(); !size.IsZero() {
		g.layOut(size)
	}
	g.repaint()
}

func (g *Grid) emptyText() string {
	if g.view.content.Rows.Len() > 0 {
		return "No row has all of these words. Take one away to see more."
	}
	return g.options.Empty
}

// reflow moves header, rows and totals to where the columns are now.
func (g *Grid) reflow() {
	g.columns.scroll(g.columns.offset)
	g.header.place()
	g.header.paint()
	for shown := range g.live {
		shown.place()
		shown.paint()
	}
	for _, object := range g.totals.Objects {
		object.Refresh()
	}
	setShown(g.parts.slider, g.columns.total > g.columns.viewport)
	g.parts.slider.Refresh()
}

// scrollTo moves the columns sideways.
func (g *Grid) scrollTo(offset float32) {
	if g.columns.scroll(offset) {
		g.reflow()
	}
}

// reveal scrolls no further than needed for a row to be seen whole.
func (g *Grid) reveal(at int) {
	height := g.body.Size().Height
	if at < 0 || height <= 0 {
		return
	}
	top := g.metrics.pitch * float32(at)
	switch offset := g.body.GetScrollOffset(); {
	case top < offset:
		g.body.ScrollToOffset(top)
	case top+g.metrics.pitch > offset+height:
		g.body.ScrollToOffset(top + g.metrics.pitch - height)
	}
}

// repaint gives everything its colours: selection, cursor and focus show in them.
func (g *Grid) repaint() {
	p := &g.parts
	p.back.FillColor = g.shade(theme.ColorNameBackground)
	p.count.Color = g.shade(theme.ColorNamePlaceHolder)
	p.frame.StrokeColor = g.shade(theme.ColorNameSeparator)
	if g.body.focused {
		p.frame.StrokeColor = g.shade(theme.ColorNamePrimary)
	}
	p.back.Refresh()
	p.frame.Refresh()
	g.placeFoot()
	for shown := range g.live {
		shown.paint()
	}
}
