package page_test

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// buttons lists the buttons that are shown, in the order in which they are drawn.
func buttons(root fyne.CanvasObject) []*widget.Button {
	if !root.Visible() {
		return nil
	}
	var found []*widget.Button
	switch object := root.(type) {
	case *widget.Button:
		return []*widget.Button{object}
	case *fyne.Container:
		for _, child := range object.Objects {
			found = append(found, buttons(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(object).Objects() {
			found = append(found, buttons(child)...)
		}
	}
	return found
}
