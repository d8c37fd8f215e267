package interchange_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

// payments are so many entries as a desk records them.
func payments(b *testing.B, n int) []ledger.Entry {
	b.Helper()
	entries := make([]ledger.Entry, n)
	for i := range entries {
		entry, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: "funding"},
			{Name: "date", Text: fmt.Sprintf("20%02d-%02d-%02d", i%30, 1+i%12, 1+i%28)},
			{Name: "commitment", Text: fmt.Sprintf("c-%d", i%10_000)}, {Name: "amount", Text: fmt.Sprintf("%d.50", 1000+i)},
			{Name: "tranche", Text: fmt.Sprintf("c-%d/a", i%10_000)}, {Name: "source", Text: "wire confirmation"}})
		if err != nil {
			b.Fatal(err)
		}
		entries[i] = entry
	}
	return ledgertest.Booked(entries)
}

const benched = 100_000

func perEntry(b *testing.B) {
	b.ReportMetric(float64(b.N)*benched/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkReadJSONL(b *testing.B) {
	var text bytes.Buffer
	if err := interchange.WriteJSONL(&text, slices.Values(payments(b, benched))); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range interchange.ReadJSONL(bytes.NewReader(text.Bytes()), "f.jsonl") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	perEntry(b)
}

func BenchmarkReadCSV(b *testing.B) {
	var text strings.Builder
	if err := interchange.WriteCSV(&text, ledger.KindFunding, slices.Values(payments(b, benched))); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range interchange.ReadCSV(strings.NewReader(text.String()), "f.csv", "") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	perEntry(b)
}

func BenchmarkWriteJSONL(b *testing.B) {
	entries := payments(b, benched)
	b.ReportAllocs()
	for b.Loop() {
		if err := interchange.WriteJSONL(io.Discard, slices.Values(entries)); err != nil {
			b.Fatal(err)
		}
	}
	perEntry(b)
}

func BenchmarkMergeTheSameAgain(b *testing.B) {
	entries := payments(b, benched)
	var text bytes.Buffer
	if err := interchange.WriteJSONL(&text, slices.Values(entries)); err != nil {
		b.Fatal(err)
	}
	var records []interchange.Record
	for record := range interchange.ReadJSONL(&text, "f.jsonl") {
		records = append(records, record)
	}
	for b.Loop() {
		plan, err := interchange.Merge(slices.Values(entries), records)
		if err != nil || plan.Known != benched {
			b.Fatal(plan.Known, err)
		}
	}
	perEntry(b)
}
