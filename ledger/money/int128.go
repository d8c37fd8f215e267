package money

import (
	"math"
	"math/big"
	"math/bits"
)

// int128 is a whole number from −(2^127 − 1) to 2^127 − 1 in two's complement: all digits that a number may have, with
// room for sums of them. What would leave the range says so and is worked out by the decimal library instead.
type int128 struct {
	hi int64
	lo uint64
}

func int128Of(n int64) int128 { return int128{hi: n >> 63, lo: uint64(n)} }

func (a int128) sign() int {
	switch {
	case a.hi < 0:
		return -1
	case a.hi == 0 && a.lo == 0:
		return 0
	default:
		return 1
	}
}

func (a int128) cmp(b int128) int {
	switch {
	case a.hi < b.hi:
		return -1
	case a.hi > b.hi:
		return 1
	case a.lo < b.lo:
		return -1
	case a.lo > b.lo:
		return 1
	default:
		return 0
	}
}

func (a int128) neg() int128 {
	lo, borrow := bits.Sub64(0, a.lo, 0)
	hi, _ := bits.Sub64(0, uint64(a.hi), borrow)
	return int128{hi: int64(hi), lo: lo}
}

// add is the sum; fits is false where it leaves the range.
func (a int128) add(b int128) (sum int128, fits bool) {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(uint64(a.hi), uint64(b.hi), carry)
	sum = int128{hi: int64(hi), lo: lo}
	overflow := (a.hi^sum.hi)&(b.hi^sum.hi) < 0
	return sum, !overflow && !sum.lowest()
}

// lowest says that the number is −2^127, which has no opposite.
func (a int128) lowest() bool { return a.hi == math.MinInt64 && a.lo == 0 }

// abs is the number without its sign.
func (a int128) abs() (hi, lo uint64) {
	if a.hi < 0 {
		a = a.neg()
	}
	return uint64(a.hi), a.lo
}

// signed gives a number of the magnitude and sign; fits is false where it leaves the range.
func signed(hi, lo uint64, negative bool) (n int128, fits bool) {
	if hi > math.MaxInt64 {
		return int128{}, false
	}
	n = int128{hi: int64(hi), lo: lo}
	if negative {
		n = n.neg()
	}
	return n, true
}

// mul is the product; fits is false where it leaves the range.
func (a int128) mul(b int128) (product int128, fits bool) {
	aHi, aLo := a.abs()
	bHi, bLo := b.abs()
	if aHi != 0 && bHi != 0 {
		return int128{}, false
	}
	hi, lo := bits.Mul64(aLo, bLo)
	overA, crossA := bits.Mul64(aHi, bLo)
	overB, crossB := bits.Mul64(bHi, aLo)
	hi, carryA := bits.Add64(hi, crossA, 0)
	hi, carryB := bits.Add64(hi, crossB, 0)
	if overA|overB|carryA|carryB != 0 {
		return int128{}, false
	}
	return signed(hi, lo, (a.hi < 0) != (b.hi < 0))
}

// divSmall is the quotient and the remainder of the magnitude by a number that is not 0.
func divSmall(hi, lo, by uint64) (quotientHi, quotientLo, rest uint64) {
	quotientHi, rest = hi/by, hi%by
	quotientLo, rest = bits.Div64(rest, lo, by)
	return quotientHi, quotientLo, rest
}

// wordPlaces is the most decimal places that a power of ten of 64 bits has.
const wordPlaces = 19

// powerOfTen is 10^places for 0 to wordPlaces.
func powerOfTen(places int) uint64 { return powersOfTen[places] }

var powersOfTen = [wordPlaces + 1]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
	1e15, 1e16, 1e17, 1e18, 1e19}

// shift is the number times 10^places; fits is false where that leaves the range.
func (a int128) shift(places int) (shifted int128, fits bool) {
	fits = true
	for places > 0 && fits {
		step := min(places, wordPlaces)
		a, fits = a.mul(int128{lo: powerOfTen(step)})
		places -= step
	}
	return a, fits
}

func (a int128) big() *big.Int {
	hi, lo := a.abs()
	n := new(big.Int).SetUint64(hi)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(lo))
	if a.hi < 0 {
		n.Neg(n)
	}
	return n
}

// int128OfBig takes a number over; fits is false where it is out of range.
func int128OfBig(n *big.Int) (small int128, fits bool) {
	if n.IsInt64() {
		return int128Of(n.Int64()), true
	}
	if n.BitLen() > 127 {
		return int128{}, false
	}
	magnitude := new(big.Int).Abs(n)
	lo := new(big.Int).And(magnitude, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	return signed(magnitude.Rsh(magnitude, 64).Uint64(), lo, n.Sign() < 0)
}

// appendDigits writes the magnitude with at least so many digits.
func (a int128) appendDigits(out []byte, least int) []byte {
	const most = 40
	var digits [most]byte
	at := most
	hi, lo := a.abs()
	for hi != 0 {
		var rest uint64
		hi, lo, rest = divSmall(hi, lo, powerOfTen(wordPlaces))
		for range wordPlaces {
			at--
			digits[at] = byte('0' + rest%10)
			rest /= 10
		}
	}
	for lo != 0 || most-at < least {
		at--
		digits[at] = byte('0' + lo%10)
		lo /= 10
	}
	return append(out, digits[at:]...)
}

// roundOff takes off so many digits, at most wordPlaces and at least one, half to even.
func (a int128) roundOff(places int) int128 {
	hi, lo := a.abs()
	by := powerOfTen(places)
	hi, lo, rest := divSmall(hi, lo, by)
	if half := by / 2; rest > half || rest == half && lo&1 == 1 {
		var carry uint64
		lo, carry = bits.Add64(lo, 1, 0)
		hi += carry
	}
	rounded, _ := signed(hi, lo, a.hi < 0) // less than a: always in range
	return rounded
}
