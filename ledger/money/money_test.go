package money_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stakebook/ledger/money"
)

func number(t *testing.T, text string) money.Decimal {
	t.Helper()
	d, err := money.ParseDecimal(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNumbersKeepTheirDigits(t *testing.T) {
	for _, text := range []string{"0", "1.10", "-1.10", "1250000000", "0.000000000001", "-0.50",
		strings.Repeat("9", 30), strings.Repeat("9", 18) + "." + strings.Repeat("9", 12)} {
		if got := number(t, text).String(); got != text {
			t.Errorf("%s came back as %s", text, got)
		}
	}
}

func TestLeadingZerosAndTheSignOfZeroSayNothing(t *testing.T) {
	for text, want := range map[string]string{"007": "7", "-0": "0", "-0.00": "0.00", "00.50": "0.50"} {
		if got := number(t, text).String(); got != want {
			t.Errorf("%s came back as %s, want %s", text, got, want)
		}
	}
}

func TestNumbersThatAreRefused(t *testing.T) {
	for _, text := range []string{"", "-", ".", ".5", "5.", "1e5", "1E5", "NaN", "Infinity", "+1", "1,000", "1 000",
		"1_000", "0x10", "−1", "$5", "1.2.3", "--1", "1-", "٣", strings.Repeat("9", 31),
		"0." + strings.Repeat("1", 13), strings.Repeat("1", 1_000_000)} {
		d, err := money.ParseDecimal(text)
		if !errors.Is(err, money.ErrNumber) {
			t.Errorf("ParseDecimal(%.20q) = %v, %v; want ErrNumber", text, d, err)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("the message for %.20q has %d bytes", text, len(err.Error()))
		}
	}
}

func TestANumberNotGivenIsNotZero(t *testing.T) {
	var absent money.Decimal
	if absent.Given() || absent.String() != "" || !absent.IsZero() {
		t.Errorf("absent reads %q, given %v", absent, absent.Given())
	}
	if zero := number(t, "0"); !zero.Given() || zero.IsZero() || zero.String() != "0" {
		t.Errorf("zero reads %q, given %v", zero, zero.Given())
	}
	if got := absent.Add(number(t, "1.50")).Sub(absent); got.String() != "1.50" {
		t.Errorf("absent + 1.50 - absent = %s", got)
	}
}

func TestRoundingIsHalfToEven(t *testing.T) {
	for _, c := range []struct {
		text   string
		places int
		want   string
	}{
		{"0.5", 0, "0"}, {"1.5", 0, "2"}, {"2.5", 0, "2"}, {"-0.5", 0, "0"}, {"-1.5", 0, "-2"}, {"-2.5", 0, "-2"},
		{"1.005", 2, "1.00"}, {"1.015", 2, "1.02"}, {"100/3", 4, "33.3333"}, {"200/3", 4, "66.6667"},
		{"1", 2, "1.00"}, {"-1/3", 1, "-0.3"}, {"2.50000000001", 0, "3"}, {"1/7", 12, "0.142857142857"},
	} {
		ratio, err := money.ParseRatio(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := ratio.Fraction().Round(c.places).String(); got != c.want {
			t.Errorf("%s to %d places = %s, want %s", c.text, c.places, got, c.want)
		}
	}
}

func TestSumsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) money.Decimal {
			unscaled := rapid.Int64().Draw(t, name)
			places := rapid.IntRange(0, 12).Draw(t, name+" places")
			return money.FractionOf(big.NewRat(unscaled, 1)).Round(0).Fraction().Mul(tenth(places)).Round(places)
		}
		a, b := draw("a"), draw("b")
		sum := a.Add(b)
		if !sum.Fraction().Equal(a.Fraction().Add(b.Fraction())) {
			t.Fatalf("%s + %s = %s", a, b, sum)
		}
		if back := sum.Sub(b); back.Cmp(a) != 0 {
			t.Fatalf("%s + %s - %s = %s", a, b, b, back)
		}
		parsed, err := money.ParseDecimal(a.String())
		if err != nil || parsed.String() != a.String() {
			t.Fatalf("%s came back as %s, %v", a, parsed, err)
		}
	})
}

func tenth(places int) money.Fraction {
	one := money.Whole(1)
	for range places {
		one, _ = one.Div(money.Whole(10))
	}
	return one
}

func TestRoundingIsTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := money.FractionOf(big.NewRat(rapid.Int64().Draw(t, "n"), rapid.Int64Range(1, 1<<40).Draw(t, "d")))
		places := rapid.IntRange(0, 12).Draw(t, "places")
		off := f.Sub(f.Round(places).Fraction())
		half := tenth(places).Mul(money.FractionOf(big.NewRat(1, 2)))
		if off.Cmp(half) > 0 || off.Neg().Cmp(half) > 0 {
			t.Fatalf("%s rounds to %s", f, f.Round(places))
		}
	})
}

func TestUnlikeCurrenciesAreNotAdded(t *testing.T) {
	usd, _ := money.ParseCurrency("USD")
	eur, _ := money.ParseCurrency("EUR")
	if _, err := money.NewAmount(money.Whole(1), usd).Add(money.NewAmount(money.Whole(1), eur)); !errors.Is(err, money.ErrCurrencies) {
		t.Errorf("USD 1 + EUR 1: %v", err)
	}
	sum, err := money.NewAmount(money.Whole(1), usd).Add(money.NewAmount(money.Whole(1234567), usd))
	if err != nil || sum.String() != "USD 1,234,568.00" {
		t.Errorf("USD 1 + USD 1,234,567 = %s, %v", sum, err)
	}
}

func TestCurrencies(t *testing.T) {
	for code, units := range map[string]int{"USD": 2, "JPY": 0, "KWD": 3, "CLF": 4, "XCG": 2, "UYI": 0, "CHE": 2} {
		c, err := money.ParseCurrency(code)
		if err != nil || c.MinorUnits() != units {
			t.Errorf("%s: %d minor units, %v; want %d", code, c.MinorUnits(), err, units)
		}
	}
	for _, code := range []string{"", "usd", "US", "USDX", "XXX", "D2 ", "\nBW", "SD2", "2 A", "ZZZ", "€"} {
		if c, err := money.ParseCurrency(code); !errors.Is(err, money.ErrCurrency) {
			t.Errorf("ParseCurrency(%q) = %v, %v; want ErrCurrency", code, c, err)
		}
	}
	for _, c := range money.Currencies() {
		if again, err := money.ParseCurrency(c.String()); err != nil || again != c {
			t.Errorf("%s: %v", c, err)
		}
	}
}

func TestRatiosKeepTheirText(t *testing.T) {
	for _, text := range []string{"8/3", "1.5", "100/3", "-2/7", "1.50/2.50"} {
		ratio, err := money.ParseRatio(text)
		if err != nil || ratio.String() != text {
			t.Errorf("%s came back as %s, %v", text, ratio, err)
		}
	}
	for _, text := range []string{"", "/", "1/", "/2", "1/0", "1/-2", "1/2/3", "50%", "1:2"} {
		if ratio, err := money.ParseRatio(text); err == nil {
			t.Errorf("ParseRatio(%q) = %s, want a refusal", text, ratio)
		}
	}
	percent, _ := money.ParsePercent("14")
	if got := percent.Fraction().String(); got != "0.14" {
		t.Errorf("14%% = %s", got)
	}
}

func TestGroup(t *testing.T) {
	for text, want := range map[string]string{"0": "0", "123": "123", "1234": "1,234", "-1234567.50": "-1,234,567.50",
		"-123": "-123", "": ""} {
		if got := money.Group(text); got != want {
			t.Errorf("Group(%s) = %s, want %s", text, got, want)
		}
	}
}

func FuzzParseRatio(f *testing.F) {
	for _, seed := range []string{"8/3", "1.10", "-0.5", "1e5", "NaN", "1/0", "−1", "1,000", ".-1", "007/010"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ratio, err := money.ParseRatio(text)
		if err != nil {
			return
		}
		again, err := money.ParseRatio(ratio.String())
		if err != nil || again.String() != ratio.String() || !again.Fraction().Equal(ratio.Fraction()) {
			t.Fatalf("%q reads %s, then %s, %v", text, ratio, again, err)
		}
	})
}
