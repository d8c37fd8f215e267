package scene

// Mark is one thing to paint: a Rect, a Stroke, a Glyph or a Text. The set is closed.
type Mark interface {
	// Bounds is the box the mark paints in.
	Bounds() Box
	mark()
}

// Rect is a filled rectangle.
type Rect struct {
	Box     Box
	Fill    Role
	Pattern Pattern
}

// Stroke is a straight line.
type Stroke struct {
	From, To Point
	Width    float64
	Dash     Dash
	Color    Role
}

// Glyph is a small shape around a centre.
type Glyph struct {
	Shape  Shape
	Center Point
	Radius float64
	Fill   Role
	// Hollow shapes show the ground inside an outline.
	Hollow bool
}

// Text is one line of text.
type Text struct {
	// At is on the baseline, at the anchor.
	At     Point
	Text   string
	Size   float64
	Bold   bool
	Anchor Anchor
	Color  Role
	// Width is the width the layout measured.
	Width float64
}

func (Rect) mark()   {}
func (Stroke) mark() {}
func (Glyph) mark()  {}
func (Text) mark()   {}

// Bounds is the rectangle itself.
func (r Rect) Bounds() Box { return r.Box }

// Bounds is the box around the line with half its width on each side.
func (s Stroke) Bounds() Box {
	half := s.Width / 2
	x, y := min(s.From.X, s.To.X), min(s.From.Y, s.To.Y)
	box := Box{X: x, Y: y, Width: max(s.From.X, s.To.X) - x, Height: max(s.From.Y, s.To.Y) - y}
	if s.From.Y != s.To.Y {
		box.X, box.Width = box.X-half, box.Width+s.Width
	}
	if s.From.X != s.To.X {
		box.Y, box.Height = box.Y-half, box.Height+s.Width
	}
	return box
}

// Bounds is the square around the shape.
func (g Glyph) Bounds() Box {
	return Box{X: g.Center.X - g.Radius, Y: g.Center.Y - g.Radius, Width: 2 * g.Radius, Height: 2 * g.Radius}
}

// The share of the font size above and below the baseline that letters and digits take.
const (
	ascent  = 0.80
	descent = 0.24
)

// Bounds is the box that the letters take, from the tallest to the lowest.
func (t Text) Bounds() Box {
	x := t.At.X
	switch t.Anchor {
	case Start:
	case Middle:
		x -= t.Width / 2
	case End:
		x -= t.Width
	}
	return Box{X: x, Y: t.At.Y - ascent*t.Size, Width: t.Width, Height: (ascent + descent) * t.Size}
}

// Anchor says which part of a text stands at its point.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Dash is a rhythm of line and gap.
type Dash uint8

// The dashes.
const (
	Unbroken Dash = iota
	Dashed
	Dotted
)

// Lengths gives the drawn and the left-out length in scene pixels; both are 0 for an unbroken line.
func (d Dash) Lengths() (on, off float64) {
	switch d {
	case Unbroken:
		return 0, 0
	case Dashed:
		return 5, 4
	case Dotted:
		return 1.5, 3
	}
	return 0, 0
}

// Shape is the outline of a Glyph.
type Shape uint8

// The shapes.
const (
	Circle Shape = iota
	Square
	Diamond
	TriangleUp
	TriangleDown
)

// Corners gives the shape's corners around its centre, clockwise; a circle has none.
func (g Glyph) Corners() []Point {
	x, y, r := g.Center.X, g.Center.Y, g.Radius
	switch g.Shape {
	case Circle:
		return nil
	case Square:
		s := 0.84 * r
		return []Point{{x - s, y - s}, {x + s, y - s}, {x + s, y + s}, {x - s, y + s}}
	case Diamond:
		return []Point{{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}
	case TriangleUp:
		return []Point{{x, y - r}, {x + r, y + 0.8*r}, {x - r, y + 0.8*r}}
	case TriangleDown:
		return []Point{{x - r, y - 0.8*r}, {x + r, y - 0.8*r}, {x, y + r}}
	}
	return nil
}
