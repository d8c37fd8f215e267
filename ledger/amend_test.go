package ledger_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

func amendStage() []string {
	return append(drawStage(), // entries 12 to 17
		"2024-01-01 limit id=cap measure=exposure scope=company=acme max=1000 warn=80",
		"2024-01-01 undertaking id=gpus from=acme to=us type=compute total=100 unit=GW starts=2024-01-01 ends=2026-12-31",
		"2024-01-02 assignment commitment=plain amount=10 to=us new_commitment=heir",
	)
}

func TestRefusalsOfAmendments(t *testing.T) {
	testRefusals(t, amendStage(), []refusal{
		{line: "2024-01-03 amendment about=c", field: "about", want: "no new terms are given: what changes?"},
		{line: "2024-01-03 amendment about=c max=5", field: "max",
			want: "c is a commitment: an amendment does not change its max"},
		{line: "2024-01-03 amendment about=c currency=EUR", field: "currency",
			want: "c is a commitment: an amendment does not change its currency"},
		{line: "2024-01-03 amendment about=heir due=2024-05-05", field: "due",
			want: "heir is a commitment: an amendment does not change its due"},
		{line: "2024-01-03 amendment about=b cap=5", field: "cap",
			want: "b is a tranche: an amendment does not change its cap"},
		{line: "2024-01-03 amendment about=cap decide_by=2024-05-05", field: "decide_by",
			want: "cap is a limit: an amendment does not change its decide_by"},
		{line: "2024-01-03 amendment about=gpus warn=5", field: "warn",
			want: "gpus is an undertaking: an amendment does not change its warn"},

		{line: "2024-01-03 amendment about=c security=zeta-pref", field: "security",
			want: "zeta-pref is a security of zeta, not of acme"},
		{line: "2024-01-03 amendment about=heir security=zeta-pref", field: "security",
			want: "zeta-pref is a security of zeta, not of acme"},
		{given: []string{"2024-01-03 funding commitment=c amount=15"}, line: "2024-01-04 amendment about=c cap=74.5",
			field: "cap",
			want: "a cap of USD 74.5 is less than what is paid, released, called and in tranches of commitment c (USD " +
				"75.0) by USD 0.5"},
		{given: []string{"2024-01-03 call commitment=plain amount=15"}, line: "2024-01-04 amendment about=plain cap=14",
			field: "cap",
			want: "a cap of USD 14 is less than what is paid, released, called and in tranches of commitment plain (USD " +
				"15) by USD 1"},
		{given: []string{"2024-01-05 funding commitment=plain amount=15"}, line: "2024-01-04 amendment about=plain cap=14",
			field: "cap",
			want: "entry 21 on 2024-01-05 would no longer hold: a funding of USD 15 is more than " +
				"what is unfunded of commitment plain (USD 14) by USD 1"},
		{given: []string{"2024-01-03 call commitment=c amount=1"}, line: "2024-01-04 amendment about=c strength=indicative",
			field: "strength", want: "commitment c was called or paid on: it cannot become indicative"},

		{given: []string{"2024-01-03 funding commitment=c tranche=b amount=15"}, line: "2024-01-04 amendment about=b max=14",
			field: "max", want: "a max of USD 14 is less than what was paid and released of tranche b (USD 15) by USD 1"},
		{given: []string{"2024-01-03 call commitment=c tranche=b amount=15"}, line: "2024-01-04 amendment about=b max=14.99",
			field: "max", want: "a max of USD 14.99 is less than what was paid, released and called of tranche b (USD 15) " +
				"by USD 0.01"},
		{given: []string{"2024-01-03 call commitment=c amount=5"}, line: "2024-01-04 amendment about=b max=76", field: "max",
			want: "a max of USD 76 is more than what tranche b can come to (USD 75) by USD 1"},
		{line: "2024-01-04 amendment about=b min=41", field: "min",
			want: "a min of USD 41 is more than the max of tranche b (USD 40) by USD 1"},
		{given: []string{"2024-01-03 amendment about=b min=30"}, line: "2024-01-04 amendment about=b max=29", field: "min",
			want: "a min of USD 30 is more than the max of tranche b (USD 29) by USD 1"},
		{line: "2024-01-04 amendment about=b strength=indicative", field: "strength",
			want: "a tranche is firm or option; it is indicative where its commitment is"},

		{line: "2024-01-04 amendment about=cap max=5 min_percent=5", field: "max",
			want: "cap would not hold: max: give one of max, max_percent, min, min_percent; a second bound is a limit of " +
				"its own"},
		{line: "2024-01-04 amendment about=cap max_percent=5", field: "of",
			want: "cap would not hold: of: is missing: what is the percentage of? (* is everything)"},
		{line: "2024-01-04 amendment about=gpus ends=2023-12-31", field: "ends",
			want: "gpus would not hold: ends: 2023-12-31 is before starts 2024-01-01"},
		{line: "2024-01-04 amendment about=gpus currency=USD", field: "unit",
			want: "gpus would not hold: unit: give the total's currency or its unit, not both"},
		{given: []string{"2024-01-10 amendment about=gpus ends=2024-06-30"},
			line:  "2024-01-04 amendment about=gpus starts=2024-07-01",
			field: "starts", want: "entry 21 on 2024-01-10 would no longer hold: gpus would not hold: ends: 2024-06-30 is " +
				"before starts 2024-07-01"},
		{given: []string{"2024-01-03 amendment about=gpus starts=2025-01-01"},
			line:  "2024-01-04 amendment about=gpus ends=2024-12-31",
			field: "ends", want: "gpus would not hold: ends: 2024-12-31 is before starts 2025-01-01"},
	})
}

func TestEveryKindOfTermIsAmended(t *testing.T) {
	for kind, want := range map[ledger.Kind][]string{
		ledger.KindCommitment: {"cap", "strength", "expires", "security", "program", "valuation", "valuation_basis", "price"},
		ledger.KindAssignment: {"cap", "strength", "expires", "security", "program", "valuation", "valuation_basis", "price"},
		ledger.KindTranche: {"strength", "max", "min", "due", "decide_by", "condition", "condition_by", "valuation",
			"valuation_basis", "price"},
		ledger.KindLimit:       {"max", "min", "name", "max_percent", "min_percent", "of", "warn", "currency"},
		ledger.KindUndertaking: {"total", "currency", "unit", "starts", "ends"},
		ledger.KindParty:       nil,
		ledger.KindRound:       nil,
	} {
		if diff := cmp.Diff(want, ledger.Amendable(kind)); diff != "" {
			t.Errorf("terms of a %s (-want +got):\n%s", kind, diff)
		}
	}
}

func TestAmendedTermsHoldFromTheirDateOn(t *testing.T) {
	book := ledgertest.Build(t, append(amendStage(),
		"2024-02-01 amendment about=c cap=150 strength=option expires=2025-01-01 security=acme-note program=growth "+
			"valuation=9000 valuation_basis=pre price=2.50",
		"2024-02-01 amendment about=b max=60 min=5 due=2024-05-01 decide_by=2024-04-30 strength=firm condition=signed "+
			"condition_by=2024-04-01 valuation=8000 valuation_basis=post price=2",
		"2024-02-01 amendment about=cap max_percent=25 of=* name=Acme warn=95",
		"2024-02-01 amendment about=gpus total=150 ends=2030-12-31",
		"2024-02-05 amendment about=cap min=10 currency=EUR",
		"2024-02-06 amendment about=heir cap=12",
	)...)
	before, after := ledgertest.Day(t, "2024-01-31"), ledgertest.Day(t, "2024-02-01")
	old, _ := book.Drawdown("c", before)
	if fields := entryOf(*old.Terms); fields != "id=c investor=us company=acme cap=100 currency=USD" {
		t.Errorf("before it the terms are %s", fields)
	}
	d, _ := book.Drawdown("c", after)
	if got, want := entryOf(*d.Terms), "id=c investor=us company=acme cap=150 currency=USD strength=option "+
		"expires=2025-01-01 "+
		"security=acme-note valuation=9000 valuation_basis=pre price=2.50 program=growth"; got != want {
		t.Errorf("commitment\n got %s\nwant %s", got, want)
	}
	if got, want := entryOf(*d.Tranche("b").Terms), "id=b commitment=c max=60 min=5 due=2024-05-01 decide_by=2024-04-30 "+
		"strength=firm condition=signed condition_by=2024-04-01 valuation=8000 valuation_basis=post price=2"; got != want {
		t.Errorf("tranche\n got %s\nwant %s", got, want)
	}
	if state := d.Tranche("b").Condition; state != ledger.ConditionOpen {
		t.Errorf("a tranche given a condition is in state %d", state)
	}
	wantStand(t, book, "heir", "2024-02-06", "cap 12 funded 0 recallable 0 released 0 unfunded 12 free 12")

	gpus, _ := book.Undertaking("gpus", before)
	amended, _ := book.Undertaking("gpus", after)
	if gpus.Total.String() != "100" || amended.Total.String() != "150" || amended.Ends.String() != "2030-12-31" ||
		amended.Starts.String() != "2024-01-01" {
		t.Errorf("undertaking %v, then %v", gpus, amended)
	}
	for _, c := range []struct{ day, want string }{
		{"2024-01-31", "id=cap measure=exposure scope=company=acme max=1000 warn=80"},
		{"2024-02-01", "id=cap name=Acme measure=exposure scope=company=acme max_percent=25 of=* warn=95"},
		{"2024-02-05", "id=cap name=Acme measure=exposure scope=company=acme min=10 currency=EUR of=* warn=95"},
	} {
		limit, ok := book.Limit("cap", ledgertest.Day(t, c.day))
		if got := entryOf(limit); !ok || got != c.want {
			t.Errorf("limit on %s\n got %s\nwant %s", c.day, got, c.want)
		}
	}
	if _, ok := book.Limit("cap", ledgertest.Day(t, "2023-12-31")); ok {
		t.Error("the limit is there before its day")
	}
	if _, ok := book.Undertaking("cap", after); ok {
		t.Error("a limit is an undertaking")
	}
}

func entryOf(p ledger.Payload) string {
	var text string
	for i, pair := range (ledger.Entry{Payload: p}).Fields() {
		if i > 0 {
			text += " "
		}
		text += pair.Name + "=" + pair.Text
	}
	return text
}

func TestANewConditionIsOpenAgain(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 condition tranche=m outcome=met",
		"2024-01-03 amendment about=m condition_by=2024-12-31",
		"2024-01-04 amendment about=m condition=sells",
		"2024-01-05 condition tranche=m outcome=failed",
		"2024-01-06 amendment about=m max=30 condition=again",
		"2024-01-07 call commitment=c tranche=m amount=10",
	)...)
	wantConditions(t, book, map[string]ledger.ConditionState{"2024-01-03": ledger.ConditionMet,
		"2024-01-04": ledger.ConditionOpen, "2024-01-05": ledger.ConditionMissed, "2024-01-06": ledger.ConditionOpen})
}

func TestRefusalsOfAssignments(t *testing.T) {
	testRefusals(t, drawStage(), []refusal{
		{line: "2024-01-02 assignment commitment=c amount=1 to=us new_commitment=n", field: "to",
			want: "us has the commitment already"},
		{line: "2024-01-02 assignment commitment=c amount=1 to=acme new_commitment=n", field: "to",
			want: "acme cannot commit money to itself"},
		{line: "2024-01-02 assignment commitment=c amount=1 to=them new_commitment=b", field: "new_commitment",
			want: "b is taken: it names a tranche (entry 13); choose another id"},
		{given: []string{"2024-01-02 call commitment=c amount=10"},
			line:  "2024-01-02 assignment commitment=c amount=30.01 to=them new_commitment=n",
			field: "amount", want: "an assignment of USD 30.01 is more than what no tranche of c has taken and is not " +
				"called (USD 30) by USD 0.01"},
		{line: "2024-01-02 assignment commitment=c tranche=b amount=41 to=them new_commitment=n", field: "amount",
			want: "an assignment of USD 41 is more than what is left of tranche b and is not called (USD 40) by USD 1"},
		{given: []string{"2024-01-09 funding commitment=plain amount=30"},
			line: "2024-01-02 assignment commitment=plain amount=1 to=us new_commitment=n", field: "amount",
			want: "entry 18 on 2024-01-09 would no longer hold: a funding of USD 30 is more than " +
				"what is unfunded of commitment plain (USD 29) by USD 1"},
	})
}

func TestAnAssignmentPassesOnWhatIsNotPaid(t *testing.T) {
	book := ledgertest.Build(t, append(drawStage(),
		"2024-01-02 amendment about=c security=acme-note expires=2024-12-31 price=3",
		"2024-01-02 amendment about=b valuation=8000 valuation_basis=pre",
		"2024-01-03 funding commitment=c tranche=b amount=10",
		"2024-01-04 assignment commitment=c amount=15 to=them new_commitment=free",
		"2024-01-04 assignment commitment=c tranche=b amount=20 to=others new_commitment=part",
		"2024-01-05 assignment commitment=loose amount=5 to=them new_commitment=weak",
		"2024-01-06 assignment commitment=free amount=5 to=others new_commitment=again",
		"2024-01-07 funding commitment=part amount=20 security=acme-note",
	)...)
	wantStand(t, book, "c", "2024-01-04", "cap 65 funded 10 recallable 0 released 0 unfunded 55 free 25; "+
		"b max 20 left 10 owed 0; m max 20 left 20 owed 20")
	wantStand(t, book, "free", "2024-01-03", "not begun")
	wantStand(t, book, "free", "2024-01-04", "cap 15 funded 0 recallable 0 released 0 unfunded 15 free 15")
	wantStand(t, book, "part", "2024-01-07", "cap 20 funded 20 recallable 0 released 0 unfunded 0 free 0")
	for id, want := range map[ledger.CommitmentID]string{
		"free": "id=free investor=them company=acme cap=10 currency=USD expires=2024-12-31 security=acme-note price=3",
		"part": "id=part investor=others company=acme cap=20 currency=USD strength=option expires=2024-03-31 " +
			"security=acme-note valuation=8000 valuation_basis=pre price=3",
		"weak":  "id=weak investor=them company=zeta cap=5 currency=EUR strength=indicative",
		"again": "id=again investor=others company=acme cap=5 currency=USD expires=2024-12-31 security=acme-note price=3",
	} {
		d, ok := book.Drawdown(id, ledgertest.Day(t, "2024-01-07"))
		if !ok || entryOf(*d.Terms) != want {
			t.Errorf("%s\n got %s\nwant %s", id, entryOf(*d.Terms), want)
		}
	}
	if lots := book.Lots("acme", ledgertest.Day(t, "2024-01-07")); len(lots) != 1 || lots[0].Holder != "others" {
		t.Errorf("lots %v", lots)
	}
	if got := book.Commitments(); !slices.Equal(got, []ledger.CommitmentID{"c", "loose", "plain", "free", "part",
		"weak", "again"}) {
		t.Errorf("commitments %v", got)
	}
}

// What was passed on keeps to the terms that were in force when it was: a back-dated amendment reaches it.
func TestABackDatedAmendmentReachesWhatWasAssigned(t *testing.T) {
	stage := append(drawStage(),
		"2024-01-10 assignment commitment=plain amount=10 to=us new_commitment=heir",
		"2024-01-12 assignment commitment=heir amount=4 to=others new_commitment=grandheir",
		"2024-01-15 funding commitment=grandheir amount=1",
	)
	book := ledgertest.Build(t, append(slices.Clone(stage), "2024-01-05 amendment about=plain price=7")...)
	for _, id := range []ledger.CommitmentID{"heir", "grandheir"} {
		if d, _ := book.Drawdown(id, ledgertest.Day(t, "2024-01-15")); d.Terms.Price.String() != "7" {
			t.Errorf("%s has price %s", id, d.Terms.Price)
		}
	}
	ledgertest.Extend(t, book, "2024-01-11 amendment about=plain price=8")
	if d, _ := book.Drawdown("heir", ledgertest.Day(t, "2024-01-15")); d.Terms.Price.String() != "7" {
		t.Errorf("after a later amendment of what it came from, heir has price %s", d.Terms.Price)
	}
	wantRefusal(t, book, refusal{line: "2024-01-05 amendment about=plain strength=indicative", field: "strength",
		want: "entry 20 on 2024-01-15 would no longer hold: commitment grandheir is indicative: it takes no funding"})

	firm := ledgertest.Build(t, append(drawStage(),
		"2024-01-05 amendment about=loose strength=firm", // 18
		"2024-01-10 assignment commitment=loose amount=10 to=them new_commitment=heir",
		"2024-01-12 funding commitment=heir amount=10",
	)...)
	wantRefusal(t, firm, refusal{line: "2024-01-20 reversal entry=18 reason=typo", field: "entry",
		want: "entry 18 cannot be reversed: entry 20 on 2024-01-12 stands on it: commitment heir is indicative: it " +
			"takes no funding; " +
			"reverse that first"})
}
