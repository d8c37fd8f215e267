package bookfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// build makes a new book of entries, if any, beside its path, gives it that name, and returns the volume to open it on.
func (f *File) build(options Options, entries iter.Seq2[ledger.Stamped, error]) (*volume, error) {
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
	draft, err := newDraft(f.path)
	if err != nil {
		return nil, err
	}
	err = fill(draft, made, map[string]string{
		"id":      id,
		"created": options.Now().UTC().Format(ledger.RecordedForm),
	}, entries)
	if err == nil {
		err = f.disk.publish(draft, f.path)
	}
	if err != nil {
		return nil, errors.Join(err, discard(draft))
	}
	ready := f.newVolume(nil)
	ready.seal = made.seal
	return ready, nil
}

// fill makes the empty file a book of entries, or one without.
func fill(path string, v *volume, meta map[string]string, entries iter.Seq2[ledger.Stamped, error]) (err error) {
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
	if err == nil && entries != nil {
		err = l.insertAll(entries)
	}
	if err == nil {
		err = l.conn.Exec(`COMMIT`)
	}
	return explain("the new book", err)
}

// insertAll writes entries into a book that has none, as they come.
func (l *link) insertAll(entries iter.Seq2[ledger.Stamped, error]) error {
	return l.prepared(insertEntry, func(row *sqlite3.Stmt) error {
		b, last := binding{row: row}, end{}
		for next, err := range entries {
			e := next.Entry()
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
}

// newDraft makes an empty file that only its owner can read, in the folder where the book will be.
func newDraft(path string) (string, error) {
	draft, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		if refused(err) {
			return "", fmt.Errorf("%w: nothing can be made in its folder (%w)", ErrReadOnly, err)
		}
		return "", err
	}
	return draft.Name(), draft.Close()
}

// publish makes the draft durable and gives it its name, where there is nothing of that name. The draft is
// nobody's live book, so it may be opened as a file.
func (d disk) publish(draft, path string) error {
	file, err := os.OpenFile(draft, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := mustBeFree(path); err != nil {
		return err
	}
	err = os.Link(draft, path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fs.ErrExist
	case err == nil:
		err = os.Remove(draft)
	default:
		err = replaceReserved(draft, path) // no links on this file system
	}
	if err != nil {
		return err
	}
	return d.syncFolder(filepath.Dir(path))
}

// replaceReserved takes the name with an empty file that must not have been there, and puts the draft in its place.
func replaceReserved(draft, path string) error {
	reserved, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := reserved.Close(); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return fmt.Errorf("the new file is whole, but stays at %s: %w", draft, errors.Join(err, os.Remove(path)))
	}
	return nil
}

// discard removes a draft and what SQLite left beside it.
func discard(draft string) error {
	var errs []error
	for _, path := range []string{draft, draft + "-journal"} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
