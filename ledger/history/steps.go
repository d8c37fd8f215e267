package history

import (
	"sort"

	"stakebook/ledger/civil"
)

// steps is a value that stays as it is from one day until the next that is given. Before the first day it is the zero
// value.
type steps[T any] struct {
	days   []civil.Date // ascending
	values []T
}

// on is the value at the end of a day.
func (s *steps[T]) on(day civil.Date) (value T) {
	end := sort.Search(len(s.days), func(i int) bool { return s.days[i].After(day) })
	if end == 0 {
		return value
	}
	return s.values[end-1]
}

// add gives the value from a day on, which is not before the last one given.
func (s *steps[T]) add(day civil.Date, value T) {
	if last := len(s.days) - 1; last >= 0 && s.days[last] == day {
		s.values[last] = value
		return
	}
	s.days, s.values = append(s.days, day), append(s.values, value)
}

// addChange is add where the value is another than before.
func addChange[T comparable](s *steps[T], day civil.Date, value T) {
	var before T
	if last := len(s.values) - 1; last >= 0 {
		before = s.values[last]
	}
	if value != before {
		s.add(day, value)
	}
}
