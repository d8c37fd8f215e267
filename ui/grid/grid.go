package grid

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/report"
)

// Options are what a page tells its grid once.
type Options struct {
	Title      func(column string) string          // a column's title for people; its name in words where nil or empty
	Empty      string                              // the sentence shown where there are no rows
	Hidden     []string                            // columns that are hidden until a person shows them
	OnOpen     func(id string)                     // a row was opened by Enter or a double click
	OnSelected func(ids []string)                  // other rows are selected now, in the order they are shown
	OnMenu     func(ids []string) []*fyne.MenuItem // what the context menu offers for the selected rows
	EscLeaves  bool                                // Esc is for the dialog around the grid and clears no selection
	Clock      func() time.Time                    // for double clicks and typing; the system's where nil
}

// Grid is the data grid. It and its methods belong to the goroutine of the window.
type Grid struct {
	widget.BaseWidget
	options   Options
	view      view
	selection selection
	columns   columns
	metrics   metrics
	colors    map[fyne.ThemeColorName]color.Color

	header *header
	body   *body
	totals *fyne.Container
	parts  parts

	live     map[*row]struct{} // rows that show something
	epoch    int               // counts what makes rows speak anew
	told     []string          // the selection that the page was told of
	pressed  press
	speaking bool // rows are being put into words
	widened  bool // a number needed more room meanwhile
}

// press is the last press on a row, to tell a double click from two.
type press struct {
	id     string
	when   time.Time
	double bool
}

// parts are what is laid out around the rows.
type parts struct {
	header, totals *container.Clip
	slider         *slider
	count          *canvas.Text
	notes          *widget.Label
	noteScroll     *container.Scroll
	empty          *widget.Label
	back, frame    *canvas.Rectangle
}

// New makes a grid without content.
func New(options Options) *Grid {
	if options.Clock == nil {
		options.Clock = time.Now
	}
	if title := options.Title; title == nil {
		options.Title = headline
	} else {
		options.Title = func(column string) string { return cmp.Or(title(column), headline(column)) }
	}
	grid := &Grid{options: options, view: newView(), live: map[*row]struct{}{}}
	grid.selection = newSelection(&grid.view)
	grid.header, grid.totals = newHeader(grid), &fyne.Container{}
	grid.parts = newParts(grid)
	grid.read()
	grid.body = newBody(grid)
	grid.ExtendBaseWidget(grid)
	return grid
}

func newParts(grid *Grid) parts {
	made := parts{
		header: container.NewClip(grid.header), totals: container.NewClip(grid.totals),
		slider: newSlider(grid),
		count:  canvas.NewText("", color.Transparent),
		notes:  widget.NewLabel(""), empty: widget.NewLabel(grid.options.Empty),
		back: &canvas.Rectangle{}, frame: &canvas.Rectangle{StrokeWidth: 1, FillColor: color.Transparent},
	}
	made.header.ExtendBaseWidget(made.header)
	made.totals.ExtendBaseWidget(made.totals)
	made.notes.Wrapping = fyne.TextWrapWord
	made.notes.SizeName = theme.SizeNameCaptionText
	made.noteScroll = container.NewVScroll(made.notes)
	made.empty.Wrapping = fyne.TextWrapWord
	made.empty.Alignment = fyne.TextAlignCenter
	made.empty.Importance = widget.LowImportance
	return made
}

// read takes colours and sizes from the theme.
func (g *Grid) read() {
	g.colors = map[fyne.ThemeColorName]color.Color{}
	th := g.Theme()
	text, gap := th.Size(theme.SizeNameText), th.Size(theme.SizeNamePadding)
	line := fyne.MeasureText("0", text, fyne.TextStyle{}).Height
	// A multiple of four keeps the places of a million rows exact in the toolkit's 32-bit floats.
	pitch := float32(math.Ceil(float64(line+2*gap)/4) * 4)
	before := g.metrics.text
	g.metrics = metrics{
		text: text, line: line, gap: gap, pitch: pitch, inset: 2 * gap, icon: th.Size(theme.SizeNameInlineIcon),
	}
	g.columns.tail = th.Size(theme.SizeNameScrollBar)
	if before != 0 && before != text {
		g.columns.forget(text / before)
		g.epoch++
	}
}

func (g *Grid) shade(name fyne.ThemeColorName) color.Color {
	if known, found := g.colors[name]; found {
		return known
	}
	shade := g.Theme().Color(name, fyne.CurrentApp().Settings().ThemeVariant())
	g.colors[name] = shade
	return shade
}

// SetTable shows a report's table. Sorting, filter, selection, cursor, scroll and widths stay.
func (g *Grid) SetTable(table report.Table) { g.SetContent(Of(table)) }

// SetContent shows rows that may be made when they are asked for, and is otherwise like SetTable.
func (g *Grid) SetContent(content Content) {
	hidden := map[string]bool{}
	for _, name := range g.options.Hidden {
		hidden[name] = true
	}
	g.change(func() {
		g.columns.adopt(content.Columns, g.options.Title, hidden)
		g.view.show(content)
		g.selection.prune()
		g.selection.settle()
	})
	g.setTotals(content.Totals)
	g.parts.notes.SetText(strings.Join(content.Notes, "\n"))
	g.resize()
}

func (g *Grid) setTotals(totals []report.Row) {
	g.totals.Objects = nil
	for range totals {
		g.totals.Add(newRow(g))
	}
}

// Sort sorts the rows; the zero Sorting gives the table's own order back.
func (g *Grid) Sort(sorting Sorting) {
	g.change(func() {
		g.view.sortBy(sorting)
		g.selection.settle()
	})
	g.resize()
	g.reveal(g.selection.cursor.at)
}

// Sorting is how the rows are sorted.
func (g *Grid) Sorting() Sorting { return g.view.sorting }

// SetFilter shows only the rows in which every word of the text is found; an empty text shows all.
func (g *Grid) SetFilter(text string) {
	g.change(func() {
		g.view.filterBy(text)
		g.selection.settle()
	})
	g.resize()
	g.reveal(g.selection.cursor.at)
}

// Count is what the foot of the grid says: "40 rows", or "12 of 40" where a filter is set, and how many are selected.
func (g *Grid) Count() string {
	all, shown := g.view.content.Rows.Len(), g.view.len()
	count := report.Count(all).Display() + " rows"
	if all == 1 {
		count = "1 row"
	}
	if !g.view.filter.empty() {
		count = report.Count(shown).Display() + " of " + report.Count(all).Display()
		if len(g.view.content.Totals) > 0 && shown < all {
			count += ", totals are of all"
		}
	}
	if selected := len(g.selection.ids); selected > 1 {
		count += fmt.Sprintf(" · %s selected", report.Count(selected).Display())
	}
	return count
}

// Selected is the ids of the selected rows among those shown, in the order they are shown in.
func (g *Grid) Selected() []string { return g.selection.shown() }

// Select selects the rows with these ids, as far as there are any, and brings the first into view. The page is not
// told of what it asked for.
func (g *Grid) Select(ids ...string) {
	g.selection.set(ids)
	g.told = g.selection.shown()
	g.reveal(g.selection.cursor.at)
	g.repaint()
}

// SelectAll selects every row that is shown.
func (g *Grid) SelectAll() { g.change(g.selection.all) }

// Focusable is the part that takes the keyboard.
func (g *Grid) Focusable() fyne.Focusable { return g.body }

// SetKeyHook lets a dialog around the grid see the keys that the grid has no use for.
func (g *Grid) SetKeyHook(hook func(*fyne.KeyEvent) bool) { g.body.hook = hook }

// Copy puts the selected rows on the clipboard, or all that are shown where none is selected: titles first, between
// tabs, numbers plain. Hidden columns are left out.
func (g *Grid) Copy() { g.copyTo(fyne.CurrentApp().Clipboard()) }

func (g *Grid) copyTo(clipboard fyne.Clipboard) {
	if clipboard == nil {
		return
	}
	var header []string
	var columns []int
	for _, col := range g.columns.shown {
		header, columns = append(header, col.title), append(columns, col.index)
	}
	text, err := tabbed(header, columns, g.copied())
	if err != nil {
		fyne.LogError("copy as table", err)
		return
	}
	clipboard.SetContent(text)
}

// copied is the selected rows, or all that are shown; totals go with all of the table only.
func (g *Grid) copied() []report.Row {
	selected := g.selection.shown()
	rows := make([]report.Row, 0, len(selected))
	for i := range g.view.len() {
		if shown := g.view.row(i); len(selected) == 0 || g.selection.holds(shown.ID) {
			rows = append(rows, shown)
		}
	}
	if len(selected) == 0 && g.view.filter.empty() {
		rows = append(rows, g.view.content.Totals...)
	}
	return rows
}

// change does something that may change the selection, and tells the page if it did.
func (g *Grid) change(do func()) {
	do()
	g.repaint()
	shown := g.selection.shown()
	if slices.Equal(shown, g.told) {
		return
	}
	g.told = shown
	if g.options.OnSelected != nil {
		g.options.OnSelected(slices.Clone(shown))
	}
}

// press is a press of the main button on a row.
func (g *Grid) press(at int, modifiers fyne.KeyModifier) {
	g.focus()
	id, now := g.view.row(at).ID, g.options.Clock()
	plain := modifiers&(fyne.KeyModifierShift|fyne.KeyModifierShortcutDefault) == 0
	double := plain && g.pressed.id == id && !g.pressed.double && now.Sub(g.pressed.when) <= g.doubleClick()
	g.pressed = press{id: id, when: now, double: double}
	g.change(func() {
		switch {
		case modifiers&fyne.KeyModifierShift != 0:
			g.selection.extend(at, modifiers&fyne.KeyModifierShortcutDefault != 0)
		case !plain:
			g.selection.toggle(at)
		default:
			g.selection.only(at)
		}
	})
}

// release ends a press: the second one soon after the first opens the row.
func (g *Grid) release() {
	if g.pressed.double {
		g.pressed = press{}
		g.open()
	}
}

func (g *Grid) doubleClick() time.Duration { return fyne.CurrentApp().Driver().DoubleTapDelay() }

// open opens the row that the cursor is on.
func (g *Grid) open() bool {
	if g.selection.cursor.at < 0 || g.options.OnOpen == nil {
		return false
	}
	g.options.OnOpen(g.selection.cursor.id)
	return true
}

// step moves the cursor and selects where it comes to, or from the anchor up to there, or nothing.
func (g *Grid) step(to int, extend, keep bool) {
	if g.view.len() == 0 {
		return
	}
	to = max(0, min(to, g.view.len()-1))
	g.change(func() {
		switch {
		case extend:
			g.selection.extend(to, keep)
		case keep:
			g.selection.cursor = g.selection.markAt(to)
		default:
			g.selection.only(to)
		}
	})
	g.reveal(to)
}

func (g *Grid) toggleCursor() {
	if cursor := g.selection.cursor.at; cursor >= 0 {
		g.change(func() { g.selection.toggle(cursor) })
	}
}

// unselect clears the selection and says whether there was one.
func (g *Grid) unselect() bool {
	if len(g.selection.ids) == 0 {
		return false
	}
	g.change(g.selection.clear)
	return true
}

// seek moves to the next row whose first column of words begins with the text, the cursor's own row first while the
// word grows.
func (g *Grid) seek(text string) {
	at := g.firstWords()
	count := g.view.len()
	if at < 0 || count == 0 {
		return
	}
	from := max(0, g.selection.cursor.at)
	if len([]rune(text)) == 1 {
		from++ // another row with the same letter
	}
	text = strings.ToLower(text)
	for i := range count {
		place := (from + i) % count
		if strings.HasPrefix(strings.ToLower(g.view.row(place).Cells[at].String()), text) {
			g.step(place, false, false)
			return
		}
	}
}

// firstWords is the first shown column that holds words; -1 where there is none.
func (g *Grid) firstWords() int {
	for _, col := range g.columns.shown {
		if col.Type == report.TypeText || col.Type == report.TypeID {
			return col.index
		}
	}
	return -1
}

// spoken is the grid in words, for those who do not see it.
func (g *Grid) spoken() string {
	said := "Table, " + g.Count()
	if cursor := g.selection.cursor.at; cursor >= 0 && cursor < g.view.len() {
		said += fmt.Sprintf(", row %d", cursor+1)
		for shown := range g.live {
			if shown.at == cursor {
				said += ": " + shown.AccessibilityLabel()
			}
		}
	}
	return said
}

func (g *Grid) focus() {
	if window := g.canvas(); window != nil {
		window.Focus(g.body)
	}
}

func (g *Grid) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(g) }

func (g *Grid) position() fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
}

// scrolled is a wheel or a touchpad over the grid: sideways, or with Shift, it moves the columns.
func (g *Grid) scrolled(event *fyne.ScrollEvent) {
	sideways, upright := event.Scrolled.DX, event.Scrolled.DY
	if _, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && g.body.shift() && sideways == 0 {
		sideways, upright = upright, 0
	}
	if sideways != 0 {
		g.scrollTo(g.columns.offset - sideways)
	}
	if upright != 0 && g.body.scroller != nil {
		moved := *event
		moved.Scrolled = fyne.NewDelta(0, upright)
		g.body.scroller.Scrolled(&moved)
	}
}

var (
	_ fyne.Widget     = (*Grid)(nil)
	_ fyne.Accessible = (*Grid)(nil)
)

// AccessibilityLabel says what the grid shows.
func (g *Grid) AccessibilityLabel() string { return g.spoken() }

// AccessibilityRole is a container's: the toolkit knows no table.
func (g *Grid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
