package ledger

import (
	"time"

	"stakebook/ledger/civil"
)

// Seq numbers the entries of a book 1, 2, 3 and so on. 0 is no entry.
type Seq int64

// Entry is one line of a book's journal. It never changes once the book has taken it.
type Entry struct {
	Seq      Seq       // given by the book
	Recorded time.Time // the instant, UTC, to the microsecond; given by the book
	Author   string    // who recorded it

	// Date is the day on which the entry takes effect. A book, a party or a security without one
	// holds from the beginning.
	Date      civil.Date
	Source    string // where the figure comes from: a document, a filing, a URL
	Note      string
	Qualifier Qualifier // how exact the figure is
	Dated     Dated     // whether Date is the day or only a day by which it had happened
	Standing  Standing  // whether the entry counts
	Disputes  Seq       // of a claim: the booked entry it speaks against, 0 for none

	Payload Payload
	Hash    Hash // over the entry and the hash before it; given by the book
}

// Kind is the kind of the entry's payload; the zero Kind where there is none.
func (e Entry) Kind() Kind {
	if e.Payload == nil {
		return ""
	}
	return e.Payload.kind()
}

// Booked says that the entry counts; a claim is kept and shown and never counted.
func (e Entry) Booked() bool { return e.Standing != Claim }

// Payload is what an entry says, by its kind. The set is closed: the types of this package.
type Payload interface{ kind() Kind }
