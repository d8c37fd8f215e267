package bookfile

import (
	"errors"
	"fmt"
	"iter"
	"strconv"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// contentColumns are the columns of what an entry says, in the order in which they are bound and read.
const contentColumns = "author, kind, date, source, note, qualifier, dated, standing, disputes, fields"

// contentCount is how many they are.
const contentCount = 10

// batch is how many entries are read at a time. Between batches the book is not locked, so a slow reader holds up
// nobody; the journal only grows, so what was read stays true.
const batch = 1024

// Append writes entries that continue the book, in one durable transaction: when it returns nil they are on the
// disk, all of them, and when it returns an error none is reported as saved. Each carries its seq and its hash, which
// are held against the book's last entry. Errors wrap ErrNotNext or ErrBusy, after which the book can be written
// again, or ErrReadOnly, ErrClosed, ErrRemoved, ErrFull, ErrDamaged or ErrBroken; a failed write leaves the file
// broken until it is opened anew.
func (f *File) Append(entries []ledger.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return f.write("the new entries", func(l *link) error {
		seq, hash, err := l.head()
		if err != nil {
			return err
		}
		last := end{seq, hash}
		for i := range entries {
			if err := last.follow(&entries[i]); err != nil {
				return err
			}
		}
		return l.insert(entries)
	})
}

// AppendFrom is Append for entries that are written as they come; none is kept where one does not come or does not
// follow. Errors are those of Append, and the first that comes with the entries.
func (f *File) AppendFrom(entries iter.Seq2[ledger.Stamped, error]) error {
	return f.write("the new entries", func(l *link) error {
		last := f.end
		return l.prepared(insertEntry, func(row *sqlite3.Stmt) error {
			b := newBinding(row)
			var e ledger.Entry
			for next, err := range entries {
				e = next.Entry()
				if err == nil {
					err = last.followStamped(next)
				}
				if err == nil {
					err = b.insert(&e)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// refusal is an error from before anything was written.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

// follow makes an entry the last one, where it continues the book.
func (last *end) follow(e *ledger.Entry) error {
	next := last.seq + 1
	if e.Seq != next {
		return refusal{fmt.Errorf("%w: entry %d comes where entry %d belongs; the book was written by another",
			ErrNotNext, e.Seq, next)}
	}
	if err := ledger.CheckShape(*e); err != nil {
		return refusal{fmt.Errorf("entry %d: %w", e.Seq, err)}
	}
	if e.Recorded.IsZero() {
		return refusal{fmt.Errorf("entry %d: it has no instant of recording", e.Seq)}
	}
	if ledger.Chain(*e, last.hash) != e.Hash {
		return refusal{fmt.Errorf("%w: the hash of entry %d is not what the one before it makes it", ErrNotNext, e.Seq)}
	}
	last.seq, last.hash = e.Seq, e.Hash
	return nil
}

// followStamped is follow for an entry of which all is checked already but where it stands.
func (last *end) followStamped(next ledger.Stamped) error {
	e := next.Entry()
	switch {
	case !next.Follows(last.seq, last.hash):
		return refusal{fmt.Errorf("%w: entry %d does not follow entry %d of the book", ErrNotNext, e.Seq, last.seq)}
	case e.Recorded.IsZero():
		return refusal{fmt.Errorf("entry %d: it has no instant of recording", e.Seq)}
	}
	last.seq, last.hash = e.Seq, e.Hash
	return nil
}

const insertEntry = `INSERT INTO entries (` + contentColumns + `, seq, recorded, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`

// insert writes entries, each of which was found to follow the one before.
func (l *link) insert(entries []ledger.Entry) error {
	return l.prepared(insertEntry, func(row *sqlite3.Stmt) error {
		b := newBinding(row)
		for i := range entries {
			if err := b.insert(&entries[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// insert writes one row of entries.
func (b *binding) insert(e *ledger.Entry) error {
	b.content(e)
	b.number(contentCount+1, int64(e.Seq))
	if b.instant != e.Recorded { // an entry without one was refused
		b.instant, b.room = e.Recorded, e.AppendRecorded(b.room[:0])
		b.optional(contentCount+2, b.room)
	}
	b.blob(contentCount+3, e.Hash[:])
	if b.err != nil {
		return b.err
	}
	return b.row.Exec()
}

// reading makes entries of rows, one after the other.
type reading struct {
	parser ledger.Parser
	pairs  []ledger.Pair // room to work in
}

func newReading() *reading { return &reading{pairs: make([]ledger.Pair, 0, maxPairs)} }

// content reads the content columns, which are the row's first, as flat pairs.
func (r *reading) content(row *sqlite3.Stmt) ([]ledger.Pair, error) {
	pairs := r.pairs[:0]
	for i, name := range [...]string{ledger.FieldAuthor, ledger.FieldKind, ledger.FieldDate, ledger.FieldSource,
		ledger.FieldNote, ledger.FieldQualifier, ledger.FieldDated, ledger.FieldStanding} {
		switch row.ColumnType(i) {
		case sqlite3.NULL:
		case sqlite3.TEXT:
			text := row.ColumnRawText(i)
			if len(text) > ledger.MaxText {
				return nil, fmt.Errorf("%s: the text has %d bytes, at most %d are kept", name, len(text), ledger.MaxText)
			}
			pairs = append(pairs, ledger.Pair{Name: name, Text: r.parser.Text(text)})
		default:
			return nil, fmt.Errorf("%s: it is no text", name)
		}
	}
	switch row.ColumnType(8) {
	case sqlite3.NULL:
	case sqlite3.INTEGER:
		pairs = append(pairs, ledger.Pair{Name: ledger.FieldDisputes, Text: r.whole(row, 8)})
	default:
		return nil, fmt.Errorf("%s: it is no number", ledger.FieldDisputes)
	}
	if row.ColumnType(9) != sqlite3.TEXT {
		return nil, errFields
	}
	return parseFields(r.parser.Text(row.ColumnRawText(9)), pairs)
}

// whole is the text of a whole number.
func (r *reading) whole(row *sqlite3.Stmt, column int) string {
	var room [20]byte
	return r.parser.Text(strconv.AppendInt(room[:0], row.ColumnInt64(column), 10))
}

// entryColumns are the columns of a whole entry.
const entryColumns = contentColumns + ", seq, recorded, hash"

// entry makes an entry of a row of entryColumns and holds it to its shape.
func (r *reading) entry(row *sqlite3.Stmt) (ledger.Entry, error) {
	pairs, err := r.content(row)
	if err != nil {
		return ledger.Entry{}, err
	}
	hash := row.ColumnRawBlob(contentCount + 2)
	if row.ColumnType(contentCount+1) != sqlite3.TEXT || row.ColumnType(contentCount+2) != sqlite3.BLOB ||
		len(hash) != len(ledger.Hash{}) {
		return ledger.Entry{}, errors.New("its instant is no text or its hash has not 32 bytes")
	}
	recorded := row.ColumnRawText(contentCount + 1)
	e, err := r.parser.ParseEntry(append(pairs,
		ledger.Pair{Name: ledger.FieldSeq, Text: r.whole(row, contentCount)},
		ledger.Pair{Name: ledger.FieldRecorded, Text: r.parser.Text(recorded)}))
	if err != nil {
		return ledger.Entry{}, err
	}
	if e.Recorded.IsZero() {
		return ledger.Entry{}, errors.New("it has no instant of recording")
	}
	copy(e.Hash[:], hash)
	return e, nil
}

// Entries gives the journal in order, from a seq on; from 0 or 1, all of it. It reads in batches, so the book may
// be used meanwhile, and an entry that was appended by then is given too. Every entry is held to its shape; Check
// verifies the chain. The first error ends the sequence; *DamageError names the entry.
func (f *File) Entries(from ledger.Seq) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		entries, read := make([]ledger.Entry, 0, batch), newReading()
		for next := max(from, 1); ; {
			entries = entries[:0]
			err := f.with("the journal", func(l *link) (err error) {
				entries, err = l.entries(next, read, entries)
				return err
			})
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
			if err != nil {
				yield(ledger.Entry{}, err)
				return
			}
			if len(entries) < batch {
				return
			}
			next += batch
		}
	}
}

// entries appends the next batch from a seq on. What it could read comes back beside an error.
func (l *link) entries(next ledger.Seq, read *reading, entries []ledger.Entry) ([]ledger.Entry, error) {
	err := l.query(`SELECT `+entryColumns+` FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?`,
		func(row *sqlite3.Stmt) error {
			return errors.Join(row.BindInt64(1, int64(next)), row.BindInt(2, batch))
		},
		func(row *sqlite3.Stmt) error {
			if seq := row.ColumnInt64(contentCount); seq != int64(next) {
				return damage(entryPlace(next), "entry %d stands where it belongs", seq)
			}
			e, err := read.entry(row)
			if err != nil {
				return &DamageError{Place: entryPlace(next), Err: err}
			}
			entries = append(entries, e)
			next++
			return nil
		})
	return entries, explain(entryPlace(next), err)
}

func entryPlace(seq ledger.Seq) string { return "entry " + strconv.FormatInt(int64(seq), 10) }

// head reads the last entry's seq and hash.
func (l *link) head() (seq ledger.Seq, hash ledger.Hash, err error) {
	err = l.query(`SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1`, nil, func(row *sqlite3.Stmt) error {
		seq = ledger.Seq(row.ColumnInt64(0))
		if blob := row.ColumnRawBlob(1); seq < 1 || copy(hash[:], blob) != len(hash) || len(blob) != len(hash) {
			return damage("the last entry", "it is number %d and its hash has %d bytes", seq, len(blob))
		}
		return nil
	})
	return seq, hash, explain("the last entry", err)
}
