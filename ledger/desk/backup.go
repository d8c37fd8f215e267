package desk

import (
	"context"

	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
)

// Backup copies the book to a path where there is nothing, whoever writes meanwhile; see bookfile.File.Backup. The copy
// is encrypted where the book is.
func (d *Desk) Backup(ctx context.Context, path string) error { return BackupFile(ctx, d.file, path) }

// BackupFile is Desk.Backup for a book that is open as a file alone: one whose entries do not hold can be kept too.
func BackupFile(ctx context.Context, file *bookfile.File, path string) error {
	return inPlainWords(file.Backup(ctx, path), path)
}

// KeepBackup makes a backup in the folder beside the book where the book has changed since the newest one, and lets
// those go that are no longer needed; see package backups. It is for the one who writes: to be called after the book
// was opened, and then every hour, beside everything else. What fails is for the person to know and bars nothing.
func (d *Desk) KeepBackup(ctx context.Context) (backups.Kept, error) {
	if !d.Writable() {
		return backups.Kept{}, ErrReadOnly
	}
	return backups.Keep(ctx, d.file, d.options.Now())
}

// InPlace makes sure that the file of the book is the one that was opened and, where the book is open for writing, ends
// as it was left. A program that keeps folders alike on several machines may have put another in its place. The error
// wraps bookfile.ErrRemoved or bookfile.ErrReplaced; the same errors end the next attempt to record, which then writes
// nothing.
func (d *Desk) InPlace() error {
	if !d.Writable() {
		return nil // Refresh looks
	}
	_, err := d.file.Changed()
	return err
}

// Encrypted says that the book is encrypted.
func (d *Desk) Encrypted() bool { return d.file.Encrypted() }
