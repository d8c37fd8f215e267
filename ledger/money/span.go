package money

import (
	"math/big"
	"math/bits"
)

// spanPlaces is how many binary places a span has, one word of two: amounts of up to 18 digits before the point fit, and
// a sum of a million numbers is still held to a millionth of a millionth.
const spanPlaces = 64

// span holds a number times 2^64 between two whole numbers of 128 bits. Sums and products of spans are spans of the sums
// and products, so that what a number is rounded to is mostly known without working the number out.
type span struct{ low, high int128 }

// spanOf holds any number; ok is false for one that is too large.
func spanOf(f *Fraction) (s span, ok bool) {
	switch {
	case f.made != nil:
		return f.made.span, f.made.spanned
	case f.rat != nil:
		low := new(big.Int).Lsh(f.rat.Num(), spanPlaces)
		return spanFrom(floorOf(low, f.rat.Denom()))
	}
	return spanOfDecimal(f.units, int(f.places))
}

// spanFrom holds what is a whole number or up to one more.
func spanFrom(low *big.Int) (s span, ok bool) {
	s.low, ok = int128OfBig(low)
	if ok {
		s.high, ok = s.low.add(int128Of(1))
	}
	return s, ok
}

// spanOfDecimal holds a decimal: its units, shifted, are divided by a power of ten word by word.
func spanOfDecimal(units int128, places int) (s span, ok bool) {
	if places > wordPlaces {
		return span{}, false
	}
	hi, lo := units.abs()
	by := powerOfTen(places)
	top, rest := hi/by, hi%by
	middle, rest := bits.Div64(rest, lo, by)
	bottom, rest := bits.Div64(rest, 0, by)
	if top != 0 {
		return span{}, false
	}
	near, ok := signed(middle, bottom, units.hi < 0)
	switch {
	case !ok:
		return span{}, false
	case rest == 0:
		return span{near, near}, true
	case units.hi < 0:
		s.low, ok = near.add(int128Of(-1))
		return span{s.low, near}, ok
	}
	s.high, ok = near.add(int128Of(1))
	return span{near, s.high}, ok
}

func (s span) add(other span) (sum span, ok bool) {
	low, okLow := s.low.add(other.low)
	high, okHigh := s.high.add(other.high)
	return span{low, high}, okLow && okHigh
}

// mul holds the product of two numbers.
func (s span) mul(other span) (product span, ok bool) {
	first := true
	for _, a := range [...]int128{s.low, s.high} {
		for _, b := range [...]int128{other.low, other.high} {
			corner, fits := a.mulShifted(b)
			if !fits {
				return span{}, false
			}
			product.take(corner, first)
			first = false
		}
	}
	return product.widened()
}

// div holds the quotient of two numbers; ok is false too where the divisor may be 0.
func (s span) div(other span) (quotient span, ok bool) {
	if other.low.sign() != other.high.sign() || other.low.sign() == 0 {
		return span{}, false
	}
	first := true
	for _, a := range [...]int128{s.low, s.high} {
		shifted := a.big()
		shifted.Lsh(shifted, spanPlaces)
		for _, b := range [...]int128{other.low, other.high} {
			corner, fits := int128OfBig(new(big.Int).Quo(shifted, b.big()))
			if !fits {
				return span{}, false
			}
			quotient.take(corner, first)
			first = false
		}
	}
	return quotient.widened()
}

// take makes a span hold one more number.
func (s *span) take(n int128, first bool) {
	if first || n.cmp(s.low) < 0 {
		s.low = n
	}
	if first || n.cmp(s.high) > 0 {
		s.high = n
	}
}

// widened is the span with room for what was cut off its ends.
func (s span) widened() (wide span, ok bool) {
	low, okLow := s.low.add(int128Of(-1))
	high, okHigh := s.high.add(int128Of(1))
	return span{low, high}, okLow && okHigh
}

// sign is the sign of the number; ok is false where the span does not tell.
func (s span) sign() (sign int, ok bool) {
	switch {
	case s.low.sign() > 0:
		return 1, true
	case s.high.sign() < 0:
		return -1, true
	}
	return 0, false
}

// round gives the number with so many digits after the point where both ends of the span round to the same. A number
// halfway between two is not settled so.
func (s span) round(places int) (rounded Decimal, ok bool) {
	if places > MaxPlaces {
		return Decimal{}, false
	}
	low, okLow := s.low.nearest(places, down)
	high, okHigh := s.high.nearest(places, up)
	return Decimal{units: low, places: uint8(places), given: true}, okLow && okHigh && low == high
}

// nearest is the whole number nearest to n × 10^places ÷ 2^spanPlaces.
func (a int128) nearest(places int, halfway int64) (n int128, ok bool) {
	scaled, ok := a.mul(int128{lo: powerOfTen(places)})
	if !ok {
		return int128{}, false
	}
	scaled, ok = scaled.add(int128{lo: 1 << (spanPlaces - 1)})
	if !ok {
		return int128{}, false
	}
	scaled, ok = scaled.add(int128Of(halfway))
	return int128Of(scaled.hi), ok
}

// mulShifted is the product ÷ 2^spanPlaces, cut towards 0; fits is false where it leaves the range.
func (a int128) mulShifted(b int128) (product int128, fits bool) {
	aHi, aLo := a.abs()
	bHi, bLo := b.abs()
	low, _ := bits.Mul64(aLo, bLo)
	crossA, restA := bits.Mul64(aHi, bLo)
	crossB, restB := bits.Mul64(bHi, aLo)
	top, high := bits.Mul64(aHi, bHi)
	low, carry := bits.Add64(low, restA, 0)
	high, carryHigh := bits.Add64(high, crossA, carry)
	low, carry = bits.Add64(low, restB, 0)
	high, carryCross := bits.Add64(high, crossB, carry)
	if top|carryHigh|carryCross != 0 {
		return int128{}, false
	}
	return signed(high, low, (a.hi < 0) != (b.hi < 0))
}
