package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// words is a table of one text column.
func words(texts ...string) report.Table {
	table := report.Table{Name: "words", Columns: []report.Column{{Name: "word", Type: report.TypeText}}}
	for _, text := range texts {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{report.Text(text)}})
	}
	return table
}

func written(t testing.TB, write func(*bytes.Buffer) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func asCSV(t testing.TB, table report.Table) string {
	t.Helper()
	return written(t, func(out *bytes.Buffer) error { return report.WriteCSV(out, table) })
}

func TestCSVIsPlainAndQuotesWhatItMust(t *testing.T) {
	table := report.Table{
		Name: "mixed",
		Columns: []report.Column{{Name: "text", Type: report.TypeText}, {Name: "amount", Type: report.TypeMoney},
			{Name: "day", Type: report.TypeDate}},
		Rows: []report.Row{
			{Cells: []report.Cell{report.Text(`a "quoted", word`),
				report.Money(money.NewAmount(ledgertest.Number(t, "-1234567.5").Fraction(), currency(t, "USD"))),
				report.Date(ledgertest.Day(t, "2024-03-27"))}},
			{Cells: []report.Cell{report.Text("two\nlines"),
				report.Money(money.NewAmount(ledgertest.Number(t, "1234567.5").Fraction(), currency(t, "JPY"))).
					Qualified("at-most"), {}}},
			{Cells: []report.Cell{report.Text(" spaced "), report.Typed(ledgertest.Number(t, "1.10")), {}}},
		},
	}
	want := "text,amount,day\n" +
		"\"a \"\"quoted\"\", word\",-1234567.50,2024-03-27\n" +
		"\"two\nlines\",1234568,\n" +
		"\" spaced \",1.10,\n"
	if diff := cmp.Diff(want, asCSV(t, table)); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
	excel := written(t, func(out *bytes.Buffer) error { return report.WriteExcelCSV(out, table) })
	want = "\ufefftext,amount,day\r\n" +
		"\"a \"\"quoted\"\", word\",-1234567.50,2024-03-27\r\n" +
		"\"two\nlines\",1234568,\r\n" +
		"\" spaced \",1.10,\r\n"
	if diff := cmp.Diff(want, excel); diff != "" {
		t.Errorf("CSV for Excel (-want +got):\n%s", diff)
	}
}

func TestTextThatASpreadsheetWouldRunGetsAnApostrophe(t *testing.T) {
	cases := map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@sum": "'@sum", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx",
		"'quoted": "''quoted", "''": "'''", "a=1": "a=1", "": "", "1": "1", "–": "–",
	}
	for text, want := range cases {
		if got := report.Safe(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
	if got := report.Count(-5).Plain(); got != "-5" {
		t.Errorf("a number is written %q, want -5", got)
	}
	if got := asCSV(t, words("-5")); got != "word\n'-5\n" {
		t.Errorf("a text of digits is written %q", got)
	}
}

// readBack reads CSV as any reader does and takes one apostrophe off each text.
func readBack(t testing.TB, text string) []string {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = 1
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	var got []string
	for _, record := range records[1:] {
		got = append(got, strings.TrimPrefix(record[0], "'"))
	}
	return got
}

// asRead is text as encoding/csv gives it back: it takes CRLF within quotes as LF.
func asRead(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func TestTextIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringOfN(
			rapid.SampledFrom([]rune("=+-@'\",;\t\r\n ab1")), 1, 8, -1)), 1, 6).Draw(t, "texts")
		var out bytes.Buffer
		if err := report.WriteCSV(&out, words(texts...)); err != nil {
			t.Fatal(err)
		}
		reader := csv.NewReader(&out)
		records, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(records) != len(texts)+1 {
			t.Fatalf("%d texts are read back as %d rows", len(texts), len(records)-1)
		}
		for i, text := range texts {
			cell := records[i+1][0]
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				t.Fatalf("%q is written as %q, which a spreadsheet would run", text, cell)
			}
			if got := strings.TrimPrefix(cell, "'"); got != asRead(text) {
				t.Fatalf("%q is read back as %q", text, got)
			}
		}
	})
}

func FuzzTextInCSV(f *testing.F) {
	for _, seed := range []string{"", "=cmd|' /C calc'!A0", "'", "''", "-", "a\r\nb", "\"", "\ufeff", " ", "+\t", "\r",
		"\n\n", "a,b;c", "@SUM(1)", "1.10"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := readBack(t, asCSV(t, words(text)))
		if diff := cmp.Diff([]string{asRead(text)}, got); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	})
}

func TestEveryReportIsReadBackFromCSVAsItsCells(t *testing.T) {
	book := sample(t)
	for _, definition := range report.Reports() {
		table := made(t, book, definition.Name, report.Params{AsOf: ledgertest.Day(t, "2026-07-02"), Filter: everyone()})
		records, err := csv.NewReader(strings.NewReader(asCSV(t, table))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(names(table.Columns), records[0]); diff != "" {
			t.Errorf("%s: header (-want +got):\n%s", definition.Name, diff)
		}
		for i, row := range table.Rows {
			var want []string
			for _, cell := range row.Cells {
				want = append(want, cell.Plain())
			}
			if diff := cmp.Diff(want, records[i+1]); diff != "" {
				t.Errorf("%s: row %s (-want +got):\n%s", definition.Name, row.ID, diff)
			}
		}
	}
}

var errFull = errors.New("no space left")

// full takes so many bytes and then fails.
type full struct{ room int }

func (w *full) Write(p []byte) (int, error) {
	if len(p) > w.room {
		return w.room, errFull
	}
	w.room -= len(p)
	return len(p), nil
}

func TestAWriteThatFailsIsTold(t *testing.T) {
	table := made(t, sample(t), "commitments", report.Params{AsOf: ledgertest.Day(t, "2026-07-02")})
	for _, format := range report.Formats() {
		whole := written(t, func(out *bytes.Buffer) error { return format.Write(out, table) })
		for _, room := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
			if err := format.Write(&full{room}, table); !errors.Is(err, errFull) {
				t.Errorf("%s into %d bytes: got the error %v, want %v", format.Name, room, err, errFull)
			}
		}
		if err := format.Write(&full{len(whole)}, table); err != nil {
			t.Errorf("%s into just enough: %v", format.Name, err)
		}
	}
}
