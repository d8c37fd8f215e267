package scene

import (
	"image/color"
	"math"
)

// Palette gives each role its colour on one ground. The zero Palette is not for use;
// take Light or Dark.
type Palette struct {
	colors [roles]color.NRGBA
}

// Light is the palette for a white ground. Its hues follow Okabe and Ito's set for
// colour-blind readers (blue, vermilion, green, purple, yellow). Each is as dark as it takes to
// stand out from white by 3 to 1 and to differ in lightness where readers without red or green
// cones see two of them as one hue.
func Light() Palette {
	return Palette{colors: [roles]color.NRGBA{
		Background:  rgb(0xFFFFFF),
		Foreground:  rgb(0x1B1F24),
		Muted:       rgb(0x5E6670),
		Axis:        rgb(0x8A929C),
		Grid:        rgb(0xE6E9ED),
		Cap:         rgb(0x14181D),
		Funded:      rgb(0x0A519B),
		Called:      rgb(0xA03B0F),
		Firm:        rgb(0x0A7A5E),
		Conditional: rgb(0xBD62CC),
		Option:      rgb(0xAC8A00),
		Released:    rgb(0x8A939D),
		Indicative:  rgb(0x5A5F8A),
		Accent:      rgb(0x0A519B),
		Positive:    rgb(0x00775C),
		Negative:    rgb(0xB3261E),
	}}
}

// Dark is the palette for a near-black ground.
func Dark() Palette {
	return Palette{colors: [roles]color.NRGBA{
		Background:  rgb(0x17181B),
		Foreground:  rgb(0xECEEF1),
		Muted:       rgb(0xA3ABB5),
		Axis:        rgb(0x7C858F),
		Grid:        rgb(0x2C2F34),
		Cap:         rgb(0xF7F8FA),
		Funded:      rgb(0x4C9FE8),
		Called:      rgb(0xE0692F),
		Firm:        rgb(0x35C796),
		Conditional: rgb(0xBE62A8),
		Option:      rgb(0xEBC653),
		Released:    rgb(0xB9BFC9),
		Indicative:  rgb(0xA6ABD6),
		Accent:      rgb(0x6CB4EC),
		Positive:    rgb(0x3CC39D),
		Negative:    rgb(0xFF8A80),
	}}
}

// Color is the colour of a role.
func (p Palette) Color(r Role) color.NRGBA {
	if int(r) >= roles {
		return p.colors[Foreground]
	}
	return p.colors[r]
}

// With is the palette with one role in another colour.
func (p Palette) With(r Role, c color.NRGBA) Palette {
	if int(r) < roles {
		p.colors[r] = c
	}
	return p
}

// tintPercent is how much of a role's colour lies on the ground under its pattern.
const tintPercent = 16

// Tint is the ground under a role's pattern: a little of its colour over the background.
func (p Palette) Tint(r Role) color.NRGBA {
	return mix(p.Color(Background), p.Color(r), tintPercent)
}

// Paint is the colour of a pattern's ink and of the ground under it. A pattern without
// ground has a transparent one.
func (p Palette) Paint(r Role, pattern Pattern) (ink, ground color.NRGBA) {
	switch pattern {
	case Solid:
		return p.Color(r), p.Color(r)
	case OutlineDashed:
		return p.Color(r), color.NRGBA{}
	case Tint:
		return p.Tint(r), p.Tint(r)
	case Hatch, Counterhatch, Dots, Outline, Struck:
		return p.Color(r), p.Tint(r)
	}
	return p.Color(r), p.Color(r)
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

func mix(ground, ink color.NRGBA, percent int) color.NRGBA {
	blend := func(a, b uint8) uint8 { return uint8((int(a)*(100-percent) + int(b)*percent + 50) / 100) }
	return color.NRGBA{R: blend(ground.R, ink.R), G: blend(ground.G, ink.G), B: blend(ground.B, ink.B), A: 0xFF}
}

// Contrast is the contrast ratio of two opaque colours, 1 to 21, as WCAG 2 defines it.
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
