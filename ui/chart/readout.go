package chart

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/scene"
)

// The measures of a read-out.
const (
	readoutPadding = 10.0
	readoutGap     = 24.0 // between a name and its figure
	readoutEdge    = 4.0  // kept free at the edges of the chart
	pointerShift   = 14.0
)

// readout is the panel that says what stands under the pointer or the cursor. It takes no events, so the pointer
// does not fall on it.
type readout struct {
	widget.BaseWidget

	hit     scene.Hit
	palette scene.Palette
	measure scene.Measure
	room    float64
}

func newReadout() *readout {
	r := &readout{}
	r.ExtendBaseWidget(r)
	r.Hide()
	return r
}

// show puts the panel under a point, or over it and the height above it that is to stay free, inside bounds.
func (r *readout) show(hit scene.Hit, at fyne.Position, free float32, bounds fyne.Size) {
	r.hit, r.room = hit, float64(bounds.Width)-2*readoutEdge
	r.Refresh()
	size := r.MinSize()
	x, y := at.X+pointerShift, at.Y+pointerShift
	if x+size.Width > bounds.Width-readoutEdge {
		x = at.X - pointerShift - size.Width
	}
	if y+size.Height > bounds.Height-readoutEdge {
		y = at.Y - pointerShift - size.Height - free
	}
	x = max(readoutEdge, min(x, bounds.Width-readoutEdge-size.Width))
	y = max(readoutEdge, min(y, bounds.Height-readoutEdge-size.Height))
	r.Resize(size)
	r.Move(fyne.NewPos(x, y))
	r.Show()
}

// CreateRenderer is part of fyne.Widget.
func (r *readout) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	panel := canvas.NewRectangle(color.Transparent)
	panel.CornerRadius, panel.StrokeWidth = 5, 1
	renderer := &readoutRenderer{readout: r, panel: panel, pool: newPool()}
	renderer.rebuild()
	return renderer
}

type readoutRenderer struct {
	readout *readout
	panel   *canvas.Rectangle
	pool    *pool
	objects []fyne.CanvasObject
	size    fyne.Size
}

func (r *readoutRenderer) Destroy()                     {}
func (r *readoutRenderer) Layout(size fyne.Size)        { r.panel.Resize(size) }
func (r *readoutRenderer) MinSize() fyne.Size           { return r.size }
func (r *readoutRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *readoutRenderer) Refresh() {
	r.rebuild()
	canvas.Refresh(r.readout)
}

func (r *readoutRenderer) rebuild() {
	out := r.readout
	if out.measure == nil {
		return
	}
	panel := opaque(theme.ColorForWidget(theme.ColorNameOverlayBackground, out))
	r.panel.FillColor, r.panel.StrokeColor = panel, out.palette.Color(scene.Axis)
	r.pool.reset(out.palette, out)

	size := float64(theme.SizeForWidget(theme.SizeNameCaptionText, out)) + 1
	line := size * 1.5
	width := r.width(size)
	inner := width - 2*readoutPadding
	y := readoutPadding + size
	r.write(out.hit.Title, readoutPadding, y, size, true, scene.Start, scene.Foreground, inner)
	for _, l := range out.hit.Lines {
		y += line
		value := out.measure(l.Value, size, false)
		role := scene.Muted
		if l.Value == "" {
			role = scene.Foreground
		}
		r.write(l.Label, readoutPadding, y, size, false, scene.Start, role, inner-value)
		r.write(l.Value, width-readoutPadding, y, size, false, scene.End, scene.Foreground, inner)
	}
	r.size = fyne.NewSize(float32(width), float32(y+readoutPadding+size*0.3))
	r.objects = append([]fyne.CanvasObject{r.panel}, r.pool.objects()...)
}

// width is that of the widest line, kept within the room there is.
func (r *readoutRenderer) width(size float64) float64 {
	out := r.readout
	widest := out.measure(out.hit.Title, size, true)
	for _, l := range out.hit.Lines {
		line := out.measure(l.Label, size, false)
		if l.Value != "" {
			line += readoutGap + out.measure(l.Value, size, false)
		}
		widest = max(widest, line)
	}
	return min(widest+2*readoutPadding, max(out.room, 4*readoutPadding))
}

func (r *readoutRenderer) write(
	text string, x, y, size float64, bold bool, anchor scene.Anchor, role scene.Role, room float64,
) {
	text = scene.Fit(r.readout.measure, text, size, bold, room)
	if text == "" {
		return
	}
	r.pool.text(scene.Text{
		At: scene.Point{X: x, Y: y}, Text: text, Size: size, Bold: bold, Anchor: anchor, Color: role,
		Width: r.readout.measure(text, size, bold),
	}, 0)
}
