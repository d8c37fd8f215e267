package bookfile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
)

// TestAReaderBesideACommitSeesNothingOfIt stops a writer before the operations of a commit. Who then opens the book
// reads it as it was or is told to wait, and the commit goes on as if nobody had looked.
func TestAReaderBesideACommitSeesNothingOfIt(t *testing.T) {
	for _, o := range []bookfile.Options{options(), sealed()} {
		var keys crash.Keys
		d := deed{name: "one import", sealed: len(o.Passphrase) > 0, prepare: work.begin, do: func(w work) error {
			return w.with(func(book *bookfile.File) error { return w.append(book, 40) })
		}}
		before := d.prepared(t, &keys)
		seen := make(map[string]int)
		for _, stop := range d.changes(t, before) {
			seen[d.besideStopped(t, before, stop)]++
		}
		if seen["it was"] == 0 || seen["it has to wait"] == 0 {
			t.Errorf("the commit is not stopped where it should be: %v", seen)
		}
	}
}

// changes are the operations of a deed that change the disk or make it durable, some of each kind.
func (d deed) changes(t testing.TB, before scene) (at []int) {
	t.Helper()
	count, kinds := 0, make(map[string]int)
	disk, err := crash.NewDisk(func(o crash.Operation) error {
		count++
		if o.Kind == crash.KindOpen || o.Kind == crash.KindRead {
			return nil
		}
		kind := fmt.Sprint(o.Kind, filepath.Ext(o.Path))
		if kinds[kind]++; kinds[kind]&(kinds[kind]-1) == 0 { // the first, second, fourth and so on
			at = append(at, count)
		}
		return nil
	})
	must(t, err)
	folder := t.TempDir()
	before.in(t, folder)
	must(t, d.do(d.on(disk, folder, nil)))
	return at
}

// besideStopped does a deed that is stopped before one operation, reads beside it, and lets it go on.
func (d deed) besideStopped(t *testing.T, before scene, stop int) (saw string) {
	t.Helper()
	folder := t.TempDir()
	promises := before.in(t, folder)
	stopped, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	count := 0
	disk, err := crash.NewDisk(func(crash.Operation) error {
		if count++; count == stop {
			close(stopped)
			<-goOn
		}
		return nil
	})
	must(t, err)
	var said kept
	go func() { done <- d.do(d.on(disk, folder, said.say)) }()
	<-stopped
	head, err := d.look(promises[0].Path)
	close(goOn)
	must(t, <-done)
	after := said.promises[0].May[0]
	switch {
	case errors.Is(err, bookfile.ErrBusy):
		saw = "it has to wait"
	case err != nil:
		t.Errorf("stopped at operation %d: %v", stop, err)
	case head == promises[0].May[0]:
		saw = "it was"
	default:
		t.Errorf("stopped at operation %d a reader sees %v, and before it was %v", stop, head, promises[0].May[0])
	}
	if end := endOfFileWith(t, promises[0].Path, d.options()); end != after {
		t.Errorf("stopped at operation %d beside a reader, the book ends with %v, not with %v", stop, end, after)
	}
	return saw
}

// look opens the book to read for a moment, without waiting long, and gives its end.
func (d deed) look(path string) (head crash.Head, err error) {
	o := d.options()
	o.Wait = time.Millisecond
	book, err := bookfile.Open(path, bookfile.Read, o)
	if err != nil {
		return head, err
	}
	head, err = endOf(book)
	return head, errors.Join(err, book.Close())
}

// readAsAnyone reads a book as a user who may not write it, and says what it ends with.
func readAsAnyone(path string) error {
	if err := becomeAnyone(); err != nil {
		return err
	}
	book, err := bookfile.Open(path, bookfile.Read, options())
	if errors.Is(err, bookfile.ErrReadOnly) {
		fmt.Println("refused:", err)
		return nil
	}
	if err != nil {
		return err
	}
	head, err := endOf(book)
	fmt.Println(head)
	return errors.Join(err, book.Close())
}

// TestHalfAWriteInAFolderThatCannotBeWrittenIsRefused has another user read a book, in a folder and of a file that only
// its owner may write, first as it is, and then with half a write in it. That user cannot undo it, and must not see it.
func TestHalfAWriteInAFolderThatCannotBeWrittenIsRefused(t *testing.T) {
	var keys crash.Keys
	for _, name := range []string{"record", "undo half a write"} {
		d := deedOf(t, name)
		folder := t.TempDir()
		promises := d.prepared(t, &keys).in(t, folder)
		must(t, os.Chmod(filepath.Dir(folder), 0o755)) // the folder of the test, which others may then enter
		image, err := crash.Load(folder)
		must(t, err)
		for path := range image {
			must(t, os.Chmod(path, 0o444))
		}
		must(t, os.Chmod(folder, 0o555))
		process, lines := other(t, "read", promises[0].Path)
		lines.Scan()
		said := lines.Text()
		must(t, process.Wait())
		must(t, os.Chmod(folder, 0o755))
		for path := range image {
			must(t, os.Chmod(path, 0o644))
		}
		isHalf := name != "record"
		isRefused := strings.HasPrefix(said, "refused:")
		if isRefused != isHalf || !isRefused && said != promises[0].May[0].String() {
			t.Errorf("%s: another user is told %q", name, said)
		}
		must(t, d.recovers(&keys, folder, promises))
	}
}
