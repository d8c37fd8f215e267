package yardstick

import (
	"iter"

	"stakebook/ledger/civil"
)

// calendar says which commitments have their turn on which day. A turn may be added while its day is at hand: it then
// comes last.
type calendar struct {
	first civil.Date
	turns [][]*deal // by day
}

func newCalendar(first, last civil.Date) calendar {
	return calendar{first: first, turns: make([][]*deal, last.DaysSince(first)+1)}
}

func (c *calendar) add(day civil.Date, d *deal) {
	at := day.DaysSince(c.first)
	c.turns[at] = append(c.turns[at], d)
}

// days gives every day in order with its turns.
func (c *calendar) days() iter.Seq2[civil.Date, iter.Seq[*deal]] {
	return func(yield func(civil.Date, iter.Seq[*deal]) bool) {
		for at := range c.turns {
			if !yield(c.first.AddDays(at), c.on(at)) {
				return
			}
			c.turns[at] = nil
		}
	}
}

func (c *calendar) on(at int) iter.Seq[*deal] {
	return func(yield func(*deal) bool) {
		for i := 0; i < len(c.turns[at]); i++ {
			if !yield(c.turns[at][i]) {
				return
			}
		}
	}
}
