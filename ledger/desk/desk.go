package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

// Options say who works at the desk, and give what it may not take from the world by itself.
type Options struct {
	Author string           // recorded with every entry
	Now    func() time.Time // the clock
	File   bookfile.Options // host, process and passphrase
}

// Desk is an open book.
type Desk struct {
	options Options
	file    *bookfile.File

	mu     sync.RWMutex
	book   *ledger.Book
	done   []act // what can be undone, the last at the end
	undone []act // what can be redone

	past past

	histories histories // of the book as it is, for those who look at it

	following sync.Mutex // held while a reader catches up with the file
	behind    bool       // the file has more than the book, as far as is known

	listening   sync.Mutex
	subscribers []*subscriber
}

// past keeps the book as it was known at one seq: one look at the past is mostly followed by another.
type past struct {
	mu   sync.Mutex
	book *ledger.Book // never changed once it is here
}

// New makes a book at a path where there is nothing, with its name as the first entry. A name that is refused makes
// no file. Errors are *ledger.FieldError and *ledger.Refusal, and those of bookfile.Create.
func New(path string, name ledger.BookName, options Options) (*Desk, error) {
	book := ledger.New()
	first, err := book.Append(options.stamped([]ledger.Entry{{Payload: name}})[0])
	if err != nil {
		return nil, fmt.Errorf("new book: %w", err)
	}
	file, err := createWith(path, options, []ledger.Entry{first})
	if err != nil {
		return nil, err
	}
	return &Desk{options: options, file: file, book: book}, nil
}

// createWith makes a book file of entries that a book in memory has taken. Where that fails, or is cut off, no file is
// left.
func createWith(path string, options Options, entries []ledger.Entry) (*bookfile.File, error) {
	file, err := bookfile.CreateWith(path, options.File, func(book *bookfile.File) error { return book.Append(entries) })
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, inWords(err, "there is something at %s already, and nothing is ever replaced; choose another name", path)
	case errors.Is(err, fs.ErrNotExist):
		return nil, inWords(err, "%s cannot be made: its folder does not exist", path)
	}
	return file, err
}

// Open opens a book and folds its journal, which verifies its chain and its rules. Errors are those of bookfile.Open,
// and of the fold where an entry does not hold.
func Open(path string, mode bookfile.Mode, options Options) (*Desk, error) {
	d, err := openFile(path, mode, options)
	if err != nil {
		return nil, err
	}
	if err := d.fold(); err != nil {
		return nil, errors.Join(err, d.file.Close())
	}
	return d, nil
}

// Glance opens a book for reading and folds its journal when something first asks for it: a report that can be made of
// the figures that are kept beside the journal never does. Errors are those of bookfile.Open; those of the fold come
// from what asks for it.
func Glance(path string, options Options) (*Desk, error) {
	return openFile(path, bookfile.Read, options)
}

func openFile(path string, mode bookfile.Mode, options Options) (*Desk, error) {
	file, err := bookfile.Open(path, mode, options.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, inWords(err, "there is no book at %s", path)
	}
	if err != nil {
		return nil, err
	}
	return &Desk{options: options, file: file}, nil
}

// fold folds the journal where that was not done yet.
func (d *Desk) fold() error {
	if d.isFolded() {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.book != nil {
		return nil
	}
	book, err := fold(d.file.Entries(0))
	if err != nil {
		return fmt.Errorf("open book %s: %w", d.file.Path(), err)
	}
	d.book = book
	return nil
}

func (d *Desk) isFolded() bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.book != nil
}

// inWords says what is wrong in a sentence of its own, and keeps the error for errors.Is.
func inWords(err error, format string, args ...any) error {
	return &worded{text: fmt.Sprintf(format, args...), err: err}
}

type worded struct {
	text string
	err  error
}

func (w *worded) Error() string { return w.text }
func (w *worded) Unwrap() error { return w.err }

// Path is where the book is, absolute and without links.
func (d *Desk) Path() string { return d.file.Path() }

// Writable says that the desk can record.
func (d *Desk) Writable() bool { return d.file.Mode() == bookfile.Write }

// Close gives the book back. All that was recorded is on the disk already; what is kept for speed is written now.
func (d *Desk) Close() error {
	d.histories.stop()
	d.keepFigures()
	return d.file.Close()
}

// Head is the number and the hash of the book's last entry.
func (d *Desk) Head() (ledger.Seq, ledger.Hash, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.book == nil {
		return d.file.Head()
	}
	head := d.book.Head()
	return head.Seq, head.Hash, nil
}

// View lets a function read the book as known at a seq, or as it is where known is 0. The function neither keeps the
// book nor calls the desk; the book does not change while it reads.
func (d *Desk) View(known ledger.Seq, read func(*ledger.Book) error) error {
	return d.view(known, func(b *ledger.Book, _ bool) error { return read(b) })
}

// view is View which says whether what is read is the book as it is.
func (d *Desk) view(known ledger.Seq, read func(b *ledger.Book, isNow bool) error) error {
	if err := d.fold(); err != nil {
		return err
	}
	d.mu.RLock()
	head := d.book.Head().Seq
	if known == 0 || known == head {
		defer d.mu.RUnlock()
		return read(d.book, true)
	}
	journal := d.book.Journal() // what is there now; the lock is not held while it is folded
	d.mu.RUnlock()
	if known < 0 || known > head {
		return fmt.Errorf("the book has entries 1 to %d; there is no entry %d", head, known)
	}
	past, err := d.past.at(known, journal)
	if err != nil {
		return fmt.Errorf("the book as known at %d: %w", known, err)
	}
	return read(past, false)
}
