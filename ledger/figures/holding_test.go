package figures_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

// invested is commitment c of us in acme, with 20 paid for notes (lot n1) and 10 without a word of what they bought.
func invested(more ...string) []string {
	return append(ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD program=core`,
		`2024-01-10 funding commitment=c amount=20 security=acme-note lot=n1`,
		`2024-01-20 funding commitment=c amount=10`,
	), more...)
}

// held is each part of the holdings in one line, sorted: whose, of what, cost, fair value and where that comes from.
func held(t *testing.T, b *ledger.Book, day, in string, filter figures.Filter) []string {
	t.Helper()
	holdings, err := figures.NewPortfolio(b, currency(t, in), ledgertest.Day(t, day), filter).Holdings()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, h := range holdings {
		for _, p := range h.Parts {
			line := fmt.Sprintf("%s %s %s: %s → %s%s %s %s", h.Investor, h.Company, p.Security, p.Cost.Number,
				p.Value.Qualifier, p.Value.Number, p.Method, p.Valued)
			if p.Stale {
				line += " stale"
			}
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	slices.Sort(lines)
	return lines
}

// holdingsCase is what all holdings come to on a day.
type holdingsCase struct {
	name string
	book []string
	day  string
	want []string
}

func checkHoldings(t *testing.T, cases []holdingsCase) {
	t.Helper()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			got := held(t, ledgertest.Build(t, test.book...), test.day, "USD", figures.Filter{All: true})
			slices.Sort(test.want)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("holdings on %s (-want +got):\n%s", test.day, diff)
			}
		})
	}
}

func TestHoldingsAreWorthTheirCostOrTheirMark(t *testing.T) {
	checkHoldings(t, []holdingsCase{
		{"cost, where there is no mark", invested(), "2024-02-01",
			[]string{"us acme acme-note: 20 → 20 cost", "us acme : 10 → 10 cost"}},
		{"nothing before it is paid", invested(), "2024-01-15", []string{"us acme acme-note: 20 → 20 cost"}},
		{"fees and expenses buy nothing", invested(`2024-01-21 funding commitment=c amount=5 type=fee`,
			`2024-01-21 funding commitment=c amount=5 type=expense outside=yes`), "2024-02-01",
			[]string{"us acme acme-note: 20 → 20 cost", "us acme : 10 → 10 cost"}},
		{"what was paid beside the cap is held as well", invested(`2024-01-21 funding commitment=c amount=5 outside=yes`),
			"2024-02-01", []string{"us acme acme-note: 20 → 20 cost", "us acme : 15 → 15 cost"}},
		{"a mark of the whole goes to its parts by their cost", invested(
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`), "2024-02-01",
			[]string{"us acme acme-note: 20 → 60 stated 2024-02-01", "us acme : 10 → 30 stated 2024-02-01"}},
		{"before its day a mark is not known", invested(
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`), "2024-01-31",
			[]string{"us acme acme-note: 20 → 20 cost", "us acme : 10 → 10 cost"}},
		{"what was bought since is added at cost", invested(
			`2024-02-01 mark company=acme holder=us value=90 currency=USD method=multiple qualifier=about`,
			`2024-02-02 funding commitment=c amount=7 security=acme-note lot=n2`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 60 multiple 2024-02-01", "us acme : 10 → 30 multiple 2024-02-01",
				"us acme acme-note: 7 → 7 cost"}},
		{"what was bought on the day of the mark is in it", invested(
			`2024-02-01 mark company=acme holder=us value=74 currency=USD`,
			`2024-02-01 funding commitment=c amount=7 security=acme-note lot=n2`), "2024-02-01",
			[]string{"us acme acme-note: 27 → 54 stated 2024-02-01", "us acme : 10 → 20 stated 2024-02-01"}},
	})
}

func TestMarksOfSecuritiesAndOfTheWhole(t *testing.T) {
	checkHoldings(t, []holdingsCase{
		{"a mark of a security covers that, and money that named none", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD qualifier=about`), "2024-02-01",
			[]string{"us acme acme-note: 20 → about90 stated 2024-02-01", "us acme : 10 → 0 cost"}},
		{"but not money paid after it", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-02 funding commitment=c amount=3`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 90 stated 2024-02-01", "us acme : 13 → 3 cost"}},
		{"marks of two securities add up, with one that was never bought", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-01 mark company=acme holder=us security=acme-pref value=15 currency=USD`), "2024-02-01",
			[]string{"us acme acme-note: 20 → 90 stated 2024-02-01", "us acme acme-pref: 0 → 15 stated 2024-02-01",
				"us acme : 10 → 0 cost"}},
		{"a later mark of the whole replaces those of securities", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-02 mark company=acme holder=us value=33 currency=USD`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 22 stated 2024-02-02", "us acme : 10 → 11 stated 2024-02-02"}},
		{"also on one day, as they were recorded", invested(
			`2024-02-01 mark company=acme holder=us value=33 currency=USD`,
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 90 stated 2024-02-01", "us acme : 10 → 11 stated 2024-02-01"}},
		{"a later mark of a security leaves the rest to that of the whole", invested(
			`2024-02-01 mark company=acme holder=us value=33 currency=USD`,
			`2024-02-02 mark company=acme holder=us security=acme-note value=90 currency=USD`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 90 stated 2024-02-02", "us acme : 10 → 11 stated 2024-02-01"}},
		{"the newer of two marks", invested(
			`2024-02-02 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-01 mark company=acme holder=us security=acme-note value=50 currency=USD`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 90 stated 2024-02-02", "us acme : 10 → 0 cost"}},
		{"of two marks of one day the one recorded later", invested(
			`2024-02-01 mark company=acme holder=us value=60 currency=USD`,
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`), "2024-02-02",
			[]string{"us acme acme-note: 20 → 60 stated 2024-02-01", "us acme : 10 → 30 stated 2024-02-01"}},
	})
}

func TestWhatWasSoldOrConvertedSinceTheMark(t *testing.T) {
	checkHoldings(t, []holdingsCase{
		{"what was sold since is taken off, with its cost", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-02 transfer lot=n1 to=them units=5 new_lot=n2 amount=40 currency=USD`), "2024-02-02",
			[]string{"them acme acme-note: 40 → 40 cost", "us acme acme-note: 15 → 67.5 stated 2024-02-01",
				"us acme : 10 → 0 cost"}},
		{"all of it", ledgertest.Stage(
			`2024-01-10 issuance lot=p1 holder=us security=acme-pref units=100 cost=50 currency=USD`,
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`,
			`2024-02-02 retirement lot=p1 reason=repurchased amount=95 currency=USD`), "2024-02-02",
			[]string{"us acme : 0 → 0 stated 2024-02-01"}},
		{"and where it had cost nothing", ledgertest.Stage(
			`2024-01-10 issuance lot=p1 holder=us security=acme-pref units=100`,
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`,
			`2024-02-02 retirement lot=p1 reason=repurchased amount=95 currency=USD`), "2024-02-02",
			[]string{"us acme : 0 → 0 stated 2024-02-01"}},
		{"which what was bought since does not bring back", ledgertest.Stage(
			`2024-01-10 issuance lot=p1 holder=us security=acme-pref units=100`,
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`,
			`2024-02-02 retirement lot=p1 reason=repurchased amount=95 currency=USD`,
			`2024-02-03 issuance lot=p2 holder=us security=acme-pref units=10 cost=7 currency=USD`), "2024-02-03",
			[]string{"us acme : 0 → 0 stated 2024-02-01", "us acme acme-pref: 7 → 7 cost"}},
		{"what cost nothing is worth its mark while it is held", ledgertest.Stage(
			`2024-01-10 issuance lot=p1 holder=us security=acme-pref units=100`,
			`2024-02-01 mark company=acme holder=us value=90 currency=USD`), "2024-02-02",
			[]string{"us acme : 0 → 90 stated 2024-02-01"}},
		{"a conversion carries the mark along", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-02 conversion lot=n1 into=acme-pref new_lot=p1 units=8`), "2024-02-02",
			[]string{"us acme acme-pref: 20 → 90 stated 2024-02-01", "us acme : 10 → 0 cost"}},
		{"of a part, by its cost", invested(
			`2024-02-01 mark company=acme holder=us security=acme-note value=90 currency=USD`,
			`2024-02-02 conversion lot=n1 into=acme-pref new_lot=p1 units=8 amount=5`), "2024-02-02",
			[]string{"us acme acme-note: 15 → 67.5 stated 2024-02-01", "us acme acme-pref: 5 → 22.5 stated 2024-02-01",
				"us acme : 10 → 0 cost"}},
	})
}

func TestMarksThatDoNotCountOrAreOld(t *testing.T) {
	checkHoldings(t, []holdingsCase{
		{"a value of the company as a whole is none of a holding", invested(
			`2024-02-01 mark company=acme value=900 currency=USD`), "2024-02-01",
			[]string{"us acme acme-note: 20 → 20 cost", "us acme : 10 → 10 cost"}},
		{"a claim is no mark", invested(
			`2024-02-01 mark company=acme holder=us value=90 currency=USD standing=claim`), "2024-02-01",
			[]string{"us acme acme-note: 20 → 20 cost", "us acme : 10 → 10 cost"}},
		{"365 days are not old", ledgertest.Stage(`2024-02-01 mark company=acme holder=us value=90 currency=USD`),
			"2025-01-31", []string{"us acme : 0 → 90 stated 2024-02-01"}},
		{"366 are", ledgertest.Stage(`2024-02-01 mark company=acme holder=us value=90 currency=USD`),
			"2025-02-01", []string{"us acme : 0 → 90 stated 2024-02-01 stale"}},
	})
}

func TestCostIsAtTheRateOfItsDayAndValueAtTodays(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-06-01 rate base=EUR quote=USD rate=1.50`,
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=EUR`,
		`2024-01-10 funding commitment=c amount=20`,
		`2024-01-10 funding commitment=c amount=10 security=acme-note lot=n1 reporting_amount=12`,
		`2024-01-05 commitment id=d investor=us company=zeta cap=100 currency=EUR`,
		`2024-01-10 funding commitment=d amount=20 security=zeta-pref lot=z1`,
		`2024-05-01 mark company=zeta holder=us value=30 currency=EUR`,
	)...)
	want := []string{"us acme : 22 → 22 cost", "us acme acme-note: 12 → 12 cost",
		"us zeta zeta-pref: 22 → 45 stated 2024-05-01"}
	if diff := cmp.Diff(want, held(t, b, "2024-06-01", "USD", figures.Filter{})); diff != "" {
		t.Errorf("in USD (-want +got):\n%s", diff)
	}
	want = []string{"us acme : 20 → 20 cost", "us acme acme-note: 10 → 10 cost",
		"us zeta zeta-pref: 20 → 30 stated 2024-05-01"}
	if diff := cmp.Diff(want, held(t, b, "2024-06-01", "EUR", figures.Filter{})); diff != "" {
		t.Errorf("in EUR (-want +got):\n%s", diff)
	}
}

func TestEveryMissingRateIsNamedOnceAndOthersDoNotCount(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=them company=acme cap=100 currency=JPY`,
		`2024-01-10 funding commitment=c amount=20`,
		`2024-01-10 funding commitment=c amount=30`,
		`2024-01-05 commitment id=d investor=them company=zeta cap=100 currency=GBP`,
		`2024-01-10 funding commitment=d amount=20 security=zeta-pref`,
	)...)
	day := ledgertest.Day(t, "2024-02-01")
	_, err := figures.NewPortfolio(b, currency(t, "USD"), day, figures.Filter{All: true}).Holdings()
	want := "no rate from GBP to USD is known on 2024-01-10; record a rate for GBP/USD on or before that day\n" +
		"no rate from JPY to USD is known on 2024-01-10; record a rate for JPY/USD on or before that day"
	var missing *figures.NoRate
	if !errors.As(err, &missing) || err.Error() != want {
		t.Errorf("got the error %v, want %q", err, want)
	}
	if _, err := figures.NewPortfolio(b, currency(t, "USD"), day, figures.Filter{}).Holdings(); err != nil {
		t.Errorf("other investors' currencies stand in the way of our own figures: %v", err)
	}
}
