package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

func TestRefusalsOfReversals(t *testing.T) {
	stage := ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD", // 12
		"2024-01-01 tranche id=b commitment=c max=40",
		"2024-01-02 amendment about=c cap=150", // 14
		"2024-01-03 funding commitment=c tranche=b amount=10",
		"2024-01-04 funding commitment=c amount=105", // 16: stands on the amendment
		"2024-01-04 issuance lot=l holder=us security=acme-common units=10",
		"2024-01-05 transfer lot=l to=them units=4 new_lot=l2", // 18
		"2024-01-06 split security=acme-common ratio=3",
		"2024-01-07 retirement lot=l units=18 reason=cancelled", // 20: stands on the split
		"2024-01-08 limit id=m measure=exposure scope=company=zeta max=9",
		"2024-01-08 amendment about=m of=*", // 22
		"2024-01-09 amendment about=m max_percent=9",
	)
	testRefusals(t, stage, []refusal{
		{line: "2024-02-01 reversal entry=25 reason=x", field: "entry", want: "entry 25 does not exist"},
		{line: "2024-02-01 reversal entry=24 reason=x", field: "entry", want: "entry 24 does not exist"},
		{line: "2024-02-01 reversal entry=1 reason=x", field: "entry", want: "the book's own name cannot be reversed"},
		{given: []string{"2024-02-01 reversal entry=15 reason=x"}, line: "2024-02-01 reversal entry=15 reason=x",
			field: "entry",
			want:  "entry 15 is reversed already, by entry 24"},
		{line: "2024-02-01 reversal entry=13 reason=x", field: "entry",
			want: "entry 13 cannot be reversed: entry 15 stands on it; reverse that first"},
		{line: "2024-02-01 reversal entry=12 reason=x", field: "entry",
			want: "entry 12 cannot be reversed: entries 13, 14, 15, 16 stand on it; reverse those first"},
		{line: "2024-02-01 reversal entry=5 reason=x", field: "entry",
			want: "entry 5 cannot be reversed: entries 7, 8, 9, 12 stand on it; reverse those first"},
		{given: []string{"2024-02-01 memo about=c text=1", "2024-02-01 memo about=c text=2"}, field: "entry",
			line: "2024-02-01 reversal entry=12 reason=x",
			want: "entry 12 cannot be reversed: entries 13, 14, 15, 16, 24 and 1 more stand on it; reverse those first"},
		{line: "2024-02-01 reversal entry=14 reason=x", field: "entry",
			want: "entry 14 cannot be reversed: entry 16 on 2024-01-04 stands on it: a funding of USD 105 is more than " +
				"what no tranche of c has taken (USD 60) by USD 45; reverse that first"},
		{given: []string{"2024-02-01 commitment id=d investor=us company=acme cap=10 currency=USD",
			"2024-02-01 amendment about=d cap=100", // 25
			"2024-02-02 funding commitment=d amount=20", "2024-02-03 funding commitment=d amount=30",
			"2024-02-04 funding commitment=d amount=5"},
			line: "2024-02-01 reversal entry=25 reason=x", field: "entry",
			want: "entry 25 cannot be reversed: entries 26, 27 stand on it, first entry 26 on 2024-02-02: a funding of USD 20 " +
				"is more than what is unfunded of commitment d (USD 10) by USD 10; reverse those first"},
		{line: "2024-02-01 reversal entry=17 reason=x", field: "entry",
			want: "entry 17 cannot be reversed: entries 18, 20 stand on it; reverse those first"},
		{line: "2024-02-01 reversal entry=19 reason=x", field: "entry",
			want: "entry 19 cannot be reversed: entry 20 on 2024-01-07 stands on it: 18 units are more than " +
				"what lot l holds (6) by 12; reverse that first"},
		{line: "2024-02-01 reversal entry=22 reason=x", field: "entry",
			want: "entry 22 cannot be reversed: entry 23 on 2024-01-09 stands on it: m would not hold: " +
				"of: is missing: what is the percentage of? (* is everything); reverse that first"},
	})
	book := ledgertest.Build(t, stage...)
	_, err := book.Append(ledgertest.Line(t, "2024-02-01 reversal entry=12 reason=x"))
	var no *ledger.Refusal
	if !errors.As(err, &no) || !slices.Equal(no.Stands, []ledger.Seq{13, 14, 15, 16}) {
		t.Errorf("on entry 12 stand %v", err)
	}
}

// A chain of reversals goes back and forth, and every state on the way is one of two.
func TestAChainOfReversals(t *testing.T) {
	for _, line := range []string{
		"2024-01-03 funding commitment=c amount=10 security=acme-note",
		"2024-01-03 commitment id=d investor=us company=acme cap=100 currency=USD",
		"2024-01-03 assignment commitment=c amount=10 to=them new_commitment=d",
		"2024-01-03 amendment about=c cap=150",
		"2024-01-03 distribution commitment=c amount=5 recallable=2 standing=claim",
	} {
		book := ledgertest.Build(t, ledgertest.Stage(
			"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD")...)
		day := ledgertest.Day(t, "2024-01-05")
		without := ledgertest.States(book, day)
		ledgertest.Extend(t, book, line)
		with := ledgertest.States(book, day)
		for depth := 1; depth <= 5; depth++ {
			target := book.Head().Seq
			ledgertest.Extend(t, book, fmt.Sprintf("2024-01-04 reversal entry=%d reason=again", target))
			want, live := with, true
			if depth%2 == 1 {
				want, live = without, false
			}
			if got := ledgertest.States(book, day); got != want {
				t.Errorf("%s after %d reversals\n got %s\nwant %s", line, depth, got, want)
			}
			if book.Live(13) != live || book.Live(target) || book.ReversedBy(target) != book.Head().Seq {
				t.Errorf("%s after %d reversals: it lives %t, entry %d is reversed by %d", line, depth, book.Live(13), target,
					book.ReversedBy(target))
			}
		}
		samePicture(t, line, fold(t, slices.Collect(book.Journal())), book)
	}
}

func TestAReversalThatWouldCountTwiceIsRefused(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD",
		"2024-01-02 funding commitment=c amount=60", // 13
		"2024-01-03 reversal entry=13 reason=out",   // 14
		"2024-01-03 reversal entry=14 reason=in",    // 15
		"2024-01-03 reversal entry=13 reason=out",   // 16
	)...)
	wantRefusal(t, book, refusal{line: "2024-01-04 reversal entry=15 reason=out", field: "entry",
		want: "entry 14 cannot count again: entry 13 is reversed already, by entry 16"})
	wantStand(t, book, "c", "2024-01-05", "cap 100 funded 0 recallable 0 released 0 unfunded 100 free 100")
	ledgertest.Extend(t, book, "2024-01-04 reversal entry=16 reason=in", "2024-01-04 reversal entry=15 reason=out")
	wantStand(t, book, "c", "2024-01-05", "cap 100 funded 0 recallable 0 released 0 unfunded 100 free 100")
	if got := book.ReversedBy(13); got != 14 {
		t.Errorf("entry 13 is reversed by %d, want 14", got)
	}
}

func TestAReversedDefinitionFreesItsID(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD", // 12
		"2024-01-02 funding commitment=c amount=10 security=acme-note",             // 13
		"2024-01-03 reversal entry=13 reason=typo",
		"2024-01-02 funding commitment=c amount=11 security=acme-note", // 15: the same lot
	)...)
	if def, ok := book.Defined("c/2024-01-02"); !ok || def.Seq != 15 {
		t.Errorf("the lot is entry %d", def.Seq)
	}
	wantRefusal(t, book, refusal{line: "2024-01-04 reversal entry=14 reason=redo", field: "entry",
		want: "entry 13 cannot count again: lot c/2024-01-02 exists already (entry 15); give this lot an id of its own"})

	ledgertest.Extend(t, book,
		"2024-01-05 reversal entry=15 reason=typo",
		"2024-01-05 reversal entry=12 reason=typo",
		"2024-02-01 commitment id=c investor=them company=zeta cap=70 currency=EUR", // 18
	)
	wantStand(t, book, "c", "2024-01-31", "not begun")
	wantStand(t, book, "c", "2024-02-01", "cap 70 funded 0 recallable 0 released 0 unfunded 70 free 70")
	wantRefusal(t, book, refusal{line: "2024-02-02 reversal entry=16 reason=redo", field: "entry",
		want: "entry 15 cannot count again: c does not exist on 2024-01-02: it begins on 2024-02-01 (entry 18)"})
	wantRefusal(t, book, refusal{line: "2024-02-02 reversal entry=17 reason=redo", field: "entry",
		want: "entry 12 cannot count again: c is taken: it names a commitment (entry 18); choose another id"})
}

func TestAnUnreversedEntryMustFitWhatCameSince(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD",
		"2024-01-02 funding commitment=c amount=60", // 13
		"2024-01-03 reversal entry=13 reason=typo",  // 14
		"2024-01-05 funding commitment=c amount=50", // 15
	)...)
	wantRefusal(t, book, refusal{line: "2024-01-06 reversal entry=14 reason=redo", field: "entry",
		want: "entry 13 cannot count again: entry 15 on 2024-01-05 would no longer hold: " +
			"a funding of USD 50 is more than what is unfunded of commitment c (USD 40) by USD 10"})
}

// An entry that comes back to a day on which what it stands on was recorded later says so.
func TestAnEntryCannotComeBackBeforeWhatItStandsOn(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD", // 12
		"2024-01-01 call commitment=c amount=60",
		"2024-01-01 issuance lot=l holder=us security=acme-common units=5", // 14
		"2024-01-01 retirement lot=l reason=cancelled",
		"2024-01-03 reversal entry=13 reason=typo", // 16
		"2024-01-03 reversal entry=12 reason=typo",
		"2024-01-03 reversal entry=15 reason=typo", // 18
		"2024-01-03 reversal entry=14 reason=typo",
		"2024-01-01 commitment id=c investor=us company=acme cap=90 currency=USD",
		"2024-01-01 issuance lot=l holder=us security=acme-common units=7",
	)...)
	wantRefusal(t, book, refusal{line: "2024-01-06 reversal entry=16 reason=redo", field: "entry",
		want: "entry 13 cannot count again: commitment c does not exist yet: the entry that makes it, of the same day, " +
			"was recorded later"})
	wantRefusal(t, book, refusal{line: "2024-01-06 reversal entry=18 reason=redo", field: "entry",
		want: "entry 15 cannot count again: lot l does not exist yet: the entry that makes it, of the same day, was " +
			"recorded later"})
}
