package report_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// large is a book of many commitments, each with two tranches, a call, fundings and a distribution, in two currencies.
func large(b *testing.B, commitments int) *ledger.Book {
	b.Helper()
	book := ledgertest.Build(b, ledgertest.Stage()...)
	for i := range 50 {
		ledgertest.Extend(b, book, fmt.Sprintf(`party id=company%d name="Company %d" sector=s%d tags=a;b`, i, i, i%7))
	}
	for i := range commitments {
		currency := []string{"USD", "EUR"}[i%2]
		ledgertest.Extend(b, book,
			fmt.Sprintf(`2024-01-05 commitment id=k%d investor=us company=company%d cap=1000 currency=%s`, i, i%50, currency),
			fmt.Sprintf(`2024-01-05 tranche id=k%d/a commitment=k%d max=400 due=2024-06-30`, i, i),
			fmt.Sprintf(`2024-01-05 tranche id=k%d/b commitment=k%d max=300 strength=option decide_by=2024-03-31`, i, i),
			fmt.Sprintf(`2024-02-01 call commitment=k%d tranche=k%d/a amount=150.50`, i, i),
			fmt.Sprintf(`2024-02-10 funding commitment=k%d tranche=k%d/a amount=100.25 qualifier=about`, i, i),
			fmt.Sprintf(`2024-05-01 funding commitment=k%d amount=33.33`, i),
			fmt.Sprintf(`2024-08-01 distribution commitment=k%d amount=10 recallable=5`, i),
		)
	}
	return book
}

func BenchmarkReportsOverTenThousandCommitments(b *testing.B) {
	book := large(b, 10_000)
	day, _ := civil.Of(2024, 12, 31)
	for _, r := range report.Reports() {
		b.Run(r.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Make(book, report.Params{AsOf: day}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// wide is a table of twelve columns, as a report over commitments has them: ids, names, a currency, days and amounts.
func wide(b *testing.B, rows int) report.Table {
	b.Helper()
	dice := rand.New(rand.NewPCG(1, 2))
	first, _ := civil.Of(2010, 1, 1)
	usd, err := money.ParseCurrency("USD")
	if err != nil {
		b.Fatal(err)
	}
	amount := func() report.Cell {
		text := fmt.Sprintf("%d.%0*d", dice.IntN(2_000_000_000), 2+dice.IntN(5), dice.IntN(100))
		return report.Money(money.NewAmount(ledgertest.Number(b, text).Fraction(), usd))
	}
	day := func() report.Cell { return report.Date(first.AddDays(dice.IntN(6000))) }
	table := report.Table{Name: "wide", Columns: []report.Column{{Name: "commitment"}, {Name: "investor"},
		{Name: "investor_name"}, {Name: "company"}, {Name: "company_name"}, {Name: "currency"}, {Name: "signed"},
		{Name: "cap"}, {Name: "funded"}, {Name: "unfunded"}, {Name: "used_percent"}, {Name: "next_due"}}}
	investors, companies := parties("inv-%02d", "Tervia Capital %02d", 50), parties("co-%04d", "Novara Systems %04d", 2000)
	for i := range companies {
		if i%20 == 0 {
			companies[i].name = fmt.Sprintf(`Novara "%04d", Inc.`, i)
		}
	}
	for i := range rows {
		investor, company := investors[i%len(investors)], companies[i%len(companies)]
		funded, most := int64(1+dice.IntN(900_000)), int64(1_000_000+dice.IntN(900_000))
		used, _ := money.Whole(100 * funded).Div(money.Whole(most))
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{
			report.Text(fmt.Sprintf("c-%05d", i)), report.Text(investor.id), report.Text(investor.name),
			report.Text(company.id), report.Text(company.name), report.Text("USD"), day(), amount(), amount(), amount(),
			report.Number(used, 4), day()}})
	}
	return table
}

// named is a party as a book has it: all cells about it share its words.
type named struct{ id, name string }

func parties(id, name string, n int) []named {
	all := make([]named, n)
	for i := range all {
		all[i] = named{fmt.Sprintf(id, i), fmt.Sprintf(name, i)}
	}
	return all
}

// distinct is how many rows the tables of a million rows have that differ; they stand in it again and again.
const (
	exported = 1_000_000
	distinct = 50_000
)

// BenchmarkCSV writes a million rows of twelve columns; the same texts, already made, through encoding/csv; and the
// same bytes, already made, to a file that is then synced.
func BenchmarkCSV(b *testing.B) {
	table := wide(b, distinct)
	texts := make([][]string, 0, distinct)
	for _, row := range table.Rows {
		record := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			record[i] = cell.Plain()
		}
		texts = append(texts, record)
	}
	for len(table.Rows) < exported {
		table.Rows = append(table.Rows, table.Rows[:distinct]...)
	}
	var size counter
	if err := report.WriteCSV(&size, table); err != nil {
		b.Fatal(err)
	}
	b.Run("raw", func(b *testing.B) {
		b.SetBytes(int64(size))
		block := bytes.Repeat([]byte("0123456789abcdef"), 64<<10)
		path := filepath.Join(b.TempDir(), "raw")
		for b.Loop() {
			writeRaw(b, path, block, int64(size))
			b.StopTimer()
			if err := os.Remove(path); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			if err := report.WriteCSV(io.Discard, table); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-csv", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			out := csv.NewWriter(io.Discard)
			for range exported / distinct {
				if err := out.WriteAll(texts); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// writeRaw writes so many bytes to a file and syncs it.
func writeRaw(b *testing.B, path string, block []byte, size int64) {
	b.Helper()
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	for size > 0 {
		n, err := file.Write(block[:min(size, int64(len(block)))])
		if err != nil {
			b.Fatal(err)
		}
		size -= int64(n)
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		b.Fatal(err)
	}
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
