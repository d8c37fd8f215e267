package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"stakebook/ui/platform"
)

// Picker lets a person choose files. Each call returns at once; chosen is called on the goroutine of the window, with
// an empty path where the person gave up.
type Picker interface {
	// Open asks for a file that exists.
	Open(window fyne.Window, ask Ask, chosen func(path string, err error))
	// Save asks for the path of a file to write. It writes nothing there, and asks before it gives the path of a
	// file that exists.
	Save(window fyne.Window, ask Ask, chosen func(path string, err error))
}

// Ask is what a person is asked to choose.
type Ask struct {
	Title      string
	Kind       string   // what the files are, such as "Stakebook books"
	Extensions []string // with their dots; the first is added to a name without one
	Name       string   // to begin with, where a file is to be saved
	Shown      func()   // told, on the goroutine of the window, that the person is being asked; may be nil
}

// DesktopPicker asks with the dialogs of the desktop.
type DesktopPicker struct{ Runner Runner }

// Open asks for a file that exists.
func (p DesktopPicker) Open(window fyne.Window, ask Ask, chosen func(path string, err error)) {
	p.pick(chosen, func() (string, error) {
		return platform.OpenFile(context.Background(), window, ask.forDesktop())
	})
}

// Save asks for the path of a file to write.
func (p DesktopPicker) Save(window fyne.Window, ask Ask, chosen func(path string, err error)) {
	p.pick(chosen, func() (string, error) {
		return platform.SaveFile(context.Background(), window, ask.forDesktop())
	})
}

func (p DesktopPicker) pick(chosen func(string, error), choose func() (string, error)) {
	path, err := "", errUnfinished
	p.Runner.Go(func() { path, err = choose() }, func() {
		if errors.Is(err, platform.ErrCancelled) {
			chosen("", nil)
			return
		}
		chosen(path, err)
	})
}

func (a Ask) forDesktop() platform.Ask {
	filter := platform.Filter{Name: a.Kind}
	for _, extension := range a.Extensions {
		filter.Patterns = append(filter.Patterns, "*"+extension)
	}
	return platform.Ask{Title: a.Title, Name: a.Name, Filters: []platform.Filter{filter}, Shown: a.Shown}
}

// askForFile asks for a file that exists; taken is called where a person chose one.
func (s *Shell) askForFile(ask Ask, taken func(path string)) {
	s.params.Picker.Open(s.window, s.traced(ask), s.picked(ask, taken))
}

// askForName asks for the path of a file to write; taken is called where a person chose one.
func (s *Shell) askForName(ask Ask, taken func(path string)) {
	s.params.Picker.Save(s.window, s.traced(ask), s.picked(ask, taken))
}

func (s *Shell) traced(ask Ask) Ask {
	ask.Shown = func() { s.trace.put(event{Event: "dialog", ID: "file", State: "opened"}) }
	return ask
}

func (s *Shell) picked(ask Ask, taken func(path string)) func(string, error) {
	return func(path string, err error) {
		s.trace.put(event{Event: "dialog", ID: "file", State: "closed", Path: path})
		switch {
		case err != nil:
			s.fail(ask.Title, err)
		case path != "":
			taken(path)
		}
	}
}
