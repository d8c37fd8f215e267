package dialogs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Secret is a field for a passphrase, with its name above it and what is wrong with it below. A dialog that it stands
// in is told of Esc and Enter.
type Secret struct {
	entry   *Entry
	wrong   *widget.Label
	content *fyne.Container
}

// NewSecret is an empty field.
func NewSecret(name string) *Secret {
	s := &Secret{entry: NewPasswordEntry(), wrong: paragraph("", widget.DangerImportance)}
	// Instead of the toolkit's own eye, which only the mouse reaches.
	s.entry.ActionItem = canvas.NewRectangle(nil)
	s.entry.OnChanged = func(string) { s.Refuse("") }
	s.content = container.NewVBox()
	if name != "" {
		s.content.Add(widget.NewLabel(name))
	}
	s.content.Add(s.entry)
	s.content.Add(s.wrong)
	s.wrong.Hide()
	return s
}

// Content is the field with its words.
func (s *Secret) Content() fyne.CanvasObject { return s.content }

// First is what takes the keyboard.
func (s *Secret) First() fyne.Focusable { return s.entry }

// Typed is what was typed, and stays in the field.
func (s *Secret) Typed() []byte { return []byte(s.entry.Text) }

// Empty takes what was typed out of the field.
func (s *Secret) Empty() { s.entry.SetText("") }

// Refuse says what is wrong; empty for nothing any more.
func (s *Secret) Refuse(text string) {
	if s.wrong.Text == text {
		return
	}
	s.wrong.SetText(text)
	s.wrong.Hidden = text == ""
	s.content.Refresh()
}

// Reveal shows what is typed, or hides it again.
func (s *Secret) Reveal(shown bool) {
	s.entry.Password = !shown
	s.entry.Refresh()
}

// NewReveal is a check that shows what is typed into some fields, by mouse or by keyboard.
func NewReveal(secrets ...*Secret) *Check {
	return NewCheck("Show what is typed", func(shown bool) {
		for _, s := range secrets {
			s.Reveal(shown)
		}
	})
}
