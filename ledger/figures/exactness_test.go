package figures_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

func TestAFigureThatOneEntryMakesUpIsAsExactAsThatEntry(t *testing.T) {
	upTo100 := `2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD qualifier=at-most`
	cases := []struct {
		name string
		more []string
		want figures.Exactness
	}{
		{"what is exact is left out",
			[]string{`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD`}, nil},
		{"all of a cap that nothing was done with", []string{upTo100},
			figures.Exactness{"cap": "at-most", "unfunded": "at-most", "firm": "at-most"}},
		{"two entries make up what is unfunded", []string{upTo100, `2024-01-06 funding commitment=c amount=10`},
			figures.Exactness{"cap": "at-most"}},
		{"one payment", []string{upTo100, `2024-01-06 funding commitment=c amount=10 qualifier=about`},
			figures.Exactness{"cap": "at-most", "funded": "about"}},
		{"two payments", []string{upTo100, `2024-01-06 funding commitment=c amount=10 qualifier=about`,
			`2024-01-07 funding commitment=c amount=10 qualifier=about`}, figures.Exactness{"cap": "at-most"}},
		{"a payment beside the cap", []string{upTo100,
			`2024-01-06 funding commitment=c amount=10 outside=yes qualifier=at-least`},
			figures.Exactness{"cap": "at-most", "unfunded": "at-most", "firm": "at-most", "outside": "at-least"}},
		{"a new cap takes the place of the old one", []string{upTo100, `2024-01-06 amendment about=c cap=120`}, nil},
		{"and is as exact as itself", []string{upTo100, `2024-01-06 amendment about=c cap=120 qualifier=about`},
			figures.Exactness{"cap": "about", "unfunded": "about", "firm": "about"}},
		{"a release", []string{upTo100, `2024-01-06 release commitment=c amount=5 reason=waived qualifier=about`},
			figures.Exactness{"cap": "at-most", "released": "about"}},
		{"a distribution and the part of it that can be called again", []string{upTo100,
			`2024-01-06 funding commitment=c amount=10`,
			`2024-01-07 distribution commitment=c amount=9 recallable=5 qualifier=about`},
			figures.Exactness{"cap": "at-most", "distributed": "about", "recallable": "about"}},
		{"a tranche alone is all that is conditional", []string{upTo100,
			`2024-01-06 tranche id=t commitment=c max=30 condition=x qualifier=about`},
			figures.Exactness{"cap": "at-most", "unfunded": "at-most", "conditional": "about"}},
		{"two options are not", []string{upTo100,
			`2024-01-06 tranche id=t commitment=c max=30 strength=option qualifier=about`,
			`2024-01-06 tranche id=u commitment=c max=30 strength=option qualifier=about`},
			figures.Exactness{"cap": "at-most", "unfunded": "at-most"}},
		{"what is passed on is a second entry of the cap", []string{upTo100,
			`2024-01-06 assignment commitment=c amount=5 to=them new_commitment=d`}, nil},
		{"of an indicative commitment what is indicative", []string{
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=indicative qualifier=at-most`},
			figures.Exactness{"indicative": "at-most"}},
		{"until a part of it is given up", []string{
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=indicative qualifier=at-most`,
			`2024-01-06 release commitment=c amount=5 reason=waived`}, nil},
	}
	day := ledgertest.Day(t, "2024-02-01")
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			b := ledgertest.Build(t, ledgertest.Stage(test.more...)...)
			got := figures.ExactnessOf(b, stateOf(t, b, "c", day), day)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("exactness (-want +got):\n%s", diff)
			}
		})
	}
}

func TestATrancheIsAsExactAsItsMax(t *testing.T) {
	cases := []struct {
		name string
		more []string
		want figures.Exactness
	}{
		{"untouched", []string{`2024-01-06 tranche id=t commitment=c max=30 qualifier=at-most`},
			figures.Exactness{"max": "at-most", "min": "at-most", "left": "at-most", "firm": "at-most"}},
		{"an option", []string{`2024-01-06 tranche id=t commitment=c max=30 strength=option qualifier=at-most`},
			figures.Exactness{"max": "at-most", "left": "at-most", "option": "at-most"}},
		{"paid in part", []string{`2024-01-06 tranche id=t commitment=c max=30 qualifier=at-most`,
			`2024-01-07 funding commitment=c tranche=t amount=10 qualifier=about`},
			figures.Exactness{"max": "at-most", "min": "at-most", "funded": "about"}},
		{"amended", []string{`2024-01-06 tranche id=t commitment=c max=30 qualifier=at-most`,
			`2024-01-07 amendment about=t max=40 qualifier=about`},
			figures.Exactness{"max": "about", "min": "about", "left": "about", "firm": "about"}},
		{"passed on in part", []string{`2024-01-06 tranche id=t commitment=c max=30 qualifier=at-most`,
			`2024-01-07 assignment commitment=c tranche=t amount=5 to=them new_commitment=d`}, nil},
	}
	day := ledgertest.Day(t, "2024-02-01")
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			b := ledgertest.Build(t, ledgertest.Stage(append([]string{
				`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD`}, test.more...)...)...)
			state := stateOf(t, b, "c", day)
			got := figures.TrancheExactness(b, state, state.Tranche("t"), day)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("exactness (-want +got):\n%s", diff)
			}
		})
	}
}

func TestASumIsAsExactAsTheOnePartThatMakesItUp(t *testing.T) {
	ten := figures.Stated{Number: ledgertest.Number(t, "10").Fraction(), Qualifier: ledger.About}
	one := figures.Stated{Number: ledgertest.Number(t, "1").Fraction()}
	none := figures.Stated{Qualifier: ledger.AtLeast}
	cases := []struct {
		name string
		got  figures.Stated
		want string
		how  ledger.Qualifier
	}{
		{"ten and nothing", ten.Add(none), "10", ledger.About},
		{"nothing and ten", none.Add(ten), "10", ledger.About},
		{"ten and one", ten.Add(one), "11", ""},
		{"ten less nothing", ten.Sub(none), "10", ledger.About},
		{"ten less one", ten.Sub(one), "9", ""},
		{"nothing less ten", none.Sub(ten), "-10", ledger.About},
	}
	for _, test := range cases {
		if test.got.Number.String() != test.want || test.got.Qualifier != test.how {
			t.Errorf("%s is %s %q, want %s %q", test.name, test.got.Number, test.got.Qualifier, test.want, test.how)
		}
	}
}
