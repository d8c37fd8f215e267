package chart_test

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"stakebook/ui/chart"
)

// flat is every canvas object of a view, those of the widgets inside it included.
func flat(view *chart.View) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	var walk func(object fyne.CanvasObject)
	walk = func(object fyne.CanvasObject) {
		if !object.Visible() {
			return
		}
		if w, ok := object.(fyne.Widget); ok {
			for _, child := range test.WidgetRenderer(w).Objects() {
				walk(child)
			}
			return
		}
		all = append(all, object)
	}
	walk(view)
	return all
}

func objects(view *chart.View) int { return len(flat(view)) }

func textShown(view *chart.View, text string) bool {
	for _, object := range flat(view) {
		if t, ok := object.(*canvas.Text); ok && t.Text == text {
			return true
		}
	}
	return false
}
