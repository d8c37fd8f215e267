package desk_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// reports are those that a sight makes quick, by company and by class, as of a day.
func reports(t *testing.T, s history.Sight, in money.Currency, day civil.Date) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"exposure", "commitments", "agenda"} {
		for _, by := range []string{"company", "class"} {
			r, err := report.Named(name)
			if err != nil {
				t.Fatal(err)
			}
			table, err := r.MakeOf(s, report.Params{AsOf: day, By: by, Currency: in})
			if err != nil {
				fmt.Fprintf(&all, "%s by %s: %v\n", name, by, err)
				continue
			}
			all.WriteString(text(t, table))
		}
	}
	return all.String()
}

// mustLookAsFolded holds what a desk shows as of some days to what is folded.
func mustLookAsFolded(t *testing.T, d *desk.Desk, known ledger.Seq, in money.Currency, days ...civil.Date) {
	t.Helper()
	for _, day := range days {
		err := d.Look(known, func(s history.Sight) error {
			if diff := cmp.Diff(reports(t, history.SightOf(s.Book, nil), in, day), reports(t, s, in, day)); diff != "" {
				t.Errorf("as of %s (-folded +looked at):\n%s", day, diff)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// span is some days of a book, from its first to after its last.
func span(t *testing.T, d *desk.Desk) []civil.Date {
	t.Helper()
	var days []civil.Date
	err := d.View(0, func(b *ledger.Book) error {
		first, last := b.Span()
		step := last.DaysSince(first) / 4
		for day := first.AddDays(-1); !day.After(last); day = day.AddDays(step) {
			days = append(days, day)
		}
		days = append(days, last, last.AddDays(400))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return days
}

func TestALargeBookLooksTheSameBeforeAndAfterItsHistoryIsWorkedOut(t *testing.T) {
	path, book := largeBook(t)
	d := open(t, path, bookfile.Write)
	days, in := span(t, d), book.Currency()
	mustLookAsFolded(t, d, 0, in, days[len(days)-1], days[2]) // kept from a day on, folded before
	d.WaitBehind()
	if !d.IsWorkedOut(in) {
		t.Fatal("the history is not worked out")
	}
	mustLookAsFolded(t, d, 0, in, days...)
	mustLookAsFolded(t, d, ledger.Seq(book.Len()), in, days[3])
	mustLookAsFolded(t, d, 2_000, in, days[3]) // as it was known then
}

func TestWhatIsLookedAtFollowsWhatIsRecordedUndoneAndRedone(t *testing.T) {
	path, book := largeBook(t)
	d := open(t, path, bookfile.Write)
	days, in := span(t, d), book.Currency()
	mustLookAsFolded(t, d, 0, in, days[2])
	d.WaitBehind()
	_, last := book.Span()
	id := string(book.Commitments()[0])
	company, _ := book.Signed(book.Commitments()[0])
	for _, line := range []string{
		last.String() + " funding commitment=" + id + " amount=1 outside=yes",
		last.AddDays(-300).String() + " mark company=" + string(company.Company) + " holder=" + string(company.Investor) +
			" value=12345.67 currency=USD",
		"party id=newcomer name=Newcomer own=yes",
		days[2].String() + " rate base=EUR quote=USD rate=3", // all that was converted since
	} {
		record(t, d, line)
		mustLookAsFolded(t, d, 0, in, days[2])
		d.WaitBehind()
		mustLookAsFolded(t, d, 0, in, days[3])
	}
	for range 2 {
		if _, err := d.Undo(); err != nil {
			t.Fatal(err)
		}
		d.WaitBehind()
		mustLookAsFolded(t, d, 0, in, days[3])
	}
	if _, err := d.Redo(); err != nil {
		t.Fatal(err)
	}
	mustLookAsFolded(t, d, 0, in, days[3])
}

func TestEachCurrencyThatIsAskedForHasItsHistory(t *testing.T) {
	path, book := largeBook(t)
	d := open(t, path, bookfile.Write)
	euro := currency(t, "EUR")
	days := span(t, d)
	mustLookAsFolded(t, d, 0, euro, days[2])
	d.WaitBehind()
	if !d.IsWorkedOut(euro) {
		t.Error("there is none in euros")
	}
	mustLookAsFolded(t, d, 0, euro, days[3])
	if d.IsWorkedOut(currency(t, "CHF")) || !d.IsWorkedOut(book.Currency()) {
		t.Error("it is worked out in other currencies than those that were asked for")
	}
}

func currency(t *testing.T, code string) money.Currency {
	t.Helper()
	c, err := money.ParseCurrency(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASmallBookIsWorkedOutWhenItIsLookedAt(t *testing.T) {
	d := caseBook(t)
	usd := currency(t, "USD")
	mustLookAsFolded(t, d, 0, usd, ledgertest.Day(t, "2024-03-26"), ledgertest.Day(t, "2024-03-27"))
	if !d.IsWorkedOut(usd) {
		t.Error("the history is not worked out")
	}
}

func TestAReaderLooksAtWhatAnotherRecords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.stakebook")
	writer := newBook(t, path, ledgertest.CentralCase()...)
	closeAtEnd(t, writer)
	reader := open(t, path, bookfile.Read)
	usd, day := currency(t, "USD"), ledgertest.Day(t, "2024-03-27")
	mustLookAsFolded(t, reader, 0, usd, day)
	record(t, writer, "2024-03-26 memo about=us text=x", "2024-01-05 mark company=acme holder=us value=77 currency=USD")
	if _, err := reader.Refresh(); err != nil {
		t.Fatal(err)
	}
	mustLookAsFolded(t, reader, 0, usd, day)
}

// What follows the book is under way while others look, record and undo; the race detector is the judge, and at the end
// the figures are.
func TestLookingAndRecordingGoOnAtTheSameTime(t *testing.T) {
	path, book := largeBook(t)
	d := open(t, path, bookfile.Write)
	days, in := span(t, d), book.Currency()
	id := string(book.Commitments()[0])
	var all sync.WaitGroup
	for i := range 3 {
		all.Go(func() {
			for range 4 {
				err := d.Look(0, func(s history.Sight) error {
					_, err := s.Portfolio(in, days[i], figures.Filter{}).Sum("company", figures.Watch{})
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 5 {
		record(t, d, days[3].String()+" funding commitment="+id+" amount=1 outside=yes")
		if _, err := d.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	all.Wait()
	d.WaitBehind()
	mustLookAsFolded(t, d, 0, in, days[2], days[3])
}

func TestAClosedDeskWorksNothingOut(t *testing.T) {
	path, book := largeBook(t)
	d, err := desk.Open(path, bookfile.Read, options("bo"))
	if err != nil {
		t.Fatal(err)
	}
	look := func() {
		err := d.Look(0, func(s history.Sight) error {
			first, _ := s.Span()
			s.Portfolio(book.Currency(), first, figures.Filter{})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	look()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d.IsGoingOn(book.Currency()) {
		t.Error("it goes on while the desk is closed")
	}
	look()
	if d.IsGoingOn(book.Currency()) {
		t.Error("it goes on again")
	}
}
