package desk

import (
	"stakebook/ledger"
	"stakebook/ledger/figures"
)

// CheckIdentity holds figures to the identity; no book can be made that breaks it.
func CheckIdentity(c figures.Commitment, last ledger.Entry) error { return checkIdentity(c, last) }

// CreateWith makes a book file of entries that were not asked of a book.
func CreateWith(path string, options Options, entries []ledger.Entry) error {
	file, err := createWith(path, options, entries)
	if err != nil {
		return err
	}
	return file.Close()
}
