package ledger_test

import (
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// fold makes a book of entries as they stand in a journal.
func fold(t ledgertest.TB, entries []ledger.Entry) *ledger.Book {
	t.Helper()
	book, err := ledger.Fold(sequence(entries))
	if err != nil {
		t.Fatalf("the journal does not fold: %v", err)
	}
	return book
}

// sequence gives entries as they are read from a file.
func sequence(entries []ledger.Entry) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// fresh is an entry as it was before a book took it.
func fresh(e ledger.Entry) ledger.Entry {
	e.Seq, e.Hash = 0, ledger.Hash{}
	return e
}

// samePicture fails with the lines that differ.
func samePicture(t ledgertest.TB, law string, got, want *ledger.Book) {
	t.Helper()
	if g, w := ledgertest.Picture(got), ledgertest.Picture(want); g != w {
		t.Fatalf("%s (-want +got):\n%s", law, cmp.Diff(strings.Split(w, "\n"), strings.Split(g, "\n")))
	}
}

// now writes what a book comes to today.
func now(b *ledger.Book) string {
	_, last := ledgertest.Days()
	return ledgertest.Outline(b) + ledgertest.States(b, last)
}

func TestTheFoldOfAJournalIsTheBookThatGrewWithIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		samePicture(t, "fold(journal) is not the book", fold(t, tale.Entries()), tale.Book)
	})
}

func TestOnEveryDayACapIsWhatWasPaidGivenUpAndIsLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := ledgertest.Tales().Draw(t, "tale").Book
		first, last := ledgertest.Days()
		for day := first; !day.After(last); day = day.AddDays(1) {
			for _, id := range book.Commitments() {
				if state, ok := book.Drawdown(id, day); ok {
					checkAmounts(t, day, state)
				}
			}
		}
	})
}

func checkAmounts(t *rapid.T, day civil.Date, d *ledger.Drawdown) {
	zero := money.Int(0)
	sum := d.Funded.Sub(d.Recallable).Add(d.Released).Add(d.FreeLeft())
	notLess := func(what string, amount, least money.Decimal) {
		if amount.Cmp(least) < 0 {
			t.Fatalf("%s on %s: %s is %s, less than %s\n%s", d.Terms.ID, day, what, amount, least,
				ledgertest.State(d))
		}
	}
	for i := range d.Tranches {
		p := &d.Tranches[i]
		notLess("what is left of tranche "+string(p.Terms.ID), p.Left(), zero)
		notLess("what is left of tranche "+string(p.Terms.ID), p.Left(), p.Called())
		notLess("what must be paid of tranche "+string(p.Terms.ID), d.MustPay(p), zero)
		notLess("max of tranche "+string(p.Terms.ID), p.Terms.Max, d.MustPay(p))
		sum = sum.Add(p.Left())
	}
	notLess("unfunded", d.Unfunded(), zero)
	notLess("what no tranche has taken", d.FreeLeft(), zero)
	notLess("what no tranche has taken", d.FreeLeft(), d.Free.Called())
	notLess("funded", d.Funded, d.Recallable)
	if sum.Cmp(d.Terms.Cap) != 0 {
		t.Fatalf("%s on %s: funded − recallable + released + left is %s, the cap "+
			"%s\n%s", d.Terms.ID, day, sum, d.Terms.Cap, ledgertest.State(d))
	}
	if d.Indicative() && d.Funded.Add(d.Outside).Add(d.Distributed).Add(d.Free.Called()).Sign() != 0 {
		t.Fatalf("%s on %s is indicative and was called or paid on: %s", d.Terms.ID, day, ledgertest.State(d))
	}
}

func TestARefusedEntryLeavesNoTraceAndTryAgreesWithAppend(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		book := ledger.New()
		before := now(book)
		for _, offer := range tale.Offered {
			tried := book.Try(offer.Entry)
			taken, err := book.Append(offer.Entry)
			if (tried == nil) != (err == nil) || err != nil && tried.Error() != err.Error() {
				t.Fatalf("Try says %v, Append says %v", tried, err)
			}
			after := now(book)
			if err != nil && (after != before || taken.Seq != 0) {
				t.Fatalf("refusing %v changed the book, or gave it back:\n%s", offer.Entry, cmp.Diff(before, after))
			}
			before = after
		}
		samePicture(t, "a book to which refused entries were offered is not the fold of its journal",
			book, fold(t, tale.Entries()))
	})
}

func TestTheBookGivesBackEveryEntryAsItTookIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := ledger.New()
		for _, offer := range ledgertest.Tales().Draw(t, "tale").Offered {
			e := offer.Entry
			nanos := rapid.Int64Range(-1<<62, 1<<62).Draw(t, "recorded")
			e.Recorded = time.Unix(0, nanos).In(time.FixedZone("", int(nanos%(12*60*60))))
			taken, err := book.Append(e)
			if err != nil {
				continue
			}
			again, ok := book.Entry(taken.Seq)
			if !ok || !reflect.DeepEqual(again, taken) || !reflect.DeepEqual(book.Head(), taken) {
				t.Fatalf("%v comes back as\n%v", taken, again)
			}
		}
	})
}

func TestAnEntryTakenAStepFurtherIsTheBookFoldedAnew(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		anew := ledger.New()
		for _, offer := range tale.Offered {
			_, err := anew.AppendAnew(offer.Entry)
			var other *ledger.Refusal // a fold may meet an earlier entry of the day, which was mended and is not any more
			if errors.As(err, &other) && len(other.Stands) > 0 && offer.Refusal != nil {
				continue
			}
			if fmt.Sprint(err) != fmt.Sprint(offer.Refusal) {
				t.Fatalf("%v is answered %v, and folded anew %v", offer.Entry, offer.Refusal, err)
			}
		}
		samePicture(t, "what was taken step by step is not what is folded anew", tale.Book, anew)
	})
}

func TestARefusalNamesAFieldOfItsEntry(t *testing.T) {
	t.Parallel()
	common := []string{ledger.FieldSeq, ledger.FieldHash, ledger.FieldKind, ledger.FieldStanding}
	for _, field := range ledger.CommonFields() {
		common = append(common, field.Name)
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, offer := range ledgertest.Tales().Draw(t, "tale").Offered {
			if offer.Refusal == nil {
				continue
			}
			at, ok := offer.Refusal.(interface{ FieldName() string })
			if !ok {
				t.Fatalf("%T is no refusal of a field: %v", offer.Refusal, offer.Refusal)
			}
			_, has := ledger.Table()[offer.Entry.Kind()].Field(at.FieldName())
			if !has && !slices.Contains(common, at.FieldName()) {
				t.Fatalf("%s has no field %q: %v", offer.Entry.Kind(), at.FieldName(), offer.Refusal)
			}
		}
	})
}

func TestReversingAReversalGivesBackEveryState(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := ledgertest.Tales().Draw(t, "tale").Book
		target := ledger.Seq(rapid.IntRange(2, book.Len()).Draw(t, "target"))
		day, _ := ledgertest.Days()
		days := sampled(t, book)
		before := states(book, days)
		reverse := func(seq ledger.Seq) (ledger.Entry, error) {
			return book.Append(ledger.Entry{Date: day, Payload: ledger.Reversal{Entry: seq, Reason: "undo or redo"}})
		}
		undo, err := reverse(target)
		if err != nil {
			t.Skip("the entry is stood on")
		}
		without := states(book, days)
		for range 2 {
			if undo, err = reverse(undo.Seq); err != nil {
				t.Fatalf("what was undone cannot be done again: %v", err)
			}
			if after := states(book, days); after != before {
				t.Fatalf("undo and redo is not where it was:\n%s", cmp.Diff(before, after))
			}
			if undo, err = reverse(undo.Seq); err != nil {
				t.Fatalf("what was done again cannot be undone again: %v", err)
			}
			if after := states(book, days); after != without {
				t.Fatalf("undone again is not undone:\n%s", cmp.Diff(without, after))
			}
		}
		samePicture(t, "a book of reversals is not the fold of its journal", book, fold(t, slices.Collect(book.Journal())))
	})
}

// sampled are some of the days on which a state of a book can change, the last among them.
func sampled(t *rapid.T, b *ledger.Book) []civil.Date {
	days := ledgertest.Turns(b)
	first := rapid.IntRange(0, 4).Draw(t, "first day")
	var some []civil.Date
	for i := first; i < len(days); i += 5 {
		some = append(some, days[i])
	}
	return append(some, days[len(days)-1])
}

// states writes every state on the days, and nothing of the journal.
func states(b *ledger.Book, days []civil.Date) string {
	var out strings.Builder
	for _, day := range days {
		out.WriteString(ledgertest.States(b, day))
	}
	return out.String()
}

func TestUndoOfTheLastEntryGivesTheStateBeforeIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		before := fold(t, tale.Entries()[:tale.Book.Len()-1])
		last, days := tale.Book.Head(), sampled(t, tale.Book)
		if _, err := tale.Book.Append(ledger.Entry{Date: last.Date.AddDays(1),
			Payload: ledger.Reversal{Entry: last.Seq, Reason: "undo"}}); err != nil {
			t.Fatalf("the last entry cannot be undone: %v", err)
		}
		if got, want := states(tale.Book, days), states(before, days); got != want {
			t.Fatalf("after undo (-want +got):\n%s", cmp.Diff(want, got))
		}
	})
}

func TestAsKnownIsTheBookAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		seq := ledger.Seq(rapid.IntRange(1, tale.Book.Len()).Draw(t, "seq"))
		known, err := tale.Book.AsKnown(seq)
		if err != nil {
			t.Fatal(err)
		}
		grown := ledger.New()
		for _, offer := range tale.Offered {
			if grown.Len() < int(seq) {
				_, _ = grown.Append(offer.Entry) // a refusal leaves no trace, as a law of its own says
			}
		}
		samePicture(t, "as known is not as it was", known, grown)
	})
}

func TestAWalkEndsWhereTheDrawdownStands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := ledgertest.Tales().Draw(t, "tale").Book
		first, last := ledgertest.Days()
		for _, id := range book.Commitments() {
			for day := first; !day.After(last); day = day.AddDays(1) {
				var walked *ledger.Drawdown
				for e, state := range book.Walk(id) {
					if !e.Date.After(day) {
						walked = state
					}
				}
				stands, _ := book.Drawdown(id, day)
				if drawn(walked) != drawn(stands) {
					t.Fatalf("%s on %s: the walk is at\n%+v\nthe drawdown at\n%+v", id, day, walked, stands)
				}
			}
		}
	})
}

// drawn writes a state for comparison.
func drawn(d *ledger.Drawdown) string {
	if d == nil {
		return "not begun"
	}
	return ledgertest.State(d)
}

func TestADayKnowsNothingOfLaterDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := ledgertest.Tales().Draw(t, "tale").Book
		first, last := ledgertest.Days()
		day := first.AddDays(rapid.IntRange(0, last.DaysSince(first)).Draw(t, "day"))
		early := ledger.New()
		for e := range book.Journal() {
			_, isReversal := e.Payload.(ledger.Reversal)
			if isReversal || !e.Booked() || !book.Live(e.Seq) || e.Date.After(day) {
				continue
			}
			if _, err := early.Append(fresh(e)); err != nil {
				t.Skipf("an order that reversals left cannot be recorded anew: %v", err)
			}
		}
		got, want := balances(early, day), balances(book, day)
		if !slices.Equal(got, want) {
			t.Fatalf("on %s (-whole book +entries until then):\n%s", day, cmp.Diff(want, got))
		}
	})
}

// balances writes every commitment's and lot's state on a day without the numbers of entries.
func balances(b *ledger.Book, day civil.Date) []string {
	var lines []string
	for _, id := range b.Commitments() {
		if d, ok := b.Drawdown(id, day); ok {
			d.Origin = 0
			forget(&d.Free)
			for i := range d.Tranches {
				forget(&d.Tranches[i])
			}
			lines = append(lines, drawn(d))
		}
	}
	for _, company := range []ledger.PartyID{"acme", "zeta"} {
		for _, lot := range b.Lots(company, day) {
			lot.Entry, lot.Ended = 0, min(lot.Ended, 1)
			lines = append(lines, string(lot.ID)+" "+string(lot.Holder)+" "+lot.Units.String()+" "+lot.Cost.String())
		}
	}
	slices.Sort(lines)
	return lines
}

func forget(p *ledger.Part) {
	p.Entry = 0
	for i := range p.Calls {
		p.Calls[i].Entry = 0
	}
}

func TestClaimsNeverCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		days := sampled(t, tale.Book)
		before := states(tale.Book, days)
		counted := counting(tale.Book)
		for _, offer := range tale.Offered {
			claim := offer.Entry
			claim.Standing, claim.Disputes = ledger.Claim, ledger.Seq(rapid.IntRange(0, tale.Book.Len()).Draw(t, "disputes"))
			var misshapen *ledger.FieldError
			if claim.Kind() == ledger.KindBook || errors.As(offer.Refusal, &misshapen) || ledger.CheckShape(claim) != nil {
				continue
			}
			if _, err := tale.Book.Append(claim); err != nil {
				t.Fatalf("a claim was held to a rule: %v", err)
			}
		}
		if after := states(tale.Book, days); after != before {
			t.Fatalf("claims changed a state:\n%s", cmp.Diff(before, after))
		}
		if after := counting(tale.Book); after != counted {
			t.Fatalf("claims changed what counts:\n%s", cmp.Diff(counted, after))
		}
	})
}

// counting writes the part of the outline that claims have no place in: the entries that count and what ids name.
func counting(b *ledger.Book) string {
	outline := ledgertest.Outline(b)
	return outline[strings.Index(outline, string(ledger.KindBook)+" 1\n"):]
}

func TestEntriesOfDistinctDaysComeToTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	first, last := ledgertest.Days()
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		for day := first; !day.After(last); day = day.AddDays(3) {
			lines = append(lines, rapid.SampledFrom([]string{
				"call commitment=c tranche=b amount=3",
				"funding commitment=c tranche=b amount=4",
				"funding commitment=c amount=2 security=acme-note",
				"distribution commitment=c amount=2 recallable=1",
				"release commitment=c amount=1 reason=waived",
				"release commitment=c tranche=b amount=2 reason=waived",
				"amendment about=c cap=45",
				"decision tranche=b choice=partial amount=6",
				"split security=acme-note ratio=2",
			}).Draw(t, "line"))
			lines[len(lines)-1] = day.String() + " " + lines[len(lines)-1]
		}
		stage := ledgertest.Stage(
			"2023-12-01 commitment id=c investor=us company=acme cap=40 currency=USD",
			"2023-12-01 tranche id=b commitment=c max=20 strength=option")
		forwards, lines := recorded(t, stage, lines)
		backwards, kept := recorded(t, stage, rapid.Permutation(lines).Draw(t, "order"))
		if len(kept) != len(lines) {
			t.Skip("that order is not accepted")
		}
		for day := first; !day.After(last); day = day.AddDays(1) {
			if got, want := balances(backwards, day), balances(forwards, day); !slices.Equal(got, want) {
				t.Fatalf("on %s (-in order of date +in another):\n%s", day, cmp.Diff(want, got))
			}
		}
	})
}

// recorded is a book of a stage and those of the lines that it takes.
func recorded(t *rapid.T, stage, lines []string) (*ledger.Book, []string) {
	book := ledgertest.Build(t, stage...)
	var kept []string
	for _, line := range lines {
		if _, err := book.Append(ledgertest.Line(t, line)); err == nil {
			kept = append(kept, line)
		}
	}
	return book, kept
}

func TestAnyChangeOfAnyEntryBreaksTheChainThere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		entries := ledgertest.Tales().Draw(t, "tale").Entries()
		if err := ledger.VerifyChain(entries); err != nil {
			t.Fatalf("the book's own chain: %v", err)
		}
		at := rapid.IntRange(0, len(entries)-1).Draw(t, "entry")
		name, changed := mutated(t, entries[at])
		entries[at] = changed
		want := fmt.Sprintf("entry %d does not match its hash: it, or an entry before it, was changed", at+1)
		if name == ledger.FieldSeq {
			want = fmt.Sprintf("entry %d stands where entry %d belongs: the journal was changed", changed.Seq, at+1)
		}
		if err := ledger.VerifyChain(entries); err == nil || err.Error() != want {
			t.Fatalf("%s of entry %d was changed: %v", name, at+1, err)
		}
	})
}

// mutated is an entry with one field changed, and that field's name.
func mutated(t *rapid.T, e ledger.Entry) (string, ledger.Entry) {
	fields := e.Fields()
	names := []string{ledger.FieldSeq, ledger.FieldRecorded, ledger.FieldAuthor, ledger.FieldDate, ledger.FieldSource,
		ledger.FieldNote, ledger.FieldQualifier, ledger.FieldDated, ledger.FieldStanding, ledger.FieldDisputes,
		ledger.FieldHash}
	at := rapid.IntRange(0, len(names)+len(fields)-1).Draw(t, "field")
	if at >= len(names) {
		return fields[at-len(names)].Name, withOther(t, e, at-len(names))
	}
	switch names[at] {
	case ledger.FieldSeq:
		e.Seq += ledger.Seq(rapid.IntRange(1, 9).Draw(t, "more"))
	case ledger.FieldRecorded:
		e.Recorded = e.Recorded.Add(time.Microsecond)
	case ledger.FieldAuthor:
		e.Author += "x"
	case ledger.FieldDate:
		e.Date = e.Date.AddDays(1)
	case ledger.FieldSource:
		e.Source += " "
	case ledger.FieldNote:
		e.Note += "."
	case ledger.FieldQualifier:
		e.Qualifier += "x"
	case ledger.FieldDated:
		e.Dated += "x"
	case ledger.FieldStanding:
		e.Standing += "x"
	case ledger.FieldDisputes:
		e.Disputes++
	case ledger.FieldHash:
		e.Hash[rapid.IntRange(0, len(e.Hash)-1).Draw(t, "byte")] ^= 1
	}
	return names[at], e
}

// withOther is an entry with another text in one field of its payload, or without that field.
func withOther(t *rapid.T, e ledger.Entry, at int) ledger.Entry {
	for _, other := range []func(string) string{
		func(text string) string { return text + "1" },
		func(text string) string { return "1" + text },
		func(string) string { return "" },
		func(string) string { return "acme" },
		func(string) string { return "partial" },
		func(string) string { return "EUR" },
		func(string) string { return "JPY" },
		func(string) string { return "2001-01-01" },
		func(string) string { return "each:company" },
		func(string) string { return strings.Repeat("0", 64) },
	} {
		pairs := e.Flat()
		fields := e.Fields()
		for i := range pairs {
			if pairs[i].Name == fields[at].Name {
				pairs[i].Text = other(fields[at].Text)
			}
		}
		if changed, err := ledger.ParseEntry(pairs); err == nil && !slices.Equal(changed.Fields(), fields) {
			changed.Hash = e.Hash
			return changed
		}
	}
	t.Skipf("%s of a %s has no other text here", e.Fields()[at].Name, e.Kind())
	return e
}
