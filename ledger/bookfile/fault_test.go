package bookfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"stakebook/ledger/bookfile"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// faulty is a disk on which the operations fail from the nth on, or once. It counts every operation that changes
// something.
type faulty struct {
	vfs.VFSFilename
	count, failAt int
	once          bool
}

var errFault = errors.New("the disk is broken")

// next counts an operation and says whether it fails.
func (f *faulty) next() error {
	f.count++
	if f.failAt > 0 && (f.count == f.failAt || f.count > f.failAt && !f.once) {
		return vfs.SystemError(errFault, sqlite3.IOERR)
	}
	return nil
}

func (f *faulty) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if flags&vfs.OPEN_CREATE != 0 && flags&vfs.OPEN_MAIN_JOURNAL != 0 {
		if err := f.next(); err != nil {
			return nil, flags, err
		}
	}
	file, flags, err := f.VFSFilename.OpenFilename(name, flags)
	if err != nil {
		return nil, flags, err
	}
	return &faultyFile{file, f}, flags, nil
}

func (f *faulty) Delete(name string, syncFolder bool) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.VFSFilename.Delete(name, syncFolder)
}

func (f *faulty) syncFolder(path string) error {
	if err := f.next(); err != nil {
		return err
	}
	return bookfile.SyncFolder(path)
}

type faultyFile struct {
	vfs.File
	disk *faulty
}

func (f *faultyFile) WriteAt(p []byte, at int64) (int, error) {
	if err := f.disk.next(); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, at)
}

func (f *faultyFile) Sync(flags vfs.SyncFlag) error {
	if err := f.disk.next(); err != nil {
		return err
	}
	return f.File.Sync(flags)
}

func (f *faultyFile) Truncate(size int64) error {
	if err := f.disk.next(); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

func (f *faultyFile) HasMoved() (bool, error) { return f.File.(vfs.FileHasMoved).HasMoved() }

// TestNothingIsReportedAsSavedThatIsNot fails every operation of an append in turn, once and for ever: the append then
// says so, nothing more is written, and the next opening finds a sound book with all that was saved before. Who may
// only read is refused where half a write has to be undone first, and never sees it.
func TestNothingIsReportedAsSavedThatIsNot(t *testing.T) {
	before := story(t)
	first := payments(t, before, 1)
	second := payments(t, first, 40)
	operations := countOperations(t)
	if operations < 8 {
		t.Fatalf("an append has only %d operations: the faults are not where they should be", operations)
	}
	refused := 0
	for failAt := 1; failAt <= operations; failAt++ {
		for _, once := range []bool{true, false} {
			path := newBook(t, options())
			disk := &faulty{VFSFilename: realVFS(t), once: once}
			book, err := bookfile.OpenOn(disk, disk.syncFolder, path, bookfile.Write, options())
			must(t, err)
			must(t, book.Append(first))
			saved := append(append(before[:0:0], before...), first...)
			disk.count, disk.failAt = 0, failAt
			err = book.Append(second)
			if disk.count < failAt {
				t.Fatalf("operation %d of %d is not reached", failAt, operations)
			}
			if err == nil {
				t.Fatalf("operation %d failed (once: %v) and the entries were reported as saved", failAt, once)
			}
			mustBe(t, book.Append(second), bookfile.ErrBroken)
			disk.failAt = 0
			must(t, book.Close())

			if !readable(t, path, len(saved), len(saved)+len(second)) {
				refused++
			}
			again, err := bookfile.Open(path, bookfile.Write, options())
			must(t, err)
			if seq, _, err := again.Head(); err != nil || (int(seq) != len(saved) && int(seq) != len(saved)+len(second)) {
				t.Fatalf("operation %d: the book ends with entry %d (%v)", failAt, seq, err)
			} else if int(seq) > len(saved) {
				saved = append(saved, second...)
			}
			mustBeSame(t, again, saved)
			must(t, again.Close())
		}
	}
	if refused == 0 {
		t.Error("no fault leaves half a write behind: they are not where they should be")
	}
}

// readable says whether who may only read can open the book. It must then have one of two lengths, and be sound.
func readable(t *testing.T, path string, before, after int) bool {
	t.Helper()
	reader, err := bookfile.OpenOn(locked{realVFS(t)}, bookfile.SyncFolder, path, bookfile.Read, options())
	if err != nil {
		mustBe(t, err, bookfile.ErrReadOnly)
		return false
	}
	if got := len(journal(t, reader)); got != before && got != after {
		t.Errorf("a reader sees %d entries, want %d or %d", got, before, after)
	}
	must(t, reader.Check(t.Context()))
	must(t, reader.Close())
	return true
}

// countOperations says how many operations the append above has where none fails.
func countOperations(t *testing.T) int {
	t.Helper()
	disk := &faulty{VFSFilename: realVFS(t)}
	book, err := bookfile.OpenOn(disk, disk.syncFolder, newBook(t, options()), bookfile.Write, options())
	must(t, err)
	first := payments(t, story(t), 1)
	must(t, book.Append(first))
	disk.count = 0
	must(t, book.Append(payments(t, first, 40)))
	count := disk.count
	must(t, book.Close())
	return count
}

// Without it the power may take the journal's name and leave a half-written book.
func TestTheFolderIsMadeDurableWithTheJournal(t *testing.T) {
	for _, o := range []bookfile.Options{options(), sealed()} {
		path := newBook(t, o)
		var synced []string
		book, err := bookfile.OpenOn(vfs.Find(""), func(folder string) error {
			if _, err := os.Stat(path + "-journal"); err == nil {
				synced = append(synced, folder)
			}
			return nil
		}, path, bookfile.Write, o)
		must(t, err)
		must(t, book.Append(payments(t, story(t), 1)))
		if len(synced) != 1 || synced[0] != filepath.Dir(book.Path()) {
			t.Errorf("the folders synced while there is a journal are %v", synced)
		}
		must(t, book.Close())
	}
}

// locked is a disk on which nothing may be written.
type locked struct{ vfs.VFSFilename }

func (l locked) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if flags&vfs.OPEN_READWRITE != 0 {
		return nil, flags, &fs.PathError{Op: "open", Path: name.String(), Err: fs.ErrPermission}
	}
	return l.VFSFilename.OpenFilename(name, flags)
}

func TestABookThatMayNotBeWrittenCanBeRead(t *testing.T) {
	for _, o := range []bookfile.Options{options(), sealed()} {
		path := newBook(t, o)
		book, err := bookfile.OpenOn(locked{realVFS(t)}, bookfile.SyncFolder, path, bookfile.Read, o)
		must(t, err)
		mustBeSame(t, book, story(t))
		must(t, book.Close())
		_, err = bookfile.OpenOn(locked{realVFS(t)}, bookfile.SyncFolder, path, bookfile.Write, o)
		mustBe(t, err, bookfile.ErrReadOnly)
	}
}
