package desk

import (
	"sync"

	"stakebook/ledger"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
)

// Look is View of a book with its histories: what it comes to on a day is looked up where that is worked out already,
// which takes no longer the more entries there are. The first Look at a large book begins to work it out behind, in the
// currency that is asked for; until then, and on a book as known at an earlier seq, it is folded.
func (d *Desk) Look(known ledger.Seq, read func(history.Sight) error) error {
	return d.view(known, func(b *ledger.Book, isNow bool) error {
		if !isNow {
			return read(history.SightOf(b, nil))
		}
		return read(history.SightOf(b, func(in money.Currency) *history.History { return d.historyOf(b, in) }))
	})
}

// histories follow the open book, one in each currency that was asked for.
type histories struct {
	mu     sync.Mutex // held for a moment; nothing is waited for under it
	in     map[money.Currency]*followed
	closed bool
	behind sync.WaitGroup
}

// followed is a history that goes after the open book. The book changes between its steps and never within: whoever
// takes one holds the desk's lock for reading, and gives it back after each where nobody waits for the figures.
type followed struct {
	mu       sync.Mutex // held for one step, or by who waits for several; within the desk's lock
	follower *history.Follower
	going    bool // a goroutine goes on with it

	kept    *history.History // from the book file: it begins on a day, and is of one entry
	keptSeq ledger.Seq
}

// fewSteps is how far a history may be behind the book for it to be waited for: of a large book they take less than a
// fold does.
const fewSteps = 200

// historyOf gives the history of the book as it is, in a currency; none where there is none yet. The desk's lock is
// held for reading.
func (d *Desk) historyOf(b *ledger.Book, in money.Currency) *history.History {
	f, isNew := d.histories.of(in)
	f.mu.Lock()
	defer f.mu.Unlock()
	if isNew && b.Len() >= leastKept {
		f.takeKept(d, b)
	}
	for steps := 0; steps < fewSteps || b.Len() < leastKept; steps++ {
		if f.follower.Behind(b) > fewSteps && b.Len() >= leastKept {
			break
		}
		more, err := f.follower.Step(b)
		if err != nil {
			return nil // its figures are folded
		}
		if !more {
			f.kept = nil
			return f.follower.History()
		}
	}
	d.goOn(f)
	if f.kept != nil && f.keptSeq == b.Head().Seq {
		return f.kept
	}
	return nil
}

// of gives the history in a currency, which is new where nobody asked for that yet.
func (h *histories) of(in money.Currency) (f *followed, isNew bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f, known := h.in[in]
	if !known {
		f = &followed{follower: history.Follow(in)}
		if h.in == nil {
			h.in = make(map[money.Currency]*followed)
		}
		h.in[in] = f
	}
	return f, !known
}

// takeKept takes the history that is kept in the book file, where it is of the book as it is and in the currency.
func (f *followed) takeKept(d *Desk, b *ledger.Book) {
	head := b.Head()
	kept, err := d.kept(head.Seq, head.Hash)
	if err == nil && kept != nil && kept.Currency() == f.follower.Currency() && kept.IsWhole() {
		f.kept, f.keptSeq = kept, head.Seq
	}
}

// goOn works a history out behind, unless that is done already. The history's lock is held.
func (d *Desk) goOn(f *followed) {
	d.histories.mu.Lock()
	defer d.histories.mu.Unlock()
	if f.going || d.histories.closed {
		return
	}
	f.going = true
	d.histories.behind.Go(func() {
		for d.stepBehind(f) {
		}
	})
}

// stepBehind takes one step, and says whether to go on.
func (d *Desk) stepBehind(f *followed) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	more, err := f.follower.Step(d.book)
	if !more {
		f.kept = nil
	}
	f.going = more && err == nil && !d.histories.isClosed()
	return f.going
}

func (h *histories) isClosed() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.closed
}

// stop ends what is done behind, and waits until it has.
func (h *histories) stop() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.behind.Wait()
}
