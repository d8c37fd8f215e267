package ui

// updating is the page that is shown being brought up to date: the work of one page at a time, in the background. What
// changes meanwhile waits, and the last change alone: a date that was passed over is never shown.
type updating struct {
	going bool
	then  func() // to be done once the page is up to date; nil for nothing
}

// updateShown brings the page that is shown up to date, where it is not.
func (s *Shell) updateShown() {
	switch {
	case s.updating.going: // it is asked again at the end of that
	case s.stale[s.shown]:
		s.beginUpdate()
	default:
		s.endUpdate()
	}
}

func (s *Shell) beginUpdate() {
	s.stale[s.shown] = false
	s.updating.going = true
	work, opened := s.pages[s.shown].Update(s.desk, s.at), s.opened
	var show func()
	s.params.Runner.Go(func() { show = work() }, func() {
		s.updating.going = false
		if s.desk == nil {
			return
		}
		if s.opened == opened && show != nil { // else it is another book's, or went wrong
			show()
			s.tracePlaces()
		}
		s.updateShown()
	})
}

// endUpdate does what was waiting for the page.
func (s *Shell) endUpdate() {
	if then := s.updating.then; then != nil {
		s.updating.then = nil
		then()
	}
}
