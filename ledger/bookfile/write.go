package bookfile

import (
	"errors"
	"fmt"
)

// write runs one durable transaction. After a write that failed the state of the file is for the next opening to
// find out, so nothing more is written; only what was refused before anything was written, and a wait that was in
// vain and could be taken back, leave the file whole.
func (f *File) write(place string, do func(l *link) error) (err error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	switch {
	case f.link == nil:
		return ErrClosed
	case f.mode != Write:
		return fmt.Errorf("%w: it was opened for reading", ErrReadOnly)
	case f.broken != nil:
		return fmt.Errorf("%w (%w)", ErrBroken, f.broken)
	}
	defer func() {
		var kept refusal
		if err != nil && !errors.As(err, &kept) && !errors.Is(err, ErrBusy) {
			f.broken = err
		}
	}()
	defer guard(place, &err)
	if err := f.link.inPlace(); err != nil {
		return err
	}
	if err := f.link.forget(); err != nil {
		return explain(place, err)
	}
	if err := f.link.conn.Exec(`BEGIN IMMEDIATE`); err != nil {
		return explain(place, err)
	}
	err = f.asLeft()
	if err == nil {
		err = do(f.link)
	}
	var left end
	if err == nil {
		left.seq, left.hash, err = f.link.head()
	}
	if err == nil {
		err = f.link.conn.Exec(`COMMIT`)
	}
	if err == nil {
		f.end = left
		return nil
	}
	err = explain(place, err)
	if f.link.conn.GetAutocommit() {
		return err // SQLite has taken it back itself
	}
	if back := f.link.conn.Exec(`ROLLBACK`); back != nil {
		// Not ErrBusy any longer: what was written could not be taken back.
		return fmt.Errorf("%s: it could not be taken back (%w) after: %v", place, back, err)
	}
	return err
}
