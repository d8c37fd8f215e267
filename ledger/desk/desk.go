package desk

import (
	"errors"
	"fmt"
	"os"
	"slices"
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

// ErrReadOnly is wrapped when an entry is to be recorded in a book that is open for reading.
var ErrReadOnly = errors.New("the book is open for reading only")

// Desk is an open book.
type Desk struct {
	options Options
	file    *bookfile.File

	mu     sync.RWMutex
	book   *ledger.Book
	known  *ledger.Book // the book as known at some seq, kept for the next look; nil for none
	done   []act        // what can be undone, the last at the end
	undone []act        // what can be redone

	listening   sync.Mutex
	subscribers []*subscriber
}

// act is what was recorded in one go.
type act struct {
	title string
	seqs  []ledger.Seq
}

type subscriber struct{ notify func(Change) }

// Change tells what was published.
type Change struct {
	From, To ledger.Seq // the entries that are new, both included
}

// New makes a book at a path where there is none, with its name as the first entry. Errors are those of bookfile.Create and
// of ledger.Book.Append.
func New(path string, name ledger.BookName, options Options) (*Desk, error) {
	first := ledger.Entry{Payload: name}
	if err := ledger.CheckShape(first); err != nil {
		return nil, fmt.Errorf("new book %s: %w", path, err)
	}
	d, err := create(path, options)
	if err != nil {
		return nil, err
	}
	if _, err := d.Record(first); err != nil {
		return nil, errors.Join(err, d.discard())
	}
	d.done = nil
	return d, nil
}

// create makes an empty book file.
func create(path string, options Options) (*Desk, error) {
	file, err := bookfile.Create(path, options.File)
	if err != nil {
		return nil, fmt.Errorf("new book %s: %w", path, err)
	}
	return &Desk{options: options, file: file, book: ledger.New()}, nil
}

// discard takes away a book file that was just made and into which nothing could be recorded.
func (d *Desk) discard() error {
	path := d.file.Path()
	return errors.Join(d.Close(), os.Remove(path))
}

// Open opens a book and folds its journal, which verifies its chain and its rules. Errors are those of bookfile.Open, and
// of the fold where an entry does not hold.
func Open(path string, mode bookfile.Mode, options Options) (*Desk, error) {
	file, err := bookfile.Open(path, mode, options.File)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", path, err)
	}
	book, err := ledger.Fold(file.Entries(0))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open book %s: %w", path, err), file.Close())
	}
	return &Desk{options: options, file: file, book: book}, nil
}

// Path is where the book is.
func (d *Desk) Path() string { return d.file.Path() }

// Writable says that the desk can record.
func (d *Desk) Writable() bool { return d.file.Mode() == bookfile.Write }

// Close gives the book back. All that was recorded is on the disk already.
func (d *Desk) Close() error { return d.file.Close() }

// View lets a function read the book as known at a seq, or as it is where known is 0. The function does not keep the book.
func (d *Desk) View(known ledger.Seq, read func(*ledger.Book) error) error {
	d.mu.RLock()
	if known == 0 || known == d.book.Head().Seq {
		defer d.mu.RUnlock()
		return read(d.book)
	}
	d.mu.RUnlock()
	return d.viewKnown(known, read)
}

// viewKnown folds the first entries anew, and keeps the result: one look at the past is mostly followed by another.
func (d *Desk) viewKnown(known ledger.Seq, read func(*ledger.Book) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.known == nil || d.known.Head().Seq != known {
		past, err := d.book.AsKnown(known)
		if err != nil {
			return fmt.Errorf("book as known at %d: %w", known, err)
		}
		d.known = past
	}
	return read(d.known)
}

// Record takes one entry into the book, on the disk when it returns. The book gives seq, instant, author and hash.
// Refusals are *ledger.Refusal and *ledger.FieldError and change nothing.
func (d *Desk) Record(e ledger.Entry) (ledger.Entry, error) {
	recorded, err := d.RecordAll(titleOf(e), []ledger.Entry{e})
	if err != nil {
		return ledger.Entry{}, err
	}
	return recorded[0], nil
}

// RecordAll takes entries into the book, all or none, as one act that is undone in one go. A refusal is a *BatchError.
func (d *Desk) RecordAll(title string, entries []ledger.Entry) ([]ledger.Entry, error) {
	d.mu.Lock()
	recorded, err := d.commit(d.stamped(entries))
	if err == nil {
		d.done = append(d.done, actOf(title, recorded))
		d.undone = nil
	}
	d.mu.Unlock()
	if err != nil {
		return nil, err
	}
	d.publish(recorded)
	return recorded, nil
}

// stamped gives entries the instant and the author of this desk.
func (d *Desk) stamped(entries []ledger.Entry) []ledger.Entry {
	now := d.options.Now().UTC().Truncate(time.Microsecond)
	stamped := slices.Clone(entries)
	for i := range stamped {
		stamped[i].Seq, stamped[i].Hash = 0, ledger.Hash{}
		stamped[i].Recorded, stamped[i].Author = now, d.options.Author
	}
	return stamped
}

// BatchError says which of several entries was refused, and why. None was recorded.
type BatchError struct {
	Index int // from 0
	Err   error
}

// Error is the refusal alone; who recorded the entries knows what to call the one at fault.
func (e *BatchError) Error() string { return e.Err.Error() }

// Unwrap gives the refusal.
func (e *BatchError) Unwrap() error { return e.Err }

// commit asks the book for each entry and then writes them all. Whatever fails, the book is as it was.
func (d *Desk) commit(entries []ledger.Entry) ([]ledger.Entry, error) {
	if !d.Writable() {
		return nil, fmt.Errorf("record: %w", ErrReadOnly)
	}
	before := d.book.Head().Seq
	taken := make([]ledger.Entry, 0, len(entries))
	for i, e := range entries {
		entry, err := d.book.Append(e)
		if err != nil {
			return nil, errors.Join(&BatchError{Index: i, Err: err}, d.rollBack(before))
		}
		taken = append(taken, entry)
	}
	if err := d.file.Append(taken); err != nil {
		return nil, errors.Join(fmt.Errorf("record: %w", err), d.rollBack(before))
	}
	d.known = nil
	return taken, nil
}

// rollBack brings the book back to what is on the disk.
func (d *Desk) rollBack(to ledger.Seq) error {
	if d.book.Head().Seq == to {
		return nil
	}
	if to == 0 {
		d.book = ledger.New()
		return nil
	}
	book, err := d.book.AsKnown(to)
	if err != nil {
		return fmt.Errorf("return to entry %d: %w", to, err)
	}
	d.book = book
	return nil
}

func actOf(title string, recorded []ledger.Entry) act {
	seqs := make([]ledger.Seq, len(recorded))
	for i, e := range recorded {
		seqs[i] = e.Seq
	}
	return act{title: title, seqs: seqs}
}

// titleOf names an entry for the undo menu.
func titleOf(e ledger.Entry) string {
	for _, field := range []string{"id", "commitment", "tranche", "about", "lot", "company", "name", "entry"} {
		if text := e.Text(field); text != "" {
			return fmt.Sprintf("%s %s", e.Kind(), text)
		}
	}
	return string(e.Kind())
}

// Subscribe calls a function after every change, in the goroutine that made it, until cancel is called.
func (d *Desk) Subscribe(notify func(Change)) (cancel func()) {
	mine := &subscriber{notify: notify}
	d.listening.Lock()
	defer d.listening.Unlock()
	d.subscribers = append(slices.Clone(d.subscribers), mine)
	return func() {
		d.listening.Lock()
		defer d.listening.Unlock()
		d.subscribers = slices.DeleteFunc(slices.Clone(d.subscribers), func(s *subscriber) bool { return s == mine })
	}
}

func (d *Desk) publish(recorded []ledger.Entry) {
	if len(recorded) == 0 {
		return
	}
	d.listening.Lock()
	subscribers := d.subscribers
	d.listening.Unlock()
	for _, s := range subscribers {
		s.notify(Change{From: recorded[0].Seq, To: recorded[len(recorded)-1].Seq})
	}
}

// Refresh takes in what another process has written since, where the desk only reads. It says whether there was anything.
func (d *Desk) Refresh() (bool, error) {
	if d.Writable() {
		return false, nil
	}
	changed, err := d.file.Changed()
	if err != nil || !changed {
		return false, err
	}
	fresh, err := d.readOn()
	d.publish(fresh)
	return len(fresh) > 0, err
}

func (d *Desk) readOn() ([]ledger.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var fresh []ledger.Entry
	for e, err := range d.file.Entries(d.book.Head().Seq + 1) {
		if err != nil {
			return fresh, fmt.Errorf("refresh: %w", err)
		}
		if _, err := d.book.Append(e); err != nil {
			return fresh, fmt.Errorf("refresh: entry %d: %w", e.Seq, err)
		}
		fresh = append(fresh, e)
	}
	return fresh, nil
}
