package scene

import "math"

// Pattern fills a rectangle so that it can be told apart without colour.
type Pattern uint8

// The patterns. All but Solid, Tint and OutlineDashed lie on a tinted ground within a thin outline.
const (
	// Solid is one flat colour.
	Solid Pattern = iota
	// Hatch is diagonal lines rising to the right.
	Hatch
	// Counterhatch is diagonal lines falling to the right.
	Counterhatch
	// Dots is a staggered grid of dots.
	Dots
	// Outline is a tinted ground within its outline.
	Outline
	// OutlineDashed is a dashed outline with nothing inside.
	OutlineDashed
	// Struck is a tinted ground struck through by a line.
	Struck
	// Tint is the tinted ground alone.
	Tint
	patterns int = iota
)

// Patterns lists every pattern.
func Patterns() []Pattern {
	all := make([]Pattern, patterns)
	for i := range all {
		all[i] = Pattern(i)
	}
	return all
}

// String is the pattern's name as SVG identifiers carry it.
func (p Pattern) String() string {
	switch p {
	case Solid:
		return "solid"
	case Hatch:
		return "hatch"
	case Counterhatch:
		return "counterhatch"
	case Dots:
		return "dots"
	case Outline:
		return "outline"
	case OutlineDashed:
		return "outline-dashed"
	case Struck:
		return "struck"
	case Tint:
		return "tint"
	}
	return "unknown"
}

// The measures of the patterns, in scene pixels. SVG and the rasters share them.
const (
	hatchPeriod = 6.0 // along the x axis
	hatchWidth  = 1.4 // across the line
	dotPeriod   = 6.0
	dotRadius   = 1.15
	outlineInk  = 1.0
	struckInk   = 1.4
)

// Ink is how much of the pattern's ink covers a square device pixel, 0 to 1. The pixel's centre is
// (x, y) from the top left corner of a rectangle of the given size; pixel is its side. All are in scene pixels.
func (p Pattern) Ink(x, y float64, size Size, pixel float64) float64 {
	if p == Solid || p == Tint {
		return 1
	}
	edge := min(x, y, size.Width-x, size.Height-y)
	outline := cover(outlineInk-edge, pixel)
	switch p {
	case Outline:
		return outline
	case OutlineDashed:
		return outline * dashInk(x, y, size, pixel)
	case Hatch:
		return max(outline, diagonalInk(x+y, pixel))
	case Counterhatch:
		return max(outline, diagonalInk(x-y, pixel))
	case Dots:
		return max(outline, dotInk(x, y, pixel))
	case Struck:
		return max(outline, cover(struckInk/2-math.Abs(y-size.Height/2), pixel))
	case Solid, Tint:
	}
	return 1
}

// cover turns a depth inside a shape's edge into the covered part of a pixel there.
func cover(depth, pixel float64) float64 { return min(max(depth/pixel+0.5, 0), 1) }

func diagonalInk(along, pixel float64) float64 {
	offset := math.Abs(along-hatchPeriod*math.Round(along/hatchPeriod)) / math.Sqrt2
	return cover(hatchWidth/2-offset, pixel)
}

func dotInk(x, y, pixel float64) float64 {
	ink := 0.0
	for _, shift := range []float64{dotPeriod / 4, 3 * dotPeriod / 4} {
		dx, dy := x-shift, y-shift
		dx -= dotPeriod * math.Round(dx/dotPeriod)
		dy -= dotPeriod * math.Round(dy/dotPeriod)
		ink = max(ink, cover(dotRadius-math.Hypot(dx, dy), pixel))
	}
	return ink
}

// dashInk runs the dashes along whichever edge is nearest.
func dashInk(x, y float64, size Size, pixel float64) float64 {
	on, off := Dashed.Lengths()
	along := x
	if min(x, size.Width-x) < min(y, size.Height-y) {
		along = y
	}
	phase := math.Mod(along, on+off)
	return cover(min(phase, on-phase), pixel)
}
