package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"stakebook/ledger/bookfile"
)

// trouble is why a book did not open, for the person who wanted it.
type trouble struct {
	title, text, hint string
	beside            bool // it can be read beside whoever writes it
	passphrase        bool // it needs a passphrase, or another one
	gone              bool // there is nothing at the path
}

// Error is what is wrong and, after a semicolon, what to do.
func (t trouble) Error() string {
	if t.hint == "" {
		return t.text
	}
	return t.text + "; " + t.hint
}

// troubleOf puts an error of opening in plain words with what to do about it.
func troubleOf(path string, err error) trouble {
	name := filepath.Base(path)
	var locked *bookfile.LockedError
	switch {
	case errors.As(err, &locked):
		return trouble{title: name + " is open elsewhere", text: locked.Error(), beside: true,
			hint: "Opened for reading, the book follows what is recorded there, and nothing can be recorded here"}
	case errors.Is(err, bookfile.ErrEncrypted):
		return trouble{title: name + " is encrypted", text: "The book opens with its passphrase", passphrase: true}
	case errors.Is(err, bookfile.ErrPassphrase):
		return trouble{title: "That is not the passphrase", text: bookfile.ErrPassphrase.Error(), passphrase: true,
			hint: "Try again: capital letters and spaces count. Nobody can open the book without it"}
	case errors.Is(err, bookfile.ErrNewer):
		return trouble{title: name + " needs a newer Stakebook", text: bookfile.ErrNewer.Error(),
			hint: "Install the newest Stakebook and open the book with it. The book was not changed"}
	case errors.Is(err, bookfile.ErrDamaged):
		return trouble{title: name + " is damaged", text: cause(err).Error(),
			hint: "The book was not changed. Keep the file, and open your last backup of it"}
	case errors.Is(err, bookfile.ErrNotBook):
		return trouble{title: name + " is not a book", text: bookfile.ErrNotBook.Error(),
			hint: "Books are named *.stakebook. A file .csv or .jsonl can be imported into an open book"}
	case errors.Is(err, fs.ErrNotExist):
		return trouble{title: name + " is not there", text: fmt.Sprintf("There is no file at %s", path), gone: true,
			hint: "It may have been moved or renamed, or its drive is not connected"}
	case errors.Is(err, bookfile.ErrReadOnly):
		return trouble{title: name + " can only be read here", text: cause(err).Error(), beside: true,
			hint: "Open it for reading, or copy it to a folder that you may write to"}
	case errors.Is(err, fs.ErrPermission):
		return trouble{title: name + " may not be opened", text: fmt.Sprintf("You may not read %s", path),
			hint: "Ask its owner for the right to read it"}
	case errors.Is(err, bookfile.ErrBusy):
		return trouble{title: name + " is busy", text: "Another program keeps the book busy", hint: "Try again in a moment"}
	default:
		return trouble{title: name + " did not open", text: err.Error(),
			hint: "The book was not changed. `stakectl check` says more about it"}
	}
}

// cause is the damage or the like without the path before it, which the title names.
func cause(err error) error {
	var damaged *bookfile.DamageError
	if errors.As(err, &damaged) {
		return damaged
	}
	for _, known := range []error{bookfile.ErrReadOnly, bookfile.ErrDamaged} {
		if errors.Is(err, known) {
			return known
		}
	}
	return err
}
