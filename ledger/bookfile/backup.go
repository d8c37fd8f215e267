package bookfile

import (
	"context"
	"errors"
	"fmt"
)

// backupPages is how many pages are copied between two looks at the context.
const backupPages = 256

// Backup copies the book to a path where there is nothing. The copy is made under another name, read back and
// checked whole, made durable, and only then given its name; it is encrypted where the book is, with the same
// passphrase. It is the book as of one moment, whoever writes meanwhile. Errors wrap fs.ErrExist where something
// is at the path, *LockedError where another makes a book there, or are those of Check.
func (f *File) Backup(ctx context.Context, path string) (err error) {
	path, err = newPath(path)
	if err == nil {
		err = f.backup(ctx, path)
	}
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, inRoom(err))
	}
	return nil
}

func (f *File) backup(ctx context.Context, path string) (err error) {
	car, err := takeLock(path, f.who)
	if errors.Is(err, ErrReadOnly) {
		return fmt.Errorf("nothing can be written into that folder, choose another (%w)", err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, car.release()) }()
	f.disk.sweep(path)
	source, err := f.beside()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.close()) }()
	draft, err := source.copied(ctx, path, source.volume.seal)
	if err != nil {
		return err
	}
	if err := f.disk.publish(draft, path); err != nil {
		return errors.Join(err, f.disk.discard(draft))
	}
	return nil
}

// copied makes a draft for a path of the book, under a seal or, where that is nil, plain. The draft has been read back
// and checked whole. The caller holds the lock beside the path.
func (l *link) copied(ctx context.Context, path string, s *seal) (draft string, err error) {
	draft, err = l.volume.newDraft(path)
	if err != nil {
		return "", err
	}
	if err = l.copyTo(ctx, draft, s); err == nil {
		err = l.verifyCopy(ctx, draft, s)
	}
	if err != nil {
		return "", errors.Join(err, l.volume.discard(draft))
	}
	return draft, nil
}

// copyTo copies page by page into an empty file.
func (l *link) copyTo(ctx context.Context, draft string, s *seal) (err error) {
	defer guard("the copy", &err)
	target := &volume{disk: l.volume.disk, seal: s}
	target.register()
	defer target.unregister()
	copying, err := l.conn.BackupInit("main", address(draft, toWrite, target))
	if err != nil {
		if target.failed != nil {
			return target.failed
		}
		return explain("the copy", err)
	}
	defer func() { err = errors.Join(err, explain("the copy", copying.Close())) }()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		done, err := copying.Step(backupPages)
		if err != nil {
			return explain("the copy", err)
		}
		if done {
			return nil
		}
	}
}

// verifyCopy opens the copy as any reader does, checks all of it, and makes sure that it is a state of this book.
func (l *link) verifyCopy(ctx context.Context, draft string, s *seal) (err error) {
	copied, err := l.volume.reader(draft, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.close()) }()
	if err := copied.check(ctx); err != nil {
		return err
	}
	return l.isCopy(copied)
}

func (l *link) isCopy(copied *link) (err error) {
	defer guard("the copy", &err)
	const id = `SELECT value FROM meta WHERE name = 'id'`
	mine, err := l.text(id)
	if err != nil {
		return explain("the book's id", err)
	}
	its, err := copied.text(id)
	if err != nil {
		return explain("the copy's id", err)
	}
	seq, hash, err := copied.head()
	if err != nil {
		return err
	}
	holds, err := l.standsAt(seq, hash)
	if err != nil {
		return explain(entryPlace(seq), err)
	}
	if mine != its || !holds {
		return damage("the copy", "it is not a copy of the book")
	}
	return nil
}
