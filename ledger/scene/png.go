package scene

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// hollowInk is the width of a hollow glyph's outline, in scene pixels.
const hollowInk = 1.6

// maxPixels is the largest picture that WritePNG makes: 100 megapixels, which take 400 MB while it works.
const maxPixels = 100_000_000

// ErrTooLarge is wrapped where a picture would have more pixels than WritePNG makes.
var ErrTooLarge = errors.New("the picture is too large: choose fewer rows or a smaller scale, or write SVG")

// WritePNG writes the scene as a PNG picture with scale device pixels to a scene pixel. The same scene, palette,
// scale and fonts give the same bytes. A picture that is too large is refused with ErrTooLarge; other errors are
// those of w and of the fonts.
func WritePNG(w io.Writer, s Scene, p Palette, scale float64, fonts *Fonts) error {
	width, height := math.Ceil(s.Size.Width*scale), math.Ceil(s.Size.Height*scale)
	if !(scale > 0) || width < 1 || height < 1 {
		return fmt.Errorf("a picture of %v by %v at scale %v has no pixels", s.Size.Width, s.Size.Height, scale)
	}
	if width*height > maxPixels {
		return fmt.Errorf("%.0f by %.0f pixels: %w", width, height, ErrTooLarge)
	}
	img := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	c := &raster{image: img, palette: p, scale: scale, fonts: fonts}
	draw.Draw(c.image, c.image.Bounds(), image.NewUniform(p.Color(Background)), image.Point{}, draw.Src)
	for _, mark := range s.Marks {
		if err := c.mark(mark); err != nil {
			return err
		}
	}
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	return encoder.Encode(w, c.image)
}

// raster paints marks on an image.
type raster struct {
	image   *image.RGBA
	palette Palette
	scale   float64
	fonts   *Fonts
}

func (c *raster) mark(mark Mark) error {
	switch m := mark.(type) {
	case Rect:
		c.rect(m)
	case Stroke:
		c.stroke(m)
	case Glyph:
		c.glyph(m)
	case Text:
		return c.text(m)
	}
	return nil
}

// snapped is the box in device pixels; what is not empty stays at least one pixel wide and high.
func (c *raster) snapped(b Box) image.Rectangle {
	round := func(v float64) int { return int(math.Round(v * c.scale)) }
	r := image.Rect(round(b.X), round(b.Y), round(b.Right()), round(b.Bottom()))
	if r.Dx() == 0 && b.Width > 0 {
		r.Max.X++
	}
	if r.Dy() == 0 && b.Height > 0 {
		r.Max.Y++
	}
	return r
}

func (c *raster) rect(r Rect) {
	ink, ground := c.palette.Paint(r.Fill, r.Pattern)
	at := c.snapped(r.Box)
	if r.Pattern == Solid || r.Pattern == Tint {
		draw.Draw(c.image, at, image.NewUniform(ink), image.Point{}, draw.Over)
		return
	}
	pattern := PatternImage(r.Pattern, ink, ground, at.Dx(), at.Dy(), c.scale)
	draw.Draw(c.image, at, pattern, image.Point{}, draw.Over)
}

// PatternImage paints a rectangle of a pattern in device pixels, scale of them to a scene pixel.
func PatternImage(p Pattern, ink, ground color.NRGBA, width, height int, scale float64) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	size, pixel := Size{Width: float64(width) / scale, Height: float64(height) / scale}, 1/scale
	for y := range height {
		for x := range width {
			share := p.Ink((float64(x)+0.5)*pixel, (float64(y)+0.5)*pixel, size, pixel)
			img.SetNRGBA(x, y, over(ground, ink, share))
		}
	}
	return img
}

// over lays a share of ink on a ground that may be transparent.
func over(ground, ink color.NRGBA, share float64) color.NRGBA {
	if ground.A == 0 {
		ink.A = uint8(math.Round(float64(ink.A) * share))
		return ink
	}
	blend := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*share)) }
	return color.NRGBA{blend(ground.R, ink.R), blend(ground.G, ink.G), blend(ground.B, ink.B), ground.A}
}

func (c *raster) stroke(s Stroke) {
	on, off := s.Dash.Lengths()
	length := math.Hypot(s.To.X-s.From.X, s.To.Y-s.From.Y)
	if on == 0 {
		on, off = length, 1
	}
	for start := 0.0; start < length; start += on + off {
		c.line(along(s, start/length), along(s, min(start+on, length)/length), s.Width, s.Color)
	}
}

func along(s Stroke, share float64) Point {
	return Point{s.From.X + (s.To.X-s.From.X)*share, s.From.Y + (s.To.Y-s.From.Y)*share}
}

// line paints upright and level lines on whole pixels, so that they are sharp, and others as thin polygons.
func (c *raster) line(from, to Point, width float64, color Role) {
	ink := image.NewUniform(c.palette.Color(color))
	if from.X == to.X || from.Y == to.Y {
		thick := max(1, math.Round(width*c.scale)) / c.scale
		box := boundsOf([]Point{from, to})
		if from.X == to.X {
			box.X, box.Width = c.grid(box.X-thick/2), thick
		} else {
			box.Y, box.Height = c.grid(box.Y-thick/2), thick
		}
		draw.Draw(c.image, c.snapped(box), ink, image.Point{}, draw.Over)
		return
	}
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	dx, dy := (to.Y-from.Y)/length*width/2, (from.X-to.X)/length*width/2
	c.polygon([]Point{
		{from.X + dx, from.Y + dy}, {to.X + dx, to.Y + dy}, {to.X - dx, to.Y - dy}, {from.X - dx, from.Y - dy},
	}, nil, color)
}

// grid moves a length to the nearest device pixel.
func (c *raster) grid(v float64) float64 { return math.Round(v*c.scale) / c.scale }

func (c *raster) glyph(g Glyph) {
	inner := g
	inner.Radius -= hollowInk
	var hole []Point
	if g.Hollow && inner.Radius > 0 {
		hole = outlineOf(inner)
	}
	c.polygon(outlineOf(g), hole, g.Fill)
}

// circleCorners is enough for a circle of this size to look round at any scale.
const circleCorners = 48

func outlineOf(g Glyph) []Point {
	if corners := g.Corners(); len(corners) > 0 {
		return corners
	}
	points := make([]Point, circleCorners)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / circleCorners)
		points[i] = Point{g.Center.X + g.Radius*cos, g.Center.Y + g.Radius*sin}
	}
	return points
}

// polygon fills what is inside the outline and not inside the hole, which runs the other way round.
func (c *raster) polygon(outline, hole []Point, fill Role) {
	bounds := boundsOf(outline)
	at := c.snapped(Box{X: bounds.X - 1, Y: bounds.Y - 1, Width: bounds.Width + 2, Height: bounds.Height + 2})
	z := vector.NewRasterizer(at.Dx(), at.Dy())
	trace := func(points []Point, step int) {
		for i := range points {
			p := points[(len(points)+i*step)%len(points)]
			x, y := float32(p.X*c.scale-float64(at.Min.X)), float32(p.Y*c.scale-float64(at.Min.Y))
			if i == 0 {
				z.MoveTo(x, y)
				continue
			}
			z.LineTo(x, y)
		}
		z.ClosePath()
	}
	trace(outline, 1)
	if len(hole) > 0 {
		trace(hole, -1)
	}
	z.Draw(c.image, at, image.NewUniform(c.palette.Color(fill)), image.Point{})
}

func boundsOf(points []Point) Box {
	low, high := points[0], points[0]
	for _, p := range points {
		low = Point{min(low.X, p.X), min(low.Y, p.Y)}
		high = Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	return Box{X: low.X, Y: low.Y, Width: high.X - low.X, Height: high.Y - low.Y}
}

func (c *raster) text(t Text) error {
	c.fonts.mu.Lock()
	defer c.fonts.mu.Unlock()
	face, err := c.fonts.face(t.Size*c.scale, t.Bold)
	if err != nil {
		return err
	}
	drawer := font.Drawer{Dst: c.image, Src: image.NewUniform(c.palette.Color(t.Color)), Face: face}
	x := t.At.X * c.scale
	width := float64(drawer.MeasureString(t.Text)) / 64
	switch t.Anchor {
	case Start:
	case Middle:
		x -= width / 2
	case End:
		x -= width
	}
	baseline := int(math.Round(t.At.Y * c.scale))
	drawer.Dot = fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.I(baseline)}
	drawer.DrawString(t.Text)
	return nil
}
