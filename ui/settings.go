package ui

import (
	"fyne.io/fyne/v2"

	"stakebook/ui/theme"
)

// The keys under which the toolkit keeps settings.
const (
	keyTheme  = "theme"
	keyScale  = "scale"
	keyPage   = "page"
	keyWidth  = "window.width"
	keyHeight = "window.height"
)

// The size of the window at the first start, and the least that is believed of a remembered one.
const (
	firstWidth, firstHeight = 1280, 820
	leastWidth, leastHeight = 640, 480
)

// settings are what is remembered from one start to the next. They hold no figure of any book.
type settings struct{ kept fyne.Preferences }

func (s settings) preference() theme.Preference {
	preference, err := theme.ParsePreference(s.kept.String(keyTheme))
	if err != nil { // nothing kept yet, or something that a person wrote there
		return theme.System
	}
	return preference
}

func (s settings) scale() theme.Scale {
	scale, err := theme.NewScale(s.kept.IntWithFallback(keyScale, 100))
	if err != nil {
		return theme.Scale{}
	}
	return scale
}

func (s settings) setAppearance(preference theme.Preference, scale theme.Scale) {
	s.kept.SetString(keyTheme, preference.String())
	s.kept.SetInt(keyScale, scale.Percent())
}

func (s settings) size() fyne.Size {
	width := s.kept.FloatWithFallback(keyWidth, firstWidth)
	height := s.kept.FloatWithFallback(keyHeight, firstHeight)
	return fyne.NewSize(max(float32(width), leastWidth), max(float32(height), leastHeight))
}

func (s settings) setSize(size fyne.Size) {
	s.kept.SetFloat(keyWidth, float64(size.Width))
	s.kept.SetFloat(keyHeight, float64(size.Height))
}

func (s settings) page() string      { return s.kept.String(keyPage) }
func (s settings) setPage(id string) { s.kept.SetString(keyPage, id) }
