package figures_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// firm is a firm commitment c of 100 with a firm tranche a of 40, due on 30 June, and an option b of 30, to be decided
// by 31 March.
func firm(more ...string) []string {
	return append(ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD`,
		`2024-01-05 tranche id=a commitment=c max=40 due=2024-06-30`,
		`2024-01-05 tranche id=b commitment=c max=30 strength=option decide_by=2024-03-31`,
	), more...)
}

func stateOf(t *testing.T, b *ledger.Book, id ledger.CommitmentID, day civil.Date) *ledger.Drawdown {
	t.Helper()
	state, begun := b.Drawdown(id, day)
	if !begun {
		t.Fatalf("%s has not begun on %s", id, day)
	}
	return state
}

// shown is the figures of a commitment that are not 0, as text.
func shown(c figures.Commitment) map[string]string {
	all := map[string]money.Decimal{
		"cap": c.Cap, "funded": c.Funded, "recallable": c.Recallable, "released": c.Released, "unfunded": c.Unfunded,
		"called": c.Called, "firm": c.Firm, "conditional": c.Conditional, "option": c.Option, "overdue": c.Overdue,
		"undecided": c.Undecided, "indicative": c.Indicative, "outside": c.Outside, "distributed": c.Distributed,
	}
	texts := make(map[string]string)
	for name, amount := range all {
		if amount.Sign() != 0 {
			texts[name] = amount.Fraction().String()
		}
	}
	if !c.NextDue.IsZero() {
		texts["next_due"] = c.NextDue.String()
	}
	return texts
}

type figure = map[string]string

// figuresCase is what a commitment c comes to on a day.
type figuresCase struct {
	name string
	book []string
	day  string
	want figure
}

func checkFigures(t *testing.T, cases []figuresCase) {
	t.Helper()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			day := ledgertest.Day(t, test.day)
			b := ledgertest.Build(t, test.book...)
			c := figures.Of(stateOf(t, b, "c", day), day)
			if diff := cmp.Diff(test.want, shown(c)); diff != "" {
				t.Errorf("figures on %s (-want +got):\n%s", day, diff)
			}
		})
	}
}

func TestFirmAndOptionPartsOfACommitment(t *testing.T) {
	checkFigures(t, []figuresCase{
		{"what no tranche has taken of a firm commitment is firm", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD`,
		), "2024-01-05", figure{"cap": "100", "unfunded": "100", "firm": "100"}},
		{"and of an option it is option", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=option expires=2024-02-01`,
		), "2024-02-01", figure{"cap": "100", "unfunded": "100", "option": "100"}},
		{"an option past its last day is undecided and stays option", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=option expires=2024-02-01`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "option": "100", "undecided": "100"}},
		{"tranches are firm and option by their own strength", firm(), "2024-01-05",
			figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "next_due": "2024-06-30"}},
		{"a due day itself is not late", firm(), "2024-06-30",
			figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "undecided": "30", "next_due": "2024-06-30"}},
		{"what is left of a firm tranche past its due is overdue", firm(
			`2024-05-01 funding commitment=c tranche=a amount=15`,
		), "2024-07-01", figure{"cap": "100", "funded": "15", "unfunded": "85", "firm": "55", "option": "30", "overdue": "25",
			"undecided": "30"}},
		{"a decision day itself is not past", firm(), "2024-03-31",
			figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "next_due": "2024-06-30"}},
		{"an option past its decide_by is undecided", firm(), "2024-04-01", figure{"cap": "100", "unfunded": "100",
			"firm": "70", "option": "30", "undecided": "30", "next_due": "2024-06-30"}},
		{"or past its commitment's last day", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=option expires=2024-02-01`,
			`2024-01-05 tranche id=t commitment=c max=40 decide_by=2024-03-01`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "option": "100", "undecided": "100"}},
		{"an option past its due is not owed", firm(
			`2024-01-06 tranche id=m commitment=c max=10 min=4 strength=option due=2024-02-01`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "firm": "64", "option": "36", "next_due": "2024-06-30"}},
		{"until it is decided for", firm(
			`2024-01-06 tranche id=m commitment=c max=10 min=4 strength=option due=2024-02-01`,
			`2024-01-07 decision tranche=m choice=full`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "overdue": "10",
			"next_due": "2024-06-30"}},
	})
}

func TestDecisionsAndConditions(t *testing.T) {
	checkFigures(t, []figuresCase{
		{"a full decision makes an option firm", firm(
			`2024-03-20 decision tranche=b choice=full`,
		), "2024-04-01", figure{"cap": "100", "unfunded": "100", "firm": "100", "next_due": "2024-06-30"}},
		{"a partial decision makes so much firm and leaves the rest undecided", firm(
			`2024-03-20 decision tranche=b choice=partial amount=12`,
		), "2024-04-01", figure{"cap": "100", "unfunded": "100", "firm": "82", "option": "18", "undecided": "18",
			"next_due": "2024-06-30"}},
		{"a withdrawal releases the tranche", firm(
			`2024-03-20 decision tranche=b choice=withdraw`,
		), "2024-04-01", figure{"cap": "100", "released": "30", "unfunded": "70", "firm": "70", "next_due": "2024-06-30"}},
		{"a deferral moves the deadline", firm(
			`2024-03-20 decision tranche=b choice=defer decide_by=2024-05-31`,
		), "2024-05-31", figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "next_due": "2024-06-30"}},
		{"before its day a decision is not known", firm(
			`2024-03-20 decision tranche=b choice=withdraw`,
		), "2024-03-19", figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "next_due": "2024-06-30"}},
		{"an open condition makes a firm tranche conditional and never overdue", firm(
			`2024-01-06 tranche id=x commitment=c max=10 due=2024-02-01 condition="the model ships"`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "firm": "60", "conditional": "10", "option": "30",
			"next_due": "2024-06-30"}},
		{"a met condition makes it firm and overdue", firm(
			`2024-01-06 tranche id=x commitment=c max=10 due=2024-02-01 condition="the model ships"`,
			`2024-01-20 condition tranche=x outcome=met`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "overdue": "10",
			"next_due": "2024-06-30"}},
		{"a failed condition releases what is left of it", firm(
			`2024-01-06 tranche id=x commitment=c max=10 condition="the model ships"`,
			`2024-01-20 condition tranche=x outcome=failed`,
		), "2024-02-02", figure{"cap": "100", "released": "10", "unfunded": "90", "firm": "60", "option": "30",
			"next_due": "2024-06-30"}},
	})
}

func TestCallsAndPayments(t *testing.T) {
	checkFigures(t, []figuresCase{
		{"min is what must be paid of a tranche", firm(
			`2024-01-06 tranche id=m commitment=c max=10 min=4 strength=option`,
			`2024-01-07 funding commitment=c tranche=m amount=1`,
		), "2024-01-07", figure{"cap": "100", "funded": "1", "unfunded": "99", "firm": "63", "option": "36",
			"next_due": "2024-06-30"}},
		{"a call is asked for until it is paid, the oldest first", firm(
			`2024-02-01 call commitment=c amount=10 due=2024-02-15`,
			`2024-02-02 call commitment=c amount=5 due=2024-03-15`,
			`2024-02-03 funding commitment=c amount=12`,
		), "2024-03-01", figure{"cap": "100", "funded": "12", "unfunded": "88", "called": "3", "firm": "58", "option": "30",
			"next_due": "2024-03-15"}},
		{"an unpaid call past its due is overdue", firm(
			`2024-02-01 call commitment=c amount=10 due=2024-02-15`,
			`2024-02-03 funding commitment=c amount=4`,
		), "2024-02-16", figure{"cap": "100", "funded": "4", "unfunded": "96", "called": "6", "firm": "66", "option": "30",
			"overdue": "6", "next_due": "2024-06-30"}},
		{"a late call on a late tranche counts once", firm(
			`2024-02-01 call commitment=c tranche=a amount=10 due=2024-02-15`,
		), "2024-07-01", figure{"cap": "100", "unfunded": "100", "called": "10", "firm": "70", "option": "30",
			"overdue": "40", "undecided": "30"}},
		{"late calls count whole, though less must be paid", firm(
			`2024-01-06 tranche id=m commitment=c max=10 min=4 due=2024-02-01`,
			`2024-01-07 call commitment=c tranche=m amount=9 due=2024-02-01`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "called": "9", "firm": "64", "option": "36", "overdue": "9",
			"next_due": "2024-06-30"}},
		{"a call that names no day is due in ten business days", firm(
			`2024-02-01 call commitment=c amount=10`,
		), "2024-02-01", figure{"cap": "100", "unfunded": "100", "called": "10", "firm": "70", "option": "30",
			"next_due": "2024-02-15"}},
		{"what can be called again is unfunded", firm(
			`2024-02-01 funding commitment=c amount=20`,
			`2024-02-02 distribution commitment=c amount=9 recallable=5`,
		), "2024-02-02", figure{"cap": "100", "funded": "20", "recallable": "5", "unfunded": "85", "firm": "55",
			"option": "30", "distributed": "9", "next_due": "2024-06-30"}},
		{"money outside the cap is not funded", firm(
			`2024-02-01 funding commitment=c amount=20 outside=yes`,
		), "2024-02-02", figure{"cap": "100", "unfunded": "100", "firm": "70", "option": "30", "outside": "20",
			"next_due": "2024-06-30"}},
	})
}

func TestIndicativeAndAssignedCommitments(t *testing.T) {
	checkFigures(t, []figuresCase{
		{"an indicative commitment has no figure but what is left of it", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=indicative`,
			`2024-01-05 tranche id=a commitment=c max=40 due=2024-01-10`,
			`2024-01-06 release commitment=c amount=10 reason=waived`,
		), "2024-02-01", figure{"indicative": "90"}},
		{"until it becomes firm", ledgertest.Stage(
			`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=indicative`,
			`2024-01-05 tranche id=a commitment=c max=40 due=2024-01-10`,
			`2024-01-20 amendment about=c strength=firm`,
		), "2024-02-01", figure{"cap": "100", "unfunded": "100", "firm": "100", "overdue": "40"}},
		{"what is passed on lowers the cap", firm(
			`2024-02-01 assignment commitment=c tranche=a amount=15 to=them new_commitment=d`,
		), "2024-02-01", figure{"cap": "85", "unfunded": "85", "firm": "55", "option": "30", "next_due": "2024-06-30"}},
		{"what is passed on out of a tranche that waits is conditional too", ledgertest.Stage(
			`2024-01-05 commitment id=x investor=them company=acme cap=100 currency=USD`,
			`2024-01-05 tranche id=a commitment=x max=40 condition=milestone`,
			`2024-02-01 assignment commitment=x tranche=a amount=15 to=us new_commitment=c`,
		), "2024-02-01", figure{"cap": "15", "unfunded": "15", "conditional": "15"}},
		{"until a tranche of its own takes it over", ledgertest.Stage(
			`2024-01-05 commitment id=x investor=them company=acme cap=100 currency=USD`,
			`2024-01-05 tranche id=a commitment=x max=40 condition=milestone`,
			`2024-02-01 assignment commitment=x tranche=a amount=15 to=us new_commitment=c`,
			`2024-02-02 tranche id=b commitment=c max=15 condition=milestone`,
			`2024-02-03 condition tranche=b outcome=met`,
		), "2024-02-03", figure{"cap": "15", "unfunded": "15", "firm": "15"}},
		{"the central case before the decision", ledgertest.CentralCase(), "2024-03-26",
			figure{"cap": "4000000000", "funded": "1250000000", "unfunded": "2750000000", "option": "2750000000"}},
		{"and after it", ledgertest.CentralCase(), "2024-03-27", figure{"cap": "4000000000", "funded": "4000000000"}},
	})
}

func TestUsedIsWhatWasPaidAndNotReturnedOfTheCap(t *testing.T) {
	day := ledgertest.Day(t, "2024-03-26")
	b := ledgertest.Build(t, ledgertest.CentralCase()...)
	used, ok := figures.Of(stateOf(t, b, "c", day), day).Used()
	if want := "0.3125"; !ok || used.String() != want {
		t.Errorf("used is %s, want %s", used, want)
	}
	b = ledgertest.Build(t, firm(`2024-02-01 funding commitment=c amount=30`,
		`2024-02-02 distribution commitment=c amount=10 recallable=10`)...)
	used, ok = figures.Of(stateOf(t, b, "c", day), day).Used()
	if want := "0.2"; !ok || used.String() != want {
		t.Errorf("used is %s, want %s", used, want)
	}
	b = ledgertest.Build(t, ledgertest.Stage(
		`2024-01-05 commitment id=c investor=us company=acme cap=100 currency=USD strength=indicative`)...)
	if _, ok := figures.Of(stateOf(t, b, "c", day), day).Used(); ok {
		t.Error("an indicative commitment has a used share, though its cap reads 0")
	}
}

func TestStatesOfATranche(t *testing.T) {
	cases := []struct {
		name string
		more []string
		day  string
		want figures.State
	}{
		{"nothing was asked for", nil, "2024-02-01", figures.Planned},
		{"asked for", []string{`2024-02-01 call commitment=c tranche=a amount=10`}, "2024-02-01", figures.Called},
		{"asked for after a part was paid", []string{`2024-01-20 funding commitment=c tranche=a amount=10`,
			`2024-02-01 call commitment=c tranche=a amount=10`}, "2024-02-01", figures.Called},
		{"paid in part", []string{`2024-02-01 funding commitment=c tranche=a amount=10`}, "2024-02-01", figures.Partial},
		{"paid", []string{`2024-02-01 funding commitment=c tranche=a amount=40`}, "2024-02-01", figures.Funded},
		{"paid, and the day is past", []string{`2024-02-01 funding commitment=c tranche=a amount=40`}, "2024-07-01",
			figures.Funded},
		{"paid in part and the rest given up", []string{`2024-02-01 funding commitment=c tranche=a amount=10`,
			`2024-02-01 release commitment=c tranche=a reason=waived`}, "2024-02-01", figures.Funded},
		{"given up", []string{`2024-02-01 release commitment=c tranche=a reason=waived`}, "2024-02-01", figures.Released},
		{"past its due", nil, "2024-07-01", figures.Overdue},
		{"a call past its due", []string{`2024-02-01 call commitment=c tranche=a amount=10 due=2024-02-02`}, "2024-02-03",
			figures.Overdue},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			day := ledgertest.Day(t, test.day)
			state := stateOf(t, ledgertest.Build(t, firm(test.more...)...), "c", day)
			if got := figures.TrancheOf(state, state.Tranche("a"), day).State; got != test.want {
				t.Errorf("the tranche is %s, want %s", got, test.want)
			}
		})
	}
}
