package dialogs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// textWidth is how wide a message is set, in letters of the text size.
const textWidth = 34

// Message says something that a person must know and nothing has to be decided about.
func Message(window fyne.Window, title, text string) *Shown {
	return Show(window, Dialog{
		Title: title, Content: paragraphs(nil, text, ""),
		Actions: []Action{{Label: "Close", Role: Primary}},
	})
}

// Error says what went wrong under a title that says what was tried. An error's words say what was wrong and then,
// after the last semicolon, what to do: that is shown apart.
func Error(window fyne.Window, title string, err error) *Shown {
	wrong, toDo := parted(err.Error())
	icon := widget.NewIcon(theme.NewErrorThemedResource(theme.ErrorIcon()))
	return Show(window, Dialog{
		Title: title, Content: paragraphs(icon, sentence(wrong), sentence(toDo)),
		Actions: []Action{{Label: "Close", Role: Primary}},
	})
}

// parted splits an error's words into what was wrong and what to do.
func parted(text string) (wrong, toDo string) {
	at := strings.LastIndex(text, "; ")
	if at < 0 {
		return text, ""
	}
	return text[:at], text[at+2:]
}

// Question asks before something is done.
type Question struct {
	Title string
	Text  string
	Yes   string // the button that does it, such as "Reverse"
	No    string // the button that leaves it; "Cancel" where empty
	Risky bool   // it cannot be taken back: Enter does not do it
}

// Confirm asks, and does it when the answer is yes.
func Confirm(window fyne.Window, question Question, do func()) *Shown {
	role, no := Primary, question.No
	if question.Risky {
		role = Danger
	}
	if no == "" {
		no = "Cancel"
	}
	confirmed := false
	return Show(window, Dialog{
		Title: question.Title, Content: paragraphs(nil, question.Text, ""),
		Actions: []Action{
			{Label: no, Role: Dismiss},
			{Label: question.Yes, Role: role, Run: func() bool {
				confirmed = true
				return true
			}},
		},
		// Only when the dialog is gone: what is done may open another one.
		OnClosed: func() {
			if confirmed {
				do()
			}
		},
	})
}

// paragraphs sets a message, and a hint under it, beside an icon if there is one.
func paragraphs(icon fyne.CanvasObject, text, hint string) fyne.CanvasObject {
	words := container.NewVBox(paragraph(text, widget.MediumImportance))
	if hint != "" {
		words.Add(paragraph(hint, widget.LowImportance))
	}
	width := textWidth * theme.Size(theme.SizeNameText)
	body := container.New(&column{width: width}, words)
	if icon == nil {
		return body
	}
	return container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(icon)), nil, body)
}

func paragraph(text string, importance widget.Importance) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping, label.Importance = fyne.TextWrapWord, importance
	return label
}

// column gives its content a fixed width to wrap in.
type column struct{ width float32 }

// MinSize is the width and the height that the content needs at it.
func (c *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range objects {
		if object.Size().Width != c.width {
			object.Resize(fyne.NewSize(c.width, object.MinSize().Height))
		}
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(c.width, height)
}

// Layout fills the room there is.
func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(size)
	}
}

// sentence makes an error's words a sentence.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	text = string(unicode.ToUpper(first)) + text[size:]
	if strings.ContainsAny(text[len(text)-1:], ".!?:…") {
		return text
	}
	return text + "."
}
