package yardstick_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
	"stakebook/ledger/yardstick"
)

func made(t testing.TB, entries int, seed uint64) yardstick.Book {
	t.Helper()
	book, err := yardstick.New(entries, seed)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// folded is the book of the entries, each of which must be taken.
func folded(t testing.TB, entries []ledger.Entry) *ledger.Book {
	t.Helper()
	book := ledger.New()
	for i, e := range entries {
		if _, err := book.Append(e); err != nil {
			t.Fatalf("entry %d of %s on %s is refused: %v\n%v", i+1, e.Kind(), e.Date, err, e.Flat())
		}
	}
	return book
}

func TestABookTakesEveryEntryAndItsShapeIsAsSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		entries int
		seed    uint64
	}{{100, 1}, {101, 2}, {250, 3}, {999, 4}, {5_000, 5}, {8_000, 6}, {20_000, 7}} {
		t.Run(fmt.Sprintf("%d entries of seed %d", c.entries, c.seed), func(t *testing.T) {
			t.Parallel()
			generated := made(t, c.entries, c.seed)
			entries := slices.Collect(generated.Entries())
			book := folded(t, entries)
			if diff := cmp.Diff(generated.Shape(), shapeOf(book), cmp.AllowUnexported(civil.Date{})); diff != "" {
				t.Errorf("shape (-said +made):\n%s", diff)
			}
		})
	}
}

func TestABookTakesEveryEntryOfAnySeed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.IntRange(yardstick.MinEntries, 400).Draw(t, "entries")
		generated, err := yardstick.New(entries, rapid.Uint64().Draw(t, "seed"))
		if err != nil {
			t.Fatal(err)
		}
		book, err := generated.Fold(time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if book.Len() != entries {
			t.Fatalf("%d entries, want %d", book.Len(), entries)
		}
	})
}

// shapeOf counts what a book holds.
func shapeOf(book *ledger.Book) yardstick.Shape {
	shape := yardstick.Shape{Entries: book.Len(), Commitments: len(book.Commitments())}
	investors, companies, currencies := map[ledger.PartyID]bool{}, map[ledger.PartyID]bool{}, map[money.Currency]bool{}
	for e := range book.All(ledger.KindCommitment) {
		c := e.Payload.(ledger.Commitment)
		investors[c.Investor], companies[c.Company], currencies[c.Currency] = true, true, true
	}
	for e := range book.All(ledger.KindParty) {
		if p := e.Payload.(ledger.Party); p.Sector == "" {
			investors[p.ID] = true
		}
	}
	shape.Investors, shape.Companies, shape.Currencies = len(investors), len(companies), len(currencies)
	shape.First, shape.Last = book.Span()
	return shape
}

func TestTheSameSizeAndSeedGiveTheSameEntriesAndAnotherSeedOthers(t *testing.T) {
	t.Parallel()
	texts := func(seed uint64) [][]ledger.Pair {
		var all [][]ledger.Pair
		for e := range made(t, 2_000, seed).Entries() {
			all = append(all, e.Flat())
		}
		return all
	}
	if diff := cmp.Diff(texts(1), texts(1)); diff != "" {
		t.Errorf("made twice (-first +second):\n%s", diff)
	}
	if cmp.Equal(texts(1), texts(2)) {
		t.Error("two seeds give one book")
	}
}

func TestEntriesAreNumberedAndComeInTheOrderOfTheirDates(t *testing.T) {
	t.Parallel()
	var before civil.Date
	count := 0
	for e := range made(t, 3_000, 1).Entries() {
		count++
		if int(e.Seq) != count || e.Date.Before(before) {
			t.Fatalf("entry %d of %s follows entry %d of %s", e.Seq, e.Date, count-1, before)
		}
		before = e.Date
	}
	if count != 3_000 {
		t.Errorf("%d entries, want 3,000", count)
	}
}

func TestAReaderMayStopAtAnyEntry(t *testing.T) {
	t.Parallel()
	for _, most := range []int{1, 2, 50, 700, 1_234} {
		count := 0
		for range made(t, 2_000, 1).Entries() {
			if count++; count == most {
				break
			}
		}
		if count != most {
			t.Errorf("%d entries were read, want %d", count, most)
		}
	}
}

func TestAWholeBookHasTheShapeOfTheContract(t *testing.T) {
	t.Parallel()
	want := yardstick.Shape{Entries: 1_000_000, Investors: 50, Companies: 2_000, Commitments: 10_000, Currencies: 8}
	got := made(t, 1_000_000, 1).Shape()
	if first, last := got.First.Time().Year(), got.Last.Time().Year(); first != 2010 || last != 2026 {
		t.Errorf("it spans %d to %d, want 2010 to 2026", first, last)
	}
	got.First, got.Last = civil.Date{}, civil.Date{}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestEveryKindButDocumentsHasItsPlaceAndFundingsAreTheMost(t *testing.T) {
	t.Parallel()
	counts := map[ledger.Kind]int{}
	for e := range made(t, 60_000, 1).Entries() {
		counts[e.Kind()]++
	}
	for _, kind := range ledger.Kinds() {
		if kind != ledger.KindDocument && counts[kind] == 0 {
			t.Errorf("no %s", kind)
		}
		if counts[kind] > counts[ledger.KindFunding] {
			t.Errorf("more of kind %s than fundings: %d", kind, counts[kind])
		}
	}
}

func TestAmountsHaveTwoToSixDigitsAfterThePoint(t *testing.T) {
	t.Parallel()
	places := map[int]int{}
	for e := range made(t, 20_000, 1).Entries() {
		if funding, ok := e.Payload.(ledger.Funding); ok {
			places[funding.Amount.Places()]++
		}
	}
	for n := 2; n <= 6; n++ {
		if places[n] == 0 {
			t.Errorf("no funding has %d digits after the point", n)
		}
		delete(places, n)
	}
	if len(places) != 0 {
		t.Errorf("there are others: %v", places)
	}
}

func TestABookTooSmallIsRefused(t *testing.T) {
	t.Parallel()
	for _, entries := range []int{-1, 0, yardstick.MinEntries - 1} {
		if _, err := yardstick.New(entries, 1); err == nil {
			t.Errorf("a book of %d entries is made", entries)
		}
	}
}

func BenchmarkEntries(b *testing.B) {
	book := made(b, 100_000, 1)
	for b.Loop() {
		for range book.Entries() {
		}
	}
	b.ReportMetric(float64(b.N)*100_000/b.Elapsed().Seconds(), "entries/s")
}
