package bookfile_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
)

// with are options with a passphrase; without one where it is empty.
func with(passphrase string) bookfile.Options {
	o := options()
	o.Passphrase = []byte(passphrase)
	return o
}

// files are the names in a folder.
func files(t testing.TB, folder string) string {
	t.Helper()
	found, err := os.ReadDir(folder)
	must(t, err)
	var names []string
	for _, file := range found {
		names = append(names, file.Name())
	}
	return strings.Join(names, " ")
}

// A book goes from plain to encrypted, to another passphrase and back, and stays open and the same all the way.
func TestABookGetsAnotherPassphraseAndStaysTheSame(t *testing.T) {
	path := newBook(t, options())
	book := opened(t, path, bookfile.Write, options())
	id, all := book.ID(), story(t)
	for _, passphrase := range []string{"first", "second", ""} {
		must(t, book.Reseal(t.Context(), []byte(passphrase)))
		if book.Encrypted() != (passphrase != "") || book.ID() != id {
			t.Errorf("with %q it is encrypted: %v", passphrase, book.Encrypted())
		}
		next := payments(t, all, 1)
		must(t, book.Append(next))
		all = append(all, next...)
		mustBeSame(t, opened(t, path, bookfile.Read, with(passphrase)), all)
		if passphrase != "" {
			mustHide(t, path)
			_, err := bookfile.Open(path, bookfile.Read, with("first of all"))
			mustBe(t, err, bookfile.ErrPassphrase)
		}
		if got := files(t, filepath.Dir(path)); got != "field.stakebook field.stakebook.lock" {
			t.Errorf("the folder holds %s", got)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its permissions are %v (%v)", info.Mode(), err)
	}
}

func TestAPassphraseIsNotChangedWhereTheBookMayNotBeWritten(t *testing.T) {
	path := newBook(t, options())
	mustBe(t, opened(t, path, bookfile.Read, options()).Reseal(t.Context(), []byte("x")), bookfile.ErrReadOnly)
	book, err := bookfile.Open(path, bookfile.Write, options())
	must(t, err)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	mustBe(t, book.Reseal(stopped, []byte("x")), context.Canceled)
	if err := book.Reseal(t.Context(), bytes.Repeat([]byte("x"), bookfile.MaxPassphrase+1)); err == nil {
		t.Error("a passphrase beyond the bound is taken")
	}
	must(t, book.Append(payments(t, story(t), 1)))
	must(t, book.Close())
	mustBe(t, book.Reseal(t.Context(), []byte("x")), bookfile.ErrClosed)
	if got := files(t, filepath.Dir(path)); got != "field.stakebook" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestADamagedBookIsNotCopiedIntoAnotherPassphrase(t *testing.T) {
	path := newBook(t, options())
	tamper(t, path, `UPDATE entries SET note = 'x' WHERE seq = 4`)
	before, err := os.ReadFile(path)
	must(t, err)
	book := opened(t, path, bookfile.Write, options())
	mustBe(t, book.Reseal(t.Context(), []byte("x")), bookfile.ErrDamaged)
	if seq, _, err := book.Head(); err != nil || int(seq) != len(story(t)) {
		t.Errorf("it does not stay open: %d (%v)", seq, err)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, before) {
		t.Errorf("the file was changed (%v)", err)
	}
}

// A copy has the key that the book had when it was made; the open book knows that key, and gives the copy its new one.
func TestACopyIsGivenTheKeyOfItsBook(t *testing.T) {
	path := newBook(t, options())
	copied := filepath.Join(t.TempDir(), "copy.stakebook")
	book := opened(t, path, bookfile.Write, options())
	must(t, book.Backup(t.Context(), copied))
	for _, passphrase := range []string{"first", "second", ""} {
		must(t, book.Reseal(t.Context(), []byte(passphrase)))
		for _, want := range []bool{true, false} {
			if changed, err := book.Adopt(t.Context(), copied); err != nil || changed != want {
				t.Errorf("with %q it is changed: %v (%v)", passphrase, changed, err)
			}
		}
		mustBeSame(t, opened(t, copied, bookfile.Read, with(passphrase)), story(t))
	}
	if got := files(t, filepath.Dir(copied)); got != "copy.stakebook" {
		t.Errorf("the folder of the copy holds %s", got)
	}
}

func TestOnlyACopyOfTheBookIsTakenForOne(t *testing.T) {
	book := opened(t, newBook(t, sealed()), bookfile.Write, sealed())
	_, err := book.OpenCopy(newBook(t, options()))
	mustBe(t, err, bookfile.ErrOtherBook)
	_, err = book.OpenCopy(newBook(t, with("another")))
	mustBe(t, err, bookfile.ErrEncrypted)
	_, err = book.Adopt(t.Context(), newBook(t, options()))
	mustBe(t, err, bookfile.ErrOtherBook)
	_, err = book.OpenCopy(filepath.Join(t.TempDir(), "none"))
	mustBe(t, err, fs.ErrNotExist)
}

func TestARestoreReplacesTheBookAndKeepsItEncrypted(t *testing.T) {
	for _, test := range []struct{ book, source, result string }{
		{"", "", ""}, {"mine", "", "mine"}, {"", "its", "its"}, {"mine", "its", "mine"},
	} {
		path, from := newBook(t, with(test.book)), newBook(t, with(test.source))
		source := opened(t, from, bookfile.Read, with(test.source))
		book := opened(t, path, bookfile.Write, with(test.book))
		must(t, book.Append(payments(t, story(t), 9)))
		must(t, book.Restore(t.Context(), source))
		mustBeSame(t, book, story(t))
		if book.ID() != source.ID() {
			t.Error("the id is not the source's")
		}
		must(t, book.Append(payments(t, story(t), 1)))
		mustBeSame(t, opened(t, path, bookfile.Read, with(test.result)), append(story(t), payments(t, story(t), 1)...))
		mustBeSame(t, source, story(t))
	}
}

func TestAFileThatIsNoBookIsKeptWhenACopyTakesItsPlace(t *testing.T) {
	path, from := newBook(t, options()), newBook(t, options())
	source := opened(t, from, bookfile.Read, options())
	must(t, os.WriteFile(path, []byte("rubbish"), 0o640))
	must(t, os.WriteFile(path+"-journal", []byte("more of it"), 0o600))
	folder := t.TempDir()
	aside := filepath.Join(folder, "aside")
	must(t, bookfile.Supplant(t.Context(), path, aside, source, options()))
	mustBeSame(t, opened(t, path, bookfile.Write, options()), story(t))
	for name, want := range map[string]string{aside: "rubbish", aside + "-journal": "more of it"} {
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s holds %q (%v)", name, got, err)
		}
	}
	if _, err := os.Stat(path + "-journal"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old journal is still beside the book (%v)", err)
	}

	// While somebody writes it, and where the name is taken, nothing is done.
	var locked *bookfile.LockedError
	if err := bookfile.Supplant(t.Context(), path, aside+"2", source, options()); !errors.As(err, &locked) {
		t.Errorf("the error is %v", err)
	}
	other := filepath.Join(t.TempDir(), "b.stakebook")
	must(t, os.WriteFile(other, []byte("rubbish"), 0o600))
	mustBe(t, bookfile.Supplant(t.Context(), other, aside, source, options()), fs.ErrExist)
	if got, err := os.ReadFile(other); err != nil || string(got) != "rubbish" {
		t.Errorf("it holds %q (%v)", got, err)
	}
}

func TestDraftsThatACrashLeftAreSweptAndOthersAreNot(t *testing.T) {
	path := newBook(t, options())
	folder := filepath.Dir(path)
	leave := func(names ...string) {
		for _, name := range names {
			must(t, os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600))
		}
	}
	leave(".field.stakebook.new-123", ".field.stakebook.new-123-journal", ".other.stakebook.new-1", "mine.new-1")
	book, err := bookfile.Open(path, bookfile.Write, options())
	must(t, err)
	want := ".other.stakebook.new-1 field.stakebook field.stakebook.lock mine.new-1"
	if got := files(t, folder); got != want {
		t.Errorf("opening leaves %s, want %s", got, want)
	}
	leave(".field.stakebook.new-9", "third.stakebook.lock") // the draft is being made, as far as one can tell
	must(t, bookfile.Sweep(folder))
	want = ".field.stakebook.new-9 field.stakebook field.stakebook.lock mine.new-1"
	if got := files(t, folder); got != want {
		t.Errorf("a sweep leaves %s, want %s", got, want)
	}
	must(t, book.Close())
}

func TestAMarkTellsStatesApart(t *testing.T) {
	book := opened(t, newBook(t, options()), bookfile.Write, options())
	seen := map[bookfile.Mark]string{}
	look := func(what string) {
		t.Helper()
		mark, err := book.Mark()
		must(t, err)
		if before, ok := seen[mark]; ok {
			t.Errorf("%s has the mark of %s", what, before)
		}
		seen[mark] = what
		if again, err := book.Mark(); err != nil || again != mark {
			t.Errorf("%s has two marks (%v)", what, err)
		}
	}
	look("the story")
	must(t, book.Append(payments(t, story(t), 1)))
	look("a payment")
	_, err := book.PutDocument([]byte("x"))
	must(t, err)
	look("a document")
	branch := bookfile.Branch{Name: "b", Created: start()}
	must(t, book.PutBranch(branch))
	look("a branch")
	branch.Entries = append(branch.Entries, entry(t, "memo", "about", "c-1", "text", "x", "date", "2024-01-02"))
	must(t, book.PutBranch(branch))
	look("a trial entry")
	all := journal(t, book)
	last := all[len(all)-1]
	must(t, book.WriteCheckpoint(bookfile.Checkpoint{Seq: last.Seq, Head: last.Hash, State: []byte("derived")}))
	if mark, err := book.Mark(); err != nil || seen[mark] != "a trial entry" {
		t.Errorf("a checkpoint changes the mark (%v)", err)
	}
}

func TestABookWhoseIDIsNoneIsRefused(t *testing.T) {
	for _, id := range []string{"", "../../x", strings.Repeat("A", 32), strings.Repeat("a", 31)} {
		path := newBook(t, options())
		tamper(t, path, `UPDATE meta SET value = '`+id+`' WHERE name = 'id'`)
		_, err := bookfile.Open(path, bookfile.Read, options())
		mustBe(t, err, bookfile.ErrDamaged)
	}
}
