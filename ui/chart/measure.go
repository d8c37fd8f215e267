package chart

import (
	"fyne.io/fyne/v2"

	"stakebook/ledger/scene"
)

type glyphKey struct {
	r    rune
	size float64
	bold bool
}

// measureInto measures text in the theme's font. It adds up the widths of single characters, each asked for once and
// kept, so that a layout of thousands of labels is quick; kerning would only make a text a little narrower.
func measureInto(widths map[glyphKey]float64) scene.Measure {
	return measureWith(widths, func(key glyphKey) float64 {
		width := float64(fyne.MeasureText(string(key.r), float32(key.size), fyne.TextStyle{Bold: key.bold}).Width)
		widths[key] = width
		return width
	})
}

// measureWith measures text with the widths of letters that are known, and asks for that of any other.
func measureWith(widths map[glyphKey]float64, ask func(glyphKey) float64) scene.Measure {
	return func(text string, size float64, bold bool) float64 {
		sum := 0.0
		for _, r := range text {
			key := glyphKey{r, size, bold}
			width, known := widths[key]
			if !known {
				width = ask(key)
			}
			sum += width
		}
		return sum
	}
}
