package report_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

func currency(t testing.TB, code string) money.Currency {
	t.Helper()
	c, err := money.ParseCurrency(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func where(t testing.TB, texts ...string) []ledger.ScopeTerm {
	t.Helper()
	var terms []ledger.ScopeTerm
	for _, text := range texts {
		term, err := figures.ParseWhere(text)
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, term)
	}
	return terms
}

// contract has the columns that every version prints, in their order; others may only follow.
func contract() map[string]string {
	return map[string]string{
		"commitments": "commitment investor investor_name company company_name currency strength signed expires cap funded " +
			"recallable released unfunded firm conditional option called overdue undecided indicative outside distributed " +
			"used_percent next_due",
		"tranches": "tranche commitment investor investor_name company company_name currency strength min max called " +
			"funded released left due decide_by days_left condition state valuation valuation_basis embedded_gain",
		"exposure": "company company_name currency cap funded firm conditional option indicative cost fair_value exposure " +
			"maximum share_percent",
		"rollforward": "commitment currency opening new amended funded recallable released fx closing",
		"cashflows":   "date investor investor_name company company_name commitment type amount currency reporting_amount",
		"agenda":      "date days_left what commitment tranche amount currency",
		"journal":     "seq recorded author date kind standing source note fields hash",
	}
}

func names(columns []report.Column) []string {
	var texts []string
	for _, column := range columns {
		texts = append(texts, column.Name)
	}
	return texts
}

func TestReportsHaveTheColumnsOfTheContract(t *testing.T) {
	want := contract()
	for _, r := range report.Reports() {
		got := names(r.Columns(report.Params{AsOf: ledgertest.Day(t, "2024-01-01")}))
		first := strings.Fields(want[r.Name])
		if len(first) == 0 || len(got) < len(first) {
			t.Fatalf("%s has the columns %v, want %v", r.Name, got, first)
		}
		if diff := cmp.Diff(first, got[:len(first)]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.Name, diff)
		}
		slices.Sort(got)
		if len(slices.Compact(got)) != len(r.Columns(report.Params{})) {
			t.Errorf("%s has a column twice", r.Name)
		}
	}
}

func TestTheFirstColumnOfExposureIsItsDimension(t *testing.T) {
	for dimension, want := range map[string]string{
		"company": "company company_name currency", "investor": "investor investor_name currency",
		"sector": "sector currency cap", "country": "country currency cap", "class": "class currency cap",
		"program": "program currency cap", "tag": "tag currency cap", "currency": "currency reporting_currency cap",
	} {
		table := made(t, sample(t), "exposure", report.Params{AsOf: ledgertest.Day(t, "2026-04-20"), By: dimension})
		if diff := cmp.Diff(strings.Fields(want), names(table.Columns)[:3]); diff != "" {
			t.Errorf("by %s (-want +got):\n%s", dimension, diff)
		}
	}
}

func TestEveryReportSaysWhatItRestsOn(t *testing.T) {
	book := sample(t)
	known, err := book.AsKnown(40)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Reports() {
		table, err := r.Make(known, report.Params{AsOf: ledgertest.Day(t, "2026-04-20")})
		if err != nil {
			t.Fatal(err)
		}
		if table.Name != r.Name || table.Title == "" || table.Known != 40 || table.Head != known.Head().Hash ||
			table.AsOf != ledgertest.Day(t, "2026-04-20") {
			t.Errorf("%s rests on %q, %q, %d, %s, %s", r.Name, table.Name, table.Title, table.Known, table.Head, table.AsOf)
		}
		if r.Help == "" || !strings.HasSuffix(r.Help, ".") {
			t.Errorf("the help of %s is no sentence: %q", r.Name, r.Help)
		}
	}
}

func TestEveryRowHasACellForEachColumnAndAnIDOfItsOwn(t *testing.T) {
	book := sample(t)
	for _, r := range report.Reports() {
		table, err := r.Make(book, report.Params{AsOf: ledgertest.Day(t, "2026-07-02"), Filter: everyone()})
		if err != nil {
			t.Fatal(err)
		}
		if len(table.Rows) == 0 {
			t.Errorf("%s of the sample is empty", r.Name)
		}
		ids := make(map[string]bool)
		for _, row := range table.Rows {
			if len(row.Cells) != len(table.Columns) {
				t.Errorf("%s: row %s has %d cells in %d columns", r.Name, row.ID, len(row.Cells), len(table.Columns))
			}
			if row.ID == "" || ids[row.ID] {
				t.Errorf("%s: the id %q is empty or stands twice", r.Name, row.ID)
			}
			ids[row.ID] = true
			checkTypes(t, table, row)
		}
	}
}

// checkTypes holds cells to the type of their column.
func checkTypes(t *testing.T, table report.Table, row report.Row) {
	t.Helper()
	for i, cell := range row.Cells {
		column := table.Columns[i]
		fits := cell.IsNumber() == column.Type.Numeric() && cell.Day().IsZero() == (column.Type != report.TypeDate)
		if !cell.IsEmpty() && !fits {
			t.Errorf("%s: %s of row %s is %q, no %s", table.Name, column.Name, row.ID, cell, column.Type)
		}
	}
}

func TestWhatARowOpens(t *testing.T) {
	for id, want := range map[string]string{"amzn-anthropic-1/b": "amzn-anthropic-1/b", "12": "12", "12#2": "12",
		"#total": "", "#none": ""} {
		if got := (report.Row{ID: id}).Target(); got != want {
			t.Errorf("row %s opens %q, want %q", id, got, want)
		}
	}
}

func TestBothSidesOfATransferAreRowsOfTheirOwn(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-02-02 issuance lot=p1 holder=us security=acme-pref units=100 cost=50 currency=USD`,
		`2024-02-03 transfer lot=p1 to=them units=50 new_lot=p3 amount=30 currency=USD`)...)
	table := made(t, b, "cashflows", report.Params{AsOf: ledgertest.Day(t, "2024-12-31"), Filter: everyone()})
	var got []string
	for i, row := range table.Rows {
		got = append(got, row.ID+" opens "+row.Target()+": "+table.Cell(i, "type").String()+" "+
			table.Cell(i, "amount").String())
	}
	want := []string{"12 opens 12: purchase -50.00", "13 opens 13: sale 30.00", "13#2 opens 13: purchase -30.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestParametersThatCannotBeAreRefused(t *testing.T) {
	day := ledgertest.Day(t, "2024-06-30")
	cases := []struct {
		name   string
		params report.Params
		want   string
	}{
		{"no day", report.Params{}, "report exposure: as-of: no date is given"},
		{"no dimension", report.Params{AsOf: day, By: "planet"}, `report exposure: by: "planet" is no dimension; there are ` +
			"company, investor, sector, country, currency, class, program, tag"},
		{"too many places", report.Params{AsOf: day, Places: 31}, "report exposure: places: 31 is not from 0 to 30"},
		{"fewer than none", report.Params{AsOf: day, Places: -1}, "report exposure: places: -1 is not from 0 to 30"},
		{"a period that ends before it begins", report.Params{AsOf: day, From: ledgertest.Day(t, "2024-07-01")},
			"report exposure: from: 2024-07-01 is after 2024-06-30, the end of the period"},
	}
	definition, err := report.Named("exposure")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range cases {
		if _, err := definition.Make(sample(t), test.params); err == nil || err.Error() != test.want {
			t.Errorf("%s: got the error %v, want %q", test.name, err, test.want)
		}
	}
}

func TestAReportOrFormatThatIsNotThereIsRefused(t *testing.T) {
	_, err := report.Named("profit")
	want := `there is no report "profit"; there are ` + strings.Join(report.Names(), ", ")
	if err == nil || err.Error() != want {
		t.Errorf("got the error %v, want %q", err, want)
	}
	_, err = report.FormatNamed("doc")
	if want := `there is no format "doc"; there are csv, csv-excel, json, table`; err == nil || err.Error() != want {
		t.Errorf("got the error %v, want %q", err, want)
	}
}

func TestMissingRatesAreNamedAndNothingIsTakenAsOne(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=JPY`,
		`2024-01-05 commitment id=d investor=us company=acme cap=100 currency=GBP`,
		`2024-01-06 funding commitment=c amount=5`,
		`2024-01-06 funding commitment=d amount=5`,
	)...)
	for _, name := range []string{"exposure", "rollforward", "cashflows"} {
		definition, err := report.Named(name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = definition.Make(b, report.Params{AsOf: ledgertest.Day(t, "2024-12-31")})
		var missing *figures.NoRate
		if !errors.As(err, &missing) || !strings.Contains(err.Error(), "JPY to USD") ||
			!strings.Contains(err.Error(), "GBP to USD") {
			t.Errorf("%s: got the error %v, want JPY and GBP refused", name, err)
		}
	}
	for _, name := range []string{"commitments", "tranches", "agenda", "journal"} {
		made(t, b, name, report.Params{AsOf: ledgertest.Day(t, "2024-12-31")})
	}
}

func TestPlacesAreOfPercentages(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=3 currency=USD`,
		`2024-01-06 funding commitment=c amount=2`)...)
	day := ledgertest.Day(t, "2024-12-31")
	for places, want := range map[int]string{0: "66.6667", 1: "66.7", 8: "66.66666667"} {
		table := made(t, b, "commitments", report.Params{AsOf: day, Places: places})
		if diff := cmp.Diff([]string{want, "3.00"}, cells(table, "c", "used_percent", "cap")); diff != "" {
			t.Errorf("%d places (-want +got):\n%s", places, diff)
		}
	}
}

func TestRollforwardOpensAtTheEndOfTheYearBefore(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2023-12-31 commitment id=c investor=us company=acme cap=10 currency=USD`,
		`2024-01-01 funding commitment=c amount=2`,
		`2024-06-01 funding commitment=c amount=3`)...)
	columns := []string{"opening", "new", "funded", "closing"}
	cases := []struct {
		name   string
		params report.Params
		want   []string
		asOf   civil.Date
	}{
		{"by itself", report.Params{AsOf: ledgertest.Day(t, "2024-05-31")}, []string{"10.00", "0.00", "2.00", "8.00"},
			ledgertest.Day(t, "2024-05-31")},
		{"from a day", report.Params{AsOf: ledgertest.Day(t, "2024-06-30"), From: ledgertest.Day(t, "2023-12-30")},
			[]string{"0.00", "10.00", "5.00", "5.00"}, ledgertest.Day(t, "2024-06-30")},
		{"to a day", report.Params{AsOf: ledgertest.Day(t, "2024-06-30"), To: ledgertest.Day(t, "2024-01-31")},
			[]string{"10.00", "0.00", "2.00", "8.00"}, ledgertest.Day(t, "2024-01-31")},
	}
	for _, test := range cases {
		table := made(t, b, "rollforward", test.params)
		for _, id := range []string{"c", "#total"} {
			if diff := cmp.Diff(test.want, cells(table, id, columns...)); diff != "" {
				t.Errorf("%s, row %s (-want +got):\n%s", test.name, id, diff)
			}
		}
		if table.AsOf != test.asOf {
			t.Errorf("%s is as of %s, want %s", test.name, table.AsOf, test.asOf)
		}
	}
}

func TestTheAgendaIsByDateOverAllCommitments(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=10 currency=USD`,
		`2024-01-05 tranche id=c/a commitment=c max=4 due=2024-09-30`,
		`2024-01-06 commitment id=d investor=us company=zeta cap=10 currency=EUR`,
		`2024-01-06 tranche id=d/a commitment=d max=4 due=2024-03-31 qualifier=about`,
		`2024-01-07 call commitment=d amount=1 due=2024-06-30`,
		`2024-01-07 call commitment=d amount=2 due=2024-06-30`)...)
	table := made(t, b, "agenda", report.Params{AsOf: ledgertest.Day(t, "2024-06-30")})
	want := map[string][]string{
		"d/a": {"2024-03-31", "-91", "tranche due", "d", "~4.00", "EUR", "us", "zeta"},
		"d":   {"2024-06-30", "0", "call due", "d", "1.00", "EUR", "us", "zeta"},
		"d#2": {"2024-06-30", "0", "call due", "d", "2.00", "EUR", "us", "zeta"},
		"c/a": {"2024-09-30", "92", "tranche due", "c", "4.00", "USD", "us", "acme"},
	}
	var order []string
	for _, row := range table.Rows {
		order = append(order, row.ID)
		got := cells(table, row.ID, "date", "days_left", "what", "commitment", "amount", "currency", "investor", "company")
		if diff := cmp.Diff(want[row.ID], got); diff != "" {
			t.Errorf("row %s (-want +got):\n%s", row.ID, diff)
		}
	}
	if diff := cmp.Diff([]string{"d/a", "d", "d#2", "c/a"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
