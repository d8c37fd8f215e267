// Package interchange reads and writes entries as JSON Lines and as CSV, and works out what an import adds to a book.
//
// Both forms are flat: one record an entry, the fields named as in ledger.Table, absent fields left out (an empty CSV
// cell is absent). What is written is read back as the same entry, and what was written is written again byte
// for byte.
//
// JSON Lines. One object a line. Every value is a JSON string, so that no digit is lost on the way through another
// program's numbers; the fields that number entries (seq, disputes, and entry of a reversal) are written as strings
// too, and whole JSON numbers are taken for them. Nested values, true, false and null, names given twice and unknown
// names are refused. Lists are one string, a;b.
//
// CSV. RFC 4180 with a header: commas, quotes doubled inside quotes, line ends of LF or CRLF, line ends inside
// quotes kept as they are. The columns come in any order. Where there is a column named kind it says the kind of each
// row; where there is none the caller or the file's name does (fundings.csv). A text that a spreadsheet would run
// (one that begins with = + - @ tab CR LF), or that begins with ', is written with one ' before it, and exactly one '
// is taken off a text on reading. Numbers, dates and currencies never get one.
//
// Both are UTF-8; a byte order mark at the start is passed over. Blank lines, and CSV rows of empty cells, say nothing.
// Limits bound the bytes of a record, its fields and the number of records, so that memory is bounded by the longest
// record and not by the file. Every refusal is an *Error that names file, line and column.
//
// A file numbers its own entries. Merge compares a file's records with a book's entries by content, leaves out
// what the book already holds, and turns the references of the rest into the book's numbers.
//
// interchange imports ledger, the one rule of report against formulas, and the standard library; it opens no files and
// keeps no state.
package interchange
