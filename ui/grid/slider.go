package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Draggable    = (*slider)(nil)
	_ fyne.Tappable     = (*slider)(nil)
	_ desktop.Hoverable = (*slider)(nil)
)

// slider shows which part of the columns is in view, and moves it.
type slider struct {
	widget.BaseWidget
	grid         *Grid
	track, thumb *canvas.Rectangle
	pointed      bool
}

func newSlider(grid *Grid) *slider {
	made := &slider{grid: grid, track: &canvas.Rectangle{}, thumb: &canvas.Rectangle{}}
	made.ExtendBaseWidget(made)
	return made
}

// share is the length of the slider that one unit of the columns takes.
func (s *slider) share() float32 {
	if s.grid.columns.total <= 0 {
		return 0
	}
	return s.Size().Width / s.grid.columns.total
}

func (s *slider) place() {
	size, columns := s.Size(), &s.grid.columns
	thick := s.grid.metrics.gap * 2
	top := (size.Height - thick) / 2
	s.track.CornerRadius, s.thumb.CornerRadius = thick/2, thick/2
	put(s.track, 0, top, size.Width, thick)
	put(s.thumb, columns.offset*s.share(), top, min(size.Width, columns.viewport*s.share()), thick)
}

func (s *slider) paint() {
	s.track.FillColor = s.grid.shade(theme.ColorNameScrollBarBackground)
	s.thumb.FillColor = s.grid.shade(theme.ColorNameScrollBar)
	if s.pointed {
		s.thumb.FillColor = s.grid.shade(theme.ColorNamePrimary)
	}
	s.track.Refresh()
	s.thumb.Refresh()
}

// Dragged moves the columns as far as the pointer asks.
func (s *slider) Dragged(event *fyne.DragEvent) {
	if share := s.share(); share > 0 {
		s.grid.scrollTo(s.grid.columns.offset + event.Dragged.DX/share)
	}
}

// DragEnd has nothing to finish.
func (s *slider) DragEnd() {}

// Tapped moves by one window towards the pointer.
func (s *slider) Tapped(event *fyne.PointEvent) {
	columns := &s.grid.columns
	switch {
	case event.Position.X < s.thumb.Position().X:
		s.grid.scrollTo(columns.offset - columns.viewport)
	case event.Position.X > s.thumb.Position().X+s.thumb.Size().Width:
		s.grid.scrollTo(columns.offset + columns.viewport)
	}
}

// Scrolled moves the columns with the wheel, whichever way it is turned.
func (s *slider) Scrolled(event *fyne.ScrollEvent) {
	s.grid.scrollTo(s.grid.columns.offset - event.Scrolled.DX - event.Scrolled.DY)
}

// MouseIn marks the slider.
func (s *slider) MouseIn(*desktop.MouseEvent) { s.point(true) }

// MouseMoved changes nothing.
func (s *slider) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (s *slider) MouseOut() { s.point(false) }

func (s *slider) point(pointed bool) {
	s.pointed = pointed
	s.paint()
}

// CreateRenderer draws the slider.
func (s *slider) CreateRenderer() fyne.WidgetRenderer { return &sliderRenderer{slider: s} }

type sliderRenderer struct{ slider *slider }

func (r *sliderRenderer) Layout(fyne.Size)   { r.slider.place() }
func (r *sliderRenderer) MinSize() fyne.Size { return fyne.NewSize(1, r.slider.grid.footHeight()) }
func (r *sliderRenderer) Destroy()           {}

func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.slider.track, r.slider.thumb}
}

func (r *sliderRenderer) Refresh() {
	r.slider.place()
	r.slider.paint()
}
