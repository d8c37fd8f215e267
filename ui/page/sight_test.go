package page_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
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

// The agenda's columns, which come last, keep their widths while what they hold changes.
func TestTheOverviewThatIsTurnedToAnotherMomentLooksLikeOneThatBeganWithIt(t *testing.T) {
	chf, err := money.ParseCurrency("CHF")
	if err != nil {
		t.Fatal(err)
	}
	before, missing, after := on(t, "2024-03-26", false), on(t, "2024-03-27", true), on(t, "2026-04-20", true)
	missing.Currency = chf
	turned := named(t, &shell{t: t}, page.OverviewID)
	window := shown(t, turned, before)
	for i, at := range []page.Moment{missing, after, before, after} {
		turned.Update(held{sample(t)}, at)()()
		got, _, _ := strings.Cut(test.RenderToMarkup(window.Canvas()), "*grid.")
		anew := named(t, &shell{t: t}, page.OverviewID)
		begun := test.NewTempWindow(t, anew.Content())
		begun.Resize(fyne.NewSize(1200, 800))
		anew.Update(held{sample(t)}, at)()()
		want, _, _ := strings.Cut(test.RenderToMarkup(begun.Canvas()), "*grid.")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("turned %d times, to %s (-begun +turned):\n%s", i+1, at.AsOf, diff)
		}
	}
}
