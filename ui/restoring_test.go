package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// twoKept opens the case, which is kept, and records a payment.
func (w *world) twoKept() (path string) {
	w.t.Helper()
	path = w.open()
	w.pay()
	return path
}

func TestABookIsRestoredFromABackupAfterALookAtWhatDiffers(t *testing.T) {
	w := newWorld(t)
	path := w.twoKept()
	now, then := headOf(t, path), headOf(t, backupsOf(t, path)[0].Path)
	w.shell.Run("file.restore")
	w.says("Restore case.stakebook", "2024-03-26 12:00", then[:12])
	w.key(fyne.KeyReturn)
	w.says("What a restore would change", "6 entries, recorded 2024-03-26 12:00 to 2024-03-26 12:00, head "+now[:12],
		"5 entries, recorded 2024-03-26 12:00 to 2024-03-26 12:00, head "+then[:12],
		"Both have entries 1 to 5. 1 entry would go; none would come.", "goes")
	w.key(fyne.KeyReturn)
	restored := w.events("restored")
	if len(restored) != 1 || restored[0]["entries"] != 5.0 {
		t.Fatalf("restored %v: %s", restored, w.overlay())
	}
	kept := fmt.Sprint(restored[0]["path"])
	w.says("Restored", "kept among its backups", kept)
	w.key(fyne.KeyReturn)
	if headOf(t, path) != then || headOf(t, kept) != now {
		t.Error("the book or what was kept of it is not what was said")
	}
	if diff := cmp.Diff([]string{"write", "write"}, w.states("book")); diff != "" {
		t.Error(diff)
	}
	if got := w.states("history"); len(got) != 0 {
		t.Errorf("what was restored is doubted: %v", got)
	}
	w.pay()
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestEscLeavesEveryStepOfARestoreAndTheBookAsItIs(t *testing.T) {
	w := newWorld(t)
	path := w.twoKept()
	now := headOf(t, path)
	w.shell.Run("file.restore")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyEscape)
	w.says("Restore case.stakebook") // back at the list
	w.key(fyne.KeyEscape)
	if got := w.overlay(); got != "" {
		t.Errorf("over the window: %s", got)
	}
	if headOf(t, path) != now || len(w.events("restored")) != 0 {
		t.Error("something was restored")
	}
	w.pay()
}

func TestWhereNothingDiffersThereIsNothingToRestore(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("file.restore")
	w.says("the entries that the book has now")
	w.key(fyne.KeyReturn)
	w.says("They hold the same. There is nothing to restore.")
	w.key(fyne.KeyReturn)
	if len(w.events("restored")) != 0 {
		t.Error("something was restored")
	}
}

func TestABookWithoutBackupsIsRestoredFromAFile(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.picker.path = w.copyOf(path)
	w.pay()
	for _, b := range backupsOf(t, path) {
		if err := os.Remove(b.Path); err != nil {
			t.Fatal(err)
		}
	}
	w.shell.Run("file.restore")
	w.says("There are no backups beside the book yet.")
	w.pick("Choose a file…")
	w.says("1 entry would go")
	w.key(fyne.KeyReturn)
	w.says("Restored", w.picker.path)
	if got := len(entries(t, path)); got != 5 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestACopyOfAnotherBookIsRestoredOnlyByItsOwnButton(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	other := filepath.Join(w.folder, "other.stakebook")
	d, err := desk.New(other, ledger.BookName{Name: "Other", Currency: dollars(t)}, options())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	w.picker.path = other
	w.shell.Run("file.restore")
	w.pick("Choose a file…")
	w.says("These are two different books", "Other, 1 entry")
	w.key(fyne.KeyReturn)
	if len(w.events("restored")) != 0 {
		t.Fatal("Enter restored another book")
	}
	w.pick("Restore all the same")
	w.says("Restored")
	if got := len(entries(t, path)); got != 1 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestAnEncryptedBookIsRestoredWithItsPassphraseAskedOnce(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.encrypt("first")
	w.pay()
	w.shell.Run("file.restore")
	w.typeText("wrong")
	w.key(fyne.KeyReturn)
	w.says("That is not the passphrase.")
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyReturn)
	w.says("1 entry would go", "encrypted")
	w.key(fyne.KeyReturn)
	w.says("Restored")
	asked := 0
	for _, e := range w.events("dialog") {
		if e["id"] == "passphrase" && e["state"] == "opened" {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("the passphrase was asked for %d times", asked)
	}
	sealedWith(t, "first", path)
	if _, sealed, _ := w.shell.Kept(); sealed != "Encrypted" {
		t.Errorf("the status line says %q", sealed)
	}
}

func TestACopyWithAPassphraseOfItsOwnIsAskedFor(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.encrypt("first")
	opens := options()
	opens.File.Passphrase = []byte("first")
	file, err := bookfile.Open(path, bookfile.Read, opens.File)
	if err != nil {
		t.Fatal(err)
	}
	w.picker.path = filepath.Join(w.t.TempDir(), "first.stakebook")
	if err := file.Backup(t.Context(), w.picker.path); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	w.shell.Run("file.decrypt")
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyReturn)
	w.pay()
	w.shell.Run("file.restore")
	w.pick("Choose a file…")
	w.says("first.stakebook has a passphrase of its own")
	w.typeText("second")
	w.key(fyne.KeyReturn)
	w.says("That is not the passphrase.")
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.says("The book is encrypted then, with the passphrase of the copy.")
	w.key(fyne.KeyReturn)
	w.says("Restored")
	sealedWith(t, "first", path)
}

func TestAFileThatIsNoBookIsNotRestoredAndTheBookStays(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.picker.path = filepath.Join(w.folder, "letter.stakebook")
	if err := os.WriteFile(w.picker.path, []byte("Dear Sir or Madam"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.shell.Run("file.restore")
	w.pick("Choose a file…")
	w.says("letter.stakebook cannot be restored", "not a Stakebook book")
	w.key(fyne.KeyEscape)
	w.key(fyne.KeyEscape)
	w.pay()
	if got := len(entries(t, path)); got != 6 {
		t.Errorf("the book has %d entries", got)
	}
}

func TestARestoreThatFailsOpensTheBookAsItWas(t *testing.T) {
	w := newWorld(t)
	path := w.twoKept()
	now := headOf(t, path)
	w.shell.Run("file.restore")
	w.key(fyne.KeyReturn)
	if err := os.Remove(backupsOf(t, path)[0].Path); err != nil { // while the person looks at what differs
		t.Fatal(err)
	}
	w.key(fyne.KeyReturn)
	w.says("case.stakebook was not restored")
	w.key(fyne.KeyReturn)
	if diff := cmp.Diff([]string{"write", "write"}, w.states("book")); diff != "" {
		t.Error(diff)
	}
	if headOf(t, path) != now {
		t.Error("the book is another")
	}
	w.pay()
}
