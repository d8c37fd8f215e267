package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/backups"
)

// states are those of the traced events of one name.
func (w *world) states(name string) (all []string) {
	w.t.Helper()
	for _, e := range w.events(name) {
		all = append(all, fmt.Sprint(e["state"]))
	}
	return all
}

// pick chooses an action of the dialog that is open by keyboard: from one to the next, and then Enter.
func (w *world) pick(label string) {
	w.t.Helper()
	canvas := w.shell.Window().Canvas()
	const most = 12
	for range most {
		if named, ok := canvas.Focused().(interface{ AccessibilityLabel() string }); ok &&
			named.AccessibilityLabel() == label {
			w.key(fyne.KeyReturn)
			return
		}
		canvas.FocusNext()
	}
	w.t.Fatalf("the keyboard does not come to %q: %s", label, w.overlay())
}

// pay records a payment of a dollar by the form.
func (w *world) pay() {
	w.t.Helper()
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c", "amount": "1"})
	w.key(fyne.KeyReturn)
	if got := w.overlay(); got != "" {
		w.t.Fatalf("over the window: %s", got)
	}
}

// says asserts that words lie over the window.
func (w *world) says(words ...string) {
	w.t.Helper()
	got := w.overlay()
	for _, word := range words {
		if !contains(got, word) {
			w.t.Errorf("it does not say %q: %s", word, got)
		}
	}
}

// headOf is the hash of the last entry of a book.
func headOf(t *testing.T, path string) string {
	t.Helper()
	all := entries(t, path)
	return all[len(all)-1].Hash.String()
}

func backupsOf(t *testing.T, book string) []backups.Backup {
	t.Helper()
	all, err := backups.List(book)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestABackupIsKeptAtOpeningAndHourlyWhereTheBookHasChanged(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.runner.pass()
	w.pay()
	w.runner.pass()
	if diff := cmp.Diff([]string{"made", "same", "made"}, w.states("backup")); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	all := backupsOf(t, path)
	if len(all) != 2 || len(entries(t, all[1].Path)) != 6 {
		t.Errorf("the backups are %v", all)
	}
	if _, _, backup := w.shell.Kept(); backup != "Backup 12:00" {
		t.Errorf("the status line says %q", backup)
	}
}

func TestABookThatIsClosedIsNotLookedAfterAnyMore(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("book.close")
	w.runner.pass()
	if got := w.states("backup"); len(got) != 1 {
		t.Errorf("kept %v", got)
	}
}

func TestABackupThatFailsIsToldOnceAndBarsNothing(t *testing.T) {
	w := newWorld(t)
	path := w.book("case.stakebook")
	if err := os.WriteFile(backups.Folder(path), nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	w.shell.OpenBook(path)
	if said := w.shell.Said(); !contains(said, "No backup could be made: ") || !contains(said, "as it was.") {
		t.Errorf("said %q", said)
	}
	if _, _, backup := w.shell.Kept(); backup != "No backup" {
		t.Errorf("the status line says %q", backup)
	}
	w.pay()
	w.runner.pass()
	if diff := cmp.Diff([]string{"failed", "failed"}, w.states("backup")); diff != "" {
		t.Error(diff)
	}
	if said := w.shell.Said(); said != "Recorded entry 6." {
		t.Errorf("the second time it is said again: %q", said)
	}
}

func TestABookIsBackedUpWhereAPersonWantsItAndReplacesNothing(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.picker.path = filepath.Join(w.folder, "mine.stakebook")
	w.shell.Run("file.backup")
	if name := w.picker.asked[0].Name; name != "Case 2024-03-26.stakebook" {
		t.Errorf("the name offered is %q", name)
	}
	head := headOf(t, path)
	if copied := headOf(t, w.picker.path); copied != head {
		t.Errorf("the copy ends with %s, the book with %s", copied, head)
	}
	want := fmt.Sprintf("Backed up to mine.stakebook: 5 entries, head %s…", head[:12])
	if said := w.shell.Said(); said != want {
		t.Errorf("said %q, not %q", said, want)
	}
	w.shell.Run("file.written")
	w.says(w.picker.path, head)
	w.pick("Copy")
	if got := w.app.Clipboard().Content(); !contains(got, "Head: "+head+"\n") {
		t.Errorf("copied %q", got)
	}
	w.key(fyne.KeyEscape)
	w.shell.Run("file.backup")
	w.says("The book was not backed up", "nothing is ever replaced", "Choose another name.")
}

func TestWhatAnExportRestsOnIsSaidInShortAndShownInFull(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	if w.shell.Run("file.written") {
		t.Error("a file is shown before one was written")
	}
	w.shell.Run("moment.previous")
	w.picker.path = filepath.Join(w.folder, "commitments.csv")
	w.shell.Run("file.export")
	w.typeText("commitments")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyReturn)
	head := headOf(t, path)
	want := fmt.Sprintf("Wrote commitments.csv: as of 2023-09-30, 5 entries, head %s…", head[:12])
	if said := w.shell.Said(); said != want {
		t.Errorf("said %q, not %q", said, want)
	}
	w.shell.Run("file.written")
	w.says(w.picker.path, "2023-09-30", head)
	w.key(fyne.KeyReturn)
	if got := w.overlay(); got != "" {
		t.Errorf("Enter does not close it: %s", got)
	}
}

func TestTheJournalIsExportedSoThatABookTakesItInAgain(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.pay()
	w.picker.path = filepath.Join(w.folder, "journal.jsonl")
	w.shell.Run("file.journal")
	if name := w.picker.asked[0].Name; name != "Case journal 2024-03-26.jsonl" {
		t.Errorf("the name offered is %q", name)
	}
	w.shell.OpenBook(w.picker.path)
	if said := w.shell.Said(); said != "journal.jsonl adds nothing: the book holds all 6 entries already." {
		t.Errorf("said %q", said)
	}
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestTheCheckShowsTheHead(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Check()
	w.says("The book is sound", headOf(t, path))
	w.pick("Copy")
	if got := w.app.Clipboard().Content(); !contains(got, "Entries: 5\nHead: ") {
		t.Errorf("copied %q", got)
	}
}

func TestHowFarABookWentIsRememberedAfterEveryRecordAndAtClosing(t *testing.T) {
	w := newWorld(t)
	w.open()
	remembered := func() string {
		files, err := os.ReadDir(filepath.Join(w.folder, "heads"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%v, %v", files, err)
		}
		text, err := os.ReadFile(filepath.Join(w.folder, "heads", files[0].Name()))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, want := range []string{`"entries": "5"`, `"entries": "6"`} {
		if got := remembered(); !contains(got, want) {
			t.Errorf("remembered is %s, not %s", got, want)
		}
		w.pay()
	}
	if err := os.RemoveAll(filepath.Join(w.folder, "heads")); err != nil {
		t.Fatal(err)
	}
	w.shell.Run("book.close")
	if got := remembered(); !contains(got, `"entries": "7"`) {
		t.Errorf("remembered at closing is %s", got)
	}
}

func TestTheStatusLineMakesRoomForWhatMattersMost(t *testing.T) {
	w := newWorld(t)
	w.open()
	wide := w.shell.StatusParts(1280)
	want := []string{
		"Case · case.stakebook", "5 entries", "checked 12:00: sound", "Not encrypted", "Backup 12:00", "ann",
	}
	if diff := cmp.Diff(want, wide); diff != "" {
		t.Errorf("wide (-want +got):\n%s", diff)
	}
	narrow := w.shell.StatusParts(480)
	if !slices.Contains(narrow, "Case · case.stakebook") || slices.Contains(narrow, "ann") {
		t.Errorf("narrow: %s", strings.Join(narrow, ", "))
	}
}
