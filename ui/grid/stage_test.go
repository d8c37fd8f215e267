package grid_test

import (
	"flag"
	"os"
	"path/filepath"
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

	"stakebook/ledger/money"
	"stakebook/ledger/report"
	"stakebook/ui/grid"
	"stakebook/ui/theme"
)

// stage is a grid in a window, with a clock that stands still until it is moved.
type stage struct {
	t        testing.TB
	grid     *grid.Grid
	window   fyne.Window
	now      time.Time
	opened   []string
	selected [][]string
}

func newStage(t testing.TB, options grid.Options) *stage {
	t.Helper()
	app := test.NewApp()
	app.Settings().SetTheme(theme.New(theme.Light))
	s := &stage{t: t, now: time.Date(2026, 4, 20, 12, 0, 0, 0, time.UTC)}
	options.Clock = func() time.Time { return s.now }
	if options.OnOpen == nil {
		options.OnOpen = func(id string) { s.opened = append(s.opened, id) }
	}
	options.OnSelected = func(ids []string) { s.selected = append(s.selected, ids) }
	s.grid = grid.New(options)
	s.window = test.NewWindow(s.grid)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(600, 320))
	t.Cleanup(s.window.Close)
	return s
}

var update = flag.Bool("update", false, "write the golden files anew")

// looksLike compares the window with a golden file.
func (s *stage) looksLike(name string) {
	s.t.Helper()
	path := filepath.Join("testdata", name)
	got := test.RenderToMarkup(s.window.Canvas())
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if len(want) == 0 {
		s.t.Fatalf("%s is empty", path)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		s.t.Errorf("%s: -want +got\n%s", path, diff)
	}
}

// walk visits what can be seen.
func walk(object fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if object == nil || !object.Visible() {
		return
	}
	visit(object)
	switch parent := object.(type) {
	case *fyne.Container:
		for _, child := range parent.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(parent).Objects() {
			walk(child, visit)
		}
	}
}

// found is every visible part of a kind, from top to bottom and from left to right.
func found[T any](s *stage) []T {
	type placed struct {
		part T
		at   fyne.Position
	}
	var parts []placed
	walk(s.grid, func(object fyne.CanvasObject) {
		if part, ok := object.(T); ok {
			parts = append(parts, placed{part, fyne.CurrentApp().Driver().AbsolutePositionForObject(object)})
		}
	})
	slices.SortStableFunc(parts, func(a, b placed) int {
		if a.at.Y != b.at.Y {
			return int(a.at.Y - b.at.Y)
		}
		return int(a.at.X - b.at.X)
	})
	sorted := make([]T, len(parts))
	for i := range parts {
		sorted[i] = parts[i].part
	}
	return sorted
}

// line is a row of the window: of the table or of its totals.
type line interface {
	fyne.Widget
	desktop.Mouseable
	fyne.SecondaryTappable
	fyne.Accessible
}

// heading is a title of the header.
type heading interface {
	fyne.Widget
	fyne.Tappable
	fyne.SecondaryTappable
	fyne.Accessible
}

// grip is the edge of a title.
type grip interface {
	fyne.Widget
	fyne.Draggable
	fyne.Tappable
	desktop.Cursorable
}

func (s *stage) lines() []line { return found[line](s) }

func (s *stage) heading(title string) heading {
	s.t.Helper()
	for _, shown := range found[heading](s) {
		if strings.HasPrefix(shown.AccessibilityLabel(), title) {
			return shown
		}
	}
	s.t.Fatalf("no title %q", title)
	return nil
}

// texts are the words of one part of the window, from left to right.
func texts(part fyne.CanvasObject) []*canvas.Text {
	var found []*canvas.Text
	walk(part, func(object fyne.CanvasObject) {
		if text, ok := object.(*canvas.Text); ok && text.Text != "" {
			found = append(found, text)
		}
	})
	slices.SortFunc(found, func(a, b *canvas.Text) int { return int(a.Position().X - b.Position().X) })
	return found
}

// shown are the lines in words, the cells parted by a bar.
func (s *stage) shown() []string {
	var said []string
	for _, shown := range s.lines() {
		var cells []string
		for _, text := range texts(shown) {
			cells = append(cells, text.Text)
		}
		said = append(said, strings.Join(cells, " | "))
	}
	return said
}

// firsts are the first cells of the lines.
func (s *stage) firsts() []string {
	var said []string
	for _, shown := range s.shown() {
		first, _, _ := strings.Cut(shown, " | ")
		said = append(said, first)
	}
	return said
}

func (s *stage) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		s.grid.Focusable().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func (s *stage) withShift(keys ...fyne.KeyName) {
	s.t.Helper()
	body, ok := s.grid.Focusable().(desktop.Keyable)
	if !ok {
		s.t.Fatal("the grid does not see keys go down")
	}
	body.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	s.press(keys...)
	body.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func (s *stage) shortcut(shortcut fyne.Shortcut) {
	s.t.Helper()
	body, ok := s.grid.Focusable().(fyne.Shortcutable)
	if !ok {
		s.t.Fatal("the grid takes no shortcuts")
	}
	body.TypedShortcut(shortcut)
}

func (s *stage) withControl(key fyne.KeyName) {
	s.shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

func (s *stage) focus() { s.window.Canvas().Focus(s.grid.Focusable()) }

func (s *stage) click(row int, modifiers fyne.KeyModifier) {
	event := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: modifiers}
	shown := s.lines()[row]
	shown.MouseDown(event)
	shown.MouseUp(event)
}

// menu is the open menu, by the words of its items.
func (s *stage) menu() map[string]fyne.Tappable {
	items := map[string]fyne.Tappable{}
	walk(s.window.Canvas().Overlays().Top(), func(object fyne.CanvasObject) {
		item, ok := object.(fyne.Tappable)
		if !ok {
			return
		}
		widget, ok := object.(fyne.Widget)
		if !ok {
			return
		}
		var own []string
		for _, child := range test.WidgetRenderer(widget).Objects() {
			if text, ok := child.(*canvas.Text); ok && text.Text != "" {
				own = append(own, text.Text)
			}
		}
		if len(own) == 1 {
			items[own[0]] = item
		}
	})
	return items
}

// number is a cell with two places.
func number(text string) report.Cell {
	typed, err := money.ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return report.Number(typed.Fraction(), 2)
}

// table is a small table of commitments: an id, a company and an amount a row.
func table(rows ...report.Row) report.Table {
	return report.Table{
		Name: "commitments", Title: "Commitments", Rows: rows,
		Columns: []report.Column{
			{Name: "commitment", Type: report.TypeID},
			{Name: "company_name", Type: report.TypeText},
			{Name: "cap", Type: report.TypeMoney},
		},
	}
}

func commitment(id, company string, amount report.Cell) report.Row {
	return report.Row{ID: id, Cells: []report.Cell{report.Text(id), report.Text(company), amount}}
}

func total(amount string) report.Row {
	row := commitment("Total", "", number(amount))
	row.Total = true
	return row
}

// stakes is a table of five rows and a total.
func stakes() report.Table {
	return table(
		commitment("amazon-1", "Anthropic", number("4000")),
		commitment("google-1", "Anthropic", number("2000")),
		commitment("microsoft-1", "OpenAI", number("13000")),
		commitment("microsoft-2", "Mistral", number("15")),
		commitment("nvidia-1", "OpenAI", report.Cell{}),
		total("19015"),
	)
}

// counted are rows made when they are asked for, that count how often they are.
type counted struct {
	count int
	asked *int
}

func (c counted) Len() int { return c.count }

func (c counted) Row(i int) report.Row {
	*c.asked++
	return commitment(strconv.Itoa(i), "Company", report.Count(i))
}
