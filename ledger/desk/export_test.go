package desk

import (
	"stakebook/ledger"
	"stakebook/ledger/figures"
)

// CheckIdentity holds figures to the identity; no book can be made that breaks it.
func CheckIdentity(c figures.Commitment, last ledger.Entry) error { return checkIdentity(c, last) }
