package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// navigation is the list of pages. The arrow keys go from page to page.
type navigation struct {
	widget.BaseWidget
	rows    []*navigationRow
	chosen  int
	focused bool
	onPage  func(at int)
}

// pageList is what the list asks of a page.
type pageList interface {
	Title() string
	Icon() fyne.Resource
}

func newNavigation[P pageList](pages []P, onPage func(at int)) *navigation {
	n := &navigation{onPage: onPage}
	for i, p := range pages {
		row := &navigationRow{
			text: widget.NewLabel(p.Title()), icon: widget.NewIcon(p.Icon()), tapped: func() { onPage(i) },
			ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil),
		}
		row.ExtendBaseWidget(row)
		n.rows = append(n.rows, row)
	}
	n.ExtendBaseWidget(n)
	return n
}

// CreateRenderer sets the rows one below the other.
func (n *navigation) CreateRenderer() fyne.WidgetRenderer {
	box := container.NewVBox()
	for _, row := range n.rows {
		box.Add(row)
	}
	return widget.NewSimpleRenderer(container.NewPadded(box))
}

func (n *navigation) choose(at int) {
	n.chosen = at
	n.light()
}

func (n *navigation) light() {
	for i, row := range n.rows {
		row.chosen, row.focused = i == n.chosen, i == n.chosen && n.focused
		row.Refresh()
	}
}

// FocusGained shows where the keyboard is.
func (n *navigation) FocusGained() { n.focused = true; n.light() }

// FocusLost shows that it is elsewhere.
func (n *navigation) FocusLost() { n.focused = false; n.light() }

// TypedRune is part of fyne.Focusable.
func (n *navigation) TypedRune(rune) {}

// TypedKey goes to another page and stays in the list.
func (n *navigation) TypedKey(event *fyne.KeyEvent) {
	to := n.chosen
	switch event.Name {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(n.rows) - 1
	default:
		return
	}
	if to < 0 || to >= len(n.rows) || to == n.chosen {
		return
	}
	n.onPage(to)
	if on := fyne.CurrentApp().Driver().CanvasForObject(n); on != nil {
		on.Focus(n)
	}
}

// navigationRow is one page in the list.
type navigationRow struct {
	widget.BaseWidget
	text            *widget.Label
	icon            *widget.Icon
	ground, edge    *canvas.Rectangle
	chosen, focused bool
	hovered         bool
	tapped          func()
}

// The room of the page list: its width, and that of the mark at the chosen page.
const (
	navigationWidth = 140
	markWidth       = 3
)

// CreateRenderer draws the row.
func (r *navigationRow) CreateRenderer() fyne.WidgetRenderer {
	r.edge.SetMinSize(fyne.NewSize(markWidth, 0))
	r.ground.SetMinSize(fyne.NewSize(navigationWidth, 0))
	line := container.NewBorder(nil, nil, container.NewHBox(r.edge, r.icon), nil, r.text)
	r.paint()
	return widget.NewSimpleRenderer(container.NewStack(r.ground, line))
}

// Refresh paints the row anew.
func (r *navigationRow) Refresh() {
	r.paint()
	r.BaseWidget.Refresh()
}

func (r *navigationRow) paint() {
	colour := func(name fyne.ThemeColorName) { r.ground.FillColor = theme.Color(name) }
	r.edge.FillColor = nil
	switch {
	case r.focused:
		colour(theme.ColorNameFocus)
	case r.chosen:
		colour(theme.ColorNameSelection)
	case r.hovered:
		colour(theme.ColorNameHover)
	default:
		r.ground.FillColor = nil
	}
	if r.chosen {
		r.edge.FillColor = theme.Color(theme.ColorNamePrimary)
	}
	r.text.TextStyle.Bold = r.chosen
	r.ground.Refresh()
	r.edge.Refresh()
	r.text.Refresh()
}

// Tapped goes to the page.
func (r *navigationRow) Tapped(*fyne.PointEvent) { r.tapped() }

// MouseIn is part of desktop.Hoverable.
func (r *navigationRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved is part of desktop.Hoverable.
func (r *navigationRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of desktop.Hoverable.
func (r *navigationRow) MouseOut() { r.hovered = false; r.Refresh() }
