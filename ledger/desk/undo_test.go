package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
)

// states is where every commitment stands on every day of the central case.
func states(t ledgertest.TB, d *desk.Desk) string {
	t.Helper()
	var text strings.Builder
	err := d.View(0, func(b *ledger.Book) error {
		for day := ledgertest.Day(t, "2023-09-24"); day.Before(ledgertest.Day(t, "2024-05-01")); day = day.AddDays(1) {
			text.WriteString(ledgertest.States(b, day))
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return text.String()
}

func TestUndoIsAReversalOfTodayAndRedoAReversalOfThat(t *testing.T) {
	d := caseBook(t)
	before := states(t, d)
	e := record(t, d, `2024-04-01 distribution commitment=c amount=7 recallable=7`)[0]
	after := states(t, d)
	for range 3 {
		title, err := d.Undo()
		if err != nil || title != "distribution c" || d.CanRedo() != "distribution c" {
			t.Fatalf("undo of %q, then redo %q: %v", title, d.CanRedo(), err)
		}
		if diff := cmp.Diff(before, states(t, d)); diff != "" {
			t.Fatalf("after the undo:\n%s", diff)
		}
		title, err = d.Redo()
		if err != nil || title != "distribution c" || d.CanUndo() != "distribution c" {
			t.Fatalf("redo of %q, then undo %q: %v", title, d.CanUndo(), err)
		}
		if diff := cmp.Diff(after, states(t, d)); diff != "" {
			t.Fatalf("after the redo:\n%s", diff)
		}
	}
	entries := journal(t, d)
	undo := entries[e.Seq]
	want := ledger.Reversal{Entry: e.Seq, Reason: "undo"}
	if undo.Payload != ledger.Payload(want) || undo.Date != ledgertest.Day(t, "2024-04-02") || undo.Author != "ada" {
		t.Errorf("the undo is %+v", undo)
	}
	redo := entries[e.Seq+1]
	if redo.Payload != ledger.Payload(ledger.Reversal{Entry: undo.Seq, Reason: "redo"}) {
		t.Errorf("the redo is %+v", redo)
	}
}

func TestABatchIsUndoneInOneGoAndRedoneInItsOrder(t *testing.T) {
	d := caseBook(t)
	before := states(t, d)
	if _, err := d.RecordAll("a new commitment", parse(t,
		`2024-04-01 commitment id=n investor=us company=zeta cap=100 currency=EUR`,
		`2024-04-01 tranche id=n1 commitment=n max=60`,
		`2024-04-01 funding commitment=n tranche=n1 amount=60`)); err != nil {
		t.Fatal(err)
	}
	after := states(t, d)
	if title, err := d.Undo(); err != nil || title != "a new commitment" {
		t.Fatalf("undo of %q: %v", title, err)
	}
	if diff := cmp.Diff(before, states(t, d)); diff != "" {
		t.Errorf("after the undo:\n%s", diff)
	}
	if title, err := d.Redo(); err != nil || title != "a new commitment" {
		t.Fatalf("redo of %q: %v", title, err)
	}
	if diff := cmp.Diff(after, states(t, d)); diff != "" {
		t.Errorf("after the redo:\n%s", diff)
	}
}

func TestWhatIsRecordedAfterAnUndoEndsTheRedo(t *testing.T) {
	d := caseBook(t)
	record(t, d, `2024-04-01 commitment id=n investor=us company=zeta cap=100 currency=EUR`)
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	record(t, d, `party id=n name="Newcomer, under the name that is free again"`)
	if _, err := d.Redo(); !errors.Is(err, desk.ErrNothing) || d.CanRedo() != "" {
		t.Errorf("redo: %v, %q", err, d.CanRedo())
	}
	if title, err := d.Undo(); err != nil || title != "party n" {
		t.Errorf("undo of %q: %v", title, err)
	}
}

func TestUndoReachesBackToTheOpeningOfTheDeskAndNoFurther(t *testing.T) {
	d := caseBook(t)
	path := d.Path()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, path, bookfile.Write)
	if _, err := d.Undo(); !errors.Is(err, desk.ErrNothing) || d.CanUndo() != "" {
		t.Errorf("undo of what was recorded before: %v, %q", err, d.CanUndo())
	}
	record(t, d, `2024-04-01 memo about=c text=x`)
	if title, err := d.Undo(); err != nil || title != "memo c" {
		t.Errorf("undo of %q: %v", title, err)
	}
	if _, err := d.Undo(); !errors.Is(err, desk.ErrNothing) {
		t.Errorf("undo: %v", err)
	}
}
