// Package page is what the window shows, one file or a few a page.
//
// Every page splits in two: pure functions that make rows, texts and chart inputs of a book at a Moment, which tests
// read as values, and a thin view that puts them into widgets. A page never changes a book: it asks the shell, through Actions.
// The shell hands each page the book and the moment with Update, on the UI goroutine, whenever one of them has changed;
// what takes time is work for another goroutine.
//
// page may import ui/grid, ui/chart, ui/form, ui/theme, ui/dialogs and everything under ledger; it does not know the
// shell.
package page
