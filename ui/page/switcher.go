package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// switcher shows one of several views under a row of names. Unlike the toolkit's tabs it is reached and turned by
// keyboard.
type switcher struct {
	choice *widget.RadioGroup
	views  []fyne.CanvasObject
	stack  *fyne.Container
}

// view is one of a switcher's views.
type view struct {
	name    string
	content fyne.CanvasObject
}

func newSwitcher(views ...view) *switcher {
	s := &switcher{stack: container.NewStack()}
	var names []string
	for _, v := range views {
		names = append(names, v.name)
		s.views = append(s.views, v.content)
		v.content.Hide()
		s.stack.Add(v.content)
	}
	s.choice = widget.NewRadioGroup(names, func(string) { s.turn() })
	s.choice.Horizontal, s.choice.Required = true, true
	s.choice.SetSelected(names[0])
	return s
}

func (s *switcher) turn() {
	for i, name := range s.choice.Options {
		if name == s.choice.Selected {
			s.views[i].Show()
		} else {
			s.views[i].Hide()
		}
	}
}
