package chart

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// What a View answers to.
var (
	_ fyne.Tappable          = (*View)(nil)
	_ fyne.SecondaryTappable = (*View)(nil)
	_ fyne.Focusable         = (*View)(nil)
	_ fyne.Accessible        = (*View)(nil)
	_ desktop.Hoverable      = (*View)(nil)
	_ desktop.Cursorable     = (*View)(nil)
)

// MouseIn is part of desktop.Hoverable.
func (v *View) MouseIn(event *desktop.MouseEvent) { v.point(event.Position) }

// MouseMoved is part of desktop.Hoverable.
func (v *View) MouseMoved(event *desktop.MouseEvent) { v.point(event.Position) }

// MouseOut is part of desktop.Hoverable.
func (v *View) MouseOut() {
	v.hovered = -1
	v.show()
}

func (v *View) point(at fyne.Position) {
	v.pointer = at
	before := v.hovered
	v.hovered = v.hitAt(at)
	if v.hovered == before {
		v.showReadout()
		return
	}
	v.show()
}

// Cursor is a hand over what can be opened.
func (v *View) Cursor() desktop.Cursor {
	if v.hovered >= 0 && v.OnTapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Tapped opens what is under the pointer and puts the cursor there.
func (v *View) Tapped(event *fyne.PointEvent) {
	v.takeFocus()
	hit := v.hitAt(event.Position)
	v.moveTo(hit)
	v.open(hit)
}

// TappedSecondary asks for the menu of what is under the pointer.
func (v *View) TappedSecondary(event *fyne.PointEvent) {
	v.takeFocus()
	hit := v.hitAt(event.Position)
	v.moveTo(hit)
	if hit >= 0 && v.OnSecondaryTapped != nil {
		v.OnSecondaryTapped(v.scene.Hits[hit], event.AbsolutePosition)
	}
}

func (v *View) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
}

func (v *View) open(hit int) {
	if hit >= 0 && v.OnTapped != nil {
		v.OnTapped(v.scene.Hits[hit])
	}
}

// FocusGained shows the cursor, or a frame where it is on nothing yet.
func (v *View) FocusGained() {
	v.focused = true
	v.show()
	v.BaseWidget.Refresh()
}

// FocusLost hides the cursor; it comes back to the same place.
func (v *View) FocusLost() {
	v.focused = false
	v.show()
	v.BaseWidget.Refresh()
}

// TypedRune opens what is under the cursor with the space bar.
func (v *View) TypedRune(r rune) {
	if r == ' ' {
		v.open(v.cursor)
	}
}

// TypedKey walks the hit boxes in reading order: arrows, page keys, Home and End; Enter opens, Esc lets go.
func (v *View) TypedKey(event *fyne.KeyEvent) {
	last := len(v.scene.Hits) - 1
	switch event.Name {
	case fyne.KeyDown, fyne.KeyRight:
		v.moveTo(min(v.cursor+1, last))
	case fyne.KeyUp, fyne.KeyLeft:
		v.moveTo(min(max(v.cursor-1, 0), last))
	case fyne.KeyPageDown:
		v.moveTo(min(max(v.cursor, 0)+v.page(), last))
	case fyne.KeyPageUp:
		v.moveTo(min(max(v.cursor-v.page(), 0), last))
	case fyne.KeyHome:
		v.moveTo(min(0, last))
	case fyne.KeyEnd:
		v.moveTo(last)
	case fyne.KeyReturn, fyne.KeyEnter:
		v.open(v.cursor)
	case fyne.KeyEscape:
		v.moveTo(-1)
	case desktop.KeyMenu:
		v.menu()
	}
}

// menu asks for the menu of what is under the cursor, at its box.
func (v *View) menu() {
	if v.cursor < 0 || v.OnSecondaryTapped == nil {
		return
	}
	box := v.scene.Hits[v.cursor].Box
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	v.OnSecondaryTapped(v.scene.Hits[v.cursor], at.Add(position(box.X, box.Bottom()-v.scrolledBy(box))))
}

// page is how many hit boxes fit into the view, one less to keep a line in common.
func (v *View) page() int {
	if len(v.scene.Hits) == 0 {
		return 1
	}
	height := v.scene.Hits[len(v.scene.Hits)-1].Box.Bottom() - v.scene.Hits[0].Box.Y
	if height <= 0 {
		return 1
	}
	return max(1, int(float64(v.scroll.Size().Height)*float64(len(v.scene.Hits))/height)-1)
}

// moveTo puts the cursor on a hit box, or on nothing for -1, and scrolls it into sight.
func (v *View) moveTo(hit int) {
	changed := hit != v.cursor
	v.cursor, v.hovered = hit, -1
	if hit >= 0 {
		v.reveal(hit)
	}
	v.show()
	v.BaseWidget.Refresh()
	if changed && hit >= 0 && v.OnHighlighted != nil {
		v.OnHighlighted(v.scene.Hits[hit])
	}
}

// reveal scrolls no further than it takes to see a hit box whole.
func (v *View) reveal(hit int) {
	box := v.scene.Hits[hit].Box
	top, height := box.Y-v.body.whole.top, float64(v.scroll.Size().Height)
	offset := float64(v.scroll.Offset.Y)
	switch {
	case top < offset:
		offset = max(0, top)
	case top+box.Height > offset+height:
		offset = top + box.Height - height
	default:
		return
	}
	v.scroll.ScrollToOffset(position(0, offset))
}

// AccessibilityLabel is what the chart says: its title and summary, and what the cursor is on.
func (v *View) AccessibilityLabel() string {
	label := v.scene.Title
	if v.scene.Description != "" {
		label += ". " + v.scene.Description
	}
	if hit, ok := v.Highlighted(); ok {
		label += "\n" + hit.Text()
	}
	return label
}

// AccessibilityRole is part of fyne.Accessible.
func (v *View) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
