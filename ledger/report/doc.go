// Package report defines every report once, as a value.
//
// A Table is named columns with types, rows, and notes; the grid, CSV, JSON, the text table and the tests
// read the same Table. Reports is the list of definitions: each makes its Table of a book, a date and the caller's
// parameters. The writers turn any Table into bytes.
//
// report imports ledger, its figures, and money and civil; it knows no files and no screen.
package report
