package figures_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

func TestFlowsAreSignedFromTheInvestorsSideAndByDate(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-06-01 rate base=EUR quote=USD rate=2`,
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=EUR program=core`,
		`2024-07-01 distribution commitment=c amount=5 type=income qualifier=about`,
		`2024-07-01 distribution commitment=c amount=1`,
		`2024-02-01 funding commitment=c amount=20 dated=by`,
		`2024-02-01 funding commitment=c amount=10 type=fee outside=yes reporting_amount=11.50`,
		`2024-02-02 issuance lot=p1 holder=us security=acme-pref units=100 cost=50 currency=USD`,
		`2024-02-02 issuance lot=p2 holder=us security=acme-pref units=100`,
		`2024-02-03 transfer lot=p1 to=them units=50 new_lot=p3 amount=30 currency=USD`,
		`2024-02-04 transfer lot=p1 to=them units=10 new_lot=p4`,
		`2024-02-05 retirement lot=p3 reason=repurchased amount=40 currency=USD`,
		`2024-02-06 distribution holder=us company=zeta amount=7 currency=USD type=capital`,
		`2024-02-07 funding commitment=c amount=1 standing=claim`,
		`2024-08-01 funding commitment=c amount=3`,
	)...)
	flows, err := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-07-31"),
		figures.Filter{All: true}).Flows()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range flows {
		got = append(got, fmt.Sprintf("%s%s %s %s %s %s %s = %s %s", f.Dated, f.Date, f.Investor, f.Company, f.Commitment,
			f.Type, f.Amount, f.Reporting, f.Qualifier))
	}
	want := []string{
		"by2024-02-01 us acme c investment EUR -20.00 = USD -22.00 ",
		"2024-02-01 us acme c fee EUR -10.00 = USD -11.50 ",
		"2024-02-02 us acme  purchase USD -50.00 = USD -50.00 ",
		"2024-02-03 us acme  sale USD 30.00 = USD 30.00 ",
		"2024-02-03 them acme  purchase USD -30.00 = USD -30.00 ",
		"2024-02-05 them acme  sale USD 40.00 = USD 40.00 ",
		"2024-02-06 us zeta  capital USD 7.00 = USD 7.00 ",
		"2024-07-01 us acme c income EUR 5.00 = USD 10.00 about",
		"2024-07-01 us acme c distribution EUR 1.00 = USD 2.00 ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
}

func TestFlowsOfOwnInvestorsAlone(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-02-02 issuance lot=p1 holder=us security=acme-pref units=100 cost=50 currency=USD`,
		`2024-02-03 transfer lot=p1 to=them units=50 new_lot=p3 amount=30 currency=USD`,
	)...)
	flows, err := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-07-31"), figures.Filter{}).Flows()
	if err != nil {
		t.Fatal(err)
	}
	if len(flows) != 2 || flows[0].Investor != "us" || flows[1].Investor != "us" {
		t.Errorf("got %v, want our purchase and our sale", flows)
	}
}

func TestFlowsWithoutARateAreRefused(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=JPY`,
		`2024-02-01 funding commitment=c amount=20`,
	)...)
	_, err := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-07-31"), figures.Filter{}).Flows()
	var missing *figures.NoRate
	if !errors.As(err, &missing) || missing.Base.String() != "JPY" || missing.Quote.String() != "USD" {
		t.Errorf("got the error %v, want JPY/USD refused", err)
	}
}
