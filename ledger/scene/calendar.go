package scene

import (
	"time"

	"stakebook/ledger/civil"
)

// calendar lays days along a length.
type calendar struct {
	from, to civil.Date
	length   float64
}

// newCalendar spans the dates given, the zero Date apart, with a little room at both ends.
// Without any date it spans one day.
func newCalendar(length float64, dates ...civil.Date) calendar {
	c := calendar{length: length}
	for _, d := range dates {
		if d.IsZero() {
			continue
		}
		if c.from.IsZero() || d.Before(c.from) {
			c.from = d
		}
		if c.to.IsZero() || d.After(c.to) {
			c.to = d
		}
	}
	if c.from.IsZero() {
		return c
	}
	pad := max(1, c.to.DaysSince(c.from)/40)
	c.from, c.to = c.from.AddDays(-pad), c.to.AddDays(pad)
	return c
}

// at is how far along the calendar a day lies, kept within it.
func (c calendar) at(d civil.Date) float64 {
	days := c.to.DaysSince(c.from)
	if days <= 0 {
		return 0
	}
	return min(max(float64(d.DaysSince(c.from))/float64(days), 0), 1) * c.length
}

// period is a stretch of the calendar between two ticks.
type period struct {
	days, months int
	format       string
}

// periods are tried in this order, from fine to coarse.
var periods = [...]period{
	{days: 1, format: "2 Jan 2006"}, {days: 7, format: "2 Jan 2006"},
	{months: 1, format: "Jan 2006"}, {months: 3, format: "Jan 2006"}, {months: 6, format: "Jan 2006"},
	{months: 12, format: "2006"}, {months: 24, format: "2006"}, {months: 60, format: "2006"},
	{months: 120, format: "2006"}, {months: 240, format: "2006"}, {months: 600, format: "2006"},
	{months: 1200, format: "2006"}, {months: 6000, format: "2006"},
}

// maxDateTicks is far more than any width has room for.
const maxDateTicks = 64

// ticks marks the starts of days, weeks, months, quarters or years: the finest whose labels have room.
func (c calendar) ticks(gap float64, room func(label string) float64) []tick {
	days := c.to.DaysSince(c.from)
	if days <= 0 {
		return nil
	}
	var ticks []tick
	for _, p := range periods {
		if days/max(p.days, 30*p.months) > maxDateTicks {
			continue
		}
		ticks = c.every(p)
		if ticksFit(ticks, gap, room) {
			return ticks
		}
	}
	return ticks[:min(len(ticks), 1)]
}

func (c calendar) every(p period) []tick {
	var ticks []tick
	for d := c.first(p); !d.IsZero() && !d.After(c.to); d = next(d, p) {
		if !d.Before(c.from) {
			ticks = append(ticks, tick{c.at(d), d.Time().Format(p.format)})
		}
		if d.After(c.to.AddDays(-1)) {
			break
		}
	}
	return ticks
}

// first is a tick on or before the calendar's first day: a Monday, a first of a month that divides the year
// or a year that the period divides.
func (c calendar) first(p period) civil.Date {
	if p.months == 0 {
		weekday := (int(c.from.Time().Weekday()) + 6) % 7
		return c.from.AddDays(-(weekday % p.days))
	}
	year, month, _ := c.from.Time().Date()
	months := 12*year + int(month) - 1
	months -= months % p.months
	if months < 12 {
		months = 12
	}
	d, _ := civil.Of(months/12, time.Month(months%12+1), 1)
	return d
}

// next is the zero Date beyond the calendar's last year.
func next(d civil.Date, p period) civil.Date {
	if p.months == 0 {
		return d.AddDays(p.days)
	}
	year, month, _ := d.Time().Date()
	months := 12*year + int(month) - 1 + p.months
	following, _ := civil.Of(months/12, time.Month(months%12+1), 1)
	return following
}
