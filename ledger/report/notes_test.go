package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/report"
)

// notesCase is what a report says of itself.
type notesCase struct {
	name, report, day string
	book              []string
	params            report.Params
	want              []string
}

func checkNotes(t *testing.T, cases []notesCase) {
	t.Helper()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			params := test.params
			params.AsOf = ledgertest.Day(t, test.day)
			table := made(t, ledgertest.Build(t, test.book...), test.report, params)
			if diff := cmp.Diff(test.want, table.Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNotesOfWhatIsLeftOutOrOpen(t *testing.T) {
	checkNotes(t, []notesCase{
		{"nothing to say", "commitments", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=3 currency=USD`), report.Params{}, nil},
		{"what is left out because some investors are own", "commitments", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=them company=acme cap=3 currency=USD`,
			`2024-01-05 commitment id=d investor=others company=acme cap=3 currency=USD`), report.Params{},
			[]string{"only own investors are counted: 2 commitments of other investors are left out; choose all investors " +
				"(--all) to count them"}},
		{"and not where they would not be listed anyway", "commitments", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=them company=acme cap=3 currency=USD`),
			report.Params{Filter: figures.Filter{Where: where(t, "company=zeta")}}, nil},
		{"overdue, undecided and indicative by currency", "commitments", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=3000 currency=USD`,
			`2024-01-05 tranche id=c/a commitment=c max=1000 due=2024-02-01`,
			`2024-01-05 commitment id=d investor=us company=acme cap=7 currency=EUR`,
			`2024-01-05 tranche id=d/a commitment=d max=2 due=2024-02-01`,
			`2024-01-05 tranche id=d/b commitment=d max=1.50 strength=option decide_by=2024-02-01`,
			`2024-01-05 commitment id=e investor=us company=acme cap=9 currency=USD strength=indicative`), report.Params{},
			[]string{
				"overdue: EUR 2.00 and USD 1,000.00 of 2 commitments; it is past its due and not paid",
				"undecided: EUR 1.50 of d; past the deadline and neither decided nor released, so option and in no maximum",
				"indicative: USD 9.00 of e; it is not binding and stays out of every other figure",
			}},
	})
}

func TestNotesOfRoundingAndCurrencies(t *testing.T) {
	checkNotes(t, []notesCase{
		{"rows that are rounded", "exposure", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=0.004 currency=USD`,
			`2024-01-05 commitment id=d investor=us company=zeta cap=0.004 currency=USD`), report.Params{},
			[]string{
				"cap: rows are rounded: they add up to 0.00, the exact total is 0.01",
				"firm: rows are rounded: they add up to 0.00, the exact total is 0.01",
				"exposure: rows are rounded: they add up to 0.00, the exact total is 0.01",
				"maximum: rows are rounded: they add up to 0.00, the exact total is 0.01",
			}},
		{"percentages too", "exposure", "2024-06-30", ledgertest.Stage(
			`party id=third name=Third`,
			`2024-01-05 commitment id=c investor=us company=acme cap=1 currency=USD`,
			`2024-01-05 commitment id=d investor=us company=zeta cap=1 currency=USD`,
			`2024-01-05 commitment id=e investor=us company=third cap=1 currency=USD`), report.Params{},
			[]string{"share_percent: rows are rounded: they add up to 99.9999, the exact total is 100.0000"}},
		{"a roll-forward's period, rounding and currencies", "rollforward", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=0.005 currency=EUR`,
			`2024-01-05 commitment id=d investor=us company=zeta cap=0.005 currency=EUR`), report.Params{},
			[]string{
				"from the end of 2023-12-31 to the end of 2024-06-30: opening + new + amended − funded + recallable − released " +
					"+ fx = closing",
				"new: rows are rounded: they add up to 0.02, the exact total is 0.01",
				"closing: rows are rounded: they add up to 0.02, the exact total is 0.01",
				"EUR is converted to USD: opening and closing at the rate of their days, the rest at that of its own day",
			}},
		{"what was converted", "exposure", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=10 currency=EUR`), report.Params{},
			[]string{"EUR is converted to USD: caps, balances and values at the rate of 2024-06-30, fundings and costs at " +
				"that of their day"}},
	})
}

func TestNotesOfValuesDimensionsAndDates(t *testing.T) {
	checkNotes(t, []notesCase{
		{"old marks", "exposure", "2024-06-30", ledgertest.Stage(
			`2022-01-05 mark company=acme holder=us value=10 currency=USD`,
			`2023-01-05 mark company=zeta holder=us value=10 currency=USD`), report.Params{},
			[]string{"stale: 2 values are older than 365 days, the oldest that of Our fund's holding of Acme Labs of " +
				"2022-01-05, 907 days ago"}},
		{"several tags, and rows that therefore add up to more", "exposure", "2024-06-30", ledgertest.Stage(
			`party id=many name=Many tags=a;b`,
			`2024-01-05 commitment id=c investor=us company=many cap=10 currency=USD`), report.Params{By: "tag"},
			[]string{"a company with several tags counts under each of them and once in the total"}},
		{"what a dimension does not know", "exposure", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=10 currency=USD`), report.Params{By: "program"},
			[]string{"the row without a program sums what has none recorded"}},
		{"signs and days of flows", "cashflows", "2024-06-30", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=10 currency=EUR`,
			`2024-01-06 funding commitment=c amount=1 dated=by`), report.Params{},
			[]string{
				"amounts are signed from the investor's side: what was paid is less than 0",
				"1 flow is dated by: the payment had been made by that day, the day itself is not known",
				"reporting_amount: EUR is converted to USD at the rate of the flow's own day, or as its cost was recorded",
			}},
		{"entries to come and entries of others", "journal", "2024-01-05", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=them company=acme cap=10 currency=EUR`,
			`2024-01-06 commitment id=d investor=us company=acme cap=10 currency=EUR`), report.Params{},
			[]string{
				"1 entry is dated after 2024-01-05 and not listed",
				"only own investors are listed: 1 entry is about other investors and left out; choose all investors (--all) to list them",
			}},
	})
}

func TestSharesAreEmptyWhereThereIsNoExposure(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=10 currency=USD strength=indicative`)...)
	table := made(t, b, "exposure", report.Params{AsOf: ledgertest.Day(t, "2024-06-30")})
	for _, id := range []string{"acme", "#total"} {
		if diff := cmp.Diff([]string{"0.00", ""}, cells(table, id, "exposure", "share_percent")); diff != "" {
			t.Errorf("row %s (-want +got):\n%s", id, diff)
		}
	}
}

func TestTheJournalShowsClaimsAndReversals(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=1.50 currency=USD qualifier=at-most`,
		`2024-01-06 funding commitment=c amount=1 dated=by note="<a & \b>"`,
		`2024-01-07 funding commitment=c amount=2 standing=claim disputes=13`,
		`2024-01-08 reversal entry=13 reason="twice"`)...)
	table := made(t, b, "journal", report.Params{AsOf: ledgertest.Day(t, "2024-06-30")})
	want := map[string][]string{
		"12": {"12", "2024-01-05", "commitment", "booked",
			`{"id":"c","investor":"us","company":"acme","cap":"1.50","currency":"USD"}`, "at-most", "on", "", ""},
		"13": {"13", "2024-01-06", "funding", "booked", `{"commitment":"c","amount":"1"}`, "", "by", "", "15"},
		"14": {"14", "2024-01-07", "funding", "claim", `{"commitment":"c","amount":"2"}`, "", "on", "13", ""},
		"15": {"15", "2024-01-08", "reversal", "booked", `{"entry":"13","reason":"twice"}`, "", "on", "", ""},
	}
	for id, cellsWanted := range want {
		got := cells(table, id, "seq", "date", "kind", "standing", "fields", "qualifier", "dated", "disputes", "reversed_by")
		if diff := cmp.Diff(cellsWanted, got); diff != "" {
			t.Errorf("entry %s (-want +got):\n%s", id, diff)
		}
	}
}
