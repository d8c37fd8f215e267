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

// cardView is a card: a small title, the figure, a note. To set texts anew is much quicker than to make them, so it
// stays while its figures move.
type cardView struct {
	content            fyne.CanvasObject
	title, value, note *widget.RichText
	shown              Card
}

func newCardView(card Card) *cardView {
	v := &cardView{shown: card}
	v.title, v.value, v.note = cardLine(card.title()), cardLine(card.value()), cardLine(card.note())
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-lineOverlap), v.title, v.value, v.note)
	v.content = container.NewStack(newGround(), lines)
	return v
}

// show shows another card.
func (v *cardView) show(card Card) {
	before := v.shown
	v.shown = card
	for _, line := range []struct {
		view        *widget.RichText
		before, now *widget.TextSegment
	}{
		{v.title, before.title(), card.title()}, {v.value, before.value(), card.value()}, {v.note, before.note(), card.note()},
	} {
		if *line.before != *line.now {
			line.view.Segments = []widget.RichTextSegment{line.now}
			line.view.Refresh()
		}
	}
}

func (c Card) title() *widget.TextSegment {
	return styled(strings.TrimSpace(c.Title+"  "+c.Unit), theme.ColorNamePlaceHolder, theme.SizeNameCaptionText, false)
}

func (c Card) value() *widget.TextSegment {
	return styled(c.Value, theme.ColorNameForeground, theme.SizeNameSubHeadingText, true)
}

func (c Card) note() *widget.TextSegment {
	color := theme.ColorNamePlaceHolder
	if c.Alert {
		color = theme.ColorNameWarning
	}
	return styled(c.Note, color, theme.SizeNameCaptionText, false)
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
func cardLine(text *widget.TextSegment) *widget.RichText {
	line := widget.NewRichText(text)
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
