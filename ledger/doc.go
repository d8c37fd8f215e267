// Package ledger is the book: its entries, their rules, and the fold from journal to state.
//
// A book is a journal, an append-only list of entries. Each kind of entry is a Go type in one closed
// set (Payload), and the struct tags of those types are the one table of fields (Table) that JSON,
// CSV, forms, help and validation read. Book folds entries in order and refuses those that break a rule,
// on every date that they touch. Two clocks run through it: as of a date, and as known at a seq.
//
// The files, in the order in which to read them:
//
//	entry.go      an entry: who said what, about which day, from which source
//	kinds.go      the closed set of kinds
//	parties.go, commitments.go, flows.go, stakes.go, promises.go, records.go
//	              the payload of every kind, with its fields
//	values.go     ids, closed sets of words, lists
//	table.go      the table of fields, made from the payloads' tags
//	flat.go       an entry as flat name/text pairs and back
//	sheet.go      a payload laid out, to be read, checked and written field by field
//	texts.go      the texts that entries share
//	canonical.go  the bytes that are hashed, and the chain
//	form.go, shape.go
//	              what an entry must be in itself, whatever the book
//	book.go       the fold; refusal.go how it says no; stamp.go what is checked and hashed before it
//	line.go       an entry as the book keeps it
//	name.go       what an entry's ids name; place.go where it goes; reverse.go takes it out and brings it back
//	account.go    a commitment's entries by date; drawdown.go where they leave it, draw.go and amend.go how they move it
//	register.go   the lots of a company; terms.go limits and undertakings as amended
//
// ledger imports money, civil and the standard library; it knows no files, no SQL, no screen and no clock.
package ledger
