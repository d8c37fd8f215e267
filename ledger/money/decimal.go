package money

import (
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"strings"

	"github.com/shopspring/decimal"
)

// The bounds of a number's text. A number beyond them is refused, never cut.
const (
	MaxDigits = 30 // digits in all
	MaxPlaces = 12 // digits after the point
)

// ErrNumber is wrapped by every refusal of a number's text.
var ErrNumber = errors.New("a number is written in plain digits with at most one point, such as 1250000.50")

// Decimal is an exact decimal number that keeps its digits as typed. The zero Decimal is a number
// not given: it prints empty and adds as nothing.
//
// It is a whole number of units of its last place in 128 bits. One that needs more, which no typed number does but a
// sum of the longest ones may, is kept and worked out by the decimal library.
type Decimal struct {
	units  int128
	large  *decimal.Decimal // in place of units where they do not fit
	places uint8
	given  bool
}

// ParseDecimal reads `[-]digits[.digits]` of at most MaxDigits digits, MaxPlaces of them after the
// point. Its errors wrap ErrNumber and name the text.
func ParseDecimal(text string) (Decimal, error) {
	units, places, ok := readPlain(text)
	if ok {
		return Decimal{units: units, places: uint8(places), given: true}, nil
	}
	return Decimal{}, checkNumber(text)
}

// readPlain reads a number of the grammar; ok is false for what is none.
func readPlain(text string) (units int128, places int, ok bool) {
	digits, negative := strings.CutPrefix(text, "-")
	if len(digits) == 0 || len(digits) > MaxDigits+1 {
		return int128{}, 0, false
	}
	var high, low uint64 // the digits before the last 19, and those
	count, point := 0, -1
	for i, c := range []byte(digits) {
		if c == '.' && point < 0 && i > 0 {
			point = i
			continue
		}
		if c < '0' || c > '9' {
			return int128{}, 0, false
		}
		if count == wordPlaces {
			high, low = low, 0
		}
		low = 10*low + uint64(c-'0')
		count++
	}
	if point >= 0 {
		places = len(digits) - point - 1
	}
	if count > MaxDigits || places > MaxPlaces || point >= 0 && places == 0 {
		return int128{}, 0, false
	}
	units = int128{lo: low}
	if count > wordPlaces {
		hi, lo := bits.Mul64(high, powerOfTen(count-wordPlaces))
		lo, carry := bits.Add64(lo, low, 0)
		units = int128{hi: int64(hi + carry), lo: lo} // at most 30 digits: always in range
	}
	if negative {
		units = units.neg()
	}
	return units, places, true
}

// checkNumber holds text to the grammar, so that the decimal library only ever sees what is plain.
func checkNumber(text string) error {
	whole, places, seenPoint := 0, 0, false
	for i, c := range []byte(strings.TrimPrefix(text, "-")) {
		switch {
		case c >= '0' && c <= '9' && seenPoint:
			places++
		case c >= '0' && c <= '9':
			whole++
		case c == '.' && !seenPoint && i > 0:
			seenPoint = true
		default:
			return fmt.Errorf("%q is no number: %w", shorten(text), ErrNumber)
		}
	}
	switch {
	case whole == 0, seenPoint && places == 0:
		return fmt.Errorf("%q is no number: %w", shorten(text), ErrNumber)
	case whole+places > MaxDigits:
		return fmt.Errorf("%q has %d digits, at most %d are kept: %w", shorten(text), whole+places, MaxDigits, ErrNumber)
	case places > MaxPlaces:
		return fmt.Errorf("%q has %d digits after the point, at most %d are kept: %w",
			shorten(text), places, MaxPlaces, ErrNumber)
	}
	return nil
}

// shorten keeps a hostile text from filling a message.
func shorten(text string) string {
	const most = 48
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// Int is a whole number as a Decimal.
func Int(n int64) Decimal { return Decimal{units: int128Of(n), given: true} }

// maxPlaces is the most places that are kept in 128 bits; products of two typed numbers have no more.
const maxPlaces = 2 * MaxPlaces

// FromShop takes a shopspring decimal as given.
func FromShop(value decimal.Decimal) Decimal {
	places := max(0, -int(value.Exponent()))
	units, fits := int128OfBig(value.Coefficient())
	if fits && value.Exponent() > 0 {
		units, fits = units.shift(int(min(value.Exponent(), maxShift)))
		fits = fits && value.Exponent() <= maxShift
	}
	if !fits || places > maxPlaces {
		return Decimal{large: &value, given: true}
	}
	return Decimal{units: units, places: uint8(places), given: true}
}

// maxShift is beyond what 128 bits hold of a power of ten.
const maxShift = 40

// Shop is the number as a shopspring decimal; one not given is 0.
func (d Decimal) Shop() decimal.Decimal {
	switch {
	case d.large != nil:
		return *d.large
	case d.units.hi == int128Of(int64(d.units.lo)).hi: // it fits 64 bits
		return decimal.New(int64(d.units.lo), -int32(d.places))
	default:
		return decimal.NewFromBigInt(d.units.big(), -int32(d.places))
	}
}

// Given says that there is a number at all.
func (d Decimal) Given() bool { return d.given }

// IsZero says that no number is given. It is the table of fields' word for absent; Sign tells an amount of zero.
func (d Decimal) IsZero() bool { return !d.given }

// Sign is -1, 0 or +1.
func (d Decimal) Sign() int {
	if d.large != nil {
		return d.large.Sign()
	}
	return d.units.sign()
}

// aligned gives the units of both at the larger number of places; ok is false where one does not fit.
func (d Decimal) aligned(other Decimal) (a, b int128, places uint8, ok bool) {
	a, b, places = d.units, other.units, d.places
	if d.large != nil || other.large != nil {
		return a, b, places, false
	}
	ok = true
	switch {
	case d.places < other.places:
		places = other.places
		a, ok = a.shift(int(other.places - d.places))
	case d.places > other.places:
		b, ok = b.shift(int(d.places - other.places))
	}
	return a, b, places, ok
}

// Cmp is -1, 0 or +1 as d is less than, equal to or more than other. 1.10 equals 1.1.
func (d Decimal) Cmp(other Decimal) int {
	if a, b, _, ok := d.aligned(other); ok {
		return a.cmp(b)
	}
	return d.Shop().Cmp(other.Shop())
}

// Add is the exact sum; what is not given adds as nothing.
func (d Decimal) Add(other Decimal) Decimal {
	switch {
	case !other.given:
		return d
	case !d.given:
		return other
	}
	if a, b, places, ok := d.aligned(other); ok {
		if sum, fits := a.add(b); fits {
			return Decimal{units: sum, places: places, given: true}
		}
	}
	return FromShop(d.Shop().Add(other.Shop()))
}

// Sub is the exact difference; what is not given takes nothing away.
func (d Decimal) Sub(other Decimal) Decimal {
	if !other.given {
		return d
	}
	if a, b, places, ok := d.aligned(other); ok {
		if difference, fits := a.add(b.neg()); fits {
			return Decimal{units: difference, places: places, given: true}
		}
	}
	return FromShop(d.Shop().Sub(other.Shop()))
}

// Neg is the number with the other sign.
func (d Decimal) Neg() Decimal {
	switch {
	case !d.given:
		return d
	case d.large != nil:
		return FromShop(d.large.Neg())
	}
	d.units = d.units.neg()
	return d
}

// Or is d where it is given, else other.
func (d Decimal) Or(other Decimal) Decimal {
	if d.given {
		return d
	}
	return other
}

// Min is the smaller of the two as numbers.
func Min(a, b Decimal) Decimal {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// Max is the larger of the two as numbers.
func Max(a, b Decimal) Decimal {
	if b.Cmp(a) > 0 {
		return b
	}
	return a
}

// Places counts the digits after the point, trailing zeros included.
func (d Decimal) Places() int {
	if d.large != nil {
		return int(max(0, -d.large.Exponent()))
	}
	return int(d.places)
}

// Fits says that the number is not longer than one that is typed may be.
func (d Decimal) Fits() bool {
	if d.large != nil || d.places > MaxPlaces {
		return false
	}
	hi, lo := d.units.abs()
	if hi == 0 {
		return true
	}
	limit, _ := int128Of(1).shift(MaxDigits)
	return int128{hi: int64(hi), lo: lo}.cmp(limit) < 0
}

// Units is the number in whole units of a place after the point; ok is false where it has more places than that or the
// units do not fit 64 bits. A number not given is 0.
func (d Decimal) Units(places int) (units int64, ok bool) {
	if d.large != nil || int(d.places) > places {
		return 0, false
	}
	shifted, fits := d.units.shift(places - int(d.places))
	return int64(shifted.lo), fits && shifted == int128Of(int64(shifted.lo))
}

// OfUnits is a number of whole units of a place after the point, at most MaxPlaces.
func OfUnits(units int64, places int) Decimal {
	return Decimal{units: int128Of(units), places: uint8(places), given: true}
}

// Fraction is the number as an exact fraction.
func (d Decimal) Fraction() Fraction {
	if d.large != nil {
		return Fraction{rat: d.large.Rat()}
	}
	return Fraction{units: d.units, places: d.places}
}

// String writes the digits as they were typed (a leading zero and the sign of zero excepted);
// a number not given is empty.
func (d Decimal) String() string {
	if !d.given {
		return ""
	}
	var room [48]byte
	return string(d.AppendTo(room[:0]))
}

// AppendTo writes what String writes to the end of out.
func (d Decimal) AppendTo(out []byte) []byte {
	switch {
	case !d.given:
		return out
	case d.large != nil:
		return append(out, d.large.StringFixed(-min(d.large.Exponent(), 0))...)
	}
	if d.units.hi < 0 {
		out = append(out, '-')
	}
	out = d.units.appendDigits(out, int(d.places)+1)
	if d.places == 0 {
		return out
	}
	out = append(out, 0)
	point := len(out) - 1 - int(d.places)
	copy(out[point+1:], out[point:])
	out[point] = '.'
	return out
}

// MarshalText writes what String writes.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDecimal reads; an empty text is a number not given.
func (d *Decimal) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Decimal{}
		return nil
	}
	parsed, err := ParseDecimal(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// fromUnscaled makes a decimal of whole units of the last place.
func fromUnscaled(unscaled *big.Int, places int) Decimal {
	return FromShop(decimal.NewFromBigInt(unscaled, int32(-max(places, 0))))
}
