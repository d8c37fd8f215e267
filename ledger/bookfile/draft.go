package bookfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A draft is a file that becomes a book: it is filled and read back under a name of its own, in the folder where the
// book will be, and then gets its name in one step. Who makes a draft of a book holds the lock beside that book, so a
// draft that is there while another takes the lock was left by a crash.

// draftMark comes between a book's name and what makes a draft's name its own.
const draftMark = ".new-"

func draftPrefix(path string) string { return "." + filepath.Base(path) + draftMark }

// newDraft makes an empty file that only its owner can read, in the folder where the book will be.
func (d disk) newDraft(path string) (string, error) {
	draft, err := d.create(filepath.Dir(path), draftPrefix(path)+"*")
	if refused(err) {
		return "", fmt.Errorf("%w: nothing can be made in its folder (%w)", ErrReadOnly, err)
	}
	return draft, inRoom(err)
}

// publish makes the draft durable and gives it its name, where there is nothing of that name. The draft is
// nobody's live book, so it may be opened as a file.
func (d disk) publish(draft, path string) error {
	if err := d.syncFile(draft); err != nil {
		return err
	}
	if err := mustBeFree(path); err != nil {
		return err
	}
	err := d.link(draft, path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fs.ErrExist
	case err == nil:
		err = d.remove(draft)
	default:
		err = d.replaceReserved(draft, path) // no links on this file system
	}
	if err != nil {
		return err
	}
	return d.syncFolder(filepath.Dir(path))
}

// replaceReserved takes the name with an empty file that must not have been there, and puts the draft in its place.
func (d disk) replaceReserved(draft, path string) error {
	if err := d.reserve(path); err != nil {
		return err
	}
	if err := d.rename(draft, path); err != nil {
		return fmt.Errorf("the new file is whole, but stays at %s: %w", draft, errors.Join(err, d.remove(path)))
	}
	return nil
}

// discard removes a draft and what SQLite left beside it.
func (d disk) discard(draft string) error {
	var errs []error
	for _, path := range []string{draft, draft + "-journal"} {
		if err := d.remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// swap gives the draft the name of a book that is there, in one step: whoever opens that name, or finds it after a
// crash, has the one or the other, whole. It keeps the permissions of the file that goes.
func (d disk) swap(draft, path string) error {
	was, err := os.Stat(path)
	if err != nil {
		return err
	}
	if err := os.Chmod(draft, was.Mode().Perm()); err != nil {
		return err
	}
	if err := d.syncFile(draft); err != nil {
		return inRoom(err)
	}
	if err := d.rename(draft, path); err != nil {
		return fmt.Errorf("the file could not be replaced, close it in other programs and try again: %w", err)
	}
	if err := d.syncFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("%s is replaced, but its folder could not be flushed to the disk: %w", path, err)
	}
	return nil
}

// sweep removes the drafts of a book that a crash left behind. The caller holds the lock beside the book. What cannot
// be removed stays: it harms nobody, and bars no work.
func (d disk) sweep(path string) {
	found, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, file := range found {
		if strings.HasPrefix(file.Name(), draftPrefix(path)) {
			_ = d.remove(filepath.Join(filepath.Dir(path), file.Name()))
		}
	}
}

// Sweep removes the drafts that crashes left in a folder, whatever books they were to become. Drafts that are being
// made stay.
func Sweep(folder string) error {
	found, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var errs []error
	for _, file := range found {
		name, _, isDraft := strings.Cut(file.Name(), draftMark)
		if !isDraft {
			name, isDraft = strings.CutSuffix(file.Name(), LockSuffix)
			name = "." + name
		}
		if !isDraft || len(name) < 2 || name[0] != '.' {
			continue
		}
		path := filepath.Join(folder, name[1:])
		car, err := takeLock(path, holder{})
		if err == nil {
			realDisk().sweep(path)
			err = car.release()
		}
		var locked *LockedError
		if err != nil && !errors.As(err, &locked) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
