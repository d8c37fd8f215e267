package desk

import (
	"context"
	"errors"
	"os"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
)

// Copy is a backup of a book and what it holds.
type Copy struct {
	backups.Backup
	Size    int64 // of the file in bytes
	Entries ledger.Seq
	Head    ledger.Hash
	Err     error // why it cannot be read, or that it is one of another book
}

// Copies lists the backups in the folder beside a book, the newest first, with what each of them holds. The options'
// passphrase opens the book and its backups. The book need not be there or be sound, and may be open here or elsewhere;
// what is wrong with a backup is told as its Err. Errors are those of the folder and of the context.
func Copies(ctx context.Context, book string, options Options) (copies []Copy, err error) {
	all, err := backups.List(book)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	slices.Reverse(all)
	r := copyReader{options: options}
	defer func() { err = errors.Join(err, r.close()) }()
	r.opener, _ = openSide(book, options, nil) // where the book does not open, the first copy that does
	for _, b := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		copies = append(copies, r.read(b))
	}
	return copies, nil
}

// Inspect says what a copy of the book holds, such as one that Backup has made.
func (d *Desk) Inspect(path string) (Copy, error) {
	c := measured(backups.Backup{Path: path}, func() (*bookfile.File, error) { return d.file.OpenCopy(path) })
	return c, c.Err
}

// copyReader reads copies one after another. To make a key of a passphrase takes long on purpose, so one file is kept
// open that opens the others.
type copyReader struct {
	options Options
	opener  *bookfile.File // nil until there is one
}

func (r *copyReader) read(b backups.Backup) Copy {
	return measured(b, func() (*bookfile.File, error) {
		if r.opener != nil {
			file, err := r.opener.OpenCopy(b.Path)
			if err == nil || errors.Is(err, bookfile.ErrOtherBook) || errors.Is(err, bookfile.ErrDamaged) {
				return file, err
			}
		}
		return r.open(b.Path)
	})
}

// open opens a copy by the passphrase.
func (r *copyReader) open(path string) (*bookfile.File, error) {
	file, err := openSide(path, r.options, nil)
	if err != nil || r.opener != nil {
		return file, err
	}
	r.opener = file
	return file.OpenCopy(path)
}

func (r *copyReader) close() error {
	if r.opener == nil {
		return nil
	}
	return r.opener.Close()
}

// measured reads how far a copy goes.
func measured(b backups.Backup, open func() (*bookfile.File, error)) Copy {
	c := Copy{Backup: b}
	if info, err := os.Stat(b.Path); err == nil {
		c.Size = info.Size()
	}
	file, err := open()
	if err != nil {
		c.Err = err
		return c
	}
	c.Entries, c.Head, c.Err = file.Head()
	c.Err = errors.Join(c.Err, file.Close())
	return c
}
