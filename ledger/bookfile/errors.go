package bookfile

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"
	"unicode"

	"github.com/ncruces/go-sqlite3"
)

// What can go wrong with a book file, in the words that a person reads. Errors of this package wrap one of these, a
// *LockedError, a *DamageError or an error of package io/fs.
var (
	ErrNotBook  = errors.New("the file is not a Stakebook book")
	ErrNewer    = errors.New("this book was written by a newer Stakebook")
	ErrDamaged  = errors.New("the book is damaged")
	ErrReadOnly = errors.New("the book can only be read here")
	ErrRemoved  = errors.New("the book was moved, removed or replaced while it was open; open it anew")
	ErrReplaced = errors.New("another program put other contents into the book's file while it was open; nothing " +
		"is written over them: keep a copy of the file, then open it anew or restore a backup")
	ErrOtherBook = errors.New("it is a copy of another book")
	ErrNoLocks   = errors.New("the folder's file system does not lock files, so two programs could write the book " +
		"at once; keep it in a folder on a disk of this computer")
	ErrBroken = errors.New("an earlier write failed, so nothing more is written; close the book and open it again")
	ErrClosed = errors.New("the book is closed")
	ErrBusy   = errors.New("another program kept the book busy; nothing was saved, try again")
	ErrFull   = errors.New("there is no room left on the disk; what was to be saved is not, and the book is " +
		"whole: make room, then open it again")
	ErrDisk = errors.New("the disk, or the connection to it, did not do what was asked; copy the book to another disk " +
		"before going on")
	ErrEncrypted    = errors.New("the book is encrypted; give its passphrase")
	ErrNotEncrypted = errors.New("the book is not encrypted; open it without a passphrase")
	ErrPassphrase   = errors.New("the passphrase is not the one of this book")
	ErrNotNext      = errors.New("the entries do not continue the book")
	ErrNoDocument   = errors.New("the book does not hold that document's contents")
	ErrTooLarge     = errors.New("too large for a book")
	ErrNoBranch     = errors.New("there is no such branch")
)

var errChecksum = errors.New("a page does not match its checksum")

// LockedError says who has the book open for writing. What is not known is empty.
type LockedError struct {
	Host    string
	Process string
	PID     int
	Since   time.Time
}

// Error names the holder and says what can still be done.
func (e *LockedError) Error() string {
	if e.Process == "" {
		return "the book is open in another program; it can be read beside it"
	}
	text := "the book is open in " + e.Process
	if e.Host != "" {
		text += " on " + e.Host
	}
	if e.PID != 0 {
		text += fmt.Sprintf(" (process %d)", e.PID)
	}
	if !e.Since.IsZero() {
		text += " since " + e.Since.UTC().Format("2006-01-02 15:04:05Z")
	}
	return text + "; it can be read beside it"
}

// DamageError says where a book is not as it was written. It is an ErrDamaged too.
type DamageError struct {
	Place string // such as "entry 12" or "the schema"
	Err   error
}

// Error names the place and what is wrong there.
func (e *DamageError) Error() string { return fmt.Sprintf("%v: %s: %v", ErrDamaged, e.Place, e.Err) }

// Unwrap gives ErrDamaged and the cause.
func (e *DamageError) Unwrap() []error { return []error{ErrDamaged, e.Err} }

func damage(place, format string, args ...any) error {
	return &DamageError{Place: place, Err: fmt.Errorf(format, args...)}
}

// explain puts an error of SQLite in our words and keeps it as the cause. place says what was being read or written.
func explain(place string, err error) error {
	var code sqlite3.ExtendedErrorCode
	var damaged *DamageError
	if err == nil || errors.As(err, &damaged) || errors.Is(err, ErrRemoved) {
		return err
	}
	if !errors.As(err, &code) {
		return inRoom(err)
	}
	switch {
	case code == sqlite3.READONLY_DBMOVED:
		return fmt.Errorf("%w (%w)", ErrRemoved, err)
	case code == sqlite3.READONLY_ROLLBACK:
		return fmt.Errorf("%w: a write was interrupted and cannot be undone in this folder (%w)", ErrReadOnly, err)
	case code == sqlite3.IOERR_LOCK, code == sqlite3.IOERR_RDLOCK, code == sqlite3.IOERR_UNLOCK,
		code == sqlite3.IOERR_CHECKRESERVEDLOCK:
		return fmt.Errorf("%w (%w)", ErrNoLocks, err)
	case code == sqlite3.IOERR_DATA, code == sqlite3.IOERR_CORRUPTFS, code == sqlite3.IOERR_SHORT_READ:
		return &DamageError{Place: place, Err: fmt.Errorf("%w (%w)", errChecksum, err)}
	}
	switch code.Code() {
	case sqlite3.BUSY, sqlite3.LOCKED:
		return fmt.Errorf("%w (%w)", ErrBusy, err)
	case sqlite3.CORRUPT, sqlite3.TOOBIG, sqlite3.MISMATCH:
		return &DamageError{Place: place, Err: err}
	case sqlite3.NOTADB:
		return fmt.Errorf("%w (%w)", ErrNotBook, err)
	case sqlite3.READONLY, sqlite3.PERM:
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case sqlite3.FULL:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.IOERR:
		return fmt.Errorf("%s: %w (%w)", place, ErrDisk, err)
	default:
		return fmt.Errorf("%s: %w", place, err)
	}
}

// inRoom puts an error of the operating system that tells of a full disk in our words.
func inRoom(err error) error {
	if err == nil || errors.Is(err, ErrFull) || !noRoom(err) {
		return err
	}
	return fmt.Errorf("%w (%w)", ErrFull, err)
}

// refused says that nobody may write where the error comes from.
func refused(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, sqlite3.READONLY) || readOnlyFolder(err)
}

// guard turns a panic of the driver, which is how it says that a file asks for more memory than it may have, into an
// error. A panic must not cross this package's border.
func guard(place string, err *error) {
	if cause := recover(); cause != nil {
		*err = damage(place, "the file makes the database stop: %v", cause)
	}
}

// plain makes a text from a file harmless in a message: one line, printable, short.
func plain(text string) string {
	const most = 80
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
