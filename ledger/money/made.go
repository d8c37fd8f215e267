package money

import (
	"math/big"
	"sync/atomic"
)

// operation is how a number is made of two others.
type operation int

const (
	sum operation = iota
	product
	ratio
)

// made is a number that is not worked out: two others and what is done with them.
type made struct {
	of   operation
	a, b Fraction // neither is 0
	sign int

	span    span // that holds the number, where spanned says so
	spanned bool

	known atomic.Pointer[known] // what was worked out last; who asks again finds it, whoever writes it
}

// known is what holds a number to so many binary places.
type known struct {
	places uint
	within enclosure
}

// knownTo gives what holds the number to so many binary places, where that was worked out.
func (m *made) knownTo(places uint) (within enclosure, ok bool) {
	if k := m.known.Load(); k != nil && k.places == places {
		return k.within, true
	}
	return enclosure{}, false
}

// madeOf makes a number of two that are not 0.
func madeOf(of operation, a, b Fraction) Fraction {
	m := &made{of: of, a: a, b: b, sign: a.Sign() * b.Sign()}
	m.span, m.spanned = m.spanOfParts()
	if of == sum {
		m.sign = m.signOfSum()
	}
	if m.sign == 0 {
		return Fraction{}
	}
	return Fraction{made: m}
}

func (m *made) spanOfParts() (s span, ok bool) {
	a, okA := spanOf(&m.a)
	b, okB := spanOf(&m.b)
	switch {
	case !okA || !okB:
		return span{}, false
	case m.of == sum:
		return a.add(b)
	case m.of == product:
		return a.mul(b)
	default:
		return a.div(b)
	}
}

// precisions are how many binary places are tried, one after the other, where the span does not tell, before a number
// is worked out whole.
func precisions() []uint { return []uint{192, 768} }

func (m *made) signOfSum() int {
	if m.a.Sign() == m.b.Sign() {
		return m.a.Sign()
	}
	if m.spanned {
		if sign, ok := m.span.sign(); ok {
			return sign
		}
	}
	for _, places := range precisions() {
		switch within, _ := m.enclose(places); {
		case within.low.Sign() > 0:
			return 1
		case within.high.Sign() < 0:
			return -1
		}
	}
	return m.rat().Sign()
}

// terms gives the numbers that a sum is the sum of; any other number is one term, and so is a sum that counts as one.
func (m *made) terms(isTerm func(*made) bool) []Fraction {
	var terms []Fraction
	for open := []*made{m}; len(open) > 0; {
		last := open[len(open)-1]
		open = open[:len(open)-1]
		if last.of != sum {
			terms = append(terms, Fraction{made: last})
			continue
		}
		for _, part := range [...]Fraction{last.a, last.b} {
			if part.made != nil && part.made.of == sum && !isTerm(part.made) {
				open = append(open, part.made)
			} else {
				terms = append(terms, part)
			}
		}
	}
	return terms
}

// rat works the number out whole. Sums are added in pairs: the denominators grow evenly.
func (m *made) rat() *big.Rat {
	switch m.of {
	case product:
		return new(big.Rat).Mul(m.a.Rat(), m.b.Rat())
	case ratio:
		return new(big.Rat).Quo(m.a.Rat(), m.b.Rat())
	}
	terms := m.terms(func(*made) bool { return false })
	rats := make([]*big.Rat, len(terms))
	for i, term := range terms {
		rats[i] = term.Rat()
	}
	for len(rats) > 1 {
		for i := 0; i+1 < len(rats); i += 2 {
			rats[i/2] = new(big.Rat).Add(rats[i], rats[i+1])
		}
		if len(rats)%2 == 1 {
			rats[len(rats)/2] = rats[len(rats)-1]
		}
		rats = rats[:(len(rats)+1)/2]
	}
	return rats[0]
}

// enclosure holds a number times 2^places between two whole numbers.
type enclosure struct{ low, high *big.Int }

// enclose holds the number to so many binary places; ok is false where that is too few to divide by a part of it.
func (m *made) enclose(places uint) (within enclosure, ok bool) {
	if within, ok := m.knownTo(places); ok {
		return within, true
	}
	if within, ok = m.workOut(places); ok {
		m.known.Store(&known{places, within})
	}
	return within, ok
}

func (m *made) workOut(places uint) (within enclosure, ok bool) {
	if m.of == sum {
		isKnown := func(part *made) bool { _, ok := part.knownTo(places); return ok }
		return encloseSum(m.terms(isKnown), places)
	}
	a, okA := m.a.enclose(places)
	b, okB := m.b.enclose(places)
	if !okA || !okB {
		return enclosure{}, false
	}
	if m.of == product {
		return within.spanning(a, b, func(x, y *big.Int) (floor *big.Int) {
			return x.Rsh(x.Mul(x, y), places)
		}), true
	}
	if b.low.Sign() != b.high.Sign() || b.low.Sign() == 0 {
		return enclosure{}, false
	}
	return within.spanning(a, b, func(x, y *big.Int) (floor *big.Int) {
		return floorOf(x.Lsh(x, places), y)
	}), true
}

func encloseSum(terms []Fraction, places uint) (within enclosure, ok bool) {
	within = enclosure{new(big.Int), new(big.Int)}
	for _, term := range terms {
		part, ok := term.enclose(places)
		if !ok {
			return enclosure{}, false
		}
		within.low.Add(within.low, part.low)
		within.high.Add(within.high, part.high)
	}
	return within, true
}

// spanning holds what an operation makes of any number of a and any of b, where it gives its result rounded down. It
// may write to its first operand.
func (enclosure) spanning(a, b enclosure, do func(x, y *big.Int) *big.Int) enclosure {
	var all enclosure
	for _, x := range [...]*big.Int{a.low, a.high} {
		for _, y := range [...]*big.Int{b.low, b.high} {
			result := do(new(big.Int).Set(x), y)
			if all.low == nil || result.Cmp(all.low) < 0 {
				all.low = result
			}
			if above := new(big.Int).Add(result, big.NewInt(1)); all.high == nil || above.Cmp(all.high) > 0 {
				all.high = above
			}
		}
	}
	return all
}

// floorOf is the whole number at or below x ÷ y.
func floorOf(x, y *big.Int) *big.Int {
	quotient, rest := new(big.Int).QuoRem(x, y, new(big.Int))
	if rest.Sign() != 0 && rest.Sign() != y.Sign() {
		quotient.Sub(quotient, big.NewInt(1))
	}
	return quotient
}

// enclose holds any number to so many binary places.
func (f Fraction) enclose(places uint) (within enclosure, ok bool) {
	if f.made != nil {
		return f.made.enclose(places)
	}
	number := f.Rat()
	low := floorOf(new(big.Int).Lsh(number.Num(), places), number.Denom())
	return enclosure{low, new(big.Int).Add(low, big.NewInt(1))}, true
}

// round gives the number with so many digits after the point where few enough of its digits settle it: both ends of
// what holds it round to the same. A number halfway between two is not settled so.
func (m *made) round(places int) (rounded Decimal, ok bool) {
	if m.spanned {
		if rounded, ok := m.span.round(places); ok {
			return rounded, true
		}
	}
	for _, precision := range precisions() {
		within, ok := m.enclose(precision)
		if !ok {
			continue
		}
		low, high := nearestTo(within.low, places, precision, down), nearestTo(within.high, places, precision, up)
		if low.Cmp(high) == 0 {
			return fromUnscaled(low, places), true
		}
	}
	return Decimal{}, false
}

// What becomes of a number halfway between two whole ones.
const (
	down = -1
	up   = 0
)

// nearestTo is the whole number nearest to n × 10^places ÷ 2^precision.
func nearestTo(n *big.Int, places int, precision uint, halfway int64) *big.Int {
	scaled := new(big.Int).Mul(n, tenTo(places))
	scaled.Add(scaled, new(big.Int).Lsh(big.NewInt(1), precision-1))
	scaled.Add(scaled, big.NewInt(halfway))
	return scaled.Rsh(scaled, precision)
}

// near is a float near the number.
func (m *made) near() float64 {
	if m.spanned {
		near, _ := new(big.Rat).SetFrac(m.span.low.big(), new(big.Int).Lsh(big.NewInt(1), spanPlaces)).Float64()
		return near
	}
	exact, _ := m.rat().Float64()
	return exact
}
