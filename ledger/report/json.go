package report

import (
	"bufio"
	"fmt"
	"io"
)

// WriteJSON writes a table as one JSON object: report, title, as_of, known, head, columns (name and type each), rows
// (an object a row, a string for each column, in the order of the columns; what is empty is ""), totals (the same for
// the totals over the rows) and notes. The same table gives the same bytes.
func WriteJSON(w io.Writer, t Table) error {
	out := bufio.NewWriterSize(w, 64<<10)
	write := func(words string) { _, _ = out.WriteString(words) } // Flush gives the error of any write
	write("{\n  \"report\": " + quoted(t.Name))
	write(",\n  \"title\": " + quoted(t.Title))
	write(",\n  \"as_of\": " + quoted(t.AsOf.String()))
	write(",\n  \"known\": " + quoted(t.Known.String()))
	write(",\n  \"head\": " + quoted(t.Head.String()))
	write(",\n  \"columns\": [")
	for i, column := range t.Columns {
		write(between(i) + `{"name": ` + quoted(column.Name) + `, "type": ` + quoted(column.Type.String()) + "}")
	}
	write("\n  ],\n  \"rows\": [")
	writeRows(write, t, false)
	write("\n  ],\n  \"totals\": [")
	writeRows(write, t, true)
	write("\n  ],\n  \"notes\": [")
	for i, note := range t.Notes {
		write(between(i) + quoted(note))
	}
	write("\n  ]\n}\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write report %s as JSON: %w", t.Name, err)
	}
	return nil
}

// writeRows writes the rows that are totals, or those that are not.
func writeRows(write func(string), t Table, totals bool) {
	written := 0
	for _, row := range t.Rows {
		if row.Total != totals {
			continue
		}
		write(between(written) + "{")
		for i, cell := range row.Cells {
			if i > 0 {
				write(", ")
			}
			write(quoted(t.Columns[i].Name) + ": " + quoted(cell.String()))
		}
		write("}")
		written++
	}
}

// between is what stands before an item of a list: a comma but for the first, and a new line.
func between(i int) string {
	if i == 0 {
		return "\n    "
	}
	return ",\n    "
}
