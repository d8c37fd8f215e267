package bookfile_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// forked makes a copy of a book that went another way: it has the same first entries, and then others.
func forked(t testing.TB, path string, o bookfile.Options, entries int) string {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "fork.stakebook")
	book := opened(t, path, bookfile.Read, o)
	must(t, book.Backup(t.Context(), copied))
	if entries > 0 {
		fork, err := bookfile.Open(copied, bookfile.Write, o)
		must(t, err)
		seq, hash, err := fork.Head()
		must(t, err)
		for range entries {
			e := entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "7.00", "date", "2024-01-02")
			next := chained(seq, hash, e)
			must(t, fork.Append(next))
			seq, hash = next[0].Seq, next[0].Hash
		}
		must(t, fork.Close())
	}
	return copied
}

// rewrite puts the bytes of one file into another in place, as some programs that keep folders alike do.
func rewrite(t testing.TB, from, to string) {
	t.Helper()
	contents, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, contents, 0o600))
}

// A program that keeps folders alike on several machines may put another state of the book in the place of the one that
// is open. It is noticed before the next write, and what it put there stays as it is.
func TestAFileThatIsReplacedUnderTheOpenBookIsNeverOverwritten(t *testing.T) {
	over := func(t testing.TB, from, to string) { must(t, os.Rename(from, to)) }
	tests := []struct {
		name    string
		fork    int // entries of the other history
		here    int // entries that are written here before
		replace func(t testing.TB, from, to string)
		want    error
	}{
		{"an older one, renamed over it", 0, 3, over, bookfile.ErrRemoved},
		{"a newer one, renamed over it", 5, 1, over, bookfile.ErrRemoved},
		{"the same one, renamed over it", 0, 0, over, bookfile.ErrRemoved},
		{"an older one, in place", 0, 3, rewrite, bookfile.ErrReplaced},
		{"a newer one, in place", 900, 1, rewrite, bookfile.ErrReplaced},
		{"one of the same length and number of writes, in place", 1, 1, rewrite, bookfile.ErrReplaced},
		{"one with more writes and as many entries, in place", 2, 2, rewrite, bookfile.ErrReplaced},
	}
	for _, o := range []bookfile.Options{options(), sealed()} {
		for i, test := range tests {
			if len(o.Passphrase) > 0 && i%3 != 0 {
				continue // a key takes its time
			}
			path := newBook(t, o)
			other := forked(t, path, o, test.fork)
			theirs, err := os.ReadFile(other)
			must(t, err)
			book, err := bookfile.Open(path, bookfile.Write, o)
			must(t, err)
			all := story(t)
			for range test.here {
				next := payments(t, all, 1)
				must(t, book.Append(next))
				all = append(all, next...)
			}
			mustBeSame(t, book, all) // every page was read, and SQLite keeps them
			test.replace(t, other, path)
			if err := book.Append(payments(t, all, 1)); !errors.Is(err, test.want) {
				t.Errorf("%s: the error is %v, want %v", test.name, err, test.want)
			}
			_, err = book.PutDocument([]byte("x"))
			mustBe(t, err, bookfile.ErrBroken)
			must(t, book.Close())
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, theirs) {
				t.Errorf("%s: what was put there was written to (%v)", test.name, err)
			}
		}
	}
}

// What is beside the journal is held to the same rule, and so is who only looks.
func TestAReplacedFileIsNoticedByWhateverComesNext(t *testing.T) {
	for name, next := range map[string]func(*bookfile.File) error{
		"a document": func(f *bookfile.File) error { _, err := f.PutDocument([]byte("x")); return err },
		"a branch":   func(f *bookfile.File) error { return f.PutBranch(bookfile.Branch{Name: "b", Created: start()}) },
		"a look":     func(f *bookfile.File) error { _, err := f.Changed(); return err },
		"a new key":  func(f *bookfile.File) error { return f.Reseal(t.Context(), []byte("x")) },
	} {
		path := newBook(t, options())
		other := forked(t, path, options(), 2)
		book := opened(t, path, bookfile.Write, options())
		rewrite(t, other, path)
		if err := next(book); !errors.Is(err, bookfile.ErrReplaced) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestAFileThatIsAsItWasLeftCanBeWrittenOn(t *testing.T) {
	path := newBook(t, options())
	book := opened(t, path, bookfile.Write, options())
	must(t, book.Append(payments(t, story(t), 1)))
	rewrite(t, path, path) // the same bytes
	next := payments(t, append(story(t), payments(t, story(t), 1)...), 1)
	must(t, book.Append(next))
	if changed, err := book.Changed(); changed || err != nil {
		t.Errorf("it has changed: %v (%v)", changed, err)
	}
}

// A reader that has a file open that was replaced leaves the journal of the file that came alone.
func TestAReaderOfAReplacedFileDoesNotTouchTheNewOnesJournal(t *testing.T) {
	path := newBook(t, options())
	other := forked(t, path, options(), 3)
	reader := opened(t, path, bookfile.Read, options())
	mustBeSame(t, reader, story(t))
	must(t, os.Rename(other, path))

	// A write of another program on the new file that is under way, as a crash leaves it.
	journal, contents := path+"-journal", interrupted(t, path)
	if seq, _, err := reader.Head(); err != nil || int(seq) != len(story(t)) {
		t.Errorf("the reader sees entry %d (%v)", seq, err)
	}
	now, err := os.ReadFile(journal)
	must(t, err)
	if !bytes.Equal(now, contents) {
		t.Error("the journal was changed")
	}
	_, err = reader.Changed()
	mustBe(t, err, bookfile.ErrRemoved)

	again := opened(t, path, bookfile.Read, options()) // who opens the new file plays it back
	if seq, _, err := again.Head(); err != nil || int(seq) != len(story(t))+3 {
		t.Errorf("the new file has %d entries (%v)", seq, err)
	}
	must(t, again.Check(t.Context()))
	if _, err := os.Stat(journal); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the journal is still there (%v): the test showed nothing", err)
	}
}

// stuck is a disk on which books, but not their journals, take nothing any more, and nothing is removed.
type stuck struct {
	vfs.VFSFilename
	now *bool
}

func (s stuck) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, opened, err := s.VFSFilename.OpenFilename(name, flags)
	if flags&vfs.OPEN_MAIN_DB == 0 {
		return file, opened, err
	}
	return crammedFile{file, s.now}, opened, err
}

func (s stuck) Delete(name string, syncFolder bool) error {
	if *s.now {
		return vfs.SystemError(errors.New("the disk is stuck"), sqlite3.IOERR_DELETE)
	}
	return s.VFSFilename.Delete(name, syncFolder)
}

// interrupted leaves a write half done on a book, and gives what its journal holds.
func interrupted(t testing.TB, path string) []byte {
	t.Helper()
	now := false
	book, err := bookfile.OpenOn(stuck{realVFS(t), &now}, bookfile.SyncFolder, path, bookfile.Write, options())
	must(t, err)
	seq, hash, err := book.Head()
	must(t, err)
	next, err := payment(seq, hash)
	must(t, err)
	now = true
	if err := book.Append(next); err == nil {
		t.Fatal("a disk that takes nothing took an entry")
	}
	must(t, book.Close())
	contents, err := os.ReadFile(path + "-journal")
	if err != nil || len(contents) <= 512 {
		t.Fatalf("no half write was left: %v, %d bytes", err, len(contents))
	}
	return contents
}

// without is a disk whose files take no locks, as on some shares.
type without struct{ vfs.VFSFilename }

func (w without) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := w.VFSFilename.OpenFilename(name, flags)
	return unlockable{file}, flags, err
}

type unlockable struct{ vfs.File }

func (u unlockable) Lock(vfs.LockLevel) error {
	return vfs.SystemError(errors.New("no locks available"), sqlite3.IOERR_RDLOCK)
}

func (u unlockable) HasMoved() (bool, error) { return u.File.(vfs.FileHasMoved).HasMoved() }

func TestAFolderWithoutLocksIsToldInPlainWords(t *testing.T) {
	path := newBook(t, options())
	before, err := os.ReadFile(path)
	must(t, err)
	for _, mode := range []bookfile.Mode{bookfile.Read, bookfile.Write} {
		_, err := bookfile.OpenOn(without{realVFS(t)}, bookfile.SyncFolder, path, mode, options())
		mustBe(t, err, bookfile.ErrNoLocks)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the book was changed")
	}
}

// crammed is a disk that is full.
type crammed struct {
	vfs.VFSFilename
	isFull *bool
}

func (c crammed) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := c.VFSFilename.OpenFilename(name, flags)
	return crammedFile{file, c.isFull}, flags, err
}

type crammedFile struct {
	vfs.File
	isFull *bool
}

func (c crammedFile) WriteAt(p []byte, at int64) (int, error) {
	if *c.isFull {
		return 0, vfs.SystemError(errors.New("no space left on device"), sqlite3.FULL)
	}
	return c.File.WriteAt(p, at)
}

func (c crammedFile) HasMoved() (bool, error) { return c.File.(vfs.FileHasMoved).HasMoved() }

func TestAFullDiskIsToldInPlainWordsAndTheBookIsWhole(t *testing.T) {
	path := newBook(t, options())
	isFull := false
	book, err := bookfile.OpenOn(crammed{realVFS(t), &isFull}, bookfile.SyncFolder, path, bookfile.Write, options())
	must(t, err)
	isFull = true
	mustBe(t, book.Append(payments(t, story(t), 1)), bookfile.ErrFull)
	folder := t.TempDir()
	mustBe(t, book.Backup(t.Context(), filepath.Join(folder, "copy.stakebook")), bookfile.ErrFull)
	if files, err := os.ReadDir(folder); err != nil || len(files) != 0 {
		t.Errorf("the folder of the copy holds %v (%v)", files, err)
	}
	must(t, book.Close())
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
}

func TestAFolderThatIsReadOnlyIsToldInPlainWords(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	path := newBook(t, options())
	folder := filepath.Dir(path)
	must(t, os.Chmod(folder, 0o500))
	t.Cleanup(func() { must(t, os.Chmod(folder, 0o700)) })
	_, err := bookfile.Open(path, bookfile.Write, options())
	mustBe(t, err, bookfile.ErrReadOnly)
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
}
