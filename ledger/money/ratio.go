package money

import (
	"errors"
	"fmt"
	"strings"
)

// ErrRatio is wrapped by every refusal of a ratio's text.
var ErrRatio = errors.New("a ratio is a number or two of them with a slash, such as 1.5 or 8/3")

// Ratio is a decimal or a fraction of two, kept as typed: `8/3`, `1.5`. The zero Ratio is one not given.
type Ratio struct {
	numerator   Decimal
	denominator Decimal // not given where the ratio was typed as one number
}

// ParseRatio reads a number or two of them with a slash. The denominator is more than 0. Its errors
// wrap ErrRatio or ErrNumber.
func ParseRatio(text string) (Ratio, error) {
	top, bottom, isFraction := strings.Cut(text, "/")
	numerator, err := ParseDecimal(top)
	if err != nil {
		return Ratio{}, err
	}
	if !isFraction {
		return Ratio{numerator: numerator}, nil
	}
	denominator, err := ParseDecimal(bottom)
	if err != nil {
		return Ratio{}, fmt.Errorf("%q is no ratio: %w", shorten(text), ErrRatio)
	}
	if denominator.Sign() <= 0 {
		return Ratio{}, fmt.Errorf("%q divides by what is not more than 0: %w", shorten(text), ErrRatio)
	}
	return Ratio{numerator: numerator, denominator: denominator}, nil
}

// IsZero says that no ratio is given.
func (r Ratio) IsZero() bool { return !r.numerator.given }

// Sign is -1, 0 or +1.
func (r Ratio) Sign() int { return r.numerator.Sign() }

// Fraction is the ratio as an exact number.
func (r Ratio) Fraction() Fraction {
	if !r.denominator.given {
		return r.numerator.Fraction()
	}
	quotient, _ := r.numerator.Fraction().Div(r.denominator.Fraction())
	return quotient
}

// String writes the ratio as it was typed.
func (r Ratio) String() string {
	var room [96]byte
	return string(r.AppendTo(room[:0]))
}

// AppendTo writes what String writes to the end of out.
func (r Ratio) AppendTo(out []byte) []byte {
	out = r.numerator.AppendTo(out)
	if !r.denominator.given {
		return out
	}
	return r.denominator.AppendTo(append(out, '/'))
}

// MarshalText writes what String writes.
func (r Ratio) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRatio reads; an empty text is a ratio not given.
func (r *Ratio) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Ratio{}
		return nil
	}
	parsed, err := ParseRatio(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// Percent is a share in percent, kept as typed: `14` is 14%, `100/3` a third. The zero Percent is one not given.
type Percent struct{ ratio Ratio }

// ParsePercent reads what ParseRatio reads, as percent.
func ParsePercent(text string) (Percent, error) {
	ratio, err := ParseRatio(text)
	return Percent{ratio: ratio}, err
}

// IsZero says that no percentage is given.
func (p Percent) IsZero() bool { return p.ratio.IsZero() }

// Sign is -1, 0 or +1.
func (p Percent) Sign() int { return p.ratio.Sign() }

// Points is the number before the percent sign, exactly: 14 for 14%.
func (p Percent) Points() Fraction { return p.ratio.Fraction() }

// Fraction is the share as a number: 14/100 for 14%.
func (p Percent) Fraction() Fraction {
	return p.Points().Mul(Fraction{units: int128Of(1), places: 2})
}

// String writes the percentage as it was typed, without a sign.
func (p Percent) String() string { return p.ratio.String() }

// AppendTo writes what String writes to the end of out.
func (p Percent) AppendTo(out []byte) []byte { return p.ratio.AppendTo(out) }

// MarshalText writes what String writes.
func (p Percent) MarshalText() ([]byte, error) { return p.ratio.MarshalText() }

// UnmarshalText reads what ParsePercent reads; an empty text is a percentage not given.
func (p *Percent) UnmarshalText(text []byte) error { return p.ratio.UnmarshalText(text) }
