// Package form makes a form for every kind of entry from the ledger's table of fields. Nothing is written a
// kind: a field that the table gains is a field that the form shows.
//
// The files, in the order in which to read them:
//
//	groups.go     the kinds as a menu offers them
//	choice.go     what a field that names an existing id offers, and how it is found by typing
//	form.go       the form: its fields, their values, the entry they make
//	build.go      a form laid out from the table
//	submit.go     checking, refusing at the field, recording
//	suggest.go    the id that is offered for what is new
//	field.go      one field: its label, its input, its read-back and its message
//	readback.go   what a text comes to, said beside it
//	line.go, word.go, picker.go, date.go
//	              the inputs
//	float.go, menu.go, calendar.go, cell.go
//	              what floats below an input while the keyboard stays in it
//	layout.go, fold.go
//	              where things go
//
// Texts are kept as typed and are checked by the ledger alone; the form never guesses what was meant. All
// widgets belong to the goroutine of the user interface.
//
// form imports ledger, money, civil and Fyne; it knows no book, no file and no clock.
package form
