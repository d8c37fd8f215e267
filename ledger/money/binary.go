package money

import (
	"encoding/binary"
	"errors"
	"math/big"
)

// ErrBinary is returned for bytes that are no fraction.
var ErrBinary = errors.New("the bytes are not those of a number")

// maxBinary is the most bytes of a numerator or denominator that are read.
const maxBinary = 1 << 16

// The first byte of a fraction: the places of a decimal, or that it is a rational.
const rational = 0xff

// AppendBinary writes the fraction so that ReadFraction reads the same number: a decimal as its places and its units in
// two's complement, shortened from the front; a rational as sign, numerator and denominator.
func (f Fraction) AppendBinary(out []byte) []byte {
	if f.isDecimal() {
		var units [16]byte
		binary.BigEndian.PutUint64(units[:8], uint64(f.units.hi))
		binary.BigEndian.PutUint64(units[8:], f.units.lo)
		short := units[:]
		for len(short) > 1 && (short[0] == 0 && short[1] < 0x80 || short[0] == 0xff && short[1] >= 0x80) {
			short = short[1:]
		}
		return append(append(out, f.places, byte(len(short))), short...)
	}
	r := f.Rat()
	out = append(out, rational, byte(r.Sign()+1))
	for _, n := range [...]*big.Int{r.Num(), r.Denom()} {
		bytes := n.Bytes()
		out = append(binary.AppendUvarint(out, uint64(len(bytes))), bytes...)
	}
	return out
}

// ReadFraction reads what AppendBinary writes and gives what comes after it.
func ReadFraction(data []byte) (f Fraction, rest []byte, err error) {
	if len(data) < 2 {
		return Fraction{}, nil, ErrBinary
	}
	first, second, rest := data[0], data[1], data[2:]
	if first != rational {
		size := int(second)
		if first > maxPlaces || size < 1 || size > 16 || size > len(rest) {
			return Fraction{}, nil, ErrBinary
		}
		n := int128Of(int64(int8(rest[0])))
		for _, b := range rest[1:size] {
			n.hi = n.hi<<8 | int64(n.lo>>56)
			n.lo = n.lo<<8 | uint64(b)
		}
		if n.lowest() {
			return Fraction{}, nil, ErrBinary
		}
		return Fraction{units: n, places: first}, rest[size:], nil
	}
	numerator, rest, okTop := readWhole(rest)
	denominator, rest, okBottom := readWhole(rest)
	if !okTop || !okBottom || second > 2 || denominator.Sign() == 0 || (second == 1) != (numerator.Sign() == 0) {
		return Fraction{}, nil, ErrBinary
	}
	if second == 0 {
		numerator.Neg(numerator)
	}
	return Fraction{rat: new(big.Rat).SetFrac(numerator, denominator)}, rest, nil
}

func readWhole(data []byte) (n *big.Int, rest []byte, ok bool) {
	size, used := binary.Uvarint(data)
	if used <= 0 || size > maxBinary || size > uint64(len(data)-used) {
		return nil, nil, false
	}
	end := used + int(size)
	return new(big.Int).SetBytes(data[used:end]), data[end:], true
}
