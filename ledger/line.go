package ledger

import (
	"reflect"
	"time"

	"stakebook/ledger/civil"
)

// line is an entry as a book keeps it. A long journal is kept whole in memory, so this is little over half of an Entry:
// what every fold asks for lies together, and what few entries have is beside it.
type line struct {
	Seq      Seq
	Date     civil.Date
	Payload  Payload
	recorded int64 // microseconds of Unix time
	author   string
	source   string
	remarks  *remarks // nil where there are none
	hash     Hash
}

// remarks are what few entries have.
type remarks struct {
	note      string
	qualifier Qualifier
	dated     Dated
	standing  Standing
	disputes  Seq
}

// lineRoom is how many lines share a piece of memory.
const lineRoom = 128

// write makes a line of a stamped entry, in the place of the book's next one. It counts once it is among the entries.
func (b *Book) write(e *Entry) *line {
	if len(b.lineRoom) == 0 {
		b.lineRoom = make([]line, lineRoom)
	}
	next := &b.lineRoom[0]
	*next = line{Seq: e.Seq, Date: e.Date, Payload: e.Payload, recorded: e.Recorded.UnixMicro(), author: e.Author,
		source: e.Source, hash: e.Hash}
	if before := b.head().author; before == e.Author {
		next.author = before // a text of its own for every entry would say the same again and again
	}
	more := remarks{note: e.Note, qualifier: e.Qualifier, dated: e.Dated, standing: e.Standing, disputes: e.Disputes}
	if more != (remarks{}) {
		next.remarks = new(remarks)
		*next.remarks = more
	}
	return next
}

// entry is the entry that the line was made of.
func (l *line) entry() Entry {
	e := Entry{Seq: l.Seq, Recorded: time.UnixMicro(l.recorded).UTC(), Author: l.author, Date: l.Date, Source: l.source,
		Payload: l.Payload, Hash: l.hash}
	if more := l.remarks; more != nil {
		e.Note, e.Qualifier, e.Dated = more.note, more.qualifier, more.dated
		e.Standing, e.Disputes = more.standing, more.disputes
	}
	return e
}

// said is what an entry says, as a line of no book.
func said(e Entry) *line { return &line{Date: e.Date, Payload: e.Payload} }

// Kind is the kind of the line's payload; the zero Kind where there is none.
func (l *line) Kind() Kind {
	if l.Payload == nil {
		return ""
	}
	return l.Payload.kind()
}

// Booked says that the line counts.
func (l *line) Booked() bool { return l.remarks == nil || l.remarks.standing != Claim }

// disputes is the entry that a claim speaks against, 0 for none.
func (l *line) disputes() Seq {
	if l.remarks == nil {
		return 0
	}
	return l.remarks.disputes
}

// Text gives one field of the payload by its name; empty where it is absent or not of this kind.
func (l *line) Text(name string) string {
	field, ok := fieldsOfKind(l.Kind()).Field(name)
	if !ok {
		return ""
	}
	return field.text(reflect.ValueOf(l.Payload))
}
