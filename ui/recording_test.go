package ui_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"stakebook/ledger"
)

// fill types into the fields of a form from the one that has the keyboard, with a tab after each.
func (w *world) fill(texts ...string) {
	for i, text := range texts {
		if i > 0 {
			w.shell.Window().Canvas().FocusNext()
		}
		w.typeText(text)
	}
}

func TestAnEntryIsRecordedByKeyboardAndThePagesFollow(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c"})
	w.fill("2750000000")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); got != "" {
		t.Fatalf("the form is still open: %s", got)
	}
	if said := w.shell.Said(); said != "Recorded entry 6." {
		t.Errorf("said %q", said)
	}
	if heads := w.pages[0].heads; heads[len(heads)-1] != 6 {
		t.Errorf("the page saw entries up to %v", heads)
	}
	all := entries(t, path)
	last := all[len(all)-1]
	if last.Text("amount") != "2750000000" || last.Author != "ann" || last.Date.String() != "2024-03-26" {
		t.Errorf("recorded %v", last.Flat())
	}
}

func TestTheFormBeginsWithTheDateThatIsLookedAt(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Run("moment.previous")
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c", "amount": "1"})
	w.key(fyne.KeyReturn)
	all := entries(t, path)
	if got := all[len(all)-1].Date.String(); got != "2023-09-30" {
		t.Errorf("recorded on %s", got)
	}
}

func TestARefusalIsShownInTheFormAndNothingIsRecorded(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c"})
	w.fill("2750000000.01")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); !contains(got, "by USD 0.01") {
		t.Errorf("the form says %q", got)
	}
	if got := len(entries(t, path)); got != 5 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestUndoAndRedoAreNamedAndRecorded(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	if w.shell.Run("edit.undo") {
		t.Error("undo ran before anything was recorded")
	}
	w.shell.Record(ledger.KindFunding, map[string]string{"commitment": "c", "amount": "1"})
	w.key(fyne.KeyReturn)
	if title := w.title("edit.undo"); title != "Undo funding c" {
		t.Errorf("the menu says %q", title)
	}
	w.shell.Run("edit.undo")
	if title := w.title("edit.redo"); title != "Redo funding c" {
		t.Errorf("the menu says %q", title)
	}
	w.shell.Run("edit.redo")
	if got := len(entries(t, path)); got != 8 {
		t.Errorf("the book has %d entries", got)
	}
}

func (w *world) title(id string) string {
	for _, command := range w.shell.Commands() {
		if command.ID == id {
			return command.Title()
		}
	}
	return ""
}

func TestAnEntryIsReversedWithAReason(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Reverse(5)
	w.typeText("paid twice")
	w.key(fyne.KeyReturn)
	all := entries(t, path)
	last := all[len(all)-1]
	if last.Kind() != ledger.KindReversal || last.Text("reason") != "paid twice" || last.Text("entry") != "5" {
		t.Errorf("recorded %v", last.Flat())
	}
}

func TestAReversalThatIsRefusedSaysWhyWhereItWasAskedFor(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Reverse(4)
	w.typeText("wrong")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); !contains(got, "Reverse entry 4") || !contains(got, "entry 5") {
		t.Errorf("said %q", got)
	}
	if got := len(entries(t, path)); got != 5 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestTheKindOfANewEntryIsChosenByTyping(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("record.entry")
	w.typeText("money is paid")
	w.key(fyne.KeyReturn)
	dialogs := w.events("dialog")
	if got := dialogs[len(dialogs)-1]; got["id"] != "record" || got["kind"] != "funding" {
		t.Errorf("chose %v", got)
	}
}

func TestAFileIsImportedOnlyOnceItsPreviewIsAccepted(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	file := filepath.Join(w.folder, "more.csv")
	text := "kind,date,commitment,amount\nfunding,2023-09-30,c,1250000000\nfunding,2024-01-31,c,5\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w.shell.Drop(file)
	if got := w.overlay(); !contains(got, "1 entry would be recorded, all or none: 1 × funding. "+
		"The book holds 1 of the file's entries already.") {
		t.Fatalf("the preview says %q", got)
	}
	if got := len(entries(t, path)); got != 5 {
		t.Errorf("the preview recorded something: %d entries", got)
	}
	w.accept()
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries", got)
	}
	w.shell.OpenBook(file)
	if said := w.shell.Said(); said != "more.csv adds nothing: the book holds all 2 entries already." {
		t.Errorf("said %q", said)
	}
}

func TestAnImportWithMistakesSaysWhereTheyAre(t *testing.T) {
	w := newWorld(t)
	w.open()
	file := filepath.Join(w.folder, "bad.csv")
	text := "kind,date,commitment,amount\nfunding,2024-01-31,c,1e9\nfunding,2024-13-31,c,5\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w.picker.path = file
	w.shell.Run("file.import")
	got := w.overlay()
	for _, place := range []string{"bad.csv:2:22:", "bad.csv:3:9:"} {
		if !contains(got, place) {
			t.Errorf("%s is not in %q", place, got)
		}
	}
}

func TestAnExportIsWrittenAndAFailureHarmsNothing(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.picker.path = filepath.Join(w.folder, "out.csv")
	w.exportCommitments()
	written, err := os.ReadFile(w.picker.path)
	if err != nil || !contains(string(written), "c,amazon,Amazon,anthropic,Anthropic,USD,firm,2023-09-25") {
		t.Fatalf("wrote %q, %v", written, err)
	}
	if name := w.picker.asked[0].Name; name != "commitments-2024-03-26.csv" {
		t.Errorf("the name offered is %q", name)
	}
	w.picker.path = filepath.Join(w.folder, "no such folder", "out.csv")
	w.exportCommitments()
	if got := w.overlay(); !contains(got, "The file was not written") {
		t.Errorf("said %q", got)
	}
	if got := w.events("exported"); len(got) != 1 {
		t.Errorf("exported %v", got)
	}
}

func TestAnExportNeverReplacesTheOpenBook(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.picker.path = path
	w.exportCommitments()
	if got := w.overlay(); !contains(got, "That is the open book itself") {
		t.Errorf("said %q", got)
	}
	if got := len(entries(t, path)); got != 5 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestAFileThatCannotBeChosenIsSaid(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.picker.err = errors.New("the desktop's dialog did not answer")
	w.exportCommitments()
	if got := w.overlay(); !contains(got, "did not answer") {
		t.Errorf("said %q", got)
	}
}

// exportCommitments exports that report as CSV through the dialogs.
func (w *world) exportCommitments() {
	w.t.Helper()
	w.shell.Run("file.export")
	w.typeText("commitments")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyReturn)
}

// accept presses the button of the dialog that does what it is for.
func (w *world) accept() {
	w.t.Helper()
	w.key(fyne.KeyReturn)
}
