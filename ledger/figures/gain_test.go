package figures_test

import (
	"errors"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

func gainOn(t *testing.T, b *ledger.Book, commitment ledger.CommitmentID, tranche ledger.TrancheID, on string) (
	string, error) {
	t.Helper()
	day := ledgertest.Day(t, on)
	state := stateOf(t, b, commitment, day)
	gain, known, err := figures.GainsOf(b, figures.RatesOf(b)).Embedded(state, state.Tranche(tranche), day)
	if !known {
		return "not known", err
	}
	return gain.String(), err
}

func TestEmbeddedGainIsWhatTheRestOfATrancheBuysLessTheRest(t *testing.T) {
	at := func(terms string, more ...string) []string {
		return ledgertest.Stage(append([]string{
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD security=acme-pref`,
			`2024-01-05 tranche id=t commitment=c max=100 strength=option ` + terms}, more...)...)
	}
	tripled := `2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500`
	cases := []struct {
		name string
		book []string
		want string
	}{
		{"no terms, no gain", at(``, tripled), "not known"},
		{"no round since, none either", at(`valuation=500`), "USD 0.00"},
		{"the rise of a round", at(`valuation=500`, tripled), "USD 200.00"},
		{"the round's new money makes no one richer", at(`valuation=500`, tripled,
			`2024-03-01 round id=r2 company=acme currency=USD pre_money=2000 new_money=1000`), "USD 200.00"},
		{"a chain of rounds", at(`valuation=500`, tripled,
			`2024-03-01 round id=r2 company=acme currency=USD pre_money=3000 new_money=1000`), "USD 350.00"},
		{"a fall", at(`valuation=500`, `2024-02-20 round id=r1 company=acme currency=USD pre_money=250 new_money=10`),
			"USD -50.00"},
		{"only the rest of it", at(`valuation=500`, tripled, `2024-02-21 funding commitment=c tranche=t amount=75`),
			"USD 50.00"},
		{"nothing of what is paid", at(`valuation=500`, tripled, `2024-02-21 funding commitment=c tranche=t amount=100`),
			"not known"},
		{"a round before the terms counts in them", at(`valuation=500`,
			`2024-01-04 round id=r1 company=acme currency=USD pre_money=1500 new_money=500`), "USD 0.00"},
		{"a value before the money is followed by the round of its day", at(`valuation=500 valuation_basis=pre`,
			`2024-01-05 round id=r0 company=acme currency=USD pre_money=500 new_money=500`,
			`2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500`), "USD 50.00"},
		{"one after it includes that money", at(`valuation=1000 valuation_basis=post`,
			`2024-01-05 round id=r0 company=acme currency=USD pre_money=500 new_money=500`,
			`2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500`), "USD 50.00"},
		{"a round known by its value after the money", at(`valuation=500`,
			`2024-02-20 round id=r1 company=acme currency=USD new_money=500 post_money=2000`), "USD 200.00"},
		{"a round whose values are not known is passed over", at(`valuation=500`, tripled,
			`2024-03-01 round id=r2 company=acme currency=USD new_money=1000`), "USD 200.00"},
		{"a round of another company is none", at(`valuation=500`,
			`2024-02-20 round id=r1 company=zeta currency=USD pre_money=1500 new_money=500`), "USD 0.00"},
		{"today's price goes before the chain", at(`valuation=500 price=2`, tripled,
			`2024-03-01 round id=r2 company=acme currency=USD pre_money=3000 new_money=1000 price=5`), "USD 150.00"},
		{"carried on by the rounds since", at(`price=2`,
			`2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500 price=5`,
			`2024-03-01 round id=r2 company=acme currency=USD pre_money=4000 new_money=1000`), "USD 400.00"},
		{"a split divides a price of one's own", at(`price=2`, `2024-02-01 split security=acme-pref ratio=2`,
			`2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500 price=5`), "USD 400.00"},
		{"a split after the round divides neither", at(`price=2`, `2024-02-21 split security=acme-pref ratio=2`,
			`2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500 price=5`), "USD 150.00"},
		{"the commitment's terms where the tranche has none", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD valuation=500`,
			`2024-02-25 tranche id=t commitment=c max=100`, tripled), "USD 200.00"},
		{"an amended valuation counts from its own day", at(`valuation=500`, tripled,
			`2024-02-21 amendment about=t valuation=1000`), "USD 0.00"},
		{"rounds in another currency at the rate of the day", at(`valuation=500`,
			`2024-02-20 round id=r1 company=acme currency=EUR pre_money=1000 new_money=500`), "USD 120.00"},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			got, err := gainOn(t, ledgertest.Build(t, test.book...), "c", "t", "2024-03-26")
			if err != nil || got != test.want {
				t.Errorf("the gain is %s (%v), want %s", got, err, test.want)
			}
		})
	}
}

func TestWhatIsPassedOnKeepsTheDayOfItsTerms(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD valuation=500`,
		`2024-02-20 round id=r1 company=acme currency=USD pre_money=1500 new_money=500`,
		`2024-02-21 assignment commitment=c amount=40 to=them new_commitment=d`,
		`2024-02-21 tranche id=t commitment=d max=40`,
	)...)
	got, err := gainOn(t, b, "d", "t", "2024-03-26")
	if want := "USD 80.00"; err != nil || got != want {
		t.Errorf("the gain is %s (%v), want %s", got, err, want)
	}
}

func TestAGainAcrossCurrenciesNeedsARate(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD`,
		`2024-01-05 tranche id=t commitment=c max=100 strength=option valuation=500`,
		`2024-02-20 round id=r1 company=acme currency=JPY pre_money=1500 new_money=500`,
	)...)
	_, err := gainOn(t, b, "c", "t", "2024-03-26")
	var missing *figures.NoRate
	if !errors.As(err, &missing) || missing.Base.String() != "JPY" || missing.Quote.String() != "USD" {
		t.Errorf("got the error %v, want JPY/USD refused", err)
	}
}
