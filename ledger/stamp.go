package ledger

import (
	"crypto/sha256"
	"time"
)

// Stamped is an entry as a book would keep it. All is checked of it that takes no book: its form, its shape, and its
// seq and hash, which follow those of the entry before it.
type Stamped struct {
	entry    *Entry
	previous Hash
}

// Entry is the entry, with its seq and its hash; the zero Entry of the zero Stamped.
func (s Stamped) Entry() Entry {
	if s.entry == nil {
		return Entry{}
	}
	return *s.entry
}

// Follows says that the entry comes after the one with that seq and hash; the first one after none.
func (s Stamped) Follows(seq Seq, hash Hash) bool {
	return s.entry != nil && s.entry.Seq == seq+1 && s.previous == hash
}

// Stamper stamps entries that are to follow each other, ahead of the book that will take them: so one goroutine can
// stamp while another asks the book.
type Stamper struct {
	seq  Seq
	hash Hash
	room []Entry // for the entries to come, which are many: each on its own would be a piece of memory to look after

	canonical []byte // to write in what is hashed

	instant time.Time // the last one, and how it is written: entries of one import share theirs
	written []byte
}

// stampRoom is how many entries share a piece of memory.
const stampRoom = 128

// Stamper stamps what is to follow the book's last entry.
func (b *Book) Stamper() *Stamper {
	head := b.Head()
	return &Stamper{seq: head.Seq, hash: head.Hash}
}

// Stamp gives an entry its seq and its hash; one that comes with a seq or hash must come with the right one. Errors are
// those of Append that take no book, and leave the stamper as it was.
func (s *Stamper) Stamp(e Entry) (Stamped, error) {
	if len(s.room) == 0 {
		s.room = make([]Entry, stampRoom)
	}
	stamped, err := s.stamp(e, &s.room[0])
	if err == nil {
		s.room = s.room[1:]
	}
	return stamped, err
}

// stamp stamps an entry into its place. What may be said in two ways is kept in the one that is written and hashed: an
// instant in UTC to the microsecond, a default left out.
func (s *Stamper) stamp(given Entry, e *Entry) (Stamped, error) {
	if given.Payload == nil {
		return Stamped{}, errNoKind()
	}
	laid, ok := sheetOf(given.Payload)
	if !ok {
		return Stamped{}, notOurs(given.Payload)
	}
	*e = given
	defer laid.giveBack()
	if err := checkForm(e, laid); err != nil {
		return Stamped{}, err
	}
	if err := checkShape(e, laid); err != nil {
		return Stamped{}, err
	}
	next := s.seq + 1
	if e.Seq != 0 && e.Seq != next {
		return Stamped{}, refuse(FieldSeq, "entry %d stands where entry %d belongs", e.Seq, next)
	}
	e.Seq = next
	e.Recorded = e.Recorded.Round(0).UTC() // without the reading of a clock that only runs on
	if e.Recorded.Nanosecond()%int(time.Microsecond) != 0 {
		e.Recorded = e.Recorded.Truncate(time.Microsecond)
	}
	e.Dated, e.Standing = withoutDefault(e.Dated, On), withoutDefault(e.Standing, Booked)
	if len(s.written) == 0 || s.instant != e.Recorded {
		s.instant, s.written = e.Recorded, appendRecorded(s.written[:0], e.Recorded)
	}
	s.canonical = appendCanonical(s.canonical[:0], e, laid, s.written, s.hash)
	e.Hash = sha256.Sum256(s.canonical)
	if given.Hash != (Hash{}) && given.Hash != e.Hash {
		return Stamped{}, refuse(FieldHash, "entry %d does not match its hash: it, or an entry before it, was changed", next)
	}
	stamped := Stamped{entry: e, previous: s.hash}
	s.seq, s.hash = e.Seq, e.Hash
	return stamped, nil
}

// Take takes a stamped entry into the book, or refuses it whole, as Append does. One that was stamped to follow another
// entry than the book's last is refused.
func (b *Book) Take(s Stamped) error {
	head := b.head()
	switch {
	case s.entry == nil:
		return CheckShape(Entry{})
	case s.entry.Seq != head.Seq+1:
		return refuse(FieldSeq, "entry %d stands where entry %d belongs", s.entry.Seq, head.Seq+1)
	case s.previous != head.hash:
		return refuse(FieldHash, "entry %d was made to follow another entry %d than the book's", s.entry.Seq, head.Seq)
	}
	next, refusal := b.plan(b.write(s.entry))
	if refusal != nil {
		return refusal
	}
	b.carryOut(next)
	return nil
}
