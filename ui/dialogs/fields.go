package dialogs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Hooked is a widget that hands on the keys it has no use for. The hook says whether the key did something.
type Hooked interface {
	SetKeyHook(hook func(*fyne.KeyEvent) bool)
}

// hook gives the dialog's keys to every widget of the content that hands them on.
func hook(object fyne.CanvasObject, keys func(*fyne.KeyEvent) bool) {
	if hooked, ok := object.(Hooked); ok {
		hooked.SetKeyHook(keys)
		return
	}
	switch holder := object.(type) {
	case *fyne.Container:
		for _, part := range holder.Objects {
			hook(part, keys)
		}
	case *container.Scroll:
		hook(holder.Content, keys)
	case *widget.Form:
		for _, item := range holder.Items {
			hook(item.Widget, keys)
		}
	case *widget.Card:
		if holder.Content != nil {
			hook(holder.Content, keys)
		}
	}
}

// keys is the hook of a widget.
type keys struct{ hook func(*fyne.KeyEvent) bool }

// SetKeyHook lets a dialog see Esc and Enter.
func (k *keys) SetKeyHook(hook func(*fyne.KeyEvent) bool) { k.hook = hook }

func (k *keys) take(event *fyne.KeyEvent) bool { return k.hook != nil && k.hook(event) }

func isEnter(name fyne.KeyName) bool { return name == fyne.KeyReturn || name == fyne.KeyEnter }

// Entry is a text field of a dialog, of one line unless MultiLine is set.
type Entry struct {
	widget.Entry
	keys
}

// NewEntry is a field of one line.
func NewEntry() *Entry {
	made := &Entry{}
	made.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	made.ExtendBaseWidget(made)
	return made
}

// NewPasswordEntry is a field whose text is hidden.
func NewPasswordEntry() *Entry {
	made := &Entry{}
	made.Password = true
	made.ExtendBaseWidget(made)
	return made
}

// NewTextEntry is a field of several lines.
func NewTextEntry() *Entry {
	made := &Entry{}
	made.MultiLine, made.Wrapping = true, fyne.TextWrapWord
	made.ExtendBaseWidget(made)
	return made
}

// TypedKey hands Esc on, and Enter unless it begins a new line.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	hands := event.Name == fyne.KeyEscape || isEnter(event.Name) && !e.MultiLine
	if hands && e.take(event) {
		return
	}
	e.Entry.TypedKey(event)
}

// TypedShortcut hands Ctrl+Enter on as Enter.
func (e *Entry) TypedShortcut(shortcut fyne.Shortcut) {
	asked, ok := shortcut.(*desktop.CustomShortcut)
	if ok && isEnter(asked.KeyName) && asked.Modifier == fyne.KeyModifierShortcutDefault {
		e.take(&fyne.KeyEvent{Name: asked.KeyName})
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

// Select is a choice of one among a few.
type Select struct {
	widget.Select
	keys
}

// NewSelect is a choice among the options; changed is told of a new one.
func NewSelect(options []string, changed func(string)) *Select {
	made := &Select{}
	made.Options, made.OnChanged = options, changed
	made.ExtendBaseWidget(made)
	return made
}

// TypedKey hands Esc and Enter on; Space opens the choice.
func (s *Select) TypedKey(event *fyne.KeyEvent) {
	if (event.Name == fyne.KeyEscape || isEnter(event.Name)) && s.take(event) {
		return
	}
	s.Select.TypedKey(event)
}

// Check is a yes or no.
type Check struct {
	widget.Check
	keys
}

// NewCheck is a yes or no with its label; changed is told of a new one.
func NewCheck(label string, changed func(bool)) *Check {
	made := &Check{}
	made.Text, made.OnChanged = label, changed
	made.ExtendBaseWidget(made)
	return made
}

// TypedKey hands Esc and Enter on; Space changes the check.
func (c *Check) TypedKey(event *fyne.KeyEvent) {
	if (event.Name == fyne.KeyEscape || isEnter(event.Name)) && c.take(event) {
		return
	}
	c.Check.TypedKey(event)
}
