package figures_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

func TestFiltersChooseCommitments(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`party id=many name=Many sector=chips country=DE tags=b;a;b`,
		`2024-01-05 commitment id=mine investor=us company=acme cap=1 currency=USD security=acme-note program=core`,
		`2024-01-05 commitment id=theirs investor=them company=acme cap=1 currency=USD security=acme-note program=core`,
		`2024-01-05 commitment id=other investor=us company=zeta cap=1 currency=EUR`,
		`2024-01-05 commitment id=tagged investor=us company=many cap=1 currency=EUR program=growth`,
		`2024-01-05 commitment id=later investor=us company=many cap=1 currency=EUR`,
		`2024-02-05 amendment about=later program=growth`,
	)...)
	cases := []struct {
		all   bool
		where []string
		want  []ledger.CommitmentID
	}{
		{false, nil, []ledger.CommitmentID{"mine", "other", "tagged", "later"}},
		{true, nil, []ledger.CommitmentID{"mine", "theirs", "other", "tagged", "later"}},
		{true, []string{"company=acme"}, []ledger.CommitmentID{"mine", "theirs"}},
		{false, []string{"company=acme"}, []ledger.CommitmentID{"mine"}},
		{true, []string{"investor=them"}, []ledger.CommitmentID{"theirs"}},
		{false, []string{"investor=them"}, nil},
		{false, []string{"sector=chips"}, []ledger.CommitmentID{"other", "tagged", "later"}},
		{false, []string{"sector=chips", "country=DE"}, []ledger.CommitmentID{"tagged", "later"}},
		{false, []string{"currency=EUR", "program=growth"}, []ledger.CommitmentID{"tagged", "later"}},
		{false, []string{"class=note"}, []ledger.CommitmentID{"mine"}},
		{false, []string{"tag=a"}, []ledger.CommitmentID{"tagged", "later"}},
		{false, []string{"tag=a", "tag=b"}, []ledger.CommitmentID{"tagged", "later"}},
		{false, []string{"tag=c"}, nil},
	}
	for _, test := range cases {
		t.Run(fmt.Sprint(test.all, test.where), func(t *testing.T) {
			filter := figures.Filter{All: test.all}
			for _, text := range test.where {
				term, err := figures.ParseWhere(text)
				if err != nil {
					t.Fatal(err)
				}
				filter.Where = append(filter.Where, term)
			}
			portfolio := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-03-01"), filter)
			var got []ledger.CommitmentID
			for _, c := range portfolio.Commitments() {
				got = append(got, c.ID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("commitments (-want +got):\n%s", diff)
			}
		})
	}
}

// What money bought is what its funding says, else what its commitment is for.
func TestMoneyIsOfTheClassThatItBuys(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD security=acme-pref`,
		`2024-01-05 commitment id=d investor=us company=zeta cap=100 currency=USD`,
		`2024-01-10 funding commitment=c amount=20`,
		`2024-01-11 funding commitment=c amount=7 security=acme-note`,
		`2024-01-12 distribution commitment=c amount=1`,
		`2024-01-13 funding commitment=d amount=4`,
	)...)
	for class, want := range map[string]string{"preferred": "20 in 2 flows", "note": "7 in 1 flows", "common": "0 in 0 flows"} {
		portfolio := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-03-01"),
			figures.Filter{Where: []ledger.ScopeTerm{{Dimension: "class", Value: class}}})
		holdings, err := portfolio.Holdings()
		if err != nil {
			t.Fatal(err)
		}
		cost := figures.Stated{}
		for _, h := range holdings {
			for _, part := range h.Parts {
				cost = cost.Add(part.Cost)
			}
		}
		flows, err := portfolio.Flows()
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%s in %d flows", cost.Number, len(flows)); got != want {
			t.Errorf("class %s: got %s, want %s", class, got, want)
		}
	}
	lines, err := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-03-01"), figures.Filter{}).Lines()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if want := ledger.SecurityID("acme-pref"); line.Cost.Number.Equal(money.Whole(20)) && line.Security != want {
			t.Errorf("the line of what cost 20 is of %q, want %s", line.Security, want)
		}
	}
}

func TestEveryInvestorCountsWhereNoneIsOwn(t *testing.T) {
	b := ledgertest.Build(t,
		`book name=Field currency=USD`,
		`party id=x name=X`, `party id=y name=Y`, `party id=z name=Z`,
		`2024-01-05 commitment id=c investor=x company=z cap=1 currency=USD`,
		`2024-01-05 commitment id=d investor=y company=z cap=1 currency=USD`,
	)
	portfolio := figures.NewPortfolio(b, currency(t, "USD"), ledgertest.Day(t, "2024-03-01"), figures.Filter{})
	if got := len(portfolio.Commitments()); got != 2 || portfolio.Others() != 0 {
		t.Errorf("%d commitments count and %d are left out, want 2 and 0", got, portfolio.Others())
	}
}

func TestWhereIsOneDimensionAndItsValue(t *testing.T) {
	for _, text := range []string{"", "*", "company", "company=", "planet=mars", "each:company", "company=a;investor=b"} {
		if term, err := figures.ParseWhere(text); err == nil {
			t.Errorf("%q is read as %v", text, term)
		}
	}
	term, err := figures.ParseWhere("tag=a=b")
	if want := (ledger.ScopeTerm{Dimension: "tag", Value: "a=b"}); err != nil || term != want {
		t.Errorf("got %v (%v), want %v", term, err, want)
	}
}

func TestEntriesAreAboutTheirInvestorAndCompany(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD program=core`,
		`2024-01-06 tranche id=t commitment=c max=40 condition=x`,
		`2024-01-07 call commitment=c amount=1`,
		`2024-01-07 funding commitment=c amount=1 security=acme-note lot=n1`,
		`2024-01-08 assignment commitment=c amount=1 to=them new_commitment=d`,
		`2024-01-09 funding commitment=d amount=1`,
		`2024-01-10 condition tranche=t outcome=met`,
		`2024-01-11 transfer lot=n1 to=others units=1 new_lot=n2`,
		`2024-01-12 mark company=acme holder=them value=1 currency=USD`,
		`2024-01-13 undertaking id=u from=acme to=them type=spend total=1 unit=GW`,
		`2024-01-14 delivery undertaking=u amount=1`,
		`2024-01-15 rate base=EUR quote=USD rate=1`,
		`2024-01-16 memo about=t text=hm`,
		`2024-01-17 limit id=l measure=cap scope="investor=them;company=acme" max=1`,
		`2024-01-18 reversal entry=25 reason=none`,
		`2024-01-19 round id=r company=acme currency=USD`,
		`2024-01-20 conversion lot=n2 into=acme-pref new_lot=p1 units=1`,
		`2024-01-21 retirement lot=p1 reason=cancelled`,
	)...)
	usd := currency(t, "USD")
	mine := figures.Subject{Investor: "us", Company: "acme", Currency: usd, Program: "core"}
	theirs := mine
	theirs.Investor = "them"
	note := mine
	note.Class = ledger.Note
	noteOfOthers, prefOfOthers := note, note
	noteOfOthers.Investor, prefOfOthers.Investor, prefOfOthers.Class = "others", "others", ledger.Preferred
	want := [][]figures.Subject{
		{mine}, {mine}, {mine}, {note}, {mine, theirs}, {theirs}, {mine}, {note, noteOfOthers},
		{{Investor: "them", Company: "acme", Currency: usd}},
		{{Investor: "them", Company: "acme"}, {Investor: "acme", Company: "them"}},
		{{Investor: "them", Company: "acme"}, {Investor: "acme", Company: "them"}},
		{{}}, {mine}, {{Investor: "them", Company: "acme"}}, {{Investor: "them", Company: "acme"}},
		{{Company: "acme", Currency: usd}}, {noteOfOthers, prefOfOthers}, {prefOfOthers},
	}
	for i, subjects := range want {
		e, _ := b.Entry(ledger.Seq(i + 12))
		got := figures.SubjectsOf(b, e)
		if diff := cmp.Diff(subjects, got, cmp.Comparer(func(x, y figures.Subject) bool { return x == y })); diff != "" {
			t.Errorf("entry %d, a %s, is about (-want +got):\n%s", e.Seq, e.Kind(), diff)
		}
	}
}
