package ui_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/money"
	"stakebook/ui"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func dollars(t *testing.T) money.Currency {
	t.Helper()
	usd, err := money.ParseCurrency("USD")
	if err != nil {
		t.Fatal(err)
	}
	return usd
}

func TestABookOpensOnTheLastPageThatWasShown(t *testing.T) {
	app := test.NewTempApp(t)
	w := newWorldOn(t, app)
	w.open()
	w.shell.Run("page.commitments")
	again := newWorldOn(t, app)
	w.shell.Run("book.close")
	again.open()
	if got := again.events("page"); len(got) != 1 || got[0]["id"] != "commitments" {
		t.Errorf("opened on %v", got)
	}
}

func TestABookIsCheckedOnceItIsOpen(t *testing.T) {
	w := newWorld(t)
	w.open()
	if got := w.events("checked"); len(got) != 1 || got[0]["state"] != "sound" {
		t.Errorf("checked %v", got)
	}
}

func TestWhyABookDoesNotOpenIsSaidWithWhatToDo(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "letter.stakebook")
	if err := os.WriteFile(text, []byte(strings.Repeat("Dear Sir or Madam, ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, says, does string }{
		{filepath.Join(folder, "gone.stakebook"), "gone.stakebook is not there", "It may have been moved"},
		{text, "letter.stakebook is not a book", "can be imported into an open book"},
	} {
		w := newWorld(t)
		w.shell.OpenBook(c.path)
		if got := w.overlay(); !contains(got, c.says) || !contains(got, c.does) {
			t.Errorf("%s: said %q", c.path, got)
		}
		if len(w.events("book")) != 0 {
			t.Errorf("%s opened", c.path)
		}
	}
}

func TestABookThatDoesNotOpenLeavesTheOpenOneInPlace(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.OpenBook(filepath.Join(w.folder, "gone.stakebook"))
	w.key(fyne.KeyReturn)
	if !w.shell.Run("page.journal") {
		t.Error("the book that was open is gone")
	}
}

func TestABookThatIsOpenElsewhereIsOfferedForReadingAndFollowed(t *testing.T) {
	w := newWorld(t)
	path := w.book("case.stakebook")
	writer, err := desk.Open(path, bookfile.Write, options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := writer.Close(); err != nil {
			t.Error(err)
		}
	}()
	w.shell.OpenBook(path)
	if got := w.overlay(); !contains(got, "The book is open in stakectl on desk-2 (process 9)") {
		t.Fatalf("said %q", got)
	}
	w.key(fyne.KeyReturn)
	if got := w.events("book"); len(got) != 1 || got[0]["state"] != "read" {
		t.Fatalf("opened %v", got)
	}
	if w.shell.Run("record.funding") {
		t.Error("an entry can be recorded in a book that is only read")
	}
	if _, err := writer.Record(entry(t, "kind=memo", "date=2024-03-01", "about=c", "text=watch")); err != nil {
		t.Fatal(err)
	}
	w.runner.pass()
	if heads := w.pages[0].heads; heads[len(heads)-1] != 6 {
		t.Errorf("the page saw entries up to %v", heads)
	}
}

func TestANewBookIsMadeWhereItIsWantedAndOpens(t *testing.T) {
	w := newWorld(t)
	w.picker.path = filepath.Join(w.folder, "new.stakebook")
	w.shell.Run("book.new")
	w.typeText("Stakes")
	w.key(fyne.KeyReturn)
	if got := w.events("book"); len(got) != 1 || got[0]["entries"] != 1.0 {
		t.Fatalf("opened %v; over the window: %s", got, w.overlay())
	}
	if name := w.picker.asked[0].Name; name != "Stakes.stakebook" {
		t.Errorf("the name offered is %q", name)
	}
}

func TestANewBookNeverReplacesAFile(t *testing.T) {
	w := newWorld(t)
	path := w.book("case.stakebook")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.picker.path = path
	for _, id := range []string{"book.new", "book.sample"} {
		w.shell.Run(id)
		if id == "book.new" {
			w.typeText("Stakes")
			w.key(fyne.KeyReturn)
		}
		if got := w.overlay(); !contains(got, "a book never replaces one") {
			t.Errorf("%s: said %q", id, got)
		}
		w.key(fyne.KeyReturn)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the file is another: %v", err)
	}
}

func TestANewBookNeedsANameAndACurrency(t *testing.T) {
	w := newWorld(t)
	w.shell.Run("book.new")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); !contains(got, "A book has a name.") {
		t.Errorf("said %q", got)
	}
	if len(w.picker.asked) != 0 {
		t.Error("a file was asked for")
	}
}

func TestTheSampleIsWrittenAndOpens(t *testing.T) {
	w := newWorld(t)
	w.picker.path = filepath.Join(w.folder, "sample.stakebook")
	w.shell.Run("book.sample")
	if got := w.events("book"); len(got) != 1 || got[0]["path"] != w.picker.path {
		t.Errorf("opened %v; %s", got, w.overlay())
	}
}

func TestRecentBooksAreOfferedAndForgottenOnceTheyAreGone(t *testing.T) {
	w := newWorld(t)
	if w.shell.Run("book.recent") {
		t.Error("recent books are offered where there are none")
	}
	path := w.open()
	w.shell.Run("book.close")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	w.shell.Run("book.recent")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); !contains(got, "is not there") {
		t.Errorf("said %q", got)
	}
	w.key(fyne.KeyReturn)
	if w.shell.Run("book.recent") {
		t.Error("the book that is gone is still offered")
	}
}

func TestAPassphraseIsAskedForUntilItIsTheRightOne(t *testing.T) {
	w := newWorld(t)
	path := filepath.Join(w.folder, "sealed.stakebook")
	sealed := options()
	sealed.File.Passphrase = []byte("correct horse")
	d, err := desk.New(path, ledger.BookName{Name: "Sealed", Currency: dollars(t)}, sealed)
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	w.shell.OpenBook(path)
	w.typeText("wrong")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); !contains(got, "That is not the passphrase") {
		t.Fatalf("said %q", got)
	}
	w.typeText("correct horse")
	w.key(fyne.KeyReturn)
	if len(w.events("book")) != 1 {
		t.Errorf("the book did not open: %s", w.overlay())
	}
	if trace := w.trace.String(); contains(trace, "horse") || contains(trace, `"wrong"`) {
		t.Error("the trace has a passphrase")
	}
}

func TestEveryErrorOfABooksFileHasWordsAndAHint(t *testing.T) {
	since := time.Date(2024, 3, 26, 14, 5, 0, 0, time.UTC)
	for _, c := range []struct {
		err   error
		says  []string // in its title, its text or its hint
		named bool     // the title names the book
	}{
		{&bookfile.LockedError{Process: "Stakebook", Host: "here", PID: 4, Since: since}, []string{
			"is open elsewhere", "The book is open in Stakebook on here (process 4) since 2024-03-26 14:05", "Opened read-only",
		}, true},
		{&bookfile.LockedError{}, []string{"The book is open in another program"}, true},
		{bookfile.ErrPassphrase, []string{"That is not the passphrase", "Try again"}, false},
		{bookfile.ErrNewer, []string{"needs a newer Stakebook", "Install the newest"}, true},
		{&bookfile.DamageError{Place: "entry 12", Err: errors.New("it is cut off")}, []string{
			"is damaged", "entry 12", "restore your last backup",
		}, true},
		{bookfile.ErrNotBook, []string{"is not a book", "can be imported"}, true},
		{bookfile.ErrReadOnly, []string{"can only be read here", "may not be written to", "Open it read-only"}, true},
		{fmt.Errorf("%w: %w", bookfile.ErrReadOnly, fs.ErrPermission), []string{"can only be read here"}, true},
		{bookfile.ErrBusy, []string{"is busy", "Try again in a moment"}, true},
		{bookfile.ErrNoLocks, []string{"lies where files cannot be locked", "Copy the book to a folder on a disk"}, true},
		{bookfile.ErrFull, []string{"no room left on the disk", "recorded before is safe", "Make room"}, false},
		{bookfile.ErrBroken, []string{"could not be written", "recorded before is safe", "Open the book again"}, false},
		{bookfile.ErrReplaced, []string{"was replaced", "Nothing was written over them", "still in memory"}, true},
		{desk.ErrRewound, []string{"was replaced", "still in memory"}, true},
		{bookfile.ErrRemoved, []string{"is not where it was", "still in memory"}, true},
		{bookfile.ErrClosed, []string{"is closed", "Open it again"}, true},
		{bookfile.ErrOtherBook, []string{"is of another book", "Choose a backup of this book"}, true},
		{fs.ErrNotExist, []string{"is not there", "It may have been moved"}, true},
		{fs.ErrPermission, []string{"may not be opened", "Ask its owner"}, true},
		{errors.New("the disk is on fire"), []string{"did not open", "the disk is on fire", "was not changed"}, true},
	} {
		title, text, hint := ui.TroubleOf("/books/case.stakebook", fmt.Errorf("open book: %w", c.err))
		if contains(title, "case.stakebook") != c.named {
			t.Errorf("%v: the title is %q", c.err, title)
		}
		if text == "" || hint == "" {
			t.Errorf("%v: text %q, hint %q", c.err, text, hint)
		}
		all := title + ". " + text + ". " + hint
		for _, says := range c.says {
			if !contains(all, says) {
				t.Errorf("%v: it does not say %q: %s", c.err, says, all)
			}
		}
	}
}

func TestDamageIsNamedByItsPlace(t *testing.T) {
	wrong := &bookfile.DamageError{Place: "entry 12", Err: errors.New("it is cut off")}
	_, text, _ := ui.TroubleOf("case.stakebook", fmt.Errorf("open book case.stakebook: %w", wrong))
	if text != "the book is damaged: entry 12: it is cut off" {
		t.Errorf("said %q", text)
	}
}
