package money_test

import (
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"stakebook/ledger/money"
)

// typed draws a number as a person may type it: the longest ones and the small ones as often as those between.
func typed(t *rapid.T, name string) string {
	whole := rapid.StringMatching(`0|[1-9][0-9]{0,17}|9{18}`).Draw(t, name+" before the point")
	text := whole + rapid.StringMatching(`|\.[0-9]{1,6}|\.[0-9]{12}|\.9{12}|\.0{11}1`).Draw(t, name+" after it")
	if rapid.Bool().Draw(t, name+" is long") {
		text = rapid.StringMatching(`[1-9][0-9]{18,29}`).Draw(t, name)
	}
	if rapid.Bool().Draw(t, name+" is negative") {
		text = "-" + text
	}
	return text
}

// TestNumbersAreWhatTheDecimalLibrarySays holds every operation to the plain path, beyond 128 bits too: sums are folded
// and shifted until they leave them.
func TestNumbersAreWhatTheDecimalLibrarySays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := typed(t, "first")
		fast, err := money.ParseDecimal(first)
		if err != nil {
			t.Fatal(err)
		}
		plain := decimal.RequireFromString(first)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			text := typed(t, "next")
			number, err := money.ParseDecimal(text)
			if err != nil {
				t.Fatal(err)
			}
			other := decimal.RequireFromString(text)
			switch rapid.IntRange(0, 3).Draw(t, "operation") {
			case 0:
				fast, plain = fast.Add(number), plain.Add(other)
			case 1:
				fast, plain = fast.Sub(number), plain.Sub(other)
			case 2:
				fast, plain = fast.Neg(), plain.Neg()
			case 3: // doubled often enough to leave 128 bits
				for range 20 {
					fast, plain = fast.Add(fast), plain.Add(plain)
				}
			}
			mustBeThat(t, fast, plain)
			if got, want := fast.Cmp(number), plain.Cmp(other); got != want {
				t.Fatalf("%s compared with %s is %d, want %d", fast, number, got, want)
			}
		}
	})
}

func mustBeThat(t *rapid.T, fast money.Decimal, plain decimal.Decimal) {
	t.Helper()
	if want := plain.StringFixed(-min(plain.Exponent(), 0)); fast.String() != want {
		t.Fatalf("the number is %s, want %s", fast, want)
	}
	if !fast.Shop().Equal(plain) || fast.Shop().Exponent() != plain.Exponent() {
		t.Fatalf("as the library's number it is %s, want %s", fast.Shop(), plain)
	}
	if fast.Sign() != plain.Sign() || fast.Places() != int(-plain.Exponent()) {
		t.Fatalf("%s has sign %d and %d places", fast, fast.Sign(), fast.Places())
	}
	if fast.Fraction().Rat().Cmp(plain.Rat()) != 0 {
		t.Fatalf("as a fraction it is %s, want %s", fast.Fraction(), plain.Rat())
	}
	if back := money.FromShop(plain); back.String() != fast.String() || back.Cmp(fast) != 0 {
		t.Fatalf("taken over from the library it is %s, want %s", back, fast)
	}
}

func TestANumberOfTheLibraryWithAnExponentIsTakenWhole(t *testing.T) {
	for text, want := range map[string]string{"1e5": "100000", "-12e30": "-12" + strings.Repeat("0", 30),
		"1e45": "1" + strings.Repeat("0", 45), "1e-30": "0." + strings.Repeat("0", 29) + "1", "0e50": "0"} {
		if got := money.FromShop(decimal.RequireFromString(text)).String(); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

// TestFractionsAreWhatRationalsSay holds the fast path of fractions to big rationals, and rounding with them.
func TestFractionsAreWhatRationalsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (money.Fraction, *big.Rat) {
			text := typed(t, name)
			number, err := money.ParseDecimal(text)
			if err != nil {
				t.Fatal(err)
			}
			rat, _ := new(big.Rat).SetString(text)
			return number.Fraction(), rat
		}
		fast, plain := draw("first")
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			number, rat := draw("next")
			switch rapid.IntRange(-1, 4).Draw(t, "operation") {
			case -1:
				fast, plain = fast.Gather(number), new(big.Rat).Add(plain, rat)
			case 0:
				fast, plain = fast.Add(number), new(big.Rat).Add(plain, rat)
			case 1:
				fast, plain = fast.Sub(number), new(big.Rat).Sub(plain, rat)
			case 2:
				fast, plain = fast.Mul(number), new(big.Rat).Mul(plain, rat)
			case 3:
				if quotient, ok := fast.Div(number); ok {
					fast, plain = quotient, new(big.Rat).Quo(plain, rat)
				} else if rat.Sign() != 0 {
					t.Fatalf("nothing is divided by %s", rat)
				}
			case 4:
				fast, plain = fast.Neg(), new(big.Rat).Neg(plain)
			}
			if fast.Rat().Cmp(plain) != 0 || fast.Sign() != plain.Sign() || fast.Cmp(number) != plain.Cmp(rat) {
				t.Fatalf("the fraction is %s, want %s", fast, plain)
			}
			places := rapid.IntRange(0, 14).Draw(t, "places")
			if got, want := fast.Round(places), money.FractionOf(plain).Round(places); got.String() != want.String() {
				t.Fatalf("%s to %d places is %s, want %s", plain, places, got, want)
			}
		}
	})
}

// TestTheLimitOfATypedNumber says which numbers are short enough to have been typed.
func TestTheLimitOfATypedNumber(t *testing.T) {
	longest := number(t, strings.Repeat("9", money.MaxDigits))
	one := number(t, "1")
	for name, c := range map[string]struct {
		number money.Decimal
		fits   bool
	}{
		"the longest": {longest, true}, "one more": {longest.Add(one), false},
		"twelve places": {number(t, "0.000000000001"), true}, "none": {money.Decimal{}, true},
		"far too long": {longest.Add(number(t, "0.000000000001")), false},
	} {
		if got := c.number.Fits(); got != c.fits {
			t.Errorf("%s fits: %v, want %v", name, got, c.fits)
		}
	}
}

// FuzzGrammar holds the reader to the grammar and to the library's reading of it.
func FuzzGrammar(f *testing.F) {
	for _, seed := range []string{"0", "-1.10", "007", "-0.00", "123456789012345678901234567890", "1.", ".1", "1e5", "--1",
		"0.1234567890123", "9999999999999999999.9", "١", "1\x00", strings.Repeat("0", 31)} {
		f.Add(seed)
	}
	grammar := regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	f.Fuzz(func(t *testing.T, text string) {
		digits := strings.NewReplacer("-", "", ".", "").Replace(text)
		_, after, _ := strings.Cut(text, ".")
		good := grammar.MatchString(text) && len(digits) <= money.MaxDigits && len(after) <= money.MaxPlaces
		got, err := money.ParseDecimal(text)
		if good != (err == nil) || good != got.Given() {
			t.Fatalf("%q is read as %s, %v", text, got, err)
		}
		if good && !got.Shop().Equal(decimal.RequireFromString(text)) {
			t.Fatalf("%q is read as %s", text, got)
		}
	})
}

// TestNumbersThatAreNotWorkedOutAreWhatRationalsSay builds numbers of long denominators, whose sums are kept as what
// they are made of, and shorter ones beside them, and holds signs, order and rounding to what big rationals say, exact
// halves included.
func TestNumbersThatAreNotWorkedOutAreWhatRationalsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) *big.Rat {
			if rapid.Bool().Draw(t, name+" is short") {
				numerator := rapid.Int64Range(-1<<62, 1<<62).Draw(t, name)
				numerator += 1 - numerator&1 // never nothing
				by := rapid.OneOf(rapid.SampledFrom([]int64{1, 100, 1_000_000}), rapid.Int64Range(1, 1<<62))
				return big.NewRat(numerator, by.Draw(t, name+" denominator"))
			}
			long := rapid.StringMatching(`[1-9][0-9]{150}[1379]`).Draw(t, name+" denominator")
			denominator, _ := new(big.Int).SetString(long, 10)
			numerator, _ := new(big.Int).SetString(rapid.StringMatching(`-?[1-9][0-9]{140,160}`).Draw(t, name), 10)
			return new(big.Rat).SetFrac(numerator, denominator)
		}
		number := func(of *big.Rat) money.Fraction {
			if exact, ok := money.FractionOf(of).Exact(); ok {
				return exact.Fraction()
			}
			return money.FractionOf(of)
		}
		plain := draw("first")
		fast := number(plain)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			next := draw("next")
			switch rapid.IntRange(-1, 4).Draw(t, "operation") {
			case -1:
				fast, plain = fast.Gather(number(next)), new(big.Rat).Add(plain, next)
			case 0:
				fast, plain = fast.Add(number(next)), new(big.Rat).Add(plain, next)
			case 1:
				fast, plain = fast.Sub(number(next)), new(big.Rat).Sub(plain, next)
			case 2:
				fast, plain = fast.Mul(number(next)), new(big.Rat).Mul(plain, next)
			case 3:
				fast, _ = fast.Div(number(next))
				plain = new(big.Rat).Quo(plain, next)
			case 4: // to an exact half of the last place, or to nothing
				goal := big.NewRat(rapid.Int64Range(-5, 5).Draw(t, "halves"), 2)
				fast = fast.Gather(number(new(big.Rat).Sub(goal, plain)))
				plain = goal
			}
			if fast.Sign() != plain.Sign() {
				t.Fatalf("the sign is %d, want %d", fast.Sign(), plain.Sign())
			}
			if got, want := fast.Cmp(number(next)), plain.Cmp(next); got != want {
				t.Fatalf("compared it is %d, want %d", got, want)
			}
			for _, places := range []int{0, 2, 6} {
				if got, want := fast.Round(places), money.FractionOf(plain).Round(places); got.String() != want.String() {
					t.Fatalf("rounded to %d places it is %s, want %s", places, got, want)
				}
			}
		}
		if fast.Rat().Cmp(plain) != 0 {
			t.Fatalf("worked out it is %s, want %s", fast.Rat(), plain)
		}
	})
}

func TestAFractionIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number, err := money.ParseDecimal(typed(t, "number"))
		if err != nil {
			t.Fatal(err)
		}
		f := number.Fraction()
		if rapid.Bool().Draw(t, "is divided") {
			f, _ = f.Div(money.Whole(rapid.Int64Range(1, 1<<62).Draw(t, "by")))
		}
		got, rest, err := money.ReadFraction(append(f.AppendBinary(nil), 7))
		if err != nil || !got.Equal(f) || len(rest) != 1 {
			t.Fatalf("%s is read as %s with %d bytes after it, %v", f, got, len(rest), err)
		}
	})
}

// FuzzReadFraction reads any bytes: none makes it fail in another way than by an error, and what is read is written as
// it was.
func FuzzReadFraction(f *testing.F) {
	f.Add([]byte{2, 1, 5})
	f.Add(money.FractionOf(big.NewRat(-1, 3)).AppendBinary(nil))
	f.Add([]byte{0, 16, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		number, _, err := money.ReadFraction(data)
		if err != nil {
			return
		}
		again, rest, err := money.ReadFraction(number.AppendBinary(nil))
		if err != nil || len(rest) != 0 || !again.Equal(number) {
			t.Fatalf("%s is read again as %s, %v", number, again, err)
		}
	})
}
