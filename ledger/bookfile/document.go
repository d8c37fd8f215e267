package bookfile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// MaxDocument is the longest document in bytes, 25 MiB.
const MaxDocument = 25 << 20

// PutDocument keeps the contents of a document in the book and gives their fingerprint, by which a document entry
// names them. Contents that the book has already are kept once. Put them before the entry: contents without an
// entry harm nobody. Errors are those of Append and ErrTooLarge.
func (f *File) PutDocument(contents []byte) (ledger.Digest, error) {
	if len(contents) > MaxDocument {
		return "", fmt.Errorf("a document of %d bytes; at most %d are kept: %w", len(contents), MaxDocument, ErrTooLarge)
	}
	sum := sha256.Sum256(contents)
	digest := ledger.Digest(hex.EncodeToString(sum[:]))
	err := f.write("the document", func(l *link) error {
		if id, err := l.documentRow(digest); err != nil || id != 0 {
			return err
		}
		err := l.query(`INSERT INTO documents (sha256, contents) VALUES (?, ?)`, func(row *sqlite3.Stmt) error {
			return errors.Join(row.BindText(1, string(digest)), row.BindZeroBlob(2, int64(len(contents))))
		}, nil)
		if err != nil {
			return err
		}
		return l.writeBlob("documents", "contents", l.conn.LastInsertRowID(), contents)
	})
	if err != nil {
		return "", err
	}
	return digest, nil
}

// Document gives the contents with that fingerprint, which is verified. ErrNoDocument says that the book has none.
func (f *File) Document(digest ledger.Digest) (contents []byte, err error) {
	err = f.with("the document", func(l *link) error {
		id, err := l.documentRow(digest)
		if err != nil {
			return err
		}
		if id == 0 {
			return ErrNoDocument
		}
		contents, err = l.document(id, digest)
		return err
	})
	if err != nil {
		return nil, err
	}
	return contents, nil
}

// documentRow finds the row of a document's contents; 0 where there is none.
func (l *link) documentRow(digest ledger.Digest) (id int64, err error) {
	err = l.query(`SELECT id FROM documents WHERE sha256 = ?`,
		func(row *sqlite3.Stmt) error { return row.BindText(1, string(digest)) },
		func(row *sqlite3.Stmt) error { id = row.ColumnInt64(0); return nil })
	return id, err
}

func (l *link) document(id int64, digest ledger.Digest) ([]byte, error) {
	contents, err := l.readBlob("documents", "contents", id, MaxDocument)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(contents); hex.EncodeToString(sum[:]) != string(digest) {
		return nil, damage("document "+plain(string(digest)), "its contents do not match their fingerprint")
	}
	return contents, nil
}
