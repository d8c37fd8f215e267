package grid_test

import (
	"cmp"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

// cells makes values that often are equal, empty, negative or large.
func cells() *rapid.Generator[report.Cell] {
	return rapid.Custom(func(t *rapid.T) report.Cell {
		return rapid.SampledFrom([]report.Cell{
			{}, number("0"), number("-1"), number("1"), number("1.00"), number("9007199254740993"),
			number("9007199254740992"), report.Text("b"), report.Text("B"), report.Text("a"),
			number("0.1"), number("0.10"), number("9007199254740992.1"),
		}).Draw(t, "cell")
	})
}

func rows(t *rapid.T) []report.Row {
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g", "h"}), 0, 8,
		rapid.ID[string]).Draw(t, "ids")
	made := make([]report.Row, len(ids))
	for i, id := range ids {
		company := rapid.SampledFrom([]string{"Anthropic", "OpenAI", "Mistral"}).Draw(t, "company")
		made[i] = commitment(id, company, cells().Draw(t, "cap"))
	}
	return made
}

func ids(rows []report.Row) []string {
	var all []string
	for _, row := range rows {
		all = append(all, row.ID)
	}
	return all
}

// TestTheSelectionIsTheSameSetOfRowsWhateverIsDone: sorting and filtering change no more than what is seen of it, and
// a new table takes away no more than the rows that it does not have.
func TestTheSelectionIsTheSameSetOfRowsWhateverIsDone(t *testing.T) {
	s := newStage(t, grid.Options{})
	rapid.Check(t, func(t *rapid.T) {
		shown, filter := rows(t), ""
		s.grid.SetFilter("")
		s.grid.SetTable(table(shown...))
		s.grid.Select(ids(shown)...)
		want := ids(shown)
		if len(want) > 0 {
			want = rapid.SliceOfNDistinct(rapid.SampledFrom(want), 0, len(want), rapid.ID[string]).Draw(t, "selected")
			s.grid.Select(want...)
		}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				s.grid.Sort(grid.Sorting{
					Column:    rapid.SampledFrom([]string{"commitment", "company_name", "cap", "none"}).Draw(t, "column"),
					Direction: rapid.SampledFrom([]grid.Direction{grid.Unsorted, grid.Ascending, grid.Descending}).Draw(t, "way"),
				})
			case 1:
				filter = rapid.SampledFrom([]string{"", "a", "anthropic", "nobody", "mis"}).Draw(t, "filter")
				s.grid.SetFilter(filter)
			case 2:
				shown = rows(t)
				s.grid.SetTable(table(shown...))
				want = slices.DeleteFunc(want, func(id string) bool { return !slices.Contains(ids(shown), id) })
			}
		}
		s.grid.SetFilter("")
		got := s.grid.Selected()
		slices.Sort(want)
		slices.Sort(got)
		if found := diff.Diff(want, got, equalEmpty()); found != "" {
			t.Fatalf("-want +got\n%s", found)
		}
	})
}

func equalEmpty() diff.Option {
	return diff.FilterValues(func(a, b []string) bool { return len(a) == 0 && len(b) == 0 }, diff.Ignore())
}

// TestSortingIsTheOrderOfTheCells: whatever is kept aside to sort fast gives the order that the exact cells give.
func TestSortingIsTheOrderOfTheCells(t *testing.T) {
	s := newStage(t, grid.Options{})
	rapid.Check(t, func(t *rapid.T) {
		shown := rows(t)
		s.grid.SetTable(table(shown...))
		direction := rapid.SampledFrom([]grid.Direction{grid.Ascending, grid.Descending}).Draw(t, "way")
		s.grid.Sort(grid.Sorting{Column: "cap", Direction: direction})
		s.grid.SelectAll()
		want := slices.Clone(shown)
		slices.SortFunc(want, func(a, b report.Row) int {
			if x, y := a.Cells[2], b.Cells[2]; x.IsEmpty() != y.IsEmpty() {
				return map[bool]int{true: 1, false: -1}[x.IsEmpty()]
			}
			order := a.Cells[2].Compare(b.Cells[2])
			if direction == grid.Descending {
				order = -order
			}
			return cmp.Or(order, cmp.Compare(a.ID, b.ID))
		})
		if found := diff.Diff(ids(want), s.grid.Selected(), equalEmpty()); found != "" {
			t.Fatalf("-want +got\n%s", found)
		}
	})
}
