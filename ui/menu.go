package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// mainMenu shows the table of commands as menus.
func (s *Shell) mainMenu() *fyne.MainMenu {
	main := fyne.NewMainMenu()
	for _, title := range menuTitles() {
		menu := fyne.NewMenu(title)
		for _, command := range s.commands {
			if command.Menu != title {
				continue
			}
			if command.Apart && len(menu.Items) > 0 {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			}
			menu.Items = append(menu.Items, s.menuItem(command))
		}
		main.Items = append(main.Items, menu)
	}
	return main
}

func (s *Shell) menuItem(command *Command) *fyne.MenuItem {
	command.item = fyne.NewMenuItem(command.Title(), func() { s.Run(command.ID) })
	if command.Shortcut != nil {
		command.item.Shortcut = command.Shortcut
	}
	command.item.IsQuit = command.ID == quitID
	return command.item
}

// refreshCommands brings the menus and the toolbar up to date with what can run and what it is called now.
func (s *Shell) refreshCommands() {
	menu := s.window.MainMenu()
	if menu == nil {
		return
	}
	changed := false
	for _, command := range s.commands {
		title, disabled := command.Title(), !command.Overlaid && s.unavailable(command) != ""
		if command.item.Label != title || command.item.Disabled != disabled {
			command.item.Label, command.item.Disabled = title, disabled
			changed = true
		}
	}
	if changed {
		menu.Refresh()
	}
	s.frame.tools.refresh()
}

// toolbar shows the few commands that are used all the time as buttons.
type toolbar struct {
	shell    *Shell
	commands []*Command
	buttons  []*widget.Button
}

func newToolbar(s *Shell) *toolbar {
	t := &toolbar{shell: s}
	for _, id := range []string{"record.entry", "edit.undo", "edit.redo", "file.export"} {
		command := s.find(id)
		button := widget.NewButtonWithIcon(command.Label, command.Icon, func() { s.Run(id) })
		button.Importance = widget.LowImportance
		t.commands, t.buttons = append(t.commands, command), append(t.buttons, button)
	}
	return t
}

// refresh enables the buttons whose command can run.
func (t *toolbar) refresh() {
	for i, command := range t.commands {
		switch available := t.shell.unavailable(command) == ""; {
		case available && t.buttons[i].Disabled():
			t.buttons[i].Enable()
		case !available && !t.buttons[i].Disabled():
			t.buttons[i].Disable()
		}
	}
}
