package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

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

// made is a report of a book by its name.
func made(t testing.TB, b *ledger.Book, name string, p report.Params) report.Table {
	t.Helper()
	definition, err := report.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	table, err := definition.Make(b, p)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func everyone() figures.Filter { return figures.Filter{All: true} }

func TestReportsOfTheSample(t *testing.T) {
	book := sample(t)
	views := []struct {
		name    string
		filter  figures.Filter
		days    []string
		formats []string
	}{
		{"own", figures.Filter{}, []string{"2024-03-26", "2026-04-20"}, []string{"csv", "json", "table"}},
		{"all", everyone(), []string{"2023-12-31", "2024-03-27", "2025-09-30", "2026-07-02"}, []string{"table"}},
	}
	for _, view := range views {
		for _, day := range view.days {
			for _, definition := range report.Reports() {
				params := report.Params{AsOf: ledgertest.Day(t, day), Filter: view.filter}
				if definition.Name == "journal" && view.name == "all" {
					continue // the own one shows all there is to a journal
				}
				table := made(t, book, definition.Name, params)
				for _, format := range view.formats {
					t.Run(definition.Name+" "+day+" "+view.name+" "+format, func(t *testing.T) {
						compareGolden(t, table, format, definition.Name+"-"+day+"-"+view.name)
					})
				}
			}
		}
	}
}

func compareGolden(t *testing.T, table report.Table, formatName, name string) {
	t.Helper()
	format, err := report.FormatNamed(formatName)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := format.Write(&got, table); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+format.Extension)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 {
		t.Fatalf("%s is empty", path)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
