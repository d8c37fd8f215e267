package grid_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

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

func TestEscIsForTheDialogWhereTheGridIsToldSo(t *testing.T) {
	s := newStage(t, grid.Options{EscLeaves: true})
	s.grid.SetTable(stakes())
	handed := 0
	s.grid.SetKeyHook(func(*fyne.KeyEvent) bool { handed++; return true })
	s.focus()
	s.press(fyne.KeyDown)
	chosen := s.grid.Selected()
	s.press(fyne.KeyEscape)
	if handed != 1 {
		t.Errorf("the dialog saw Esc %d times", handed)
	}
	same(t, chosen, s.grid.Selected())
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
