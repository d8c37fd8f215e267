package grid

import (
	"encoding/csv"
	"strings"

	"stakebook/ledger/report"
)

// guarded is a text cell as a spreadsheet may have it: what it would run as a formula, and what already begins with
// an apostrophe, gets one more. Numbers and dates are never touched.
func guarded(cell report.Cell) string {
	text := cell.String()
	if cell.IsNumber() || !cell.Day().IsZero() || text == "" || !strings.ContainsRune("=+-@\t\r\n'", rune(text[0])) {
		return text
	}
	return "'" + text
}

// tabbed writes a header and rows as text between tabs, the form that spreadsheets paste. Cells that hold a tab, a
// line end or a quote are quoted as in CSV.
func tabbed(header []string, columns []int, rows []report.Row) (string, error) {
	var text strings.Builder
	writer := csv.NewWriter(&text)
	writer.Comma = '\t'
	if err := writer.Write(header); err != nil {
		return "", err
	}
	record := make([]string, len(columns))
	for _, row := range rows {
		for i, column := range columns {
			record[i] = guarded(row.Cells[column])
		}
		if err := writer.Write(record); err != nil {
			return "", err
		}
	}
	writer.Flush()
	return text.String(), writer.Error()
}
