package desk

import (
	"errors"
	"fmt"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// ErrNothing is returned when there is nothing to undo or redo.
var ErrNothing = errors.New("there is nothing to undo or redo")

// act is what was recorded in one go.
type act struct {
	title string
	seqs  []ledger.Seq
}

func actOf(title string, recorded []ledger.Entry) act {
	seqs := make([]ledger.Seq, len(recorded))
	for i, e := range recorded {
		seqs[i] = e.Seq
	}
	return act{title: title, seqs: seqs}
}

// titleOf names an entry for the undo menu: its kind, and what it is about.
func titleOf(e ledger.Entry) string {
	for _, field := range []string{
		"id", "tranche", "commitment", "about", "undertaking", "lot", "company", "name", "entry",
	} {
		if text := e.Text(field); text != "" {
			return fmt.Sprintf("%s %s", e.Kind(), text)
		}
	}
	return string(e.Kind())
}

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

// Undo reverses the last thing recorded at this desk since it was opened, and says what it was. ErrNothing says that
// there is nothing left to undo; the other errors are those of RecordAll, and leave it to be undone.
func (d *Desk) Undo() (title string, err error) { return d.turn(&d.done, &d.undone, "undo") }

// Redo reverses the last Undo, until something else is recorded.
func (d *Desk) Redo() (title string, err error) { return d.turn(&d.undone, &d.done, "redo") }

// turn reverses the last act of one stack and puts the reversal on the other.
func (d *Desk) turn(from, to *[]act, reason string) (title string, err error) {
	title, recorded, err := d.reverseLast(from, to, reason)
	if err != nil {
		return title, err
	}
	d.publish(recorded)
	return title, nil
}

func (d *Desk) reverseLast(from, to *[]act, reason string) (title string, recorded []ledger.Entry, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(*from) == 0 {
		return "", nil, ErrNothing
	}
	last := (*from)[len(*from)-1]
	recorded, err = d.commit(d.options.stamped(d.reversals(last, reason)))
	if err != nil {
		return last.title, nil, fmt.Errorf("%s %s: %w", reason, last.title, err)
	}
	*from = (*from)[:len(*from)-1]
	*to = append(*to, actOf(last.title, recorded))
	return last.title, recorded, nil
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
