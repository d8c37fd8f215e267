package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// isReplaced says that the book's file is another than the one that was opened.
func isReplaced(err error) bool {
	return errors.Is(err, bookfile.ErrReplaced) || errors.Is(err, bookfile.ErrRemoved) || errors.Is(err, desk.ErrRewound)
}

// isSetback says that nothing more is written until the book is opened anew. What the window shows is in memory.
func isSetback(err error) bool {
	for _, known := range []error{
		bookfile.ErrBroken, bookfile.ErrFull, bookfile.ErrClosed, bookfile.ErrDamaged, bookfile.ErrNoLocks,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return isReplaced(err)
}

// isLost says that what came of other work than a recording leaves nothing to write to.
func isLost(err error) bool {
	return isReplaced(err) || errors.Is(err, bookfile.ErrClosed) || errors.Is(err, bookfile.ErrBroken)
}

// lookInPlace looks, when a person comes back to the window, whether the file is still the book that was opened. Who
// keeps folders alike on several machines may have put another in its place meanwhile.
func (s *Shell) lookInPlace() {
	if s.desk == nil || s.task != nil || s.standing.setback != "" {
		return
	}
	d := s.desk
	err := errUnfinished
	s.meanwhile(func(context.Context) { err = d.InPlace() }, func() {
		if isReplaced(err) {
			s.meetSetback(err)
		}
	})
}

// inPlace looks before a person begins with what would be recorded, and says whether it can be.
func (s *Shell) inPlace() bool {
	err := s.desk.InPlace()
	return !isReplaced(err) || !s.meetSetback(err)
}

// meetSetback says once what happened to the book's file and what can be done, where the error is about that. Whatever
// was acknowledged is on the disk or was put away with the file that is gone; all of it is in memory.
func (s *Shell) meetSetback(err error) bool {
	if s.desk == nil || !isSetback(err) {
		return false
	}
	if s.standing.setback != "" {
		return true
	}
	why := troubleOf(s.desk.Path(), err, s.zone())
	s.standing.setback = why.barred
	s.trace.put(event{Event: "setback", State: why.state, Text: err.Error()})
	s.hush()
	s.frame.status.checked("", widget.LowImportance)
	s.showStanding()
	s.refreshCommands()
	s.showSetback(why)
	return true
}

func (s *Shell) showSetback(why trouble) {
	s.show("setback", "", dialogs.Dialog{
		Title: why.title, Size: fyne.NewSize(560, 0),
		Content: paragraph(sentence(why.text) + "\n\n" + sentence(why.hint)),
		Actions: []dialogs.Action{
			{Label: "Close", Role: dialogs.Dismiss},
			{Label: "Export journal…", Role: dialogs.Plain, Run: func() bool { s.exportJournal(); return false }},
			{Label: "Open again", Role: dialogs.Primary, Run: func() bool {
				s.open.Close()
				s.openAgain()
				return false
			}},
		},
	})
}

// openAgain opens anew, for writing, what is at the path of the open book. That stays in the window until another is
// there.
func (s *Shell) openAgain() { s.openBook(opening{path: s.desk.Path(), mode: bookfile.Write}) }

// release gives the file of the open book back. What the book holds stays in the window, and nothing can be recorded.
// What it gives waits until nothing reads the file any more, in the background.
func (s *Shell) release() (wait func()) {
	wait = s.hush()
	for _, stop := range []func(){s.stopTicker, s.stopHourly, s.stopRest} {
		if stop != nil {
			stop()
		}
	}
	s.stopTicker, s.stopHourly, s.stopRest = nil, nil, nil
	s.settle()
	if err := s.desk.Close(); err != nil {
		s.trace.put(event{Event: "error", ID: "close", Text: err.Error()})
	}
	if s.standing.setback == "" {
		s.standing.setback = "its file was given back; open it again"
		s.refreshCommands()
	}
	return wait
}

// settle remembers, before a book is closed, how far it went.
func (s *Shell) settle() {
	if s.standing.doubted != nil || s.standing.setback != "" {
		return
	}
	s.memorizing.Lock()
	defer s.memorizing.Unlock()
	s.tellMemory(s.desk.Remember(s.memory()))
}
