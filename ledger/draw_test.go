package ledger_test

import (
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

// drawStage is a firm commitment c of 100, with an option b of 40 in it and a conditional tranche m of 20.
func drawStage() []string {
	return ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD",
		"2024-01-01 tranche id=b commitment=c max=40 strength=option decide_by=2024-03-31",
		"2024-01-01 tranche id=m commitment=c max=20 condition=ships condition_by=2024-06-30 due=2024-07-31",
		"2024-01-01 commitment id=loose investor=us company=zeta cap=50 currency=EUR strength=indicative",
		"2024-01-01 tranche id=lt commitment=loose max=20 strength=option",
		"2024-01-01 commitment id=plain investor=them company=acme cap=30 currency=USD strength=option",
	)
}

func TestRefusalsOfTranches(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 tranche id=d commitment=plain max=30.01", field: "max",
			want: "a max of USD 30.01 is more than what is unfunded of commitment plain (USD 30) by USD 0.01"},
		{line: "2024-01-02 tranche id=d commitment=c max=41", field: "max",
			want: "a max of USD 41 is more than what no tranche of c has taken (USD 40) by USD 1"},
		{given: []string{"2024-01-02 call commitment=c amount=10"}, line: "2024-01-02 tranche id=d commitment=c max=31",
			field: "max",
			want:  "a max of USD 31 is more than what no tranche of c has taken and is not called (USD 30) by USD 1"},
		{given: []string{"2024-01-05 funding commitment=c amount=40"}, line: "2024-01-02 tranche id=d commitment=c max=1.5",
			field: "max", want: "entry 18 on 2024-01-05 would no longer hold: a funding of USD 40 is more than " +
				"what no tranche of c has taken (USD 38.5) by USD 1.5"},
	})
}

func TestRefusalsOfCalls(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 call commitment=loose amount=1", field: "commitment",
			want: "commitment loose is indicative: it takes no call; amend its strength to firm or option first"},
		{line: "2024-01-02 call commitment=plain amount=30.5", field: "amount",
			want: "a call of USD 30.5 is more than what is unfunded of commitment plain and is not called (USD 30) by USD 0.5"},
		{line: "2024-01-02 call commitment=c amount=41", field: "amount",
			want: "a call of USD 41 is more than what no tranche of c has taken and is not called (USD 40) by USD 1"},
		{given: []string{"2024-01-02 call commitment=c tranche=b amount=30",
			"2024-01-02 funding commitment=c tranche=b amount=5"},
			line: "2024-01-03 call commitment=c tranche=b amount=10.01", field: "amount",
			want: "a call of USD 10.01 is more than what is left of tranche b and is not called (USD 10) by USD 0.01"},
		{given: []string{"2024-01-02 condition tranche=m outcome=failed"},
			line:  "2024-01-02 call commitment=c tranche=m amount=1",
			field: "tranche", want: "the condition of tranche m failed: there is nothing to call"},
		{line: "2024-01-05 call commitment=c amount=1 due=2024-01-04", field: "due",
			want: "due 2024-01-04 is before the day of the call, 2024-01-05"},
		{given: []string{"2024-01-05 call commitment=plain amount=20"}, line: "2024-01-03 call commitment=plain amount=10.01",
			field: "amount", want: "entry 18 on 2024-01-05 would no longer hold: a call of USD 20 is more than " +
				"what is unfunded of commitment plain and is not called (USD 19.99) by USD 0.01"},
	})
}

func TestRefusalsOfFundings(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 funding commitment=loose amount=1", field: "commitment",
			want: "commitment loose is indicative: it takes no funding; amend its strength to firm or option first"},
		{line: "2024-01-02 funding commitment=loose amount=1 outside=yes", field: "commitment",
			want: "commitment loose is indicative: it takes no funding; amend its strength to firm or option first"},
		{line: "2024-01-02 funding commitment=plain amount=30.01", field: "amount",
			want: "a funding of USD 30.01 is more than what is unfunded of commitment plain (USD 30) by USD 0.01"},
		{line: "2024-01-02 funding commitment=c tranche=b amount=1000040", field: "amount",
			want: "a funding of USD 1,000,040 is more than what is left of tranche b (USD 40) by USD 1,000,000"},
		{line: "2024-01-02 funding commitment=c amount=50", field: "amount",
			want: "a funding of USD 50 is more than what no tranche of c has taken (USD 40) by USD 10; " +
				"name the tranche that it is paid out of"},
		{line: "2024-01-02 funding commitment=c amount=101", field: "amount",
			want: "a funding of USD 101 is more than what no tranche of c has taken (USD 40) by USD 61"},
		{given: []string{"2024-01-02 condition tranche=m outcome=failed"},
			line:  "2024-01-02 funding commitment=c tranche=m amount=1",
			field: "amount", want: "a funding of USD 1 is more than what is left of tranche m (USD 0) by USD 1"},
		{given: []string{"2024-01-09 release commitment=plain amount=25 reason=waived"},
			line: "2024-01-02 funding commitment=plain amount=5.01", field: "amount",
			want: "entry 18 on 2024-01-09 would no longer hold: a release of USD 25 is more than " +
				"what is unfunded of commitment plain (USD 24.99) by USD 0.01"},
		{given: []string{"2024-01-09 call commitment=plain amount=25"}, line: "2024-01-20 funding commitment=plain amount=31",
			field: "amount", want: "a funding of USD 31 is more than what is unfunded of commitment plain (USD 30) by USD 1"},
	})
}

func TestRefusalsOfReleases(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 release commitment=c amount=41 reason=waived", field: "amount",
			want: "a release of USD 41 is more than what no tranche of c has taken (USD 40) by USD 1"},
		{line: "2024-01-02 release commitment=c tranche=b amount=40.01 reason=waived", field: "amount",
			want: "a release of USD 40.01 is more than what is left of tranche b (USD 40) by USD 0.01"},
		{line: "2024-01-02 release commitment=loose amount=31 reason=withdrawn", field: "amount",
			want: "a release of EUR 31 is more than what no tranche of loose has taken (EUR 30) by EUR 1"},
		{given: []string{"2024-01-02 funding commitment=c tranche=b amount=40"}, field: "tranche",
			line: "2024-01-02 release commitment=c tranche=b reason=waived",
			want: "what is left of tranche b is USD 0: there is nothing to release"},
		{given: []string{"2024-01-02 funding commitment=c amount=40"}, field: "amount",
			line: "2024-01-02 release commitment=c amount=1 reason=waived",
			want: "a release of USD 1 is more than what no tranche of c has taken (USD 0) by USD 1"},
		{given: []string{"2024-01-02 release commitment=plain reason=lapsed"}, field: "commitment",
			line: "2024-01-02 release commitment=plain reason=waived",
			want: "nothing is left of commitment plain: there is nothing to release"},
	})
}

func TestRefusalsOfConditionsAndDecisions(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 condition tranche=b outcome=met", field: "tranche",
			want: "tranche b has no condition; amend the tranche to give it one first"},
		{given: []string{"2024-01-02 condition tranche=m outcome=met"}, line: "2024-01-03 condition tranche=m outcome=failed",
			field: "outcome", want: "the condition of tranche m was met already; reverse that entry first"},
		{given: []string{"2024-01-02 condition tranche=m outcome=failed"}, line: "2024-01-03 condition tranche=m outcome=met",
			field: "outcome", want: "the condition of tranche m failed already; reverse that entry first"},

		{line: "2024-01-02 decision tranche=lt choice=full", field: "tranche",
			want: "commitment loose is indicative: it takes no decision; amend its strength to firm or option first"},
		{line: "2024-01-02 decision tranche=m choice=full", field: "tranche",
			want: "tranche m is firm: there is nothing to decide"},
		{given: []string{"2024-01-02 funding commitment=c tranche=b amount=40"},
			line:  "2024-01-02 decision tranche=b choice=full",
			field: "tranche", want: "nothing is left of tranche b: there is nothing to decide"},
		{line: "2024-01-02 decision tranche=b choice=full amount=39", field: "amount",
			want: "a full decision takes all that is left of tranche b, USD 40, not USD 39; leave the amount out"},
		{line: "2024-01-02 decision tranche=b choice=partial amount=40.01", field: "amount",
			want: "a decision for USD 40.01 is more than what is left of tranche b (USD 40) by USD 0.01"},
		{given: []string{"2024-01-02 decision tranche=b choice=partial amount=15"}, field: "amount",
			line: "2024-01-02 decision tranche=b choice=partial amount=14",
			want: "a decision for USD 14 is less than what must be paid of tranche b (USD 15) by USD 1"},
		{given: []string{"2024-01-02 decision tranche=b choice=full"}, line: "2024-01-02 decision tranche=b choice=withdraw",
			field: "choice", want: "all that is left of tranche b, USD 40, was taken by a decision: there is nothing to " +
				"withdraw; " +
				"record a release where the other side lets it go"},
		{line: "2024-01-05 decision tranche=b choice=defer decide_by=2024-01-04", field: "decide_by",
			want: "decide_by 2024-01-04 is before the day of the decision, 2024-01-05"},
	})
}

func TestRefusalsOfDistributions(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 distribution commitment=loose amount=1", field: "commitment",
			want: "commitment loose is indicative: it takes no distribution; amend its strength to firm or option first"},
		{given: []string{"2024-01-02 funding commitment=c amount=10",
			"2024-01-03 distribution commitment=c amount=9 recallable=4"},
			line: "2024-01-04 distribution commitment=c amount=7 recallable=6.01", field: "recallable",
			want: "a recallable part of USD 6.01 is more than what was paid of commitment c and cannot be called again yet " +
				"(USD 6) by USD 0.01"},
		{given: []string{"2024-01-02 funding commitment=c amount=10",
			"2024-01-05 distribution commitment=c amount=9 recallable=4"},
			line: "2024-01-04 distribution commitment=c amount=7 recallable=7", field: "amount",
			want: "entry 19 on 2024-01-05 would no longer hold: a recallable part of USD 4 is more than " +
				"what was paid of commitment c and cannot be called again yet (USD 3) by USD 1"},
	})
}

func TestCallsRunAsABalanceAndTheOldestIsPaidFirst(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 call commitment=c amount=10",
		"2024-01-08 call commitment=c amount=5 due=2024-01-10",
		"2024-01-08 call commitment=c tranche=m amount=6",
		"2024-01-12 funding commitment=c amount=12",
		"2024-01-15 funding commitment=c tranche=m amount=1",
		"2024-01-16 funding commitment=c amount=20",
		"2024-01-17 call commitment=c amount=2",
		"2024-08-01 call commitment=c tranche=m amount=3",
	)...)
	for _, c := range []struct{ day, want string }{
		{"2024-01-07", "cap 100 funded 0 recallable 0 released 0 unfunded 100 free 40 called 10 by 2024-01-16; " +
			"b max 40 left 40 owed 0; m max 20 left 20 owed 20"},
		{"2024-01-08", "cap 100 funded 0 recallable 0 released 0 unfunded 100 free 40 called 10 by 2024-01-16 called 5 " +
			"by 2024-01-10; " +
			"b max 40 left 40 owed 0; m max 20 left 20 owed 20 called 6 by 2024-07-31"},
		{"2024-01-12", "cap 100 funded 12 recallable 0 released 0 unfunded 88 free 28 called 3 by 2024-01-10; " +
			"b max 40 left 40 owed 0; m max 20 left 20 owed 20 called 6 by 2024-07-31"},
		{"2024-01-16", "cap 100 funded 33 recallable 0 released 0 unfunded 67 free 8; " +
			"b max 40 left 40 owed 0; m max 20 left 19 owed 19 called 5 by 2024-07-31"},
		{"2024-08-01", "cap 100 funded 33 recallable 0 released 0 unfunded 67 free 8 called 2 by 2024-01-31; " +
			"b max 40 left 40 owed 0; m max 20 left 19 owed 19 called 5 by 2024-07-31 called 3 by 2024-08-15"},
	} {
		wantStand(t, book, "c", c.day, c.want)
	}
}

func TestACallKeepsItsDueWhenItsTrancheGetsALaterOne(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 call commitment=c tranche=m amount=6",
		"2024-01-03 amendment about=m due=2024-12-31",
		"2024-01-04 call commitment=c tranche=m amount=1",
	)...)
	wantStand(t, book, "c", "2024-01-04", "cap 100 funded 0 recallable 0 released 0 unfunded 100 free 40; "+
		"b max 40 left 40 owed 0; m max 20 left 20 owed 20 called 6 by 2024-07-31 called 1 by 2024-12-31")
}

func TestTheFourFormsOfARelease(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"2024-01-03 release commitment=c reason=lapsed",
			"cap 100 funded 10 recallable 0 released 90 unfunded 0 free 0; b max 40 left 0 owed 0; m max 20 left 0 owed 0"},
		{"2024-01-03 release commitment=c amount=12 reason=lapsed",
			"cap 100 funded 10 recallable 0 released 12 unfunded 78 free 28 called 25 by 2024-01-16; b max 40 left 30 owed " +
				"0; m max 20 left 20 owed 20"},
		{"2024-01-03 release commitment=c tranche=b reason=withdrawn",
			"cap 100 funded 10 recallable 0 released 30 unfunded 60 free 40 called 25 by 2024-01-16; b max 40 left 0 owed " +
				"0; m max 20 left 20 owed 20"},
		{"2024-01-03 release commitment=c tranche=b amount=7.5 reason=waived",
			"cap 100 funded 10 recallable 0 released 7.5 unfunded 82.5 free 40.0 called 25 by 2024-01-16; b max 40 left " +
				"22.5 owed 0; m max 20 left 20 owed 20"},
		{"2024-01-03 release commitment=c amount=18 reason=waived", // what is called falls with what is left
			"cap 100 funded 10 recallable 0 released 18 unfunded 72 free 22 called 22 by 2024-01-16; b max 40 left 30 owed " +
				"0; m max 20 left 20 owed 20"},
	} {
		book := ledgertest.Build(t, append(drawStage(), "2024-01-02 funding commitment=c tranche=b amount=10",
			"2024-01-02 call commitment=c amount=25", c.line)...)
		wantStand(t, book, "c", "2024-01-03", c.want)
	}
}

func TestAnIndicativeCommitmentIsReleasedAmendedAndBecomesFirm(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 release commitment=loose amount=10 reason=withdrawn",
		"2024-01-05 amendment about=loose strength=option cap=45",
		"2024-01-05 call commitment=loose amount=5",
		"2024-01-06 funding commitment=loose amount=15",
	)...)
	wantStand(t, book, "loose", "2024-01-02",
		"cap 50 funded 0 recallable 0 released 10 unfunded 40 free 20; lt max 20 left 20 owed 0")
	wantStand(t, book, "loose", "2024-01-06",
		"cap 45 funded 15 recallable 0 released 10 unfunded 20 free 0; lt max 20 left 20 owed 0")
	before, _ := book.Drawdown("loose", ledgertest.Day(t, "2024-01-04"))
	after, _ := book.Drawdown("loose", ledgertest.Day(t, "2024-01-05"))
	if !before.Indicative() || after.Indicative() || after.Strength() != ledger.Option {
		t.Errorf("strength %s, then %s", before.Strength(), after.Strength())
	}
}

func TestAFailedConditionReleasesWhatIsLeft(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 call commitment=c tranche=m amount=10",
		"2024-01-03 funding commitment=c tranche=m amount=4",
		"2024-01-04 condition tranche=m outcome=failed",
	)...)
	wantStand(t, book, "c", "2024-01-03", "cap 100 funded 4 recallable 0 released 0 unfunded 96 free 40; "+
		"b max 40 left 40 owed 0; m max 20 left 16 owed 16 called 6 by 2024-07-31")
	wantStand(t, book, "c", "2024-01-04", "cap 100 funded 4 recallable 0 released 16 unfunded 80 free 40; "+
		"b max 40 left 40 owed 0; m max 20 left 0 owed 0")
	wantConditions(t, book, map[string]ledger.ConditionState{
		"2024-01-03": ledger.ConditionOpen, "2024-01-04": ledger.ConditionMissed})

	met := ledgertest.Build(t, append(drawStage(), "2024-01-04 condition tranche=m outcome=met")...)
	wantStand(t, met, "c", "2024-01-04", "cap 100 funded 0 recallable 0 released 0 unfunded 100 free 40; "+
		"b max 40 left 40 owed 0; m max 20 left 20 owed 20")
	wantConditions(t, met, map[string]ledger.ConditionState{
		"2024-01-03": ledger.ConditionOpen, "2024-01-04": ledger.ConditionMet})
}

func wantConditions(t *testing.T, book *ledger.Book, want map[string]ledger.ConditionState) {
	t.Helper()
	for day, state := range want {
		d, _ := book.Drawdown("c", ledgertest.Day(t, day))
		if got := d.Tranche("m").Condition; got != state {
			t.Errorf("on %s the condition is %d, want %d", day, got, state)
		}
	}
}

func TestDecisions(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"2024-03-27 decision tranche=b choice=full"}, "unfunded 90 free 40; b max 40 left 30 owed 30"},
		{[]string{"2024-03-27 decision tranche=b choice=full amount=30.00"}, "unfunded 90 free 40; b max 40 left 30 owed 30"},
		{[]string{"2024-03-27 decision tranche=b choice=partial amount=12"}, "unfunded 90 free 40; b max 40 left 30 owed 12"},
		{[]string{"2024-03-27 decision tranche=b choice=withdraw"}, "unfunded 60 free 40; b max 40 left 0 owed 0"},
		{[]string{"2024-03-27 decision tranche=b choice=defer decide_by=2024-06-30"},
			"unfunded 90 free 40; b max 40 left 30 owed 0"},
		{[]string{"2024-03-27 decision tranche=b choice=partial amount=12",
			"2024-03-28 funding commitment=c tranche=b amount=5",
			"2024-03-29 decision tranche=b choice=partial amount=9"}, "unfunded 85 free 40; b max 40 left 25 owed 9"},
		{[]string{"2024-03-27 decision tranche=b choice=partial amount=12", // the rest is withdrawn, what was taken stays
			"2024-03-27 decision tranche=b choice=defer decide_by=2024-06-30", "2024-03-28 decision tranche=b choice=withdraw"},
			"unfunded 72 free 40; b max 40 left 12 owed 12"},
		{[]string{"2024-03-27 decision tranche=b choice=partial amount=12", // firm by contract: all of it
			"2024-03-28 amendment about=b strength=firm"}, "unfunded 90 free 40; b max 40 left 30 owed 30"},
		{[]string{"2024-03-27 release commitment=c tranche=b amount=25 reason=waived",
			"2024-03-28 decision tranche=b choice=full"},
			"unfunded 65 free 40; b max 40 left 5 owed 5"},
	} {
		book := ledgertest.Build(t, append(append(drawStage(),
			"2024-01-02 funding commitment=c tranche=b amount=10"), c.lines...)...)
		d, _ := book.Drawdown("c", ledgertest.Day(t, "2024-03-31"))
		b := d.Tranche("b")
		got := "unfunded " + d.Unfunded().String() + " free " + d.FreeLeft().String() + "; b max " + b.Terms.Max.String() +
			" left " + b.Left().String() + " owed " + d.Owed(b).String()
		if got != c.want {
			t.Errorf("%v\n got %s\nwant %s", c.lines, got, c.want)
		}
	}
	book := ledgertest.Build(t, append(drawStage(), "2024-03-27 decision tranche=b choice=defer decide_by=2024-06-30")...)
	d, _ := book.Drawdown("c", ledgertest.Day(t, "2024-03-27"))
	if b := d.Tranche("b"); b.Terms.DecideBy.String() != "2024-06-30" || b.Decided != ledger.Defer {
		t.Errorf("deferred: %+v", b)
	}
}

func TestMoneyOutsideTheCapAndMoneyThatComesBack(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 funding commitment=plain amount=20",
		"2024-01-02 funding commitment=plain amount=500 outside=yes type=fee",
		"2024-01-03 distribution commitment=plain amount=8 recallable=6",
		"2024-01-04 distribution holder=them company=acme currency=USD amount=3 type=income",
		"2024-01-05 funding commitment=plain amount=16",
	)...)
	wantStand(t, book, "plain", "2024-01-02", "cap 30 funded 20 recallable 0 released 0 unfunded 10 free 10")
	wantStand(t, book, "plain", "2024-01-03", "cap 30 funded 20 recallable 6 released 0 unfunded 16 free 16")
	wantStand(t, book, "plain", "2024-01-05", "cap 30 funded 36 recallable 6 released 0 unfunded 0 free 0")
	d, _ := book.Drawdown("plain", ledgertest.Day(t, "2024-01-05"))
	if d.Outside.String() != "500" || d.Distributed.String() != "8" {
		t.Errorf("outside %s, distributed %s", d.Outside, d.Distributed)
	}
}

// Within a day the order of entries may mend: what counts is the end of the day.
func TestTheOrderWithinADayMends(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-05 amendment about=plain cap=50", // 18
		"2024-01-05 funding commitment=plain amount=50",
		"2024-01-05 amendment about=plain cap=60",
		"2024-01-05 reversal entry=18 reason=typo", // now the raise stands after the funding it allows
	)...)
	wantStand(t, book, "plain", "2024-01-05", "cap 60 funded 50 recallable 0 released 0 unfunded 10 free 10")
	wantRefusal(t, book, refusal{line: "2024-01-06 reversal entry=20 reason=typo", field: "entry",
		want: "entry 20 cannot be reversed: entry 19 on 2024-01-05 stands on it: a funding of USD 50 is more than " +
			"what is unfunded of commitment plain (USD 30) by USD 20; reverse that first"})
}
