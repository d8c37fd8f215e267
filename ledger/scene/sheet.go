package scene

// The sizes of type, in scene pixels.
const (
	titleSize = 17.0
	textSize  = 13.0
	smallSize = 11.5
)

// Spaces that all charts share, in scene pixels.
const (
	narrowBelow   = 640.0 // a scene less wide puts labels over its bars instead of beside them
	wideMargin    = 20.0
	narrowMargin  = 12.0
	swatchWidth   = 18.0
	swatchHeight  = 11.0
	legendLine    = 20.0
	leastWidth    = 160.0
	tickGap       = 14.0
	labelGap      = 8.0
	headingHeight = 34.0
)

// sheet is a scene being laid out.
type sheet struct {
	scene   Scene
	measure Measure
	margin  float64
}

func newSheet(size Size, measure Measure, title, description string) *sheet {
	size.Width, size.Height = max(size.Width, leastWidth), max(size.Height, 0)
	s := &sheet{scene: Scene{Size: size, Title: title, Description: description}}
	s.measure, s.margin = remembered(measure), wideMargin
	if s.narrow() {
		s.margin = narrowMargin
	}
	return s
}

func (s *sheet) narrow() bool   { return s.scene.Size.Width < narrowBelow }
func (s *sheet) left() float64  { return s.margin }
func (s *sheet) right() float64 { return s.scene.Size.Width - s.margin }
func (s *sheet) inner() float64 { return s.right() - s.left() }
func (s *sheet) add(mark Mark)  { s.scene.Marks = append(s.scene.Marks, mark) }

func (s *sheet) rect(box Box, fill Role, pattern Pattern) {
	s.add(Rect{Box: box, Fill: fill, Pattern: pattern})
}

func (s *sheet) vertical(x, top, bottom, width float64, dash Dash, color Role) {
	s.add(Stroke{From: Point{x, top}, To: Point{x, bottom}, Width: width, Dash: dash, Color: color})
}

func (s *sheet) horizontal(y, left, right, width float64, dash Dash, color Role) {
	s.add(Stroke{From: Point{left, y}, To: Point{right, y}, Width: width, Dash: dash, Color: color})
}

// style is how a text is set.
type style struct {
	size   float64
	bold   bool
	anchor Anchor
	color  Role
}

var (
	styleTitle   = style{size: titleSize, bold: true, color: Foreground}
	styleHeading = style{size: textSize, bold: true, color: Foreground}
	styleText    = style{size: textSize, color: Foreground}
	styleMuted   = style{size: smallSize, color: Muted}
)

func (st style) at(anchor Anchor) style { st.anchor = anchor; return st }
func (st style) in(color Role) style    { st.color = color; return st }

// width measures a text in a style.
func (s *sheet) width(text string, st style) float64 { return s.measure(text, st.size, st.bold) }

// room measures axis labels.
func (s *sheet) room(label string) float64 { return s.width(label, styleMuted) }

// text sets a line of text, shortened to the room there is, and gives the width it takes.
func (s *sheet) text(x, baseline float64, text string, st style, room float64) float64 {
	text = Fit(s.measure, text, st.size, st.bold, room)
	if text == "" {
		return 0
	}
	width := s.width(text, st)
	s.add(Text{
		At: Point{x, baseline}, Text: text, Size: st.size, Bold: st.bold,
		Anchor: st.anchor, Color: st.color, Width: width,
	})
	return width
}

// clear hides lines behind a text that is about to be set.
func (s *sheet) clear(x, baseline, width, size float64) {
	const margin = 3
	height := (ascent + descent) * size
	box := Box{X: x - margin, Y: baseline - ascent*size - 1, Width: width + 2*margin, Height: height + 2}
	s.rect(box, Background, Solid)
}

// heading sets the title and the line under it, each where there is one, and gives the y below them.
func (s *sheet) heading(title, subtitle string) float64 {
	y := s.margin
	if title != "" {
		s.text(s.left(), y+titleSize*ascent, title, styleTitle, s.inner())
		y += titleSize + 8
	}
	if subtitle != "" {
		s.text(s.left(), y+smallSize*ascent, subtitle, styleMuted, s.inner())
		y += smallSize + 8
	}
	return y + 4
}

// key is one entry of a legend: a swatch of some kind and a word.
type key struct {
	label string
	paint func(s *sheet, box Box)
}

// legend sets the keys in lines that wrap, then the remark, and gives the y below them.
func (s *sheet) legend(y float64, keys []key, remark string) float64 {
	if len(keys) == 0 {
		return y
	}
	x := s.left()
	for _, k := range keys {
		width := s.width(k.label, styleMuted)
		if x > s.left() && x+swatchWidth+6+width > s.right() {
			x, y = s.left(), y+legendLine
		}
		k.paint(s, Box{X: x, Y: y + (legendLine-swatchHeight)/2, Width: swatchWidth, Height: swatchHeight})
		x += swatchWidth + 6
		x += s.text(x, y+legendLine/2+smallSize*0.36, k.label, styleMuted, s.right()-x) + 18
	}
	if remark != "" {
		if x > s.left() && x+s.width(remark, styleMuted) > s.right() {
			x, y = s.left(), y+legendLine
		}
		s.text(x, y+legendLine/2+smallSize*0.36, remark, styleMuted, s.right()-x)
	}
	return y + legendLine + 4
}

// sentence fills an empty chart with a line of text where its content would be.
func (s *sheet) sentence(y float64, text string) Scene {
	s.scene.Size.Height = max(s.scene.Size.Height, y+96)
	middle := (y + s.scene.Size.Height) / 2
	s.text(s.scene.Size.Width/2, middle, text, styleText.in(Muted).at(Middle), s.inner())
	return s.scene
}
