package desk

import (
	"errors"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// ErrNothing is returned when there is nothing to undo or redo.
var ErrNothing = errors.New("there is nothing to undo or redo")

// CanUndo names what Undo would undo; empty where there is nothing.
func (d *Desk) CanUndo() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return lastTitle(d.done)
}

// CanRedo names what Redo would redo; empty where there is nothing.
func (d *Desk) CanRedo() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return lastTitle(d.undone)
}

func lastTitle(acts []act) string {
	if len(acts) == 0 {
		return ""
	}
	return acts[len(acts)-1].title
}

// Undo reverses the last thing recorded at this desk, and says what it was. It is refused like any reversal where something
// stands on it.
func (d *Desk) Undo() (title string, err error) { return d.turn(&d.done, &d.undone, "undo") }

// Redo reverses the last Undo.
func (d *Desk) Redo() (title string, err error) { return d.turn(&d.undone, &d.done, "redo") }

// turn reverses the last act of one stack and puts the reversal on the other.
func (d *Desk) turn(from, to *[]act, reason string) (string, error) {
	d.mu.Lock()
	if len(*from) == 0 {
		d.mu.Unlock()
		return "", ErrNothing
	}
	last := (*from)[len(*from)-1]
	recorded, err := d.commit(d.stamped(d.reversals(last, reason)))
	if err == nil {
		*from = (*from)[:len(*from)-1]
		*to = append(*to, actOf(last.title, recorded))
	}
	d.mu.Unlock()
	if err != nil {
		return last.title, err
	}
	d.publish(recorded)
	return last.title, nil
}

// reversals undo an act, the last entry first.
func (d *Desk) reversals(a act, reason string) []ledger.Entry {
	today := civil.On(d.options.Now())
	entries := make([]ledger.Entry, 0, len(a.seqs))
	for _, seq := range slices.Backward(a.seqs) {
		entries = append(entries, ledger.Entry{Date: today, Payload: ledger.Reversal{Entry: seq, Reason: reason}})
	}
	return entries
}
