package ui_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"stakebook/ledger"
)

// patient keeps the work that it is given until a test lets it be done.
type patient struct {
	inline
	holding bool
	held    []func()
}

func (r *patient) Go(work, done func()) {
	if !r.holding {
		r.inline.Go(work, done)
		return
	}
	r.held = append(r.held, func() { work(); done() })
}

// next does what was begun first.
func (r *patient) next() {
	first := r.held[0]
	r.held = r.held[1:]
	first()
}

func TestADateThatIsPassedOverWhileAnotherIsFoundOutIsNeverShown(t *testing.T) {
	runner := &patient{}
	w := newWorldWith(t, test.NewTempApp(t), runner)
	w.open()
	runner.holding = true
	shown := w.pages[0]
	before, shows := len(shown.at), len(shown.heads)
	for position := range 5 {
		w.shell.Drag(position)
	}
	if len(shown.at) != before+1 || len(shown.heads) != shows || len(runner.held) != 1 {
		t.Fatalf("%d dates are worked on, %d shown", len(shown.at)-before, len(shown.heads)-shows)
	}
	if w.shell.At().AsOf.String() != "2023-09-29" {
		t.Errorf("the bar says %s", w.shell.At().AsOf)
	}
	for len(runner.held) > 0 {
		runner.next()
	}
	var days []string
	for _, at := range shown.at[before:] {
		days = append(days, at.AsOf.String())
	}
	if len(days) != 2 || days[0] != "2023-09-25" || days[1] != "2023-09-29" || len(shown.heads) != shows+2 {
		t.Errorf("shown were %v", days)
	}
}

func TestAPageThatIsGoneToIsTurnedToWhatItWasAskedForOnceItIsUpToDate(t *testing.T) {
	runner := &patient{}
	w := newWorldWith(t, test.NewTempApp(t), runner)
	w.open()
	runner.holding = true
	w.shell.Drag(1)
	w.shell.Go("commitments", "c")
	if got := w.pages[1].opened; len(got) != 0 {
		t.Errorf("opened %v before there was anything", got)
	}
	for len(runner.held) > 0 {
		runner.next()
	}
	if got := w.pages[1].opened; len(got) != 1 || got[0] != "c" {
		t.Errorf("opened %v", got)
	}
	if at := w.pages[1].last(); at.AsOf != w.shell.At().AsOf {
		t.Errorf("shown as of %s", at.AsOf)
	}
}

func TestWhatWasFoundOutOfABookThatIsClosedIsNotShown(t *testing.T) {
	runner := &patient{}
	w := newWorldWith(t, test.NewTempApp(t), runner)
	w.open()
	runner.holding = true
	shows := len(w.pages[0].heads)
	w.shell.Drag(1)
	held := runner.held
	w.shell.Run("book.close")
	for _, do := range held {
		do()
	}
	if len(w.pages[0].heads) != shows {
		t.Error("it is shown")
	}
	runner.holding = false
	other := w.book("other.stakebook")
	w.shell.OpenBook(other)
	if got := w.pages[0].heads; len(got) != shows+1 || got[shows] != ledger.Seq(5) {
		t.Errorf("another book is not shown: %v", got)
	}
}
