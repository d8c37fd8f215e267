package form

import (
	"fyne.io/fyne/v2"

	"stakebook/ledger/civil"
)

// date is a line that holds a day as YYYY-MM-DD. Up and Down go a day on and back, Page Up and Page Down a month, t
// is today, Space opens a calendar that follows; the keyboard stays in the line.
type date struct {
	line  *line
	month *calendar // made when it is first needed
}

func newDate(f *field) *date {
	d := &date{line: newLine(f, 1)}
	d.line.SetPlaceHolder(f.form.label("form.date", "YYYY-MM-DD"))
	d.line.keys = d.key
	d.line.runes = d.rune
	d.line.typed = d.follow
	d.line.leaving = d.leave
	d.line.ActionItem = newOpener(f.form.float, d.line, d.toggle)
	return d
}

// calendar is what opens below the line.
func (d *date) calendar() *calendar {
	if d.month == nil {
		d.month = newCalendar(d.line.field.form, d.take)
	}
	return d.month
}

func (d *date) isOpen() bool { return d.month != nil && d.month.isOpen() }

func (d *date) close() {
	if d.month != nil {
		d.month.close()
	}
}

func (d *date) key(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyUp:
		d.move(func(day civil.Date) civil.Date { return day.AddDays(1) })
	case fyne.KeyDown:
		d.move(func(day civil.Date) civil.Date { return day.AddDays(-1) })
	case fyne.KeyPageUp:
		d.move(func(day civil.Date) civil.Date { return addMonths(day, 1) })
	case fyne.KeyPageDown:
		d.move(func(day civil.Date) civil.Date { return addMonths(day, -1) })
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		if !d.isOpen() {
			return false
		}
		d.close()
	default:
		return false
	}
	return true
}

// move goes from the day that is there; where there is none it is today.
func (d *date) move(step func(civil.Date) civil.Date) {
	today := d.line.field.form.options.Today
	day, err := civil.Parse(d.line.Text)
	switch {
	case err == nil:
		d.set(step(day))
	case d.line.Text == "" && !today.IsZero():
		d.set(today)
	}
}

func (d *date) rune(r rune) bool {
	switch r {
	case 't', 'T':
		if today := d.line.field.form.options.Today; !today.IsZero() {
			d.set(today)
		}
		return true
	case ' ':
		d.toggle()
		return true
	}
	return false
}

func (d *date) set(day civil.Date) {
	d.line.change(day.String())
	d.follow()
}

// follow shows the month of the day in the line.
func (d *date) follow() {
	if day, err := civil.Parse(d.line.Text); err == nil && d.isOpen() {
		d.month.turnTo(day)
	}
}

func (d *date) toggle() {
	if d.isOpen() {
		d.close()
		return
	}
	day, err := civil.Parse(d.line.Text)
	if err != nil {
		day = d.line.field.form.options.Today
	}
	if day.IsZero() {
		return
	}
	d.calendar().show(d.line, day)
}

// take sets the day that was clicked and keeps the keyboard in the line.
func (d *date) take(day civil.Date) {
	d.close()
	d.set(day)
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(d.line); canvas != nil {
		canvas.Focus(d.line)
	}
}

func (d *date) leave() (stays bool) {
	if d.isOpen() && d.month.pressed() {
		return true
	}
	d.close()
	return false
}

// addMonths keeps the day of the month where the other month has it, else takes that month's last.
func addMonths(day civil.Date, months int) civil.Date {
	dayOfMonth := day.Time().Day()
	first := day.Time().AddDate(0, 0, 1-dayOfMonth).AddDate(0, months, 0)
	for ; dayOfMonth > 0; dayOfMonth-- {
		if moved, ok := civil.Of(first.Year(), first.Month(), dayOfMonth); ok {
			return moved
		}
	}
	return day
}
