package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/money"
	"stakebook/ui/dialogs"
	"stakebook/ui/page"
)

// bookExtension is what the files of books are named with.
const bookExtension = ".stakebook"

// OpenBook opens what is at a path: a book, or, where it is a file to import, that into the open book. Arguments,
// drops, recent books, dialogs and second starts of the program all end here.
func (s *Shell) OpenBook(path string) {
	full, err := filepath.Abs(path)
	if err != nil {
		s.fail("The book did not open", err)
		return
	}
	switch {
	case s.overlaid() || s.task != nil:
		s.say("Finish what is open first, then open " + filepath.Base(full) + ".")
	case isImport(full):
		s.importFile(full)
	case s.desk != nil && s.desk.Path() == full:
		s.say("The book is open already.")
	default:
		s.openBook(opening{path: full, mode: bookfile.Write})
	}
}

// opening is one attempt to open a book.
type opening struct {
	path       string
	mode       bookfile.Mode
	passphrase []byte // nil for none; wiped once it is no longer needed
	inDoubt    bool   // a person knows that the book is not as it was seen before, and wants to read it
	then       func() // once the book is open; may be nil
}

// opened is what came of it.
type opened struct {
	desk     *desk.Desk
	recalled error // of holding the book against what is remembered of it
}

// openBook opens a book and puts it in the place of the one that is open; that one stays where this fails.
func (s *Shell) openBook(o opening) {
	if s.desk != nil && s.desk.Path() == o.path {
		s.release() // its own lock would bar it
	}
	var got opened
	s.work("Opening "+filepath.Base(o.path), func(ctx context.Context) (err error) {
		got, err = s.unlock(ctx, o)
		return err
	}, func(err error) { s.take(o, got, err) })
}

// unlock opens a book and holds it against what is remembered of it. It may be called from any goroutine.
func (s *Shell) unlock(ctx context.Context, o opening) (opened, error) {
	d, err := desk.Open(o.path, o.mode, s.options(o.passphrase))
	if errors.Is(err, bookfile.ErrNotEncrypted) && o.passphrase != nil {
		d, err = desk.Open(o.path, o.mode, s.options(nil))
	}
	if err != nil {
		return opened{}, err
	}
	if ctx.Err() != nil {
		return opened{}, errors.Join(ctx.Err(), d.Close())
	}
	return opened{desk: d, recalled: d.Recall(s.memory())}, nil
}

// take shows the book that was opened, or why it was not.
func (s *Shell) take(o opening, got opened, err error) {
	if err != nil {
		clear(o.passphrase)
		s.explain(o, troubleOf(o.path, err, s.zone()))
		return
	}
	s.adopt(o, got)
	if o.then != nil {
		o.then()
	}
}

// explain says why a book did not open, and offers what can still be done.
func (s *Shell) explain(o opening, why trouble) {
	s.trace.put(event{Event: "error", Text: why.text})
	if why.gone {
		s.recent.Drop(o.path)
		s.refreshWelcome()
	}
	if why.passphrase {
		s.askToOpen(o, why)
		return
	}
	dialog := dialogs.Dialog{
		Title: why.title, Content: paragraph(sentence(why.text) + "\n\n" + sentence(why.hint)),
		Size: fyne.NewSize(500, 200),
	}
	switch {
	case why.beside && o.mode == bookfile.Write:
		dialog.Actions = []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Open read-only", Role: dialogs.Primary, Run: func() bool {
				s.open.Close()
				s.openBook(opening{path: o.path, mode: bookfile.Read, then: o.then})
				return false
			}},
		}
	case why.restorable && hasBackups(o.path):
		dialog.Actions = []dialogs.Action{
			{Label: "Close", Role: dialogs.Dismiss},
			{Label: "Restore…", Role: dialogs.Primary, Run: func() bool {
				s.open.Close()
				s.restoreBook(o.path, nil)
				return false
			}},
		}
	default:
		dialog.Actions = []dialogs.Action{{Label: "Close", Role: dialogs.Primary}}
	}
	s.show("trouble", "", dialog)
}

// hasBackups says that there are copies beside where a book is or was.
func hasBackups(path string) bool {
	copies, err := backups.List(path)
	return err == nil && len(copies) > 0
}

// askToOpen asks for the passphrase of a book until it opens or the person gives up.
func (s *Shell) askToOpen(o opening, why trouble) {
	var got opened
	s.askPassphrase(question{
		title: why.title, about: strings.TrimSpace(sentence(why.text) + " " + sentence(why.hint)), action: "Open",
		doing: "Opening " + filepath.Base(o.path),
		try: func(ctx context.Context, passphrase []byte) (err error) {
			got, err = s.unlock(ctx, opening{path: o.path, mode: o.mode, passphrase: passphrase})
			return err
		},
		done: func(passphrase []byte, err error) {
			o.passphrase = passphrase
			s.take(o, got, err)
		},
	})
}

// adopt makes a book that was just opened the one that the window shows.
func (s *Shell) adopt(o opening, got opened) {
	s.dropBook()
	d := got.desk
	s.desk = d
	s.opened++
	s.standing.sealed = d.Encrypted()
	s.at = page.Moment{AsOf: s.today(), Today: s.today()}
	s.unsubscribe = d.Subscribe(func(change desk.Change) {
		s.params.Runner.Do(func() {
			if s.desk == d {
				s.follow(change)
			}
		})
	})
	if err := s.recent.Add(d.Path()); err != nil {
		s.fail("The book will not be among the recent ones", err)
	}
	s.turnStale()
	s.readBook()
	state := "write"
	if !d.Writable() {
		state = "read"
		s.tick(s.opened)
	}
	s.trace.put(event{Event: "book", Path: d.Path(), Entries: s.entries, State: state})
	s.say("")
	s.showBook()
	s.recall(o, got.recalled)
	s.lookAfter()
}

// tickEvery is how often a book that is only read is asked for what another program has recorded in it.
const tickEvery = 2 * time.Second

func (s *Shell) tick(opened int) {
	s.stopTicker = s.params.Runner.After(tickEvery, func() {
		if s.opened != opened || s.desk == nil {
			return
		}
		d := s.desk
		var err error
		s.params.Runner.Go(func() { _, err = d.Refresh() }, func() {
			if s.opened != opened || s.desk == nil {
				return
			}
			if err != nil {
				if !s.meetSetback(err) {
					s.fail("The book could not be followed", err)
				}
				return
			}
			s.tick(opened)
		})
	})
}

// dropBook lets the open book go. What was recorded is on the disk already.
func (s *Shell) dropBook() {
	if s.desk == nil {
		return
	}
	s.release()
	s.unsubscribe()
	s.desk, s.unsubscribe = nil, nil
	s.standing = standing{}
	s.opened++
}

func (s *Shell) closeBook() {
	s.dropBook()
	s.trace.put(event{Event: "closed"})
	s.showWelcome()
}

// askOpen lets a person choose a book.
func (s *Shell) askOpen() {
	ask := Ask{Title: "Open book", Kind: "Stakebook books", Extensions: []string{bookExtension}}
	s.askForFile(ask, s.OpenBook)
}

// newBook asks for a book's name and currency, and where it is to be.
func (s *Shell) newBook() {
	name, currency := dialogs.NewEntry(), dialogs.NewEntry()
	name.SetPlaceHolder("Strategic investments")
	currency.SetText("USD")
	wrong := paragraph("")
	wrong.Importance = widget.DangerImportance
	form := widget.NewForm(widget.NewFormItem("Name", name), widget.NewFormItem("Currency", currency))
	s.show("new", "", dialogs.Dialog{
		Title: "New book", FirstFocus: name, Size: fyne.NewSize(480, 260),
		Content: container.NewVBox(
			paragraph("Totals are reported in the book's currency; commitments may be in any. Both stand for good."),
			form, wrong),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Choose the file…", Role: dialogs.Primary, Run: func() bool {
				book, err := bookName(name.Text, currency.Text)
				if err != nil {
					wrong.SetText(sentence(err.Error()))
					return false
				}
				s.open.Close()
				s.askNew(book)
				return false
			}},
		},
	})
}

func bookName(name, currency string) (ledger.BookName, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return ledger.BookName{}, errors.New("a book has a name")
	}
	code, err := money.ParseCurrency(strings.ToUpper(strings.TrimSpace(currency)))
	if err != nil {
		return ledger.BookName{}, err
	}
	return ledger.BookName{Name: name, Currency: code}, nil
}

func (s *Shell) askNew(book ledger.BookName) {
	ask := Ask{Title: "New book", Kind: "Stakebook books", Extensions: []string{bookExtension},
		Name: fileName(book.Name) + bookExtension}
	s.askForName(ask, func(path string) { s.makeBook(path, book) })
}

// makeBook makes a book at a path where there is none, and opens it.
func (s *Shell) makeBook(path string, book ledger.BookName) {
	var got opened
	s.work("Making "+filepath.Base(path), func(context.Context) (err error) {
		if got.desk, err = desk.New(path, book, s.options(nil)); err == nil {
			got.recalled = got.desk.Recall(s.memory())
		}
		return err
	}, func(err error) {
		if err != nil {
			s.explainNew(path, err)
			return
		}
		s.adopt(opening{path: path, mode: bookfile.Write}, got)
	})
}

// explainNew says why a book was not made. A file that exists is never replaced by a book.
func (s *Shell) explainNew(path string, err error) {
	switch {
	case errors.Is(err, fs.ErrExist):
		err = trouble{text: fmt.Sprintf("There is a file at %s already, and a book never replaces one", path),
			hint: "Choose another name, or open that file"}
	default:
		err = troubleOf(path, err, s.zone())
	}
	s.fail(filepath.Base(path)+" was not made", err)
}

// openSample writes the bundled sample where a person wants it, and opens it.
func (s *Shell) openSample() {
	ask := Ask{Title: "Write the sample book", Kind: "Stakebook books", Extensions: []string{bookExtension},
		Name: "AI stakes (sample)" + bookExtension}
	s.askForName(ask, s.makeSample)
}

func (s *Shell) makeSample(path string) {
	s.work("Writing the sample", func(context.Context) error {
		return desk.Sample(path, s.options(nil), s.params.Sample)
	}, func(err error) {
		if err != nil {
			s.explainNew(path, err)
			return
		}
		s.OpenBook(path)
	})
}

// dropped opens or imports what was dropped on the window: one file at a time.
func (s *Shell) dropped(files []fyne.URI) {
	if len(files) != 1 || files[0].Scheme() != "file" {
		s.say("Drop one file at a time: a book, or a .csv or .jsonl to import.")
		return
	}
	s.OpenBook(files[0].Path())
}

// fileName writes a name so that every file system takes it.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
}
