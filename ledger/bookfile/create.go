package bookfile

import (
	"context"
	"errors"
	"fmt"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// CreateWith is Create for a book that is to hold something from the beginning. begin is given the book while it has no
// name yet: a book whose beginning fails, or is cut off by a crash, never was. Errors are those of Create and of begin.
func CreateWith(path string, options Options, begin func(*File) error) (*File, error) {
	return create(path, options, realDisk(), begin)
}

// build makes a new book beside its path, gives it that name, and returns the volume to open it on. begin may be nil.
func (f *File) build(options Options, begin func(*File) error) (*volume, error) {
	id, err := newID(options.random())
	if err != nil {
		return nil, err
	}
	made := f.newVolume(nil)
	if len(options.Passphrase) > 0 {
		if made.seal, err = newSeal(options.Passphrase, options.random()); err != nil {
			return nil, err
		}
	}
	draft, err := f.disk.newDraft(f.path)
	if err != nil {
		return nil, err
	}
	err = fill(draft, made, map[string]string{
		"id":      id,
		"created": options.Now().UTC().Format(ledger.RecordedForm),
	})
	if err == nil && begin != nil {
		err = f.beginDraft(draft, made.seal, options, begin)
	}
	if err == nil {
		err = f.disk.publish(draft, f.path)
	}
	if err != nil {
		return nil, errors.Join(err, f.disk.discard(draft))
	}
	ready := f.newVolume(nil)
	ready.seal = made.seal
	return ready, nil
}

// beginDraft opens a draft as the book that it will be, and has it begun.
func (f *File) beginDraft(draft string, s *seal, options Options, begin func(*File) error) error {
	book := newFile(draft, Write, options, f.disk)
	v := book.newVolume(nil)
	v.seal = s
	var err error
	if book.link, err = book.dialBook(v); err != nil {
		return err
	}
	if err = book.learn(); err == nil {
		err = begin(book)
	}
	return errors.Join(err, book.Close())
}

// fill makes the empty file a book without entries.
func fill(path string, v *volume, meta map[string]string) (err error) {
	defer guard("the new book", &err)
	l, err := dial(context.Background(), path, toWrite, v)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	if err := l.conn.Exec(fmt.Sprintf(`PRAGMA page_size = %d`, pageSize)); err != nil {
		return explain("the new book", err)
	}
	// Checksums take a VACUUM, and that attaches: so before the limits, and before there is anything.
	if err := l.conn.EnableChecksums("main"); err != nil {
		return explain("the new book", err)
	}
	if err := l.durable(toWrite); err != nil {
		return err
	}
	err = l.conn.Exec(fmt.Sprintf(`BEGIN IMMEDIATE; PRAGMA application_id = %d; PRAGMA user_version = %d`,
		applicationID, format))
	for _, statement := range Schema() {
		if err == nil {
			err = l.conn.Exec(statement)
		}
	}
	for name, value := range meta {
		if err == nil {
			err = l.query(`INSERT INTO meta (name, value) VALUES (?, ?)`, func(row *sqlite3.Stmt) error {
				return errors.Join(row.BindText(1, name), row.BindText(2, value))
			}, nil)
		}
	}
	if err == nil {
		err = l.conn.Exec(`COMMIT`)
	}
	return explain("the new book", err)
}
