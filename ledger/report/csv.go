package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Safe is text as a spreadsheet may have it: what it would run as a formula (= + - @ tab CR or LF first), and what
// begins with ', gets one ' before it. Taking exactly one off gives the text back.
func Safe(words string) string {
	if words != "" && strings.IndexByte("=+-@\t\r\n'", words[0]) >= 0 {
		return "'" + words
	}
	return words
}

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

func writeCSV(w io.Writer, t Table, before, lineEnd string) error {
	out := bufio.NewWriterSize(w, 64<<10)
	_, _ = out.WriteString(before) // Flush gives the error of any write
	cells := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		cells[i] = column.Name
	}
	writeRecord(out, cells, lineEnd)
	for _, row := range t.Rows {
		for i, cell := range row.Cells {
			cells[i] = cell.Plain()
		}
		writeRecord(out, cells, lineEnd)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write report %s as CSV: %w", t.Name, err)
	}
	return nil
}

func writeRecord(out *bufio.Writer, cells []string, lineEnd string) {
	for i, cell := range cells {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		if needsQuotes(cell) || cell == "" && len(cells) == 1 {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		_, _ = out.WriteString(cell)
	}
	_, _ = out.WriteString(lineEnd)
}

// needsQuotes says that a cell would not be read back as it is. A space at either end is kept by quotes too: some
// readers trim it.
func needsQuotes(cell string) bool {
	return strings.ContainsAny(cell, ",\"\r\n") || strings.TrimSpace(cell) != cell
}
