package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The least room that a form asks for; it scrolls in what it gets.
const (
	minWidth  = 620
	minHeight = 420
	minInput  = 200 // an input beside its read-back
)

// rowLayout lays a field out: the label at the left, the input with its read-back at the right, the caption below
// them. Objects are title, input, side, caption.
type rowLayout struct {
	label float32 // the width of all labels of the form
}

// tuck is how far the caption moves up into the padding around it.
func tuck() float32 { return theme.InnerPadding() * 3 / 4 }

// Layout places the four.
func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, input, side, caption := objects[0], objects[1], objects[2], objects[3]
	left := l.label + theme.Padding()
	width := max(0, size.Width-left)
	height := input.MinSize().Height
	title.Resize(fyne.NewSize(l.label, title.MinSize().Height))
	inputWidth := width
	if _, whole := side.(nothing); !whole {
		inputWidth = max(minInput, (width-theme.Padding())/2)
		side.Move(fyne.NewPos(left+inputWidth+theme.Padding(), 0))
		side.Resize(fyne.NewSize(max(0, width-inputWidth-theme.Padding()), side.MinSize().Height))
	}
	input.Move(fyne.NewPos(left, 0))
	input.Resize(fyne.NewSize(inputWidth, height))
	caption.Move(fyne.NewPos(left, height-tuck()))
	caption.Resize(fyne.NewSize(width, max(0, size.Height-height+2*tuck())))
}

// MinSize is that of the label and the input over the caption.
func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	input, caption := objects[1].MinSize(), objects[3].MinSize()
	return fyne.NewSize(l.label+theme.Padding()+2*minInput, input.Height+caption.Height-2*tuck())
}

// insetLayout leaves room around its only object, and at the right for a scroll bar.
type insetLayout struct{}

func (insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad := theme.InnerPadding()
	objects[0].Move(fyne.NewSquareOffsetPos(pad))
	objects[0].Resize(size.Subtract(fyne.NewSquareSize(2 * pad)))
}

func (insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Add(fyne.NewSquareSize(2 * theme.InnerPadding()))
}

// nothing takes no room.
type nothing struct{}

func (nothing) MinSize() fyne.Size      { return fyne.Size{} }
func (nothing) Move(fyne.Position)      {}
func (nothing) Position() fyne.Position { return fyne.Position{} }
func (nothing) Resize(fyne.Size)        {}
func (nothing) Size() fyne.Size         { return fyne.Size{} }
func (nothing) Hide()                   {}
func (nothing) Visible() bool           { return false }
func (nothing) Show()                   {}
func (nothing) Refresh()                {}
