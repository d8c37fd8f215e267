package desk

import (
	"errors"
	"fmt"
	"slices"

	"stakebook/ledger"
)

// ErrRewound is returned by Refresh where the file no longer holds what was read from it, as when an older copy was
// put in its place.
var ErrRewound = errors.New("the file no longer holds the entries that were read from it; " +
	"close the book and open it again")

// Change tells what was published.
type Change struct {
	From, To ledger.Seq // the entries that are new, both included
}

type subscriber struct{ notify func(Change) }

// Subscribe calls a function after every change, in the goroutine that made it and before that goroutine's call
// returns. Changes that are made at the same time may be told in any order; View shows what holds. Nothing that
// begins after cancel has returned is told.
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

// Refresh takes in what another process has written since, where the desk only reads. It says whether there was
// anything. Errors are those of the file, ErrRewound, and an entry that does not hold; what held until then is taken
// in.
func (d *Desk) Refresh() (bool, error) {
	if d.Writable() {
		return false, nil
	}
	if err := d.fold(); err != nil {
		return false, fmt.Errorf("refresh: %w", err)
	}
	fresh, err := d.catchUp()
	d.publish(fresh)
	if err != nil {
		return len(fresh) > 0, fmt.Errorf("refresh: %w", err)
	}
	return len(fresh) > 0, nil
}

// catchUp takes in what the file has more than the book. What could not be read is tried again the next time. Only
// here does a reader's book change, so the lock is taken just to put the entries in.
func (d *Desk) catchUp() ([]ledger.Entry, error) {
	d.following.Lock()
	defer d.following.Unlock()
	changed, err := d.file.Changed()
	if err != nil {
		return nil, err
	}
	if d.behind = d.behind || changed; !d.behind {
		return nil, nil
	}
	fresh, err := d.readOn()
	if err == nil {
		err = d.checkEnd()
	}
	d.behind = err != nil
	return fresh, err
}

func (d *Desk) readOn() ([]ledger.Entry, error) {
	var read []ledger.Entry
	var unread error
	for e, err := range d.file.Entries(d.book.Head().Seq + 1) {
		if err != nil {
			unread = err
			break
		}
		read = append(read, e)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, e := range read {
		if _, err := d.book.Append(e); err != nil {
			return read[:i], fmt.Errorf("entry %d: %w", e.Seq, err)
		}
	}
	return read, unread
}

// checkEnd holds the file's last entry against the book's own of that number. The file may have gone on meanwhile.
func (d *Desk) checkEnd() error {
	seq, hash, err := d.file.Head()
	if err != nil {
		return err
	}
	head := d.book.Head().Seq
	if mine, ok := d.book.Entry(seq); seq < head || ok && mine.Hash != hash {
		return ErrRewound
	}
	return nil
}
