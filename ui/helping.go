package ui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ui/dialogs"
)

// showAbout says what the program is.
func (s *Shell) showAbout() {
	about := paragraph("Commitments against their caps, tranches and options until their deadline, stakes and what was " +
		"promised in return: on any day, and as it was known then.\n\n" +
		"A book is one file of yours. Nothing leaves this computer.")
	version := small("Version " + s.params.Version + ", " + runtime.GOOS + "/" + runtime.GOARCH)
	s.show("about", "", dialogs.Dialog{
		Title: "Stakebook", Content: container.NewVBox(about, version), Size: fyne.NewSize(480, 240),
		Actions: []dialogs.Action{{Label: "Close", Role: dialogs.Primary}},
	})
}

// showShortcuts lists every command that the keyboard reaches.
func (s *Shell) showShortcuts() {
	grid := container.NewGridWithColumns(2)
	for _, command := range s.commands {
		if command.Shortcut == nil {
			continue
		}
		keys := widget.NewLabel(shortcutText(command.Shortcut))
		keys.TextStyle.Bold = true
		grid.Add(container.NewBorder(nil, nil, nil, keys, widget.NewLabel(command.Title())))
	}
	s.show("shortcuts", "", dialogs.Dialog{
		Title: "Keyboard shortcuts", Content: container.NewVScroll(grid), Size: fyne.NewSize(760, 460),
		Actions: []dialogs.Action{{Label: "Close", Role: dialogs.Primary}},
	})
}

// shortcutText writes a shortcut as it stands on the keys; empty for none.
func shortcutText(shortcut fyne.KeyboardShortcut) string {
	if shortcut == nil {
		return ""
	}
	var keys []string
	for _, modifier := range []struct {
		bit  fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"},
		{fyne.KeyModifierSuper, superName()},
	} {
		if shortcut.Mod()&modifier.bit != 0 {
			keys = append(keys, modifier.name)
		}
	}
	return strings.Join(append(keys, string(shortcut.Key())), "+")
}

func superName() string {
	if runtime.GOOS == "darwin" {
		return "Cmd"
	}
	return "Super"
}
