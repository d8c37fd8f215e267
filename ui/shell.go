package ui

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
	"stakebook/ui/page"
	"stakebook/ui/platform"
	"stakebook/ui/theme"
)

// Params are what the shell is given by the program.
type Params struct {
	Book    string // the path of the book to open; empty for the welcome
	Memory  string // the folder in which it is remembered how far books went; nothing is remembered where it is empty
	Now     func() time.Time
	Author  string // recorded with every entry
	Host    string
	PID     int
	Version string

	Runner Runner
	Picker Picker
	Pages  func(page.Actions) []page.Page
	Sample []byte    // the bundled sample book as a journal
	Fonts  Fonts     // what charts in pictures are lettered with
	Trace  io.Writer // where events are written; nil for nowhere
	OnQuit func()    // told that the window closes for good, with the book closed already; may be nil
}

// Shell is the window of the program and what it does.
type Shell struct {
	app      fyne.App
	params   Params
	window   fyne.Window
	trace    tracer
	settings settings
	recent   *platform.Recent

	commands []*Command
	starts   []start // what the welcome offers
	placing  bool    // places are to be traced once the window was drawn
	frame    *frame
	task     *task          // long work that goes on; nil for none
	open     *dialogs.Shown // the dialog that is open; nil for none

	desk        *desk.Desk // nil while no book is open
	unsubscribe func()
	stopTicker  func()
	stopCheck   func()
	stopHourly  func()
	stopRest    func()
	opened      int // counts the books opened, so that an answer about an earlier one is known as stale

	beside     *beside
	standing   standing
	memorizing sync.Mutex // held while a book is being remembered
	written    *receipt   // of the last file that was written; nil for none

	at      page.Moment
	life    life
	entries int
	pages   []page.Page
	shown   int
	stale   []bool // by page: has to be updated when it is shown

	updating updating
}

// New makes the window, without showing it. app may be any of the toolkit's; the program's theme is set on it.
func New(app fyne.App, params Params) *Shell {
	s := &Shell{app: app, params: params, trace: tracer{to: params.Trace}, settings: settings{kept: app.Preferences()},
		recent: platform.NewRecent(app.Preferences()), beside: newBeside()}
	s.window = app.NewWindow("Stakebook")
	s.commands = s.table()
	s.pages = params.Pages(s)
	s.stale = make([]bool, len(s.pages))
	s.commands = append(s.commands, s.pageCommands()...)
	s.frame = newFrame(s)
	s.applyAppearance(s.settings.preference(), s.settings.scale())
	s.window.SetPadded(false)
	s.window.SetMaster()
	s.window.SetMainMenu(s.mainMenu())
	s.window.SetCloseIntercept(s.RequestClose)
	s.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { s.dropped(files) })
	s.window.Resize(s.settings.size())
	app.Settings().AddListener(func(fyne.Settings) { params.Runner.Do(s.repaint) })
	app.Lifecycle().SetOnEnteredForeground(func() { params.Runner.Do(s.lookInPlace) })
	s.showWelcome()
	return s
}

// Window is the shell's window.
func (s *Shell) Window() fyne.Window { return s.window }

// Start shows the window and opens the book that the program was given.
func (s *Shell) Start() {
	s.window.Show()
	s.trace.put(event{Event: "start"})
	s.tracePlaces()
	if s.params.Book != "" {
		s.OpenBook(s.params.Book)
	}
}

// Raise brings the window to the front and opens what a second start of the program was given. It may be called from
// any goroutine.
func (s *Shell) Raise(path string) {
	s.params.Runner.Do(func() {
		s.trace.put(event{Event: "raised", Path: path})
		s.window.RequestFocus()
		if path != "" {
			s.OpenBook(path)
		}
	})
}

// RequestClose ends the program. Nothing has to be saved: every entry is on the disk once it is recorded.
func (s *Shell) RequestClose() {
	if s.task != nil {
		s.task.stop()
	}
	s.settings.setSize(s.window.Canvas().Size())
	s.dropBook()
	if s.params.OnQuit != nil {
		s.params.OnQuit()
	}
	s.app.Quit()
}

// options are what a desk is opened with.
func (s *Shell) options(passphrase []byte) desk.Options {
	file := bookfile.Options{
		Host: s.params.Host, Process: "Stakebook", PID: s.params.PID, Now: s.params.Now, Passphrase: passphrase,
	}
	return desk.Options{Author: s.params.Author, Now: s.params.Now, File: file}
}

func (s *Shell) today() civil.Date { return civil.On(s.params.Now()) }

// say puts a sentence into the status line.
func (s *Shell) say(text string) { s.frame.status.say(text) }

// sayMore puts a sentence about the last file that was written into the status line, which shows all of it when asked.
func (s *Shell) sayMore(text string) { s.frame.status.sayMore(text) }

// closeDialogs closes every dialog that is open.
func (s *Shell) closeDialogs() {
	for s.open != nil {
		s.open.Close()
	}
}

// show opens a dialog and keeps it in mind, so that it follows the window's size.
func (s *Shell) show(id string, kind string, dialog dialogs.Dialog) *dialogs.Shown {
	before := s.open
	closed := dialog.OnClosed
	s.trace.put(event{Event: "dialog", ID: id, Kind: kind, State: "opened"})
	dialog.OnClosed = func() {
		s.open = before
		s.trace.put(event{Event: "dialog", ID: id, Kind: kind, State: "closed"})
		if closed != nil {
			closed()
		}
	}
	s.open = dialogs.Show(s.window, dialog)
	return s.open
}

// Fail shows an error with what to do about it.
func (s *Shell) Fail(err error) { s.fail("That did not work", err) }

// fail shows an error under what was tried.
func (s *Shell) fail(tried string, err error) {
	s.trace.put(event{Event: "error", Text: err.Error()})
	dialogs.Error(s.window, tried, s.worded(err))
}

// worded puts an error of a book's file in plain words; any other is as it is.
func (s *Shell) worded(err error) error {
	switch {
	case errors.Is(err, bookfile.ErrFull):
		return trouble{text: "There is no room left on the disk, so what was to be written is not",
			hint: "Make room and try again. The book itself is as it was"}
	case !isKnown(err):
		return err
	case s.desk == nil:
		return troubleOf("the book", err, s.zone())
	default:
		return troubleOf(s.desk.Path(), err, s.zone())
	}
}

// applyAppearance sets the colours and the size of text, and remembers them.
func (s *Shell) applyAppearance(preference theme.Preference, scale theme.Scale) {
	s.settings.setAppearance(preference, scale)
	s.app.Settings().SetTheme(theme.New(preference).Scaled(scale))
	if s.desk != nil {
		s.frame.bar.show(s.at, s.life, s.entries)
	}
	s.trace.put(event{Event: "appearance", State: preference.String(), Percent: scale.Percent()})
}

// repaint gives what paints itself the colours of a new theme, be it a person's choice or the desktop's.
func (s *Shell) repaint() {
	if s.desk == nil {
		return
	}
	s.frame.pages.light()
	s.frame.bar.show(s.at, s.life, s.entries)
	s.turnStale()
	s.updateShown()
}

// resize changes the size of text by some percent, as far as its bounds go.
func (s *Shell) resize(by int) {
	scale, err := theme.NewScale(min(max(s.settings.scale().Percent()+by, theme.SmallestScale), theme.LargestScale))
	if err != nil {
		s.Fail(err)
		return
	}
	s.applyAppearance(s.settings.preference(), scale)
	s.say(fmt.Sprintf("Text at %d%%.", scale.Percent()))
}

// setContent puts the whole window's content in place, in a layout that tells of every new size.
func (s *Shell) setContent(content fyne.CanvasObject) {
	s.window.SetContent(container.New(&watched{resized: s.windowResized}, content))
}

func (s *Shell) windowResized() {
	if s.open != nil {
		s.open.Fit()
	}
	s.tracePlaces()
}

// watched fills the window with its content and tells of every size.
type watched struct {
	last    fyne.Size
	resized func()
}

// MinSize is the content's.
func (w *watched) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout gives the content all the room.
func (w *watched) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	if w.last != size {
		w.last = size
		w.resized()
	}
}
