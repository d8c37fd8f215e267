package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/ledgertest"
	"stakebook/ledger/report"
)

// cells are some columns of the row about an id; nil where there is no such row.
func cells(table report.Table, id string, columns ...string) []string {
	for i, row := range table.Rows {
		if row.ID != id {
			continue
		}
		var texts []string
		for _, column := range columns {
			texts = append(texts, report.Sign(table.Cell(i, column).Qualifier())+table.Cell(i, column).String())
		}
		return texts
	}
	return nil
}

func TestTheSampleAddsUpOnItsCheckpoints(t *testing.T) {
	book := sample(t)
	cases := []struct {
		day     string
		columns []string
		want    []string // of Amazon in Anthropic
	}{
		{"2023-09-24", []string{"cap"}, nil},
		{"2023-12-31", []string{"cap", "funded", "option"}, []string{"≤4000000000.00", "1250000000.00", "≤2750000000.00"}},
		{"2024-03-26", []string{"cap", "funded", "firm", "option", "maximum"},
			[]string{"≤4000000000.00", "1250000000.00", "0.00", "≤2750000000.00", "4000000000.00"}},
		{"2024-03-27", []string{"cap", "funded", "firm", "option"},
			[]string{"≤4000000000.00", "4000000000.00", "0.00", "0.00"}},
		{"2024-11-22", []string{"cap", "funded", "firm"}, []string{"8000000000.00", "5300000000.00", "2700000000.00"}},
		{"2025-09-30", []string{"cap", "funded", "firm"}, []string{"8000000000.00", "6600000000.00", "1400000000.00"}},
		{"2025-12-31", []string{"cap", "funded", "cost", "fair_value", "exposure", "oldest_mark"},
			[]string{"8000000000.00", "8000000000.00", "8000000000.00", "60600000000.00", "60600000000.00", "2025-12-31"}},
		{"2026-04-20", []string{"cap", "funded", "firm", "conditional", "option", "fair_value"},
			[]string{"33000000000.00", "13000000000.00", "0.00", "≤20000000000.00", "0.00", "65600000000.00"}},
	}
	for _, test := range cases {
		t.Run(test.day, func(t *testing.T) {
			table := made(t, book, "exposure", report.Params{AsOf: ledgertest.Day(t, test.day)})
			if diff := cmp.Diff(test.want, cells(table, "anthropic", test.columns...)); diff != "" {
				t.Errorf("Amazon in Anthropic on %s (-want +got):\n%s", test.day, diff)
			}
		})
	}
}

func TestTheOptionOfMarch2024(t *testing.T) {
	book := sample(t)
	cases := []struct {
		day  string
		want []string
	}{
		{"2023-12-31", []string{"31.2500", "2750000000.00", "≤2750000000.00", "0.00"}},
		{"2024-03-26", []string{"31.2500", "2750000000.00", "≤2750000000.00", "5500000000.00"}},
		{"2024-03-27", []string{"100.0000", "0.00", "0.00", ""}},
	}
	for _, test := range cases {
		t.Run(test.day, func(t *testing.T) {
			params := report.Params{AsOf: ledgertest.Day(t, test.day)}
			commitment := made(t, book, "commitments", params)
			tranche := made(t, book, "tranches", params)
			got := append(cells(commitment, "amzn-anthropic-1", "used_percent", "unfunded"),
				cells(tranche, "amzn-anthropic-1/b", "left", "embedded_gain")...)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("on %s (-want +got):\n%s", test.day, diff)
			}
		})
	}
}

func TestWhatIsNotReportedAsPaidIsOverdue(t *testing.T) {
	book := sample(t)
	cases := []struct {
		day  string
		want []string // of SoftBank's second commitment
	}{
		{"2026-04-01", []string{"0.00", "30000000000.00", "2026-04-01"}},
		{"2026-04-02", []string{"10000000000.00", "30000000000.00", "2026-07-01"}},
		{"2026-07-02", []string{"20000000000.00", "30000000000.00", "2026-10-01"}},
		{"2026-10-02", []string{"30000000000.00", "30000000000.00", ""}},
	}
	for _, test := range cases {
		table := made(t, book, "commitments", report.Params{AsOf: ledgertest.Day(t, test.day), Filter: everyone()})
		if diff := cmp.Diff(test.want, cells(table, "sftb-openai-2", "overdue", "firm", "next_due")); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", test.day, diff)
		}
	}
}

func TestWhatWasPaidInEurosCountsAtItsRecordedCost(t *testing.T) {
	book := sample(t)
	params := report.Params{AsOf: ledgertest.Day(t, "2024-03-28"), Filter: everyone()}
	own := cells(made(t, book, "commitments", params), "msft-mistral-1", "currency", "cap", "funded")
	if diff := cmp.Diff([]string{"EUR", "15000000.00", "15000000.00"}, own); diff != "" {
		t.Errorf("in its own currency (-want +got):\n%s", diff)
	}
	// The cap at the rate of the day, 1.0811; what was paid as it was reported in dollars.
	dollars := cells(made(t, book, "exposure", params), "mistral", "currency", "cap", "funded", "cost")
	if diff := cmp.Diff([]string{"USD", "16216500.00", "16300000.00", "16300000.00"}, dollars); diff != "" {
		t.Errorf("in dollars (-want +got):\n%s", diff)
	}
	params.Currency = currency(t, "EUR")
	euros := cells(made(t, book, "exposure", params), "mistral", "currency", "cap", "funded", "cost")
	if diff := cmp.Diff([]string{"EUR", "15000000.00", "15000000.00", "15000000.00"}, euros); diff != "" {
		t.Errorf("in euros (-want +got):\n%s", diff)
	}
}

func TestTheLetterOfIntentStaysOutOfEveryTotal(t *testing.T) {
	params := report.Params{AsOf: ledgertest.Day(t, "2025-12-31"), Filter: everyone()}
	params.Filter.Where = where(t, "investor=nvidia")
	table := made(t, sample(t), "exposure", params)
	want := []string{"≤10000000000.00", "≤10000000000.00", "≤10000000000.00", "≤100000000000.00"}
	if diff := cmp.Diff(want, cells(table, "#total", "cap", "firm", "maximum", "indicative")); diff != "" {
		t.Errorf("Nvidia in all (-want +got):\n%s", diff)
	}
}
