package page_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
	"stakebook/ledger/scene"
	"stakebook/ui/page"
)

// followed is a book with its history.
func followed(t testing.TB, b *ledger.Book, in money.Currency) history.Sight {
	t.Helper()
	f := history.Follow(in)
	for more := true; more; {
		var err error
		if more, err = f.Step(b); err != nil {
			t.Fatal(err)
		}
	}
	return history.SightOf(b, func(asked money.Currency) *history.History {
		if asked != in {
			return nil
		}
		return f.History()
	})
}

// overview is all that the Overview shows of a book at a moment.
func overview(s history.Sight, at page.Moment) string {
	summary := page.SummaryOf(s, at)
	text := fmt.Sprintf("%+v\n", summary)
	for _, group := range []page.GroupCaps{page.ByInvestor, page.ByCompany, page.Ungrouped} {
		caps, missing := page.CapsOf(s, at, group, scene.ByCap, scene.Linear)
		text += fmt.Sprintf("%s %s %v %v\n", caps.Title, caps.Subtitle, caps.Groups, missing)
		for _, row := range caps.Rows {
			text += fmt.Sprintf("%+v\n", row)
		}
	}
	return text
}

func TestTheOverviewIsTheSameLookedUpAndFolded(t *testing.T) {
	b := sample(t)
	looked, folded := followed(t, b, b.Currency()), history.SightOf(b, nil)
	chf, err := money.ParseCurrency("CHF")
	if err != nil {
		t.Fatal(err)
	}
	for e := range b.Journal() {
		if e.Date.IsZero() {
			continue
		}
		for _, all := range []bool{false, true} {
			at := on(t, e.Date.AddDays(1).String(), all)
			if e.Seq%7 == 0 {
				at.Currency = chf // that no rate is known of
			}
			if diff := cmp.Diff(overview(folded, at), overview(looked, at)); diff != "" {
				t.Fatalf("as of %s (-folded +looked up):\n%s", at.AsOf, diff)
			}
		}
	}
}
