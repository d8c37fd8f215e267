package interchange_test

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/interchange"
)

func ExampleReadCSV() {
	const fundings = `date,commitment,amount,source
2023-09-25,acme-1,1250000000,term sheet
27/03/2024,acme-1,2750000000,press release
`
	for record, err := range interchange.ReadCSV(strings.NewReader(fundings), "fundings.csv", "") {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(record.Place(), record.Entry.Kind(), record.Entry.Text("amount"))
	}
	// Output:
	// fundings.csv:2:1 funding 1250000000
	// fundings.csv:3:1: date: "27/03/2024" is no date: a date is written YYYY-MM-DD, such as 2024-03-27
}

func ExampleMerge() {
	const lines = `{"kind":"party","id":"acme","name":"Acme"}
{"kind":"party","id":"zeta","name":"Zeta"}
`
	book := []ledger.Entry{{Seq: 1, Payload: ledger.Party{ID: "acme", Name: "Acme"}}}
	var records []interchange.Record
	for record, err := range interchange.ReadJSONL(strings.NewReader(lines), "parties.jsonl") {
		if err != nil {
			fmt.Println(err)
			return
		}
		records = append(records, record)
	}
	plan, err := interchange.Merge(slices.Values(book), records)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Known, "known; to record:")
	if err := interchange.WriteJSONL(os.Stdout, slices.Values(plan.Entries)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 known; to record:
	// {"kind":"party","id":"zeta","name":"Zeta"}
}
