package ui_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// turnBack records a payment in the case, closes it and puts back what was there before.
func (w *world) turnBack() (path string) {
	w.t.Helper()
	path = w.open()
	before := w.copyOf(path)
	w.pay()
	w.shell.Run("book.close")
	w.putBack(before, path)
	return path
}

// copyOf copies an open book as a person would, and gives the copy's path.
func (w *world) copyOf(path string) string {
	w.t.Helper()
	d, err := desk.Open(path, bookfile.Read, options())
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			w.t.Error(err)
		}
	}()
	copied := filepath.Join(w.t.TempDir(), "copy.stakebook")
	if err := d.Backup(w.t.Context(), copied); err != nil {
		w.t.Fatal(err)
	}
	return copied
}

// putBack writes a copy over a book, in place, as programs do that keep folders alike.
func (w *world) putBack(from, path string) {
	w.t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func TestABookThatWasTurnedBackIsToldWithWhatWasSeenAndIsReadAtEsc(t *testing.T) {
	w := newWorld(t)
	path := w.turnBack()
	w.shell.OpenBook(path)
	if diff := cmp.Diff([]string{"turned back"}, w.states("history")); diff != "" {
		t.Fatal(diff)
	}
	w.says("case.stakebook was turned back", "Seen 2024-03-26 12:00", "6 entries, head ", "5 entries, head ")
	w.key(fyne.KeyEscape)
	if diff := cmp.Diff([]string{"write", "write", "read"}, w.states("book")); diff != "" {
		t.Error(diff)
	}
	if access, _, _ := w.shell.Kept(); access != "Reading only · Not as it was seen before" {
		t.Errorf("the status line says %q", access)
	}
	if w.overlay() != "" || w.shell.Run("record.funding") {
		t.Errorf("an entry can be recorded, or it is asked again: %s", w.overlay())
	}
	w.shell.Run("book.close")
	w.shell.OpenBook(path)
	if got := w.states("history"); len(got) != 3 {
		t.Errorf("what was seen was forgotten: %v", got)
	}
}

func TestABookThatWasTurnedBackIsKeptAsItIsWhereAPersonSaysSo(t *testing.T) {
	w := newWorld(t)
	path := w.turnBack()
	kept := len(backupsOf(t, path))
	w.shell.OpenBook(path)
	if got := len(w.states("backup")); got != kept {
		t.Errorf("a backup was kept before anybody said so: %v", w.states("backup"))
	}
	w.pick("Keep as it is")
	if diff := cmp.Diff([]string{"turned back", "accepted"}, w.states("history")); diff != "" {
		t.Error(diff)
	}
	if access, _, _ := w.shell.Kept(); access != "" || len(w.states("backup")) != kept+1 {
		t.Errorf("the status line says %q; backups %v", access, w.states("backup"))
	}
	w.pay()
	w.shell.Run("book.close")
	w.shell.OpenBook(path)
	if got := w.states("history"); len(got) != 2 {
		t.Errorf("it is told again: %v", got)
	}
}

func TestAHistoryThatWasRewrittenIsTold(t *testing.T) {
	w := newWorld(t)
	path := w.turnBack()
	d, err := desk.Open(path, bookfile.Write, options())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := d.Record(entry(t, "kind=memo", "date=2024-03-01", "about=c", "text=other")); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	w.shell.OpenBook(path)
	w.says("The history of case.stakebook was rewritten")
}

func TestABookThatWasTurnedBackIsRestoredFromItsBackup(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	before := w.copyOf(path)
	w.pay()
	w.runner.pass() // an hour: a backup
	w.shell.Run("book.close")
	w.putBack(before, path)
	w.shell.OpenBook(path)
	w.key(fyne.KeyReturn) // Restore…
	w.says("Restore case.stakebook")
	w.key(fyne.KeyEscape)
	w.says("was turned back") // who gives that up is asked again
	w.pick("Restore…")
	w.key(fyne.KeyReturn)
	w.says("Both have entries 1 to 5. 1 entry would come; none would go.")
	w.key(fyne.KeyReturn)
	w.says("Restored")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); got != "" {
		t.Errorf("over the window: %s", got)
	}
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries", got)
	}
	if diff := cmp.Diff([]string{"turned back"}, w.states("history")); diff != "" {
		t.Errorf("the restored book is doubted: %s", diff)
	}
	w.pay()
}

func TestTheJournalOfABookInDoubtIsExportedAndTheQuestionStays(t *testing.T) {
	w := newWorld(t)
	path := w.turnBack()
	w.shell.OpenBook(path)
	w.picker.path = filepath.Join(w.folder, "journal.jsonl")
	w.pick("Export journal…")
	if got := w.events("exported"); len(got) != 1 {
		t.Errorf("exported %v", got)
	}
	w.says("was turned back")
}

func TestAMemoryThatCannotBeReadIsToldAndHarmsNoBook(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Run("book.close")
	files, err := filepath.Glob(filepath.Join(w.folder, "heads", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	if err := os.WriteFile(files[0], []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.shell.OpenBook(path)
	if diff := cmp.Diff([]string{"failed"}, w.states("memory")); diff != "" {
		t.Error(diff)
	}
	if got := w.overlay(); got != "" {
		t.Errorf("over the window: %s", got)
	}
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c", "amount": "1"})
	w.key(fyne.KeyReturn)
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries", got)
	}
}
