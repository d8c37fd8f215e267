package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/civil"
	"stakebook/ui/page"
)

// asOfBar says and changes how the book is looked at: on which day, as known when, in which currency, whose.
type asOfBar struct {
	shell *Shell

	ground     *canvas.Rectangle
	date       *dateEntry
	sign       *widget.Label // how far from today, and what is not known yet
	today      *widget.Button
	known      *widget.Button
	slider     *widget.Slider
	begin, end *widget.Label
	previous   *widget.Button
	next       *widget.Button
	currency   *widget.Select
	scope      *widget.Select
	content    fyne.CanvasObject

	setting bool // the widgets are being set, not used
}

// The two choices of whose figures are counted.
const (
	ownInvestors = "Own investors"
	allInvestors = "All investors"
)

func newAsOfBar(s *Shell, tools fyne.CanvasObject) *asOfBar {
	b := &asOfBar{shell: s, ground: canvas.NewRectangle(nil), sign: widget.NewLabel("")}
	b.date = newDateEntry(s)
	b.sign.TextStyle.Bold = true
	b.today = lowButton("Today", nil, func() { s.Run("moment.today") })
	b.known = lowButton("", nil, func() { s.Run("moment.known") })
	b.previous = lowButton("", theme.NavigateBackIcon(), func() { s.Run("moment.previous") })
	b.next = lowButton("", theme.NavigateNextIcon(), func() { s.Run("moment.next") })
	b.slider = widget.NewSlider(0, 1)
	b.slider.OnChanged = func(position float64) {
		if !b.setting {
			s.lookAsOf(s.life.day(int(position)))
		}
	}
	b.begin, b.end = small(""), small("")
	b.currency = widget.NewSelect(nil, func(code string) {
		if !b.setting {
			s.lookIn(code)
		}
	})
	b.scope = widget.NewSelect([]string{ownInvestors, allInvestors}, func(chosen string) {
		if !b.setting {
			s.lookAll(chosen == allInvestors)
		}
	})
	first := container.NewHBox(middle(widget.NewLabel("As of")), sized(dateWidth, b.date), middle(b.today), middle(b.sign),
		layout.NewSpacer(), middle(b.known), sized(currencyWidth, b.currency), sized(scopeWidth, b.scope))
	second := container.NewBorder(nil, nil, container.NewHBox(b.previous, middle(b.begin)),
		container.NewHBox(middle(b.end), b.next), b.slider)
	both := container.NewBorder(nil, nil, nil, middle(tools), container.NewVBox(first, second))
	b.content = container.NewStack(b.ground, container.NewPadded(both))
	return b
}

// middle sets something in the middle of the height there is.
func middle(object fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVBox(layout.NewSpacer(), object, layout.NewSpacer())
}

// sized gives something a width in letters, whatever its content asks for.
func sized(letters float32, object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&fixed{letters: letters}, object)
}

// fixed is the layout of one object with a width in letters of the text size, in the middle of the height there is.
type fixed struct{ letters float32 }

// MinSize is the width and the height that the object needs.
func (f *fixed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if !objects[0].Visible() {
		return fyne.Size{}
	}
	return fyne.NewSize(f.letters*theme.Size(theme.SizeNameText), objects[0].MinSize().Height)
}

// Layout sets the object in the middle.
func (f *fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[0].Move(fyne.NewPos(0, (size.Height-height)/2))
}

// The widths of the bar's fields, in letters.
const (
	dateWidth     = 8
	currencyWidth = 6.5
	scopeWidth    = 11
)

func lowButton(text string, icon fyne.Resource, tapped func()) *widget.Button {
	button := widget.NewButtonWithIcon(text, icon, tapped)
	button.Importance = widget.LowImportance
	return button
}

// offer gives the currencies of a book, its own first, and whether there is a choice of investors.
func (b *asOfBar) offer(currencies []string, own bool) {
	b.currency.Options = currencies
	b.scope.Hidden = !own
	b.content.Refresh()
}

// show sets the bar to how the book is looked at.
func (b *asOfBar) show(at page.Moment, l life, entries int) {
	b.setting = true
	b.date.showDay(at.AsOf)
	b.slider.Max = float64(max(l.length(), 1))
	b.slider.SetValue(float64(l.position(at.AsOf)))
	b.begin.SetText(l.first.String())
	b.end.SetText(l.last.String())
	code := at.Currency.String()
	if code == "" && len(b.currency.Options) > 0 {
		code = b.currency.Options[0]
	}
	b.currency.SetSelected(code)
	b.scope.SetSelected(ownInvestors)
	if at.Filter.All {
		b.scope.SetSelected(allInvestors)
	}
	b.setting = false
	b.showSign(at, entries)
}

// showSign makes it plain when what is shown is not today, or not all that is known.
func (b *asOfBar) showSign(at page.Moment, entries int) {
	b.sign.SetText(distance(at.AsOf, at.Today))
	b.sign.Hidden = at.AsOf == at.Today
	b.sign.Importance = widget.MediumImportance
	b.known.SetText("All " + counted(entries, "entry", "entries") + " known")
	b.known.Importance = widget.LowImportance
	if at.Known != 0 {
		b.known.SetText(fmt.Sprintf("As known at entry %d of %d", at.Known, entries))
		b.known.Importance = widget.WarningImportance
	}
	b.ground.FillColor = nil
	if at.AsOf != at.Today || at.Known != 0 {
		b.ground.FillColor = theme.Color(theme.ColorNameSelection)
		b.sign.Importance = widget.WarningImportance
	}
	b.today.Importance = widget.LowImportance
	if at.AsOf != at.Today {
		b.today.Importance = widget.HighImportance
	}
	b.ground.Refresh()
	b.sign.Refresh()
	b.known.Refresh()
	b.today.Refresh()
}

// distance says how far a day is from today.
func distance(day, today civil.Date) string {
	switch days := day.DaysSince(today); {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	case days > 0:
		return fmt.Sprintf("in %d days", days)
	default:
		return fmt.Sprintf("%d days ago", -days)
	}
}

// dateEntry is a day as text. Up and Down go a day on and back, Page Up and Page Down thirty, t is today; Enter, which
// goes on to the page, or leaving the field takes what was typed, and what is no date is put back.
type dateEntry struct {
	widget.Entry
	day   civil.Date
	today func() civil.Date
	taken func(civil.Date)
	wrong func(error) // told of a text that is no date
}

func newDateEntry(s *Shell) *dateEntry {
	d := &dateEntry{taken: s.lookAsOf, today: s.today, wrong: func(err error) { s.say(err.Error() + ".") }}
	d.PlaceHolder = "YYYY-MM-DD"
	d.ExtendBaseWidget(d)
	d.OnSubmitted = func(string) {
		d.take()
		s.focusPage() // so that Undo is the book's again, not this text's
	}
	return d
}

func (d *dateEntry) showDay(day civil.Date) {
	if d.day != day || d.Text != day.String() {
		d.day = day
		d.SetText(day.String())
	}
}

// pageOfDays is how far Page Up and Page Down go.
const pageOfDays = 30

// TypedKey moves the day.
func (d *dateEntry) TypedKey(event *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{
		fyne.KeyUp: 1, fyne.KeyDown: -1, fyne.KeyPageUp: pageOfDays, fyne.KeyPageDown: -pageOfDays,
	}
	if by, ok := steps[event.Name]; ok {
		d.move(d.day.AddDays(by))
		return
	}
	if event.Name == fyne.KeyEscape {
		d.SetText(d.day.String())
		return
	}
	d.Entry.TypedKey(event)
}

// TypedRune takes t for today, and else what a date is written with.
func (d *dateEntry) TypedRune(r rune) {
	switch {
	case r == 't' || r == 'T':
		d.move(d.today())
	case r >= '0' && r <= '9' || r == '-':
		d.Entry.TypedRune(r)
	}
}

// FocusLost takes what was typed.
func (d *dateEntry) FocusLost() {
	d.Entry.FocusLost()
	d.take()
}

func (d *dateEntry) move(day civil.Date) {
	d.showDay(day)
	d.taken(day)
}

func (d *dateEntry) take() {
	day, err := civil.Parse(d.Text)
	if err != nil {
		d.wrong(err)
		d.SetText(d.day.String())
		return
	}
	if day != d.day {
		d.move(day)
	}
}
