package bookfile_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"

	"github.com/google/go-cmp/cmp"
)

// start is the instant at which the books of these tests begin.
func start() time.Time { return time.Date(2026, 5, 1, 10, 0, 0, 123456000, time.UTC) }

func options() bookfile.Options {
	return bookfile.Options{Host: "desk-1", Process: "stakebook", PID: 123, Now: start}
}

func sealed() bookfile.Options {
	o := options()
	o.Passphrase = []byte("correct horse battery staple")
	return o
}

// entry makes an entry of name and text in turn.
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

// canary is a word that an encrypted file must not show.
const canary = "the-canary-sings"

// story is a small journal with every column in use.
func story(t testing.TB) []ledger.Entry {
	t.Helper()
	return chained(0, ledger.Hash{},
		entry(t, ledger.KindBook, "name", `Field & "Sons"`, "currency", "USD"),
		entry(t, ledger.KindParty, "id", "us", "name", "Us", "own", "yes"),
		entry(t, ledger.KindParty, "id", "them", "name", "Them\nInc. \\ \tÜnited", "date", "2020-01-01"),
		entry(t, ledger.KindCommitment, "id", "c-1", "investor", "us", "company", "them", "cap", "4000000000.10",
			"currency", "USD", "date", "2023-09-25", "source", "https://example.com/filing", "note", canary,
			"qualifier", "at-most", "dated", "by"),
		entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "1250000000", "date", "2023-09-25"),
		entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "1300000000", "date", "2023-09-25",
			"standing", "claim", "disputes", "5"),
		entry(t, ledger.KindReversal, "entry", "5", "reason", "typed twice", "date", "2023-09-26"),
	)
}

// payment is one more entry after that seq and hash.
func payment(seq ledger.Seq, hash ledger.Hash) ([]ledger.Entry, error) {
	e, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: "funding"}, {Name: "commitment", Text: "c-1"},
		{Name: "amount", Text: "1.00"}, {Name: "date", Text: "2024-01-02"}, {Name: "note", Text: fmt.Sprint("after ", seq)}})
	return chained(seq, hash, e), err
}

// payments are n more entries after others.
func payments(t testing.TB, after []ledger.Entry, n int) []ledger.Entry {
	t.Helper()
	last := after[len(after)-1]
	entries := make([]ledger.Entry, n)
	for i := range entries {
		entries[i] = entry(t, ledger.KindFunding, "commitment", "c-1", "amount", fmt.Sprintf("%d.50", i),
			"date", "2024-01-02")
	}
	return chained(last.Seq, last.Hash, entries...)
}

// newBook makes a book with a story in it and closes it.
func newBook(t testing.TB, o bookfile.Options) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "field.stakebook")
	book, err := bookfile.Create(path, o)
	must(t, err)
	must(t, book.Append(story(t)))
	must(t, book.Close())
	return path
}

// opened opens a book and closes it with the test.
func opened(t testing.TB, path string, mode bookfile.Mode, o bookfile.Options) *bookfile.File {
	t.Helper()
	book, err := bookfile.Open(path, mode, o)
	must(t, err)
	t.Cleanup(func() { must(t, book.Close()) })
	return book
}

// journal reads all entries.
func journal(t testing.TB, book *bookfile.File) []ledger.Entry {
	t.Helper()
	var entries []ledger.Entry
	for e, err := range book.Entries(0) {
		must(t, err)
		entries = append(entries, e)
	}
	return entries
}

// flat is a journal as text, to compare.
func flat(entries []ledger.Entry) [][]ledger.Pair {
	all := make([][]ledger.Pair, len(entries))
	for i, e := range entries {
		all[i] = e.Flat()
	}
	return all
}

// mustBeSame holds a book's journal against what it should be, and checks the book whole.
func mustBeSame(t testing.TB, book *bookfile.File, want []ledger.Entry) {
	t.Helper()
	if diff := cmp.Diff(flat(want), flat(journal(t, book))); diff != "" {
		t.Fatalf("the journal differs (-want +got):\n%s", diff)
	}
	must(t, book.Check(context.Background()))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, want %v", err, want)
	}
}
