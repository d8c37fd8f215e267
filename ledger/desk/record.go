package desk

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"stakebook/ledger"
)

// ErrReadOnly is wrapped when an entry is to be recorded in a book that is open for reading.
var ErrReadOnly = errors.New("the book is open for reading only")

// Record takes one entry into the book, on the disk when it returns. The book gives seq, instant, author and hash.
// Errors wrap *ledger.Refusal, *ledger.FieldError or ErrReadOnly, or are those of bookfile.File.Append.
func (d *Desk) Record(e ledger.Entry) (ledger.Entry, error) {
	recorded, err := d.RecordAll(titleOf(e), []ledger.Entry{e})
	if err != nil {
		return ledger.Entry{}, err
	}
	return recorded[0], nil
}

// RecordAll takes entries into the book, all or none, as one act that is undone in one go; the title is what the
// undo menu calls it. A refusal is a *BatchError; the other errors are those of Record.
func (d *Desk) RecordAll(title string, entries []ledger.Entry) ([]ledger.Entry, error) {
	recorded, err := d.perform(title, entries)
	if err != nil {
		return nil, err
	}
	d.publish(recorded)
	return recorded, nil
}

func (d *Desk) perform(title string, entries []ledger.Entry) ([]ledger.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	recorded, err := d.commit(d.options.stamped(entries))
	if err != nil {
		return nil, err
	}
	d.remember(title, recorded)
	return recorded, nil
}

// remember makes what was recorded the next thing to undo.
func (d *Desk) remember(title string, recorded []ledger.Entry) {
	if len(recorded) == 0 {
		return
	}
	d.done = append(d.done, actOf(title, recorded))
	d.undone = nil
}

// stamped gives entries the author and the instant, and takes off what the book gives.
func (o Options) stamped(entries []ledger.Entry) []ledger.Entry {
	now := o.Now().UTC().Truncate(time.Microsecond)
	stamped := slices.Clone(entries)
	for i := range stamped {
		stamped[i].Seq, stamped[i].Hash = 0, ledger.Hash{}
		stamped[i].Recorded, stamped[i].Author = now, o.Author
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
			return nil, d.rollBack(before, &BatchError{Index: i, Err: err})
		}
		taken = append(taken, entry)
	}
	if err := d.file.Append(taken); err != nil {
		return nil, d.rollBack(before, fmt.Errorf("record: %w", err))
	}
	return taken, nil
}

// rollBack brings the book back to what was reported as saved, by folding that anew, and gives the error on. Should
// the fold fail, the file still takes nothing that does not follow its own last entry.
func (d *Desk) rollBack(to ledger.Seq, because error) error {
	if d.book.Head().Seq == to {
		return because
	}
	book, err := foldUntil(to, d.book.Journal())
	if err != nil {
		return fmt.Errorf("%v; the book could not be brought back to entry %d, close it and open it again: %w",
			because, to, err)
	}
	d.book = book
	return because
}

// foldUntil folds the first entries of a journal.
func foldUntil(last ledger.Seq, journal iter.Seq[ledger.Entry]) (*ledger.Book, error) {
	return ledger.Fold(func(yield func(ledger.Entry, error) bool) {
		for e := range journal {
			if e.Seq > last || !yield(e, nil) {
				return
			}
		}
	})
}

// at gives the book after the first entries of a journal.
func (p *past) at(known ledger.Seq, journal iter.Seq[ledger.Entry]) (*ledger.Book, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.book != nil && p.book.Head().Seq == known {
		return p.book, nil
	}
	book, err := foldUntil(known, journal)
	if err != nil {
		return nil, err
	}
	p.book = book
	return book, nil
}
