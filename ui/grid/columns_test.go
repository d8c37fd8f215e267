package grid_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

func TestColumnsAreHiddenAndShown(t *testing.T) {
	s := newStage(t, grid.Options{Hidden: []string{"cap"}})
	s.grid.SetTable(stakes())
	if got := s.shown()[0]; got != "amazon-1 | Anthropic" {
		t.Errorf("%q", got)
	}
	test.TapSecondary(s.heading("Company"))
	s.menu()["Hide column"].Tapped(nil)
	if got := s.shown()[0]; got != "amazon-1" {
		t.Errorf("%q", got)
	}
	s.grid.SetTable(stakes())
	if got := s.shown()[0]; got != "amazon-1" {
		t.Errorf("hidden no longer after a new table: %q", got)
	}
	test.TapSecondary(s.heading("Commitment"))
	s.menu()["Hide column"].Tapped(nil)
	if got := s.shown()[0]; got != "amazon-1" {
		t.Errorf("the last column was hidden: %q", got)
	}
	s.grid.ShowColumns()
	if got := s.shown()[0]; got != "amazon-1 | Anthropic | 4,000.00" {
		t.Errorf("%q", got)
	}
}

func TestAnEdgeSizesItsColumn(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	width := func(title string) float32 { return s.heading(title).Size().Width }
	company := width("Company")
	edges := found[grip](s)
	drag := func(edge int, by float32) {
		edges[edge].Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(by, 0)})
		edges[edge].DragEnd()
	}
	drag(1, 50)
	if got := width("Company"); got != company+50 {
		t.Errorf("width %v, want %v", got, company+50)
	}
	if got, want := s.heading("Cap").Position().X, s.heading("Company").Position().X+company+50; got != want {
		t.Errorf("the next column starts at %v, want %v", got, want)
	}
	drag(1, -1000)
	if got := s.shown()[0]; !strings.HasPrefix(got, "amazon-1 | ") || strings.Contains(got, "Anthropic") ||
		!strings.Contains(got, "…") {
		t.Errorf("words that have no room are shortened: %q", got)
	}
	drag(2, -1000)
	if got := s.shown()[5]; !strings.HasSuffix(got, "19,015.00") {
		t.Errorf("a number was cut: %q", got)
	}
	number := texts(s.lines()[5])[1]
	if got := number.MinSize().Width; got > number.Size().Width {
		t.Errorf("the number needs %v and has %v", got, number.Size().Width)
	}
	edges[1].Tapped(&fyne.PointEvent{})
	edges[1].Tapped(&fyne.PointEvent{})
	if got := width("Company"); got != company {
		t.Errorf("a double click on the edge fits the column: %v, want %v", got, company)
	}
}

func TestANumberIsNeverCut(t *testing.T) {
	s := newStage(t, grid.Options{})
	rows := make([]report.Row, 2000)
	for i := range rows {
		rows[i] = commitment(strconv.Itoa(i), "x", report.Count(i))
	}
	rows[1001].Cells[2] = number("123456789012345678901234567890") // among rows that are not measured
	s.grid.SetTable(table(rows...))
	before := s.heading("Cap").Size().Width
	s.grid.Select("1001")
	shown := s.shown()
	if !slices.Contains(shown, "1001 | x | 123,456,789,012,345,678,901,234,567,890.00") {
		t.Fatalf("the row is not in view: %q", shown)
	}
	if after := s.heading("Cap").Size().Width; after <= before {
		t.Errorf("the column is as wide as before: %v", after)
	}
	for _, shown := range s.lines() {
		for _, text := range texts(shown) {
			if text.Alignment == fyne.TextAlignTrailing && text.MinSize().Width > text.Size().Width {
				t.Errorf("%s needs %v and has %v", text.Text, text.MinSize().Width, text.Size().Width)
			}
		}
	}
}

func TestRoomToSpareGoesToWordsThatAreShortened(t *testing.T) {
	s := newStage(t, grid.Options{})
	name := "A company with a name that is longer than most of them"
	s.grid.SetTable(table(commitment("a", name, number("1"))))
	if got := s.shown()[0]; got != "a | "+name+" | 1.00" {
		t.Errorf("%q", got)
	}
	s.window.Resize(fyne.NewSize(400, 320))
	if got := s.shown()[0]; !strings.Contains(got, "…") {
		t.Errorf("%q", got)
	}
}

// wide is a table of many columns of amounts.
func wide(count int) report.Table {
	made := report.Table{Columns: []report.Column{{Name: "commitment", Type: report.TypeID}}}
	row := report.Row{ID: "amazon-1", Cells: []report.Cell{report.Text("amazon-1")}}
	for i := range count {
		made.Columns = append(made.Columns, report.Column{Name: "c" + strconv.Itoa(i), Type: report.TypeMoney})
		row.Cells = append(row.Cells, number(strconv.Itoa(1000000+i)))
	}
	made.Rows = []report.Row{row}
	return made
}

func TestColumnsScrollSidewaysTogetherAndTheFirstStays(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(wide(20))
	if got := s.shown()[0]; !strings.HasPrefix(got, "amazon-1 | 1,000,000.00 | 1,000,001.00") {
		t.Errorf("%q", got)
	}
	s.focus()
	for range 40 {
		s.press(fyne.KeyRight)
	}
	shown := s.shown()[0]
	if !strings.HasPrefix(shown, "amazon-1 | ") || !strings.HasSuffix(shown, " | 1,000,019.00") {
		t.Errorf("%q", shown)
	}
	s.checkNumbersStandUnderTitles()
	s.lines()[0].(fyne.Scrollable).Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(130, 0)})
	if got := s.shown()[0]; got == shown {
		t.Error("a touchpad does not scroll sideways")
	}
	s.checkNumbersStandUnderTitles()
}

// checkNumbersStandUnderTitles compares the right ends of numbers and titles, and that no number is half seen.
func (s *stage) checkNumbersStandUnderTitles() {
	s.t.Helper()
	ends := map[float32]bool{}
	for _, title := range found[heading](s) {
		for _, text := range texts(title) {
			ends[title.Position().X+text.Position().X+text.Size().Width] = true
		}
	}
	for _, text := range texts(s.lines()[0])[1:] {
		end := text.Position().X + text.Size().Width
		if text.Text == "…" {
			continue
		}
		if !ends[end] {
			s.t.Errorf("%s ends at %v, and no title does: %v", text.Text, end, ends)
		}
		if start := end - text.MinSize().Width; start < 0 || end > s.window.Canvas().Size().Width {
			s.t.Errorf("%s is half seen: %v to %v", text.Text, start, end)
		}
	}
}

func TestANewTableOfTheSameColumnsDoesNotJump(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	before := s.heading("Cap").Size().Width
	s.grid.SetTable(table(commitment("a", "b", number("1"))))
	if got := s.heading("Cap").Size().Width; got != before {
		t.Errorf("width %v, was %v", got, before)
	}
}

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
