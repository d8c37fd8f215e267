// Package backups keeps a rolling set of copies of a book in a folder beside it.
//
// The folder is named for the book: that of ours.stakebook is ours.stakebook.backups. A backup is a book like any
// other, encrypted where its book is, and named
//
//	2026-05-01T10-00-00Z_000012_1f0c9a3e_5d41402abc4b2a76.stakebook
//
// for the instant at which it was made (UTC), its number among the backups of the folder, the beginning of the book's
// id, and the mark of what it holds. Numbers say in which order backups were made, so nothing rests on a clock that
// goes wrong.
//
// Every backup is read back and checked whole before it has its name, and before anything older is removed. Which ones
// are kept is the policy of Surplus, a pure function: of the newest hours, days, weeks, months, quarters and years in
// which there were backups, the last one each, the first of all, and a few that are so many backups old, whatever
// the clock said. Files of
// another book, files that are not named as above, and backups that do not open are never removed.
//
// backups imports bookfile. The clock comes in from outside.
package backups
