package grid

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/report"
)

var (
	_ desktop.Mouseable      = (*row)(nil)
	_ desktop.Hoverable      = (*row)(nil)
	_ fyne.SecondaryTappable = (*row)(nil)
	_ fyne.Scrollable        = (*row)(nil)
	_ fyne.Accessible        = (*row)(nil)
)

// row shows one row of the table, or one of its totals. The list uses it again for other rows as it scrolls.
type row struct {
	widget.BaseWidget
	grid  *Grid
	shows report.Row
	at    int    // where it is shown; -1 for a total
	epoch int    // of the grid when it was put into words
	words []cell // one for each shown column

	texts                        []*canvas.Text
	back, cover, seam, rule, box *canvas.Rectangle
	pointed                      bool
}

// cell is one value in words.
type cell struct {
	words    string
	width    float32 // of a number
	negative bool
	fitted   string  // what of the words has room
	room     float32 // that fitted was made for
}

func newRow(grid *Grid) *row {
	made := &row{
		grid: grid, at: -1, epoch: -1,
		back: &canvas.Rectangle{}, cover: &canvas.Rectangle{}, seam: &canvas.Rectangle{}, rule: &canvas.Rectangle{},
		box: &canvas.Rectangle{FillColor: color.Transparent, StrokeWidth: 1, CornerRadius: 2},
	}
	made.ExtendBaseWidget(made)
	return made
}

// MinSize leaves out the gap that the list puts between rows.
func (r *row) MinSize() fyne.Size {
	return fyne.NewSize(1, r.grid.metrics.pitch-r.grid.metrics.gap)
}

// Resize takes half of the list's gap above and below, so that rows touch and no click falls between them.
func (r *row) Resize(size fyne.Size) {
	gap := r.grid.metrics.gap
	r.BaseWidget.Resize(size.AddWidthHeight(0, gap))
	r.Move(fyne.NewPos(0, -gap/2))
}

// show puts a row of the table into words, once for as long as the table stays the same.
func (r *row) show(shows report.Row, at int) {
	if r.at != at || r.epoch != r.grid.epoch {
		r.shows, r.at, r.epoch = shows, at, r.grid.epoch
		r.speak()
	}
	r.place()
	r.paint()
}

// speak makes the words of the shown columns, and widens those that a number does not fit.
func (r *row) speak() {
	shown := r.grid.columns.shown
	r.words = r.words[:0]
	for _, col := range shown {
		said := cell{words: words(r.shows.Cells[col.index]), room: -1}
		if col.Type.Numeric() {
			said.negative = strings.Contains(said.words, "-")
			said.width = r.grid.metrics.measure(said.words, r.style())
			r.grid.widen(col, said.width+2*r.grid.metrics.inset)
		}
		r.words = append(r.words, said)
	}
	for len(r.texts) < len(shown) {
		r.texts = append(r.texts, canvas.NewText("", color.Transparent))
	}
	for _, unused := range r.texts[len(shown):] {
		unused.Hide()
	}
}

func (r *row) style() fyne.TextStyle { return fyne.TextStyle{Bold: r.shows.Total} }

// place puts every cell under its title, and hides those that are scrolled away.
func (r *row) place() {
	columns, m, size := &r.grid.columns, r.grid.metrics, r.Size()
	if len(r.words) != len(columns.shown) {
		return // the columns changed and the row has not been told yet
	}
	put(r.back, 0, 0, size.Width, size.Height)
	for i := range columns.shown {
		text := r.texts[i]
		from, to := columns.span(i)
		if from >= to || r.words[i].words == "" {
			text.Hide()
			continue
		}
		left, right := r.write(i, from, to)
		put(text, left, (size.Height-m.line)/2, max(0, right-left), m.line)
		text.Show()
	}
	pinned := columns.pinned()
	setShown(r.cover, pinned)
	setShown(r.seam, pinned)
	if pinned {
		put(r.cover, 0, 0, columns.shown[0].width, size.Height)
		put(r.seam, columns.shown[0].width-1, 0, 1, size.Height)
	}
	put(r.rule, 0, r.ruleAt(), size.Width, 1)
	put(r.box, 1, m.gap/2, size.Width-2, size.Height-m.gap)
}

// ruleAt is where the thin line goes: under a row, and over a total.
func (r *row) ruleAt() float32 {
	if r.shows.Total {
		return 0
	}
	return r.Size().Height - 1
}

// write sets the words of one cell that is seen between from and to, and gives back where they go. Words are shortened
// to the room there is. A number is shown whole or not at all: half of one would be another number.
func (r *row) write(i int, from, to float32) (left, right float32) {
	col, said, text, m := r.grid.columns.shown[i], &r.words[i], r.texts[i], r.grid.metrics
	start := r.grid.columns.left(i)
	end := start + col.width - m.inset
	if col.Type.Numeric() && end-said.width >= from && end <= to {
		r.set(text, said.words, fyne.TextAlignTrailing)
		return start + m.inset, end
	}
	if col.Type.Numeric() {
		r.set(text, "…", fyne.TextAlignLeading)
		return from + m.inset, to
	}
	if room := end - start - m.inset; said.room != room {
		said.room = room
		said.fitted = fit(said.words, room, func(part string) float32 { return m.measure(part, r.style()) })
	}
	r.set(text, said.fitted, fyne.TextAlignLeading)
	return start + m.inset, end
}

// set changes a text, and draws it again only if it is another one.
func (r *row) set(text *canvas.Text, said string, alignment fyne.TextAlign) {
	size, style := r.grid.metrics.text, r.style()
	if text.Text == said && text.TextSize == size && text.TextStyle == style && text.Alignment == alignment {
		return
	}
	text.Text, text.TextSize, text.TextStyle, text.Alignment = said, size, style, alignment
	text.Refresh()
}

// paint sets the colours: of the ground by what the row is, of the text by what it says.
func (r *row) paint() {
	shade := r.grid.shade
	ground := shade(theme.ColorNameBackground)
	selected := !r.shows.Total && r.grid.selection.holds(r.shows.ID)
	switch {
	case r.shows.Total:
		ground = shade(theme.ColorNameHeaderBackground)
	case selected:
		ground = shade(theme.ColorNameSelection)
	case r.pointed:
		ground = over(shade(theme.ColorNameHover), ground)
	}
	fill(r.back, ground)
	fill(r.cover, ground)
	fill(r.rule, shade(theme.ColorNameSeparator))
	fill(r.seam, shade(theme.ColorNameSeparator))
	if ring := shade(theme.ColorNamePrimary); r.box.StrokeColor != ring {
		r.box.StrokeColor = ring
		r.box.Refresh()
	}
	setShown(r.box, r.at >= 0 && r.at == r.grid.selection.cursor.at && r.grid.body.focused)
	for i, said := range r.words {
		ink := shade(theme.ColorNameForeground)
		if said.negative {
			ink = shade(theme.ColorNameError)
		}
		if r.texts[i].Color != ink {
			r.texts[i].Color = ink
			r.texts[i].Refresh()
		}
	}
}

// fill changes a ground, and draws it again only if it is another one.
func fill(ground *canvas.Rectangle, shade color.Color) {
	if ground.FillColor != shade {
		ground.FillColor = shade
		ground.Refresh()
	}
}

// objects are in paint order: the pinned first column lies over those that scroll under it.
func (r *row) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back}
	for i := 1; i < len(r.texts); i++ {
		objects = append(objects, r.texts[i])
	}
	objects = append(objects, r.cover)
	if len(r.texts) > 0 {
		objects = append(objects, r.texts[0])
	}
	return append(objects, r.seam, r.rule, r.box)
}

// MouseDown selects at once; a second press on the same row soon after opens it when the button is let go.
func (r *row) MouseDown(event *desktop.MouseEvent) {
	if r.at >= 0 && event.Button == desktop.MouseButtonPrimary {
		r.grid.press(r.at, event.Modifier)
	}
}

// MouseUp ends a press.
func (r *row) MouseUp(event *desktop.MouseEvent) {
	if r.at >= 0 && event.Button == desktop.MouseButtonPrimary {
		r.grid.release()
	}
}

// TappedSecondary opens the menu of the selected rows, or of this one where it is not among them.
func (r *row) TappedSecondary(event *fyne.PointEvent) {
	if r.at >= 0 {
		r.grid.menuAt(r.at, event.AbsolutePosition)
	}
}

// Scrolled moves the columns sideways or the rows up and down.
func (r *row) Scrolled(event *fyne.ScrollEvent) { r.grid.scrolled(event) }

// MouseIn marks the row that a click would select.
func (r *row) MouseIn(*desktop.MouseEvent) { r.point(true) }

// MouseMoved changes nothing: the whole row is one thing.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (r *row) MouseOut() { r.point(false) }

func (r *row) point(pointed bool) {
	r.pointed = pointed && r.at >= 0
	r.paint()
}

// AccessibilityLabel is the row in words: each value after its title.
func (r *row) AccessibilityLabel() string {
	var parts []string
	if r.at >= 0 && r.grid.selection.holds(r.shows.ID) {
		parts = append(parts, "selected")
	}
	for i, said := range r.words {
		if said.words != "" {
			parts = append(parts, r.grid.columns.shown[i].title+" "+said.words)
		}
	}
	return strings.Join(parts, ", ")
}

// AccessibilityRole is text: the toolkit knows no row of a table.
func (r *row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the row.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return &rowRenderer{row: r} }

type rowRenderer struct{ row *row }

func (r *rowRenderer) Layout(fyne.Size)             { r.row.place() }
func (r *rowRenderer) MinSize() fyne.Size           { return r.row.MinSize() }
func (r *rowRenderer) Objects() []fyne.CanvasObject { return r.row.objects() }
func (r *rowRenderer) Destroy()                     {}

func (r *rowRenderer) Refresh() {
	r.row.place()
	r.row.paint()
}

// over lays a translucent colour on an opaque one, for grounds that must hide what scrolls under them.
func over(top, ground color.Color) color.Color {
	above, below := color.NRGBAModel.Convert(top).(color.NRGBA), color.NRGBAModel.Convert(ground).(color.NRGBA)
	mix := func(a, b uint8) uint8 {
		return uint8((int(a)*int(above.A) + int(b)*(255-int(above.A)) + 127) / 255)
	}
	return color.NRGBA{
		R: mix(above.R, below.R), G: mix(above.G, below.G), B: mix(above.B, below.B), A: 255,
	}
}
