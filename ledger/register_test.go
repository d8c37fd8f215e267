package ledger_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// lotStage holds lots of acme: 100 common units of us that cost 50, a note of 1,000 of them and preferred units that
// are not known, paid for by a funding.
func lotStage() []string {
	return ledgertest.Stage(
		"2024-01-01 round id=seed company=acme currency=USD",
		"2024-01-01 commitment id=c investor=us company=acme cap=500 currency=EUR",
		"2024-01-02 issuance lot=l holder=us security=acme-common units=100 cost=50 currency=USD round=seed",
		"2024-01-02 issuance lot=n holder=them security=acme-note units=1000",
		"2024-01-03 funding commitment=c amount=40 security=acme-pref lot=p round=seed",
	)
}

// held writes a company's lots at the end of a day.
func held(t *testing.T, b *ledger.Book, day string) []string {
	t.Helper()
	var lines []string
	for _, lot := range b.Lots("acme", ledgertest.Day(t, day)) {
		line := fmt.Sprintf("%s: %s %s %s", lot.ID, lot.Holder, lot.Security, lot.Units)
		if !lot.Known {
			line += " unknown"
		}
		if !lot.Currency.IsZero() {
			line += fmt.Sprintf(" cost %s %s", lot.Currency, lot.Cost)
		}
		if lot.Round != "" {
			line += " in " + string(lot.Round)
		}
		if lot.Ended != 0 {
			line += fmt.Sprintf(" ended by %d", lot.Ended)
		}
		lines = append(lines, line)
	}
	return lines
}

func wantHeld(t *testing.T, b *ledger.Book, day string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, held(t, b, day)); diff != "" {
		t.Errorf("lots on %s (-want +got):\n%s", day, diff)
	}
}

func TestLotsComeToBe(t *testing.T) {
	book := ledgertest.Build(t, append(lotStage(),
		"2024-01-04 funding commitment=c amount=25.50 security=acme-note",
		"2024-01-05 funding commitment=c amount=10 security=acme-pref units=4 lot=q outside=yes",
		"2024-01-05 funding commitment=c amount=3 security=acme-note units=3.00 lot=fee type=fee", // paid, and no cost
	)...)
	wantHeld(t, book, "2024-01-01")
	wantHeld(t, book, "2024-01-05",
		"l: us acme-common 100 cost USD 50 in seed",
		"n: them acme-note 1000",
		"p: us acme-pref 0 unknown cost EUR 40 in seed",
		"c/2024-01-04: us acme-note 25.5 cost EUR 25.5",
		"q: us acme-pref 4 cost EUR 10",
		"fee: us acme-note 3",
	)
	if lots := book.Lots("zeta", ledgertest.Day(t, "2024-01-05")); len(lots) != 0 {
		t.Errorf("lots of zeta: %v", lots)
	}
}

func TestATransferOfAWholeLotOrAPart(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"2024-01-04 transfer lot=l to=them units=100 new_lot=l2 amount=90 currency=EUR",
			[]string{"l: us acme-common 0 cost USD 0 in seed ended by 17", "l2: them acme-common 100 cost EUR 90"}},
		{"2024-01-04 transfer lot=l to=them units=30 new_lot=l2",
			[]string{"l: us acme-common 70 cost USD 35 in seed", "l2: them acme-common 30"}},
		{"2024-01-04 transfer lot=l to=them units=30 new_lot=l2 balance_lot=l",
			[]string{"l: us acme-common 70 cost USD 35 in seed", "l2: them acme-common 30"}},
		{"2024-01-04 transfer lot=l to=them units=30 new_lot=l2 balance_lot=l3", []string{
			"l: us acme-common 0 cost USD 0 in seed ended by 17", "l3: us acme-common 70 cost USD 35 in seed",
			"l2: them acme-common 30"}},
	} {
		book := ledgertest.Build(t, append(lotStage(), c.line)...)
		got := slices.DeleteFunc(held(t, book, "2024-01-04"), func(line string) bool { return line[0] != 'l' })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.line, diff)
		}
	}
}

func TestUnitsAreRetiredOnce(t *testing.T) {
	book := ledgertest.Build(t, append(lotStage(),
		"2024-01-04 retirement lot=l units=40 reason=repurchased amount=80 currency=USD",
		"2024-01-05 retirement lot=l reason=cancelled",
		"2024-01-05 retirement lot=p reason=forfeited",
	)...)
	wantHeld(t, book, "2024-01-04", "l: us acme-common 60 cost USD 30 in seed", "n: them acme-note 1000",
		"p: us acme-pref 0 unknown cost EUR 40 in seed")
	wantHeld(t, book, "2024-01-05", "l: us acme-common 0 cost USD 0 in seed ended by 18", "n: them acme-note 1000",
		"p: us acme-pref 0 unknown cost EUR 0 in seed ended by 19")
	wantRefusal(t, book, refusal{line: "2024-01-06 retirement lot=l reason=cancelled", field: "lot",
		want: "lot l ended with entry 18: nothing is left of it"})
	wantRefusal(t, book, refusal{line: "2024-01-06 retirement lot=l units=1 reason=cancelled", field: "lot",
		want: "lot l ended with entry 18: nothing is left of it"})
}

func TestConversions(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  []string
	}{
		{[]string{"2024-01-04 conversion lot=n into=acme-pref new_lot=x units=250"}, // units given
			[]string{"n: them acme-note 0 ended by 17", "x: them acme-pref 250"}},
		{[]string{"2024-01-04 conversion lot=n into=acme-pref new_lot=x units=100 amount=400"}, // part of the principal
			[]string{"n: them acme-note 600", "x: them acme-pref 100"}},
		{[]string{"2024-01-04 issuance lot=q holder=us security=acme-pref units=10 cost=30 currency=USD round=seed",
			"2024-01-05 conversion lot=q into=acme-common new_lot=x"}, // by its ratio, 3/2
			[]string{"n: them acme-note 1000", "q: us acme-pref 0 cost USD 0 in seed ended by 18",
				"x: us acme-common 15 cost USD 30 in seed"}},
		{[]string{"2024-01-04 issuance lot=q holder=us security=acme-pref units=10 cost=30 currency=USD",
			"2024-01-05 conversion lot=q into=acme-common new_lot=x amount=1"}, // part of it by its ratio
			[]string{"n: them acme-note 1000", "q: us acme-pref 9 cost USD 27", "x: us acme-common 1.5 cost USD 3"}},
		{[]string{"2024-01-05 conversion lot=p into=acme-common new_lot=x units=7"}, // how many there were is not known
			[]string{"n: them acme-note 1000", "x: us acme-common 7 cost EUR 40 in seed"}},
	} {
		book := ledgertest.Build(t, append(lotStage(), c.lines...)...)
		got := slices.DeleteFunc(held(t, book, "2024-01-05"),
			func(line string) bool { return line[0] == 'l' || line[0] == 'p' })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.lines, diff)
		}
	}
}

func TestASplitMultipliesTheUnitsOfItsDay(t *testing.T) {
	book := ledgertest.Build(t, append(lotStage(),
		"2024-01-06 split security=acme-common ratio=8/3",
		"2024-01-07 issuance lot=m holder=them security=acme-common units=10",
		"2024-01-08 split security=acme-common ratio=3",
		"2024-01-05 retirement lot=l units=25 reason=repurchased", // back-dated: before both
	)...)
	wantHeld(t, book, "2024-01-08", "l: us acme-common 600 cost USD 37.5 in seed", "n: them acme-note 1000",
		"p: us acme-pref 0 unknown cost EUR 40 in seed", "m: them acme-common 30")
	wantHeld(t, book, "2024-01-06", "l: us acme-common 200 cost USD 37.5 in seed", "n: them acme-note 1000",
		"p: us acme-pref 0 unknown cost EUR 40 in seed")
}

func TestABackDatedLotMeetsTheSplitsThatCameAfterIt(t *testing.T) {
	book := ledgertest.Build(t, append(lotStage(),
		"2024-01-06 split security=acme-common ratio=2",
		"2024-01-08 retirement lot=l units=20 reason=cancelled",
		"2024-01-05 issuance lot=a holder=them security=acme-common units=3",
		"2024-01-07 issuance lot=b holder=them security=acme-common units=3",
		"2024-01-05 funding commitment=c amount=4 security=acme-note",
	)...)
	wantHeld(t, book, "2024-01-08", "l: us acme-common 180 cost USD 45 in seed", "n: them acme-note 1000",
		"p: us acme-pref 0 unknown cost EUR 40 in seed", "a: them acme-common 6", "b: them acme-common 3",
		"c/2024-01-05: us acme-note 4 cost EUR 4")
}

func TestRefusalsOfLots(t *testing.T) {
	testRefusals(t, lotStage(), []refusal{
		{line: "2024-01-04 transfer lot=l to=them units=100.5 new_lot=x", field: "units",
			want: "100.5 units are more than what lot l holds (100) by 0.5"},
		{line: "2024-01-04 transfer lot=n to=us units=2000000 new_lot=x", field: "units",
			want: "2,000,000 units are more than what lot n holds (1,000) by 1,999,000"},
		{line: "2024-01-04 transfer lot=p to=them units=1 new_lot=x", field: "units",
			want: "how many units lot p holds is not known: no part of it can be taken"},
		{line: "2024-01-04 transfer lot=l to=them units=100 new_lot=x balance_lot=y", field: "balance_lot",
			want: "all of lot l is transferred: there is no balance; leave it out"},
		{line: "2024-01-04 retirement lot=l units=101 reason=cancelled", field: "units",
			want: "101 units are more than what lot l holds (100) by 1"},
		{line: "2024-01-04 conversion lot=n into=acme-pref new_lot=x amount=1000.01 units=5", field: "amount",
			want: "1,000.01 units are more than what lot n holds (1,000) by 0.01"},
		{given: []string{"2024-01-04 retirement lot=n reason=cancelled"}, field: "lot",
			line: "2024-01-04 conversion lot=n into=acme-pref new_lot=x amount=1 units=5",
			want: "lot n ended with entry 17: nothing is left of it"},
		{line: "2024-01-04 conversion lot=n into=acme-pref new_lot=x", field: "units",
			want: "how many units of acme-pref come out is not known: acme-note has no ratio for it; give units"},
		{line: "2024-01-04 conversion lot=p into=acme-note new_lot=x", field: "units",
			want: "how many units of acme-note come out is not known: acme-pref has no ratio for it; give units"},
		{line: "2024-01-04 conversion lot=p into=acme-common new_lot=x", field: "units",
			want: "how many units of acme-common come out is not known: those of lot p are not; give units"},
		{line: "2024-01-04 conversion lot=l into=acme-common new_lot=x units=5", field: "into",
			want: "lot l is of acme-common already"},
		{given: []string{"2024-01-09 transfer lot=l to=them units=80 new_lot=x"}, field: "units",
			line: "2024-01-04 retirement lot=l units=30 reason=forfeited",
			want: "entry 17 on 2024-01-09 would no longer hold: 80 units are more than what lot l holds (70) by 10"},
		{given: []string{"2024-01-09 retirement lot=l units=80 reason=forfeited"}, field: "ratio",
			line: "2024-01-04 split security=acme-common ratio=1/2",
			want: "entry 17 on 2024-01-09 would no longer hold: 80 units are more than what lot l holds (50) by 30"},
	})
}

func TestOwnershipNamesTheLotsThatItLeavesOut(t *testing.T) {
	book := ledgertest.Build(t, append(lotStage(),
		"2024-01-04 ownership holder=us company=acme percent=14 excludes=l;p")...)
	e := book.Head()
	if excluded := e.Payload.(ledger.Ownership).Excludes; !slices.Equal(excluded, ledger.LotIDs{"l", "p"}) {
		t.Errorf("excludes %v", excluded)
	}
	wantRefusal(t, book, refusal{line: "2024-01-05 reversal entry=16 reason=typo", field: "entry",
		want: "entry 16 cannot be reversed: entry 17 stands on it; reverse that first"})
}

func TestALotBearsTheMoneyThatPaidForIt(t *testing.T) {
	book := ledgertest.Build(t, append(lotStage(),
		"2024-01-04 funding commitment=c amount=20 security=acme-note lot=f reporting_amount=22",
		"2024-01-05 conversion lot=f into=acme-pref new_lot=g units=8 amount=5",
	)...)
	for _, lot := range book.Lots("acme", ledgertest.Day(t, "2024-01-05")) {
		reported := map[ledger.LotID]money.Fraction{"f": half(33), "g": half(11)}[lot.ID]
		if lot.ID != "f" && lot.ID != "g" {
			continue
		}
		if !lot.ReportedKnown || !lot.Reported.Equal(reported) || lot.Paid.String() != "2024-01-04" {
			t.Errorf("lot %s was paid on %s and cost %s in the book's currency, want "+
				"%s", lot.ID, lot.Paid, lot.Reported, reported)
		}
	}
}

func half(n int64) money.Fraction {
	share, _ := money.Whole(n).Div(money.Whole(2))
	return share
}
