package theme_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"

	"stakebook/ui/theme"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(shade color.NRGBA) float64 {
	channel := func(value uint8) float64 {
		share := float64(value) / 255
		if share <= 0.04045 {
			return share / 12.92
		}
		return math.Pow((share+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(shade.R) + 0.7152*channel(shade.G) + 0.0722*channel(shade.B)
}

// contrast is the contrast ratio of WCAG 2.2, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	lighter, darker := luminance(a), luminance(b)
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

// over lays a translucent colour on an opaque one.
func over(top, ground color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 {
		return uint8((int(a)*int(top.A) + int(b)*(255-int(top.A)) + 127) / 255)
	}
	return color.NRGBA{R: mix(top.R, ground.R), G: mix(top.G, ground.G), B: mix(top.B, ground.B), A: 255}
}

func shade(t *testing.T, th theme.Theme, name fyne.ThemeColorName) color.NRGBA {
	t.Helper()
	found, ok := th.Color(name, toolkit.VariantLight).(color.NRGBA)
	if !ok {
		t.Fatalf("%s is not one of our colours", name)
	}
	return found
}

func TestTheContrastFormulaIsTheStandards(t *testing.T) {
	white, black := color.NRGBA{R: 255, G: 255, B: 255, A: 255}, color.NRGBA{A: 255}
	if got := fmt.Sprintf("%.2f", contrast(white, black)); got != "21.00" {
		t.Errorf("white on black: %s", got)
	}
	grey := color.NRGBA{R: 0x77, G: 0x77, B: 0x77, A: 255}
	if got := fmt.Sprintf("%.2f", contrast(white, grey)); got != "4.48" {
		t.Errorf("#777 on white is known to fall short with 4.48: %s", got)
	}
}

func TestTextIsReadableOnEveryGround(t *testing.T) {
	texts := []fyne.ThemeColorName{
		toolkit.ColorNameForeground, toolkit.ColorNamePlaceHolder, toolkit.ColorNameDisabled,
		toolkit.ColorNamePrimary, toolkit.ColorNameHyperlink,
		toolkit.ColorNameError, toolkit.ColorNameWarning, toolkit.ColorNameSuccess,
	}
	grounds := []fyne.ThemeColorName{
		toolkit.ColorNameBackground, toolkit.ColorNameHeaderBackground, toolkit.ColorNameInputBackground,
		toolkit.ColorNameMenuBackground, toolkit.ColorNameOverlayBackground, toolkit.ColorNameButton,
		toolkit.ColorNameDisabledButton, toolkit.ColorNameSelection,
	}
	overlays := []fyne.ThemeColorName{"", toolkit.ColorNameHover, toolkit.ColorNameFocus}
	for _, preference := range []theme.Preference{theme.Light, theme.Dark} {
		th := theme.New(preference)
		for _, ground := range grounds {
			for _, overlay := range overlays {
				paper := shade(t, th, ground)
				if overlay != "" && ground != toolkit.ColorNameSelection {
					paper = over(shade(t, th, overlay), paper)
				}
				for _, text := range texts {
					// What is disabled is never focused, pointed at or selected.
					alone := overlay == "" && ground != toolkit.ColorNameSelection
					if text == toolkit.ColorNameDisabled && !alone {
						continue
					}
					if got := contrast(shade(t, th, text), paper); got < 4.5 {
						t.Errorf("%s: %s on %s %s: contrast %.2f, at least 4.5 wanted",
							preference, text, ground, overlay, got)
					}
				}
			}
		}
	}
}

func TestTextIsReadableOnColouredButtons(t *testing.T) {
	pairs := map[fyne.ThemeColorName]fyne.ThemeColorName{
		toolkit.ColorNameForegroundOnPrimary: toolkit.ColorNamePrimary,
		toolkit.ColorNameForegroundOnError:   toolkit.ColorNameError,
		toolkit.ColorNameForegroundOnWarning: toolkit.ColorNameWarning,
		toolkit.ColorNameForegroundOnSuccess: toolkit.ColorNameSuccess,
	}
	for _, preference := range []theme.Preference{theme.Light, theme.Dark} {
		th := theme.New(preference)
		for text, ground := range pairs {
			for _, overlay := range []fyne.ThemeColorName{toolkit.ColorNameHover, toolkit.ColorNamePressed} {
				paper := over(shade(t, th, overlay), shade(t, th, ground))
				if got := contrast(shade(t, th, text), paper); got < 4.5 {
					t.Errorf("%s: %s on %s %s: contrast %.2f", preference, text, ground, overlay, got)
				}
			}
		}
	}
}

func TestTheEdgesOfFieldsStandOut(t *testing.T) {
	for _, preference := range []theme.Preference{theme.Light, theme.Dark} {
		th := theme.New(preference)
		for _, ground := range []fyne.ThemeColorName{toolkit.ColorNameBackground, toolkit.ColorNameOverlayBackground} {
			if got := contrast(shade(t, th, toolkit.ColorNameInputBorder), shade(t, th, ground)); got < 3 {
				t.Errorf("%s: the border of a field on %s: contrast %.2f, at least 3 wanted", preference, ground, got)
			}
		}
	}
}

func TestTheSystemIsFollowedUnlessThePersonChose(t *testing.T) {
	ground := func(preference theme.Preference, variant fyne.ThemeVariant) color.Color {
		return theme.New(preference).Color(toolkit.ColorNameBackground, variant)
	}
	lightPaper, darkPaper := ground(theme.Light, toolkit.VariantLight), ground(theme.Dark, toolkit.VariantDark)
	if lightPaper == darkPaper {
		t.Fatal("light and dark have the same paper")
	}
	for _, check := range []struct {
		name       string
		preference theme.Preference
		system     fyne.ThemeVariant
		want       color.Color
	}{
		{"the system's light", theme.System, toolkit.VariantLight, lightPaper},
		{"the system's dark", theme.System, toolkit.VariantDark, darkPaper},
		{"light on a dark desktop", theme.Light, toolkit.VariantDark, lightPaper},
		{"dark on a light desktop", theme.Dark, toolkit.VariantLight, darkPaper},
	} {
		if got := ground(check.preference, check.system); got != check.want {
			t.Errorf("%s: %v, want %v", check.name, got, check.want)
		}
	}
}

func TestScaleSizesTextAndControls(t *testing.T) {
	double, err := theme.NewScale(200)
	if err != nil {
		t.Fatal(err)
	}
	normal := theme.New(theme.Light)
	for _, name := range []fyne.ThemeSizeName{
		toolkit.SizeNameText, toolkit.SizeNameInlineIcon, toolkit.SizeNamePadding, toolkit.SizeNameInnerPadding,
		toolkit.SizeNameScrollBar, toolkit.SizeNameCaptionText,
	} {
		if got, want := normal.Scaled(double).Size(name), 2*normal.Size(name); got != want || want == 0 {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	thickness := toolkit.SizeNameSeparatorThickness
	if got := normal.Scaled(double).Size(thickness); got != normal.Size(thickness) {
		t.Errorf("a thin rule stays thin: %v", got)
	}
}

func TestScalesOutOfBoundsAreRefused(t *testing.T) {
	for percent, fine := range map[int]bool{74: false, 75: true, 200: true, 201: false, 0: false, -100: false} {
		if _, err := theme.NewScale(percent); (err == nil) != fine {
			t.Errorf("%d%%: %v", percent, err)
		}
	}
	if got := (theme.Scale{}).Percent(); got != 100 {
		t.Errorf("no scale is the normal one: %d", got)
	}
}

func TestPreferencesAreReadAsTheyAreWritten(t *testing.T) {
	for _, preference := range theme.Preferences() {
		got, err := theme.ParsePreference(preference.String())
		if err != nil || got != preference {
			t.Errorf("%s: %v, %v", preference, got, err)
		}
	}
	if _, err := theme.ParsePreference(""); err == nil {
		t.Error("an empty preference was accepted")
	}
}
