package chart

import "maps"

// Ahead gives what lays another chart out away from the goroutine of the user interface: for the view as it is now, in
// letters as wide as those that it has measured. What that gives shows the chart, on the goroutine of the user interface
// again; it is laid out there after all where the view was laid out anew meanwhile, as for another size or theme, or
// where a letter is not known yet.
func (v *View) Ahead() func(Layout) (show func()) {
	size, wanted, widths, times := v.laidOut, v.wanted(v.laidOut), maps.Clone(v.widths), v.times
	if size.Width <= 0 || size.Height <= 0 {
		return func(layout Layout) (show func()) { return func() { v.SetLayout(layout) } }
	}
	return func(layout Layout) (show func()) {
		isKnown := true
		laidOut := layout(wanted, measureWith(widths, func(glyphKey) float64 {
			isKnown = false
			return 0
		}))
		return func() {
			if !isKnown || v.times != times {
				v.SetLayout(layout)
				return
			}
			v.layout = layout
			v.arrangeAs(laidOut, size)
			v.BaseWidget.Refresh()
		}
	}
}
