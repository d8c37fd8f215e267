package report_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

func asText(t testing.TB, table report.Table) string {
	t.Helper()
	return written(t, func(out *bytes.Buffer) error { return report.WriteText(out, table) })
}

func TestTheTextTableIsAlignedAndSaysWhatItRestsOn(t *testing.T) {
	dollars := func(text string) report.Cell {
		return report.Money(money.NewAmount(ledgertest.Number(t, text).Fraction(), currency(t, "USD")))
	}
	table := report.Table{
		Name: "stakes", Title: "Stakes", AsOf: ledgertest.Day(t, "2024-03-27"), Known: 12345, Head: ledger.Hash{0xab},
		Columns: []report.Column{{Name: "company", Type: report.TypeID}, {Name: "name", Type: report.TypeText},
			{Name: "cap", Type: report.TypeMoney}, {Name: "signed", Type: report.TypeDate},
			{Name: "share", Type: report.TypePercent}, {Name: "qualifiers", Type: report.TypeText, FilesOnly: true}},
		Rows: []report.Row{
			{Cells: []report.Cell{report.Text("acme"), report.Text("株式会社ＡＢＣ"), dollars("4000000000").Qualified(ledger.AtMost),
				report.Date(ledgertest.Day(t, "2023-09-25")), report.Number(ledgertest.Number(t, "31.25").Fraction(), 4), {}}},
			{Cells: []report.Cell{report.Text("zeta"), report.Text("Zé\u0301ta"), dollars("-12.5").Qualified(ledger.About), {},
				{}, report.Text("cap about")}},
			{Total: true, Cells: []report.Cell{report.Text("Total"), {}, dollars("3999999987.5").Qualified(ledger.AtLeast), {},
				{}, {}}},
		},
		Notes: []string{"a note", "another\nnote"},
	}
	want := `Stakes

company  name                          cap  signed        share
───────  ──────────────  ─────────────────  ──────────  ───────
acme     株式会社ＡＢＣ  ≤4,000,000,000.00  2023-09-25  31.2500
zeta     Zé` + "\u0301" + `ta                      ~-12.50
───────  ──────────────  ─────────────────  ──────────  ───────
Total                    ≥3,999,999,987.50

· a note
· another⏎note

as of 2024-03-27 · known to entry 12345 · head ab00000000000000000000000000000000000000000000000000000000000000
`
	if diff := cmp.Diff(want, asText(t, table)); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestAnEmptyTableSaysSo(t *testing.T) {
	table := made(t, ledgertest.Build(t, ledgertest.Stage()...), "commitments",
		report.Params{AsOf: ledgertest.Day(t, "2024-01-01")})
	if text := asText(t, table); !strings.Contains(text, "\n(nothing)\n") {
		t.Errorf("the table without a row is\n%s", text)
	}
}

func TestNothingSteersTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signs := []rune("a\x1b[2J\x00\x7f\u009b\u202e\u2066\u2028\r\n\t\b日")
		hostile := rapid.StringOf(rapid.SampledFrom(signs)).Draw(t, "text")
		table := words(hostile)
		table.Notes = []string{hostile}
		var out bytes.Buffer
		if err := report.WriteText(&out, table); err != nil {
			t.Fatal(err)
		}
		for _, r := range out.String() {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
				t.Fatalf("%q is sent as %q", hostile, out.String())
			}
		}
		if lines := strings.Count(out.String(), "\n"); lines != 9 {
			t.Fatalf("%q takes %d lines:\n%s", hostile, lines, out.String())
		}
	})
}

func TestNumbersOfEntriesAreNotGrouped(t *testing.T) {
	if got := report.Ordinal(12345).Display(); got != "12345" {
		t.Errorf("entry 12345 is shown as %s", got)
	}
	if got := report.Count(12345).Display(); got != "12,345" {
		t.Errorf("12345 rows are shown as %s", got)
	}
	if !report.Ordinal(0).IsEmpty() {
		t.Error("no entry is shown")
	}
}

func TestCellsOrderByWhatTheyHold(t *testing.T) {
	number := func(text string) report.Cell { return report.Typed(ledgertest.Number(t, text)) }
	ordered := []report.Cell{{}, report.Text("Alpha"), report.Text("alpha"), report.Text("Beta"),
		report.Date(ledgertest.Day(t, "2023-12-31")), report.Date(ledgertest.Day(t, "2024-01-01")),
		number("-2"), number("9"), number("10"), number("10.5")}
	for i, x := range ordered {
		for j, y := range ordered {
			if got := x.Compare(y); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%q compared with %q is %d", x, y, got)
			}
		}
	}
}

func TestATableFindsItsCellsByName(t *testing.T) {
	table := words("one", "two")
	if got := table.Cell(1, "word").String(); got != "two" {
		t.Errorf("the second word is %q", got)
	}
	for _, cell := range []report.Cell{table.Cell(2, "word"), table.Cell(-1, "word"), table.Cell(0, "number")} {
		if !cell.IsEmpty() {
			t.Errorf("a cell that is not there is %q", cell)
		}
	}
	if table.Index("word") != 0 || table.Index("number") != -1 {
		t.Errorf("word is column %d, number %d", table.Index("word"), table.Index("number"))
	}
}
