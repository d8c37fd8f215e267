package ui_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"stakebook/ui"
)

func TestEveryCommandHasAnIdOfItsOwn(t *testing.T) {
	w := newWorld(t)
	seen := make(map[string]bool)
	for _, command := range w.shell.Commands() {
		if seen[command.ID] {
			t.Errorf("two commands are called %s", command.ID)
		}
		seen[command.ID] = true
	}
}

func TestNoTwoCommandsShareAShortcut(t *testing.T) {
	w := newWorld(t)
	seen := make(map[string]string)
	for _, command := range w.shell.Commands() {
		if command.Shortcut == nil {
			continue
		}
		name := command.Shortcut.ShortcutName()
		if other, taken := seen[name]; taken {
			t.Errorf("%s and %s are both %s", other, command.ID, name)
		}
		seen[name] = command.ID
	}
	if len(seen) == 0 {
		t.Error("no command has a shortcut")
	}
}

func TestEveryCommandStandsInTheMenuItNames(t *testing.T) {
	w := newWorld(t)
	menus := make(map[string][]string)
	for _, menu := range w.shell.Window().MainMenu().Items {
		for _, item := range menu.Items {
			menus[menu.Label] = append(menus[menu.Label], item.Label)
		}
	}
	for _, command := range w.shell.Commands() {
		if !slices.Contains(menus[command.Menu], command.Title()) {
			t.Errorf("%s is not in the menu %s", command.ID, command.Menu)
		}
	}
}

func TestMenuItemsAreDisabledWhereTheirCommandCannotRun(t *testing.T) {
	w := newWorld(t)
	disabled := func(label string) bool {
		for _, menu := range w.shell.Window().MainMenu().Items {
			for _, item := range menu.Items {
				if item.Label == label {
					return item.Disabled
				}
			}
		}
		t.Fatalf("there is no menu item %s", label)
		return false
	}
	if !disabled("New entry…") || disabled("New book…") {
		t.Error("without a book, recording is offered or making a book is not")
	}
	w.open()
	if disabled("New entry…") {
		t.Error("with a book, recording is not offered")
	}
}

func TestACommandThatCannotRunDoesNotRunWhateverAsksForIt(t *testing.T) {
	w := newWorld(t)
	if w.shell.Run("record.commitment") {
		t.Error("a commitment can be recorded without a book")
	}
	if w.overlay() != "" {
		t.Errorf("a form is open without a book: %s", w.overlay())
	}
	got := w.events("command")
	if len(got) != 1 || got[0]["state"] != "barred" || got[0]["text"] != "no book is open" {
		t.Errorf("traced %v", got)
	}
}

func TestNoCommandRunsBehindADialog(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("help.about")
	for _, id := range []string{"record.commitment", "page.journal", "book.close", "view.palette", "moment.previous"} {
		if w.shell.Run(id) {
			t.Errorf("%s ran behind a dialog", id)
		}
	}
	if w.shell.Run("no.such.command") {
		t.Error("a command that there is not ran")
	}
}

func TestCutCopyPasteAndUndoGoToTheTextThatHasTheKeyboard(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("book.new")
	w.typeText("Stakes")
	w.shell.Run("edit.all")
	w.shell.Run("edit.cut")
	if got := w.app.Clipboard().Content(); got != "Stakes" {
		t.Errorf("cut %q", got)
	}
	w.shell.Run("edit.paste")
	w.shell.Run("edit.all")
	w.app.Clipboard().SetContent("")
	w.shell.Run("edit.copy")
	if got := w.app.Clipboard().Content(); got != "Stakes" {
		t.Errorf("copied %q", got)
	}
	if !w.shell.Run("edit.undo") || len(w.events("recorded")) != 0 {
		t.Error("undo in a text was not the text's")
	}
}

func TestThePaletteFindsACommandByTypingAndRunsIt(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("view.palette")
	w.typeText("jour")
	w.key(fyne.KeyReturn)
	if got := w.events("page"); got[len(got)-1]["id"] != "journal" {
		t.Errorf("the palette led to %v", got)
	}
}

func TestThePaletteMovesByArrowsAndLeavesByEsc(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("view.palette")
	w.typeText("commitment")
	w.key(fyne.KeyDown)
	w.key(fyne.KeyUp)
	w.key(fyne.KeyEscape)
	if w.overlay() != "" {
		t.Error("the palette is still there")
	}
	if got := w.events("command"); len(got) != 1 {
		t.Errorf("more ran than the palette: %v", got)
	}
}

func TestADisabledCommandInThePaletteSaysWhyAndStays(t *testing.T) {
	w := newWorld(t)
	w.shell.Run("view.palette")
	w.typeText("New entry")
	if text := w.overlay(); !contains(text, "no book is open") {
		t.Errorf("the palette says %q", text)
	}
	w.key(fyne.KeyReturn)
	if w.overlay() == "" {
		t.Error("the palette closed over a command that cannot run")
	}
}

func TestTextGrowsAndShrinksWithinItsBoundsAndStaysSoAtTheNextStart(t *testing.T) {
	app := test.NewTempApp(t)
	w := newWorldOn(t, app)
	for range 30 {
		w.shell.Run("view.larger")
	}
	w.shell.Run("view.dark")
	got := newWorldOn(t, app).events("appearance")
	if len(got) != 1 || got[0]["percent"] != 200.0 || got[0]["state"] != "dark" {
		t.Errorf("the next start looks like %v", got)
	}
}

var _ ui.Runner = (*inline)(nil)
