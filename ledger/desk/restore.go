package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
)

// Restoring says how to restore.
type Restoring struct {
	// Passphrase opens the copy, where it is another than the book's; nil where it is the same, or the copy is plain.
	Passphrase []byte

	// OtherBook lets a copy of another book take this one's place.
	OtherBook bool

	// Memory forgets what is put away, so that the restored book is not taken for one that somebody turned back.
	Memory Memory
}

// Restored says what came of a restore.
type Restored struct {
	Kept    string     // where the book is as it was; empty where there was none
	Damaged bool       // it did not open, so it was kept as it is, file by file
	Entries ledger.Seq // of the book now
	Head    ledger.Hash
}

// Restore puts a verified copy of a file in the place of a book that nobody writes, and first keeps the book as it is
// among its backups. The copy is verified whole, its rules included, before anything is done; the book is replaced in
// one step, so that whoever opens it, or finds it after a crash, has the one or the other. Others may have the book
// open for reading: they keep what they see, and are told at their next look (bookfile.ErrRemoved).
//
// The options' passphrase is the book's. A book that is encrypted stays so, under its passphrase; a plain one becomes
// what the copy is. A book that is damaged is kept file by file. Errors wrap *bookfile.LockedError where somebody
// writes the book (an app that has it open closes it, restores, and opens it), bookfile.ErrOtherBook, and those of
// bookfile.Open and Check; the book is then as it was.
func Restore(ctx context.Context, book, from string, options Options, how Restoring) (done Restored, err error) {
	if same(book, from) {
		return Restored{}, fmt.Errorf("restore %s: that is the book itself; give a backup of it", book)
	}
	source, err := openSide(from, options, how.Passphrase)
	if err != nil {
		return Restored{}, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	if err := prove(ctx, source); err != nil {
		return Restored{}, fmt.Errorf("restore from %s: %w", from, err)
	}
	if done.Entries, done.Head, err = source.Head(); err != nil {
		return Restored{}, fmt.Errorf("restore from %s: %w", from, err)
	}
	r := restore{book: book, options: options, how: how, source: source, done: done}
	if err := r.run(ctx); err != nil {
		return Restored{}, err
	}
	return r.done, nil
}

// restore is one restore under way.
type restore struct {
	book    string
	options Options
	how     Restoring
	source  *bookfile.File
	done    Restored
}

func (r *restore) run(ctx context.Context) error {
	present, err := openPresent(r.book, r.options.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r.remembering(r.book, func() error { return r.source.Backup(ctx, r.book) })
	case hopeless(err):
		return r.supplant(ctx)
	case err != nil:
		return err
	}
	if r.source.ID() != present.ID() && !r.how.OtherBook {
		err := inWords(bookfile.ErrOtherBook, "%s is no copy of %s, but of another book; say so if that is what you want",
			r.source.Path(), r.book)
		return errors.Join(err, present.Close())
	}
	kept, err := backups.Take(ctx, present, r.options.Now())
	if errors.Is(err, bookfile.ErrDamaged) {
		if err := present.Close(); err != nil {
			return err
		}
		return r.supplant(ctx)
	}
	if err == nil {
		r.done.Kept = kept.Path
		err = r.remembering(present.Path(), func() error { return present.Restore(ctx, r.source) })
	}
	return errors.Join(err, present.Close())
}

// supplant restores in the place of a file that does not open as a book.
func (r *restore) supplant(ctx context.Context) error {
	aside, err := backups.Aside(r.book, r.options.Now())
	if err != nil {
		return err
	}
	r.done.Kept, r.done.Damaged = aside, true
	return r.remembering(r.book, func() error {
		return bookfile.Supplant(ctx, r.book, aside, r.source, r.options.File)
	})
}

// remembering tells the memory what the book will be before it is, so that a crash in between makes no alarm. A memory
// that cannot be written bars no restore.
func (r *restore) remembering(path string, do func() error) error {
	next := Sighting{Book: r.source.ID(), Entries: r.done.Entries, Head: r.done.Head,
		Seen: r.options.Now().UTC().Truncate(time.Second), Path: absolute(path)}
	_ = r.how.Memory.expect(next)
	if err := do(); err != nil {
		return err
	}
	_ = r.how.Memory.put(next)
	return nil
}

// openPresent opens the book that is to be replaced; the passphrase may be that of the copy alone.
func openPresent(path string, options bookfile.Options) (*bookfile.File, error) {
	present, err := bookfile.Open(path, bookfile.Write, options)
	if errors.Is(err, bookfile.ErrNotEncrypted) {
		options.Passphrase = nil
		present, err = bookfile.Open(path, bookfile.Write, options)
	}
	return present, err
}

// hopeless says that a file will not open as a book, whatever passphrase is given.
func hopeless(err error) bool {
	return errors.Is(err, bookfile.ErrDamaged) || errors.Is(err, bookfile.ErrNotBook) || errors.Is(err, bookfile.ErrNewer)
}

// prove verifies a file whole: its chain and its rules.
func prove(ctx context.Context, file *bookfile.File) error {
	if err := file.Check(ctx); err != nil {
		return err
	}
	_, err := ledger.Fold(file.Entries(0))
	return err
}

// same says that two paths lead to one file.
func same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// inPlainWords puts what is said of a path that is taken or cannot be into a sentence.
func inPlainWords(err error, path string) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return inWords(err, "there is something at %s already, and nothing is ever replaced; choose another name", path)
	case errors.Is(err, fs.ErrNotExist):
		return inWords(err, "%s cannot be made: its folder does not exist", path)
	}
	return err
}
