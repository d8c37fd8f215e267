package bookfile

import (
	"context"
	"errors"
	"fmt"
)

// Reseal gives the book another passphrase, or encrypts a plain one; without a passphrase the book becomes plain. A
// copy is made under another name, read back and checked whole, made durable, and then put in the book's place in one
// step, so that a crash leaves the one book or the other. The book stays open and locked; nothing can be written
// meanwhile. What the disk keeps of a file that is no longer there is the system's business.
//
// Backups are not touched: Adopt does that. Where an error wraps ErrClosed, the book was replaced, or not, and could
// not be opened again.
func (f *File) Reseal(ctx context.Context, passphrase []byte) error {
	var fresh *seal
	var err error
	if len(passphrase) > 0 {
		fresh, err = newSeal(passphrase, f.random)
	}
	if err == nil {
		err = f.reseal(ctx, fresh)
	}
	if err != nil {
		return fmt.Errorf("encrypt %s anew: %w", f.path, err)
	}
	return nil
}

func (f *File) reseal(ctx context.Context, fresh *seal) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if err := f.untouched(); err != nil {
		return err
	}
	draft, err := f.link.copied(ctx, f.path, fresh)
	if err != nil {
		return err
	}
	return f.become(draft, fresh)
}

// Restore puts a verified copy of another file in the place of this book, in one step, as Reseal does. The book stays
// encrypted where it is, with its passphrase; where it is plain, it becomes what the source is. The caller has kept the
// book as it is, and made sure that the source is the one that is wanted: it may be of another book.
func (f *File) Restore(ctx context.Context, source *File) (err error) {
	from, err := source.beside()
	if err != nil {
		return fmt.Errorf("restore %s: %w", f.path, err)
	}
	defer func() { err = errors.Join(err, from.close()) }()
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if err := f.untouched(); err != nil {
		return fmt.Errorf("restore %s: %w", f.path, err)
	}
	kept := f.link.volume.seal
	if kept == nil {
		kept = from.volume.seal
	}
	draft, err := from.copied(ctx, f.path, kept)
	if err == nil {
		err = f.become(draft, kept)
	}
	if err != nil {
		return fmt.Errorf("restore %s from %s: %w", f.path, source.path, err)
	}
	return nil
}

// untouched makes sure that the book can be written and is as it was left.
func (f *File) untouched() (err error) {
	defer guard("the book", &err)
	switch {
	case f.link == nil:
		return ErrClosed
	case f.mode != Write:
		return fmt.Errorf("%w: it was opened for reading", ErrReadOnly)
	case f.broken != nil:
		return fmt.Errorf("%w (%w)", ErrBroken, f.broken)
	}
	if err := f.link.inPlace(); err != nil {
		return err
	}
	if err := f.link.forget(); err != nil {
		return explain("the book", err)
	}
	return f.asLeft()
}

// become puts a draft in the book's place and opens that. The file that goes is closed first, which Windows asks for.
func (f *File) become(draft string, fresh *seal) error {
	former := f.link.volume.seal
	err := f.link.close()
	f.link = nil
	if err == nil {
		err = mustHaveNoJournal(f.path)
	}
	if err == nil {
		err = f.disk.swap(draft, f.path)
	}
	if err != nil {
		err = errors.Join(err, f.disk.discard(draft))
	}
	return errors.Join(err, f.reopen(fresh, former))
}

// reopen opens what is at the path now, which one of the seals opens.
func (f *File) reopen(seals ...*seal) error {
	var tried []error
	for _, s := range seals {
		v := f.newVolume(nil)
		v.seal = s
		opened, err := f.dialBook(v)
		if err != nil {
			tried = append(tried, err)
			continue
		}
		f.link = opened
		f.remember(seals)
		return f.learn()
	}
	return fmt.Errorf("%w: it could not be opened again (%w)", ErrClosed, errors.Join(tried...))
}

// remember keeps the keys that the book had, for its copies still have them.
func (f *File) remember(seals []*seal) {
	for _, s := range seals {
		if s != nil && s != f.link.volume.seal {
			f.former = append(f.former, s)
		}
	}
}

// OpenCopy opens a copy of the book for reading: with the book's key, or one that it had while it was open, or plain.
// The error wraps ErrOtherBook where it is one of another book, and ErrEncrypted where no key opens it.
func (f *File) OpenCopy(path string) (*File, error) {
	given := path
	path, err := bookPath(path)
	if err != nil {
		return nil, fmt.Errorf("open copy %s: %w", given, err)
	}
	copied, err := f.openCopy(path)
	if err != nil {
		return nil, fmt.Errorf("open copy %s: %w", path, err)
	}
	return copied, nil
}

func (f *File) openCopy(path string) (*File, error) {
	f.mutex.Lock()
	if f.link == nil {
		f.mutex.Unlock()
		return nil, ErrClosed
	}
	seals := append([]*seal{f.link.volume.seal}, f.former...)
	f.mutex.Unlock()
	var unopened error
	for _, s := range append(seals, nil) {
		copied := &File{path: path, mode: Read, wait: f.wait, disk: f.disk, who: f.who, random: f.random}
		v := copied.newVolume(nil)
		v.seal = s
		l, err := copied.dialBook(v)
		if errors.Is(err, errSealChanged) || errors.Is(err, ErrNotEncrypted) || errors.Is(err, ErrEncrypted) {
			unopened = err
			continue
		}
		if err != nil {
			return nil, err
		}
		copied.link = l
		err = copied.learn()
		if err == nil && copied.id != f.id {
			err = ErrOtherBook
		}
		if err != nil {
			return nil, errors.Join(err, copied.Close())
		}
		return copied, nil
	}
	return nil, unopened
}

// Adopt gives a copy of the book, such as a backup, the key of the book, or none where the book is plain. It says
// whether there was anything to do. The copy is replaced in one step, as in Reseal. Errors are those of OpenCopy and
// *LockedError.
func (f *File) Adopt(ctx context.Context, path string) (changed bool, err error) {
	copied, err := f.OpenCopy(path)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	f.mutex.Lock()
	if f.link == nil {
		f.mutex.Unlock()
		return false, ErrClosed
	}
	mine := f.link.volume.seal
	f.mutex.Unlock()
	if copied.link.volume.seal == mine {
		return false, nil
	}
	if err := copied.adopt(ctx, mine); err != nil {
		return false, fmt.Errorf("encrypt %s anew: %w", copied.path, inRoom(err))
	}
	return true, nil
}

func (f *File) adopt(ctx context.Context, s *seal) (err error) {
	car, err := takeLock(f.path, f.who)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, car.release()) }()
	f.disk.sweep(f.path)
	draft, err := f.link.copied(ctx, f.path, s)
	if err != nil {
		return err
	}
	if err := f.link.close(); err != nil {
		return errors.Join(err, f.disk.discard(draft))
	}
	f.link = nil
	if err := f.disk.swap(draft, f.path); err != nil {
		return errors.Join(err, f.disk.discard(draft))
	}
	return nil
}
