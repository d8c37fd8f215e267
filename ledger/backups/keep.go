package backups

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"stakebook/ledger/bookfile"
)

// Kept is what came of a look after the backups.
type Kept struct {
	Newest  Backup   // holds what the book holds
	Fresh   bool     // it was made now
	Removed []Backup // were no longer needed
	Left    []Left   // could not be looked after, and stay as they are
}

// Left is a file that stays as it is, and why.
type Left struct {
	Path string
	Err  error
}

// Keep makes a backup of an open book where the newest one does not hold what the book holds, and then removes what the
// policy does not need. It is called when a book was opened for writing, and now and then while it is open. Whatever
// fails, the book is as it was and no backup is lost; the error is for whoever uses the book to know.
func Keep(ctx context.Context, book *bookfile.File, now time.Time) (Kept, error) {
	all, err := tidy(book)
	if err != nil {
		return Kept{}, err
	}
	mark, err := book.Mark()
	if err != nil {
		return Kept{}, fmt.Errorf("back up the book: %w", err)
	}
	mine := of(all, book.ID())
	kept := Kept{Left: seal(ctx, book, mine)}
	if newest := len(mine) - 1; newest >= 0 && mine[newest].Mark == mark.String() && opens(book, mine[newest]) == nil {
		kept.Newest = mine[newest]
		return kept, nil
	}
	if kept.Newest, err = create(ctx, book, all, mark, now); err != nil {
		return kept, err
	}
	kept.Fresh = true
	for _, b := range Surplus(append(mine, kept.Newest)) {
		if err := remove(book, b); err != nil {
			kept.Left = append(kept.Left, Left{b.Path, err})
			continue
		}
		kept.Removed = append(kept.Removed, b)
	}
	return kept, nil
}

// Take makes a backup of an open book in any case, and removes nothing.
func Take(ctx context.Context, book *bookfile.File, now time.Time) (Backup, error) {
	all, err := tidy(book)
	if err != nil {
		return Backup{}, err
	}
	mark, err := book.Mark()
	if err != nil {
		return Backup{}, fmt.Errorf("back up the book: %w", err)
	}
	return create(ctx, book, all, mark, now)
}

// tidy makes the folder where there is none, takes away what a crash left there, and lists the backups.
func tidy(book *bookfile.File) ([]Backup, error) {
	folder := Folder(book.Path())
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of backups: %w", err)
	}
	if err := bookfile.Sweep(folder); err != nil {
		return nil, fmt.Errorf("tidy the folder of backups: %w", err)
	}
	return List(book.Path())
}

// create makes the next backup. Its number follows all that are there, of whatever book.
func create(ctx context.Context, book *bookfile.File, all []Backup, mark bookfile.Mark, now time.Time) (Backup, error) {
	b := Backup{At: now.UTC().Truncate(time.Second), Number: 1, Book: book.ID()[:8], Mark: mark.String()}
	if len(all) > 0 {
		b.Number = all[len(all)-1].Number + 1
	}
	b.Path = filepath.Join(Folder(book.Path()), b.name())
	return b, book.Backup(ctx, b.Path)
}

// opens makes sure that a backup can be read and is one of the book.
func opens(book *bookfile.File, b Backup) error {
	copied, err := book.OpenCopy(b.Path)
	if err != nil {
		return err
	}
	return copied.Close()
}

// remove takes away a backup that is one of the book.
func remove(book *bookfile.File, b Backup) error {
	if err := opens(book, b); err != nil {
		return err
	}
	return os.Remove(b.Path)
}

// seal finishes what Adopt began where that was interrupted: no plain backup stays beside an encrypted book.
func seal(ctx context.Context, book *bookfile.File, all []Backup) []Left {
	if !book.Encrypted() {
		return nil
	}
	var left []Left
	for _, b := range all {
		plain, err := isPlain(b.Path)
		if err == nil && plain {
			_, err = book.Adopt(ctx, b.Path)
		}
		if err != nil {
			left = append(left, Left{b.Path, err})
		}
	}
	return left
}

// isPlain says that a file begins as a book that is not encrypted does. A backup is nobody's live book, so it may be
// opened as a file.
func isPlain(path string) (plain bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	head := make([]byte, len(plainMagic))
	_, err = io.ReadFull(file, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return false, nil
	}
	return bytes.Equal(head, []byte(plainMagic)), err
}

const plainMagic = "SQLite format 3\x00"

// Adopted is what came of giving backups the key of their book.
type Adopted struct {
	Done []string // have the book's key now
	Left []Left   // stay as they are: of another book, damaged, or under a passphrase that is not known
}

// Adopt gives every copy of a book in the folder of its backups the key that the book has now, or none where it is
// plain, each in one step. It is called when the passphrase of a book was changed, on the same open book, which knows
// the key that it had before.
func Adopt(ctx context.Context, book *bookfile.File) (Adopted, error) {
	folder := Folder(book.Path())
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		return Adopted{}, nil
	}
	if err := bookfile.Sweep(folder); err != nil {
		return Adopted{}, fmt.Errorf("tidy the folder of backups: %w", err)
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		return Adopted{}, fmt.Errorf("list backups: %w", err)
	}
	var done Adopted
	for _, file := range files {
		if !file.Type().IsRegular() || !strings.HasSuffix(file.Name(), ".stakebook") {
			continue
		}
		if err := ctx.Err(); err != nil {
			return done, err
		}
		path := filepath.Join(folder, file.Name())
		changed, err := book.Adopt(ctx, path)
		switch {
		case err != nil:
			done.Left = append(done.Left, Left{path, err})
		case changed:
			done.Done = append(done.Done, path)
		}
	}
	return done, nil
}

// Aside is a free name in the folder of a book's backups for a file at the book's path that does not open. Nothing
// that is named so is ever removed by this package.
func Aside(book string, now time.Time) (string, error) {
	folder := Folder(book)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("make the folder of backups: %w", err)
	}
	const mostTries = 1000
	stem := "replaced-" + now.UTC().Format(instantForm)
	for try := 1; try <= mostTries; try++ {
		name := stem + ".stakebook"
		if try > 1 {
			name = fmt.Sprintf("%s-%d.stakebook", stem, try)
		}
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s has %d files of one second", folder, mostTries)
}
