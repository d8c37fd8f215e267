package chart

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/scene"
)

// Layout lays a chart out for a size, with a measure for its texts. The Layout methods of the charts in package
// scene are such functions.
type Layout func(size scene.Size, measure scene.Measure) scene.Scene

// View shows a chart. It follows the pointer and a keyboard cursor with a read-out, scrolls where the chart is taller
// than the view, and tells what is opened. A View belongs to the goroutine of the user interface.
type View struct {
	widget.BaseWidget

	// OnTapped is called when a hit box is tapped, or opened with Enter or the space bar.
	OnTapped func(hit scene.Hit)
	// OnSecondaryTapped is called when a hit box is tapped with the other button, or asked for its menu by
	// the menu key; at is a place in the window for a menu.
	OnSecondaryTapped func(hit scene.Hit, at fyne.Position)
	// OnHighlighted is called when the keyboard cursor comes to another hit box.
	OnHighlighted func(hit scene.Hit)

	layout  Layout
	widths  map[glyphKey]float64 // of the letters that were measured
	times   int                  // that it was laid out for another size, theme or chart
	minimum fyne.Size
	grow    bool

	scene   scene.Scene
	palette scene.Palette
	laidOut fyne.Size

	header, body *layer
	scroll       *container.Scroll
	readout      *readout

	hovered, cursor int // indexes of scene.Hits, or -1
	pointer         fyne.Position
	focused         bool
}

// New makes a view of a chart.
func New(layout Layout) *View {
	v := &View{layout: layout, hovered: -1, cursor: -1, minimum: fyne.NewSize(280, 180)}
	v.header, v.body, v.readout = newLayer(), newLayer(), newReadout()
	v.scroll = container.NewVScroll(v.body)
	v.scroll.OnScrolled = func(fyne.Position) { v.scrolled() }
	v.ExtendBaseWidget(v)
	return v
}

// SetLayout shows another chart, or the same with other data. The cursor stays on what it was on.
func (v *View) SetLayout(layout Layout) {
	v.layout = layout
	v.Refresh()
}

// SetMinSize sets the size below which the view is not made; charts stay readable down to 320 by 160.
func (v *View) SetMinSize(size fyne.Size) {
	v.minimum = size
	v.Refresh()
}

// SetGrow makes the view as tall as its chart, for a page that scrolls as a whole, or lets the chart scroll in it.
func (v *View) SetGrow(grow bool) {
	v.grow = grow
	v.Refresh()
}

// Scene is the chart as it is shown, for export and for its table.
func (v *View) Scene() scene.Scene { return v.scene }

// Palette is the palette in use, for exporting what is seen.
func (v *View) Palette() scene.Palette { return v.palette }

// Highlighted is the hit box under the keyboard cursor, if any.
func (v *View) Highlighted() (hit scene.Hit, ok bool) {
	if v.cursor < 0 {
		return scene.Hit{}, false
	}
	return v.scene.Hits[v.cursor], true
}

// Highlight moves the keyboard cursor to the first hit box of a row and scrolls it into sight; it says whether
// there is one.
func (v *View) Highlight(row string) bool {
	for i, hit := range v.scene.Hits {
		if hit.Row == row {
			v.moveTo(i)
			return true
		}
	}
	return false
}

// Refresh lays the chart out again.
func (v *View) Refresh() {
	v.arrange(v.Size())
	v.BaseWidget.Refresh()
}

// Resize lays the chart out for another size.
func (v *View) Resize(size fyne.Size) {
	if size != v.laidOut {
		v.arrange(size)
	}
	v.BaseWidget.Resize(size)
}

// MinSize is what SetMinSize says, and the height of the chart where the view grows with it.
func (v *View) MinSize() fyne.Size {
	v.ExtendBaseWidget(v)
	size := v.minimum
	if v.grow {
		size.Height = max(size.Height, float32(v.scene.Size.Height))
	}
	return size
}

// wanted is the size that the chart is laid out for.
func (v *View) wanted(size fyne.Size) scene.Size {
	if v.grow {
		return scene.Size{Width: float64(size.Width)}
	}
	return scene.Size{Width: float64(size.Width), Height: float64(size.Height)}
}

// arrange lays the chart out and hands each layer its band.
func (v *View) arrange(size fyne.Size) {
	v.laidOut = size
	v.times++
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	v.widths = make(map[glyphKey]float64)
	v.arrangeAs(v.layout(v.wanted(size), measureInto(v.widths)), size)
}

// arrangeAs hands each layer its band of a scene.
func (v *View) arrangeAs(laidOut scene.Scene, size fyne.Size) {
	wanted := v.wanted(size)
	cursor, hovered := v.idOf(v.cursor), v.idOf(v.hovered)
	measure := measureInto(v.widths)
	v.scene, v.palette = laidOut, paletteFor(v)
	v.cursor, v.hovered = v.indexOf(cursor), v.indexOf(hovered)

	header := min(v.scene.Header, wanted.Height)
	if v.grow {
		header = v.scene.Header
	}
	for _, l := range []*layer{v.header, v.body} {
		l.scene, l.palette = v.scene, v.palette
	}
	v.header.whole = band{0, header}
	v.header.shown = v.header.whole
	v.body.whole = band{header, max(v.scene.Size.Height, header)}
	v.readout.palette, v.readout.measure = v.palette, measure

	v.header.Resize(fyne.NewSize(size.Width, float32(header)))
	v.scroll.Move(fyne.NewPos(0, float32(header)))
	v.scroll.Resize(fyne.NewSize(size.Width, max(0, size.Height-float32(header))))
	v.scroll.Refresh()
	v.show()
}

func (v *View) idOf(index int) string {
	if index < 0 || index >= len(v.scene.Hits) {
		return ""
	}
	return v.scene.Hits[index].ID
}

func (v *View) indexOf(id string) int {
	for i, hit := range v.scene.Hits {
		if id != "" && hit.ID == id {
			return i
		}
	}
	return -1
}

// show draws the band of the body in sight, its marked boxes and the read-out.
func (v *View) show() {
	top := v.body.whole.top + float64(v.scroll.Offset.Y)
	v.body.shown = band{top, top + float64(v.scroll.Size().Height)}
	v.body.hover, v.body.cursor = v.boxOf(v.hovered), nil
	if v.focused {
		v.body.cursor = v.boxOf(v.cursor)
	}
	v.header.Refresh()
	v.body.Refresh()
	v.showReadout()
}

func (v *View) boxOf(index int) *scene.Box {
	if index < 0 || index >= len(v.scene.Hits) {
		return nil
	}
	return &v.scene.Hits[index].Box
}

// showReadout speaks for the pointer first, else for the cursor.
func (v *View) showReadout() {
	switch {
	case v.hovered >= 0:
		v.readout.show(v.scene.Hits[v.hovered], v.pointer, 0, v.Size())
	case v.focused && v.cursor >= 0:
		box := v.scene.Hits[v.cursor].Box
		at := position(box.X+min(box.Width/2, 160), box.Bottom()-v.scrolledBy(box)-pointerShift/2)
		v.readout.show(v.scene.Hits[v.cursor], at, max(0, float32(box.Height)-pointerShift), v.Size())
	default:
		v.readout.Hide()
	}
}

// scrolledBy is how far a box of the scene is scrolled up.
func (v *View) scrolledBy(box scene.Box) float64 {
	if box.Y < v.body.whole.top {
		return 0
	}
	return float64(v.scroll.Offset.Y)
}

// scrolled follows the body: other marks are in sight and another hit box is under the pointer.
func (v *View) scrolled() {
	if v.hovered >= 0 {
		v.hovered = v.hitAt(v.pointer)
	}
	v.show()
}

// hitAt is the index of the hit box at a place in the view, or -1.
func (v *View) hitAt(at fyne.Position) int {
	p := scene.Point{X: float64(at.X), Y: float64(at.Y)}
	if p.Y >= v.body.whole.top {
		p.Y += float64(v.scroll.Offset.Y)
	}
	return v.scene.HitAt(p)
}

// CreateRenderer is part of fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	v.ExtendBaseWidget(v)
	frame := canvas.NewRectangle(color.Transparent)
	frame.CornerRadius = 4
	r := &viewRenderer{view: v, frame: frame}
	r.Refresh()
	return r
}

type viewRenderer struct {
	view *View
	// frame shows the focus while the cursor is on nothing.
	frame *canvas.Rectangle
}

func (r *viewRenderer) Destroy()           {}
func (r *viewRenderer) MinSize() fyne.Size { return r.view.MinSize() }

func (r *viewRenderer) Layout(size fyne.Size) {
	r.frame.Move(fyne.NewPos(1, 1))
	r.frame.Resize(size.SubtractWidthHeight(2, 2))
}

// Objects ends with the read-out, which lies over everything else.
func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.header, r.view.scroll, r.frame, r.view.readout}
}

func (r *viewRenderer) Refresh() {
	r.frame.StrokeWidth, r.frame.StrokeColor = 0, color.Transparent
	if r.view.focused && r.view.cursor < 0 {
		r.frame.StrokeWidth, r.frame.StrokeColor = 2, r.view.palette.Color(scene.Accent)
	}
	r.frame.Refresh()
	canvas.Refresh(r.view)
}
