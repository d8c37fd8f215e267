package form

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// float is the layer over the form on which a list or a calendar opens below its input. It belongs to the form's own
// tree, not to the window's overlays: those would take the keyboard away from the input.
type float struct {
	layer *fyne.Container
	frame fyne.CanvasObject
	open  *panel
}

func newFloat() *float { return &float{layer: container.New(floatLayout{})} }

// show opens a panel below its input, or above where there is more room.
func (f *float) show(p *panel, owner fyne.CanvasObject, size fyne.Size) {
	if f.open != p {
		f.close()
	}
	at, _ := placeIn(f.frame, owner)
	below := at.Y + owner.Size().Height
	if below+size.Height > f.frame.Size().Height && at.Y >= size.Height {
		below = at.Y - size.Height
	}
	left := max(0, min(at.X, f.frame.Size().Width-size.Width))
	p.owner = owner
	p.Resize(size)
	p.Move(fyne.NewPos(left, below))
	f.open = p
	f.layer.Objects = []fyne.CanvasObject{p}
	f.layer.Refresh()
}

// placeIn is where an object stands in one that holds it. The toolkit knows places only of what it has drawn already, and
// a quick typist is in a field before that.
func placeIn(holder, object fyne.CanvasObject) (at fyne.Position, found bool) {
	var parts []fyne.CanvasObject
	switch holder := holder.(type) {
	case *fyne.Container:
		parts = holder.Objects
	case *container.Scroll:
		parts = []fyne.CanvasObject{holder.Content}
	}
	for _, part := range parts {
		if part == object {
			return part.Position(), true
		}
		if at, found := placeIn(part, object); found {
			return part.Position().Add(at), true
		}
	}
	return fyne.Position{}, false
}

// close takes away what is open.
func (f *float) close() {
	if f.open == nil {
		return
	}
	f.open.down = false
	f.open = nil
	f.layer.Objects = nil
	f.layer.Refresh()
}

// belongsTo says that something is open for this input.
func (f *float) belongsTo(owner fyne.CanvasObject) bool {
	return f.open != nil && f.open.owner == owner
}

// closeOthers takes away what belongs to another input.
func (f *float) closeOthers(owner fyne.CanvasObject) {
	if f.open != nil && f.open.owner != owner {
		f.close()
	}
}

// floatLayout leaves objects where they are and asks for no room.
type floatLayout struct{}

func (floatLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (floatLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// panel is what floats. It takes the clicks that fall on it, so that none reaches the fields below it.
type panel struct {
	widget.BaseWidget
	on      *float
	owner   fyne.CanvasObject
	content fyne.CanvasObject
	wheel   func(rows int)
	down    bool // the mouse is held down on it: the keyboard leaves the input only until the click is done
}

func newPanel(on *float, content fyne.CanvasObject) *panel {
	p := &panel{on: on, content: content}
	p.ExtendBaseWidget(p)
	return p
}

func (p *panel) isOpen() bool  { return p.on.open == p }
func (p *panel) pressed() bool { return p.down }

// Tapped gives the keyboard back to the input.
func (p *panel) Tapped(*fyne.PointEvent) { p.giveBack() }

// MouseDown remembers that the click began here.
func (p *panel) MouseDown(*desktop.MouseEvent) { p.down = true }

// MouseUp ends the click.
func (p *panel) MouseUp(*desktop.MouseEvent) { p.down = false }

// Scrolled moves a list under the wheel.
func (p *panel) Scrolled(event *fyne.ScrollEvent) {
	if p.wheel == nil || event.Scrolled.DY == 0 {
		return
	}
	if event.Scrolled.DY > 0 {
		p.wheel(-1)
		return
	}
	p.wheel(1)
}

func (p *panel) giveBack() {
	p.down = false
	owner, ok := p.owner.(fyne.Focusable)
	if window := fyne.CurrentApp().Driver().CanvasForObject(p.owner); ok && window != nil {
		window.Focus(owner)
	}
}

// CreateRenderer draws a sheet with an edge under the content.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	clear := color.Transparent
	r := &panelRenderer{panel: p, sheet: canvas.NewRectangle(clear), edge: canvas.NewRectangle(clear)}
	r.Refresh()
	return r
}

type panelRenderer struct {
	panel       *panel
	sheet, edge *canvas.Rectangle
}

func (r *panelRenderer) Destroy() {}

func (r *panelRenderer) Layout(size fyne.Size) {
	pad := theme.Padding()
	r.edge.Resize(size)
	line := theme.InputBorderSize()
	r.sheet.Move(fyne.NewSquareOffsetPos(line))
	r.sheet.Resize(size.Subtract(fyne.NewSquareSize(2 * line)))
	r.panel.content.Move(fyne.NewSquareOffsetPos(pad))
	r.panel.content.Resize(size.Subtract(fyne.NewSquareSize(2 * pad)))
}

func (r *panelRenderer) MinSize() fyne.Size {
	return r.panel.content.MinSize().Add(fyne.NewSquareSize(2 * theme.Padding()))
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.edge, r.sheet, r.panel.content}
}

func (r *panelRenderer) Refresh() {
	r.edge.FillColor = theme.Color(theme.ColorNamePrimary)
	r.sheet.FillColor = theme.Color(theme.ColorNameOverlayBackground)
	for _, rectangle := range []*canvas.Rectangle{r.edge, r.sheet} {
		rectangle.CornerRadius = theme.Size(theme.SizeNameInputRadius)
		rectangle.Refresh()
	}
	r.panel.content.Refresh()
}
