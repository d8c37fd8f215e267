package report

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// Safe is text as a spreadsheet may have it: what it would run as a formula (= + - @ tab CR or LF first), and what
// begins with ', gets one ' before it. Taking exactly one off gives the text back.
func Safe(words string) string {
	if isTrigger(words) {
		return "'" + words
	}
	return words
}

// isTrigger says that text begins with what Safe puts a ' before.
func isTrigger(words string) bool { return words != "" && marks[words[0]]&trigger != 0 }

// What a byte of a text can be.
const (
	trigger uint8 = 1 << iota // at the beginning: what a spreadsheet would run, or '
	edge                      // at either end: a space, or a byte of what may be one
	split                     // anywhere: what ends a field, a line or a quote
)

// marks says of every byte what it is.
var marks = func() (table [256]uint8) {
	for c := range table {
		if c <= ' ' || c >= 0x7f {
			table[c] = edge
		}
	}
	for _, c := range []byte("=+-@\t\r\n'") {
		table[c] |= trigger
	}
	for _, c := range []byte(",\"\r\n") {
		table[c] |= split
	}
	return table
}()

// Plain is the cell as a file for spreadsheets has it: a number or date as it is, text made Safe.
func (c Cell) Plain() string {
	if c.form == text {
		return Safe(c.text)
	}
	return c.String()
}

// byteOrderMark tells a spreadsheet that a file is UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes a table as CSV: RFC 4180 in UTF-8 with a header, lines ending in LF, numbers in plain digits with a
// point, text made Safe. What a cell holds is kept as it is, line ends included.
func WriteCSV(w io.Writer, t Table) error { return writeCSV(w, t, "", "\n") }

// WriteExcelCSV writes the same with a byte order mark before it and lines ending in CRLF.
func WriteExcelCSV(w io.Writer, t Table) error { return writeCSV(w, t, byteOrderMark, "\r\n") }

// chunk is about how many bytes go to the writer at once.
const chunk = 64 << 10

func writeCSV(w io.Writer, t Table, before, lineEnd string) error {
	alone := len(t.Columns) == 1
	out := append(make([]byte, 0, chunk+chunk/8), before...)
	for i, column := range t.Columns {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendField(out, column.Name, alone)
	}
	out = append(out, lineEnd...)
	for i := range t.Rows {
		if len(out) >= chunk {
			if _, err := w.Write(out); err != nil {
				return notWritten(t, err)
			}
			out = out[:0]
		}
		out = append(appendRow(out, t.Rows[i].Cells, alone), lineEnd...)
	}
	if _, err := w.Write(out); err != nil {
		return notWritten(t, err)
	}
	return nil
}

func notWritten(t Table, err error) error {
	return fmt.Errorf("write report %s as CSV: %w", t.Name, err)
}

// appendRow writes the cells of a row. Most are printed directly.
func appendRow(out []byte, cells []Cell, alone bool) []byte {
	for i := range cells {
		if i > 0 {
			out = append(out, ',')
		}
		switch c := &cells[i]; {
		case c.form == text && !c.direct:
			out = appendField(out, Safe(c.text), alone)
		case c.form == text && len(c.text) <= 8:
			end := len(out) + len(c.text)
			out = binary.LittleEndian.AppendUint64(out, uint64(c.word))[:end]
		case c.form == empty && alone:
			out = appendField(out, "", alone)
		default:
			out = c.append(out)
		}
	}
	return out
}

// appendField writes words as a field of CSV, in quotes where they would not be read back as they are. An empty field
// that is alone on its line is quoted: a reader would pass over the line.
func appendField(out []byte, words string, alone bool) []byte {
	if words == "" && !alone {
		return out
	}
	if words != "" && !needsQuotes(words) {
		return append(out, words...)
	}
	out = append(out, '"')
	for {
		before, after, found := strings.Cut(words, `"`)
		out = append(out, before...)
		if !found {
			return append(out, '"')
		}
		out, words = append(out, `""`...), after
	}
}

// needsQuotes says that words would not be read back as they are. A space at either end is kept by quotes too: some
// readers trim it.
func needsQuotes(words string) bool { return splits(words) || strings.TrimSpace(words) != words }

// splits says that words hold what ends a field, a line or a quote.
func splits(words string) bool {
	for i := range len(words) {
		if marks[words[i]]&split != 0 {
			return true
		}
	}
	return false
}

// plainWord says whether words stand in a file as they are, without an apostrophe and without quotes, and gives their
// bytes where eight hold them.
func plainWord(words string) (word int64, plain bool) {
	n := len(words)
	if marks[words[0]]|marks[words[n-1]] != 0 || splits(words) {
		return 0, false
	}
	if n <= 8 {
		for i := range n {
			word |= int64(words[i]) << (8 * i)
		}
	}
	return word, true
}
