package grid_test

import (
	"strconv"
	"testing"

	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

// BenchmarkAMillionRows is what a person waits for in the largest table.
func BenchmarkAMillionRows(b *testing.B) {
	all := make([]report.Row, 1_000_000)
	for i := range all {
		// Neighbours are far apart in value, so that sorting has something to do.
		all[i] = commitment(strconv.Itoa(i), "Company "+strconv.Itoa(i%100), report.Count(i*7919%1_000_003))
	}
	content := grid.Of(table(all...))
	s := newStage(b, grid.Options{})
	s.grid.SetContent(content)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s.grid.SetContent(content)
		}
	})
	b.Run("sort by a number", func(b *testing.B) {
		for b.Loop() {
			s.grid.Sort(grid.Sorting{Column: "cap", Direction: grid.Descending})
		}
	})
	b.Run("sort by words", func(b *testing.B) {
		for b.Loop() {
			s.grid.Sort(grid.Sorting{Column: "company_name", Direction: grid.Ascending})
		}
	})
	s.grid.Sort(grid.Sorting{})
	b.Run("filter by words", func(b *testing.B) {
		for b.Loop() {
			s.grid.SetFilter("nobody")
			s.grid.SetFilter("")
		}
	})
	b.Run("filter by a number", func(b *testing.B) {
		for b.Loop() {
			s.grid.SetFilter("12345")
			s.grid.SetFilter("")
		}
	})
	b.Run("down", func(b *testing.B) {
		for b.Loop() {
			s.press("Down")
		}
	})
	b.Run("select all", func(b *testing.B) {
		for b.Loop() {
			s.grid.SelectAll()
		}
	})
}
