package desk

import (
	"fmt"
	"iter"

	"stakebook/ledger"
)

// A batch is what goes from one goroutine to the next at once; so many of them may wait in between. More would only
// take memory.
const (
	batchSize    = 256
	batchesAhead = 4
)

// result is what a step of a sequence gives.
type result[T any] struct {
	value T
	err   error
}

// ahead goes through a sequence in a goroutine of its own, some batches ahead of who asks, and gives what it gives in
// its order. The goroutine has ended when the loop over the sequence has.
func ahead[T any](all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		batches, stop := make(chan []result[T], batchesAhead), make(chan struct{})
		spent := make(chan []result[T], batchesAhead)
		go fillBatches(all, batches, spent, stop)
		defer func() {
			close(stop)
			for range batches { // until it has ended
			}
		}()
		for batch := range batches {
			for _, r := range batch {
				if !yield(r.value, r.err) {
					return
				}
			}
			clear(batch) // so that it keeps nothing alive while it waits
			select {
			case spent <- batch[:0]:
			default:
			}
		}
	}
}

// fillBatches sends what a sequence gives until it ends or is told to stop. It fills the batches again that come back.
func fillBatches[T any](all iter.Seq2[T, error], batches chan<- []result[T], spent <-chan []result[T],
	stop <-chan struct{}) {
	defer close(batches)
	var batch []result[T]
	for value, err := range all {
		if batch == nil {
			select {
			case batch = <-spent:
			default:
				batch = make([]result[T], 0, batchSize)
			}
		}
		if batch = append(batch, result[T]{value, err}); len(batch) < batchSize {
			continue
		}
		select {
		case batches <- batch:
			batch = nil
		case <-stop:
			return
		}
	}
	select {
	case batches <- batch:
	case <-stop:
	}
}

// fold makes a book of a journal, as ledger.Fold does, while another goroutine stamps what comes next and one reads what
// comes after that.
func fold(entries iter.Seq2[ledger.Entry, error]) (*ledger.Book, error) {
	book := ledger.New()
	for _, err := range taken(book, ahead(stamped(book.Stamper(), ahead(entries)))) {
		if err != nil {
			return nil, err
		}
	}
	return book, nil
}

// stamped stamps entries one after the other, until one is refused.
func stamped(stamper *ledger.Stamper, entries iter.Seq2[ledger.Entry, error]) iter.Seq2[ledger.Stamped, error] {
	return func(yield func(ledger.Stamped, error) bool) {
		count := 0
		for e, err := range entries {
			var next ledger.Stamped
			if count++; err == nil {
				if next, err = stamper.Stamp(e); err != nil {
					err = fmt.Errorf("entry %d: %w", count, err)
				}
			}
			if !yield(next, err) || err != nil {
				return
			}
		}
	}
}

// taken gives what a book takes, one entry after the other, until one is refused.
func taken(book *ledger.Book, entries iter.Seq2[ledger.Stamped, error]) iter.Seq2[ledger.Stamped, error] {
	return func(yield func(ledger.Stamped, error) bool) {
		for next, err := range entries {
			if err == nil {
				if err = book.Take(next); err != nil {
					err = fmt.Errorf("entry %d: %w", book.Head().Seq+1, err)
				}
			}
			if !yield(next, err) || err != nil {
				return
			}
		}
	}
}
