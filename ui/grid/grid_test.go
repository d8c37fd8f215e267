package grid_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/report"
	"stakebook/ui/grid"
	"stakebook/ui/theme"
)

func same(t *testing.T, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestATableLooksLikeThis(t *testing.T) {
	s := newStage(t, grid.Options{})
	content := stakes()
	content.Rows[0].Cells[2] = number("4000").Qualified(ledger.AtMost)
	content.Rows[3].Cells[2] = number("-15").Qualified(ledger.About)
	content.Notes = []string{"nvidia-1 is indicative and stays out of the total."}
	s.grid.SetTable(content)
	s.grid.Sort(grid.Sorting{Column: "cap", Direction: grid.Descending})
	s.grid.Select("google-1")
	s.focus()
	s.looksLike("table.xml")
}

func TestAnEmptyTableSaysWhatToDo(t *testing.T) {
	s := newStage(t, grid.Options{Empty: "No commitment yet. Record the first with Ctrl+N."})
	s.grid.SetTable(table())
	s.focus()
	s.press(fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeySpace, fyne.KeyEscape)
	s.withShift(fyne.KeyDown)
	s.looksLike("empty.xml")
}

func TestValuesAreShownForPeople(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(table(
		commitment("exact", "One\nline", number("1234567.5")),
		commitment("about", "Anthropic", number("1000").Qualified(ledger.About)),
		commitment("at-least", "Anthropic", number("1000").Qualified(ledger.AtLeast)),
		commitment("at-most", "Anthropic", number("-1000").Qualified(ledger.AtMost)),
		commitment("empty", "", report.Cell{}.Qualified(ledger.About)),
	))
	same(t, []string{
		"exact | One line | 1,234,567.50",
		"about | Anthropic | ~1,000.00",
		"at-least | Anthropic | ≥1,000.00",
		"at-most | Anthropic | ≤-1,000.00",
		"empty",
	}, s.shown())
	plain, below := texts(s.lines()[0])[2], texts(s.lines()[3])[2]
	if plain.Alignment != fyne.TextAlignTrailing {
		t.Errorf("%s is not set to the right", plain.Text)
	}
	if plain.Color == below.Color {
		t.Errorf("%s has the colour of %s", below.Text, plain.Text)
	}
}

func TestTitlesAreForPeople(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	s.heading("Company name")
	s = newStage(t, grid.Options{Title: func(column string) string { return "<" + column + ">" }})
	s.grid.SetTable(stakes())
	s.heading("<company_name>")
}

func TestAClickOnATitleSorts(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	given := []string{"amazon-1", "google-1", "microsoft-1", "microsoft-2", "nvidia-1", "Total"}
	for _, step := range []struct {
		title string
		want  []string
		said  string
	}{
		{"Cap", []string{"microsoft-2", "google-1", "amazon-1", "microsoft-1", "nvidia-1", "Total"}, "Cap, sorted upwards"},
		{"Cap", []string{"microsoft-1", "amazon-1", "google-1", "microsoft-2", "nvidia-1", "Total"}, "Cap, sorted downwards"},
		{"Cap", given, "Cap"},
		{
			"Company", []string{"amazon-1", "google-1", "microsoft-2", "microsoft-1", "nvidia-1", "Total"},
			"Company name, sorted upwards",
		},
		{
			"Company", []string{"microsoft-1", "nvidia-1", "microsoft-2", "amazon-1", "google-1", "Total"},
			"Company name, sorted downwards",
		},
	} {
		test.Tap(s.heading(step.title))
		same(t, step.want, s.firsts())
		if got := s.heading(step.title).AccessibilityLabel(); got != step.said {
			t.Errorf("%q, want %q", got, step.said)
		}
	}
}

func TestRowsOfEqualValueFollowTheirIds(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(table(
		commitment("c", "Same", number("1")), commitment("a", "Same", number("1.00")),
		commitment("b", "same", number("1")), commitment("d", "Other", number("2")),
	))
	s.grid.Sort(grid.Sorting{Column: "cap", Direction: grid.Ascending})
	same(t, []string{"a", "b", "c", "d"}, s.firsts())
	s.grid.Sort(grid.Sorting{Column: "cap", Direction: grid.Descending})
	same(t, []string{"d", "a", "b", "c"}, s.firsts())
}

func TestTotalsStayUnderTheRows(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	for _, direction := range []grid.Direction{grid.Ascending, grid.Descending} {
		s.grid.Sort(grid.Sorting{Column: "cap", Direction: direction})
		shown := s.shown()
		if got := shown[len(shown)-1]; got != "Total | 19,015.00" {
			t.Errorf("the last line is %q", got)
		}
	}
	s.grid.SetFilter("mistral")
	same(t, []string{"microsoft-2 | Mistral | 15.00", "Total | 19,015.00"}, s.shown())
	if got := s.grid.Count(); got != "1 of 5, totals are of all" {
		t.Errorf("%q", got)
	}
	s.click(1, 0)
	if got := s.grid.Selected(); got != nil {
		t.Errorf("a total was selected: %v", got)
	}
}

func TestFilter(t *testing.T) {
	for _, check := range []struct {
		text string
		want []string
	}{
		{"", []string{"amazon-1", "google-1", "microsoft-1", "microsoft-2", "nvidia-1"}},
		{"  openai ", []string{"microsoft-1", "nvidia-1"}},
		{"OPENAI micro", []string{"microsoft-1"}},
		{"4,000", []string{"amazon-1"}},
		{"4000.00", []string{"amazon-1"}},
		{"openai mistral", nil},
	} {
		s := newStage(t, grid.Options{})
		content := stakes()
		content.Rows = content.Rows[:5]
		s.grid.SetTable(content)
		s.grid.SetFilter(check.text)
		same(t, check.want, s.firsts())
	}
}

func TestAFilterThatGrowsShowsWhatItShowsAtOnce(t *testing.T) {
	for _, sorting := range []grid.Sorting{{}, {Column: "cap", Direction: grid.Descending}} {
		grown, atOnce := newStage(t, grid.Options{}), ""
		grown.grid.SetTable(stakes())
		grown.grid.Sort(sorting)
		for _, letter := range "anthropic 2" {
			atOnce += string(letter)
			grown.grid.SetFilter(atOnce)
			got := grown.grid.Count()
			grown.grid.SetFilter("")
			grown.grid.SetFilter(atOnce)
			if want := grown.grid.Count(); got != want {
				t.Errorf("%q: %q, at once %q", atOnce, got, want)
			}
		}
		same(t, []string{"google-1", "Total"}, grown.firsts())
	}
}

func TestNoRowHasTheWords(t *testing.T) {
	s := newStage(t, grid.Options{Empty: "No commitment yet."})
	s.grid.SetTable(stakes())
	s.grid.SetFilter("nobody")
	said := test.RenderToMarkup(s.window.Canvas())
	if !strings.Contains(said, "No row has all of these words.") || strings.Contains(said, "No commitment yet") {
		t.Error("the grid does not say that it is the filter that hides the rows")
	}
}

func TestTheFootCountsRows(t *testing.T) {
	s := newStage(t, grid.Options{})
	content := stakes()
	content.Rows = content.Rows[:5]
	s.grid.SetTable(content)
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "5 rows"},
		{func() { s.grid.SetFilter("openai") }, "2 of 5"},
		{s.grid.SelectAll, "2 of 5 · 2 selected"},
		{func() { s.grid.SetFilter("") }, "5 rows · 2 selected"},
		{func() { s.grid.SetTable(table(content.Rows[0])) }, "1 row"},
	} {
		step.do()
		if got := s.grid.Count(); got != step.want {
			t.Errorf("%q, want %q", got, step.want)
		}
	}
}

func TestAMillionRowsOpenAtOnce(t *testing.T) {
	s := newStage(t, grid.Options{})
	asked := 0
	s.grid.SetContent(grid.Content{
		Columns: table().Columns, Rows: counted{count: 1_000_000, asked: &asked},
	})
	if asked > 2000 {
		t.Errorf("%d rows were made to show a few", asked)
	}
	asked = 0
	s.focus()
	s.press(fyne.KeyEnd)
	if asked > 2000 {
		t.Errorf("%d rows were made to go to the end", asked)
	}
	shown := s.firsts()
	same(t, []string{"999999"}, s.grid.Selected())
	if got := shown[len(shown)-1]; got != "999999" {
		t.Errorf("the last row in view is %q", got)
	}
	lines := s.lines()
	for i := 1; i < len(lines); i++ {
		above, below := position(lines[i-1]), position(lines[i])
		if got := below.Y - above.Y; got != lines[i].Size().Height {
			t.Errorf("row %s is %v below the one before it, want %v", shown[i], got, lines[i].Size().Height)
		}
	}
}

func position(object fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(object)
}

func TestPointingAtARowMarksIt(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	ground := func() any {
		back, ok := test.WidgetRenderer(s.lines()[1]).Objects()[0].(*canvas.Rectangle)
		if !ok {
			t.Fatal("the row has no ground")
		}
		return back.FillColor
	}
	before := ground()
	test.MoveMouse(s.window.Canvas(), position(s.lines()[1]).AddXY(20, 5))
	if ground() == before {
		t.Error("the row is not marked")
	}
	test.MoveMouse(s.window.Canvas(), fyne.NewPos(20, 5))
	if ground() != before {
		t.Error("the row is still marked")
	}
}

func TestTheGridFollowsTheTheme(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	before := s.lines()[0].Size().Height
	double, err := theme.NewScale(200)
	if err != nil {
		t.Fatal(err)
	}
	test.ApplyTheme(t, theme.New(theme.Dark).Scaled(double))
	s.grid.Refresh()
	row := s.lines()[0]
	if got := row.Size().Height; got <= before {
		t.Errorf("a row is %v high in twice the size, was %v", got, before)
	}
	if got := texts(row)[0]; got.TextSize != 26 {
		t.Errorf("the text has size %v", got.TextSize)
	}
	back, ok := test.WidgetRenderer(row).Objects()[0].(*canvas.Rectangle)
	if !ok || back.FillColor != theme.New(theme.Dark).Color("background", 0) {
		t.Errorf("the ground is not the dark one: %v", back.FillColor)
	}
}

func TestARowSaysWhatItIs(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	s.focus()
	s.press(fyne.KeyDown)
	want := "selected, Commitment google-1, Company name Anthropic, Cap 2,000.00"
	if got := s.lines()[1].AccessibilityLabel(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := s.grid.AccessibilityLabel(); !strings.HasPrefix(got, "Table, 5 rows, row 2: selected, Commitment google-1") {
		t.Errorf("%q", got)
	}
}
