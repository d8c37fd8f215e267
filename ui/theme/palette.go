package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// palette names each colour by its work.
type palette struct {
	paper, header, input, raised, button color.NRGBA // grounds
	border, rule                         color.NRGBA // lines: around fields, between rows
	ink, quiet, disabled                 color.NRGBA // text
	blue, onBlue                         color.NRGBA // what can be pressed, and text on it
	red, onRed                           color.NRGBA // wrong
	amber, onAmber                       color.NRGBA // near
	green, onGreen                       color.NRGBA // done
	selection, focus, hover, pressed     color.NRGBA
	bar, trough, shadow                  color.NRGBA
}

func light() palette {
	return palette{
		paper: rgb(0xfdfdfe), header: rgb(0xf1f3f6), input: rgb(0xf1f4f8), raised: rgb(0xffffff),
		button: rgb(0xe8ebf0),
		border: rgb(0x7d8794), rule: rgb(0xdfe3e8),
		ink: rgb(0x1b2027), quiet: rgb(0x505a66), disabled: rgb(0x5f6873),
		blue: rgb(0x1b5a9e), onBlue: rgb(0xffffff),
		red: rgb(0xa81f1a), onRed: rgb(0xffffff),
		amber: rgb(0x7a4b00), onAmber: rgb(0xffffff),
		green: rgb(0x17603a), onGreen: rgb(0xffffff),
		selection: rgb(0xd5e5f7), focus: rgba(0x1b5a9e, 0x2e), hover: rgba(0x000000, 0x0a),
		pressed: rgba(0x000000, 0x16),
		bar:     rgba(0x000000, 0x66), trough: rgb(0xe6e9ee), shadow: rgba(0x000000, 0x38),
	}
}

func dark() palette {
	return palette{
		paper: rgb(0x14181d), header: rgb(0x1e242b), input: rgb(0x1a2027), raised: rgb(0x20262e),
		button: rgb(0x262d36),
		border: rgb(0x76818e), rule: rgb(0x2b323b),
		ink: rgb(0xe7eaee), quiet: rgb(0xadb6c1), disabled: rgb(0x9aa3ae),
		blue: rgb(0x7cb8f7), onBlue: rgb(0x0b1520),
		red: rgb(0xff9a91), onRed: rgb(0x250706),
		amber: rgb(0xf0bc5e), onAmber: rgb(0x211500),
		green: rgb(0x83d3a0), onGreen: rgb(0x05190d),
		selection: rgb(0x1f3f61), focus: rgba(0x7cb8f7, 0x26), hover: rgba(0xffffff, 0x0d),
		pressed: rgba(0xffffff, 0x1a),
		bar:     rgba(0xffffff, 0x70), trough: rgb(0x20262e), shadow: rgba(0x000000, 0x80),
	}
}

// of is the colour that a name of the toolkit asks for.
func (p palette) of(name fyne.ThemeColorName) (shade color.NRGBA, found bool) {
	if shade, found = p.ground(name); found {
		return shade, true
	}
	if shade, found = p.text(name); found {
		return shade, true
	}
	return p.mark(name)
}

func (p palette) ground(name fyne.ThemeColorName) (color.NRGBA, bool) {
	switch name {
	case theme.ColorNameBackground:
		return p.paper, true
	case theme.ColorNameHeaderBackground, theme.ColorNameInnerWindowBorder, theme.ColorNameInnerWindowBorderInactive:
		return p.header, true
	case theme.ColorNameInputBackground:
		return p.input, true
	case theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return p.raised, true
	case theme.ColorNameButton, theme.ColorNameDisabledButton:
		return p.button, true
	case theme.ColorNameSelection:
		return p.selection, true
	default:
		return color.NRGBA{}, false
	}
}

func (p palette) text(name fyne.ThemeColorName) (color.NRGBA, bool) {
	switch name {
	case theme.ColorNameForeground:
		return p.ink, true
	case theme.ColorNamePlaceHolder:
		return p.quiet, true
	case theme.ColorNameDisabled:
		return p.disabled, true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return p.blue, true
	case theme.ColorNameForegroundOnPrimary:
		return p.onBlue, true
	case theme.ColorNameError:
		return p.red, true
	case theme.ColorNameForegroundOnError:
		return p.onRed, true
	case theme.ColorNameWarning:
		return p.amber, true
	case theme.ColorNameForegroundOnWarning:
		return p.onAmber, true
	case theme.ColorNameSuccess:
		return p.green, true
	case theme.ColorNameForegroundOnSuccess:
		return p.onGreen, true
	default:
		return color.NRGBA{}, false
	}
}

func (p palette) mark(name fyne.ThemeColorName) (color.NRGBA, bool) {
	switch name {
	case theme.ColorNameInputBorder:
		return p.border, true
	case theme.ColorNameSeparator:
		return p.rule, true
	case theme.ColorNameFocus:
		return p.focus, true
	case theme.ColorNameHover:
		return p.hover, true
	case theme.ColorNamePressed:
		return p.pressed, true
	case theme.ColorNameScrollBar:
		return p.bar, true
	case theme.ColorNameScrollBarBackground:
		return p.trough, true
	case theme.ColorNameShadow:
		return p.shadow, true
	default:
		return color.NRGBA{}, false
	}
}

func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xff) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
