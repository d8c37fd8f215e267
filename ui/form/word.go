package form

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// word is the choice of one of a closed set of words, shown by their labels.
type word struct {
	widget.Select
	field   *field
	words   []string // of the contract, in the order of the options; "" for none
	setting bool
}

func newWord(f *field) *word {
	w := &word{field: f}
	if !f.required {
		w.words = append(w.words, "")
		w.Options = append(w.Options, f.form.label("form.none", "(not given)"))
	}
	for _, text := range f.spec.Words {
		w.words = append(w.words, text)
		w.Options = append(w.Options, f.form.label("word."+text, strings.ReplaceAll(text, "-", " ")))
	}
	w.PlaceHolder = f.form.label("form.choose", "(choose one)")
	if !f.required {
		w.PlaceHolder = w.Options[0]
	}
	w.OnChanged = func(string) {
		if !w.setting {
			f.edited()
		}
	}
	w.ExtendBaseWidget(w)
	return w
}

func (w *word) value() string {
	if at := w.SelectedIndex(); at >= 0 {
		return w.words[at]
	}
	return ""
}

// setValue chooses a word; where the text is none of them, nothing is chosen.
func (w *word) setValue(text string) {
	w.setting = true
	w.ClearSelected()
	for i, known := range w.words {
		if text != "" && known == text {
			w.SetSelectedIndex(i)
		}
	}
	w.setting = false
}

// mark has nothing to colour: the message below says it.
func (w *word) mark(error) {}

// FocusGained brings the field into view.
func (w *word) FocusGained() {
	w.Select.FocusGained()
	w.field.form.float.closeOthers(w)
	w.field.reveal()
}

// FocusLost checks the choice.
func (w *word) FocusLost() {
	w.Select.FocusLost()
	w.field.left()
}

// TypedKey opens the list at Space, Up and Down, takes the choice away at Delete, and submits at Enter.
func (w *word) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		w.ClearSelected()
		return
	}
	if w.field.form.commonKey(key.Name, false) {
		return
	}
	w.Select.TypedKey(key)
}

// TypedRune goes to the next choice that begins with the letter.
func (w *word) TypedRune(r rune) {
	r = unicode.ToLower(r)
	count := len(w.Options)
	for step := 1; step <= count; step++ {
		at := (w.SelectedIndex() + step + count) % count
		if strings.HasPrefix(strings.ToLower(w.Options[at]), string(r)) {
			w.SetSelectedIndex(at)
			return
		}
	}
}

// TypedShortcut submits at Ctrl+Enter and leaves the rest to the window.
func (w *word) TypedShortcut(shortcut fyne.Shortcut) {
	if !w.field.form.commonShortcut(shortcut) {
		passOn(w, shortcut)
	}
}

// AccessibilityLabel names the field and its choice.
func (w *word) AccessibilityLabel() string { return w.field.title.Text + " " + w.Selected }

// AccessibilityRole is that of a text.
func (w *word) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// passOn gives a shortcut to the window, which does not see it while a widget that takes shortcuts has the keyboard.
func passOn(from fyne.CanvasObject, shortcut fyne.Shortcut) {
	if canvas, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(fyne.Shortcutable); ok {
		canvas.TypedShortcut(shortcut)
	}
}
