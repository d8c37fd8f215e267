package grid_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
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

func TestMouseSelection(t *testing.T) {
	const shift, control = fyne.KeyModifierShift, fyne.KeyModifierShortcutDefault
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	for _, step := range []struct {
		row       int
		modifiers fyne.KeyModifier
		want      []string
	}{
		{1, 0, []string{"google-1"}},
		{3, shift, []string{"google-1", "microsoft-1", "microsoft-2"}},
		{0, shift, []string{"amazon-1", "google-1"}},
		{4, control, []string{"amazon-1", "google-1", "nvidia-1"}},
		{0, control, []string{"google-1", "nvidia-1"}},
		{2, shift | control, []string{"amazon-1", "google-1", "microsoft-1", "nvidia-1"}},
		{3, 0, []string{"microsoft-2"}},
	} {
		s.click(step.row, step.modifiers)
		same(t, step.want, s.grid.Selected())
		same(t, step.want, s.selected[len(s.selected)-1])
		s.now = s.now.Add(time.Minute)
	}
	if s.window.Canvas().Focused() != s.grid.Focusable() {
		t.Error("a click did not give the grid the keyboard")
	}
}

func TestASecondClickSoonAfterOpens(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	s.click(1, 0)
	s.now = s.now.Add(time.Second)
	s.click(1, 0)
	s.click(2, 0)
	if s.opened != nil {
		t.Errorf("opened by slow clicks or clicks on two rows: %v", s.opened)
	}
	same(t, []string{"microsoft-1"}, s.grid.Selected())
	s.click(2, 0)
	s.click(2, 0)
	same(t, []string{"microsoft-1"}, s.opened)
	s.click(2, fyne.KeyModifierShortcutDefault)
	s.click(2, fyne.KeyModifierShortcutDefault)
	same(t, []string{"microsoft-1"}, s.opened)
}

func TestKeyboard(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	s.focus()
	for _, step := range []struct {
		name string
		do   func()
		want []string
	}{
		{"the keyboard alone selects nothing", func() {}, nil},
		{"down", func() { s.press(fyne.KeyDown) }, []string{"google-1"}},
		{"end", func() { s.press(fyne.KeyEnd) }, []string{"nvidia-1"}},
		{"down at the end", func() { s.press(fyne.KeyDown) }, []string{"nvidia-1"}},
		{"up", func() { s.press(fyne.KeyUp) }, []string{"microsoft-2"}},
		{"home", func() { s.press(fyne.KeyHome) }, []string{"amazon-1"}},
		{"up at the start", func() { s.press(fyne.KeyUp) }, []string{"amazon-1"}},
		{"page down", func() { s.press(fyne.KeyPageDown) }, []string{"nvidia-1"}},
		{"page up", func() { s.press(fyne.KeyPageUp) }, []string{"amazon-1"}},
		{"shift", func() { s.withShift(fyne.KeyDown, fyne.KeyDown) }, []string{"amazon-1", "google-1", "microsoft-1"}},
		{"shift back", func() { s.withShift(fyne.KeyUp) }, []string{"amazon-1", "google-1"}},
		{"shift to the end", func() { s.withShift(fyne.KeyEnd) }, []string{
			"amazon-1", "google-1", "microsoft-1", "microsoft-2", "nvidia-1",
		}},
		{"control leaves it", func() { s.withControl(fyne.KeyHome) }, []string{
			"amazon-1", "google-1", "microsoft-1", "microsoft-2", "nvidia-1",
		}},
		{"space takes one out", func() { s.press(fyne.KeySpace) }, []string{
			"google-1", "microsoft-1", "microsoft-2", "nvidia-1",
		}},
		{"Esc", func() { s.press(fyne.KeyEscape) }, nil},
		{"all", func() { s.shortcut(&fyne.ShortcutSelectAll{}) }, []string{
			"amazon-1", "google-1", "microsoft-1", "microsoft-2", "nvidia-1",
		}},
		{"an arrow", func() { s.press(fyne.KeyDown) }, []string{"google-1"}},
	} {
		step.do()
		if diff := cmp.Diff(step.want, s.grid.Selected()); diff != "" {
			t.Errorf("%s: -want +got\n%s", step.name, diff)
		}
	}
	s.press(fyne.KeyReturn, fyne.KeyEnter)
	same(t, []string{"google-1", "google-1"}, s.opened)
}

func TestTypingFindsARow(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	s.focus()
	for _, step := range []struct {
		typed string
		pause time.Duration
		want  string
	}{
		{"m", 0, "microsoft-1"},
		{"m", 2 * time.Second, "microsoft-2"},
		{"m", 2 * time.Second, "microsoft-1"},
		{"N", 2 * time.Second, "nvidia-1"},
		{"z", 2 * time.Second, "nvidia-1"},
		{"microsoft-2", 2 * time.Second, "microsoft-2"},
	} {
		s.now = s.now.Add(step.pause)
		for _, letter := range step.typed {
			s.grid.Focusable().TypedRune(letter)
		}
		same(t, []string{step.want}, s.grid.Selected())
	}
}

func TestASpaceWithinAWordThatIsTypedIsPartOfIt(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(table(commitment("big one", "", number("1")), commitment("big two", "", number("1"))))
	s.focus()
	for _, letter := range "big t" {
		if letter == ' ' {
			s.press(fyne.KeySpace)
		}
		s.grid.Focusable().TypedRune(letter)
	}
	same(t, []string{"big two"}, s.grid.Selected())
}

func TestKeysThatTheGridDoesNotUseReachTheDialogAroundIt(t *testing.T) {
	s := newStage(t, grid.Options{})
	s.grid.SetTable(stakes())
	var handed []fyne.KeyName
	s.grid.SetKeyHook(func(event *fyne.KeyEvent) bool {
		handed = append(handed, event.Name)
		return true
	})
	s.focus()
	s.press(fyne.KeyDown, fyne.KeyEscape, fyne.KeyEscape, fyne.KeyReturn)
	if diff := cmp.Diff([]fyne.KeyName{fyne.KeyEscape}, handed); diff != "" {
		t.Errorf("only the second Esc has nothing to clear: %s", diff)
	}
}

func TestSelectionStaysWithItsRows(t *testing.T) {
	s := newStage(t, grid.Options{})
	content := stakes()
	s.grid.SetTable(content)
	s.grid.Select("google-1", "microsoft-1", "nobody")
	same(t, []string{"google-1", "microsoft-1"}, s.grid.Selected())
	s.grid.Sort(grid.Sorting{Column: "cap", Direction: grid.Descending})
	same(t, []string{"microsoft-1", "google-1"}, s.grid.Selected())
	if len(s.selected) != 1 {
		t.Errorf("the page was told %d times, want once, of the other order: %v", len(s.selected), s.selected)
	}
	s.grid.SetFilter("openai")
	same(t, []string{"microsoft-1"}, s.grid.Selected())
	s.grid.SetFilter("")
	same(t, []string{"microsoft-1", "google-1"}, s.grid.Selected())
	content.Rows = content.Rows[2:]
	s.grid.SetTable(content)
	same(t, []string{"microsoft-1"}, s.grid.Selected())
	s.grid.SetTable(stakes())
	same(t, []string{"microsoft-1"}, s.grid.Selected())
}

func TestTheCursorStaysWithItsRow(t *testing.T) {
	s := newStage(t, grid.Options{})
	content := stakes()
	s.grid.SetTable(content)
	s.focus()
	s.press(fyne.KeyDown) // google-1
	s.grid.Sort(grid.Sorting{Column: "cap", Direction: grid.Ascending})
	s.press(fyne.KeyDown)
	same(t, []string{"amazon-1"}, s.grid.Selected())
	content.Rows = slices.Delete(content.Rows, 0, 1)
	s.grid.SetTable(content)
	s.press(fyne.KeyReturn)
	same(t, []string{"microsoft-1"}, s.opened) // the row that has come to its place
}

func TestCopyIsATableForSpreadsheets(t *testing.T) {
	s := newStage(t, grid.Options{Hidden: []string{"company_name"}})
	content := table(
		commitment("=SUM(A1)", "x", number("-1234.5").Qualified(ledger.About)),
		commitment("plain", "x", number("10")),
		commitment("a\tb", "x", report.Cell{}),
		commitment("'quoted", "x", number("1")),
		total("9"),
	)
	s.grid.SetTable(content)
	s.grid.Copy()
	want := "Commitment\tCap\n'=SUM(A1)\t-1234.50\nplain\t10.00\n\"a\tb\"\t\n''quoted\t1.00\nTotal\t9.00\n"
	if diff := cmp.Diff(want, fyne.CurrentApp().Clipboard().Content()); diff != "" {
		t.Errorf("all of it: %s", diff)
	}
	s.grid.Select("'quoted", "plain")
	clipboard := test.NewClipboard()
	s.shortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if diff := cmp.Diff("Commitment\tCap\nplain\t10.00\n''quoted\t1.00\n", clipboard.Content()); diff != "" {
		t.Errorf("the selected rows: %s", diff)
	}
	s.grid.Select()
	s.grid.SetFilter("plain")
	s.grid.Copy()
	if diff := cmp.Diff("Commitment\tCap\nplain\t10.00\n", fyne.CurrentApp().Clipboard().Content()); diff != "" {
		t.Errorf("without totals where a filter is set: %s", diff)
	}
}

func TestTextThatASpreadsheetWouldRunIsGuarded(t *testing.T) {
	for text, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "'a": "''a", "a=1": "a=1",
		"\tb": "\"'\tb\"", "\nc": "\"'\nc\"", "\rd": "\"'\rd\"",
	} {
		s := newStage(t, grid.Options{Hidden: []string{"company_name", "cap"}})
		s.grid.SetTable(table(commitment(text, "", report.Cell{})))
		s.grid.Copy()
		if got := fyne.CurrentApp().Clipboard().Content(); got != "Commitment\n"+want+"\n" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestTheContextMenuIsForTheSelectedRows(t *testing.T) {
	var asked []string
	done := 0
	s := newStage(t, grid.Options{OnMenu: func(ids []string) []*fyne.MenuItem {
		asked = ids
		return []*fyne.MenuItem{fyne.NewMenuItem("Fund", func() { done++ })}
	}})
	s.grid.SetTable(stakes())
	s.grid.Select("amazon-1", "google-1")
	test.TapSecondary(s.lines()[1])
	same(t, []string{"amazon-1", "google-1"}, asked)
	s.menu()["Fund"].Tapped(nil)
	if done != 1 {
		t.Errorf("done %d times", done)
	}
	test.TapSecondary(s.lines()[2])
	same(t, []string{"microsoft-1"}, asked)
	same(t, []string{"microsoft-1"}, s.grid.Selected())
	s.menu()["Copy as table"].Tapped(nil)
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "microsoft-1\tOpenAI\t13000.00") {
		t.Errorf("copied %q", got)
	}
	s.focus()
	s.press(fyne.KeyDown, desktop.KeyMenu)
	same(t, []string{"microsoft-2"}, asked)
	s.menu()["Fund"].Tapped(nil)
	s.withShift(fyne.KeyDown)
	s.withShift(fyne.KeyF10)
	same(t, []string{"microsoft-2", "nvidia-1"}, asked)
}

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
