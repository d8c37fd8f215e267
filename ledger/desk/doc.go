// Package desk is an open book at work: what the app and stakectl both stand on.
//
// There is one way through it. An entry, an import or an undo is asked of the book (package ledger), made durable by
// the book file (package bookfile), and only then published: Record, Import, Undo and Redo return when the disk has
// it. Undo is a reversal and redo is a reversal of that, so both are entries like any other. Whatever is refused or
// fails leaves the book, the file and what can be undone as they were.
//
// A Desk is safe for use by several goroutines. Those who read a book hold it in View; those who want to hear of
// changes subscribe.
//
// The files, in the order in which to read them:
//
//	desk.go     a book that is opened, looked at and closed
//	record.go   entries taken in, all or none
//	undo.go     what was done here is undone and redone
//	watch.go    who hears of changes, and a reader beside a writer
//	preview.go  files read, compared with the book, and accepted
//	import.go   imports into a path, which may make the book
//	stream.go   a new book made of a file while it is read
//	ahead.go    one goroutine at work ahead of another
//	figures.go  reports of the figures that are kept beside the journal
//	sight.go    histories of the open book, which go after it, for those who look at it
//	check.go    the whole book verified
//	backup.go   copies of the book, and a rolling set of them beside it
//	copies.go   what the copies beside a book hold
//	compare.go  what differs between a book and a copy
//	restore.go  a copy put in the place of a book
//	seal.go     a book encrypted, decrypted, given another passphrase
//	remember.go how far a book went, kept outside of it
//
// desk imports ledger and the packages beside it; it knows no screen, and takes the clock and the author from outside.
package desk
