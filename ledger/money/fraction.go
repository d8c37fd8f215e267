package money

import "math/big"

// Fraction is an exact rational number: what figures are computed in. It never changes; every
// operation gives a new one. The zero Fraction is 0.
type Fraction struct {
	rat *big.Rat // nil is 0; never written to
}

// FractionOf takes r as it is; the caller does not change r afterwards.
func FractionOf(r *big.Rat) Fraction { return Fraction{rat: r} }

// Whole is n as a Fraction.
func Whole(n int64) Fraction { return Fraction{rat: new(big.Rat).SetInt64(n)} }

// Rat is the number as a rational; the caller does not change it.
func (f Fraction) Rat() *big.Rat {
	if f.rat == nil {
		return new(big.Rat)
	}
	return f.rat
}

// Add is the exact sum.
func (f Fraction) Add(other Fraction) Fraction {
	switch {
	case other.rat == nil:
		return f
	case f.rat == nil:
		return other
	}
	return Fraction{rat: new(big.Rat).Add(f.rat, other.rat)}
}

// Sub is the exact difference.
func (f Fraction) Sub(other Fraction) Fraction {
	if other.rat == nil {
		return f
	}
	return Fraction{rat: new(big.Rat).Sub(f.Rat(), other.rat)}
}

// Mul is the exact product.
func (f Fraction) Mul(other Fraction) Fraction {
	if f.rat == nil || other.rat == nil {
		return Fraction{}
	}
	return Fraction{rat: new(big.Rat).Mul(f.rat, other.rat)}
}

// Div is the exact quotient; ok is false where other is 0.
func (f Fraction) Div(other Fraction) (quotient Fraction, ok bool) {
	if other.Sign() == 0 {
		return Fraction{}, false
	}
	return Fraction{rat: new(big.Rat).Quo(f.Rat(), other.rat)}, true
}

// Neg is the number with the other sign.
func (f Fraction) Neg() Fraction {
	if f.rat == nil {
		return f
	}
	return Fraction{rat: new(big.Rat).Neg(f.rat)}
}

// Sign is -1, 0 or +1.
func (f Fraction) Sign() int {
	if f.rat == nil {
		return 0
	}
	return f.rat.Sign()
}

// Cmp is -1, 0 or +1 as f is less than, equal to or more than other.
func (f Fraction) Cmp(other Fraction) int { return f.Rat().Cmp(other.Rat()) }

// Equal says that both are the same number.
func (f Fraction) Equal(other Fraction) bool { return f.Cmp(other) == 0 }

// Round is the number with so many digits after the point, half to even. It is the one place in
// Stakebook that gives digits away; only what prints a figure calls it.
func (f Fraction) Round(places int) Decimal {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, 0))), nil)
	scaled := new(big.Int).Mul(f.Rat().Num(), scale)
	whole, rest := new(big.Int).QuoRem(scaled, f.Rat().Denom(), new(big.Int))
	twice := new(big.Int).Lsh(rest.Abs(rest), 1)
	awayFromZero := twice.Cmp(f.Rat().Denom())
	if awayFromZero > 0 || awayFromZero == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(int64(f.Sign())))
	}
	return fromUnscaled(whole, places)
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
