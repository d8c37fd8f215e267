package ui

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// verify checks the whole book in the background, and says in the status line how it stands; asked says that a person
// wants to be told in any case.
func (s *Shell) verify(asked bool) {
	if s.standing.setback != "" {
		return
	}
	if s.stopCheck != nil {
		s.stopCheck()
	}
	s.standing.asked = s.standing.asked || asked
	ctx, cancel := context.WithCancel(s.beside.ctx)
	s.stopCheck = cancel
	d := s.desk
	s.frame.status.checked("checking…", widget.LowImportance)
	err := errUnfinished
	s.meanwhile(func(context.Context) { err = d.Check(ctx) }, func() {
		cancel()
		if !errors.Is(err, context.Canceled) {
			s.showChecked(d, err)
		}
	})
}

func (s *Shell) showChecked(d *desk.Desk, err error) {
	asked := s.standing.asked
	s.standing.asked = false
	if isReplaced(err) {
		s.meetSetback(err)
		return
	}
	if err != nil {
		s.trace.put(event{Event: "checked", State: "wrong", Text: err.Error()})
		s.frame.status.checked("the check found something wrong", widget.DangerImportance)
		unsound := checkTrouble(err)
		dialogs.Error(s.window, unsound.title, unsound)
		return
	}
	s.trace.put(event{Event: "checked", State: "sound"})
	at := s.params.Now().Format("15:04")
	s.frame.status.checked("checked "+at+": sound", widget.SuccessImportance)
	if asked {
		s.showSound(d)
	}
}

// checkTrouble says what a check found, and what to do. Figures that are kept for speed alone are made anew; anything else
// that is wrong is wrong with the book.
func checkTrouble(err error) trouble {
	if errors.Is(err, desk.ErrKept) {
		return trouble{title: "The figures kept for speed are wrong", text: err.Error(),
			hint: "The journal is sound, and what the window shows is made of it. Record anything and close the book: the " +
				"figures are then kept anew"}
	}
	return trouble{title: "The book is not sound", text: err.Error(),
		hint: "Record nothing more in it. Keep the file, and restore a backup of it (File, Restore…)"}
}

// showSound says what was checked and where the book stands.
func (s *Shell) showSound(d *desk.Desk) {
	var entries int
	var head ledger.Hash
	_ = d.View(0, func(b *ledger.Book) error { // the newest book can always be read
		entries, head = b.Len(), b.Head().Hash
		return nil
	})
	s.show("sound", "", dialogs.Facts("The book is sound",
		"The file, the chain of all entries, every rule and the sums of every commitment on every date hold.\n\n"+
			"What a check of the file alone cannot show is a return to an older copy or a history written anew: for that, "+
			"compare the head, the hash of the last entry, with one that was kept elsewhere, as on a report.",
		[]dialogs.Fact{{Name: "Entries", Value: fmt.Sprint(entries)}, {Name: "Head", Value: head.String()}}, s.Copy))
}

func (s *Shell) checkAsked() { s.verify(true) }

// Check verifies the whole book and says how it stands.
func (s *Shell) Check() { s.Run("file.check") }
