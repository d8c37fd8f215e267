// Package report defines every report once, as a value.
//
// A Table is named columns with types, rows, and notes; the grid, CSV, JSON, the text table and the tests read the
// same Table. Reports is the list of definitions: each makes its Table of a book, a date and the caller's parameters.
// Formats is the list of writers: each turns any Table into bytes.
//
// The files, in the order in which to read them:
//
//	table.go, cell.go   a report as a value
//	report.go           a definition, its parameters, and the list
//	draft.go            a table in the making: rows, notes, what does not add up
//	commitments.go …    one file a report: its columns, each with how its value is found, and its rows
//	format.go           the list of writers: csv.go, json.go, text.go
//	digits.go           a cell's number and day as bytes
//
// A new report is one more such file and its line in Reports.
//
// report imports ledger, its figures, money and civil, and golang.org/x/text for the width of characters; it knows no
// files and no screen.
package report
