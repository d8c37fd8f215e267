package ui

import "fyne.io/fyne/v2"

// find gives a command by its id; nil where there is none.
func (s *Shell) find(id string) *Command {
	for _, command := range s.commands {
		if command.ID == id {
			return command
		}
	}
	return nil
}

// Run carries out a command by its id and says whether it ran. The toolkit fires a menu's shortcuts behind dialogs
// and when their item is disabled, so whether it may run is asked here and nowhere else.
func (s *Shell) Run(id string) bool {
	command := s.find(id)
	if command == nil {
		return false
	}
	if text := s.editedText(); text != nil && s.toText(text, id) {
		return true
	}
	if reason := s.barred(command); reason != "" {
		s.trace.put(event{Event: "command", ID: id, State: "barred", Text: reason})
		s.say(command.Title() + ": " + reason + ".")
		return false
	}
	s.trace.put(event{Event: "command", ID: id})
	command.run()
	return true
}

// barred says why a command cannot run now; empty where it can.
func (s *Shell) barred(command *Command) string {
	switch {
	case s.overlaid() && !command.Overlaid:
		return "a dialog is open"
	default:
		return s.unavailable(command)
	}
}

// unavailable is barred without regard to dialogs: what menus and buttons show.
func (s *Shell) unavailable(command *Command) string {
	switch {
	case s.task != nil && command.ID != quitID:
		return "something is still going on"
	case command.Barred == nil:
		return ""
	default:
		return command.Barred()
	}
}

// overlaid says that a dialog or a menu lies over the window.
func (s *Shell) overlaid() bool { return s.window.Canvas().Overlays().Top() != nil }

// editable is a text that a person edits.
type editable interface {
	fyne.Shortcutable
	fyne.Disableable
	SelectedText() string
}

// editedText is the text field that has the keyboard; nil for none.
func (s *Shell) editedText() editable {
	text, ok := s.window.Canvas().Focused().(editable)
	if !ok || text.Disabled() {
		return nil
	}
	return text
}

// toText gives a command to the text that has the keyboard, where it is one for texts.
func (s *Shell) toText(text editable, id string) bool {
	switch id {
	case "edit.undo":
		text.TypedShortcut(&fyne.ShortcutUndo{})
	case "edit.redo":
		text.TypedShortcut(&fyne.ShortcutRedo{})
	case "edit.cut":
		text.TypedShortcut(&fyne.ShortcutCut{Clipboard: s.app.Clipboard()})
	case "edit.copy":
		text.TypedShortcut(&fyne.ShortcutCopy{Clipboard: s.app.Clipboard()})
	case "edit.paste":
		text.TypedShortcut(&fyne.ShortcutPaste{Clipboard: s.app.Clipboard()})
	case "edit.all":
		text.TypedShortcut(&fyne.ShortcutSelectAll{})
	default:
		return false
	}
	return true
}

// noFocus says why Cut, Copy and Paste have nothing to work on.
func (s *Shell) noFocus() string {
	if _, ok := s.window.Canvas().Focused().(fyne.Shortcutable); !ok {
		return "nothing is chosen that could be cut, copied or pasted into"
	}
	return ""
}

// toFocused gives a shortcut to what has the keyboard, such as a grid.
func (s *Shell) toFocused(shortcut fyne.Shortcut) {
	if focused, ok := s.window.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(shortcut)
	}
}
