package bookfile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"

	"github.com/ncruces/go-sqlite3"
)

// Mark is a short fingerprint of all that a book holds: its journal, documents and branches, but not what is derived
// from them. Two states of a book with one mark are the same state, as far as honest writers go; who would forge one is
// found by the chain.
type Mark [8]byte

// String gives sixteen hexadecimal digits.
func (m Mark) String() string { return hex.EncodeToString(m[:]) }

// Mark says what the book holds now. It reads the last entry, not the journal, and what lies beside the journal.
func (f *File) Mark() (mark Mark, err error) {
	err = f.with("the book", func(l *link) error {
		seq, head, err := l.head()
		if err != nil {
			return err
		}
		sum := sha256.New()
		sum.Write([]byte("stakebook mark 1" + f.id))
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(seq)))
		sum.Write(head[:])
		err = l.addHoldings(sum)
		copy(mark[:], sum.Sum(nil))
		return err
	})
	return mark, err
}

// Holdings is the mark of what lies beside the journal: documents and branches.
func (f *File) Holdings() (mark Mark, err error) {
	err = f.with("the book", func(l *link) error {
		sum := sha256.New()
		sum.Write([]byte("stakebook holdings 1"))
		err := l.addHoldings(sum)
		copy(mark[:], sum.Sum(nil))
		return err
	})
	return mark, err
}

func (l *link) addHoldings(sum hash.Hash) error {
	for _, part := range []string{
		`SELECT sha256 FROM documents ORDER BY id`,
		`SELECT name, base, created, author, note FROM branches ORDER BY id`,
		`SELECT branch, position, ` + contentColumns + ` FROM trials ORDER BY branch, position`,
	} {
		sum.Write([]byte(part))
		if err := l.addRows(sum, part); err != nil {
			return err
		}
	}
	return nil
}

// addRows adds every value of a query to a fingerprint, each with its type and length before it.
func (l *link) addRows(sum hash.Hash, sql string) error {
	return l.query(sql, nil, func(row *sqlite3.Stmt) error {
		for i := range row.ColumnCount() {
			kind := row.ColumnType(i) // asked first: to ask for the text turns a number into one
			text := row.ColumnRawText(i)
			sum.Write(binary.BigEndian.AppendUint64([]byte{byte(kind)}, uint64(len(text))))
			sum.Write(text)
		}
		return nil
	})
}
