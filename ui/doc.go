// Package ui is the shell: the window around the pages.
//
// The files, in the order in which to read them:
//
//	shell.go       the Shell, what it is given, and how it begins and ends
//	commands.go    the one table of commands; menu.go and palette.go show it, run.go carries one out
//	frame.go       where things stand: navigation.go, asofbar.go, statusline.go and the page between them
//	moment.go      how the book is looked at; life.go the days of a book on which something happened
//	updating.go    the page that is shown brought up to date away from the window, the newest moment alone
//	opening.go     every way to a book ends in OpenBook; trouble.go says why one did not open, and what to do
//	keeping.go     how an open book is kept: backups, what is remembered of it, what rests on it; history.go where it
//	               is not as it was seen before, setback.go where its file is another than the one that was opened
//	restoring.go   an older state chosen and put in place; comparing.go shows first what differs
//	sealing.go     a book encrypted, decrypted, given another passphrase; passphrase.go asks for one
//	recording.go   the form of an entry, reversal, undo and redo; choices.go what the form offers
//	importing.go, exporting.go, charting.go
//	               files in and files out
//	checking.go    the whole book verified, after opening and when asked
//	beside.go      what goes on beside a person's work, and how it makes way for what needs the file to itself
//	runner.go      long work away from the goroutine of the window, with progress and a way to stop it
//	crash.go       what is kept of a crash: where it happened, and nothing of any book
//	trace.go       what the window did, line by line, for tests; places.go where in it a hand can click
//	settings.go    what is remembered from one start to the next
//
// All widgets, and every method of Shell but those that say otherwise, belong to the goroutine of the window. The shell
// knows no clock, no author and no file dialog but those it is given, and it does not start the toolkit: that
// is the program's, so the package can be tested without a screen.
//
// ui may import the packages below it, assets, and everything under ledger; nothing but the program imports ui.
package ui
