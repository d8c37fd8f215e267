package bookfile

import (
	"fmt"

	"stakebook/ledger"
)

// end is the last entry of a journal; zero where there is none.
type end struct {
	seq  ledger.Seq
	hash ledger.Hash
}

// forget drops the pages that SQLite keeps in memory, so that the next transaction reads what the file has. SQLite
// trusts its pages where the file says that nobody has written; who rewrites a file in place, as programs do that keep
// folders alike on several machines, can make it say so of quite other contents.
func (l *link) forget() error { return l.conn.ReleaseMemory() }

// asLeft makes sure, within a transaction, that the journal ends as this process last read or wrote it. Only one
// process writes, so where it does not, the file was rewritten by something else, and nothing is written over that.
func (f *File) asLeft() error {
	seq, hash, err := f.link.head()
	switch found := (end{seq, hash}); {
	case err != nil:
		return err
	case found == f.end:
		return nil
	case seq == f.end.seq:
		return fmt.Errorf("%w (its entry %d is another than the one that was written here)", ErrReplaced, seq)
	default:
		return fmt.Errorf("%w (it ends with entry %d, and was left at entry %d)", ErrReplaced, seq, f.end.seq)
	}
}

// Holds says whether the journal has an entry with that seq and hash. Every journal holds seq 0, the beginning.
func (f *File) Holds(seq ledger.Seq, hash ledger.Hash) (holds bool, err error) {
	err = f.with(entryPlace(seq), func(l *link) error {
		holds, err = l.standsAt(seq, hash)
		return err
	})
	return holds, err
}
