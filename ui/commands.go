package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	icons "fyne.io/fyne/v2/theme"

	"stakebook/ledger"
	"stakebook/ui/form"
	"stakebook/ui/theme"
)

// Command is something a person can have done, from the menu, the toolbar, the keyboard or the palette.
type Command struct {
	ID       string
	Title    func() string
	Menu     string // the menu it stands in
	Apart    bool   // a line goes before it in the menu
	Shortcut fyne.KeyboardShortcut
	Icon     fyne.Resource // of those in the toolbar
	Label    string        // of their buttons; only the icon where empty

	// Barred says why the command cannot run now; empty where it can.
	Barred func() string
	// Overlaid lets it run while a dialog is open: it is for the text that has the keyboard.
	Overlaid bool

	run  func()
	item *fyne.MenuItem
}

// quitID is the command that runs whatever goes on.
const quitID = "file.quit"

// The menus, in their order.
const (
	menuFile   = "File"
	menuEdit   = "Edit"
	menuRecord = "Record"
	menuView   = "View"
	menuGo     = "Go"
	menuHelp   = "Help"
)

func menuTitles() []string {
	return []string{menuFile, menuEdit, menuRecord, menuView, menuGo, menuHelp}
}

// Commands lists every command in the order of the menus.
func (s *Shell) Commands() []*Command { return s.commands }

// table is every command but those of the pages.
func (s *Shell) table() []*Command {
	var all []*Command
	for _, some := range [][]*Command{
		s.bookCommands(), s.fileCommands(), s.editCommands(), s.recordCommands(), s.viewCommands(),
		s.momentCommands(), s.helpCommands(),
	} {
		all = append(all, some...)
	}
	return all
}

func (s *Shell) bookCommands() []*Command {
	return []*Command{
		{ID: "book.new", Title: words("New book…"), Menu: menuFile, Shortcut: ctrl(fyne.KeyN), run: s.newBook},
		{ID: "book.open", Title: words("Open book…"), Menu: menuFile, Shortcut: ctrl(fyne.KeyO), run: s.askOpen},
		{ID: "book.recent", Title: words("Open recent…"), Menu: menuFile, Shortcut: ctrlShift(fyne.KeyO),
			Barred: s.noRecent, run: s.chooseRecent},
		{ID: "book.sample", Title: words("Open the sample…"), Menu: menuFile, run: s.openSample},
		{ID: "book.again", Title: words("Open again"), Menu: menuFile, Barred: s.noBook, run: s.openAgain},
		{ID: "book.close", Title: words("Close book"), Menu: menuFile, Shortcut: ctrl(fyne.KeyW),
			Barred: s.noBook, run: s.closeBook},
	}
}

func (s *Shell) fileCommands() []*Command {
	return []*Command{
		{ID: "file.import", Title: words("Import…"), Menu: menuFile, Apart: true, Shortcut: ctrl(fyne.KeyI),
			Barred: s.noRecording, run: s.askImport},
		{ID: "file.export", Title: words("Export report…"), Menu: menuFile, Shortcut: ctrl(fyne.KeyE),
			Icon: icons.DocumentSaveIcon(), Label: "Export…", Barred: s.noBook, run: s.chooseReport},
		{ID: "file.chart", Title: words("Export chart…"), Menu: menuFile, Shortcut: ctrlShift(fyne.KeyE),
			Barred: s.noChart, run: s.exportShownChart},
		{ID: "file.journal", Title: words("Export journal…"), Menu: menuFile, Barred: s.noBook, run: s.exportJournal},
		{ID: "file.written", Title: words("Last file written…"), Menu: menuFile, Barred: s.noWritten, run: s.showWritten},
		{ID: "file.backup", Title: words("Back up book…"), Menu: menuFile, Apart: true, Shortcut: ctrl(fyne.KeyB),
			Barred: s.noBook, run: s.backUp},
		{ID: "file.restore", Title: words("Restore…"), Menu: menuFile, Barred: s.noBook, run: s.restore},
		{ID: "file.encrypt", Title: words("Encrypt book…"), Menu: menuFile, Apart: true, Barred: s.noSealing,
			run: s.encrypt},
		{ID: "file.passphrase", Title: words("Change passphrase…"), Menu: menuFile, Barred: s.noUnsealing,
			run: s.changePassphrase},
		{ID: "file.decrypt", Title: words("Decrypt book…"), Menu: menuFile, Barred: s.noUnsealing, run: s.decrypt},
		{ID: "file.check", Title: words("Check the book…"), Menu: menuFile, Apart: true, Barred: s.noBook,
			run: s.checkAsked},
		{ID: quitID, Title: words("Quit"), Menu: menuFile, Apart: true, Shortcut: ctrl(fyne.KeyQ), Overlaid: true,
			run: s.RequestClose},
	}
}

func (s *Shell) editCommands() []*Command {
	return []*Command{
		{ID: "edit.undo", Title: s.undoTitle, Menu: menuEdit, Shortcut: &fyne.ShortcutUndo{},
			Icon: icons.ContentUndoIcon(), Barred: s.noUndo, run: s.undo},
		{ID: "edit.redo", Title: s.redoTitle, Menu: menuEdit, Shortcut: &fyne.ShortcutRedo{},
			Icon: icons.ContentRedoIcon(), Barred: s.noRedo, run: s.redo},
		{ID: "edit.reverse", Title: words("Reverse an entry…"), Menu: menuEdit, Barred: s.noRecording,
			run: s.chooseReversed},
		{ID: "edit.cut", Title: words("Cut"), Menu: menuEdit, Apart: true, Shortcut: &fyne.ShortcutCut{}, Overlaid: true,
			Barred: s.noFocus, run: func() { s.toFocused(&fyne.ShortcutCut{Clipboard: s.app.Clipboard()}) }},
		{ID: "edit.copy", Title: words("Copy"), Menu: menuEdit, Shortcut: &fyne.ShortcutCopy{}, Overlaid: true,
			Barred: s.noFocus, run: func() { s.toFocused(&fyne.ShortcutCopy{Clipboard: s.app.Clipboard()}) }},
		{ID: "edit.paste", Title: words("Paste"), Menu: menuEdit, Shortcut: &fyne.ShortcutPaste{}, Overlaid: true,
			Barred: s.noFocus, run: func() { s.toFocused(&fyne.ShortcutPaste{Clipboard: s.app.Clipboard()}) }},
		{ID: "edit.all", Title: words("Select all"), Menu: menuEdit, Shortcut: &fyne.ShortcutSelectAll{}, Overlaid: true,
			Barred: s.noFocus, run: func() { s.toFocused(&fyne.ShortcutSelectAll{}) }},
		{ID: "edit.find", Title: words("Find on this page"), Menu: menuEdit, Apart: true, Shortcut: ctrl(fyne.KeyF),
			Barred: s.noBook, run: s.findOnPage},
	}
}

// recordCommands are the frequent kinds each by itself, and all of them behind one.
func (s *Shell) recordCommands() []*Command {
	commands := []*Command{{ID: "record.entry", Title: words("New entry…"), Menu: menuRecord,
		Shortcut: ctrlShift(fyne.KeyN), Icon: icons.ContentAddIcon(), Label: "New entry…",
		Barred: s.noRecording, run: s.chooseKind}}
	frequent := []ledger.Kind{
		ledger.KindParty, ledger.KindCommitment, ledger.KindTranche, ledger.KindCall, ledger.KindFunding,
		ledger.KindRelease, ledger.KindDecision,
	}
	for i, kind := range frequent {
		command := &Command{ID: "record." + string(kind), Title: words(form.Info(kind).Title + "…"), Menu: menuRecord,
			Apart: i == 0, Barred: s.noRecording, run: func() { s.Record(kind, nil) }}
		switch kind {
		case ledger.KindCommitment:
			command.Shortcut = ctrlShift(fyne.KeyC)
		case ledger.KindFunding:
			command.Shortcut = ctrlShift(fyne.KeyF)
		}
		commands = append(commands, command)
	}
	return commands
}

func (s *Shell) viewCommands() []*Command {
	commands := []*Command{
		{ID: "view.palette", Title: words("Command palette…"), Menu: menuView, Shortcut: ctrl(fyne.KeyK),
			run: s.showPalette},
	}
	for i, preference := range theme.Preferences() {
		titles := map[theme.Preference]string{
			theme.System: "Colours of the desktop", theme.Light: "Light", theme.Dark: "Dark",
		}
		commands = append(commands, &Command{
			ID: "view." + preference.String(), Title: words(titles[preference]), Menu: menuView, Apart: i == 0,
			run: func() { s.applyAppearance(preference, s.settings.scale()) },
		})
	}
	const step = 10
	return append(commands,
		&Command{ID: "view.larger", Title: words("Larger text"), Menu: menuView, Apart: true,
			Shortcut: ctrl(fyne.KeyEqual), run: func() { s.resize(step) }},
		&Command{ID: "view.smaller", Title: words("Smaller text"), Menu: menuView, Shortcut: ctrl(fyne.KeyMinus),
			run: func() { s.resize(-step) }},
		&Command{ID: "view.normal", Title: words("Normal text"), Menu: menuView, Shortcut: ctrl(fyne.Key0),
			run: func() { s.resize(100 - s.settings.scale().Percent()) }},
	)
}

func (s *Shell) momentCommands() []*Command {
	return []*Command{
		{ID: "moment.today", Title: words("As of today, all that is known"), Menu: menuGo, Shortcut: ctrl(fyne.KeyT),
			Barred: s.noBook, run: s.backToToday},
		{ID: "moment.date", Title: words("As of a date"), Menu: menuGo, Shortcut: ctrl(fyne.KeyD), Barred: s.noBook,
			run: func() { s.window.Canvas().Focus(s.frame.bar.date) }},
		{ID: "moment.previous", Title: words("Previous date in the book"), Menu: menuGo, Shortcut: alt(fyne.KeyLeft),
			Barred: s.noPrevious, run: s.previousDate},
		{ID: "moment.next", Title: words("Next date in the book"), Menu: menuGo, Shortcut: alt(fyne.KeyRight),
			Barred: s.noNext, run: s.nextDate},
		{ID: "moment.known", Title: words("As known at an entry…"), Menu: menuGo, Barred: s.noBook, run: s.askKnown},
		{ID: "moment.scope", Title: s.scopeTitle, Menu: menuGo, Shortcut: ctrlShift(fyne.KeyA), Barred: s.noScope,
			run: func() { s.lookAll(!s.at.Filter.All) }},
		{ID: "go.anything", Title: words("Go to anything in the book…"), Menu: menuGo, Apart: true,
			Shortcut: ctrl(fyne.KeyP), Barred: s.noBook, run: s.goAnywhere},
	}
}

// pageCommands lead to the pages, the first nine by a digit.
func (s *Shell) pageCommands() []*Command {
	digits := []fyne.KeyName{
		fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
	}
	commands := make([]*Command, 0, len(s.pages))
	for i, p := range s.pages {
		command := &Command{ID: "page." + p.ID(), Title: words(p.Title()), Menu: menuGo, Apart: i == 0,
			Barred: s.noBook, run: func() { s.Go(p.ID(), "") }}
		if i < len(digits) {
			command.Shortcut = ctrl(digits[i])
		}
		commands = append(commands, command)
	}
	return commands
}

func (s *Shell) helpCommands() []*Command {
	return []*Command{
		{ID: "help.shortcuts", Title: words("Keyboard shortcuts"), Menu: menuHelp, Shortcut: ctrlShift(fyne.KeyK),
			run: s.showShortcuts},
		{ID: "help.about", Title: words("About Stakebook"), Menu: menuHelp, run: s.showAbout},
	}
}

func words(title string) func() string { return func() string { return title } }

func ctrl(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func ctrlShift(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

func alt(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
}

// noBook, noRecording and their like say why a command cannot run.
func (s *Shell) noBook() string {
	if s.desk == nil {
		return "no book is open"
	}
	return ""
}

func (s *Shell) noRecording() string {
	switch {
	case s.desk == nil:
		return "no book is open"
	case !s.desk.Writable():
		return "the book is open for reading only"
	case s.standing.setback != "":
		return s.standing.setback
	case s.standing.doubted != nil:
		return "the book is not as it was seen before; keep it as it is or restore a backup first"
	}
	return ""
}

func (s *Shell) noUndo() string {
	if reason := s.noRecording(); s.desk != nil && reason != "" {
		return reason
	}
	if s.desk == nil || s.desk.CanUndo() == "" {
		return "nothing was recorded since the book was opened"
	}
	return ""
}

func (s *Shell) noRedo() string {
	if reason := s.noRecording(); s.desk != nil && reason != "" {
		return reason
	}
	if s.desk == nil || s.desk.CanRedo() == "" {
		return "nothing was undone"
	}
	return ""
}

func (s *Shell) noRecent() string {
	if len(s.recent.Paths()) == 0 {
		return "no book was opened yet"
	}
	return ""
}

func (s *Shell) noChart() string {
	if s.desk == nil {
		return "no book is open"
	}
	if _, ok := s.pages[s.shown].(charted); !ok {
		return fmt.Sprintf("%s has no chart", s.pages[s.shown].Title())
	}
	return ""
}
