package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// trouble is what is wrong with a book's file, for the person who wants to work with it.
type trouble struct {
	title, text, hint string
	beside            bool   // it can be read beside whoever writes it
	passphrase        bool   // it needs a passphrase
	gone              bool   // there is nothing at the path
	restorable        bool   // a backup can take its place
	state             string // in a trace, where it befell an open book
	barred            string // why nothing can be recorded then
}

// Error is what is wrong and, after a semicolon, what to do.
func (t trouble) Error() string {
	if t.hint == "" {
		return t.text
	}
	return t.text + "; " + t.hint
}

// troubleOf puts an error of a book's file in plain words with what to do about it. Times are told in the zone.
func troubleOf(path string, err error, zone *time.Location) trouble {
	name := filepath.Base(path)
	var locked *bookfile.LockedError
	switch {
	case errors.As(err, &locked):
		return lockedTrouble(name, locked, zone)
	case errors.Is(err, bookfile.ErrEncrypted):
		return trouble{title: name + " is encrypted", text: "The book opens with its passphrase", passphrase: true}
	case errors.Is(err, bookfile.ErrPassphrase):
		return trouble{title: "That is not the passphrase", text: bookfile.ErrPassphrase.Error(), passphrase: true,
			hint: "Try again: capital letters and spaces count. Nobody can open the book without it"}
	case errors.Is(err, bookfile.ErrNewer):
		return trouble{title: name + " needs a newer Stakebook", text: bookfile.ErrNewer.Error(),
			hint: "Install the newest Stakebook and open the book with it. The book was not changed"}
	case errors.Is(err, bookfile.ErrOtherBook):
		return trouble{title: name + " is of another book", text: "That file is a copy of another book than this one",
			hint: "Choose a backup of this book, or restore it all the same after a look at what differs"}
	case errors.Is(err, fs.ErrNotExist):
		return trouble{title: name + " is not there", text: fmt.Sprintf("There is no file at %s", path), gone: true,
			hint: "It may have been moved or renamed, or its drive is not connected", restorable: true}
	case errors.Is(err, fs.ErrPermission) && !errors.Is(err, bookfile.ErrReadOnly):
		return trouble{title: name + " may not be opened", text: fmt.Sprintf("You may not read %s", path),
			hint: "Ask its owner for the right to read it"}
	case isSetback(err):
		return setbackTrouble(name, err)
	default:
		return otherTrouble(name, err)
	}
}

// lockedTrouble says who has the book, where and since when.
func lockedTrouble(name string, locked *bookfile.LockedError, zone *time.Location) trouble {
	text := "The book is open in another program"
	if locked.Process != "" {
		text = "The book is open in " + locked.Process
	}
	if locked.Host != "" {
		text += " on " + locked.Host
	}
	if locked.PID != 0 {
		text += fmt.Sprintf(" (process %d)", locked.PID)
	}
	if !locked.Since.IsZero() {
		text += " since " + locked.Since.In(zone).Format("2006-01-02 15:04")
	}
	return trouble{title: name + " is open elsewhere", text: text, beside: true,
		hint: "Opened read-only, the book follows what is recorded there, and nothing can be recorded here"}
}

// setbackTrouble is what bars everything more until the book is opened anew.
func setbackTrouble(name string, err error) trouble {
	switch {
	case errors.Is(err, bookfile.ErrReplaced), errors.Is(err, desk.ErrRewound):
		return trouble{title: name + " was replaced", state: "replaced", barred: "its file was replaced; open it again",
			text: "Another program put other contents into the book's file while it was open here, as programs do that " +
				"keep folders alike on several computers. Nothing was written over them, and nothing will be",
			hint: "What the window shows is still in memory. Export it as a journal, which a book takes in again, then open " +
				"the book to see what is there now"}
	case errors.Is(err, bookfile.ErrRemoved):
		return trouble{title: name + " is not where it was", state: "removed",
			barred: "its file was moved or replaced; open it again",
			text: "The book's file was moved, removed or replaced while it was open here, be it by hand, by a restore or by " +
				"a program that keeps folders alike. Nothing was written to what is there now, and nothing will be",
			hint: "What the window shows is still in memory. Export it as a journal, which a book takes in again, then open " +
				"the book to see what is there now"}
	case errors.Is(err, bookfile.ErrFull):
		return trouble{title: "There is no room left on the disk", state: "full",
			barred: "the disk was full; make room and open it again",
			text:   "What was to be saved was not. Everything that was recorded before is safe",
			hint:   "Make room on the disk, then open the book again"}
	case errors.Is(err, bookfile.ErrNoLocks):
		return trouble{title: name + " lies where files cannot be locked", state: "no locks",
			barred: "its folder does not lock files",
			text: "The folder's file system does not lock files, as some network folders do not, so two programs could " +
				"write the book at once. It was not opened for writing",
			hint: "Copy the book to a folder on a disk of this computer and open it there"}
	case errors.Is(err, bookfile.ErrDamaged):
		return trouble{title: name + " is damaged", state: "damaged", restorable: true, text: cause(err).Error(),
			barred: "it is damaged",
			hint:   "The book was not changed. Keep the file, and restore your last backup of it"}
	case errors.Is(err, bookfile.ErrClosed):
		return trouble{title: name + " is closed", state: "closed", text: "The book's file could not be opened again",
			barred: "its file is closed; open it again", hint: "Open it again to see what is there"}
	default:
		return trouble{title: "The book could not be written", state: "broken",
			barred: "an earlier write failed; open it again",
			text:   "An earlier write failed, so nothing more is written. Everything that was recorded before is safe",
			hint:   "Open the book again: it is verified then, and goes on from the last entry that was recorded"}
	}
}

// otherTrouble is what remains.
func otherTrouble(name string, err error) trouble {
	switch {
	case errors.Is(err, bookfile.ErrNotBook):
		return trouble{title: name + " is not a book", text: bookfile.ErrNotBook.Error(), restorable: true,
			hint: "Books are named *.stakebook. A file .csv or .jsonl can be imported into an open book"}
	case errors.Is(err, bookfile.ErrReadOnly):
		return trouble{title: name + " can only be read here", beside: true,
			text: "The file or its folder may not be written to",
			hint: "Open it read-only, or copy it to a folder that you may write to, or ask its owner for the right to"}
	case errors.Is(err, bookfile.ErrBusy):
		return trouble{title: name + " is busy", text: "Another program keeps the book busy", hint: "Try again in a moment"}
	default:
		return trouble{title: name + " did not open", text: err.Error(), restorable: true,
			hint: "The book was not changed. `stakectl check` says more about it"}
	}
}

// cause is the damage or the like without the path before it, which the title names.
func cause(err error) error {
	var damaged *bookfile.DamageError
	if errors.As(err, &damaged) {
		return damaged
	}
	for _, known := range []error{
		bookfile.ErrReadOnly, bookfile.ErrDamaged, bookfile.ErrOtherBook, bookfile.ErrPassphrase, bookfile.ErrEncrypted,
		bookfile.ErrFull, bookfile.ErrNotBook, bookfile.ErrBusy,
	} {
		if errors.Is(err, known) {
			return known
		}
	}
	return err
}

// isKnown says that an error is one of a book's file, with words of its own for a person.
func isKnown(err error) bool {
	var locked *bookfile.LockedError
	if errors.As(err, &locked) || isSetback(err) {
		return true
	}
	for _, known := range []error{bookfile.ErrOtherBook, bookfile.ErrReadOnly, bookfile.ErrBusy, bookfile.ErrPassphrase} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// plainWords is what is wrong in short, for a line of its own.
func plainWords(err error) string { return cause(err).Error() }
