package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// line is an input that text is typed into: of one row, or of several. What a date or a picker does beyond that
// hangs on its hooks.
type line struct {
	widget.Entry
	field *field

	keys    func(fyne.KeyName) bool // true where the key has done its work
	runes   func(rune) bool         // the same of what is typed
	typed   func()                  // the person has changed the text
	leaving func() (stays bool)     // before the keyboard goes; stays where it comes back at once

	setting bool // the form, not the person, changes the text
}

func newLine(f *field, rows int) *line {
	l := &line{field: f}
	l.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if rows > 1 {
		l.MultiLine = true
		l.Wrapping = fyne.TextWrapWord
	}
	l.OnChanged = func(string) {
		if l.setting {
			return
		}
		f.edited()
		if l.typed != nil {
			l.typed()
		}
	}
	l.ExtendBaseWidget(l)
	if rows > 1 {
		l.SetMinRowsVisible(rows)
	}
	return l
}

func (l *line) value() string { return l.Text }

func (l *line) setValue(text string) {
	l.setting = true
	l.SetText(text)
	l.setting = false
}

// change sets the text as the person would.
func (l *line) change(text string) {
	l.setValue(text)
	l.CursorRow, l.CursorColumn = 0, len([]rune(text))
	l.Refresh()
	l.field.edited()
}

func (l *line) mark(problem error) {
	l.AlwaysShowValidationError = true
	l.SetValidationError(problem)
	l.AlwaysShowValidationError = problem != nil
	l.Refresh()
}

// AcceptsTab leaves the Tab key to the form, in texts of several rows too.
func (l *line) AcceptsTab() bool { return false }

// FocusGained closes what another field has left open and brings this one into view.
func (l *line) FocusGained() {
	l.Entry.FocusGained()
	l.field.form.float.closeOthers(l)
	l.field.reveal()
}

// FocusLost checks the text.
func (l *line) FocusLost() {
	l.Entry.FocusLost()
	if l.leaving != nil && l.leaving() {
		return
	}
	l.field.left()
}

// TypedKey submits at Enter and gives up at Escape.
func (l *line) TypedKey(key *fyne.KeyEvent) {
	if l.keys != nil && l.keys(key.Name) {
		return
	}
	if l.field.form.commonKey(key.Name, l.MultiLine) {
		return
	}
	l.Entry.TypedKey(key)
}

// TypedRune takes what is typed.
func (l *line) TypedRune(r rune) {
	if l.runes != nil && l.runes(r) {
		return
	}
	l.Entry.TypedRune(r)
}

// TypedShortcut submits at Ctrl+Enter and checks what is pasted at once.
func (l *line) TypedShortcut(shortcut fyne.Shortcut) {
	if l.field.form.commonShortcut(shortcut) {
		return
	}
	l.Entry.TypedShortcut(shortcut)
	if _, pasted := shortcut.(*fyne.ShortcutPaste); pasted {
		l.field.check()
	}
}

// AccessibilityLabel names the field and its text.
func (l *line) AccessibilityLabel() string { return l.field.title.Text + " " + l.Text }

// AccessibilityRole is that of a text.
func (l *line) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// commonKey does what a key does in every input; Enter in a text of several rows is a new row.
func (f *Form) commonKey(key fyne.KeyName, manyRows bool) bool {
	switch key {
	case fyne.KeyEscape:
		f.giveUp()
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		if manyRows {
			return false
		}
		f.Submit()
		return true
	}
	return false
}

// commonShortcut does what a shortcut does in every input.
func (f *Form) commonShortcut(shortcut fyne.Shortcut) bool {
	custom, ok := shortcut.(*desktop.CustomShortcut)
	if !ok || custom.Modifier != fyne.KeyModifierShortcutDefault {
		return false
	}
	if custom.KeyName != fyne.KeyReturn && custom.KeyName != fyne.KeyEnter {
		return false
	}
	f.Submit()
	return true
}
