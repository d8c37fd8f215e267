package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/ledgertest"
	"stakebook/ledger/report"
)

// document is a report in JSON, as any reader has it.
type document struct {
	Report  string                        `json:"report"`
	Title   string                        `json:"title"`
	AsOf    string                        `json:"as_of"`
	Known   string                        `json:"known"`
	Head    string                        `json:"head"`
	Columns []struct{ Name, Type string } `json:"columns"`
	Rows    []map[string]string           `json:"rows"`
	Totals  []map[string]string           `json:"totals"`
	Notes   []string                      `json:"notes"`
}

func parsed(t testing.TB, table report.Table) document {
	t.Helper()
	text := written(t, func(out *bytes.Buffer) error { return report.WriteJSON(out, table) })
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	var doc document
	if err := decoder.Decode(&doc); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return doc
}

func TestEveryReportIsReadBackFromJSONAsItsCells(t *testing.T) {
	book := sample(t)
	for _, definition := range report.Reports() {
		table := made(t, book, definition.Name, report.Params{AsOf: ledgertest.Day(t, "2026-07-02"), Filter: everyone()})
		doc := parsed(t, table)
		if doc.Report != definition.Name || doc.Title != definition.Title || doc.AsOf != "2026-07-02" ||
			doc.Known != book.Head().Seq.String() || doc.Head != book.Head().Hash.String() {
			t.Errorf("%s says of itself %q, %q, %q, %q, %q", definition.Name, doc.Report, doc.Title, doc.AsOf, doc.Known,
				doc.Head)
		}
		if diff := cmp.Diff(table.Notes, doc.Notes, cmp.Transformer("length", func(notes []string) []string {
			return append([]string{}, notes...)
		})); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", definition.Name, diff)
		}
		rows, totals := doc.Rows, doc.Totals
		for _, row := range table.Rows {
			want := make(map[string]string)
			for i, cell := range row.Cells {
				want[table.Columns[i].Name] = cell.String()
			}
			from := &rows
			if row.Total {
				from = &totals
			}
			if diff := cmp.Diff(want, (*from)[0]); diff != "" {
				t.Errorf("%s: row %s (-want +got):\n%s", definition.Name, row.ID, diff)
			}
			*from = (*from)[1:]
		}
		if len(rows) != 0 || len(totals) != 0 {
			t.Errorf("%s has %d rows and %d totals too many", definition.Name, len(rows), len(totals))
		}
	}
}

func TestAnyTextIsReadBackFromJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		table := words(text)
		table.Notes, table.Title = []string{text}, text
		var out bytes.Buffer
		if err := report.WriteJSON(&out, table); err != nil {
			t.Fatal(err)
		}
		var doc document
		if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if doc.Title != text || doc.Notes[0] != text || doc.Rows[0]["word"] != text {
			t.Fatalf("%q is read back as %q, %q, %q", text, doc.Title, doc.Notes[0], doc.Rows[0]["word"])
		}
	})
}

func TestReportsAreTheSameBytesEveryTime(t *testing.T) {
	for _, definition := range report.Reports() {
		params := report.Params{AsOf: ledgertest.Day(t, "2026-07-02"), Filter: everyone()}
		for _, format := range report.Formats() {
			texts := make([]string, 2)
			for i := range texts {
				table := made(t, sample(t), definition.Name, params)
				texts[i] = written(t, func(out *bytes.Buffer) error { return format.Write(out, table) })
			}
			if diff := cmp.Diff(texts[0], texts[1]); diff != "" {
				t.Errorf("%s as %s is once (-) and then (+):\n%s", definition.Name, format.Name, diff)
			}
		}
	}
}
