package money

import (
	"errors"
	"fmt"
	"math/big"
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
type Decimal struct {
	value decimal.Decimal
	given bool
}

// ParseDecimal reads `[-]digits[.digits]` of at most MaxDigits digits, MaxPlaces of them after the
// point. Its errors wrap ErrNumber and name the text.
func ParseDecimal(text string) (Decimal, error) {
	if err := checkNumber(text); err != nil {
		return Decimal{}, err
	}
	value, err := decimal.NewFromString(text)
	if err != nil {
		return Decimal{}, fmt.Errorf("%q: %w", text, ErrNumber)
	}
	return Decimal{value: value, given: true}, nil
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
func Int(n int64) Decimal { return Decimal{value: decimal.NewFromInt(n), given: true} }

// FromShop takes a shopspring decimal as given.
func FromShop(value decimal.Decimal) Decimal { return Decimal{value: value, given: true} }

// Shop is the number as a shopspring decimal; one not given is 0.
func (d Decimal) Shop() decimal.Decimal { return d.value }

// Given says that there is a number at all.
func (d Decimal) Given() bool { return d.given }

// IsZero says that no number is given. It is the table of fields' word for absent; Sign tells an amount of zero.
func (d Decimal) IsZero() bool { return !d.given }

// Sign is -1, 0 or +1.
func (d Decimal) Sign() int { return d.value.Sign() }

// Cmp is -1, 0 or +1 as d is less than, equal to or more than other. 1.10 equals 1.1.
func (d Decimal) Cmp(other Decimal) int { return d.value.Cmp(other.value) }

// Add is the exact sum; what is not given adds as nothing.
func (d Decimal) Add(other Decimal) Decimal {
	switch {
	case !other.given:
		return d
	case !d.given:
		return other
	}
	return Decimal{value: d.value.Add(other.value), given: true}
}

// Sub is the exact difference; what is not given takes nothing away.
func (d Decimal) Sub(other Decimal) Decimal {
	if !other.given {
		return d
	}
	return Decimal{value: d.value.Sub(other.value), given: true}
}

// Neg is the number with the other sign.
func (d Decimal) Neg() Decimal {
	if !d.given {
		return d
	}
	return Decimal{value: d.value.Neg(), given: true}
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
func (d Decimal) Places() int { return int(max(0, -d.value.Exponent())) }

// Fraction is the number as an exact fraction.
func (d Decimal) Fraction() Fraction { return Fraction{rat: d.rat()} }

func (d Decimal) rat() *big.Rat {
	if !d.given {
		return nil
	}
	return d.value.Rat()
}

// String writes the digits as they were typed (a leading zero and the sign of zero excepted);
// a number not given is empty.
func (d Decimal) String() string {
	if !d.given {
		return ""
	}
	return d.value.StringFixed(-min(d.value.Exponent(), 0))
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
	return Decimal{value: decimal.NewFromBigInt(unscaled, int32(-max(places, 0))), given: true}
}
