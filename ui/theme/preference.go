package theme

import "fmt"

// Preference says which of the two sets of colours is used.
type Preference int

// The preferences.
const (
	System Preference = iota + 1 // as the desktop says
	Light
	Dark
)

// Preferences lists them all, in the order a person is offered them.
func Preferences() []Preference { return []Preference{System, Light, Dark} }

// ParsePreference reads the text form that String writes.
func ParsePreference(text string) (Preference, error) {
	for _, preference := range Preferences() {
		if preference.String() == text {
			return preference, nil
		}
	}
	return 0, fmt.Errorf("%q is no colour preference: use system, light or dark", text)
}

// String is the text form that settings keep.
func (p Preference) String() string {
	switch p {
	case System:
		return "system"
	case Light:
		return "light"
	case Dark:
		return "dark"
	default:
		return ""
	}
}

// Scale is the size of text and controls, in percent of the normal size.
type Scale struct{ percent int }

// The bounds of a scale, in percent.
const (
	SmallestScale = 75
	LargestScale  = 200
)

// NewScale refuses what would not be readable or would not fit a window.
func NewScale(percent int) (Scale, error) {
	if percent < SmallestScale || percent > LargestScale {
		return Scale{}, fmt.Errorf("a size of %d%% is out of bounds: use %d to %d",
			percent, SmallestScale, LargestScale)
	}
	return Scale{percent: percent}, nil
}

// Percent is the scale in percent; 100 where none was set.
func (s Scale) Percent() int {
	if s.percent == 0 {
		return 100
	}
	return s.percent
}

func (s Scale) of(size float32) float32 { return size * float32(s.Percent()) / 100 }
