package bookfile

import (
	"fmt"
	"time"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// binding fills the parameters of a statement that is run for one entry after the other. SQLite keeps what is bound
// from run to run, and most entries share author, instant, kind or day with the one before: so what a parameter holds
// already is not bound again.
type binding struct {
	row  *sqlite3.Stmt
	held [contentCount + 4]held // by parameter, which SQLite counts from 1
	err  error                  // the first one
	room []byte                 // to write a text in
	part []byte                 // to write a part of it in
	json ledger.Texts           // the fields as texts

	instant time.Time // of recording, that is bound
}

func newBinding(row *sqlite3.Stmt) *binding {
	return &binding{row: row, part: make([]byte, 0, partRoom)}
}

// partRoom is more than most fields have.
const partRoom = 256

// held is what a parameter was bound to, where that is remembered.
type held struct {
	known, null bool
	text        string
}

// content binds the content columns from the first parameter on.
func (b *binding) content(e *ledger.Entry) {
	b.text(1, e.Author)
	b.text(2, string(e.Kind()))
	b.room = e.Date.AppendTo(b.room[:0])
	b.optional(3, b.room)
	b.optionalText(4, e.Source)
	b.optionalText(5, e.Note)
	b.optionalText(6, string(e.Qualifier))
	b.optionalText(7, string(e.Dated))
	b.optionalText(8, string(e.Standing))
	if e.Disputes == 0 {
		b.null(9)
	} else {
		b.number(9, int64(e.Disputes))
	}
	b.room = appendFields(b.room[:0], e, b.part)
	if len(b.room) > maxFields && b.err == nil {
		b.err = refusal{fmt.Errorf("entry %d: its fields have %d bytes: %w", e.Seq, len(b.room), ErrTooLarge)}
	}
	b.bound(10, held{}, b.row.BindText(10, b.json.Text(b.room)))
}

// text binds a text, which may be empty.
func (b *binding) text(param int, text string) {
	if now := (held{known: true, text: text}); b.held[param] != now {
		b.bound(param, now, b.row.BindText(param, text))
	}
}

// optionalText binds a text, or NULL where there is none.
func (b *binding) optionalText(param int, text string) {
	if text == "" {
		b.null(param)
		return
	}
	b.text(param, text)
}

// optional binds a text that is in the room, or NULL where there is none.
func (b *binding) optional(param int, text []byte) {
	if last := &b.held[param]; len(text) == 0 || !last.known || last.text != string(text) {
		b.optionalText(param, string(text))
	}
}

func (b *binding) null(param int) {
	if now := (held{known: true, null: true}); b.held[param] != now {
		b.bound(param, now, b.row.BindNull(param))
	}
}

func (b *binding) number(param int, number int64) {
	b.bound(param, held{}, b.row.BindInt64(param, number))
}

func (b *binding) blob(param int, blob []byte) { b.bound(param, held{}, b.row.BindBlob(param, blob)) }

// bound remembers what a parameter was bound to.
func (b *binding) bound(param int, now held, err error) {
	b.held[param] = now
	if b.err == nil {
		b.err = err
	}
}
