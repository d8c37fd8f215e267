package crash

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// Head is how long a journal is and the hash of its last entry. The chain makes it stand for every entry.
type Head struct {
	Entries int64
	Hash    Hash
}

// String is the length and the first digits of the hash.
func (h Head) String() string { return fmt.Sprintf("%d entries to %x", h.Entries, h.Hash[:4]) }

// Book is what a sound book was found to hold.
type Book struct {
	ID     string
	Sealed bool
	Head   Head
}

// Inspect reads the book at a path of an image, which undoes a write that was interrupted as any SQLite does, and
// judges all of it: SQLite's integrity, the checksums, the numbers of its first page, the chain from the first entry to
// the last, the checkpoint and the documents. passphrase is for an encrypted book. The error says what is wrong.
func (k *Keys) Inspect(image Image, path, passphrase string) (Book, error) {
	contents := image[path]
	var key []byte
	if bytes.HasPrefix(contents, []byte(sealedMagic)) {
		if len(contents) < headerBytes {
			return Book{}, errors.New("the clear header is cut off")
		}
		var err error
		if key, err = k.of(contents[:headerBytes], passphrase); err != nil {
			return Book{}, err
		}
	}
	conn, end, err := open(image, path, key)
	if err != nil {
		return Book{}, err
	}
	book := Book{Sealed: key != nil}
	err = book.judge(conn)
	return book, errors.Join(err, end())
}

// open opens a book of an image.
func open(image Image, path string, key []byte) (conn *sqlite3.Conn, end func() error, err error) {
	var files vfs.VFS = image
	if key != nil {
		files = image.decrypting(path)
	}
	place := new(byte)
	name := fmt.Sprintf("crash-%p", place) // no two that live share an address
	vfs.Register(name, files)
	conn, err = sqlite3.OpenFlags("file:"+path+"?vfs="+name, sqlite3.OPEN_READWRITE|sqlite3.OPEN_URI)
	end = func() error {
		var err error
		if conn != nil {
			err = conn.Close()
		}
		vfs.Unregister(name)
		runtime.KeepAlive(place)
		return err
	}
	if err == nil && key != nil {
		err = conn.Exec(keyPragma(key))
	}
	if err != nil {
		return nil, nil, errors.Join(err, end())
	}
	return conn, end, nil
}

// judge goes over the whole book.
func (b *Book) judge(conn *sqlite3.Conn) error {
	for _, must := range []struct{ ask, answer string }{
		{`PRAGMA integrity_check`, "ok"},
		{`PRAGMA checksum_verification`, "1"},
		{`PRAGMA application_id`, "1400136299"}, // "Stbk"
		{`PRAGMA user_version`, "1"},
		{`PRAGMA journal_mode`, "delete"},
		{`SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema
			WHERE type = 'table' AND name NOT LIKE 'sqlite_stat_' ORDER BY name)`,
			"branches checkpoint documents entries meta trials"},
		{`SELECT count(*) FROM meta WHERE name IN ('id', 'created')`, "2"},
	} {
		answer, err := text(conn, must.ask)
		if err != nil {
			return fmt.Errorf("%s: %w", must.ask, err)
		}
		if answer != must.answer {
			return fmt.Errorf("%s: %s", must.ask, answer)
		}
	}
	var err error
	if b.ID, err = text(conn, `SELECT value FROM meta WHERE name = 'id'`); err != nil {
		return err
	}
	if digits, err := hex.DecodeString(b.ID); err != nil || len(digits) != 16 {
		return fmt.Errorf("the id is %q", b.ID)
	}
	hashes, err := chainOf(conn)
	if err != nil {
		return err
	}
	b.Head = Head{Entries: int64(len(hashes) - 1), Hash: hashes[len(hashes)-1]}
	if err := judgeCheckpoint(conn, hashes); err != nil {
		return err
	}
	return judgeDocuments(conn)
}

// chainOf gives the hashes by seq, the zero hash first.
func chainOf(conn *sqlite3.Conn) ([]Hash, error) {
	hashes := []Hash{{}}
	err := each(conn, `SELECT seq, recorded, author, kind, date, source, note, qualifier, dated, standing, disputes,
		fields, hash FROM entries ORDER BY seq`, func(s *sqlite3.Stmt) error {
		r := row{seq: s.ColumnInt64(0), recorded: s.ColumnText(1), author: s.ColumnText(2), kind: s.ColumnText(3),
			disputes: s.ColumnInt64(10), fields: s.ColumnText(11), hash: s.ColumnBlob(12, nil)}
		for i := range r.details {
			r.details[i] = s.ColumnText(4 + i)
		}
		if r.seq != int64(len(hashes)) {
			return fmt.Errorf("entry %d stands where entry %d belongs", r.seq, len(hashes))
		}
		hash, err := r.chained(hashes[len(hashes)-1])
		if err != nil {
			return fmt.Errorf("entry %d: %w", r.seq, err)
		}
		if !bytes.Equal(hash[:], r.hash) {
			return fmt.Errorf("entry %d: its hash is %x, what it says comes to %x", r.seq, r.hash, hash)
		}
		hashes = append(hashes, hash)
		return nil
	})
	return hashes, err
}

// judgeCheckpoint holds a checkpoint to its digest and to the chain. A program may throw away one that differs, but no
// accident may make one.
func judgeCheckpoint(conn *sqlite3.Conn, hashes []Hash) error {
	return each(conn, `SELECT id, format, seq, head, digest, state FROM checkpoint`, func(s *sqlite3.Stmt) error {
		seq, head := s.ColumnInt64(2), s.ColumnBlob(3, nil)
		sum := sha256.New()
		sum.Write([]byte("stakebook checkpoint 1"))
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(s.ColumnInt64(1))))
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(seq)))
		sum.Write(head)
		sum.Write(s.ColumnBlob(5, nil))
		switch {
		case s.ColumnInt64(0) != 1:
			return fmt.Errorf("checkpoint %d", s.ColumnInt64(0))
		case !bytes.Equal(sum.Sum(nil), s.ColumnBlob(4, nil)):
			return errors.New("the checkpoint does not match its digest")
		case seq < 0 || seq >= int64(len(hashes)) || !bytes.Equal(head, hashes[seq][:]):
			return fmt.Errorf("the checkpoint stands for an entry %d that is not there", seq)
		}
		return nil
	})
}

func judgeDocuments(conn *sqlite3.Conn) error {
	return each(conn, `SELECT sha256, contents FROM documents`, func(s *sqlite3.Stmt) error {
		if sum := sha256.Sum256(s.ColumnBlob(1, nil)); hex.EncodeToString(sum[:]) != s.ColumnText(0) {
			return fmt.Errorf("the document %s has other contents", s.ColumnText(0))
		}
		return nil
	})
}

// each runs a query and calls a function with every row.
func each(conn *sqlite3.Conn, sql string, do func(*sqlite3.Stmt) error) error {
	statement, _, err := conn.Prepare(sql)
	if err != nil {
		return err
	}
	for err == nil && statement.Step() {
		err = do(statement)
	}
	if err == nil {
		err = statement.Err()
	}
	return errors.Join(err, statement.Close())
}

// text gives the first column of the last row.
func text(conn *sqlite3.Conn, sql string) (answer string, err error) {
	err = each(conn, sql, func(s *sqlite3.Stmt) error {
		answer = s.ColumnText(0)
		return nil
	})
	return answer, err
}
