package yardstick

import (
	"math/bits"
	"strconv"
	"time"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// micro is a number in whole millionths: amounts, units, prices and rates have six digits after the point at most.
type micro int64

const one micro = 1_000_000

// An amount is drawn with so many digits after the point.
const (
	minPlaces = 2
	maxPlaces = 6
)

// amount writes a number with no more digits after the point than it needs, and at least two.
func amount(n micro) money.Decimal { return decimal(n, minPlaces) }

// whole is a whole number without a point.
func whole(n int64) money.Decimal { return money.Int(n) }

// text writes a number with no more digits after the point than it needs, and at least so many.
func text(n micro, least int) string {
	var buffer [32]byte
	digits := strconv.AppendInt(buffer[:0], int64(n/one), 10)
	digits = append(digits, '.')
	places := strconv.AppendInt(buffer[24:24], int64(n%one+one), 10)[1:] // the leading 1 keeps the zeros
	keep := len(places)
	for keep > least && places[keep-1] == '0' {
		keep--
	}
	return string(append(digits, places[:keep]...))
}

// decimal is what text writes. A generator that writes what is no number is wrong in itself, and what it gives is then
// a number not given, which the book refuses.
func decimal(n micro, least int) money.Decimal {
	number, _ := money.ParseDecimal(text(n, least))
	return number
}

// scale is n × times ÷ by, rounded down, without a loss in between.
func scale(n micro, times, by int64) micro {
	high, low := bits.Mul64(uint64(n), uint64(times))
	if by <= 0 || high >= uint64(by) {
		return 0
	}
	quotient, _ := bits.Div64(high, low, uint64(by))
	return micro(quotient)
}

// chance is true so many times in a thousand.
func (g *generator) chance(perMille int) bool { return g.dice.IntN(1000) < perMille }

// from is a whole number from low to high, both included.
func (g *generator) from(low, high int) int { return low + g.dice.IntN(max(high-low, 0)+1) }

// part is from low to high thousandths of a number, with two to six digits after the point, and never more than it.
func (g *generator) part(of micro, low, high int) micro {
	if of <= 0 {
		return 0
	}
	drawn := scale(of, int64(g.from(low, high)), 1000)
	return min(max(g.rounded(drawn), 1), of)
}

// rounded cuts a number to two to six digits after the point; most amounts have two.
func (g *generator) rounded(n micro) micro {
	unit := one / 100
	if g.chance(400) {
		for range g.from(0, maxPlaces-minPlaces) {
			unit /= 10
		}
	}
	if n < unit {
		return n
	}
	return n / unit * unit
}

func pick[T any](g *generator, set []T) T { return set[g.dice.IntN(len(set))] }

// numbered is a word and a number of at least so many digits.
func numbered(word string, n, digits int) string {
	number := strconv.Itoa(n)
	for len(number) < digits {
		number = "0" + number
	}
	return word + number
}

func date(year int, month time.Month, day int) civil.Date {
	d, _ := civil.Of(year, month, day)
	return d
}

func between(n, low, high int) int { return min(max(n, low), high) }
