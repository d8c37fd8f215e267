package figures_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

// grouped is each row of a dimension and the total in one line.
func grouped(t *testing.T, book []string, in, day, dimension string) (rows []string, several bool) {
	t.Helper()
	b := ledgertest.Build(t, book...)
	portfolio := figures.NewPortfolio(b, currency(t, in), ledgertest.Day(t, day), figures.Filter{})
	sums, err := portfolio.Sum(dimension, figures.Watch{})
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range append(sums.Groups, figures.Group{Value: "Total", Line: sums.Total}) {
		l := group.Line
		rows = append(rows, fmt.Sprintf("%s: cap %s%s funded %s firm %s conditional %s option %s undecided %s overdue %s "+
			"cost %s value %s exposure %s maximum %s", group.Value, l.Cap.Qualifier, l.Cap.Number, l.Funded.Number,
			l.Firm.Number, l.Conditional.Number, l.Option.Number, l.Undecided.Number, l.Overdue.Number, l.Cost.Number,
			l.Value.Number, l.Exposure().Number, l.Maximum().Number))
	}
	return rows, sums.Several
}

func TestExposureIsFairValueAndWhatMustStillBePaid(t *testing.T) {
	rows, _ := grouped(t, firm(
		`2024-01-06 tranche id=x commitment=c max=10 condition=m`,
		`2024-01-10 funding commitment=c tranche=a amount=15`,
		`2024-02-01 mark company=acme holder=us value=50 currency=USD`,
		`2024-02-02 commitment id=z investor=us company=zeta cap=20 currency=EUR qualifier=at-most`,
	), "USD", "2024-07-01", "company")
	want := []string{
		"acme: cap 100 funded 15 firm 45 conditional 10 option 30 undecided 30 overdue 25 cost 15 value 50 exposure 95 " +
			"maximum 105",
		"zeta: cap at-most22 funded 0 firm 22 conditional 0 option 0 undecided 0 overdue 0 cost 0 value 0 exposure 22 " +
			"maximum 22",
		"Total: cap 122 funded 15 firm 67 conditional 10 option 30 undecided 30 overdue 25 cost 15 value 50 exposure 117 " +
			"maximum 127",
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("by company (-want +got):\n%s", diff)
	}
}

func TestALineWithTwoTagsCountsUnderEachAndOnceInTheTotal(t *testing.T) {
	rows, several := grouped(t, ledgertest.Stage(
		`party id=many name=Many tags=b;a;b`,
		`2024-01-05 commitment id=c investor=us company=many cap=10 currency=USD`,
		`2024-01-05 commitment id=d investor=us company=acme cap=5 currency=USD`,
		`2024-01-05 commitment id=e investor=us company=zeta cap=1 currency=USD`,
	), "USD", "2024-07-01", "tag")
	rest := " conditional 0 option 0 undecided 0 overdue 0 cost 0 value 0 exposure "
	want := []string{
		": cap 1 funded 0 firm 1" + rest + "1 maximum 1",
		"a: cap 10 funded 0 firm 10" + rest + "10 maximum 10",
		"b: cap 10 funded 0 firm 10" + rest + "10 maximum 10",
		"leader: cap 5 funded 0 firm 5" + rest + "5 maximum 5",
		"Total: cap 16 funded 0 firm 16" + rest + "16 maximum 16",
	}
	if diff := cmp.Diff(want, rows); diff != "" || !several {
		t.Errorf("by tag, several %t (-want +got):\n%s", several, diff)
	}
}
