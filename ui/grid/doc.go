// Package grid is the one data grid that every page shows its table in.
//
// A [Grid] takes a report's table as it is: named columns with types, rows with ids, totals and notes. It adds what a
// person does with a table: sorting, filtering, selecting rows, opening one, copying, hiding and sizing columns. None
// of that changes the table.
//
// Three rules hold everywhere in it:
//
//   - A row is known by its id. Selection, cursor and range anchor survive sorting, filtering and a new table.
//   - Only rows that are shown are put into words, so a million rows open at once. Column widths come from a bounded
//     sample, and a column of numbers widens when a longer number comes into view: a number is never cut.
//   - One layout of columns serves the header, the rows and the totals, so they cannot drift apart. The first column
//     stays in place when the others are scrolled sideways.
//
// The package may import the report values and the toolkit, and nothing of the window.
package grid
