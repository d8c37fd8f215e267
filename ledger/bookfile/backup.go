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
// is at the path, or are those of Check.
func (f *File) Backup(ctx context.Context, path string) (err error) {
	path, err = newPath(path)
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	if err := f.backup(ctx, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

func (f *File) backup(ctx context.Context, path string) error {
	source, err := f.beside()
	if err != nil {
		return err
	}
	draft, err := newDraft(path)
	if err == nil {
		err = source.copyTo(ctx, draft)
		if err == nil {
			err = f.verifyCopy(ctx, draft, source.volume.seal)
		}
		if err == nil {
			err = f.disk.publish(draft, path)
		}
		if err != nil {
			err = errors.Join(err, discard(draft))
		}
	}
	return errors.Join(err, source.close())
}

// copyTo copies page by page into an empty file, which becomes encrypted where the source is.
func (l *link) copyTo(ctx context.Context, draft string) (err error) {
	defer guard("the copy", &err)
	target := &volume{disk: l.volume.disk, seal: l.volume.seal}
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

// verifyCopy opens the copy as any reader does and checks all of it.
func (f *File) verifyCopy(ctx context.Context, draft string, s *seal) error {
	copied := &File{path: draft, mode: Read, wait: f.wait, disk: f.disk}
	v := copied.newVolume(nil)
	v.seal = s
	l, err := copied.dialBook(v)
	if err != nil {
		return err
	}
	return errors.Join(l.check(ctx), l.close())
}
