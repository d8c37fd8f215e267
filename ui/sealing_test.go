package ui_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// sealedWith asserts that a passphrase opens a file, or, where it is empty, that the file is plain.
func sealedWith(t *testing.T, passphrase, path string) {
	t.Helper()
	opens := options()
	if passphrase != "" {
		opens.File.Passphrase = []byte(passphrase)
	}
	file, err := bookfile.Open(path, bookfile.Read, opens.File)
	if err != nil {
		t.Errorf("%s does not open with %q: %v", filepath.Base(path), passphrase, err)
		return
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}

// next goes to the next field.
func (w *world) next() { w.shell.Window().Canvas().FocusNext() }

// encrypt encrypts the open book by keyboard.
func (w *world) encrypt(passphrase string) {
	w.t.Helper()
	w.shell.Run("file.encrypt")
	w.typeText(passphrase)
	w.next()
	w.typeText(passphrase)
	w.key(fyne.KeyReturn)
	w.says("The book is encrypted")
	w.key(fyne.KeyReturn)
}

func TestABookIsEncryptedWithItsBackupsAndOpensWithThePassphraseAlone(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	if _, sealed, _ := w.shell.Kept(); sealed != "Not encrypted" {
		t.Errorf("the status line says %q", sealed)
	}
	w.shell.Run("file.encrypt")
	w.says("nobody can find the passphrase again", "It does not hide that there is a book")
	w.typeText(song)
	w.next()
	w.typeText(song)
	w.key(fyne.KeyReturn)
	w.says("The book is encrypted", "The backup beside it opens with the same passphrase now.")
	w.key(fyne.KeyReturn)
	if _, sealed, _ := w.shell.Kept(); sealed != "Encrypted" || w.shell.Run("file.encrypt") {
		t.Errorf("the status line says %q, or it can be encrypted again", sealed)
	}
	if checks := w.states("checked"); checks[len(checks)-1] != "sound" {
		t.Errorf("checked %v", checks)
	}
	w.pay()
	for _, file := range []string{path, backupsOf(t, path)[0].Path} {
		sealedWith(t, song, file)
	}
	w.shell.Run("book.close")
	w.shell.OpenBook(path)
	w.says("case.stakebook is encrypted")
	w.key(fyne.KeyEscape)
	if got := w.states("book"); len(got) != 1 {
		t.Error("Esc opened the book")
	}
	w.shell.OpenBook(path)
	w.typeText(song)
	w.key(fyne.KeyReturn)
	if got := w.states("book"); len(got) != 2 {
		t.Errorf("the book did not open: %s", w.overlay())
	}
	if strings.Contains(w.trace.String(), song) || strings.Contains(remembered(t, w), song) {
		t.Error("the passphrase was kept somewhere")
	}
}

func TestAPassphraseThatCannotBeIsRefusedAtItsField(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.shell.Run("file.encrypt")
	for _, try := range []struct{ first, second, says string }{
		{"", "", "A passphrase has at least one character."},
		{"horse", "", "Type it here a second time, so that a slip of the hand locks nobody out."},
		{"horse", "house", "The two differ."},
		{strings.Repeat("x", bookfile.MaxPassphrase+1), "", "A passphrase has at most 1024 bytes."},
	} {
		w.retype(try.first, try.second)
		w.key(fyne.KeyReturn)
		w.says(try.says)
	}
	w.key(fyne.KeyEscape)
	if got := w.overlay(); got != "" {
		t.Errorf("Esc does not leave it: %s", got)
	}
	sealedWith(t, "", path)
}

// retype types anew into the two fields of a new passphrase, whichever has the keyboard.
func (w *world) retype(texts ...string) {
	w.t.Helper()
	canvas := w.shell.Window().Canvas()
	canvas.Unfocus()
	for _, text := range texts {
		canvas.FocusNext()
		canvas.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
		w.key(fyne.KeyDelete)
		w.typeText(text)
	}
}

func TestThePassphraseIsChangedByWhoKnowsIt(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	if w.shell.Run("file.passphrase") || w.shell.Run("file.decrypt") {
		t.Error("a book that is not encrypted has a passphrase")
	}
	w.encrypt("first")
	w.shell.Run("file.passphrase")
	w.retype("wrong", "second", "second")
	w.key(fyne.KeyReturn)
	w.says("Change the passphrase", "That is not the passphrase.")
	sealedWith(t, "first", path)
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.says("The passphrase is changed", "The backup beside it opens with the same passphrase now.")
	w.key(fyne.KeyReturn)
	for _, file := range []string{path, backupsOf(t, path)[0].Path} {
		sealedWith(t, "second", file)
	}
}

func TestABookIsDecryptedByWhoKnowsThePassphrase(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.encrypt("first")
	w.shell.Run("file.decrypt")
	w.typeText("wrong")
	w.key(fyne.KeyReturn)
	w.says("Decrypt the book", "That is not the passphrase.")
	sealedWith(t, "first", path)
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.says("The book is not encrypted any more", "The backup beside it is not encrypted any more either.")
	w.key(fyne.KeyReturn)
	for _, file := range []string{path, backupsOf(t, path)[0].Path} {
		sealedWith(t, "", file)
	}
	if diff := cmp.Diff([]string{"encrypted", "plain"}, w.states("sealed")); diff != "" {
		t.Error(diff)
	}
}

func TestBackupsThatStayAsTheyAreAreNamed(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	strange := filepath.Join(filepath.Dir(backupsOf(t, path)[0].Path), "other.stakebook")
	w.putBack(w.book("other.stakebook"), strange)
	w.shell.Run("file.encrypt")
	w.typeText("first")
	w.next()
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.says("1 file there stays as it is:", "other.stakebook: it is a copy of another book")
}

func TestDamageIsToldApartFromAWrongPassphrase(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.encrypt("first")
	w.shell.Run("book.close")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := 2 * page; at < len(text); at += page {
		text[at] ^= 1
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	w.shell.OpenBook(path)
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.says("case.stakebook is damaged", "restore your last backup")
	if contains(w.overlay(), "That is not the passphrase") {
		t.Error("damage is taken for a wrong passphrase")
	}
	w.pick("Restore…")
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyReturn) // the newest
	w.says("it cannot be read: the book is damaged")
	w.key(fyne.KeyReturn)
	w.says("Restored", "replaced-")
	w.key(fyne.KeyReturn)
	if states := w.states("checked"); states[len(states)-1] != "sound" {
		t.Errorf("checked %v", states)
	}
	sealedWith(t, "first", path)
}

func TestAnEncryptedBookThatIsOpenElsewhereIsReadWithItsPassphrase(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.encrypt("first")
	w.shell.Run("book.close")
	sealed := options()
	sealed.File.Passphrase = []byte("first")
	writer, err := desk.Open(path, bookfile.Write, sealed)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := writer.Close(); err != nil {
			t.Error(err)
		}
	}()
	w.shell.OpenBook(path)
	w.says("case.stakebook is open elsewhere", "stakectl on desk-2 (process 9) since 2024-03-26 12:00")
	w.pick("Open read-only")
	w.typeText("first")
	w.key(fyne.KeyReturn)
	if states := w.states("book"); states[len(states)-1] != "read" {
		t.Errorf("opened %v: %s", states, w.overlay())
	}
}

func TestAnEncryptedBookIsForgottenInMemoryToo(t *testing.T) {
	w := newWorld(t)
	path := w.open()
	w.encrypt("first")
	w.shell.Run("book.again") // asks again: nothing here knows the passphrase
	w.says("case.stakebook is encrypted")
	w.key(fyne.KeyEscape)
	if w.shell.Run("record.funding") {
		t.Error("an entry can be recorded in a book whose file was given back")
	}
	w.shell.Run("book.again")
	w.typeText("first")
	w.key(fyne.KeyReturn)
	w.pay()
	if bytes.Contains(w.trace.Bytes(), []byte("first")) {
		t.Error("the trace has the passphrase")
	}
	sealedWith(t, "first", path)
	if _, err := bookfile.Open(path, bookfile.Read, options().File); !errors.Is(err, bookfile.ErrEncrypted) {
		t.Errorf("without a passphrase: %v", err)
	}
}
