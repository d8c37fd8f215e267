package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"stakebook/ui/dialogs"
)

// Runner carries out work away from the goroutine of the window. Tests give one that does everything at once.
type Runner interface {
	// Go does the work in the background, and then done on the goroutine of the window.
	Go(work, done func())
	// Do does something on the goroutine of the window; it may be called from any other.
	Do(do func())
	// After does something on the goroutine of the window once a time has passed, unless it was stopped.
	After(delay time.Duration, do func()) (stop func())
}

// Background is the Runner of the program.
type Background struct{ Crashes *CrashLog }

// Go does the work in a goroutine of its own. A panic there is kept in the crash log and ends the work, not the
// program.
func (b Background) Go(work, done func()) {
	go func() {
		b.guarded(work)
		fyne.Do(done)
	}()
}

func (b Background) guarded(work func()) {
	defer func() {
		if cause := recover(); cause != nil {
			b.Crashes.Keep(cause)
		}
	}()
	work()
}

// Do hands over to the toolkit.
func (b Background) Do(do func()) { fyne.Do(do) }

// After waits on the system's clock.
func (b Background) After(delay time.Duration, do func()) (stop func()) {
	timer := time.AfterFunc(delay, func() { fyne.Do(do) })
	return func() { timer.Stop() }
}

// patience is how long work may take before a dialog shows that it goes on.
const patience = 500 * time.Millisecond

// errUnfinished is what work comes to that ended without saying so: it crashed.
var errUnfinished = errors.New("something went wrong inside Stakebook, and the work was given up; " +
	"nothing was changed by halves, and where it happened is kept in the crash log")

// task is work that goes on, of which there is one at a time.
type task struct {
	stop     context.CancelFunc
	progress *dialogs.Progress
}

// job is work that a person waits for.
type job struct {
	title   string                      // of the dialog that shows beyond half a second that it goes on
	work    func(context.Context) error // away from the goroutine of the window
	done    func(error)                 // on it, with the error of the work
	stopped func()                      // on it, where a person stopped the work; nil says that nothing was changed
}

// work does something in the background and then done, with its error, unless it was stopped.
func (s *Shell) work(title string, work func(context.Context) error, done func(error)) {
	s.carryOut(job{title: title, work: work, done: done})
}

// carryOut does a job in the background. Beyond half a second a dialog says that it goes on and lets it be stopped.
// While it goes on no command runs.
func (s *Shell) carryOut(j job) {
	ctx, cancel := context.WithCancel(context.Background())
	running := &task{stop: cancel}
	s.task = running
	s.refreshCommands()
	stopClock := s.params.Runner.After(patience, func() {
		if s.task == running {
			running.progress = dialogs.NewProgress(s.window, j.title, cancel)
			s.trace.put(event{Event: "dialog", ID: "progress", State: "opened"})
		}
	})
	err := errUnfinished
	s.params.Runner.Go(func() { err = j.work(ctx) }, func() {
		stopClock()
		cancel()
		if running.progress != nil {
			running.progress.Close()
			s.trace.put(event{Event: "dialog", ID: "progress", State: "closed"})
		}
		s.task = nil
		s.refreshCommands()
		switch {
		case !errors.Is(err, context.Canceled):
			j.done(err)
		case j.stopped != nil:
			j.stopped()
		default:
			s.say("Stopped; nothing was changed.")
		}
	})
}
