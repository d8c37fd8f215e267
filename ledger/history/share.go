package history

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// share does a number of pieces of work that do not depend on each other, as many at once as there are processors. Each
// worker is begun once and then given pieces. The error is that of the first piece, by its number, that has one.
func share(pieces int, begin func() (work func(piece int) error)) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, pieces)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), pieces) {
		work := begin()
		workers.Go(func() {
			for !failed.Load() { // the pieces before one that failed are all given out
				piece := int(next.Add(1)) - 1
				if piece >= pieces {
					return
				}
				if errs[piece] = work(piece); errs[piece] != nil {
					failed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
