package desk

import (
	"errors"
	"io"
	"iter"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/interchange"
)

// errNotPlain says that a file is not one that a new book can be made of line by line.
var errNotPlain = errors.New("the file has to be looked at as a whole")

// importPlain makes a new book of a file while it is read: one goroutine reads and stamps, one asks the book, one
// writes. It only does so where nothing is wrong and the file is plain: its records are numbered from 1 on or not at
// all. Else it leaves no file, the source is where it was, and ok is false: what is wrong, or how the records belong
// together, is for importWhole to find out, which holds them all.
func importPlain(path string, options Options, sources []Source) (done Imported, ok bool) {
	if len(sources) != 1 {
		return Imported{}, false
	}
	again, canSeek := sources[0].Read.(io.Seeker)
	if !canSeek {
		return Imported{}, false
	}
	start, err := again.Seek(0, io.SeekCurrent)
	if err != nil {
		return Imported{}, false // a pipe
	}
	p := plain{now: options.Now().UTC().Truncate(time.Microsecond), author: options.Author}
	book := ledger.New()
	read := stamped(book.Stamper(), p.entries(interchange.Read(sources[0].Read, sources[0].Name)))
	entries := ahead(taken(book, ahead(read)))
	file, err := bookfile.CreateWith(path, options.File, func(file *bookfile.File) error { return file.AppendFrom(entries) })
	if err == nil {
		d := &Desk{options: options, file: file, book: book}
		err = d.Close()
	}
	if err == nil {
		return Imported{Added: p.count, Restored: p.journal}, true
	}
	_, _ = again.Seek(start, io.SeekStart) // where that fails, reading it again says so
	return Imported{}, false
}

// plain turns the records of a plain file into the entries of a new book.
type plain struct {
	now      time.Time
	author   string
	count    int
	numbered bool // the records have the numbers 1, 2, 3 and so on
	journal  bool // and instants and hashes as well: they are restored as they were
}

// entries are those of the records; errNotPlain where these have to be looked at as a whole.
func (p *plain) entries(records iter.Seq2[interchange.Record, error]) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for record, err := range records {
			e := record.Entry
			if err == nil {
				err = p.next(&e)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
		if p.count == 0 {
			yield(ledger.Entry{}, errNotPlain)
		}
	}
}

// next makes a record's entry the next one of the book. It is numbered there as it is in the file.
func (p *plain) next(e *ledger.Entry) error {
	whole := e.Seq != 0 && !e.Recorded.IsZero() && e.Hash != ledger.Hash{}
	if p.count == 0 {
		p.numbered, p.journal = e.Seq != 0, whole
	}
	p.count++
	refers := e.Disputes
	if reversal, ok := e.Payload.(ledger.Reversal); ok {
		refers = max(refers, reversal.Entry)
	}
	switch {
	case p.numbered && e.Seq != ledger.Seq(p.count), !p.numbered && e.Seq != 0:
		return errNotPlain
	case refers != 0 && !p.numbered, refers >= ledger.Seq(p.count), whole != p.journal:
		return errNotPlain
	case !p.journal:
		e.Seq, e.Recorded, e.Author, e.Hash = 0, p.now, p.author, ledger.Hash{}
	}
	return nil
}
