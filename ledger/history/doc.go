// Package history keeps what the figures of a book come to on every day, so that a portfolio on another date is looked
// up and not folded anew.
//
// A figure is a step function of the day: it changes when something is recorded and when something is due, and stays
// as it is between. History holds those steps, for every commitment and holding, in one currency for what is converted
// at the rate of its own day. From cuts off what lies before a day, and the rest is small enough to be kept in the book
// file: a portfolio of that day or a later one is then made without a fold.
//
//	steps.go    a value that stays from day to day until it changes
//	account.go  a commitment; holding.go what an investor holds of a company
//	history.go  a whole book, made of it and asked for a day; share.go its pieces worked on side by side
//	follow.go   a history that follows its book; agenda.go what is to be acted on, ranked.go what it is kept in
//	sight.go    a book with its histories, for those who look at it
//	kept.go     the same written and read again; code.go its bytes, names.go who is who in it
//
// What is looked up is what package figures says; the laws of this package hold the two together.
//
// history imports figures, ledger, money and civil; it knows no files and no SQL.
package history
