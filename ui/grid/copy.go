package grid

import (
	"encoding/csv"
	"strings"

	"stakebook/ledger/report"
)

// tabbed writes a header and rows as text between tabs, the form that spreadsheets paste. Cells are as in a CSV
// file: formulas are made harmless, and what holds a tab, a line end or a quote is quoted.
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
			record[i] = row.Cells[column].Plain()
		}
		if err := writer.Write(record); err != nil {
			return "", err
		}
	}
	writer.Flush()
	return text.String(), writer.Error()
}
