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

// newMeasure measures text in the theme's font. It adds up the widths of single characters, each asked for once, so
// that a layout of thousands of labels is quick; kerning would only make a text a little narrower.
func newMeasure() scene.Measure {
	widths := map[glyphKey]float64{}
	return func(text string, size float64, bold bool) float64 {
		sum := 0.0
		for _, r := range text {
			key := glyphKey{r, size, bold}
			width, known := widths[key]
			if !known {
				width = float64(fyne.MeasureText(string(r), float32(size), fyne.TextStyle{Bold: bold}).Width)
				widths[key] = width
			}
			sum += width
		}
		return sum
	}
}
