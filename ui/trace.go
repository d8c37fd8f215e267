package ui

import (
	"encoding/json"
	"io"

	"stakebook/ledger"
)

// event is one line of a trace: a JSON object. Its field "event" is one of
//
//	start            the window is shown
//	book             a book is open: path, entries, state "write" or "read"
//	closed           no book is open any more
//	page             a page is shown: id, and what is chosen on it: text
//	command          a command was run: id; or was not: id and text, why
//	dialog           state "opened" or "closed": id, such as "record", and of a form the kind
//	recorded         entries are in the book: seq, the last of them, and entries, the number of all
//	moment           the book is looked at another way: date, known, currency, state "own" or "all"
//	exported         a file was written: path
//	imported         a file was read into the book: added, known to the book already
//	checked          the book was verified: state "sound" or "wrong"
//	backup           a backup beside the book: state "made", "same" or "failed", path
//	backedup         a copy was made where a person wanted it: path, entries
//	sealed           the book is state "encrypted" or "plain" now; added, the backups that are too
//	compared         what a restore would change is shown: path, entries that would go, added that would come
//	restored         a copy took the place of the book: path, where the book is as it was, and entries
//	history          the book is not as it was seen before: state "turned back" or "rewritten"; or "accepted"
//	memory           state "failed": how far the book went could not be remembered
//	setback          nothing more can be recorded until the book is opened again: state, why
//	appearance       the theme or the size of text: state, percent
//	error            something was refused or failed: text, and of a form the kind and the field at which it is shown
//	places           where in the window things can be clicked, in pixels at scale 1: places, width, height
//	raised           a second start of the program handed over: path
//
// and the others are left out where they have nothing to say.
type event struct {
	Event    string     `json:"event"`
	ID       string     `json:"id,omitempty"`
	Kind     string     `json:"kind,omitempty"`
	State    string     `json:"state,omitempty"`
	Path     string     `json:"path,omitempty"`
	Date     string     `json:"date,omitempty"`
	Currency string     `json:"currency,omitempty"`
	Text     string     `json:"text,omitempty"`
	Field    string     `json:"field,omitempty"`
	Seq      ledger.Seq `json:"seq,omitempty"`
	Known    ledger.Seq `json:"known,omitempty"`
	Entries  int        `json:"entries,omitempty"`
	Added    int        `json:"added,omitempty"`
	Percent  int        `json:"percent,omitempty"`
	Width    int        `json:"width,omitempty"`
	Height   int        `json:"height,omitempty"`
	Places   []place    `json:"places,omitempty"`
}

// tracer writes events; without a writer it does nothing.
type tracer struct{ to io.Writer }

// put writes an event. A trace that cannot be written is no reason to stop working.
func (t tracer) put(e event) {
	if t.to == nil {
		return
	}
	line, err := json.Marshal(e)
	if err != nil {
		return
	}
	_, _ = t.to.Write(append(line, '\n'))
}
