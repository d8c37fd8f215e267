package grid_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

func TestAColumnFitsItsWidestWordsAndNotOnlyItsLongest(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.window.Resize(fyne.NewSize(160, 320)) // no room to spare that would hide a column that is too narrow
	const longest, widest = "illicit-fill-lit", "mammoth-www-MMM"
	rows := []report.Row{commitment("1", longest, report.Count(1)), commitment("2", widest, report.Count(2))}
	s.grid.SetTable(table(rows...))
	var words []string
	for _, shown := range s.lines() {
		for _, text := range texts(shown) {
			words = append(words, text.Text)
		}
	}
	for _, want := range []string{longest, widest} {
		if !slices.Contains(words, want) {
			t.Errorf("%s is not shown whole: %q", want, words)
		}
	}
}
