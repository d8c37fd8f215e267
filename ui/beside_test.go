package ui_test

import (
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2/test"
)

// threads is a runner that does work in goroutines of its own, once it is let. What is to be done after it waits until
// the test asks for it, as it waits for the goroutine of the window.
type threads struct {
	inline
	let   chan struct{}
	going sync.WaitGroup
	mutex sync.Mutex
	done  []func()
}

func (r *threads) Go(work, done func()) {
	r.going.Go(func() {
		<-r.let
		work()
		r.mutex.Lock()
		defer r.mutex.Unlock()
		r.done = append(r.done, done)
	})
}

// settle waits for all work and does what comes after it, until there is no more.
func (r *threads) settle() {
	for {
		r.going.Wait()
		r.mutex.Lock()
		due := r.done
		r.done = nil
		r.mutex.Unlock()
		if len(due) == 0 {
			return
		}
		for _, do := range due {
			do()
		}
	}
}

func TestWhatIsRecordedGoesBeforeWhatReadsTheBookWhichIsBegunAgain(t *testing.T) {
	runner := &threads{let: make(chan struct{})}
	w := newWorldWith(t, test.NewTempApp(t), runner)
	t.Cleanup(runner.settle)
	path := w.book("case.stakebook")
	go func() { runner.let <- struct{}{} }() // the book is opened, and what follows waits
	w.shell.OpenBook(path)
	runner.settleOpening()
	if got := w.states("book"); len(got) != 1 {
		t.Fatalf("the book did not open: %s", w.trace)
	}
	close(runner.let)
	w.pay()
	runner.settle()
	if got := len(entries(t, path)); got != 6 {
		t.Fatalf("the book has %d entries", got)
	}
	if got := w.states("backup"); len(got) != 0 {
		t.Errorf("a backup was kept while something was recorded: %v", got)
	}
	runner.pass() // a rest
	runner.settle()
	all := backupsOf(t, path)
	if len(all) == 0 || len(entries(t, all[len(all)-1].Path)) != 6 {
		t.Errorf("the newest of %d backups does not hold what was recorded", len(all))
	}
	if !slices.Contains(w.states("checked"), "sound") {
		t.Error("the book was not checked")
	}
}

// settleOpening does what comes after the first work, and no more.
func (r *threads) settleOpening() {
	r.going.Wait()
	r.mutex.Lock()
	first := r.done[0]
	r.done = nil
	r.mutex.Unlock()
	first()
}
