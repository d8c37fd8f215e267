package backups_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"

	"github.com/google/go-cmp/cmp"
)

func start() time.Time { return time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC) }

// newBook makes an empty book, encrypted where there is a passphrase, that is open for writing until the test ends.
func newBook(t *testing.T, path, passphrase string) *bookfile.File {
	t.Helper()
	book, err := bookfile.Create(path, bookfile.Options{Host: "here", Process: "test", Now: start,
		Passphrase: []byte(passphrase)})
	must(t, err)
	t.Cleanup(func() { must(t, book.Close()) })
	return book
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// change makes the book another one than it was.
func change(t *testing.T, book *bookfile.File, what string) {
	t.Helper()
	_, err := book.PutDocument([]byte(what))
	must(t, err)
}

// names are those in the folder of a book's backups.
func names(t *testing.T, book *bookfile.File) []string {
	t.Helper()
	files, err := os.ReadDir(backups.Folder(book.Path()))
	must(t, err)
	var all []string
	for _, file := range files {
		all = append(all, file.Name())
	}
	return all
}

func keep(t *testing.T, book *bookfile.File, now time.Time) backups.Kept {
	t.Helper()
	kept, err := backups.Keep(t.Context(), book, now)
	must(t, err)
	return kept
}

func TestABackupIsMadeWhenTheBookHasChanged(t *testing.T) {
	book := newBook(t, filepath.Join(t.TempDir(), "b.stakebook"), "")
	first := keep(t, book, start())
	if !first.Fresh || first.Newest.Number != 1 || !first.Newest.At.Equal(start()) {
		t.Errorf("the first is %+v", first)
	}
	want := fmt.Sprintf("2026-05-01T10-00-00Z_000001_%.8s_%s.stakebook", book.ID(), first.Newest.Mark)
	if diff := cmp.Diff([]string{want}, names(t, book)); diff != "" {
		t.Error(diff)
	}
	if again := keep(t, book, start().Add(time.Hour)); again.Fresh || again.Newest != first.Newest {
		t.Errorf("an unchanged book is backed up again: %+v", again)
	}
	change(t, book, "x")
	second := keep(t, book, start().Add(-time.Hour)) // the clock went back
	if !second.Fresh || second.Newest.Number != 2 {
		t.Errorf("the second is %+v", second)
	}
	copied, err := book.OpenCopy(second.Newest.Path)
	must(t, err)
	must(t, copied.Check(t.Context()))
	must(t, copied.Close())

	// A newest backup that does not open any more is none.
	must(t, os.WriteFile(second.Newest.Path, []byte("rotten"), 0o600))
	if third := keep(t, book, start()); !third.Fresh || third.Newest.Number != 3 {
		t.Errorf("the third is %+v", third)
	}
	if taken, err := backups.Take(t.Context(), book, start()); err != nil || taken.Number != 4 {
		t.Errorf("what is taken in any case is %+v (%v)", taken, err)
	}
}

func TestOldBackupsGoAndWhatIsNotOursStays(t *testing.T) {
	folder := t.TempDir()
	book := newBook(t, filepath.Join(folder, "b.stakebook"), "")
	other := newBook(t, filepath.Join(folder, "other.stakebook"), "")
	theirs := backups.Folder(book.Path())
	must(t, os.Mkdir(theirs, 0o700))
	foreign := fmt.Sprintf("2020-01-01T10-00-00Z_000004_%.8s_0000000000000000.stakebook", other.ID())
	disguised := fmt.Sprintf("2026-05-01T10-00-00Z_000002_%.8s_0000000000000000.stakebook", book.ID())
	rotten := fmt.Sprintf("2026-05-01T10-00-00Z_000003_%.8s_0000000000000000.stakebook", book.ID())
	first := fmt.Sprintf("2026-05-01T10-00-00Z_000001_%.8s_0000000000000000.stakebook", book.ID())
	must(t, book.Backup(t.Context(), filepath.Join(theirs, first)))
	must(t, other.Backup(t.Context(), filepath.Join(theirs, foreign)))
	must(t, other.Backup(t.Context(), filepath.Join(theirs, disguised)))
	must(t, os.WriteFile(filepath.Join(theirs, rotten), []byte("rotten"), 0o600))
	must(t, os.WriteFile(filepath.Join(theirs, "letter.txt"), []byte("mine"), 0o600))

	removed, left := 0, map[string]bool{}
	for i := range 40 {
		change(t, book, fmt.Sprint(i))
		kept := keep(t, book, start().Add(time.Duration(i)*time.Minute))
		for _, b := range kept.Removed {
			if _, err := os.Stat(b.Path); !os.IsNotExist(err) {
				t.Errorf("%s is not gone (%v)", b.Path, err)
			}
		}
		removed += len(kept.Removed)
		for _, l := range kept.Left {
			left[filepath.Base(l.Path)] = true
		}
	}
	all, err := backups.List(book.Path())
	must(t, err)
	mine := 0
	for _, b := range all {
		if b.Number > 4 {
			mine++
		}
	}
	if removed == 0 || mine != 40-removed || mine > backups.Most {
		t.Errorf("of 40 backups %d were removed and %d are there", removed, mine)
	}
	for _, name := range []string{first, foreign, disguised, rotten, "letter.txt"} {
		if _, err := os.Stat(filepath.Join(theirs, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(map[string]bool{disguised: true, rotten: true}, left); diff != "" {
		t.Errorf("what is told to stay (-want +got):\n%s", diff)
	}
}

func TestAFailedBackupRemovesNothingAndHarmsNothing(t *testing.T) {
	book := newBook(t, filepath.Join(t.TempDir(), "b.stakebook"), "")
	must(t, os.WriteFile(backups.Folder(book.Path()), []byte("a file where the folder belongs"), 0o600))
	if _, err := backups.Keep(t.Context(), book, start()); err == nil {
		t.Fatal("a backup was made where there is no folder")
	}
	change(t, book, "x") // the work goes on
	must(t, os.Remove(backups.Folder(book.Path())))
	keep(t, book, start())
}

func TestWhatACrashLeftIsTidiedUp(t *testing.T) {
	book := newBook(t, filepath.Join(t.TempDir(), "b.stakebook"), "")
	first := keep(t, book, start())
	for _, name := range []string{"." + filepath.Base(first.Newest.Path) + ".new-1", "x.stakebook.lock"} {
		must(t, os.WriteFile(filepath.Join(backups.Folder(book.Path()), name), []byte("x"), 0o600))
	}
	keep(t, book, start())
	if got := names(t, book); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// canary is in every state of the book below.
const canary = "the-canary-sings"

// shows says whether any file in a folder shows the canary.
func shows(t *testing.T, folder string) bool {
	t.Helper()
	found := false
	must(t, filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		contents, err := os.ReadFile(path)
		found = found || bytes.Contains(contents, []byte(canary))
		return err
	}))
	return found
}

func TestBackupsAreEncryptedWithTheirBookAndNoneIsLost(t *testing.T) {
	folder := t.TempDir()
	book := newBook(t, filepath.Join(folder, "b.stakebook"), "")
	change(t, book, canary)
	keep(t, book, start())
	change(t, book, "x")
	keep(t, book, start().Add(time.Hour))
	before := names(t, book)
	if !shows(t, folder) {
		t.Fatal("the search for the canary finds nothing even where it is")
	}
	for _, passphrase := range []string{"first", "second", ""} {
		must(t, book.Reseal(t.Context(), []byte(passphrase)))
		done, err := backups.Adopt(t.Context(), book)
		must(t, err)
		if len(done.Done) != 2 || len(done.Left) != 0 {
			t.Errorf("with %q: %+v", passphrase, done)
		}
		if shows(t, folder) != (passphrase == "") {
			t.Errorf("with %q the canary shows: %v", passphrase, shows(t, folder))
		}
		if diff := cmp.Diff(before, names(t, book)); diff != "" {
			t.Error(diff)
		}
		for _, name := range before {
			copied, err := bookfile.Open(filepath.Join(backups.Folder(book.Path()), name), bookfile.Read,
				bookfile.Options{Passphrase: []byte(passphrase)})
			must(t, err)
			must(t, copied.Check(t.Context()))
			must(t, copied.Close())
		}
	}
}

// A crash after the book was encrypted and before its backups were is made good by the next look after them.
func TestPlainBackupsOfAnEncryptedBookAreEncryptedLater(t *testing.T) {
	folder := t.TempDir()
	book := newBook(t, filepath.Join(folder, "b.stakebook"), "")
	change(t, book, canary)
	keep(t, book, start())
	must(t, book.Reseal(t.Context(), []byte("first")))
	if !shows(t, folder) {
		t.Fatal("the backup is encrypted already")
	}
	kept := keep(t, book, start())
	if kept.Fresh || len(kept.Left) != 0 || shows(t, folder) {
		t.Errorf("what was kept is %+v, and the canary shows: %v", kept, shows(t, folder))
	}
}

func TestWhatCannotBeEncryptedIsNamed(t *testing.T) {
	folder := t.TempDir()
	book := newBook(t, filepath.Join(folder, "b.stakebook"), "")
	if done, err := backups.Adopt(t.Context(), book); err != nil || len(done.Done)+len(done.Left) != 0 {
		t.Errorf("without a folder: %+v (%v)", done, err)
	}
	keep(t, book, start())
	rotten := filepath.Join(backups.Folder(book.Path()), "rotten.stakebook")
	must(t, os.WriteFile(rotten, []byte("rotten"), 0o600))
	must(t, book.Reseal(t.Context(), []byte("first")))
	done, err := backups.Adopt(t.Context(), book)
	must(t, err)
	if len(done.Done) != 1 || len(done.Left) != 1 || done.Left[0].Path != rotten || done.Left[0].Err == nil {
		t.Errorf("what came of it is %+v", done)
	}
}

func TestAFreeNameIsFoundForWhatIsPutAside(t *testing.T) {
	book := filepath.Join(t.TempDir(), "b.stakebook")
	for _, want := range []string{"replaced-2026-05-01T10-00-00Z.stakebook", "replaced-2026-05-01T10-00-00Z-2.stakebook"} {
		aside, err := backups.Aside(book, start())
		must(t, err)
		if filepath.Base(aside) != want {
			t.Errorf("it is %s, want %s", aside, want)
		}
		must(t, os.WriteFile(aside, []byte("x"), 0o600))
	}
}

func TestOnlyBackupsAreListed(t *testing.T) {
	book := filepath.Join(t.TempDir(), "b.stakebook")
	if all, err := backups.List(book); err != nil || len(all) != 0 {
		t.Errorf("without a folder there are %v (%v)", all, err)
	}
	must(t, os.Mkdir(backups.Folder(book), 0o700))
	good := "2026-05-01T10-00-00Z_000012_1f0c9a3e_5d41402abc4b2a76.stakebook"
	for _, name := range []string{good, "2026-13-01T10-00-00Z_000012_1f0c9a3e_5d41402abc4b2a76.stakebook",
		"2026-05-01T10-00-00Z_0000012_1f0c9a3e_5d41402abc4b2a76.stakebook",
		"2026-05-01T10-00-00Z_000000_1f0c9a3e_5d41402abc4b2a76.stakebook",
		strings.ToUpper(good), good + ".lock", "replaced-2026-05-01T10-00-00Z.stakebook"} {
		must(t, os.WriteFile(filepath.Join(backups.Folder(book), name), nil, 0o600))
	}
	all, err := backups.List(book)
	must(t, err)
	want := []backups.Backup{{Path: filepath.Join(backups.Folder(book), good), At: start(), Number: 12,
		Book: "1f0c9a3e", Mark: "5d41402abc4b2a76"}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
}
