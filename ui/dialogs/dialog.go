package dialogs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Role says what an action is for, and with it which key and which look it has.
type Role int

// The roles.
const (
	Plain   Role = iota + 1
	Primary      // what the dialog is for: Enter
	Danger       // the same where it cannot be taken back: no key but on the button itself
	Dismiss      // leave it: Esc
)

// Action is one button of a dialog.
type Action struct {
	Label string
	Role  Role
	// Run does it and says whether the dialog closes. Without it the dialog only closes.
	Run func() (closes bool)
}

// Dialog is what is shown.
type Dialog struct {
	Title      string
	Content    fyne.CanvasObject
	Actions    []Action // as the buttons stand, from left to right; content with buttons of its own needs none
	FirstFocus fyne.Focusable
	Size       fyne.Size // at least; it grows with the content and ends at the window
	OnClosed   func()    // however it was closed
}

// Shown is a dialog that is open.
type Shown struct {
	dialog  Dialog
	canvas  fyne.Canvas
	popUp   *widget.PopUp
	over    fyne.CanvasObject // what centres the dialog in the window
	buttons []*button
	before  fyne.Focusable // had the keyboard
	typed   func(*fyne.KeyEvent)
	closed  bool
}

// Show opens a dialog over a window. The window's other parts take no clicks and keys until it is closed.
func Show(window fyne.Window, dialog Dialog) *Shown {
	shown := &Shown{dialog: dialog, canvas: window.Canvas()}
	shown.before, shown.typed = shown.canvas.Focused(), shown.canvas.OnTypedKey()
	for _, action := range dialog.Actions {
		shown.buttons = append(shown.buttons, newButton(shown, action))
	}
	if dialog.Content != nil {
		hook(dialog.Content, shown.key)
	}
	shown.popUp = widget.NewModalPopUp(shown.frame(), shown.canvas)
	shown.canvas.SetOnTypedKey(func(event *fyne.KeyEvent) { shown.key(event) })
	shown.popUp.Show()
	shown.over = shown.canvas.Overlays().Top()
	shown.Fit()
	shown.focusFirst()
	return shown
}

// frame puts the title over the content over the buttons.
func (s *Shown) frame() fyne.CanvasObject {
	title := widget.NewLabelWithStyle(s.dialog.Title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.SizeName = theme.SizeNameSubHeadingText
	title.Truncation = fyne.TextTruncateEllipsis
	var foot fyne.CanvasObject
	if len(s.buttons) > 0 {
		line := container.NewHBox(layout.NewSpacer())
		for _, button := range s.buttons {
			line.Add(button)
		}
		foot = line
	}
	content := s.dialog.Content
	if content == nil {
		content = container.NewWithoutLayout()
	}
	return container.NewPadded(container.NewPadded(container.NewBorder(title, foot, nil, nil, content)))
}

// Fit gives the dialog the size that its content asks for now. How high a text is that wraps shows only once it has its
// width, so the dialog is measured again then.
func (s *Shown) Fit() {
	for range 2 {
		least, window := s.popUp.MinSize(), s.canvas.Size()
		s.popUp.Resize(fyne.NewSize(
			min(max(least.Width, s.dialog.Size.Width), window.Width),
			min(max(least.Height, s.dialog.Size.Height), window.Height),
		))
	}
	s.over.Refresh()
}

// focusFirst gives the keyboard to the first field: the one named, else the first in the content, else a button that
// does no harm.
func (s *Shown) focusFirst() {
	if s.dialog.FirstFocus != nil {
		s.canvas.Focus(s.dialog.FirstFocus)
		return
	}
	s.canvas.FocusNext()
	if _, isButton := s.canvas.Focused().(*button); s.canvas.Focused() != nil && !isButton {
		return
	}
	for _, role := range []Role{Primary, Dismiss, Plain} {
		if found := s.action(role); found != nil {
			s.canvas.Focus(found)
			return
		}
	}
}

func (s *Shown) action(role Role) *button {
	for _, button := range s.buttons {
		if button.action.Role == role && !button.Disabled() {
			return button
		}
	}
	return nil
}

// key does what Esc and Enter are for, and says whether it did.
func (s *Shown) key(event *fyne.KeyEvent) bool {
	if s.closed {
		return false
	}
	switch event.Name {
	case fyne.KeyEscape:
		s.Dismiss()
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		if primary := s.action(Primary); primary != nil {
			primary.run()
			return true
		}
	}
	return false
}

// Dismiss leaves the dialog as Esc does.
func (s *Shown) Dismiss() {
	for _, button := range s.buttons {
		if button.action.Role == Dismiss {
			button.run()
			return
		}
	}
	s.Close()
}

// Enable lets the actions of a role be taken, or not.
func (s *Shown) Enable(role Role, enabled bool) {
	for _, button := range s.buttons {
		if button.action.Role != role {
			continue
		}
		if enabled {
			button.Enable()
		} else {
			button.Disable()
		}
	}
}

// Close takes the dialog away and gives the keyboard back. A second call does nothing.
func (s *Shown) Close() {
	if s.closed {
		return
	}
	s.closed = true
	s.popUp.Hide()
	s.canvas.SetOnTypedKey(s.typed)
	if s.before != nil && s.canvas.Focused() != s.before {
		s.canvas.Focus(s.before)
	}
	if s.dialog.OnClosed != nil {
		s.dialog.OnClosed()
	}
}

// button is an action that Enter presses and Esc leaves.
type button struct {
	widget.Button
	shown  *Shown
	action Action
}

func newButton(shown *Shown, action Action) *button {
	made := &button{shown: shown, action: action}
	made.Text = action.Label
	made.OnTapped = made.run
	switch action.Role {
	case Primary:
		made.Importance = widget.HighImportance
	case Danger:
		made.Importance = widget.DangerImportance
	}
	made.ExtendBaseWidget(made)
	return made
}

func (b *button) run() {
	if b.Disabled() || b.shown.closed {
		return
	}
	if b.action.Run == nil || b.action.Run() {
		b.shown.Close()
	}
}

// MinSize is wide enough to be hit with ease.
func (b *button) MinSize() fyne.Size {
	return b.Button.MinSize().Max(fyne.NewSize(6*b.Theme().Size(theme.SizeNameText), 0))
}

// TypedKey presses the button at Enter, whatever the dialog's primary action is.
func (b *button) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.run()
	case fyne.KeyEscape:
		b.shown.key(event)
	default:
		b.Button.TypedKey(event)
	}
}
