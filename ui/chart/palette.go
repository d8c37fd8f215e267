package chart

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"stakebook/ledger/scene"
)

// leastContrast is what a theme's accent must reach on its background: small text is written in it.
const leastContrast = 4.5

// paletteFor is the scene palette for the ground that the theme of a widget gives it. Ground, text and accent are
// the theme's own; the colours of amounts stay those that colour-blind readers can tell apart.
func paletteFor(w fyne.Widget) scene.Palette {
	ground := opaque(theme.ColorForWidget(theme.ColorNameBackground, w))
	palette := scene.Light()
	white, black := color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}, color.NRGBA{A: 0xFF}
	if scene.Contrast(ground, white) > scene.Contrast(ground, black) {
		palette = scene.Dark()
	}
	palette = palette.With(scene.Background, ground).
		With(scene.Foreground, opaque(theme.ColorForWidget(theme.ColorNameForeground, w)))
	accent := opaque(theme.ColorForWidget(theme.ColorNamePrimary, w))
	if scene.Contrast(ground, accent) >= leastContrast {
		palette = palette.With(scene.Accent, accent)
	}
	return palette
}

func opaque(c color.Color) color.NRGBA {
	n, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 0xFF
	return n
}

// faded is a colour with so much of its opacity, 0 to 255.
func faded(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
