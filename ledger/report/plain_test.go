package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/civil"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// fractions draws numbers that fit a machine's word and numbers that do not, halves of a last place among them.
func fractions() *rapid.Generator[money.Fraction] {
	return rapid.Custom(func(t *rapid.T) money.Fraction {
		top := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-2000, 2000),
			rapid.SampledFrom([]int64{0, 5, -5, math.MaxInt64, math.MinInt64})).Draw(t, "top")
		bottom := rapid.OneOf(rapid.SampledFrom([]int64{1, 2, 10, 1000, 2000, 1_000_000, 3, 7}),
			rapid.Int64Range(1, math.MaxInt64)).Draw(t, "bottom")
		number := big.NewRat(top, bottom)
		if rapid.IntRange(0, 5).Draw(t, "large") == 0 {
			number.Mul(number, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(21), nil)))
		}
		return money.FractionOf(number)
	})
}

func TestANumberIsPrintedAsItIsRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		exact, places := fractions().Draw(t, "number"), rapid.IntRange(-1, 22).Draw(t, "places")
		cell := report.Number(exact, places)
		if got, want := cell.String(), exact.Round(places).String(); got != want {
			t.Fatalf("%s to %d places is printed %q, want %q", exact, places, got, want)
		}
		if !cell.Exact().Equal(exact) {
			t.Fatalf("%s is kept as %s", exact, cell.Exact())
		}
	})
}

func TestNumbersAtTheEdgeOfAMachinesWordKeepTheirDigits(t *testing.T) {
	for _, c := range []struct {
		top    int64
		bottom int64
		places int
		want   string
	}{
		{math.MaxInt64, 1, 0, "9223372036854775807"},
		{math.MinInt64, 1, 0, "-9223372036854775808"},
		{math.MaxInt64, 1, 2, "9223372036854775807.00"},
		{math.MaxInt64, 100, 2, "92233720368547758.07"},
		{5, 1000, 2, "0.00"}, {15, 1000, 2, "0.02"}, {25, 1000, 2, "0.02"}, {-5, 1000, 2, "0.00"}, {-15, 1000, 2, "-0.02"},
		{1, math.MaxInt64, 18, "0.000000000000000000"}, {1, 3, 18, "0.333333333333333333"},
		{1, 3, 19, "0.3333333333333333333"}, {9, 1, 18, "9.000000000000000000"}, {10, 1, 18, "10.000000000000000000"},
		{4870580926871, 264034721109, 18, "18.446744073709551616"}, // rounded up to 2⁶⁴
		{995, 100, 1, "10.0"}, {-1, 1, 3, "-1.000"},
	} {
		if got := report.Number(money.FractionOf(big.NewRat(c.top, c.bottom)), c.places).String(); got != c.want {
			t.Errorf("%d/%d to %d places is printed %s, want %s", c.top, c.bottom, c.places, got, c.want)
		}
	}
}

func TestADayIsPrintedAsTheCalendarWritesIt(t *testing.T) {
	first := ledgertest.Day(t, "0001-01-01")
	rapid.Check(t, func(t *rapid.T) {
		day := first.AddDays(rapid.IntRange(0, 3_652_058).Draw(t, "day"))
		cell := report.Date(day)
		if cell.String() != day.String() || cell.Day() != day {
			t.Fatalf("%s is printed %s and kept as %s", day, cell, cell.Day())
		}
	})
	if day := report.Text("2024-03-27").Day(); !day.IsZero() {
		t.Errorf("words are the day %s", day)
	}
}

// plainCSV writes a table field by field, by the words of RFC 4180 and those of Safe: what the quick writer is held to.
func plainCSV(table report.Table, lineEnd string) string {
	var out strings.Builder
	record := func(fields []string) {
		for i, field := range fields {
			if i > 0 {
				out.WriteByte(',')
			}
			if strings.ContainsAny(field, ",\"\r\n") || strings.TrimSpace(field) != field || field == "" && len(fields) == 1 {
				field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
			}
			out.WriteString(field)
		}
		out.WriteString(lineEnd)
	}
	record(names(table.Columns))
	for _, row := range table.Rows {
		fields := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			fields[i] = cell.Plain()
		}
		record(fields)
	}
	return out.String()
}

// someCell draws cells of every form; texts are of every length up to some machine words, with every sign that
// matters at either end and within.
func someCell() *rapid.Generator[report.Cell] {
	signs := rapid.SampledFrom([]rune("aaaaaaaaabcZ019 ,\"\r\n\t=+-@'é\u00a0\u2003\x7f;."))
	first := civil.Date{}.AddDays(700_000)
	return rapid.Custom(func(t *rapid.T) report.Cell {
		switch rapid.IntRange(0, 5).Draw(t, "form") {
		case 0:
			return report.Cell{}
		case 1:
			return report.Date(first.AddDays(rapid.IntRange(0, 60_000).Draw(t, "day")))
		case 2:
			return report.Number(fractions().Draw(t, "number"), rapid.IntRange(0, 6).Draw(t, "places"))
		default:
			return report.Text(rapid.StringOfN(signs, 0, 30, -1).Draw(t, "text"))
		}
	})
}

func TestTheQuickWriterWritesWhatThePlainOneDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 4).Draw(t, "columns")
		table := report.Table{Name: "drawn"}
		for range columns {
			table.Columns = append(table.Columns, report.Column{Name: rapid.SampledFrom([]string{"a", "b,c", " d", ""}).
				Draw(t, "column")})
		}
		for range rapid.IntRange(0, 9).Draw(t, "rows") {
			table.Rows = append(table.Rows, report.Row{Cells: rapid.SliceOfN(someCell(), columns, columns).Draw(t, "cells")})
		}
		var out, excel bytes.Buffer
		if err := errors.Join(report.WriteCSV(&out, table), report.WriteExcelCSV(&excel, table)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plainCSV(table, "\n"), out.String()); diff != "" {
			t.Fatalf("CSV (-plain +quick):\n%s", diff)
		}
		if diff := cmp.Diff("\ufeff"+plainCSV(table, "\r\n"), excel.String()); diff != "" {
			t.Fatalf("CSV for Excel (-plain +quick):\n%s", diff)
		}
	})
}

// long is a table of more bytes than are written at once.
func long(rows int) report.Table {
	table := report.Table{Name: "long", Columns: []report.Column{{Name: "row"}, {Name: "word"}}}
	for i := range rows {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{report.Count(i), report.Text("of many rows")}})
	}
	return table
}

func TestALongTableKeepsItsOrderAndItsLastRow(t *testing.T) {
	for _, rows := range []int{0, 1, 3_000, 20_000, 20_001} {
		table := long(rows)
		records, err := csv.NewReader(strings.NewReader(asCSV(t, table))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(records) != rows+1 {
			t.Fatalf("%d rows are written as %d", rows, len(records)-1)
		}
		for i, record := range records[1:] {
			if want := report.Count(i).String(); record[0] != want {
				t.Fatalf("of %d rows, row %s stands where row %s belongs", rows, record[0], want)
			}
		}
	}
}

func TestAWriteThatFailsAmongManyRowsIsTold(t *testing.T) {
	table := long(20_000)
	size := len(asCSV(t, table))
	for _, room := range []int{0, 9, 10_000, size / 2, size - 1} {
		if err := report.WriteCSV(&full{room}, table); !errors.Is(err, errFull) {
			t.Errorf("into %d of %d bytes: got the error %v, want %v", room, size, err, errFull)
		}
	}
}
