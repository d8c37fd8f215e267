package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cardView draws a card: a small title, the figure, a note.
func cardView(card Card) fyne.CanvasObject {
	note := theme.ColorNamePlaceHolder
	if card.Alert {
		note = theme.ColorNameWarning
	}
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-lineOverlap),
		cardLine(strings.TrimSpace(card.Title+"  "+card.Unit), theme.ColorNamePlaceHolder, theme.SizeNameCaptionText, false),
		cardLine(card.Value, theme.ColorNameForeground, theme.SizeNameSubHeadingText, true),
		cardLine(card.Note, note, theme.SizeNameCaptionText, false),
	)
	return container.NewStack(newGround(), lines)
}

// ground is what a card stands on, in the colour of the theme as it is now.
type ground struct {
	widget.BaseWidget
	shape *canvas.Rectangle
}

func newGround() *ground {
	g := &ground{shape: canvas.NewRectangle(nil)}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer draws the ground.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	g.paint()
	return widget.NewSimpleRenderer(g.shape)
}

// Refresh follows the theme.
func (g *ground) Refresh() {
	g.paint()
	g.BaseWidget.Refresh()
}

func (g *ground) paint() {
	g.shape.FillColor = theme.Color(theme.ColorNameHeaderBackground)
	g.shape.CornerRadius = theme.Size(theme.SizeNameInputRadius)
}

// lineOverlap brings the lines of a card together: texts pad themselves for standing alone.
const lineOverlap = 14

// cardLine is one line of a card, cut with an ellipsis where the card is too narrow for it.
func cardLine(text string, color fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool) fyne.CanvasObject {
	line := widget.NewRichText(styled(text, color, size, bold))
	line.Truncation = fyne.TextTruncateEllipsis
	return line
}

// styled is a piece of text in the theme's colour and size.
func styled(text string, color fyne.ThemeColorName, size fyne.ThemeSizeName, bold bool) *widget.TextSegment {
	return &widget.TextSegment{Text: text, Style: widget.RichTextStyle{Inline: true, ColorName: color, SizeName: size,
		TextStyle: fyne.TextStyle{Bold: bold}}}
}

// section is a titled part of a page.
func section(title string, content fyne.CanvasObject) fyne.CanvasObject {
	heading := widget.NewLabel(title)
	heading.TextStyle.Bold = true
	return container.NewBorder(heading, nil, nil, nil, content)
}

// chooser makes a select that is as wide as its longest option.
func chooser(options []string, chosen int, changed func(index int)) *widget.Select {
	s := widget.NewSelect(options, nil)
	widest := float32(0)
	for _, option := range options {
		if width := fyne.MeasureText(option, theme.TextSize(), fyne.TextStyle{}).Width; width > widest {
			s.PlaceHolder, widest = option, width
		}
	}
	s.SetSelectedIndex(chosen)
	s.OnChanged = func(string) { changed(s.SelectedIndex()) }
	return s
}

// partyTitle is a column's title where ids are hidden and names stand for them.
func partyTitle(column string) string {
	switch column {
	case "investor_name":
		return "Investor"
	case "company_name":
		return "Company"
	default:
		return ""
	}
}
