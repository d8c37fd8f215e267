package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"stakebook/ui/chart"
)

// place is where in the window something can be clicked: its middle, from the window's left upper corner.
type place struct {
	ID string `json:"id"`
	X  int    `json:"x"`
	Y  int    `json:"y"`
}

// plotted is a page with a chart whose parts can be clicked.
type plotted interface{ Places() []chart.Place }

// tracePlaces tells where the things are that a hand can reach: what begins at the welcome; at a book the toolbar, the
// page list, the choices of the as-of bar and the parts of the page's chart in sight. Where they are is known once they
// were drawn.
func (s *Shell) tracePlaces() {
	switch {
	case s.trace.to == nil || s.placing:
	case s.drawn():
		size := s.window.Canvas().Size()
		s.trace.put(event{Event: "places", Width: int(size.Width), Height: int(size.Height), Places: s.places()})
	default:
		s.placing = true
		s.params.Runner.After(untilDrawn, func() {
			s.placing = false
			s.tracePlaces()
		})
	}
}

// untilDrawn is when to look again whether the window was drawn.
const untilDrawn = 20 * time.Millisecond

// drawn says that the toolkit has drawn what the window shows.
func (s *Shell) drawn() bool {
	content := []fyne.CanvasObject{s.window.Content()}
	if s.desk == nil {
		for _, start := range s.starts {
			content = append(content, start.button)
		}
	} else {
		content = append(content, s.frame.bar.currency, s.pages[s.shown].Content())
	}
	for _, object := range content {
		if fyne.CurrentApp().Driver().CanvasForObject(object) == nil {
			return false
		}
	}
	return true
}

func (s *Shell) places() []place {
	var all []place
	if s.desk == nil {
		for _, start := range s.starts {
			all = append(all, middleOf(start.command, start.button))
		}
		return all
	}
	for i, command := range s.frame.tools.commands {
		all = append(all, middleOf(command.ID, s.frame.tools.buttons[i]))
	}
	for i, row := range s.frame.pages.rows {
		all = append(all, middleOf("page."+s.pages[i].ID(), row))
	}
	all = append(all, middleOf("bar.currency", s.frame.bar.currency))
	if s.frame.bar.scope.Visible() {
		all = append(all, middleOf("bar.scope", s.frame.bar.scope))
	}
	if p, ok := s.pages[s.shown].(plotted); ok {
		for _, part := range p.Places() {
			all = append(all, place{ID: "chart." + part.Hit.Row, X: int(part.At.X), Y: int(part.At.Y)})
		}
	}
	return all
}

func middleOf(id string, object fyne.CanvasObject) place {
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(object), object.Size()
	return place{ID: id, X: int(at.X + size.Width/2), Y: int(at.Y + size.Height/2)}
}
