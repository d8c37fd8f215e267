package desk

import (
	"errors"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// CheckIdentity holds figures to the identity; no book can be made that breaks it.
func CheckIdentity(c figures.Commitment, last ledger.Entry) error { return checkIdentity(c, last) }

// CreateWith makes a book file of entries that were not asked of a book.
func CreateWith(path string, options Options, entries []ledger.Entry) error {
	file, err := createWith(path, options, entries)
	if err != nil {
		return err
	}
	return file.Close()
}

// Expect tells a memory that a book at a path is about to become a copy.
func Expect(m Memory, copied, path string) error {
	file, err := bookfile.Open(copied, bookfile.Read, bookfile.Options{})
	if err != nil {
		return err
	}
	next, err := sighting(file, time.Time{})
	next.Path = absolute(path)
	return errors.Join(err, m.expect(next), file.Close())
}

// ReadMemory reads what is remembered of a book.
func ReadMemory(book string, text []byte) error {
	_, err := parseMemory(book, text)
	return err
}

// WaitBehind waits until nothing is worked out behind any more.
func (d *Desk) WaitBehind() { d.histories.behind.Wait() }

// IsWorkedOut says that there is a history of the book in a currency, other than the one that is kept beside it.
func (d *Desk) IsWorkedOut(in money.Currency) bool {
	f, _ := d.histories.of(in)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.follower.History() != nil
}

// IsGoingOn says that a goroutine works out a history.
func (d *Desk) IsGoingOn(in money.Currency) bool {
	f, _ := d.histories.of(in)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.going
}
