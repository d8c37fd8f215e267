package chart

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/scene"
)

// band is a range of heights of a scene.
type band struct{ top, bottom float64 }

// layer draws a band of a scene: the header that stays in place, or the body that scrolls.
type layer struct {
	widget.BaseWidget

	scene   scene.Scene
	palette scene.Palette
	// whole is the part of the scene that the layer stands for, shown the part of it in sight.
	whole, shown band
	// marked boxes are drawn over the marks.
	hover, cursor *scene.Box
}

func newLayer() *layer {
	l := &layer{}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is part of fyne.Widget.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &layerRenderer{layer: l, pool: newPool()}
	r.glow = canvas.NewRectangle(color.Transparent)
	r.ring = canvas.NewRectangle(color.Transparent)
	r.ring.StrokeWidth = 2
	r.ring.CornerRadius = 3
	r.rebuild()
	return r
}

type layerRenderer struct {
	layer      *layer
	pool       *pool
	objects    []fyne.CanvasObject
	glow, ring *canvas.Rectangle
}

func (r *layerRenderer) Destroy()                     {}
func (r *layerRenderer) Layout(fyne.Size)             {}
func (r *layerRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize is as tall as the part of the scene that the layer stands for.
func (r *layerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, float32(r.layer.whole.bottom-r.layer.whole.top))
}

func (r *layerRenderer) Refresh() {
	r.rebuild()
	canvas.Refresh(r.layer)
}

func (r *layerRenderer) rebuild() {
	l := r.layer
	r.pool.reset(l.palette, l)
	for _, mark := range l.scene.Marks {
		if clipped, ok := clip(mark, l.shown); ok {
			r.pool.show(clipped, l.whole.top)
		}
	}
	r.objects = r.pool.objects()
	accent := l.palette.Color(scene.Accent)
	if l.hover != nil {
		r.glow.FillColor = faded(accent, 0x1C)
		r.frame(r.glow, *l.hover, 0)
	}
	if l.cursor != nil {
		r.ring.StrokeColor = accent
		r.frame(r.ring, *l.cursor, -1)
	}
}

func (r *layerRenderer) frame(rect *canvas.Rectangle, box scene.Box, inset float32) {
	rect.Move(position(box.X, box.Y-r.layer.whole.top).AddXY(inset, inset))
	rect.Resize(fyne.NewSize(float32(box.Width)-2*inset, float32(box.Height)-2*inset))
	rect.Refresh()
	r.objects = append(r.objects, rect)
}

// clip leaves out what is not in the band and shortens upright lines and plain areas that reach beyond it: a line
// through thousands of rows is longer than graphics hardware draws well.
func clip(mark scene.Mark, b band) (scene.Mark, bool) {
	box := mark.Bounds()
	if box.Bottom() <= b.top || box.Y >= b.bottom {
		return nil, false
	}
	switch m := mark.(type) {
	case scene.Stroke:
		if m.From.X == m.To.X {
			m.From.Y, m.To.Y = max(min(m.From.Y, m.To.Y), b.top), min(max(m.From.Y, m.To.Y), b.bottom)
			return m, true
		}
	case scene.Rect:
		if m.Pattern == scene.Solid || m.Pattern == scene.Tint {
			bottom := min(m.Box.Bottom(), b.bottom)
			m.Box.Y = max(m.Box.Y, b.top)
			m.Box.Height = bottom - m.Box.Y
			return m, true
		}
	case scene.Glyph, scene.Text:
	}
	return mark, true
}
