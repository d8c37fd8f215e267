package grid

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Tappable          = (*title)(nil)
	_ fyne.SecondaryTappable = (*title)(nil)
	_ desktop.Hoverable      = (*title)(nil)
	_ fyne.Scrollable        = (*title)(nil)
	_ fyne.Accessible        = (*title)(nil)
	_ fyne.Draggable         = (*edge)(nil)
	_ fyne.Tappable          = (*edge)(nil)
	_ desktop.Cursorable     = (*edge)(nil)
	_ desktop.Hoverable      = (*edge)(nil)
)

// header is the line of titles. A title sorts; the edge after it sizes its column.
type header struct {
	widget.BaseWidget
	grid       *Grid
	back, rule *canvas.Rectangle
	titles     []*title
	edges      []*edge
}

func newHeader(grid *Grid) *header {
	made := &header{grid: grid, back: &canvas.Rectangle{}, rule: &canvas.Rectangle{}}
	made.ExtendBaseWidget(made)
	return made
}

// MinSize is the height of a row.
func (h *header) MinSize() fyne.Size { return fyne.NewSize(1, h.grid.metrics.pitch) }

// place puts the titles over what is seen of their columns.
func (h *header) place() {
	columns, size := &h.grid.columns, h.Size()
	for len(h.titles) < len(columns.shown) {
		h.titles = append(h.titles, newTitle(h.grid))
		h.edges = append(h.edges, newEdge(h.grid))
	}
	grip := h.grid.metrics.inset
	for i := range h.titles {
		shown := i < len(columns.shown) && columns.visible(i)
		h.titles[i].Hidden, h.edges[i].Hidden = !shown, !shown
		if !shown {
			continue
		}
		col := columns.shown[i]
		end := columns.left(i) + col.width
		from, to := columns.span(i)
		h.titles[i].column, h.edges[i].column = col, col
		put(h.titles[i], from, 0, to-from, size.Height)
		h.edges[i].Hidden = end > columns.viewport
		put(h.edges[i], end-grip/2, 0, grip, size.Height)
	}
	put(h.back, 0, 0, size.Width, size.Height)
	put(h.rule, 0, size.Height-1, size.Width, 1)
}

func (h *header) paint() {
	h.back.FillColor = h.grid.shade(theme.ColorNameHeaderBackground)
	h.rule.FillColor = h.grid.shade(theme.ColorNameInputBorder)
	for i := range h.titles {
		if !h.titles[i].Hidden {
			h.titles[i].place()
			h.titles[i].paint()
			h.edges[i].Refresh()
		}
	}
	h.back.Refresh()
	h.rule.Refresh()
}

// objects are in paint order: the edges lie over the titles beside them.
func (h *header) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{h.back}
	for _, title := range h.titles {
		objects = append(objects, title)
	}
	for _, edge := range h.edges {
		objects = append(objects, edge)
	}
	return append(objects, h.rule)
}

// CreateRenderer draws the header.
func (h *header) CreateRenderer() fyne.WidgetRenderer { return &headerRenderer{header: h} }

type headerRenderer struct{ header *header }

func (r *headerRenderer) Layout(fyne.Size)             { r.header.place() }
func (r *headerRenderer) MinSize() fyne.Size           { return r.header.MinSize() }
func (r *headerRenderer) Objects() []fyne.CanvasObject { return r.header.objects() }
func (r *headerRenderer) Destroy()                     {}

func (r *headerRenderer) Refresh() {
	r.header.place()
	r.header.paint()
}

// title is one column's title. A click sorts by it, a right click opens the menu of columns.
type title struct {
	widget.BaseWidget
	grid    *Grid
	column  *column
	back    *canvas.Rectangle
	text    *canvas.Text
	mark    *canvas.Image
	pointed bool
}

func newTitle(grid *Grid) *title {
	made := &title{
		grid: grid, back: &canvas.Rectangle{}, text: canvas.NewText("", color.Transparent), mark: &canvas.Image{},
	}
	made.ExtendBaseWidget(made)
	return made
}

// direction is how the rows are sorted by this column.
func (t *title) direction() Direction {
	if t.column == nil || t.grid.view.sorting.Column != t.column.Name {
		return Unsorted
	}
	return t.grid.view.sorting.Direction
}

// place puts the text where the values of the column stand, and the sort mark at its inner side.
func (t *title) place() {
	if t.column == nil {
		return
	}
	m, size := t.grid.metrics, t.Size()
	left, room := m.inset, size.Width-2*m.inset
	t.mark.Hidden = t.direction() == Unsorted
	if !t.mark.Hidden {
		room -= m.icon
		markLeft := left + min(room, m.measure(t.column.title, bold()))
		if t.column.Type.Numeric() {
			markLeft = max(left, size.Width-m.inset-m.icon-m.measure(t.column.title, bold()))
			left += m.icon
		}
		t.mark.Move(fyne.NewPos(markLeft, (size.Height-m.icon)/2))
		t.mark.Resize(fyne.NewSquareSize(m.icon))
	}
	t.text.TextSize, t.text.TextStyle = m.text, bold()
	t.text.Text = fit(t.column.title, room, func(part string) float32 { return m.measure(part, bold()) })
	t.text.Alignment = fyne.TextAlignLeading
	if t.column.Type.Numeric() {
		t.text.Alignment = fyne.TextAlignTrailing
	}
	t.text.Move(fyne.NewPos(left, (size.Height-m.line)/2))
	t.text.Resize(fyne.NewSize(max(0, room), m.line))
	t.back.Resize(size)
}

func (t *title) paint() {
	ground := t.grid.shade(theme.ColorNameHeaderBackground)
	if t.pointed {
		ground = over(t.grid.shade(theme.ColorNameHover), ground)
	}
	t.back.FillColor = ground
	t.text.Color = t.grid.shade(theme.ColorNamePlaceHolder)
	switch t.direction() {
	case Ascending:
		t.text.Color = t.grid.shade(theme.ColorNameForeground)
		t.mark.Resource = theme.Icon(theme.IconNameArrowDropUp)
	case Descending:
		t.text.Color = t.grid.shade(theme.ColorNameForeground)
		t.mark.Resource = theme.Icon(theme.IconNameArrowDropDown)
	}
	t.back.Refresh()
	t.text.Refresh()
	t.mark.Refresh()
}

// Tapped sorts: ascending, descending, as the table was.
func (t *title) Tapped(*fyne.PointEvent) {
	t.grid.focus()
	t.grid.Sort(Sorting{Column: t.column.Name, Direction: t.direction().next()})
}

// TappedSecondary opens the menu of columns.
func (t *title) TappedSecondary(event *fyne.PointEvent) {
	t.grid.columnMenu(t.column, event.AbsolutePosition)
}

// Scrolled moves the columns sideways or the rows up and down.
func (t *title) Scrolled(event *fyne.ScrollEvent) { t.grid.scrolled(event) }

// MouseIn shows that the title can be pressed.
func (t *title) MouseIn(*desktop.MouseEvent) { t.point(true) }

// MouseMoved changes nothing.
func (t *title) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (t *title) MouseOut() { t.point(false) }

func (t *title) point(pointed bool) {
	t.pointed = pointed
	t.paint()
}

// AccessibilityLabel is the title, and how the rows are sorted by it.
func (t *title) AccessibilityLabel() string {
	if t.column == nil {
		return ""
	}
	switch t.direction() {
	case Ascending:
		return t.column.title + ", sorted upwards"
	case Descending:
		return t.column.title + ", sorted downwards"
	default:
		return t.column.title
	}
}

// AccessibilityRole is a button's: pressing it sorts.
func (t *title) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws the title.
func (t *title) CreateRenderer() fyne.WidgetRenderer { return &titleRenderer{title: t} }

type titleRenderer struct{ title *title }

func (r *titleRenderer) Layout(fyne.Size)   { r.title.place() }
func (r *titleRenderer) MinSize() fyne.Size { return fyne.NewSize(1, r.title.grid.metrics.pitch) }
func (r *titleRenderer) Destroy()           {}

func (r *titleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.title.back, r.title.text, r.title.mark}
}

func (r *titleRenderer) Refresh() {
	r.title.place()
	r.title.paint()
}

// edge is the right side of a title: dragging it sizes the column, a double click fits it again.
type edge struct {
	widget.BaseWidget
	grid    *Grid
	column  *column
	line    *canvas.Rectangle
	pointed bool
	tapped  time.Time
	width   float32 // asked for while dragging; the column may be bound to another
	drags   bool
}

func newEdge(grid *Grid) *edge {
	made := &edge{grid: grid, line: &canvas.Rectangle{}}
	made.ExtendBaseWidget(made)
	return made
}

// Dragged sizes the column as the pointer moves.
func (e *edge) Dragged(event *fyne.DragEvent) {
	if !e.drags {
		e.drags, e.width = true, e.column.width
	}
	e.width += event.Dragged.DX
	e.grid.columns.drag(e.column, e.width, e.grid.metrics)
	e.grid.reflow()
}

// DragEnd ends the sizing.
func (e *edge) DragEnd() { e.drags = false }

// Tapped fits the column to its content when it comes twice.
func (e *edge) Tapped(*fyne.PointEvent) {
	now := e.grid.options.Clock()
	if now.Sub(e.tapped) > e.grid.doubleClick() {
		e.tapped = now
		return
	}
	e.tapped = time.Time{}
	e.grid.fitColumn(e.column)
}

// Cursor says that the edge can be dragged.
func (e *edge) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn shows the edge.
func (e *edge) MouseIn(*desktop.MouseEvent) { e.point(true) }

// MouseMoved changes nothing.
func (e *edge) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides it again.
func (e *edge) MouseOut() { e.point(false) }

func (e *edge) point(pointed bool) {
	e.pointed = pointed
	e.Refresh()
}

// CreateRenderer draws a thin line.
func (e *edge) CreateRenderer() fyne.WidgetRenderer { return &edgeRenderer{edge: e} }

type edgeRenderer struct{ edge *edge }

func (r *edgeRenderer) Layout(size fyne.Size) {
	r.edge.line.Move(fyne.NewPos(size.Width/2, size.Height/4))
	r.edge.line.Resize(fyne.NewSize(1, size.Height/2))
}

func (r *edgeRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r *edgeRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.edge.line} }
func (r *edgeRenderer) Destroy()                     {}

func (r *edgeRenderer) Refresh() {
	r.edge.line.FillColor = r.edge.grid.shade(theme.ColorNameSeparator)
	if r.edge.pointed {
		r.edge.line.FillColor = r.edge.grid.shade(theme.ColorNamePrimary)
	}
	r.edge.line.Refresh()
}
