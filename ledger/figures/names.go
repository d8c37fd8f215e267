package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/money"
)

// Names says who and what the ids of a book are. *ledger.Book is one.
type Names interface {
	Party(ledger.PartyID) (ledger.Party, bool)
	Security(ledger.SecurityID) (ledger.Security, bool)
	PartyName(ledger.PartyID) string
	HasOwn() bool
	Currency() money.Currency // that totals are reported in
}
