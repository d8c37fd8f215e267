package history

import "stakebook/ledger/civil"

// steps is a value that stays as it is from one day until the next that is given. Before the first day it is the zero
// value.
type steps[T any] struct {
	days   []civil.Date // ascending
	values []T
}

// on is the value at the end of a day.
func (s *steps[T]) on(day civil.Date) (value T) {
	if at := s.at(day); at >= 0 {
		return s.values[at]
	}
	return value
}

// at is the place of the value at the end of a day, -1 before the first. A portfolio asks it for every figure of every
// commitment, so that it calls nothing.
func (s *steps[T]) at(day civil.Date) int {
	low, high := 0, len(s.days)
	for low < high {
		if middle := int(uint(low+high) >> 1); s.days[middle].After(day) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low - 1
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
