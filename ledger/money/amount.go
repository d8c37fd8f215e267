package money

import (
	"errors"
	"fmt"
)

// ErrCurrencies is wrapped when two amounts in unlike currencies meet.
var ErrCurrencies = errors.New("amounts in two currencies are never added; convert one of them at a rate")

// Amount is an exact number in a currency. The zero Amount is nothing in no currency.
type Amount struct {
	number   Fraction
	currency Currency
}

// NewAmount is so much of a currency.
func NewAmount(number Fraction, currency Currency) Amount {
	return Amount{number: number, currency: currency}
}

// Number is the amount without its currency.
func (a Amount) Number() Fraction { return a.number }

// Currency is what the amount is in.
func (a Amount) Currency() Currency { return a.currency }

// Sign is -1, 0 or +1.
func (a Amount) Sign() int { return a.number.Sign() }

// Add is the exact sum. Amounts in unlike currencies are refused with ErrCurrencies.
func (a Amount) Add(other Amount) (Amount, error) {
	if a.currency != other.currency {
		return Amount{}, fmt.Errorf("%s and %s: %w", a.currency, other.currency, ErrCurrencies)
	}
	return Amount{number: a.number.Add(other.number), currency: a.currency}, nil
}

// Round is the amount to its currency's minor units, half to even.
func (a Amount) Round() Decimal { return a.number.Round(a.currency.MinorUnits()) }

// String writes the currency and the amount to its minor units, for people.
func (a Amount) String() string { return a.currency.String() + " " + Group(a.Round().String()) }

// Group sets a comma between thousands: for people, never for a file that a program reads.
func Group(digits string) string {
	start := 0
	if len(digits) > 0 && digits[0] == '-' {
		start = 1
	}
	end := start
	for end < len(digits) && digits[end] != '.' {
		end++
	}
	grouped := make([]byte, 0, len(digits)+(end-start)/3)
	grouped = append(grouped, digits[:start]...)
	for i := start; i < end; i++ {
		if i > start && (end-i)%3 == 0 {
			grouped = append(grouped, ',')
		}
		grouped = append(grouped, digits[i])
	}
	return string(append(grouped, digits[end:]...))
}
