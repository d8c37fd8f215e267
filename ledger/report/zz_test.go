package report_test

import (
	"os"
	"testing"

	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/report"
)

func TestZZ(t *testing.T) {
	b := sample(t)
	for _, day := range []string{"2024-03-26", "2026-04-20"} {
	d, _ := civil.Parse(day)
	for _, r := range report.Reports() {
		tb, err := r.Make(b, report.Params{AsOf: d, Filter: figures.Filter{All: true}})
		if err != nil { t.Error(err); continue }
		if r.Name == "journal" { tb.Rows = tb.Rows[:3] }
		report.WriteText(os.Stdout, tb)
	}
	}
}
