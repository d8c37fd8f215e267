package ui_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"stakebook/ledger"
	"stakebook/ui"
)

// lived is a book in which something happened on three days, one of them reversed again.
func lived(t *testing.T) *ledger.Book {
	t.Helper()
	b := ledger.New()
	for _, e := range []ledger.Entry{
		entry(t, "kind=book", "name=Case", "currency=USD"),
		entry(t, "kind=party", "id=a", "name=A"),
		entry(t, "kind=memo", "date=2024-03-27", "about=a", "text=x"),
		entry(t, "kind=memo", "date=2023-09-25", "about=a", "text=x"),
		entry(t, "kind=rate", "date=2023-09-25", "base=EUR", "quote=USD", "rate=1.1"),
		entry(t, "kind=memo", "date=2020-01-01", "about=a", "text=wrong"),
		entry(t, "kind=reversal", "date=2026-01-01", "entry=6", "reason=wrong"),
		entry(t, "kind=mark", "date=2024-01-02", "company=a", "value=1", "currency=CHF"),
	} {
		if _, err := b.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func TestCountsAreGroupedByThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0 entries", 1: "1 entry", 999: "999 entries", 1_000_000: "1,000,000 entries"} {
		if got := ui.Counted(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestTheLifeOfABookGoesFromItsFirstDayToTodayOrLater(t *testing.T) {
	for _, c := range []struct{ today, first, last string }{
		{"2024-03-26", "2023-09-25", "2024-03-27"},
		{"2025-01-01", "2023-09-25", "2025-01-01"},
		{"2023-01-01", "2023-01-01", "2024-03-27"},
	} {
		l := ui.LifeOf(lived(t), day(t, c.today))
		if got := l.Day(0).String(); got != c.first {
			t.Errorf("today %s: begins on %s", c.today, got)
		}
		if got := l.Day(l.Position(day(t, "2099-01-01"))).String(); got != c.last {
			t.Errorf("today %s: ends on %s", c.today, got)
		}
	}
}

func TestStepsGoFromDayToDayOnWhichSomethingHappened(t *testing.T) {
	l := ui.LifeOf(lived(t), day(t, "2024-06-01"))
	for _, c := range []struct{ from, previous, next string }{
		{"2020-01-01", "", "2023-09-25"}, // what was reversed did not happen
		{"2023-09-25", "", "2024-01-02"},
		{"2023-12-31", "2023-09-25", "2024-01-02"},
		{"2024-01-02", "2023-09-25", "2024-03-27"},
		{"2024-06-01", "2024-03-27", ""},
	} {
		previous, _ := l.Previous(day(t, c.from))
		next, _ := l.Next(day(t, c.from))
		if previous.String() != c.previous || next.String() != c.next {
			t.Errorf("around %s: %q and %q", c.from, previous, next)
		}
	}
}

func TestAPositionOfTheSliderIsADay(t *testing.T) {
	l := ui.LifeOf(lived(t), day(t, "2024-06-01"))
	for _, text := range []string{"2023-09-25", "2024-02-29", "2024-06-01"} {
		if got := l.Day(l.Position(day(t, text))); got.String() != text {
			t.Errorf("%s comes back as %s", text, got)
		}
	}
}

func TestTheBooksCurrencyComesFirstAmongThoseThatOccur(t *testing.T) {
	if got := ui.Currencies(lived(t)); !slices.Equal(got, []string{"USD", "CHF", "EUR"}) {
		t.Errorf("offered %v", got)
	}
}

func TestADayIsSaidByHowFarItIsFromToday(t *testing.T) {
	for text, want := range map[string]string{
		"2024-03-26": "today", "2024-03-27": "tomorrow", "2024-03-25": "yesterday",
		"2024-04-05": "in 10 days", "2023-03-26": "366 days ago",
	} {
		if got := ui.Distance(day(t, text), day(t, "2024-03-26")); got != want {
			t.Errorf("%s is %q", text, got)
		}
	}
}

func TestThePageFollowsTheDateAsItIsTypedSteppedAndDragged(t *testing.T) {
	w := newWorld(t)
	w.open()
	shown := w.pages[0]
	if at := shown.last(); at.AsOf.String() != "2024-03-26" || at.AsOf != at.Today {
		t.Errorf("begins as of %s", at.AsOf)
	}
	w.shell.Run("moment.previous")
	w.shell.Run("moment.previous")
	if at := shown.last(); at.AsOf.String() != "2023-09-25" {
		t.Errorf("two steps back is %s", at.AsOf)
	}
	if w.shell.Run("moment.previous") {
		t.Error("there is a step before the first day")
	}
	w.shell.Drag(1)
	if at := shown.last(); at.AsOf.String() != "2023-09-26" {
		t.Errorf("dragged to %s", at.AsOf)
	}
	w.shell.DateField()
	w.key(fyne.KeyUp)
	w.key(fyne.KeyUp)
	w.key(fyne.KeyDown)
	if at := shown.last(); at.AsOf.String() != "2023-09-27" {
		t.Errorf("a day up is %s", at.AsOf)
	}
	w.shell.Run("edit.all")
	w.typeText("2024-01-31")
	w.key(fyne.KeyReturn)
	if at := shown.last(); at.AsOf.String() != "2024-01-31" {
		t.Errorf("typed, and shown as of %s", at.AsOf)
	}
	w.shell.Run("moment.today")
	if at := shown.last(); at.AsOf != at.Today {
		t.Errorf("today is %s", at.AsOf)
	}
}

func TestATextThatIsNoDateIsPutBackAndSaid(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.DateField()
	w.shell.Run("edit.all")
	w.typeText("2024-02-30")
	w.key(fyne.KeyReturn)
	if at := w.pages[0].last(); at.AsOf.String() != "2024-03-26" {
		t.Errorf("shown as of %s", at.AsOf)
	}
	if said := w.shell.Said(); !contains(said, "no day of the calendar") {
		t.Errorf("said %q", said)
	}
}

func TestOnlyThePageThatIsSeenFollowsAndTheOthersWhenTheyAreShown(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("moment.previous")
	if seen := len(w.pages[1].at); seen != 0 {
		t.Errorf("a page that is not seen was updated %d times", seen)
	}
	w.shell.Run("page.commitments")
	if at := w.pages[1].at; len(at) != 1 || at[0].AsOf.String() != "2023-09-30" {
		t.Errorf("the page shown later was updated with %v", at)
	}
	w.shell.Run("page.overview")
	w.shell.Run("page.commitments")
	if seen := len(w.pages[1].at); seen != 1 {
		t.Errorf("a page was updated %d times though nothing had changed", seen)
	}
}

func TestTheBarSaysWhenItIsNotTodayOrNotAllThatIsKnown(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("moment.previous")
	w.shell.Run("moment.known")
	w.shell.Run("edit.all")
	w.typeText("4")
	w.key(fyne.KeyReturn)
	date, known := w.shell.Sign()
	if date != "178 days ago" || known != "As known at entry 4 of 5" {
		t.Errorf("the bar says %q and %q", date, known)
	}
	if heads := w.pages[0].heads; heads[len(heads)-1] != 4 {
		t.Errorf("the page saw entries up to %v", heads)
	}
	w.shell.Run("moment.today")
	if at := w.pages[0].last(); at.Known != 0 {
		t.Errorf("back at today only entry %d is known", at.Known)
	}
}

func TestAnEntryThatIsNotInTheBookIsNotKnown(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Run("moment.known")
	w.shell.Run("edit.all")
	w.typeText("6")
	w.key(fyne.KeyReturn)
	if got := w.overlay(); !contains(got, "There are entries 1 to 5.") {
		t.Errorf("said %q", got)
	}
}

func TestTheCurrencyAndWhoseFiguresAreChosenInTheBar(t *testing.T) {
	w := newWorld(t)
	w.open()
	w.shell.Record(ledger.KindRate, map[string]string{"base": "EUR", "quote": "USD", "rate": "1.1"})
	w.key(fyne.KeyReturn)
	w.shell.CountAll()
	w.shell.UseCurrency("EUR")
	at := w.pages[0].last()
	if !at.Filter.All || at.Currency.String() != "EUR" {
		t.Errorf("shown %v in %s", at.Filter, at.Currency)
	}
	w.shell.UseCurrency("USD")
	if at := w.pages[0].last(); !at.Currency.IsZero() {
		t.Errorf("the book's own currency is %s", at.Currency)
	}
}
