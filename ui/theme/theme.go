package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"stakebook/assets"
)

// Theme gives the toolkit our colours and sizes. Fonts and icons are the toolkit's own.
type Theme struct {
	preference Preference
	scale      Scale
}

var _ fyne.Theme = Theme{}

// New is the theme in the normal size.
func New(preference Preference) Theme { return Theme{preference: preference} }

// Scaled is the same theme with text and controls in another size.
func (t Theme) Scaled(scale Scale) Theme {
	t.scale = scale
	return t
}

// Color looks a colour up; the variant counts only where the preference is the system's.
func (t Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	variant = t.variant(variant)
	palette := light()
	if variant == theme.VariantDark {
		palette = dark()
	}
	if shade, found := palette.of(name); found {
		return shade
	}
	return theme.DefaultTheme().Color(name, variant)
}

// variant is the variant that is shown when the desktop asks for the given one.
func (t Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.preference {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	default:
		return system
	}
}

// Font is the bundled face, upright and bold; other styles are the toolkit's own. Its digits are all of one width, and
// it has the signs that stand before figures.
func (t Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Italic, style.Monospace, style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return fyne.NewStaticResource("OpenSans-Bold.ttf", assets.FontBold)
	default:
		return fyne.NewStaticResource("OpenSans-Regular.ttf", assets.FontRegular)
	}
}

// Icon is the toolkit's own.
func (t Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size is compact: a page of figures should fit a screen.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return t.scale.of(13)
	case theme.SizeNameCaptionText:
		return t.scale.of(11)
	case theme.SizeNameSubHeadingText:
		return t.scale.of(16)
	case theme.SizeNameHeadingText:
		return t.scale.of(20)
	case theme.SizeNameInlineIcon:
		return t.scale.of(18)
	case theme.SizeNameInnerPadding:
		return t.scale.of(6)
	case theme.SizeNameScrollBarSmall:
		return t.scale.of(4)
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameCardRadius,
		theme.SizeNamePopupRadius, theme.SizeNameMenuRadius, theme.SizeNameSelectionRadius:
		return 3
	case theme.SizeNameDialogRadius:
		return 6
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder, theme.SizeNameModalBlurRadius,
		theme.SizeNameScrollBarRadius, theme.SizeNameInnerWindowRadius, theme.SizeNameWindowButtonRadius:
		return theme.DefaultTheme().Size(name)
	default:
		return t.scale.of(theme.DefaultTheme().Size(name))
	}
}
