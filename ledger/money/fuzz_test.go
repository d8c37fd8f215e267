package money_test

import (
	"math/big"
	"strings"
	"testing"

	"stakebook/ledger/money"
)

// FuzzParseDecimal holds what is taken against another reader of numbers. What is written is the number as it was typed but
// for zeros before it and the sign of nothing, so places after the point are kept, and it is read as itself.
func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"0", "-0", "1250000.50", "1.10", "-0.01", "007", ".5", "5.", "1e5", "1e100000000", "NaN",
		"−1", "1,000", "--1", "0x10", "1_000", "", "999999999999999999999999999999", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := money.ParseDecimal(text)
		if err != nil {
			if len(err.Error()) > 500 {
				t.Fatalf("the error has %d bytes", len(err.Error()))
			}
			return
		}
		again, err := money.ParseDecimal(number.String())
		_, typed, _ := strings.Cut(text, ".")
		_, kept, _ := strings.Cut(number.String(), ".")
		if err != nil || again.String() != number.String() || kept != typed {
			t.Fatalf("%q is written %q, and read as %q (%v)", text, number, again, err)
		}
		want, ok := new(big.Rat).SetString(text)
		if !ok || strings.ContainsAny(text, "eE_xXpP/") {
			t.Fatalf("%q is taken for %s", text, number)
		}
		if got, ok := new(big.Rat).SetString(number.String()); !ok || got.Cmp(want) != 0 || number.Sign() != want.Sign() {
			t.Fatalf("%q is read as %s", text, number)
		}
	})
}

// FuzzParseCurrency: a currency has one text.
func FuzzParseCurrency(f *testing.F) {
	for _, seed := range []string{"USD", "EUR", "usd", "", "US", "USDT", "XXX", "\x00\x00\x00", "U D"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		currency, err := money.ParseCurrency(code)
		if err == nil && currency.String() != code {
			t.Fatalf("%q is written %q", code, currency)
		}
	})
}
