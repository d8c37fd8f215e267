package ui

import (
	"context"
	"sync"
	"time"
)

// beside is what goes on beside a person's work at the open book: it is verified, copied and remembered. Whatever is
// done to the file itself has to wait for the end of that.
type beside struct {
	ctx     context.Context
	end     context.CancelFunc
	going   sync.WaitGroup
	running int // what has begun and was not answered yet
}

func newBeside() *beside {
	b := &beside{}
	b.ctx, b.end = context.WithCancel(context.Background())
	return b
}

// meanwhile does something in the background while a person works on, and then done, unless it was ended before.
func (s *Shell) meanwhile(work func(context.Context), done func()) {
	b := s.beside
	b.going.Add(1)
	b.running++
	s.params.Runner.Go(func() {
		defer b.going.Done()
		work(b.ctx)
	}, func() {
		b.running--
		if s.beside == b {
			done()
		}
	})
}

// hush ends what goes on beside. What it gives waits for that; it may take a moment, so it is called in the background.
func (s *Shell) hush() (wait func()) {
	before := s.beside
	s.beside = newBeside()
	s.standing.remembering, s.standing.again = false, false
	before.end()
	return before.going.Wait
}

// restBefore is how long a person must have recorded nothing before what was ended for that is begun again.
const restBefore = 3 * time.Second

// goFirst lets what is recorded go before what reads the file in the background, which would keep a writer waiting.
// That is ended, and begun again once the person rests. What it gives waits for the end, a moment.
func (s *Shell) goFirst() (wait func()) {
	if s.beside.running == 0 {
		return func() {}
	}
	if s.stopRest != nil {
		s.stopRest()
	}
	opened := s.opened
	s.stopRest = s.params.Runner.After(restBefore, func() {
		if s.opened == opened && s.desk != nil && s.task == nil {
			s.lookAfter()
		}
	})
	return s.hush()
}
