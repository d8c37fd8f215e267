// Package yardstick generates the book by which speed is measured: 50 investors, 2,000 companies, 10,000 commitments
// in eight currencies, from 2010 to 2026, at any number of entries. It is no toy: its entries are of nearly every
// kind, in the mix of a busy desk, and a book takes every one of them. The same size and seed give the same entries.
//
//	book, err := yardstick.New(1_000_000, 1)
//	for e := range book.Entries() {
//		…
//	}
//
// The files, in the order in which to read them:
//
//	book.go      a book's shape, and its entries one after the other
//	calendar.go  which commitment has its turn on which day
//	field.go     what there is before the first commitment: parties, securities, limits, rates
//	deal.go      what a commitment has come to, by the book's own rules
//	turn.go      what happens when a commitment has its turn
//	money.go     payments and what was agreed on them
//	stake.go     what they bought, and what it is worth
//	draw.go      amounts and words at random
//
// It keeps what a commitment comes to in whole millionths and shares no arithmetic with the book, so that a book that
// refuses an entry, or comes to other sums, is found out.
//
// yardstick imports ledger, money and civil. Benchmarks and cmd/dev import it, the product does not.
package yardstick
