package grid

import "stakebook/ledger/report"

// Rows are the rows of a table without its totals. Each has an id that is unique among them.
// Row may make its answer when it is asked: the grid asks for what it shows, sorts by or looks through.
type Rows interface {
	Len() int
	Row(i int) report.Row
}

// Content is what a grid shows.
type Content struct {
	Columns []report.Column
	Rows    Rows
	Totals  []report.Row // pinned under the rows, never sorted or filtered
	Notes   []string     // shown under the table
}

// Of is the content of a report's table.
func Of(table report.Table) Content {
	content := Content{Columns: table.Columns, Notes: table.Notes}
	for i, row := range table.Rows {
		if row.Total {
			return content.split(table.Rows, i)
		}
	}
	content.Rows = listed(table.Rows)
	return content
}

// split parts rows from totals, of which the first is at the given place.
func (c Content) split(all []report.Row, first int) Content {
	rows := append(make([]report.Row, 0, len(all)), all[:first]...)
	for _, row := range all[first:] {
		if row.Total {
			c.Totals = append(c.Totals, row)
			continue
		}
		rows = append(rows, row)
	}
	c.Rows = listed(rows)
	return c
}

type listed []report.Row

func (l listed) Len() int             { return len(l) }
func (l listed) Row(i int) report.Row { return l[i] }
