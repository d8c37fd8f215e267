package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is a way to write a table.
type Format struct {
	Name      string // on the command line
	Title     string // for people
	Extension string // of a file, with its point
	Write     func(io.Writer, Table) error
}

// Formats lists every format; the first is what a file gets unless another is asked for.
func Formats() []Format {
	return []Format{
		{Name: "csv", Title: "CSV", Extension: ".csv", Write: WriteCSV},
		{Name: "csv-excel", Title: "CSV for Excel", Extension: ".csv", Write: WriteExcelCSV},
		{Name: "json", Title: "JSON", Extension: ".json", Write: WriteJSON},
		{Name: "table", Title: "Text table", Extension: ".txt", Write: WriteText},
	}
}

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, error) {
	all := Formats()
	at := slices.IndexFunc(all, func(f Format) bool { return f.Name == name })
	if at < 0 {
		var names []string
		for _, f := range all {
			names = append(names, f.Name)
		}
		return Format{}, fmt.Errorf("there is no format %q; there are %s", name, strings.Join(names, ", "))
	}
	return all[at], nil
}
