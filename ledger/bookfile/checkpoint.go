package bookfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// MaxCheckpoint is the longest state of a checkpoint in bytes.
const MaxCheckpoint = 64 << 20

// Checkpoint is a state of the book that is kept to open it faster. It is derived: the journal alone is the truth.
type Checkpoint struct {
	Format uint32      // of State; its maker's business
	Seq    ledger.Seq  // the last entry that State knows
	Head   ledger.Hash // and its hash
	State  []byte
}

// checkpointTag keeps these digests apart from those of any other use or format.
const checkpointTag = "stakebook checkpoint 1"

// digest is the SHA-256 of the tag, the format, the seq and the head hash, and the state: numbers in eight bytes, most
// significant first.
func (c Checkpoint) digest() [sha256.Size]byte {
	sum := sha256.New()
	sum.Write([]byte(checkpointTag))
	sum.Write(binary.BigEndian.AppendUint64(nil, uint64(c.Format)))
	sum.Write(binary.BigEndian.AppendUint64(nil, uint64(c.Seq)))
	sum.Write(c.Head[:])
	sum.Write(c.State)
	return [sha256.Size]byte(sum.Sum(nil))
}

// WriteCheckpoint keeps a checkpoint in place of the one before. It must stand for an entry of the book: one that
// does not is refused with ErrNotNext, a state of more than MaxCheckpoint bytes with ErrTooLarge.
func (f *File) WriteCheckpoint(c Checkpoint) error {
	if len(c.State) > MaxCheckpoint {
		return fmt.Errorf("a checkpoint of %d bytes: %w", len(c.State), ErrTooLarge)
	}
	return f.write("the checkpoint", func(l *link) error {
		stands, err := l.standsAt(c.Seq, c.Head)
		switch {
		case err != nil:
			return err
		case !stands:
			return refusal{fmt.Errorf("%w: a checkpoint at entry %d that is not the book's", ErrNotNext, c.Seq)}
		}
		if err := l.query(`DELETE FROM checkpoint`, nil, nil); err != nil {
			return err
		}
		digest := c.digest()
		err = l.query(`INSERT INTO checkpoint (id, format, seq, head, digest, state) VALUES (1,?,?,?,?,?)`,
			func(row *sqlite3.Stmt) error {
				return errors.Join(row.BindInt64(1, int64(c.Format)), row.BindInt64(2, int64(c.Seq)), row.BindBlob(3, c.Head[:]),
					row.BindBlob(4, digest[:]), row.BindZeroBlob(5, int64(len(c.State))))
			}, nil)
		if err != nil {
			return err
		}
		return l.writeBlob("checkpoint", "state", 1, c.State)
	})
}

// ReadCheckpoint gives the checkpoint where there is one that can be believed: its digest is right and the entry
// at its seq has the hash that it stands for. What comes after that entry is for the caller to add. There is none,
// without an error, where it differs; the next WriteCheckpoint replaces it.
func (f *File) ReadCheckpoint() (c Checkpoint, ok bool, err error) {
	err = f.with("the checkpoint", func(l *link) error {
		c, ok, err = l.checkpoint()
		return err
	})
	if !ok || err != nil {
		return Checkpoint{}, false, err
	}
	return c, true, nil
}

func (l *link) checkpoint() (c Checkpoint, ok bool, err error) {
	var digest []byte
	err = l.query(`SELECT format, seq, head, digest FROM checkpoint WHERE id = 1`, nil, func(row *sqlite3.Stmt) error {
		format := row.ColumnInt64(0)
		head := row.ColumnRawBlob(2)
		c.Format, c.Seq = uint32(format), ledger.Seq(row.ColumnInt64(1))
		ok = format >= 0 && format <= math.MaxUint32 && len(head) == len(c.Head)
		copy(c.Head[:], head)
		digest = bytes.Clone(row.ColumnRawBlob(3))
		return nil
	})
	if err != nil || !ok {
		return c, false, err
	}
	if stands, err := l.standsAt(c.Seq, c.Head); err != nil || !stands {
		return c, false, err
	}
	if c.State, err = l.readBlob("checkpoint", "state", 1, MaxCheckpoint); err != nil {
		return c, false, err
	}
	want := c.digest()
	return c, bytes.Equal(digest, want[:]), nil
}

// standsAt says that the book has an entry with that seq and hash. A book without entries stands at 0.
func (l *link) standsAt(seq ledger.Seq, hash ledger.Hash) (bool, error) {
	found := ledger.Hash{}
	err := l.query(`SELECT hash FROM entries WHERE seq = ?`,
		func(row *sqlite3.Stmt) error { return row.BindInt64(1, int64(seq)) },
		func(row *sqlite3.Stmt) error { copy(found[:], row.ColumnRawBlob(0)); return nil })
	return found == hash && (seq == 0) == (hash == ledger.Hash{}), err
}

// writeBlob fills a blob that has its length already, piece by piece, so that SQLite never holds it whole.
func (l *link) writeBlob(table, column string, row int64, contents []byte) (err error) {
	if len(contents) == 0 {
		return nil
	}
	blob, err := l.conn.OpenBlob("main", table, column, row, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, blob.Close()) }()
	_, err = io.Copy(struct{ io.Writer }{blob}, bytes.NewReader(contents))
	return err
}

// blobPiece is how much of a blob is read at once: SQLite makes room of its own for what it is asked for.
const blobPiece = 64 << 10

// readBlob reads a blob of at most so many bytes, piece by piece.
func (l *link) readBlob(table, column string, row, most int64) (contents []byte, err error) {
	blob, err := l.conn.OpenBlob("main", table, column, row, false)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, blob.Close()) }()
	if blob.Size() > most {
		return nil, damage("a blob of "+table, "it has %d bytes, at most %d are read", blob.Size(), most)
	}
	contents = make([]byte, blob.Size())
	for piece := range slices.Chunk(contents, blobPiece) {
		if _, err := io.ReadFull(blob, piece); err != nil {
			return nil, err
		}
	}
	return contents, nil
}
