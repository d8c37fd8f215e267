package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// frame is what stands around the pages.
type frame struct {
	tools   *toolbar
	pages   *navigation
	bar     *asOfBar
	status  *statusLine
	place   *fyne.Container // where the page is shown
	content fyne.CanvasObject
}

func newFrame(s *Shell) *frame {
	f := &frame{tools: newToolbar(s), status: newStatusLine(func() { s.Run("file.written") }), place: container.NewStack()}
	tools := container.NewHBox()
	for _, button := range f.tools.buttons {
		tools.Add(button)
	}
	f.bar = newAsOfBar(s, tools)
	f.pages = newNavigation(s.pages, func(at int) { s.Run("page." + s.pages[at].ID()) })
	top := container.NewVBox(f.bar.content, widget.NewSeparator())
	left := container.NewBorder(nil, nil, nil, widget.NewSeparator(), f.pages)
	bottom := container.NewVBox(widget.NewSeparator(), f.status.content)
	f.content = container.NewBorder(top, bottom, left, nil, container.NewPadded(f.place))
	return f
}

// showPage puts a page in place.
func (f *frame) showPage(at int, content fyne.CanvasObject) {
	f.pages.choose(at)
	f.place.Objects = []fyne.CanvasObject{content}
	f.place.Refresh()
}

// showBook turns the window to the open book.
func (s *Shell) showBook() {
	s.setContent(s.frame.content)
	at := 0
	for i, p := range s.pages {
		if p.ID() == s.settings.page() {
			at = i
		}
	}
	s.showPage(at, "")
}

// choosing is a page on which one thing is chosen.
type choosing interface{ Chosen() string }

// showPage shows a page, brought up to date, with the keyboard in it, and there what an id names, if there is one.
func (s *Shell) showPage(at int, id string) {
	s.shown = at
	p := s.pages[at]
	s.frame.showPage(at, p.Content())
	s.settings.setPage(p.ID())
	s.focusPage()
	s.updating.then = func() {
		if id != "" {
			p.Open(id)
		}
		shown := event{Event: "page", ID: p.ID()}
		if p, ok := p.(choosing); ok {
			shown.Text = p.Chosen()
		}
		s.trace.put(shown)
		s.tracePlaces()
		s.refreshCommands()
	}
	s.updateShown()
}

// focusPage gives the keyboard to the page that is shown.
func (s *Shell) focusPage() {
	if first := s.pages[s.shown].First(); first != nil {
		s.window.Canvas().Focus(first)
	}
}

// Go shows a page, and there what an id names.
func (s *Shell) Go(pageID, id string) {
	if s.desk == nil {
		return
	}
	for i, p := range s.pages {
		if p.ID() == pageID {
			s.showPage(i, id)
			return
		}
	}
}

// searched is a page with a field that filters what it shows.
type searched interface{ Search() fyne.Focusable }

// findOnPage puts the keyboard into the page's own search, or into that of the book where the page has none.
func (s *Shell) findOnPage() {
	if p, ok := s.pages[s.shown].(searched); ok {
		s.window.Canvas().Focus(p.Search())
		return
	}
	s.goAnywhere()
}

// Copy puts text on the clipboard.
func (s *Shell) Copy(text string) {
	s.app.Clipboard().SetContent(text)
	s.say("Copied.")
}
