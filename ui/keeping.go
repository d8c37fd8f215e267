package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// backUpEvery is how often an open book is looked after.
const backUpEvery = time.Hour

// standing is how the open book is kept.
type standing struct {
	backup    time.Time // when the newest backup was made; zero where none is known
	unkept    bool      // the last try to make one failed, which was told
	doubted   error     // it is not as it was seen before, and nobody has settled that
	sealed    bool      // it is encrypted
	asked     bool      // a person wants to be told what the check that goes on comes to
	setback   string    // why nothing more can be recorded; empty where it can
	unsettled bool      // what is remembered of it could not be written, which was told

	remembering, again bool // it is being remembered; it has gone on since
}

// showStanding brings the status line up to date with how the book is kept.
func (s *Shell) showStanding() {
	s.frame.status.keeps(s.standing.sealed, s.backupWords(), s.standing.unkept)
	access := ""
	switch {
	case s.standing.setback != "":
		access = "Nothing can be recorded"
	case !s.desk.Writable():
		access = "Reading only"
	}
	if s.standing.doubted != nil {
		if access != "" {
			access += " · "
		}
		access += "Not as it was seen before"
	}
	s.frame.status.warn(access)
}

// backupWords says when the newest backup was made: today by the hour, else by the day.
func (s *Shell) backupWords() string {
	at := s.standing.backup
	switch {
	case s.standing.unkept && at.IsZero():
		return "No backup"
	case at.IsZero():
		return ""
	}
	at = at.In(s.zone())
	if at.Format(time.DateOnly) == s.params.Now().Format(time.DateOnly) {
		return "Backup " + at.Format("15:04")
	}
	return "Backup " + at.Format(time.DateOnly)
}

// zone is where the person is.
func (s *Shell) zone() *time.Location { return s.params.Now().Location() }

// memory is where it is remembered how far books went.
func (s *Shell) memory() desk.Memory { return desk.Memory{Folder: s.params.Memory} }

// lookAfter keeps a backup of the open book and then verifies it, beside everything else, and again after a time.
func (s *Shell) lookAfter() {
	s.keepBackup(func() { s.verify(false) })
	s.keepHourly()
}

func (s *Shell) keepHourly() {
	if s.stopHourly != nil {
		s.stopHourly()
	}
	opened := s.opened
	s.stopHourly = s.params.Runner.After(backUpEvery, func() {
		if s.opened != opened || s.desk == nil {
			return
		}
		if s.task == nil {
			s.keepBackup(func() {})
		}
		s.keepHourly()
	})
}

// keepBackup keeps a backup in the background where the book has changed, and then goes on. Only the one who writes a
// book that is as it should be makes one; another is told of the newest.
func (s *Shell) keepBackup(then func()) {
	d := s.desk
	if !d.Writable() || s.standing.doubted != nil || s.standing.setback != "" {
		s.seeBackups(then)
		return
	}
	var kept backups.Kept
	err := errUnfinished
	s.meanwhile(func(ctx context.Context) {
		if err = d.InPlace(); err == nil {
			kept, err = d.KeepBackup(ctx)
		}
	}, func() {
		s.tellKept(kept, err)
		then()
	})
}

// seeBackups looks when the newest backup was made.
func (s *Shell) seeBackups(then func()) {
	var all []backups.Backup
	path := s.desk.Path()
	s.meanwhile(func(context.Context) { all, _ = backups.List(path) }, func() {
		if len(all) > 0 {
			s.standing.backup = all[len(all)-1].At
			s.showStanding()
		}
		then()
	})
}

// tellKept shows what came of a backup. A failure is told once and bars nothing.
func (s *Shell) tellKept(kept backups.Kept, err error) {
	if isReplaced(err) {
		s.meetSetback(err)
		return
	}
	before := s.standing.unkept
	s.standing.unkept = err != nil
	switch {
	case err != nil:
		s.trace.put(event{Event: "backup", State: "failed", Text: err.Error()})
		if !before {
			s.say("No backup could be made: " + plainWords(err) + ". The book itself is as it was.")
		}
	case kept.Fresh:
		s.trace.put(event{Event: "backup", State: "made", Path: kept.Newest.Path})
	default:
		s.trace.put(event{Event: "backup", State: "same", Path: kept.Newest.Path})
	}
	if err == nil {
		s.standing.backup = kept.Newest.At
		if n := len(kept.Left); n > 0 {
			left := kept.Left[0]
			s.say(fmt.Sprintf("%s could not be looked after, such as %s: %s.", counted(n, "backup", "backups"),
				filepath.Base(left.Path), plainWords(left.Err)))
		}
	}
	s.showStanding()
}

// remember keeps in mind, outside of the book, how far it went. It is told of every change and does it in the
// background, one after the other.
func (s *Shell) remember() {
	if s.standing.doubted != nil || s.standing.setback != "" || s.params.Memory == "" {
		return
	}
	if s.standing.remembering {
		s.standing.again = true
		return
	}
	s.standing.remembering = true
	d, m := s.desk, s.memory()
	err := errUnfinished
	s.meanwhile(func(context.Context) {
		s.memorizing.Lock()
		defer s.memorizing.Unlock()
		err = d.Remember(m)
	}, func() {
		s.standing.remembering = false
		s.tellMemory(err)
		if s.standing.again {
			s.standing.again = false
			s.remember()
		}
	})
}

// tellMemory says once that it could not be remembered how far the book went, which does no harm to it.
func (s *Shell) tellMemory(err error) {
	if err == nil || s.standing.unsettled {
		return
	}
	s.standing.unsettled = true
	s.trace.put(event{Event: "memory", State: "failed", Text: err.Error()})
	s.say(sentence(err.Error()))
}

// backUp asks where a copy of the book is to be and makes it there.
func (s *Shell) backUp() {
	d := s.desk
	s.askForName(Ask{Title: "Back up the book", Kind: "Stakebook books", Extensions: []string{bookExtension},
		Name: fmt.Sprintf("%s %s%s", fileName(s.bookTitle()), s.today(), bookExtension)},
		func(path string) {
			if s.desk == d {
				s.backUpTo(path)
			}
		})
}

func (s *Shell) backUpTo(path string) {
	d := s.desk
	var made desk.Copy
	s.work("Backing up", func(ctx context.Context) (err error) {
		if err = d.Backup(ctx, path); err == nil {
			made, err = d.Inspect(path)
		}
		return err
	}, func(err error) {
		if err != nil {
			if !isLost(err) || !s.meetSetback(err) {
				s.fail("The book was not backed up", err)
			}
			return
		}
		s.trace.put(event{Event: "backedup", Path: path, Entries: int(made.Entries)})
		s.wrote(receipt{doing: "Backed up to", path: path, entries: int(made.Entries), head: made.Head})
	})
}

// bookTitle is the name that the open book has.
func (s *Shell) bookTitle() (title string) {
	_ = s.desk.View(0, func(b *ledger.Book) error { // the newest book can always be read
		title = b.Name().Name
		return nil
	})
	return title
}

// receipt is what there is to know of a file that was written.
type receipt struct {
	doing   string // such as "Written"
	path    string
	asOf    string // the day that it is about; empty where it has none
	entries int    // of the book as it was read
	head    ledger.Hash
}

// headShown is how much of a hash is shown where there is little room.
const headShown = 12

func shortHead(head ledger.Hash) string { return fmt.Sprintf("%.*s…", headShown, head) }

// wrote says which file was written and what it rests on, in short; in full it is behind a command.
func (s *Shell) wrote(r receipt) {
	s.written = &r
	text := fmt.Sprintf("%s %s: ", r.doing, filepath.Base(r.path))
	if r.asOf != "" {
		text += "as of " + r.asOf + ", "
	}
	s.sayMore(text + fmt.Sprintf("%s, head %s", counted(r.entries, "entry", "entries"), shortHead(r.head)))
	s.refreshCommands()
}

// showWritten shows in full what the last file that was written rests on.
func (s *Shell) showWritten() {
	r := s.written
	facts := []dialogs.Fact{{Name: "File", Value: r.path}}
	if r.asOf != "" {
		facts = append(facts, dialogs.Fact{Name: "As of", Value: r.asOf})
	}
	facts = append(facts, dialogs.Fact{Name: "Entries", Value: fmt.Sprint(r.entries)},
		dialogs.Fact{Name: "Head", Value: r.head.String()})
	s.show("written", "", dialogs.Facts("The last file written",
		"The head is the hash of the last entry it rests on: kept elsewhere, it shows whether the book was rewritten since.",
		facts, s.Copy))
}

func (s *Shell) noWritten() string {
	if s.written == nil {
		return "no file was written yet"
	}
	return ""
}
