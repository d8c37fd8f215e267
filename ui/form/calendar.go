package form

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/civil"
)

// A month is shown in six weeks that begin on Monday.
const (
	daysInWeek = 7
	weeksShown = 6
)

// calendar is a month that floats below a date.
type calendar struct {
	*panel
	form  *Form
	month *widget.Label
	days  []*cell
	first civil.Date // the day of the first cell
	day   civil.Date // the one that is lit
	take  func(civil.Date)
}

func newCalendar(f *Form, take func(civil.Date)) *calendar {
	c := &calendar{form: f, take: take, month: widget.NewLabel("")}
	c.month.Alignment = fyne.TextAlignCenter
	back, on := newCell(func() { c.turn(-1) }), newCell(func() { c.turn(1) })
	back.icon, on.icon = theme.NavigateBackIcon(), theme.NavigateNextIcon()
	grid := container.NewGridWithColumns(daysInWeek)
	for i := range daysInWeek {
		weekday := time.Weekday((i + 1) % daysInWeek).String()
		head := widget.NewLabel(f.label("form.weekday.short."+weekday, weekday[:2]))
		head.Alignment = fyne.TextAlignCenter
		head.SizeName = theme.SizeNameCaptionText
		grid.Add(head)
	}
	for i := range daysInWeek * weeksShown {
		cell := newCell(func() { c.take(c.first.AddDays(i)) })
		cell.align = fyne.TextAlignCenter
		c.days = append(c.days, cell)
		grid.Add(cell)
	}
	head := container.NewBorder(nil, nil, back, on, c.month)
	c.panel = newPanel(f.float, container.NewBorder(head, nil, nil, nil, grid))
	for _, cell := range append([]*cell{back, on}, c.days...) {
		cell.panel = c.panel
	}
	c.wheel = func(rows int) { c.turn(rows) }
	return c
}

// show opens the calendar at a day.
func (c *calendar) show(owner fyne.CanvasObject, day civil.Date) {
	c.day = day
	c.fill(day)
	c.on.show(c.panel, owner, c.MinSize())
}

func (c *calendar) close() {
	if c.isOpen() {
		c.on.close()
	}
}

// turnTo lights a day up and shows its month.
func (c *calendar) turnTo(day civil.Date) {
	c.day = day
	c.fill(day)
}

// turn shows another month without choosing a day.
func (c *calendar) turn(months int) {
	c.fill(addMonths(c.shown(), months))
	c.giveBack()
}

// shown is a day of the month that is seen.
func (c *calendar) shown() civil.Date { return c.first.AddDays(daysInWeek) }

// fill shows the month of a day.
func (c *calendar) fill(day civil.Date) {
	firstOfMonth := day.AddDays(1 - day.Time().Day())
	sinceMonday := (int(firstOfMonth.Time().Weekday()) + daysInWeek - 1) % daysInWeek
	c.first = firstOfMonth.AddDays(-sinceMonday)
	month := firstOfMonth.Time().Month()
	name := month.String()
	c.month.SetText(c.form.label("form.month."+name, name) + " " + strconv.Itoa(firstOfMonth.Time().Year()))
	for i, cell := range c.days {
		at := c.first.AddDays(i)
		cell.text = strconv.Itoa(at.Time().Day())
		cell.faint = at.Time().Month() != month
		cell.lit = at == c.day
		cell.bold = at == c.form.options.Today
		cell.Refresh()
	}
}
