package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fold hides fields under a title until they are asked for.
type fold struct {
	form  *Form
	box   *fyne.Container
	title *button
	rows  *fyne.Container
}

func newFold(f *Form, title string) *fold {
	made := &fold{form: f, rows: container.NewVBox()}
	made.title = newButton(f, title, theme.MenuExpandIcon(), made.toggle)
	made.title.Importance = widget.LowImportance
	made.title.Alignment = widget.ButtonAlignLeading
	made.rows.Hide()
	made.box = container.NewVBox(made.title, made.rows)
	return made
}

func (f *fold) toggle() {
	if f.rows.Visible() {
		f.rows.Hide()
		f.title.SetIcon(theme.MenuExpandIcon())
		f.form.layOut()
		return
	}
	f.open()
}

func (f *fold) open() {
	if f.rows.Visible() {
		return
	}
	f.rows.Show()
	f.title.SetIcon(theme.MenuDropDownIcon())
	f.form.layOut()
}

// button is a button that Enter presses, and that knows the form's keys.
type button struct {
	widget.Button
	form *Form
}

func newButton(f *Form, text string, icon fyne.Resource, tap func()) *button {
	b := &button{form: f}
	b.Text, b.Icon, b.OnTapped = text, icon, tap
	b.ExtendBaseWidget(b)
	return b
}

// FocusGained closes what a field has left open.
func (b *button) FocusGained() {
	b.Button.FocusGained()
	b.form.float.closeOthers(b)
}

// TypedKey presses the button at Enter and gives up at Escape.
func (b *button) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	case fyne.KeyEscape:
		b.form.giveUp()
	default:
		b.Button.TypedKey(key)
	}
}

// TypedShortcut submits at Ctrl+Enter and leaves the rest to the window.
func (b *button) TypedShortcut(shortcut fyne.Shortcut) {
	if !b.form.commonShortcut(shortcut) {
		passOn(b, shortcut)
	}
}
