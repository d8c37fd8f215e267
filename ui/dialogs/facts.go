package dialogs

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fact is one line of what is known of a thing: what it is called, and what it is.
type Fact struct{ Name, Value string }

// factWidth is how wide facts are set, in letters of the text size: a hash has room in one line.
const factWidth = 52

// FactLines sets facts one below the other, their names at the left.
func FactLines(facts []Fact) fyne.CanvasObject {
	lines := container.New(layout.NewFormLayout())
	for _, fact := range facts {
		name := widget.NewLabel(fact.Name)
		name.Importance = widget.LowImportance
		value := widget.NewLabel(fact.Value)
		value.Wrapping = fyne.TextWrapWord
		lines.Add(name)
		lines.Add(value)
	}
	return lines
}

// Facts says something under a title, and below it the facts with all their digits. copied is given them as text, a
// line each, where a person asks for that.
func Facts(title, text string, facts []Fact, copied func(text string)) Dialog {
	content := container.NewVBox()
	if text != "" {
		content.Add(paragraph(text, widget.MediumImportance))
	}
	content.Add(FactLines(facts))
	return Dialog{
		Title: title, Content: content, Size: fyne.NewSize(factWidth*theme.Size(theme.SizeNameText), 0),
		Actions: []Action{
			{Label: "Copy", Role: Plain, Run: func() bool {
				copied(factText(facts))
				return false
			}},
			{Label: "Close", Role: Primary},
		},
	}
}

func factText(facts []Fact) string {
	var text strings.Builder
	for _, fact := range facts {
		text.WriteString(fact.Name + ": " + fact.Value + "\n")
	}
	return text.String()
}
