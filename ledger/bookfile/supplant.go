package bookfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// besides are the files that SQLite may keep beside a book. One that belongs to a file that goes would be played back
// into the one that comes.
var besides = [...]string{"-journal", "-wal", "-shm"}

func mustHaveNoJournal(path string) error {
	for _, suffix := range besides {
		_, err := os.Lstat(path + suffix)
		switch {
		case err == nil:
			return fmt.Errorf("%s is left of another book of this name; move it away first: %w", path+suffix, fs.ErrExist)
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// Supplant puts a verified copy of source in the place of a file that does not open as a book, in one step. The file
// that is there is kept first: it, and a journal beside it, as they are, under another name, in a folder that exists.
// The copy has the key of its source. Errors wrap fs.ErrExist where something is at aside, *LockedError, ErrReadOnly,
// ErrFull, or are those of Backup.
func Supplant(ctx context.Context, path, aside string, source *File, options Options) error {
	given := path
	path, err := filepath.EvalSymlinks(path)
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err == nil {
		err = newFile(path, Write, options, source.disk).supplant(ctx, aside, source)
	}
	if err != nil {
		return fmt.Errorf("restore %s: %w", given, inRoom(err))
	}
	return nil
}

func (f *File) supplant(ctx context.Context, aside string, source *File) (err error) {
	car, err := takeLock(f.path, f.who)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, car.release()) }()
	f.disk.sweep(f.path)
	from, err := source.beside()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.close()) }()
	draft, err := from.copied(ctx, f.path, from.volume.seal)
	if err != nil {
		return err
	}
	err = f.disk.putAside(f.path, aside)
	if err == nil {
		err = f.disk.swap(draft, f.path)
	}
	if err != nil {
		return errors.Join(err, f.disk.discard(draft))
	}
	return nil
}

// putAside keeps a file and what SQLite left beside it under another name, durably, and only then takes away what lies
// beside it.
func (d disk) putAside(path, aside string) error {
	for _, suffix := range append([]string{""}, besides[:]...) {
		err := d.keep(path+suffix, aside+suffix)
		if err != nil && (suffix == "" || !errors.Is(err, fs.ErrNotExist)) {
			return fmt.Errorf("keep the file as it is: %w", err)
		}
	}
	if err := d.syncFolder(filepath.Dir(aside)); err != nil {
		return err
	}
	for _, suffix := range besides {
		if err := d.remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// keep gives a file a second name; where the file system has no such thing, it makes a copy.
func (d disk) keep(path, aside string) error {
	err := d.link(path, aside)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := copyBytes(path, aside); err != nil {
		return err
	}
	return d.syncFile(aside)
}

// copyBytes copies a file that is no open book into a new one.
func copyBytes(path, aside string) (err error) {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Close()); err != nil {
		err = errors.Join(err, os.Remove(aside))
	}
	return err
}
