package bookfile_test

import (
	"fmt"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

// start is the instant at which the books of these tests begin.
func start() time.Time { return time.Date(2026, 5, 1, 10, 0, 0, 123456000, time.UTC) }

func options() bookfile.Options {
	return bookfile.Options{Host: "desk-1", Process: "stakebook", PID: 123, Now: start}
}

// entry makes an entry of flat pairs: kind first, then name and text in turn.
func entry(t testing.TB, kind ledger.Kind, nameAndText ...string) ledger.Entry {
	t.Helper()
	pairs := []ledger.Pair{{Name: ledger.FieldKind, Text: string(kind)}}
	for i := 0; i+1 < len(nameAndText); i += 2 {
		pairs = append(pairs, ledger.Pair{Name: nameAndText[i], Text: nameAndText[i+1]})
	}
	e, err := ledger.ParseEntry(pairs)
	if err != nil {
		t.Fatalf("entry %s: %v", kind, err)
	}
	return e
}

// chained gives the entries their seq, instant and hash after what is in a book already.
func chained(seq ledger.Seq, hash ledger.Hash, entries ...ledger.Entry) []ledger.Entry {
	for i := range entries {
		seq++
		entries[i].Seq = seq
		entries[i].Recorded = start().Add(time.Duration(seq) * time.Second)
		if entries[i].Author == "" {
			entries[i].Author = "ada"
		}
		entries[i].Hash = ledger.Chain(entries[i], hash)
		hash = entries[i].Hash
	}
	return entries
}

// story is a small journal with most columns in use.
func story(t testing.TB) []ledger.Entry {
	t.Helper()
	return chained(0, ledger.Hash{},
		entry(t, ledger.KindBook, "name", `Field & "Sons"`, "currency", "USD"),
		entry(t, ledger.KindParty, "id", "us", "name", "Us", "own", "yes"),
		entry(t, ledger.KindParty, "id", "them", "name", "Them\nInc. \\ Ünited", "date", "2020-01-01"),
		entry(t, ledger.KindCommitment, "id", "c-1", "investor", "us", "company", "them", "cap", "4000000000.10",
			"currency", "USD", "date", "2023-09-25", "source", "https://example.com/filing", "note", "the big one",
			"qualifier", "at-most", "dated", "by"),
		entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "1250000000", "date", "2023-09-25"),
		entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "1300000000", "date", "2023-09-25",
			"standing", "claim", "disputes", "5"),
	)
}

// payments are n more entries after those of a story.
func payments(t testing.TB, after []ledger.Entry, n int) []ledger.Entry {
	t.Helper()
	last := after[len(after)-1]
	entries := make([]ledger.Entry, n)
	for i := range entries {
		entries[i] = entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "1", "date", "2024-01-02",
			"note", fmt.Sprintf("payment %d", i))
	}
	return chained(last.Seq, last.Hash, entries...)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
