package page

import (
	"stakebook/ledger/money"
	"stakebook/ledger/report"

	"stakebook/ledger"
)

// Short writes an amount for a chart or a card: the currency and at most five digits, in thousands, millions,
// billions or trillions. It is for the eye; grids and reports have every digit.
func Short(amount money.Amount) string {
	return amount.Currency().String() + " " + ShortNumber(amount.Number())
}

// Qualified is Short with the sign of how exact the amount is.
func Qualified(amount money.Amount, qualifier ledger.Qualifier) string {
	return report.Sign(qualifier) + Short(amount)
}

// ShortNumber writes a number with two digits after the point and the word for its size.
func ShortNumber(number money.Fraction) string {
	for _, size := range [...]struct {
		zeros  int
		letter string
	}{{12, "T"}, {9, "B"}, {6, "M"}, {3, "k"}} {
		scaled := number.Mul(money.OfUnits(1, size.zeros).Fraction()) // quicker than to divide by the unit
		if one := money.Whole(1); scaled.Cmp(one) < 0 && scaled.Neg().Cmp(one) < 0 {
			continue
		}
		return money.Group(scaled.Round(2).String()) + size.letter
	}
	if whole, ok := number.Exact(); ok && whole.Places() == 0 {
		return whole.String()
	}
	return number.Round(2).String()
}

// Percent writes a share in percent with two digits after the point.
func Percent(share money.Fraction) string {
	return share.Mul(money.Whole(100)).Round(2).String() + "%"
}
