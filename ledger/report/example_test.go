package report_test

import (
	"bytes"
	"fmt"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/interchange"
	"stakebook/ledger/report"
)

// What there was to decide in the sample book on 26 March 2024.
func Example() {
	book := ledger.New()
	for record, err := range interchange.ReadJSONL(bytes.NewReader(assets.SampleJournal), "sample.jsonl") {
		if err != nil {
			fmt.Println(err)
			return
		}
		if _, err := book.Append(record.Entry); err != nil {
			fmt.Println(err)
			return
		}
	}
	day, _ := civil.Of(2024, 3, 26)
	agenda, err := report.Named("agenda")
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := agenda.Make(book, report.Params{AsOf: day})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range table.Rows {
		fmt.Println(table.Cell(i, "date"), table.Cell(i, "what"), table.Cell(i, "tranche"), table.Cell(i, "amount").Display())
	}
	// Output:
	// 2024-03-31 decide by amzn-anthropic-1/b ≤2,750,000,000.00
}
