package chart

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"stakebook/ledger/scene"
)

// pool lends canvas objects for marks. Between reset and objects each object is lent once; it is changed only where it
// differs from the mark it shows, and asked to repaint itself only then.
type pool struct {
	palette scene.Palette
	// scale is how many device pixels make one of the scene.
	scale float64
	lent  []fyne.CanvasObject

	rects    shelf[*canvas.Rectangle]
	lines    shelf[*canvas.Line]
	circles  shelf[*canvas.Circle]
	polygons shelf[*canvas.ArbitraryPolygon]
	texts    shelf[*canvas.Text]
	patterns shelf[*pattern]

	baselines map[baselineKey]float32
}

// shelf keeps the objects of one kind.
type shelf[T any] struct {
	items []T
	used  int
}

func (s *shelf[T]) take(make func() T) T {
	if s.used == len(s.items) {
		s.items = append(s.items, make())
	}
	s.used++
	return s.items[s.used-1]
}

type baselineKey struct {
	size float32
	bold bool
}

func newPool() *pool { return &pool{baselines: map[baselineKey]float32{}} }

// reset takes all objects back; they will be lent for a widget's canvas.
func (p *pool) reset(palette scene.Palette, w fyne.Widget) {
	p.palette, p.scale = palette, 1
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil && c.Scale() > 0 {
		p.scale = float64(c.Scale())
	}
	p.lent = p.lent[:0]
	p.rects.used, p.lines.used, p.circles.used = 0, 0, 0
	p.polygons.used, p.texts.used, p.patterns.used = 0, 0, 0
	clear(p.baselines)
}

// objects are the lent objects in the order they were lent. The slice is the caller's.
func (p *pool) objects() []fyne.CanvasObject { return append([]fyne.CanvasObject(nil), p.lent...) }

// show lends an object for a mark, moved up by top.
func (p *pool) show(mark scene.Mark, top float64) {
	switch m := mark.(type) {
	case scene.Rect:
		p.rect(m, top)
	case scene.Stroke:
		p.stroke(m, top)
	case scene.Glyph:
		p.glyph(m, top)
	case scene.Text:
		p.text(m, top)
	}
}

func (p *pool) rect(m scene.Rect, top float64) {
	ink, ground := p.palette.Paint(m.Fill, m.Pattern)
	if m.Pattern == scene.Solid || m.Pattern == scene.Tint {
		p.plain(m.Box, ink, top)
		return
	}
	p.raster(look{pattern: m.Pattern, ink: ink, ground: ground}, m.Box, top)
}

func (p *pool) plain(box scene.Box, ink color.NRGBA, top float64) {
	r := p.rects.take(func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) })
	p.place(r, p.snapped(box, top), top)
	if r.FillColor != ink {
		r.FillColor = ink
		r.Refresh()
	}
}

// stroke draws upright and level lines as rectangles, which the toolkit sets on whole pixels and so draws sharp.
func (p *pool) stroke(m scene.Stroke, top float64) {
	ink := p.palette.Color(m.Color)
	if m.Dash != scene.Unbroken {
		p.raster(look{dash: m.Dash, ink: ink}, m.Bounds(), top)
		return
	}
	if m.From.X == m.To.X || m.From.Y == m.To.Y {
		p.plain(m.Bounds(), ink, top)
		return
	}
	l := p.lines.take(func() *canvas.Line { return canvas.NewLine(color.Transparent) })
	from, to := position(m.From.X, m.From.Y-top), position(m.To.X, m.To.Y-top)
	changed := l.StrokeColor != ink || l.StrokeWidth != float32(m.Width) || l.Position1 != from || l.Position2 != to
	l.StrokeColor, l.StrokeWidth, l.Position1, l.Position2 = ink, float32(m.Width), from, to
	if changed {
		l.Refresh()
	}
	p.lent = append(p.lent, l)
}

func (p *pool) glyph(m scene.Glyph, top float64) {
	fill, stroke, width := p.palette.Color(m.Fill), color.NRGBA{}, float32(0)
	if m.Hollow {
		fill, stroke, width = color.NRGBA{}, fill, 1.6
	}
	corners := m.Corners()
	if len(corners) == 0 {
		c := p.circles.take(func() *canvas.Circle { return canvas.NewCircle(color.Transparent) })
		c.FillColor, c.StrokeColor, c.StrokeWidth = fill, stroke, width
		p.place(c, m.Bounds(), top)
		c.Refresh()
		return
	}
	box := m.Bounds()
	points := make([]fyne.Position, len(corners))
	for i, corner := range corners {
		points[i] = position(corner.X-box.X, corner.Y-box.Y)
	}
	g := p.polygons.take(func() *canvas.ArbitraryPolygon { return &canvas.ArbitraryPolygon{} })
	g.Points, g.FillColor, g.StrokeColor, g.StrokeWidth = points, fill, stroke, width
	p.place(g, box, top)
	g.Refresh()
}

func (p *pool) text(m scene.Text, top float64) {
	t := p.texts.take(func() *canvas.Text { return canvas.NewText("", color.Transparent) })
	ink, size, align := p.palette.Color(m.Color), float32(m.Size), alignment(m.Anchor)
	style := fyne.TextStyle{Bold: m.Bold}
	changed := t.Text != m.Text || t.Color != ink || t.TextSize != size || t.TextStyle != style || t.Alignment != align
	t.Text, t.Color, t.TextSize, t.TextStyle, t.Alignment = m.Text, ink, size, style, align
	box := m.Bounds()
	t.Resize(fyne.NewSize(float32(box.Width), t.MinSize().Height))
	t.Move(fyne.NewPos(float32(box.X), float32(m.At.Y-top)-p.baseline(size, m.Bold)))
	if changed {
		t.Refresh()
	}
	p.lent = append(p.lent, t)
}

// baseline is how far under the top of a text its baseline lies.
func (p *pool) baseline(size float32, bold bool) float32 {
	key := baselineKey{size, bold}
	if at, known := p.baselines[key]; known {
		return at
	}
	_, at := fyne.CurrentApp().Driver().RenderedTextSize("0", size, fyne.TextStyle{Bold: bold}, nil)
	p.baselines[key] = at
	return at
}

func alignment(a scene.Anchor) fyne.TextAlign {
	switch a {
	case scene.Start:
		return fyne.TextAlignLeading
	case scene.Middle:
		return fyne.TextAlignCenter
	case scene.End:
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}

// look is everything that a patterned raster's pixels depend on, its size apart.
type look struct {
	pattern     scene.Pattern
	dash        scene.Dash
	ink, ground color.NRGBA
}

// pattern is a raster and what it shows.
type pattern struct {
	*canvas.Raster
	look look
}

func newPattern() *pattern {
	p := &pattern{}
	p.Raster = canvas.NewRaster(p.pixels)
	p.ScaleMode = canvas.ImageScalePixels
	return p
}

func (p *pool) raster(l look, box scene.Box, top float64) {
	r := p.patterns.take(newPattern)
	changed := r.look != l
	r.look = l
	p.place(r.Raster, p.snapped(box, top), top)
	if changed {
		r.Raster.Refresh()
	}
}

// pixels paints the raster in device pixels.
func (p *pattern) pixels(width, height int) image.Image {
	size := p.Size()
	if width <= 0 || height <= 0 || size.Width <= 0 || size.Height <= 0 {
		return image.NewNRGBA(image.Rectangle{})
	}
	scale := max(float64(width)/float64(size.Width), float64(height)/float64(size.Height))
	if p.look.dash == scene.Unbroken {
		return scene.PatternImage(p.look.pattern, p.look.ink, p.look.ground, width, height, scale)
	}
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	on, off := p.look.dash.Lengths()
	for y := range height {
		for x := range width {
			along := (float64(max(x, y)) + 0.5) / scale
			if rounds := int(along / (on + off)); along-float64(rounds)*(on+off) < on {
				img.SetNRGBA(x, y, p.look.ink)
			}
		}
	}
	return img
}

// snapped is a box with its edges on whole device pixels once it is moved up by top, so that boxes that touch leave no
// seam. What is not empty stays at least one pixel wide and high.
func (p *pool) snapped(box scene.Box, top float64) scene.Box {
	round := func(v float64) float64 { return math.Round(v*p.scale) / p.scale }
	left, right := round(box.X), round(box.Right())
	upper, lower := round(box.Y-top), round(box.Bottom()-top)
	if box.Width > 0 {
		right = max(right, left+1/p.scale)
	}
	if box.Height > 0 {
		lower = max(lower, upper+1/p.scale)
	}
	return scene.Box{X: left, Y: upper + top, Width: right - left, Height: lower - upper}
}

// place moves and sizes an object and lends it.
func (p *pool) place(object fyne.CanvasObject, box scene.Box, top float64) {
	object.Resize(fyne.NewSize(float32(box.Width), float32(box.Height)))
	object.Move(position(box.X, box.Y-top))
	p.lent = append(p.lent, object)
}

func position(x, y float64) fyne.Position { return fyne.NewPos(float32(x), float32(y)) }
