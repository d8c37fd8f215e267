package ui

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// verify checks the whole book in the background, and says in the status line how it stands; asked says that a person
// wants to be told in any case.
func (s *Shell) verify(asked bool) {
	if s.stopCheck != nil {
		s.stopCheck()
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.stopCheck = cancel
	opened, d := s.opened, s.desk
	s.frame.status.checked("checking…", widget.LowImportance)
	err := errUnfinished
	s.params.Runner.Go(func() { err = d.Check(ctx) }, func() {
		cancel()
		if s.opened != opened || errors.Is(err, context.Canceled) {
			return
		}
		s.showChecked(d, err, asked)
	})
}

func (s *Shell) showChecked(d *desk.Desk, err error, asked bool) {
	if err != nil {
		s.trace.put(event{Event: "checked", State: "wrong", Text: err.Error()})
		s.frame.status.checked("the check found something wrong", widget.DangerImportance)
		dialogs.Error(s.window, "The book is not sound", trouble{text: err.Error(),
			hint: "Record nothing more in it. Keep the file, and open your last backup of it"})
		return
	}
	s.trace.put(event{Event: "checked", State: "sound"})
	at := s.params.Now().Format("15:04")
	s.frame.status.checked("checked "+at+": sound", widget.SuccessImportance)
	if asked {
		dialogs.Message(s.window, "The book is sound", fmt.Sprintf(
			"The file, the chain of all %d entries, every rule and the sums of every commitment on every date hold.\n\n"+
				"What a check of the file alone cannot show is a return to an older copy of it: for that, compare the hash "+
				"of the last entry with one you kept.", s.entries))
	}
}

func (s *Shell) checkAsked() { s.verify(true) }
