package figures_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
)

func TestAgendaListsWhatHangsOnADate(t *testing.T) {
	cases := []struct {
		name string
		book []string
		day  string
		want []string
	}{
		{"dues and decisions by date", firm(), "2024-02-01",
			[]string{"2024-03-31 decide by b USD 30.00", "2024-06-30 tranche due a USD 40.00"}},
		{"past dates stay as long as something hangs on them", firm(), "2024-07-01",
			[]string{"2024-03-31 decide by b USD 30.00 late", "2024-06-30 tranche due a USD 40.00 late"}},
		{"what is called is due with its call", firm(`2024-02-01 call commitment=c tranche=a amount=10 due=2024-02-09`,
			`2024-02-01 call commitment=c amount=5 due=2024-02-10`), "2024-02-01",
			[]string{"2024-02-09 call due a USD 10.00", "2024-02-10 call due  USD 5.00", "2024-03-31 decide by b USD 30.00",
				"2024-06-30 tranche due a USD 30.00"}},
		{"what is decided is no longer to be decided", firm(`2024-02-01 decision tranche=b choice=full`), "2024-02-01",
			[]string{"2024-06-30 tranche due a USD 40.00"}},
		{"what is paid is no longer due", firm(`2024-02-01 funding commitment=c tranche=a amount=40`), "2024-02-01",
			[]string{"2024-03-31 decide by b USD 30.00"}},
		{"a condition that is open", firm(`2024-02-01 tranche id=x commitment=c max=5 condition=m condition_by=2024-04-30`),
			"2024-02-01", []string{"2024-03-31 decide by b USD 30.00", "2024-04-30 condition by x USD 5.00",
				"2024-06-30 tranche due a USD 40.00"}},
		{"the last day of an option", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=EUR strength=option expires=2024-09-30`),
			"2024-02-01", []string{"2024-09-30 commitment expires  EUR 100.00"}},
		{"nothing of what is indicative", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=indicative expires=2024-09-30`,
			`2024-01-05 tranche id=a commitment=c max=40 due=2024-06-30`), "2024-02-01", nil},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			day := ledgertest.Day(t, test.day)
			b := ledgertest.Build(t, test.book...)
			var got []string
			for _, item := range figures.Agenda(stateOf(t, b, "c", day), day) {
				line := fmt.Sprintf("%s %s %s %s", item.On, item.What, item.Tranche, item.Amount)
				if item.Late(day) {
					line += " late"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("agenda on %s (-want +got):\n%s", day, diff)
			}
		})
	}
}
