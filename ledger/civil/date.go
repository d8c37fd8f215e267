package civil

import (
	"errors"
	"fmt"
	"time"
)

// ErrDate is wrapped by every refusal of a date's text.
var ErrDate = errors.New("a date is written YYYY-MM-DD, such as 2024-03-27")

// Date is a day of the proleptic Gregorian calendar, from year 1 to year 9999.
// The zero Date is a date not given; it comes before every day.
type Date struct {
	day int32 // 1 is 0001-01-01
}

const secondsPerDay = 24 * 60 * 60

// firstDay is 0001-01-01 in days of Unix time.
const firstDay = -719162

// Of gives the day of a year, month and day of the month; ok is false where the calendar has no such day.
func Of(year int, month time.Month, day int) (date Date, ok bool) {
	if year < 1 || year > 9999 || month < time.January || month > time.December ||
		day < 1 || day > daysOf(year, month) {
		return Date{}, false
	}
	// The year is counted from its first of March, so that a leap day is the last of it.
	y, m := int32(year), int32(month)-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return Date{day: 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + int32(day) - marchDays}, true
}

// marchDays is how many days 0001-01-01 comes after the first of March before it.
const marchDays = 306

// daysOf is how many days a month has.
func daysOf(year int, month time.Month) int {
	switch {
	case month == time.February && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == time.February:
		return 28
	case month == time.April, month == time.June, month == time.September, month == time.November:
		return 30
	default:
		return 31
	}
}

// parts are the year, month and day of the month of a date that is given.
func (d Date) parts() (year, month, day int32) {
	n := d.day - 1 + marchDays
	century := (4*n + 3) / daysOf400Years
	n -= daysOf400Years * century / 4
	inCentury := (4*n + 3) / daysOf4Years
	n -= daysOf4Years * inCentury / 4
	month = (5*n + 2) / 153 // from March on
	day = n - (153*month+2)/5 + 1
	year = 100*century + inCentury
	if month < 10 {
		return year, month + 3, day
	}
	return year + 1, month - 9, day
}

// How many days so many years have, leap days included.
const (
	daysOf4Years   = 1_461
	daysOf400Years = 146_097
)

// On is the day that t shows on a clock in t's own zone.
func On(t time.Time) Date {
	_, offset := t.Zone()
	seconds := t.Unix() + int64(offset)
	days := seconds / secondsPerDay
	if seconds < 0 && seconds%secondsPerDay != 0 {
		days--
	}
	if day := days - firstDay + 1; day >= 1 && day <= lastDay {
		return Date{day: int32(day)}
	}
	return Date{}
}

// Parse reads a date written YYYY-MM-DD. Its errors wrap ErrDate.
func Parse(text string) (Date, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, fmt.Errorf("%.40q is no date: %w", text, ErrDate)
	}
	year, okYear := digits(text[0:4])
	month, okMonth := digits(text[5:7])
	day, okDay := digits(text[8:10])
	if !okYear || !okMonth || !okDay {
		return Date{}, fmt.Errorf("%.40q is no date: %w", text, ErrDate)
	}
	date, ok := Of(year, time.Month(month), day)
	if !ok {
		return Date{}, fmt.Errorf("%.40q is no day of the calendar: %w", text, ErrDate)
	}
	return date, nil
}

func digits(text string) (int, bool) {
	n := 0
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// Time is midnight UTC of the day, for calendars and axes. The zero Date gives the zero Time.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Unix((int64(d.day)+firstDay-1)*secondsPerDay, 0).UTC()
}

// IsZero says that no date is given.
func (d Date) IsZero() bool { return d.day == 0 }

// String writes the date as Parse reads it; the zero Date is empty.
func (d Date) String() string {
	var room [10]byte
	return string(d.AppendTo(room[:0]))
}

// AppendTo writes what String writes to the end of out.
func (d Date) AppendTo(out []byte) []byte {
	if d.IsZero() {
		return out
	}
	year, month, day := d.parts()
	digit := func(n int32) byte { return byte('0' + n%10) }
	return append(out, digit(year/1000), digit(year/100), digit(year/10), digit(year), '-',
		digit(month/10), digit(month), '-', digit(day/10), digit(day))
}

// UnmarshalText reads what Parse reads; an empty text is a date not given.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	date, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = date
	return nil
}

// MarshalText writes what String writes.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Before says that d comes earlier than other.
func (d Date) Before(other Date) bool { return d.day < other.day }

// After says that d comes later than other.
func (d Date) After(other Date) bool { return d.day > other.day }

// Compare is -1, 0 or +1 as d comes before other, is it, or comes after it.
func (d Date) Compare(other Date) int {
	switch {
	case d.day < other.day:
		return -1
	case d.day > other.day:
		return 1
	default:
		return 0
	}
}

// AddDays is the date so many days later, or earlier where days is negative, kept within the calendar.
func (d Date) AddDays(days int) Date {
	n := int64(d.day) + int64(days)
	return Date{day: int32(min(max(n, 1), lastDay))}
}

// Last is the last day of the calendar, 9999-12-31.
func Last() Date { return Date{day: lastDay} }

// lastDay is 9999-12-31.
const lastDay = 3652059

// DaysSince counts the days from other to d; it is negative where d comes first.
func (d Date) DaysSince(other Date) int { return int(d.day) - int(other.day) }

// AddBusinessDays is the date so many days of Monday to Friday later. Holidays differ by
// place and are not known to a ledger, so they count.
func (d Date) AddBusinessDays(days int) Date {
	for days > 0 {
		d = d.AddDays(1)
		if weekday := d.Time().Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			days--
		}
	}
	return d
}
