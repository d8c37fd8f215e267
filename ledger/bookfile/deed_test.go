package bookfile_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
)

// deed is what a program does to the books of a folder, so that it can be cut off anywhere: by the power, by a disk
// that fails, by a kill. While it goes on it says what may be found.
type deed struct {
	name    string
	sealed  bool
	slow    bool                       // it makes a key of a passphrase as a new book does, which takes long
	prepare func(w work, t testing.TB) // what is there before
	do      func(w work) error
}

// deeds are all that the harnesses try. A new operation is a line here.
func deeds() []deed {
	return []deed{
		{name: "record", prepare: work.begin, do: work.record},
		{name: "import", prepare: work.begin, do: work.importMany},
		{name: "keep", prepare: work.begin, do: work.keep},
		{name: "create", do: work.create},
		{name: "create with entries", do: work.createWith},
		{name: "back up", prepare: work.begin, do: work.backUp},
		{name: "record sealed", sealed: true, prepare: work.begin, do: work.record},
		{name: "import sealed", sealed: true, prepare: work.begin, do: work.importMany},
		{name: "create sealed", sealed: true, slow: true, do: work.create},
		{name: "back up sealed", sealed: true, prepare: work.begin, do: work.backUp},
		{name: "undo half a write", prepare: work.beginAndStop, do: work.record},
		{name: "undo half a write sealed", sealed: true, prepare: work.beginAndStop, do: work.record},
		{name: "restore", prepare: work.beginWithCopy, do: work.restore},
		{name: "restore sealed", sealed: true, prepare: work.beginWithCopy, do: work.restore},
		{name: "encrypt", slow: true, prepare: work.begin, do: work.encrypt},
		{name: "decrypt", sealed: true, prepare: work.begin, do: work.decrypt},
	}
}

func deedNamed(name string) (deed, error) {
	for _, d := range append(deeds(), carelessDeeds()...) {
		if d.name == name {
			return d, nil
		}
	}
	return deed{}, fmt.Errorf("there is no deed %q", name)
}

// options are those of who does the deed. Its ids and salts are the same every time, so that all can be replayed.
func (d deed) options() bookfile.Options {
	o := options()
	if d.sealed {
		o = sealed()
	}
	o.Random = rand.NewChaCha8([32]byte{1})
	return o
}

// work is a deed under way in a folder.
type work struct {
	disk    *crash.Disk
	folder  string
	options bookfile.Options
	say     func(crash.Promise)
}

// on gives the work of a deed on a disk. What it says is kept in the disk's trace, and told.
func (d deed) on(disk *crash.Disk, folder string, told func(crash.Promise)) work {
	return work{disk: disk, folder: folder, options: d.options(), say: func(p crash.Promise) {
		disk.Promise(p)
		if told != nil {
			told(p)
		}
	}}
}

func (w work) path() string { return filepath.Join(w.folder, "field.stakebook") }

func (w work) open(path string) (*bookfile.File, error) {
	return bookfile.OpenOn(w.disk, nil, path, bookfile.Write, w.options)
}

// with opens the book, says what it holds, works on it and closes it.
func (w work) with(do func(book *bookfile.File) error) error {
	book, err := w.open(w.path())
	if err != nil {
		return err
	}
	head, err := endOf(book)
	if err == nil {
		w.say(crash.Promise{Path: w.path(), May: []crash.Head{head}})
		err = do(book)
	}
	return errors.Join(err, book.Close())
}

func endOf(book *bookfile.File) (crash.Head, error) {
	seq, hash, err := book.Head()
	return crash.Head{Entries: int64(seq), Hash: crash.Hash(hash)}, err
}

// fundings are n more entries after a head.
func fundings(head crash.Head, n int) ([]ledger.Entry, crash.Head, error) {
	entries := make([]ledger.Entry, n)
	for i := range entries {
		e, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: "funding"}, {Name: "commitment", Text: "c-1"},
			{Name: "amount", Text: fmt.Sprintf("%d.50", i)}, {Name: "date", Text: "2024-01-02"},
			{Name: "note", Text: fmt.Sprint("after ", head.Entries)}})
		if err != nil {
			return nil, head, err
		}
		entries[i] = e
	}
	entries = chained(ledger.Seq(head.Entries), ledger.Hash(head.Hash), entries...)
	last := entries[n-1]
	return entries, crash.Head{Entries: int64(last.Seq), Hash: crash.Hash(last.Hash)}, nil
}

var errGoesOn = errors.New("a book that could not be written takes more")

// append takes n entries into the book in one transaction. After a failure the book must take nothing.
func (w work) append(book *bookfile.File, n int) error {
	before, err := endOf(book)
	if err != nil {
		return err
	}
	entries, after, err := fundings(before, n)
	if err != nil {
		return err
	}
	w.say(crash.Promise{Path: w.path(), May: []crash.Head{before, after}})
	if err := book.Append(entries); err != nil {
		if again := book.Append(entries); !errors.Is(again, bookfile.ErrBroken) && !errors.Is(err, bookfile.ErrBusy) {
			return fmt.Errorf("%w: %v, after %w", errGoesOn, again, err)
		}
		return err
	}
	w.say(crash.Promise{Path: w.path(), May: []crash.Head{after}})
	return nil
}

// begin makes a book with every column in use and some more entries.
func (w work) begin(t testing.TB) {
	t.Helper()
	book, err := bookfile.CreateOn(w.disk, nil, w.path(), options())
	must(t, err)
	must(t, book.Append(story(t)))
	must(t, w.append(book, 30))
	must(t, book.Close())
	if len(w.options.Passphrase) > 0 {
		contents, err := os.ReadFile(w.path())
		must(t, err)
		contents, err = crash.Seal(contents, string(w.options.Passphrase))
		must(t, err)
		must(t, os.WriteFile(w.path(), contents, 0o600))
	}
}

// record takes entries in one by one.
func (w work) record() error {
	return w.with(func(book *bookfile.File) error {
		for range 4 {
			if err := w.append(book, 1); err != nil {
				return err
			}
		}
		return nil
	})
}

// importMany takes hundreds of entries in as one, and then a few.
func (w work) importMany() error {
	return w.with(func(book *bookfile.File) error {
		if err := w.append(book, 300); err != nil {
			return err
		}
		return w.append(book, 3)
	})
}

// keep writes what a book keeps beside its journal.
func (w work) keep() error {
	return w.with(func(book *bookfile.File) error {
		for i, size := range []int{20_000, 100, 50_000} {
			if err := w.append(book, 1); err != nil {
				return err
			}
			seq, hash, err := book.Head()
			if err != nil {
				return err
			}
			state := make([]byte, size)
			state[0] = byte(i)
			_, documentErr := book.PutDocument(state)
			err = errors.Join(
				book.WriteCheckpoint(bookfile.Checkpoint{Format: 1, Seq: seq, Head: hash, State: state}), documentErr,
				book.PutBranch(bookfile.Branch{Name: fmt.Sprint("branch ", i%2), Base: seq, Created: start()}))
			if err != nil {
				return err
			}
		}
		return book.DropBranch("branch 1")
	})
}

// create makes a book and begins it.
func (w work) create() error {
	w.say(crash.Promise{Path: w.path(), Absent: true, May: []crash.Head{{}}})
	book, err := bookfile.CreateOn(w.disk, nil, w.path(), w.options)
	if err != nil {
		return err
	}
	w.say(crash.Promise{Path: w.path(), May: []crash.Head{{}}})
	return errors.Join(w.append(book, 2), book.Close())
}

// createWith makes a book that has hundreds of entries from the beginning.
func (w work) createWith() error {
	entries, after, err := fundings(crash.Head{}, 200)
	if err != nil {
		return err
	}
	w.say(crash.Promise{Path: w.path(), Absent: true, May: []crash.Head{after}})
	book, err := bookfile.CreateWithOn(w.disk, w.path(), w.options, func(book *bookfile.File) error {
		return errors.Join(book.Append(entries[:150]), book.Append(entries[150:]))
	})
	if err != nil {
		return err
	}
	w.say(crash.Promise{Path: w.path(), May: []crash.Head{after}})
	return errors.Join(w.append(book, 1), book.Close())
}

// backUp copies the book while it is written.
func (w work) backUp() error {
	return w.with(func(book *bookfile.File) error {
		for i := range 2 {
			if err := w.append(book, 1); err != nil {
				return err
			}
			head, err := endOf(book)
			if err != nil {
				return err
			}
			copied := crash.Promise{Path: filepath.Join(w.folder, fmt.Sprintf("copy-%d.stakebook", i)), May: []crash.Head{head}}
			maybe := copied
			maybe.Absent = true
			w.say(maybe)
			if err := book.Backup(context.Background(), copied.Path); err != nil {
				return err
			}
			w.say(copied)
		}
		return nil
	})
}

// beginAndStop makes a book into which an import was being written when everything stopped.
func (w work) beginAndStop(t testing.TB) {
	t.Helper()
	w.begin(t)
	written := 0
	stopped, err := crash.NewDisk(func(o crash.Operation) error {
		if o.Path == w.path() && o.Kind == crash.KindWrite {
			written++
		}
		if written > 3 {
			return errFault
		}
		return nil
	})
	must(t, err)
	stopping := w
	stopping.disk = stopped
	if err := stopping.importMany(); err == nil {
		t.Fatal("a disk that fails takes an import")
	}
	if _, err := os.Stat(w.path() + "-journal"); err != nil {
		t.Fatalf("no journal is left: %v", err)
	}
}

// copyPath is where a copy of the book is.
func (w work) copyPath() string { return filepath.Join(w.folder, "copy.stakebook") }

// beginWithCopy makes a book that has gone on since it was copied.
func (w work) beginWithCopy(t testing.TB) {
	t.Helper()
	w.begin(t)
	must(t, w.with(func(book *bookfile.File) error {
		if err := book.Backup(context.Background(), w.copyPath()); err != nil {
			return err
		}
		return w.append(book, 5)
	}))
}

// restore puts the copy in the place of the book.
func (w work) restore() (err error) {
	return w.with(func(book *bookfile.File) (err error) {
		source, err := bookfile.OpenOn(w.disk, nil, w.copyPath(), bookfile.Read, w.options)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, source.Close()) }()
		before, beforeErr := endOf(book)
		after, afterErr := endOf(source)
		if err := errors.Join(beforeErr, afterErr); err != nil {
			return err
		}
		w.say(crash.Promise{Path: w.path(), May: []crash.Head{before, after}})
		if err := book.Restore(context.Background(), source); err != nil {
			return err
		}
		w.say(crash.Promise{Path: w.path(), May: []crash.Head{after}})
		return w.append(book, 1)
	})
}

func (w work) encrypt() error { return w.reseal(sealed().Passphrase) }

func (w work) decrypt() error { return w.reseal(nil) }

// reseal changes the book's passphrase. It says the same before and after.
func (w work) reseal(passphrase []byte) error {
	return w.with(func(book *bookfile.File) error {
		if err := w.append(book, 1); err != nil {
			return err
		}
		if err := book.Reseal(context.Background(), passphrase); err != nil {
			return err
		}
		return w.append(book, 1)
	})
}

// recovers goes over a folder after an accident as the next user does. All that was promised must be there, nothing may
// bar the way, and nothing may be left beside the books.
func (d deed) recovers(keys *crash.Keys, folder string, promises []crash.Promise) error {
	image, err := crash.Load(folder)
	if err != nil {
		return err
	}
	for _, promise := range promises {
		if err := d.goesOn(keys, image, promise); err != nil {
			return err
		}
	}
	after, err := crash.Load(folder)
	if err != nil {
		return err
	}
	if len(after) != len(promises) {
		return fmt.Errorf("%w: %s", errLeft, after)
	}
	return nil
}

var errLeft = errors.New("something is left to clean up")

// goesOn opens one book of the folder, records in it and closes it, or makes it where it may not be there.
func (d deed) goesOn(keys *crash.Keys, image crash.Image, promise crash.Promise) error {
	found, err := keys.Judge(image.Clone(), promise, passphrase())
	if err != nil {
		return err
	}
	o := options()
	if found.Sealed {
		o = sealed()
	}
	var book *bookfile.File
	if _, there := image[promise.Path]; there {
		book, err = bookfile.Open(promise.Path, bookfile.Write, o)
	} else {
		book, err = bookfile.Create(promise.Path, o)
	}
	if err != nil {
		return err
	}
	entries, after, err := fundings(found.Head, 1)
	copied := promise.Path + ".copy"
	err = errors.Join(err, book.Backup(context.Background(), copied), os.Remove(copied), book.Append(entries))
	if err = errors.Join(err, book.Close()); err != nil {
		return err
	}
	image, err = crash.Load(filepath.Dir(promise.Path))
	if err != nil {
		return err
	}
	_, err = keys.Judge(image, crash.Promise{Path: promise.Path, May: []crash.Head{after}}, passphrase())
	return err
}

// passphrase is that of every book here that has one.
func passphrase() string { return string(sealed().Passphrase) }

// share gives each deed its share of the rounds of a harness.
func share(run crash.Run) crash.Run {
	run.Rounds = (run.Rounds + len(deeds()) - 1) / len(deeds())
	return run
}

// few gives a slow deed fewer rounds.
func (d deed) few(run crash.Run) crash.Run {
	if d.slow {
		run.Rounds = (run.Rounds + 7) / 8
	}
	return run
}

// scene is what is there before a deed, to begin from again and again.
type scene struct {
	image    crash.Image // by the names of the files
	promises []crash.Promise
}

// prepared makes what is there before a deed.
func (d deed) prepared(t testing.TB, keys *crash.Keys) scene {
	t.Helper()
	folder := t.TempDir()
	if d.prepare != nil {
		disk, err := crash.NewDisk(nil)
		must(t, err)
		d.prepare(d.on(disk, folder, nil), t)
	}
	image, err := crash.Load(folder)
	must(t, err)
	s := scene{image: image}
	for path := range image {
		if filepath.Ext(path) == ".stakebook" {
			book, err := keys.Inspect(image.Clone(), path, passphrase())
			must(t, err)
			s.promises = append(s.promises, crash.Promise{Path: path, May: []crash.Head{book.Head}})
		}
	}
	return s
}

// in lays the scene out in an empty folder.
func (s scene) in(t testing.TB, folder string) []crash.Promise {
	t.Helper()
	must(t, s.image.Store(folder))
	return moved(s.promises, folder)
}

// moved are promises for a folder of the same files.
func moved(promises []crash.Promise, folder string) []crash.Promise {
	there := slices.Clone(promises)
	for i := range there {
		there[i].Path = filepath.Join(folder, filepath.Base(there[i].Path))
	}
	return there
}

// kept are promises as they are told: the last of each path counts.
type kept struct{ promises []crash.Promise }

func (k *kept) say(p crash.Promise) {
	k.promises = slices.DeleteFunc(k.promises, func(q crash.Promise) bool { return q.Path == p.Path })
	k.promises = append(k.promises, p)
}
