package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/money"
	"stakebook/ui/dialogs"
	"stakebook/ui/page"
)

// At is how the book is looked at.
func (s *Shell) At() page.Moment { return s.at }

// look shows the book another way: the page that is seen at once, the others when they are shown.
func (s *Shell) look(at page.Moment) {
	if s.desk == nil || same(at, s.at) {
		return
	}
	s.at = at
	s.trace.put(event{Event: "moment", Date: at.AsOf.String(), Known: at.Known, Currency: at.Currency.String(),
		State: scopeWord(at.Filter.All)})
	s.frame.bar.show(s.at, s.life, s.entries)
	s.turnStale()
	s.updateShown()
	s.refreshCommands()
}

func same(a, b page.Moment) bool {
	return a.AsOf == b.AsOf && a.Today == b.Today && a.Known == b.Known && a.Currency == b.Currency &&
		a.Filter.All == b.Filter.All && len(a.Filter.Where) == len(b.Filter.Where)
}

func scopeWord(all bool) string {
	if all {
		return "all"
	}
	return "own"
}

func (s *Shell) turnStale() {
	for i := range s.stale {
		s.stale[i] = true
	}
}

func (s *Shell) lookAsOf(day civil.Date) {
	at := s.at
	at.AsOf = day
	s.look(at)
}

// scopeTitle says what the command would show: the investors that are not counted now.
func (s *Shell) scopeTitle() string {
	if s.at.Filter.All {
		return "Count own investors alone"
	}
	return "Count all investors"
}

// noScope says why there is no choice of investors.
func (s *Shell) noScope() string {
	if reason := s.noBook(); reason != "" {
		return reason
	}
	if s.frame.bar.scope.Hidden {
		return "no investor of this book is marked as its own"
	}
	return ""
}

func (s *Shell) lookAll(all bool) {
	at := s.at
	at.Filter.All = all
	s.look(at)
}

func (s *Shell) lookIn(code string) {
	currency, err := money.ParseCurrency(code)
	if err != nil {
		s.Fail(err)
		return
	}
	at := s.at
	at.Currency = currency
	if code == s.frame.bar.currency.Options[0] {
		at.Currency = money.Currency{} // the book's own
	}
	s.look(at)
}

func (s *Shell) backToToday() {
	at := s.at
	at.Today = s.today()
	at.AsOf, at.Known = at.Today, 0
	s.look(at)
}

func (s *Shell) previousDate() {
	if day, ok := s.life.previous(s.at.AsOf); ok {
		s.lookAsOf(day)
	}
}

func (s *Shell) nextDate() {
	if day, ok := s.life.next(s.at.AsOf); ok {
		s.lookAsOf(day)
	}
}

func (s *Shell) noPrevious() string {
	if _, ok := s.life.previous(s.at.AsOf); s.desk == nil || !ok {
		return "nothing happened before this date"
	}
	return ""
}

func (s *Shell) noNext() string {
	if _, ok := s.life.next(s.at.AsOf); s.desk == nil || !ok {
		return "nothing happened after this date"
	}
	return ""
}

// follow brings the window up to date with what was recorded.
func (s *Shell) follow(desk.Change) {
	if s.desk == nil {
		return
	}
	s.readBook()
	s.trace.put(event{Event: "recorded", Seq: ledger.Seq(s.entries), Entries: s.entries})
	s.remember()
	s.turnStale()
	s.updateShown()
	s.refreshCommands()
}

// readBook takes from the book what the frame shows of it.
func (s *Shell) readBook() {
	var name ledger.BookName
	var codes []string
	own := false
	err := s.desk.View(0, func(b *ledger.Book) error {
		name, codes, own = b.Name(), currencies(b), b.HasOwn()
		s.life, s.entries = lifeOf(b, s.today()), b.Len()
		return nil
	})
	if err != nil {
		s.Fail(err)
		return
	}
	s.frame.bar.offer(codes, own)
	s.frame.bar.show(s.at, s.life, s.entries)
	s.frame.status.describe(name, s.desk.Path(), s.entries, s.params.Author)
	s.showStanding()
	s.window.SetTitle(name.Name + " · Stakebook")
}

// askKnown asks for the last entry that the book is to know of.
func (s *Shell) askKnown() {
	number := dialogs.NewEntry()
	number.SetText(ledger.Seq(s.entries).String())
	if s.at.Known != 0 {
		number.SetText(s.at.Known.String())
	}
	said := widget.NewLabel("")
	said.Wrapping = fyne.TextWrapWord
	number.OnChanged = func(text string) { said.SetText(s.describeKnown(text)) }
	number.OnChanged(number.Text)
	about := widget.NewLabel("Shows the book as it was once it had been told of entry N and nothing later: " +
		"what was known when a decision was taken.")
	about.Wrapping = fyne.TextWrapWord
	form := container.NewBorder(nil, nil, widget.NewLabel(fmt.Sprintf("Entry, 1 to %d", s.entries)), nil, number)
	s.show("known", "", dialogs.Dialog{
		Title: "As known at an entry", Content: container.NewVBox(about, form, said), FirstFocus: number,
		Size: fyne.NewSize(460, 260),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "All that is known", Role: dialogs.Plain, Run: func() bool { return s.lookKnown(0) }},
			{Label: "Show", Role: dialogs.Primary, Run: func() bool {
				seq, err := ledger.ParseSeq(number.Text)
				return err == nil && s.lookKnown(seq)
			}},
		},
	})
}

// lookKnown shows the book as known at an entry, 0 for all of them, and says whether there is one.
func (s *Shell) lookKnown(seq ledger.Seq) bool {
	if seq < 0 || int(seq) > s.entries {
		return false
	}
	at := s.at
	at.Known = seq
	if int(seq) == s.entries {
		at.Known = 0
	}
	s.look(at)
	return true
}

// describeKnown says what the entry is up to which the book would be known.
func (s *Shell) describeKnown(text string) string {
	seq, err := ledger.ParseSeq(text)
	if err != nil || seq < 1 || int(seq) > s.entries {
		return fmt.Sprintf("There are entries 1 to %d.", s.entries)
	}
	described := ""
	err = s.desk.View(0, func(b *ledger.Book) error {
		e, _ := b.Entry(seq)
		described = fmt.Sprintf("Recorded %s: %s", e.Recorded.Format("2006-01-02 15:04 MST"), page.Sentence(b, e))
		return nil
	})
	if err != nil {
		return err.Error()
	}
	return described
}
