package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// recall tells what came of holding a book that was just opened against what is remembered of it. The passphrase that
// opened the book is wiped once it is no longer needed.
func (s *Shell) recall(o opening, err error) {
	var history *desk.HistoryError
	if !errors.As(err, &history) {
		clear(o.passphrase)
		s.tellMemory(err)
		return
	}
	state := "turned back"
	if history.Rewritten() {
		state = "rewritten"
	}
	s.trace.put(event{Event: "history", Path: history.Now.Path, State: state, Text: history.Error()})
	s.standing.doubted = history
	s.showStanding()
	if o.inDoubt {
		clear(o.passphrase)
		return
	}
	s.showHistory(o, history)
}

// historyWidth is what the dialog asks of the window.
const historyWidth = 660

// showHistory says what was seen of a book and what is there now, and lets a person settle it.
func (s *Shell) showHistory(o opening, history *desk.HistoryError) {
	leave := dialogs.Action{Label: "Open read-only", Role: dialogs.Dismiss, Run: func() bool {
		passphrase := slices.Clone(o.passphrase)
		s.open.Close()
		s.openBook(opening{path: s.desk.Path(), mode: bookfile.Read, passphrase: passphrase, inDoubt: true})
		return false
	}}
	if !s.desk.Writable() {
		leave = dialogs.Action{Label: "Close", Role: dialogs.Dismiss}
	}
	s.show("history", "", dialogs.Dialog{
		Title: historyTitle(history), Size: fyne.NewSize(historyWidth, 0), OnClosed: func() { clear(o.passphrase) },
		Content: container.NewVBox(dialogs.FactLines(s.historyFacts(history)), paragraph(
			"An older copy may have been put back, here or by a program that keeps folders alike, or somebody rewrote the "+
				"file. Nothing in it need be wrong. If you know why, keep it as it is; if not, restore a backup: you see first "+
				"what differs.")),
		Actions: []dialogs.Action{
			leave,
			{Label: "Export journal…", Role: dialogs.Plain, Run: func() bool { s.exportJournal(); return false }},
			{Label: "Keep as it is", Role: dialogs.Plain, Run: func() bool {
				s.open.Close()
				s.acceptHistory()
				return false
			}},
			{Label: "Restore…", Role: dialogs.Primary, Run: func() bool {
				s.restoreBook(s.desk.Path(), o.passphrase) // who gives that up is asked again
				return false
			}},
		},
	})
}

func historyTitle(history *desk.HistoryError) string {
	name := filepath.Base(history.Now.Path)
	switch {
	case history.Seen.Path != history.Now.Path:
		return name + " is not up to the book seen before"
	case history.Rewritten():
		return "The history of " + name + " was rewritten"
	default:
		return name + " was turned back"
	}
}

func (s *Shell) historyFacts(history *desk.HistoryError) []dialogs.Fact {
	seen := s.sighted(history.Seen)
	if history.Seen.Path != history.Now.Path {
		seen += ", at " + history.Seen.Path
	}
	return []dialogs.Fact{
		{Name: "Seen " + s.moment(history.Seen.Seen), Value: seen},
		{Name: "Now", Value: s.sighted(history.Now)},
	}
}

func (s *Shell) sighted(at desk.Sighting) string {
	return fmt.Sprintf("%s, head %s", counted(int(at.Entries), "entry", "entries"), shortHead(at.Head))
}

// moment is an instant on the clock of the person.
func (s *Shell) moment(at time.Time) string { return at.In(s.zone()).Format("2006-01-02 15:04") }

// acceptHistory takes the book as it is, though it was seen otherwise before.
func (s *Shell) acceptHistory() {
	s.standing.doubted = nil
	if err := s.desk.Remember(s.memory()); err != nil {
		s.tellMemory(err)
	}
	s.trace.put(event{Event: "history", Path: s.desk.Path(), State: "accepted"})
	s.say("Kept as it is, and remembered so.")
	s.showStanding()
	s.lookAfter()
}
