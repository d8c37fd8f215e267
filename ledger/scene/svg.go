package scene

import (
	"bufio"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// fontFamily names the faces to look for, the one that the widths were measured in first.
const fontFamily = "'Open Sans', 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

// WriteSVG writes the scene as a standalone SVG 1.1 document. Texts stay texts, patterns are SVG patterns,
// the scene's title and description are the picture's, and each hit box carries its read-out as a tooltip.
// Its errors are those of w.
func WriteSVG(w io.Writer, s Scene, p Palette) error {
	out := &svgWriter{w: bufio.NewWriter(w), palette: p}
	width, height := number(s.Size.Width), number(s.Size.Height)
	out.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	out.line(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img"`+
		` aria-labelledby="title desc" font-family="%s">`, width, height, width, height, fontFamily)
	out.line(`<title id="title">%s</title>`, escaped(s.Title))
	out.line(`<desc id="desc">%s</desc>`, escaped(s.Description))
	out.patterns(s)
	out.line(`<rect width="%s" height="%s" fill="%s"/>`, width, height, hex(p.Color(Background)))
	for _, mark := range s.Marks {
		out.mark(mark)
	}
	for _, hit := range s.Hits {
		out.line(`<rect %s fill="none" pointer-events="all"><title>%s</title></rect>`,
			place(hit.Box), escaped(hit.Text()))
	}
	out.line(`</svg>`)
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

type svgWriter struct {
	w       *bufio.Writer
	palette Palette
	err     error
}

func (o *svgWriter) line(format string, args ...any) {
	if o.err != nil {
		return
	}
	_, o.err = fmt.Fprintf(o.w, format+"\n", args...)
}

// patterns defines each pair of pattern and role that the scene uses, once, in order of first use.
func (o *svgWriter) patterns(s Scene) {
	type pair struct {
		pattern Pattern
		fill    Role
	}
	seen := map[pair]bool{}
	o.line(`<defs>`)
	for _, mark := range s.Marks {
		r, ok := mark.(Rect)
		if !ok || seen[pair{r.Pattern, r.Fill}] {
			continue
		}
		seen[pair{r.Pattern, r.Fill}] = true
		o.pattern(r.Pattern, r.Fill)
	}
	o.line(`</defs>`)
}

func (o *svgWriter) pattern(pattern Pattern, fill Role) {
	ink, ground := o.palette.Paint(fill, pattern)
	var period float64
	var shape string
	switch pattern {
	case Hatch, Counterhatch:
		period = hatchPeriod
		path := "M-1.5,1.5 L1.5,-1.5 M0,6 L6,0 M4.5,7.5 L7.5,4.5"
		if pattern == Counterhatch {
			path = "M-1.5,4.5 L1.5,7.5 M0,0 L6,6 M4.5,-1.5 L7.5,1.5"
		}
		shape = fmt.Sprintf(`<path d="%s" stroke="%s" stroke-width="%s"/>`, path, hex(ink), number(hatchWidth))
	case Dots:
		period = dotPeriod
		for _, at := range []float64{dotPeriod / 4, 3 * dotPeriod / 4} {
			shape += fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s" fill="%s"/>`,
				number(at), number(at), number(dotRadius), hex(ink))
		}
	case Solid, Outline, OutlineDashed, Struck, Tint:
		return
	}
	side := number(period)
	o.line(`<pattern id="%s" patternUnits="userSpaceOnUse" width="%s" height="%s">`+
		`<rect width="%s" height="%s" fill="%s"/>%s</pattern>`,
		patternID(pattern, fill), side, side, side, side, hex(ground), shape)
}

func patternID(pattern Pattern, fill Role) string { return pattern.String() + "-" + fill.String() }

func (o *svgWriter) mark(mark Mark) {
	switch m := mark.(type) {
	case Rect:
		o.rect(m)
	case Stroke:
		o.stroke(m)
	case Glyph:
		o.glyph(m)
	case Text:
		o.text(m)
	}
}

func (o *svgWriter) rect(r Rect) {
	ink, ground := o.palette.Paint(r.Fill, r.Pattern)
	fill := hex(ground)
	switch r.Pattern {
	case Solid, Tint:
		o.line(`<rect %s fill="%s"/>`, place(r.Box), fill)
		return
	case Hatch, Counterhatch, Dots:
		fill = "url(#" + patternID(r.Pattern, r.Fill) + ")"
	case OutlineDashed:
		fill = "none"
	case Outline, Struck:
	}
	inset := Box{
		X: r.Box.X + outlineInk/2, Y: r.Box.Y + outlineInk/2,
		Width: max(0, r.Box.Width-outlineInk), Height: max(0, r.Box.Height-outlineInk),
	}
	dash := ""
	if r.Pattern == OutlineDashed {
		dash = dashes(Dashed)
	}
	o.line(`<rect %s fill="%s" stroke="%s" stroke-width="%s"%s/>`,
		place(inset), fill, hex(ink), number(outlineInk), dash)
	if r.Pattern == Struck {
		middle := r.Box.Y + r.Box.Height/2
		from, to := Point{r.Box.X, middle}, Point{r.Box.Right(), middle}
		o.stroke(Stroke{From: from, To: to, Width: struckInk, Color: r.Fill})
	}
}

func (o *svgWriter) stroke(s Stroke) {
	o.line(`<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"%s/>`,
		number(s.From.X), number(s.From.Y), number(s.To.X), number(s.To.Y),
		hex(o.palette.Color(s.Color)), number(s.Width), dashes(s.Dash))
}

func (o *svgWriter) glyph(g Glyph) {
	ink := hex(o.palette.Color(g.Fill))
	paint := fmt.Sprintf(`fill="%s"`, ink)
	if g.Hollow {
		paint = fmt.Sprintf(`fill="none" stroke="%s" stroke-width="%s"`, ink, number(hollowInk))
		g.Radius -= hollowInk / 2
	}
	corners := g.Corners()
	if len(corners) == 0 {
		x, y := number(g.Center.X), number(g.Center.Y)
		o.line(`<circle cx="%s" cy="%s" r="%s" %s/>`, x, y, number(g.Radius), paint)
		return
	}
	points := make([]string, len(corners))
	for i, c := range corners {
		points[i] = number(c.X) + "," + number(c.Y)
	}
	o.line(`<polygon points="%s" %s/>`, strings.Join(points, " "), paint)
}

func (o *svgWriter) text(t Text) {
	attributes := ""
	if t.Bold {
		attributes += ` font-weight="bold"`
	}
	switch t.Anchor {
	case Start:
	case Middle:
		attributes += ` text-anchor="middle"`
	case End:
		attributes += ` text-anchor="end"`
	}
	o.line(`<text x="%s" y="%s" font-size="%s" fill="%s"%s>%s</text>`, number(t.At.X), number(t.At.Y),
		number(t.Size), hex(o.palette.Color(t.Color)), attributes, escaped(t.Text))
}

func place(b Box) string {
	return fmt.Sprintf(`x="%s" y="%s" width="%s" height="%s"`,
		number(b.X), number(b.Y), number(b.Width), number(b.Height))
}

func dashes(d Dash) string {
	on, off := d.Lengths()
	if on == 0 {
		return ""
	}
	return fmt.Sprintf(` stroke-dasharray="%s %s"`, number(on), number(off))
}

// number writes a length to a hundredth of a pixel.
func number(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		return "0" // never -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// escaped makes a text safe as XML content; what XML can not carry becomes the replacement character.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '\n', r == '\t':
			b.WriteRune(r)
		case r < 0x20, r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
