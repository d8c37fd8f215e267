package history

import (
	"encoding/binary"
	"errors"
	"fmt"

	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// Format is the number of the form in which a history is written. It is another one as soon as any book is written in
// other bytes than before: a check holds what is kept to the bytes that are written anew.
const Format = 2

// errForm is wrapped by what cannot be read.
var errForm = errors.New("the bytes are not those of a history")

// writer appends values: numbers as varints, texts as their place in a table that comes first.
type writer struct {
	body  []byte
	table []byte
	at    map[string]uint64
}

func (w *writer) number(n int64) { w.body = binary.AppendVarint(w.body, n) }

func (w *writer) count(n int) { w.body = binary.AppendUvarint(w.body, uint64(n)) }

func (w *writer) text(text string) {
	at, known := w.at[text]
	if !known {
		at = uint64(len(w.at))
		w.at[text] = at
		w.table = append(binary.AppendUvarint(w.table, uint64(len(text))), text...)
	}
	w.body = binary.AppendUvarint(w.body, at)
}

func (w *writer) fraction(f money.Fraction) { w.body = f.AppendBinary(w.body) }

// beside is a writer of the same table.
func (w *writer) beside() *writer { return &writer{at: w.at, table: w.table} }

// section takes in what was written beside, with its length first.
func (w *writer) section(beside *writer) {
	w.table = beside.table
	w.count(len(beside.body))
	w.body = append(w.body, beside.body...)
}

// day writes a day by how far it is from an earlier one.
func (w *writer) day(day, after civil.Date) { w.number(int64(day.DaysSince(after))) }

func (w *writer) bytes() []byte {
	out := binary.AppendUvarint(nil, uint64(len(w.at)))
	return append(append(out, w.table...), w.body...)
}

// reader takes off the front what writer appends. The first thing that is wrong stays, and all after it is zero.
type reader struct {
	rest  []byte
	texts []string
	err   error
	last  money.Currency // that was read: most are that one again

	// Room for the steps of one account or holding, taken again for the next.
	days      []civil.Date
	units     []int64
	terms     []terms
	fractions []money.Fraction
	exact     []figures.Exactness
	wholes    []*figures.Whole
	whole     []figures.Whole
	worth     []figures.Worth
	seen      []figures.Seen
	parts     [][]figures.HeldPart
}

// reuse gives up all room: what was read into it is not looked at any more.
func (r *reader) reuse() {
	r.days, r.units, r.terms, r.fractions = r.days[:0], r.units[:0], r.terms[:0], r.fractions[:0]
	r.exact, r.wholes, r.parts = r.exact[:0], r.wholes[:0], r.parts[:0]
	r.whole, r.worth, r.seen = r.whole[:0], r.worth[:0], r.seen[:0]
}

// take gives room for n values.
func take[T any](room *[]T, n int) []T {
	if n > cap(*room)-len(*room) { // what was taken before keeps its own
		*room = make([]T, 0, max(n, 2*cap(*room), 64))
	}
	at := len(*room)
	*room = (*room)[:at+n]
	return (*room)[at : at : at+n]
}

func newReader(data []byte) *reader {
	r := &reader{rest: data}
	n := r.count()
	r.texts = make([]string, 0, n)
	for range n {
		size := r.count()
		if r.err != nil {
			return r
		}
		r.texts = append(r.texts, string(r.rest[:size]))
		r.rest = r.rest[size:]
	}
	return r
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %w", what, errForm)
	}
}

func (r *reader) number() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		r.fail("a number")
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count reads how many of something follow. Each takes a byte at least, so that a forged count asks for no more memory
// than the bytes that came.
func (r *reader) count() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > uint64(len(r.rest)-size) {
		r.fail("a count")
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) text() string {
	at, size := binary.Uvarint(r.rest)
	if size <= 0 || at >= uint64(len(r.texts)) {
		r.fail("a text")
		return ""
	}
	r.rest = r.rest[size:]
	return r.texts[at]
}

func (r *reader) fraction() money.Fraction {
	f, rest, err := money.ReadFraction(r.rest)
	if err != nil {
		r.fail("a fraction")
		return money.Fraction{}
	}
	r.rest = rest
	return f
}

// maxDays is more than the days of the calendar.
const maxDays = 4_000_000

func (r *reader) day(after civil.Date) civil.Date {
	n := r.number()
	if n < -maxDays || n > maxDays {
		r.fail("a day")
		return civil.Date{}
	}
	if n == int64(civil.Date{}.DaysSince(after)) {
		return civil.Date{}
	}
	return after.AddDays(int(n))
}

func (r *reader) currency() money.Currency {
	code := r.text()
	if code == r.last.String() {
		return r.last
	}
	if code == "" {
		return money.Currency{}
	}
	c, err := money.ParseCurrency(code)
	if err != nil {
		r.fail("a currency")
	}
	r.last = c
	return c
}

// writeSteps writes the days and values of steps.
func writeSteps[T any](w *writer, s *steps[T], value func(T)) {
	w.count(len(s.days))
	var before civil.Date
	for i, day := range s.days {
		w.day(day, before)
		value(s.values[i])
		before = day
	}
}

// readSteps reads what writeSteps writes.
func readSteps[T any](r *reader, room *[]T, value func() T) (s steps[T]) {
	n := r.count()
	if n == 0 {
		return s
	}
	s.days, s.values = take(&r.days, n), take(room, n)
	var before civil.Date
	for range n {
		day := r.day(before)
		if !day.After(before) {
			r.fail("days in order")
		}
		if r.err != nil {
			return s
		}
		s.days, s.values = append(s.days, day), append(s.values, value())
		before = day
	}
	return s
}
