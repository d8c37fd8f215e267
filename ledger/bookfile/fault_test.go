package bookfile_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"

	"github.com/ncruces/go-sqlite3/vfs"
)

var errFault = errors.New("the disk is broken")

// fault is one way in which a disk fails.
type fault struct {
	at    int // the operation, from 1
	errno syscall.Errno
	ever  bool // and every one after it
}

func (f fault) String() string {
	often := "once"
	if f.ever {
		often = "for ever"
	}
	return fmt.Sprintf("operation %d fails %s with %q", f.at, often, f.errno)
}

// faults are all the ways in which one of so many operations fails.
func faults(operations int) []fault {
	var all []fault
	for at := 1; at <= operations; at++ {
		for _, errno := range []syscall.Errno{syscall.EIO, syscall.ENOSPC, syscall.EROFS} {
			all = append(all, fault{at, errno, false}, fault{at, errno, true})
		}
	}
	return all
}

// faulty is a disk that fails so, and the operation at which it did first.
func faulty(t testing.TB, f fault) (disk *crash.Disk, hit *crash.Operation, repair func()) {
	t.Helper()
	count, broken := 0, true
	hit = new(crash.Operation)
	disk, err := crash.NewDisk(func(o crash.Operation) error {
		count++
		if !broken || count < f.at || count > f.at && !f.ever {
			return nil
		}
		if count == f.at {
			*hit = o
		}
		return &fs.PathError{Op: string(o.Kind), Path: o.Path, Err: f.errno}
	})
	must(t, err)
	return disk, hit, func() { broken = false }
}

// operations counts what a deed asks of the disk.
func (d deed) operations(t testing.TB, before scene) int {
	t.Helper()
	count := 0
	disk, err := crash.NewDisk(func(crash.Operation) error { count++; return nil })
	must(t, err)
	folder := t.TempDir()
	before.in(t, folder)
	must(t, d.do(d.on(disk, folder, nil)))
	return count
}

// TestNothingIsReportedAsSavedThatIsNot has every operation of every deed fail, in every way. Whatever the deed said to
// be saved is there, the book takes nothing after a write that failed, and once the disk is repaired the next user goes
// on.
func TestNothingIsReportedAsSavedThatIsNot(t *testing.T) {
	skipUnderDetector(t)
	run := form.Begin(t, 150, 1<<30)
	var keys crash.Keys
	for _, d := range deeds() {
		t.Run(d.name, func(t *testing.T) {
			run := d.few(share(run))
			before := d.prepared(t, &keys)
			ways := faults(d.operations(t, before))
			tried, failed := 0, 0
			for _, way := range run.Random(0).Perm(len(ways)) {
				if tried == run.Rounds {
					break
				}
				if run.Skips(way + 1) {
					continue
				}
				tried++
				if d.fails(t, &keys, before, ways[way], way+1) {
					failed++
				}
			}
			t.Logf("%d of %d faults tried, %d deeds failed", tried, len(ways), failed)
			if failed == 0 && tried > 10 {
				t.Error("no fault is told: they are not where they should be")
			}
		})
	}
}

// fails does a deed on a disk that fails, and says whether the deed failed.
func (d deed) fails(t *testing.T, keys *crash.Keys, before scene, f fault, round int) bool {
	t.Helper()
	folder := t.TempDir()
	said := kept{promises: before.in(t, folder)}
	disk, hit, repair := faulty(t, f)
	err := d.do(d.on(disk, folder, said.say))
	where := fmt.Sprintf("round %d: %s, %s %s", round, f, hit.Kind, filepath.Base(hit.Path))
	if hit.Kind == "" {
		t.Errorf("%s: it is not reached", where)
	}
	if errors.Is(err, errGoesOn) {
		t.Errorf("%s: %v", where, err)
	}
	if want := f.inWords(*hit); err != nil && want != nil && !errors.Is(err, want) {
		t.Errorf("%s: the error is %v, and says not %q", where, err, want)
	}
	repair()
	if wrong := d.recovers(keys, folder, said.promises); wrong != nil {
		t.Errorf("%s: after the error (%v): %v", where, err, wrong)
	}
	must(t, os.RemoveAll(folder))
	return err != nil
}

// inWords is what a person must be told of a fault; nil where the error of the system is all there is to tell.
func (f fault) inWords(o crash.Operation) error {
	changes := o.Kind == crash.KindWrite || o.Kind == crash.KindCreate || o.Kind == crash.KindTruncate
	if f.errno == syscall.ENOSPC && changes {
		return bookfile.ErrFull
	}
	if f.errno == syscall.EIO && o.Kind == crash.KindWrite {
		return bookfile.ErrDisk
	}
	return nil
}

// TestWhoMayOnlyReadNeverSeesHalfAWrite opens what a broken disk left in a folder that cannot be written: there half a
// write cannot be undone, so the book is refused in plain words, or read as it was or as it is.
func TestWhoMayOnlyReadNeverSeesHalfAWrite(t *testing.T) {
	var keys crash.Keys
	for _, name := range []string{"import", "import sealed"} {
		d := deedOf(t, name)
		before := d.prepared(t, &keys)
		refused, read := 0, 0
		for at, operations := 1, d.operations(t, before); at <= operations; at += 5 {
			folder := t.TempDir()
			said := kept{promises: before.in(t, folder)}
			disk, _, _ := faulty(t, fault{at: at, errno: syscall.EIO, ever: true})
			if err := d.do(d.on(disk, folder, said.say)); err == nil {
				t.Fatalf("operation %d fails for ever and the deed is done", at)
			}
			if readable(t, said.promises[0], d.options()) {
				read++
			} else {
				refused++
			}
			must(t, d.recovers(&keys, folder, said.promises))
		}
		if refused == 0 || read == 0 {
			t.Errorf("%s: %d were refused and %d read: the faults are not where they should be", name, refused, read)
		}
	}
}

// readable says whether who may only read can open the book, which must then be whole.
func readable(t *testing.T, promise crash.Promise, o bookfile.Options) bool {
	t.Helper()
	reader, err := bookfile.OpenOn(locked{realVFS(t)}, bookfile.SyncFolder, promise.Path, bookfile.Read, o)
	if err != nil {
		mustBe(t, err, bookfile.ErrReadOnly)
		return false
	}
	head, err := endOf(reader)
	must(t, err)
	if !slices.Contains(promise.May, head) {
		t.Errorf("a reader sees %v, and it may be %v", head, promise.May)
	}
	must(t, reader.Check(t.Context()))
	must(t, reader.Close())
	return true
}

// TestAHarnessForFaultsSeesCarelessness is the control: who reports as saved what failed is found out.
func TestAHarnessForFaultsSeesCarelessness(t *testing.T) {
	skipUnderDetector(t)
	var keys crash.Keys
	boasting := deedOf(t, "a report before the write")
	before := boasting.prepared(t, &keys)
	lost := 0
	for at, operations := 1, boasting.operations(t, before); at <= operations; at++ {
		folder := t.TempDir()
		said := kept{promises: before.in(t, folder)}
		disk, _, _ := faulty(t, fault{at: at, errno: syscall.EIO, ever: true})
		_ = boasting.do(boasting.on(disk, folder, said.say)) // whatever it said
		if errors.Is(boasting.recovers(&keys, folder, said.promises), crash.ErrLost) {
			lost++
		}
	}
	if lost == 0 {
		t.Error("the harness does not see a false report")
	}
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
