package report

import (
	"math/bits"
	"slices"

	"stakebook/ledger/money"
)

// append writes what String writes.
func (c *Cell) append(out []byte) []byte {
	switch {
	case c.form == text:
		return append(out, c.text...)
	case c.form == date:
		return appendDate(out, c.word)
	case c.form == number && c.direct:
		return appendScaled(out, c.word, int(c.digits), int(c.places))
	case c.form == number:
		return append(out, c.Rounded().String()...)
	}
	return out
}

// appendDate writes a day, given as 20240327, as YYYY-MM-DD.
func appendDate(out []byte, day int64) []byte {
	n := uint32(day)
	century, years, months, days := pair(n/1_000_000), pair(n/10_000%100), pair(n/100%100), pair(n%100)
	return append(out, century[0], century[1], years[0], years[1], '-', months[0], months[1], '-', days[0], days[1])
}

// pair is a number below 100 in two digits.
func pair(n uint32) string { return pairs[2*n:][:2] }

// pairs is every number of two digits.
const pairs = "0001020304050607080910111213141516171819" +
	"2021222324252627282930313233343536373839" +
	"4041424344454647484950515253545556575859" +
	"6061626364656667686970717273747576777879" +
	"8081828384858687888990919293949596979899"

// appendScaled writes a whole number of units of the last of so many places after the point, with so many digits
// before it.
func appendScaled(out []byte, scaled int64, digits, places int) []byte {
	size := uint64(scaled)
	if scaled < 0 {
		out, size = append(out, '-'), -size
	}
	start := len(out)
	length := digits
	if places > 0 {
		length += 1 + places
	}
	out = slices.Grow(out, length)[:start+length]
	field, at := out[start:], length
	for ; places >= 2; places -= 2 {
		at -= 2
		two := pair(uint32(size % 100))
		field[at], field[at+1] = two[0], two[1]
		size /= 100
		if places == 2 {
			at--
			field[at] = '.'
		}
	}
	if places == 1 {
		at -= 2
		field[at], field[at+1] = '.', byte('0'+size%10)
		size /= 10
	}
	for ; at >= 2; at -= 2 {
		two := pair(uint32(size % 100))
		field[at-2], field[at-1] = two[0], two[1]
		size /= 100
	}
	if at == 1 {
		field[0] = byte('0' + size)
	}
	return out
}

// wholeDigits counts the digits before the point of a number of so many places, as it is printed.
func wholeDigits(scaled int64, places int) uint8 {
	size := uint64(scaled)
	if scaled < 0 {
		size = -size
	}
	count := (bits.Len64(size|1)*1233)>>12 + 1 // log₁₀ from log₂, one too many for some
	if count > 1 && size < powersOfTen[count-1] {
		count--
	}
	return uint8(max(count-places, 1))
}

// mostPlaces is how many digits after the point a machine's word can be scaled by.
const mostPlaces = 18

// powersOfTen is by how much a number of so many places is scaled.
var powersOfTen = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	1e16, 1e17, 1e18, 1e19}

// scaledUp is a number as Round gives it, in units of its last place; ok is false where that takes more than a
// machine's word. Most figures fit, and are then printed without any arithmetic of large numbers.
func scaledUp(exact money.Fraction, places int) (scaled int64, ok bool) {
	if places > mostPlaces {
		return 0, false
	}
	return exact.Round(places).Units(places)
}
