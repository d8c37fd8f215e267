package desk

import (
	"context"
	"errors"
	"fmt"

	"stakebook/ledger/backups"
)

// ErrNoPassphrase is returned where a book is to be encrypted with an empty passphrase.
var ErrNoPassphrase = errors.New("a passphrase has at least one character")

// ErrBackupsLeft is wrapped where a book was encrypted or decrypted, and its backups were not all looked after.
var ErrBackupsLeft = errors.New("the book is done, its backups are not")

// Encrypt encrypts the book with a passphrase, or gives an encrypted one another passphrase, and gives every backup in
// the folder beside it the same one: none is lost, and none stays readable without it but those that are named. The
// book stays open; what it holds does not change. It is for the one who writes.
//
// An error that wraps ErrBackupsLeft means that the book is encrypted and its backups were not all looked after; the
// next KeepBackup goes on. Copies that somebody made elsewhere are as they were.
func (d *Desk) Encrypt(ctx context.Context, passphrase []byte) (backups.Adopted, error) {
	if len(passphrase) == 0 {
		return backups.Adopted{}, ErrNoPassphrase
	}
	return d.reseal(ctx, passphrase)
}

// Decrypt makes the book and its backups plain, as Encrypt does the contrary.
func (d *Desk) Decrypt(ctx context.Context) (backups.Adopted, error) { return d.reseal(ctx, nil) }

func (d *Desk) reseal(ctx context.Context, passphrase []byte) (backups.Adopted, error) {
	if !d.Writable() {
		return backups.Adopted{}, ErrReadOnly
	}
	if err := d.file.Reseal(ctx, passphrase); err != nil {
		return backups.Adopted{}, err
	}
	done, err := backups.Adopt(ctx, d.file)
	if err != nil {
		return done, fmt.Errorf("%w: %w", ErrBackupsLeft, err)
	}
	return done, nil
}
