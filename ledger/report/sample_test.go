package report_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/interchange"
)

// sample is the bundled sample book, recorded at one instant by one author.
func sample(t testing.TB) *ledger.Book {
	t.Helper()
	book := ledger.New()
	for record, err := range interchange.ReadJSONL(bytes.NewReader(assets.SampleJournal), "sample.jsonl") {
		if err != nil {
			t.Fatal(err)
		}
		e := record.Entry
		e.Author, e.Recorded = "sample", time.Date(2026, time.May, 1, 9, 0, 0, 0, time.UTC)
		if _, err := book.Append(e); err != nil {
			t.Fatal(record.Refuse(err))
		}
	}
	return book
}

var _ = json.Valid
