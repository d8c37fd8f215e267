package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
)

// replaced is the case with a payment, under which what was there before was put back while it is open.
func (w *world) replaced() (path string) {
	w.t.Helper()
	path = w.open()
	before := w.copyOf(path)
	w.pay()
	w.putBack(before, path)
	return path
}

func TestABookThatWasReplacedUnderTheWindowIsToldAtOnceAndNeverOverwritten(t *testing.T) {
	for name, begin := range map[string]func(w *world){
		"when a person comes back":  func(w *world) { w.shell.LookInPlace() },
		"before a form opens":       func(w *world) { w.shell.Run("record.funding") },
		"before a reversal":         func(w *world) { w.shell.Reverse(2) },
		"before an import is read":  func(w *world) { w.shell.OpenBook(filepath.Join(w.folder, "x.csv")) },
		"when a step is taken back": func(w *world) { w.shell.Run("edit.undo") },
		"in the hourly backup":      func(w *world) { w.runner.pass() },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			path := w.replaced()
			there := headOf(t, path)
			kept := len(backupsOf(t, path))
			begin(w)
			if diff := cmp.Diff([]string{"replaced"}, w.states("setback")); diff != "" {
				t.Fatal(diff)
			}
			w.says("case.stakebook was replaced", "Nothing was written over them", "still in memory")
			w.key(fyne.KeyEscape)
			if access, _, _ := w.shell.Kept(); access != "Nothing can be recorded" {
				t.Errorf("the status line says %q", access)
			}
			if w.shell.Run("record.funding") || w.shell.Said() != "Funding…: its file was replaced; open it again." {
				t.Errorf("said %q", w.shell.Said())
			}
			w.shell.LookInPlace()
			w.runner.pass()
			if got := w.overlay(); got != "" {
				t.Errorf("it is said again: %s", got)
			}
			w.shell.Run("book.close")
			if headOf(t, path) != there || len(backupsOf(t, path)) != kept {
				t.Error("the file or its backups were written to")
			}
		})
	}
}

func TestWhatIsInMemoryIsExportedAndTheFileThatIsThereIsOpenedAgain(t *testing.T) {
	w := newWorld(t)
	path := w.replaced()
	w.shell.LookInPlace()
	w.picker.path = filepath.Join(w.folder, "journal.jsonl")
	w.pick("Export journal…")
	text, err := os.ReadFile(w.picker.path)
	if err != nil || strings.Count(string(text), "\n") != 6 {
		t.Errorf("exported %s, %v", text, err)
	}
	w.says("case.stakebook was replaced") // it stays for what is to be done next
	w.pick("Open again")
	w.says("case.stakebook was turned back")
	w.pick("Keep as it is")
	w.shell.OpenBook(w.picker.path)
	w.key(fyne.KeyReturn) // records the one that was lost
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries: %s", got, w.overlay())
	}
}

func TestAFormThatWasFilledInStaysOverABookThatWasReplaced(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	before := w.copyOf(path)
	w.pay()
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c"})
	w.fill("2")
	w.putBack(before, path)
	w.key(fyne.KeyReturn)
	w.says("case.stakebook was replaced")
	w.pick("Open again")
	w.pick("Keep as it is")
	if diff := cmp.Diff([]string{"write", "write"}, w.states("book")); diff != "" {
		t.Fatal(diff)
	}
	w.pick("Record")
	all := entries(t, path)
	if last := all[len(all)-1]; len(all) != 6 || last.Text("amount") != "2" {
		t.Errorf("%d entries, the last %v: %s", len(all), last.Flat(), w.overlay())
	}
}

func TestABookThatIsGoneStaysInTheWindow(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	w.shell.LookInPlace()
	w.says("case.stakebook is not where it was")
	w.pick("Open again")
	w.says("case.stakebook is not there", "Restore…")
	w.key(fyne.KeyEscape)
	w.picker.path = filepath.Join(w.folder, "journal.jsonl")
	w.shell.Run("file.journal")
	if got := w.events("exported"); len(got) != 1 {
		t.Errorf("what is in memory was not exported: %s", w.overlay())
	}
	w.shell.Run("file.restore")
	w.key(fyne.KeyReturn)
	w.says("it cannot be read")
	w.key(fyne.KeyReturn)
	w.says("Restored")
	w.key(fyne.KeyReturn)
	if got := len(entries(t, path)); got != 5 {
		t.Errorf("the book has %d entries", got)
	}
}
