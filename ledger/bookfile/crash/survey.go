package crash

import (
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
)

// Tally is what came of many images.
type Tally struct {
	Images   int // made
	Distinct int // read: two that are the same to the byte are read once
	Lost     int // on which something was missing that had been promised
	Torn     int // on which a book was not sound

	First error // the first fault found, and the round in which it was
	Round int
}

// String is the tally in a line.
func (t Tally) String() string {
	return fmt.Sprintf("%d images (%d distinct), %d lost, %d torn", t.Images, t.Distinct, t.Lost, t.Torn)
}

// Survey looks at a trace: at each of its moments the power fails again and again.
type Survey struct {
	Keys       *Keys
	Passphrase string
	Lying      bool // the disk says that it synced and did not

	// Beside is called with every image, before it is read; it may be nil. It gives what else is wrong.
	Beside func(round int, image Image, promises []Promise) error
}

// mostKnown bounds how many verdicts are kept in mind.
const mostKnown = 1 << 16

// verdict is what was found at a path.
type verdict struct {
	book Book
	err  error
}

// Of makes as many images as the run has rounds, or somewhat more, and holds each to the promises of its moment.
func (s Survey) Of(trace *Trace, run Run) Tally {
	var tally Tally
	each := (run.Rounds + trace.Len()) / (trace.Len() + 1)
	seed := maphash.MakeSeed()
	known := make(map[uint64]map[string]verdict)
	moment := trace.Begin()
	if s.Lying {
		moment = trace.BeginLying()
	}
	for round, more := 0, true; more; more = moment.Next() {
		promises := moment.Promises()
		for range each {
			round++
			if run.Skips(round) {
				continue
			}
			tally.Images++
			image := moment.Image(run.Random(round))
			print := image.fingerprint(seed)
			if len(known) > mostKnown {
				clear(known)
			}
			if known[print] == nil {
				known[print] = make(map[string]verdict)
				tally.Distinct++
			}
			err := s.judge(image, promises, known[print])
			if err == nil && s.Beside != nil {
				err = s.Beside(round, image, promises)
			}
			tally.count(err, round, moment.Last())
		}
	}
	return tally
}

// judge holds an image to all promises. The image stays as it is.
func (s Survey) judge(image Image, promises []Promise, known map[string]verdict) error {
	var errs []error
	for _, promise := range promises {
		found, ok := known[promise.Path]
		if _, there := image[promise.Path]; there && !ok {
			found.book, found.err = s.Keys.Inspect(image.Clone(), promise.Path, s.Passphrase)
			known[promise.Path] = found
		} else if !there {
			errs = append(errs, promise.absent(image))
			continue
		}
		errs = append(errs, promise.keptBy(found.book, found.err))
	}
	return errors.Join(errs...)
}

func (t *Tally) count(err error, round int, last Operation) {
	if err == nil {
		return
	}
	if errors.Is(err, ErrLost) {
		t.Lost++
	}
	if errors.Is(err, ErrTorn) {
		t.Torn++
	}
	if t.First == nil {
		t.Round = round
		t.First = fmt.Errorf("round %d, after %s: %w", round, strings.TrimSpace(string(last.Kind)+" "+last.Path), err)
	}
}
