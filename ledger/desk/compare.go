package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

// Comparison says what differs between a book and a copy of it, entry by entry. Both chains hold as far as they were
// read, so from where they part on the two are different histories.
type Comparison struct {
	Here, There Side
	SameBook    bool // both are states of one book: their ids are equal

	// Common is the last entry that both have; 0 where they have none in common.
	Common ledger.Seq

	// OnlyHere and OnlyThere are the entries after that.
	OnlyHere, OnlyThere []ledger.Entry

	// OtherHoldings says that the two hold different documents or branches, or that it is not known.
	OtherHoldings bool
}

// Equal says that a restore would change nothing.
func (c Comparison) Equal() bool {
	return c.Here.Err == nil && c.SameBook && len(c.OnlyHere) == 0 && len(c.OnlyThere) == 0 && !c.OtherHoldings
}

// Side is one of the two books that are compared.
type Side struct {
	Path      string
	ID        string // of the book; a copy keeps it
	Name      string // as the last entry of kind book tells
	Entries   ledger.Seq
	Head      ledger.Hash
	First     time.Time // when the first entry was recorded
	Last      time.Time // and the last
	Encrypted bool
	Err       error // why it cannot be read; of the book alone
}

// Compare reads a book and a copy of it, such as a backup, and says what differs. Nothing is changed, and the book may
// be open here or elsewhere. The options' passphrase opens the book, and the copy where passphrase is nil. Errors are
// those of the copy; a book that is not there or cannot be read is told as Here.Err, for then most of all a person
// wants to see what the copy has.
func Compare(book, backup string, options Options, passphrase []byte) (c Comparison, err error) {
	there, err := openSide(backup, options, passphrase)
	if err != nil {
		return Comparison{}, err
	}
	defer func() { err = errors.Join(err, there.Close()) }()
	here, err := openSide(book, options, options.File.Passphrase)
	if err != nil {
		c.Here = Side{Path: book, Err: err}
	} else {
		defer func() { err = errors.Join(err, here.Close()) }()
	}
	if err := c.read(here, there); err != nil {
		return Comparison{}, fmt.Errorf("compare %s: %w", backup, err)
	}
	return c, nil
}

// openSide opens a file to be compared. A copy may lie under the book's passphrase or be plain.
func openSide(path string, options Options, passphrase []byte) (*bookfile.File, error) {
	how := options.File
	if passphrase != nil {
		how.Passphrase = passphrase
	}
	file, err := bookfile.Open(path, bookfile.Read, how)
	if errors.Is(err, bookfile.ErrNotEncrypted) && passphrase == nil {
		how.Passphrase = nil
		file, err = bookfile.Open(path, bookfile.Read, how)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, inWords(err, "there is no book at %s", path)
	}
	return file, err
}

// read walks through both journals. Where the book cannot be read to its end, what was read counts for nothing.
func (c *Comparison) read(here, there *bookfile.File) error {
	c.There = sideOf(there)
	var hers []ledger.Entry
	if here != nil {
		c.Here = sideOf(here)
		hers, c.Here.Err = c.Here.collect(here.Entries(0))
	}
	theirs, err := c.There.collect(there.Entries(0))
	if err != nil {
		return err
	}
	c.OnlyThere = theirs
	if here == nil || c.Here.Err != nil {
		c.OtherHoldings = true
		return nil
	}
	c.SameBook = here.ID() == there.ID()
	common := commonEntries(hers, theirs)
	c.Common, c.OnlyHere, c.OnlyThere = ledger.Seq(common), hers[common:], theirs[common:]
	c.OtherHoldings, err = otherHoldings(here, there)
	return err
}

func sideOf(file *bookfile.File) Side {
	return Side{Path: file.Path(), ID: file.ID(), Encrypted: file.Encrypted()}
}

// collect reads a journal and learns from it.
func (s *Side) collect(journal iter.Seq2[ledger.Entry, error]) ([]ledger.Entry, error) {
	var entries []ledger.Entry
	for e, err := range journal {
		if err != nil {
			return nil, err
		}
		if name, ok := e.Payload.(ledger.BookName); ok {
			s.Name = name.Name
		}
		if len(entries) == 0 {
			s.First = e.Recorded
		}
		s.Entries, s.Head, s.Last = e.Seq, e.Hash, e.Recorded
		entries = append(entries, e)
	}
	return entries, nil
}

// commonEntries is how many entries two journals begin with alike.
func commonEntries(a, b []ledger.Entry) int {
	for i := range min(len(a), len(b)) {
		if a[i].Hash != b[i].Hash {
			return i
		}
	}
	return min(len(a), len(b))
}

func otherHoldings(here, there *bookfile.File) (bool, error) {
	mine, err := here.Holdings()
	if err != nil {
		return false, err
	}
	theirs, err := there.Holdings()
	return mine != theirs, err
}
