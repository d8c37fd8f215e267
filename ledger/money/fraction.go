package money

import "math/big"

// Fraction is an exact rational number: what figures are computed in. It never changes; every
// operation gives a new one. The zero Fraction is 0.
//
// What is a decimal of 128 bits stays one through sums and products; any other number is a rational. The common
// denominator of a thousand shares of holdings has thousands of digits that nobody reads, so beyond eagerBits a sum or
// product is kept as what it is made of, and only as many of its digits are worked out as the question needs.
type Fraction struct {
	made   *made    // what it is made of, where it is not worked out; else nil
	rat    *big.Rat // never written to; nil where units say the number
	units  int128
	places uint8
}

// eagerBits is how long the denominators of two numbers may be for their sum or product to be worked out at once.
const eagerBits = 100

// FractionOf takes r as it is; the caller does not change r afterwards.
func FractionOf(r *big.Rat) Fraction { return Fraction{rat: r} }

// Whole is n as a Fraction.
func Whole(n int64) Fraction { return Fraction{units: int128Of(n)} }

// Rat is the number as a rational; the caller does not change it.
func (f Fraction) Rat() *big.Rat {
	switch {
	case f.made != nil:
		return f.made.rat()
	case f.rat != nil:
		return f.rat
	}
	denominator, _ := int128Of(1).shift(int(f.places))
	return new(big.Rat).SetFrac(f.units.big(), denominator.big())
}

// isDecimal says that units are the number.
func (f Fraction) isDecimal() bool { return f.rat == nil && f.made == nil }

// decimal gives the number where it is kept as a decimal.
func (f Fraction) decimal() Decimal { return Decimal{units: f.units, places: f.places, given: true} }

// short says that the denominator is short enough to go on with.
func (f Fraction) short() bool {
	return f.made == nil && (f.rat == nil || f.rat.Denom().BitLen() <= eagerBits)
}

// reduced is a rational as a decimal where it is one.
func reduced(r *big.Rat) Fraction {
	const longest = 80 // bits of the denominator of a decimal of maxPlaces
	if r.Denom().BitLen() > longest {
		return Fraction{rat: r}
	}
	places, exact := r.FloatPrec()
	if !exact || places > maxPlaces {
		return Fraction{rat: r}
	}
	scale, _ := int128Of(1).shift(places)
	numerator := new(big.Int).Mul(r.Num(), new(big.Int).Quo(scale.big(), r.Denom()))
	units, fits := int128OfBig(numerator)
	if !fits {
		return Fraction{rat: r}
	}
	return Fraction{units: units, places: uint8(places)}
}

// Add is the exact sum.
func (f Fraction) Add(other Fraction) Fraction {
	if f.isDecimal() && other.isDecimal() {
		if a, b, places, ok := f.decimal().aligned(other.decimal()); ok {
			if sum, fits := a.add(b); fits {
				return Fraction{units: sum, places: places}
			}
		}
	}
	switch {
	case other.Sign() == 0:
		return f
	case f.Sign() == 0:
		return other
	case f.short() && other.short():
		return reduced(new(big.Rat).Add(f.Rat(), other.Rat()))
	default:
		return madeOf(sum, f, other)
	}
}

// Gather is Add for the sum of very many numbers, of which only a few digits are then asked for: what is no decimal is
// kept as it is.
func (f Fraction) Gather(other Fraction) Fraction {
	if f.isDecimal() && other.isDecimal() || f.Sign() == 0 || other.Sign() == 0 {
		return f.Add(other)
	}
	return madeOf(sum, f, other)
}

// Sub is the exact difference.
func (f Fraction) Sub(other Fraction) Fraction { return f.Add(other.Neg()) }

// Mul is the exact product.
func (f Fraction) Mul(other Fraction) Fraction {
	if f.Sign() == 0 || other.Sign() == 0 {
		return Fraction{}
	}
	if f.isDecimal() && other.isDecimal() && f.places+other.places <= maxPlaces {
		if product, fits := f.units.mul(other.units); fits {
			return Fraction{units: product, places: f.places + other.places}
		}
	}
	if f.short() && other.short() {
		return reduced(new(big.Rat).Mul(f.Rat(), other.Rat()))
	}
	return madeOf(product, f, other)
}

// Div is the exact quotient; ok is false where other is 0.
func (f Fraction) Div(other Fraction) (quotient Fraction, ok bool) {
	switch {
	case other.Sign() == 0:
		return Fraction{}, false
	case f.Sign() == 0:
		return Fraction{}, true
	case !f.short() || !other.short():
		return madeOf(ratio, f, other), true
	case f.Cmp(other) == 0:
		return Whole(1), true
	default:
		return reduced(new(big.Rat).Quo(f.Rat(), other.Rat())), true
	}
}

// Neg is the number with the other sign.
func (f Fraction) Neg() Fraction {
	switch {
	case f.made != nil:
		return madeOf(product, f, Whole(-1))
	case f.rat != nil:
		return Fraction{rat: new(big.Rat).Neg(f.rat)}
	}
	f.units = f.units.neg()
	return f
}

// Sign is -1, 0 or +1.
func (f Fraction) Sign() int {
	switch {
	case f.made != nil:
		return f.made.sign
	case f.rat != nil:
		return f.rat.Sign()
	}
	return f.units.sign()
}

// IsNothing says that the number is 0. It is Sign for who looks at very many numbers, most of which are.
func (f *Fraction) IsNothing() bool {
	return f.units == int128{} && f.made == nil && (f.rat == nil || f.rat.Sign() == 0)
}

// Cmp is -1, 0 or +1 as f is less than, equal to or more than other.
func (f Fraction) Cmp(other Fraction) int {
	switch {
	case f.isDecimal() && other.isDecimal():
		return f.decimal().Cmp(other.decimal())
	case f.made == nil && other.made == nil:
		return f.Rat().Cmp(other.Rat())
	default:
		return f.Sub(other).Sign()
	}
}

// Equal says that both are the same number.
func (f Fraction) Equal(other Fraction) bool { return f.Cmp(other) == 0 }

// Round is the number with so many digits after the point, half to even. It is the one place in
// Stakebook that gives digits away; only what prints a figure calls it.
func (f Fraction) Round(places int) Decimal {
	places = max(places, 0)
	if f.made != nil {
		if rounded, ok := f.made.round(places); ok {
			return rounded
		}
	}
	if f.isDecimal() && int(f.places) <= places && places <= maxPlaces {
		if units, fits := f.units.shift(places - int(f.places)); fits {
			return Decimal{units: units, places: uint8(places), given: true}
		}
	}
	if f.isDecimal() && int(f.places) > places && int(f.places)-places <= wordPlaces {
		return Decimal{units: f.units.roundOff(int(f.places) - places), places: uint8(places), given: true}
	}
	number := f.Rat()
	scaled := new(big.Int).Mul(number.Num(), tenTo(places))
	whole, rest := new(big.Int).QuoRem(scaled, number.Denom(), new(big.Int))
	twice := new(big.Int).Lsh(rest.Abs(rest), 1)
	awayFromZero := twice.Cmp(number.Denom())
	if awayFromZero > 0 || awayFromZero == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(int64(f.Sign())))
	}
	return fromUnscaled(whole, places)
}

func tenTo(places int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}

// Exact is the number as a Decimal where one of at most MaxPlaces places says it whole.
func (f Fraction) Exact() (Decimal, bool) {
	places, exact := f.Rat().FloatPrec()
	if !exact || places > MaxPlaces {
		return Decimal{}, false
	}
	return f.Round(places), true
}

// Float64 is the nearest float, for positions on a screen and never for a figure.
func (f Fraction) Float64() float64 {
	if f.made != nil {
		return f.made.near()
	}
	near, _ := f.Rat().Float64()
	return near
}

// String writes the fraction exactly: as a decimal where there is one, else as two whole numbers and a slash.
func (f Fraction) String() string {
	if exact, ok := f.Exact(); ok {
		return exact.String()
	}
	return f.Rat().String()
}
