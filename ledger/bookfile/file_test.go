package bookfile_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"

	"github.com/google/go-cmp/cmp"
	"github.com/ncruces/go-sqlite3"
)

func TestABookGivesBackWhatWasAppended(t *testing.T) {
	path := newBook(t, options())
	book := opened(t, path, bookfile.Write, options())
	mustBeSame(t, book, story(t))

	more := payments(t, story(t), 2500) // more than two batches
	must(t, book.Append(more))
	mustBeSame(t, book, append(story(t), more...))

	seq, hash, err := book.Head()
	must(t, err)
	if last := more[len(more)-1]; seq != last.Seq || hash != last.Hash {
		t.Errorf("the head is %v %v, want %v %v", seq, hash, last.Seq, last.Hash)
	}
}

func TestANewBookIsEmptyAndHasAnIDOfItsOwn(t *testing.T) {
	folder := t.TempDir()
	ids := map[string]bool{}
	for _, name := range []string{"a", "b"} {
		book, err := bookfile.Create(filepath.Join(folder, name), options())
		must(t, err)
		seq, hash, err := book.Head()
		must(t, err)
		if seq != 0 || hash != (ledger.Hash{}) || len(journal(t, book)) != 0 {
			t.Errorf("a new book begins with entry %d", seq)
		}
		if len(book.ID()) != 32 {
			t.Errorf("the id is %q", book.ID())
		}
		ids[book.ID()] = true
		must(t, book.Check(context.Background()))
		must(t, book.Close())
	}
	if len(ids) != 2 {
		t.Error("two books share an id")
	}
}

func TestEntriesBeginWhereTheyAreAskedTo(t *testing.T) {
	book := opened(t, newBook(t, options()), bookfile.Read, options())
	var got []ledger.Seq
	for e, err := range book.Entries(6) {
		must(t, err)
		got = append(got, e.Seq)
	}
	if diff := cmp.Diff([]ledger.Seq{6, 7}, got); diff != "" {
		t.Error(diff)
	}
	for range book.Entries(8) {
		t.Error("there is an entry after the last")
	}
}

func TestTheBookCanBeWrittenWhileItsEntriesAreRead(t *testing.T) {
	book := opened(t, newBook(t, options()), bookfile.Write, options())
	must(t, book.Append(payments(t, story(t), 1500)))
	grown := 0
	for e, err := range book.Entries(0) {
		must(t, err)
		if grown++; e.Seq == 1 {
			seq, hash, err := book.Head()
			must(t, err)
			next, err := payment(seq, hash)
			must(t, err)
			must(t, book.Append(next))
		}
	}
	if want := len(story(t)) + 1501; grown != want {
		t.Errorf("%d entries were read, want %d", grown, want)
	}
}

func TestAtRestABookIsOneFile(t *testing.T) {
	path := newBook(t, options())
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 1 || files[0].Name() != "field.stakebook" {
		t.Errorf("the folder holds %v", files)
	}
	info, err := os.Stat(path)
	must(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the book's permissions are %v", info.Mode())
	}
}

func TestCreateNeverTouchesWhatIsThere(t *testing.T) {
	for _, there := range []string{"", "-journal", "-wal", "-shm"} {
		path := filepath.Join(t.TempDir(), "b.stakebook")
		must(t, os.WriteFile(path+there, []byte("mine"), 0o600))
		_, err := bookfile.Create(path, options())
		mustBe(t, err, fs.ErrExist)
		contents, err := os.ReadFile(path + there)
		must(t, err)
		if string(contents) != "mine" {
			t.Errorf("%s holds %q now", path+there, contents)
		}
		files, err := os.ReadDir(filepath.Dir(path))
		must(t, err)
		if len(files) != 1 {
			t.Errorf("the folder holds %v", files)
		}
	}
}

func TestAppendRefusesWhatDoesNotContinueTheBook(t *testing.T) {
	all := story(t)
	last := all[len(all)-1]
	change := func(do func(e *ledger.Entry)) []ledger.Entry {
		next, err := payment(last.Seq, last.Hash)
		must(t, err)
		do(&next[0])
		return next
	}
	tests := []struct {
		name    string
		entries []ledger.Entry
		want    string
	}{
		{"a gap", chained(last.Seq+1, last.Hash, all[4]), "entry 9 comes where entry 8 belongs"},
		{"the same again", all[6:], "entry 7 comes where entry 8 belongs"},
		{"another hash before", chained(last.Seq, ledger.Hash{1}, all[4]), "the hash of entry 8"},
		{"a changed note", change(func(e *ledger.Entry) { e.Note = "x" }), "the hash of entry 8"},
		{"no payload", change(func(e *ledger.Entry) { e.Payload = nil }), "entry 8: kind: is missing"},
		{"no instant", change(func(e *ledger.Entry) { *e = ledger.Entry{Seq: 8, Payload: e.Payload, Date: e.Date} }),
			"entry 8: it has no instant"},
	}
	book := opened(t, newBook(t, options()), bookfile.Write, options())
	for _, test := range tests {
		err := book.Append(test.entries)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want %q", test.name, err, test.want)
		}
	}
	mustBeSame(t, book, story(t))
	next, err := payment(last.Seq, last.Hash)
	must(t, err)
	must(t, book.Append(next)) // a refusal breaks nothing
}

func TestAnImportThatFailsHalfwayAddsNothing(t *testing.T) {
	book := opened(t, newBook(t, options()), bookfile.Write, options())
	more := payments(t, story(t), 100)
	more[99].Hash = ledger.Hash{}
	mustBe(t, book.Append(more), bookfile.ErrNotNext)
	mustBeSame(t, book, story(t))
}

func TestAReaderSeesWhatTheWriterSavedAndWhen(t *testing.T) {
	path := newBook(t, options())
	writer := opened(t, path, bookfile.Write, options())
	reader := opened(t, path, bookfile.Read, options())
	changed := func(want bool) {
		t.Helper()
		got, err := reader.Changed()
		must(t, err)
		if got != want {
			t.Errorf("Changed is %v, want %v", got, want)
		}
	}
	changed(false)
	more := payments(t, story(t), 3)
	must(t, writer.Append(more))
	changed(true)
	changed(false)
	mustBeSame(t, reader, append(story(t), more...))
	mustBe(t, reader.Append(payments(t, more, 1)), bookfile.ErrReadOnly)
}

func TestAWriteThatAReaderHoldsUpIsGivenUpAndCanBeTriedAgain(t *testing.T) {
	path := newBook(t, options())
	o := options()
	o.Wait = time.Millisecond
	book := opened(t, path, bookfile.Write, o)
	more := payments(t, story(t), 2)
	reader := raw(t, path)
	must(t, reader.Exec(`BEGIN; SELECT count(*) FROM entries`))
	mustBe(t, book.Append(more), bookfile.ErrBusy)
	must(t, reader.Exec(`COMMIT`))
	mustBeSame(t, book, story(t))
	must(t, book.Append(more))
	must(t, reader.Close())
	mustBeSame(t, book, append(story(t), more...))
}

func TestABookThatWasTakenAwayIsNotWrittenTo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be moved there")
	}
	path := newBook(t, options())
	writer := opened(t, path, bookfile.Write, options())
	reader := opened(t, path, bookfile.Read, options())
	must(t, os.Rename(path, path+".moved"))
	mustBe(t, writer.Append(payments(t, story(t), 1)), bookfile.ErrRemoved)
	mustBe(t, writer.Append(payments(t, story(t), 1)), bookfile.ErrBroken)
	_, err := reader.Changed()
	mustBe(t, err, bookfile.ErrRemoved)
	mustBeSame(t, opened(t, path+".moved", bookfile.Read, options()), story(t))
}

func TestAClosedBookSaysSo(t *testing.T) {
	book, err := bookfile.Open(newBook(t, options()), bookfile.Write, options())
	must(t, err)
	must(t, book.Close())
	must(t, book.Close())
	mustBe(t, book.Append(payments(t, story(t), 1)), bookfile.ErrClosed)
	_, _, err = book.Head()
	mustBe(t, err, bookfile.ErrClosed)
	mustBe(t, book.Check(context.Background()), bookfile.ErrClosed)
	for _, err := range book.Entries(0) {
		mustBe(t, err, bookfile.ErrClosed)
	}
}

func TestOpeningNeedsAModeAndAWriterAClock(t *testing.T) {
	path := newBook(t, options())
	if _, err := bookfile.Open(path, 0, options()); err == nil {
		t.Error("the zero mode is taken")
	}
	if _, err := bookfile.Open(path, bookfile.Write, bookfile.Options{}); err == nil {
		t.Error("a writer is taken without a clock")
	}
}

func TestALinkLeadsToTheSameBookAndTheSameLock(t *testing.T) {
	path := newBook(t, options())
	link := filepath.Join(t.TempDir(), "link.stakebook")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	book := opened(t, link, bookfile.Write, options())
	if real, err := filepath.EvalSymlinks(path); err != nil || book.Path() != real {
		t.Errorf("the path is %s", book.Path())
	}
	_, err := bookfile.Open(path, bookfile.Write, options())
	var locked *bookfile.LockedError
	if !errors.As(err, &locked) {
		t.Errorf("the error is %v", err)
	}
}

func TestANameWithEverySortOfSignWorks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "50% of a?b#c & d+e;ü 'f'.stakebook")
	if runtime.GOOS == "windows" {
		path = strings.ReplaceAll(path, "?", "")
	}
	book, err := bookfile.Create(path, options())
	must(t, err)
	must(t, book.Append(story(t)))
	must(t, book.Close())
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 1 {
		t.Errorf("the folder holds %v", files)
	}
}

func TestSQLiteIsNewEnough(t *testing.T) {
	db := rawMemory(t)
	version := ask(t, db, `SELECT sqlite_version()`)
	if version != "3.53.4" && !atLeast(version, "3.53.4") {
		t.Errorf("SQLite is %s; before 3.53.4 it can lose data", version)
	}
}

func rawMemory(t testing.TB) *sqlite3.Conn {
	t.Helper()
	db, err := sqlite3.Open(":memory:")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}
