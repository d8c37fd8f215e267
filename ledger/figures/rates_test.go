package figures_test

import (
	"errors"
	"testing"

	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

func currency(t *testing.T, code string) money.Currency {
	t.Helper()
	c, err := money.ParseCurrency(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAmountsAreConvertedAtTheNewestRateOnOrBeforeTheDay(t *testing.T) {
	book := []string{
		`book name=Rates currency=USD`,
		`2024-01-10 rate base=EUR quote=USD rate=1.10`,
		`2024-02-10 rate base=EUR quote=USD rate=6/5`,
		`2024-01-10 rate base=USD quote=JPY rate=150`,
		`2024-03-10 rate base=USD quote=EUR rate=0.8`,
		`2024-01-10 rate base=GBP quote=CHF rate=1.1`,
		`2024-01-10 rate base=SEK quote=USD rate=0.1 standing=claim`,
		`2024-04-10 rate base=EUR quote=USD rate=2`,
		`2024-04-10 rate base=USD quote=EUR rate=0.25`,
		`2024-05-10 rate base=EUR quote=USD rate=3`,
		`2024-05-10 rate base=EUR quote=USD rate=4`,
	}
	cases := []struct{ name, from, to, day, want string }{
		{"a currency is itself", "EUR", "EUR", "2020-01-01", "100"},
		{"on the rate's own day", "EUR", "USD", "2024-01-10", "110"},
		{"direct", "EUR", "USD", "2024-02-09", "110"},
		{"the newest", "EUR", "USD", "2024-02-10", "120"},
		{"inverse", "USD", "EUR", "2024-02-10", "250/3"},
		{"the newer of direct and inverse", "EUR", "USD", "2024-03-10", "125"},
		{"the direct one where both are of one day", "USD", "EUR", "2024-04-10", "25"},
		{"and from the other side", "EUR", "USD", "2024-04-10", "200"},
		{"the one recorded later where two are of one day", "EUR", "USD", "2024-05-10", "400"},
		{"through the reporting currency", "EUR", "JPY", "2024-01-10", "16500"},
		{"and back", "JPY", "EUR", "2024-01-10", "20/33"},
		{"between two that know nothing of it", "CHF", "GBP", "2024-01-10", "1000/11"},
	}
	rates := figures.RatesOf(ledgertest.Build(t, book...))
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			hundred := money.NewAmount(money.Whole(100), currency(t, test.from))
			got, err := rates.Convert(hundred, currency(t, test.to), ledgertest.Day(t, test.day))
			if err != nil {
				t.Fatal(err)
			}
			if got.Number().String() != test.want || got.Currency() != currency(t, test.to) {
				t.Errorf("100 %s is %s %s, want %s %s", test.from, got.Number(), got.Currency(), test.want, test.to)
			}
		})
	}
}

func TestAMissingRateIsRefusedAndNamed(t *testing.T) {
	rates := figures.RatesOf(ledgertest.Build(t,
		`book name=Rates currency=USD`,
		`2024-01-10 rate base=EUR quote=USD rate=1.10`,
		`2024-01-10 rate base=GBP quote=CHF rate=1.1`,
		`2024-01-10 rate base=SEK quote=USD rate=0.1 standing=claim`,
	))
	cases := []struct{ name, from, to, day, want string }{
		{"before the first rate", "EUR", "USD", "2024-01-09",
			"no rate from EUR to USD is known on 2024-01-09; record a rate for EUR/USD on or before that day"},
		{"no path but over a third currency", "EUR", "CHF", "2024-01-10",
			"no rate from EUR to CHF is known on 2024-01-10; record a rate for EUR/CHF on or before that day"},
		{"a claim is no rate", "SEK", "USD", "2024-01-10",
			"no rate from SEK to USD is known on 2024-01-10; record a rate for SEK/USD on or before that day"},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			hundred := money.NewAmount(money.Whole(100), currency(t, test.from))
			got, err := rates.Convert(hundred, currency(t, test.to), ledgertest.Day(t, test.day))
			var missing *figures.NoRate
			if !errors.As(err, &missing) || err.Error() != test.want {
				t.Errorf("got %s and %v, want the error %q", got, err, test.want)
			}
		})
	}
}
