package figures_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

func rolled(t *testing.T, b *ledger.Book, in, from, to string) []string {
	t.Helper()
	rows, err := figures.NewPortfolio(b, currency(t, in), ledgertest.Day(t, to), figures.Filter{All: true}).
		Rollforwards(ledgertest.Day(t, from))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, fmt.Sprintf("%s: %s +%s +%s -%s +%s -%s +%s = %s", r.Commitment, r.Opening, r.New, r.Amended,
			r.Funded, r.Recallable, r.Released, r.FX, r.Closing))
	}
	return lines
}

func TestRollforwardSaysHowUnfundedMoved(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2023-05-01 commitment id=old investor=us company=acme cap=100 currency=USD`,
		`2023-06-01 funding commitment=old amount=30`,
		`2024-02-01 funding commitment=old amount=20`,
		`2024-02-02 funding commitment=old amount=4 outside=yes`,
		`2024-03-01 distribution commitment=old amount=9 recallable=6`,
		`2024-04-01 amendment about=old cap=120`,
		`2024-04-02 assignment commitment=old amount=15 to=them new_commitment=passed`,
		`2024-05-01 release commitment=old amount=10 reason=waived`,
		`2024-05-01 commitment id=letter investor=us company=zeta cap=50 currency=USD strength=indicative`,
		`2024-05-02 release commitment=letter amount=5 reason=waived`,
		`2024-06-01 commitment id=new investor=us company=zeta cap=40 currency=USD`,
		`2024-06-02 funding commitment=new amount=1`,
		`2024-09-01 amendment about=letter strength=option`,
	)...)
	cases := []struct {
		name, from, to string
		want           []string
	}{
		{"nothing had begun", "2022-12-31", "2023-04-30", nil},
		{"a year", "2023-12-31", "2024-08-31", []string{
			"old: 70 +0 +5 -20 +6 -10 +0 = 51",
			"passed: 0 +15 +0 -0 +0 -0 +0 = 15",
			"letter: 0 +0 +0 -0 +0 -0 +0 = 0",
			"new: 0 +40 +0 -1 +0 -0 +0 = 39",
		}},
		{"what becomes binding is new", "2024-08-31", "2024-09-01", []string{
			"old: 51 +0 +0 -0 +0 -0 +0 = 51",
			"passed: 15 +0 +0 -0 +0 -0 +0 = 15",
			"letter: 0 +50 +0 -0 +0 -5 +0 = 45",
			"new: 39 +0 +0 -0 +0 -0 +0 = 39",
		}},
		{"the opening day itself is in the opening", "2024-02-01", "2024-02-01", []string{
			"old: 50 +0 +0 -0 +0 -0 +0 = 50",
		}},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, rolled(t, b, "USD", test.from, test.to)); diff != "" {
				t.Errorf("from %s to %s (-want +got):\n%s", test.from, test.to, diff)
			}
		})
	}
}

func TestRollforwardOfAnotherCurrencyHasTheMoveOfTheRates(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2023-05-01 commitment id=c investor=us company=acme cap=100 currency=EUR`,
		`2024-02-01 rate base=EUR quote=USD rate=1.20`,
		`2024-02-01 funding commitment=c amount=20`,
		`2024-03-01 rate base=EUR quote=USD rate=1.50`,
		`2024-03-01 funding commitment=c amount=10 reporting_amount=14`,
		`2024-04-01 rate base=EUR quote=USD rate=2`,
	)...)
	// 110 is 100 at 1.10; 24 is 20 at 1.20; 14 is what was recorded; 140 is 70 at 2.
	want := []string{"c: 110 +0 +0 -38 +0 -0 +68 = 140"}
	if diff := cmp.Diff(want, rolled(t, b, "USD", "2023-12-31", "2024-04-01")); diff != "" {
		t.Errorf("in USD (-want +got):\n%s", diff)
	}
	want = []string{"c: 100 +0 +0 -30 +0 -0 +0 = 70"}
	if diff := cmp.Diff(want, rolled(t, b, "EUR", "2023-12-31", "2024-04-01")); diff != "" {
		t.Errorf("in EUR (-want +got):\n%s", diff)
	}
}
