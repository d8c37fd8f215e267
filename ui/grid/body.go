package grid

import (
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Focusable    = (*body)(nil)
	_ fyne.Shortcutable = (*body)(nil)
	_ desktop.Keyable   = (*body)(nil)
	_ fyne.Accessible   = (*body)(nil)
)

// body is the list of rows, and the one part of the grid that has the keyboard.
type body struct {
	widget.List
	grid     *Grid
	focused  bool
	held     fyne.KeyModifier // where the driver does not say
	scroller fyne.Scrollable
	typed    typed
	hook     func(*fyne.KeyEvent) bool
}

// typed is what has been typed to find a row.
type typed struct {
	text string
	last time.Time
}

// typeAhead is how long a pause ends the word that is typed to find a row.
const typeAhead = time.Second

func newBody(grid *Grid) *body {
	made := &body{grid: grid}
	made.Length = grid.view.len
	made.CreateItem = func() fyne.CanvasObject { return newRow(grid) }
	made.UpdateItem = func(at int, object fyne.CanvasObject) {
		if shown, ok := object.(*row); ok {
			grid.showRow(shown, at)
		}
	}
	made.HideSeparators = true
	made.ExtendBaseWidget(made)
	return made
}

// CreateRenderer keeps the list's scroller, so that rows can hand it what they are scrolled by.
func (b *body) CreateRenderer() fyne.WidgetRenderer {
	renderer := b.List.CreateRenderer()
	for _, object := range renderer.Objects() {
		if scroller, ok := object.(fyne.Scrollable); ok {
			b.scroller = scroller
		}
	}
	return renderer
}

// FocusGained shows the cursor, and gives it a row where it has none.
func (b *body) FocusGained() {
	b.focused, b.held = true, 0
	if b.grid.selection.cursor.at < 0 && b.grid.view.len() > 0 {
		b.grid.selection.cursor = b.grid.selection.markAt(0)
	}
	b.grid.repaint()
}

// FocusLost hides the cursor.
func (b *body) FocusLost() {
	b.focused, b.held = false, 0
	b.grid.repaint()
}

// KeyDown notes a modifier.
func (b *body) KeyDown(event *fyne.KeyEvent) { b.held |= modifier(event.Name) }

// KeyUp forgets it.
func (b *body) KeyUp(event *fyne.KeyEvent) { b.held &^= modifier(event.Name) }

func modifier(key fyne.KeyName) fyne.KeyModifier {
	switch key {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		return fyne.KeyModifierShift
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		return fyne.KeyModifierControl
	case desktop.KeySuperLeft, desktop.KeySuperRight:
		return fyne.KeyModifierSuper
	default:
		return 0
	}
}

// modifiers are the keys that are held, as the driver says where it can.
func (b *body) modifiers() fyne.KeyModifier {
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return driver.CurrentKeyModifiers()
	}
	return b.held
}

func (b *body) shift() bool { return b.modifiers()&fyne.KeyModifierShift != 0 }

// TypedKey moves, selects and opens.
func (b *body) TypedKey(event *fyne.KeyEvent) {
	if to, moves := b.target(event.Name); moves {
		b.grid.step(to, b.shift(), false)
		return
	}
	if !b.act(event.Name) && b.hook != nil {
		b.hook(event)
	}
}

// target is the row that a key leads to from the cursor.
func (b *body) target(key fyne.KeyName) (at int, moves bool) {
	cursor := b.grid.selection.cursor.at
	switch key {
	case fyne.KeyUp:
		return cursor - 1, true
	case fyne.KeyDown:
		return cursor + 1, true
	case fyne.KeyPageUp:
		return cursor - b.page(), true
	case fyne.KeyPageDown:
		return cursor + b.page(), true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return b.grid.view.len() - 1, true
	default:
		return 0, false
	}
}

// page is how many whole rows fit.
func (b *body) page() int { return max(1, int(b.Size().Height/b.grid.metrics.pitch)) }

// act does what a key asks for apart from moving, and says whether there was something to do.
func (b *body) act(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		return b.grid.open()
	case fyne.KeySpace:
		if b.typing() {
			return true // the space is part of the word that is typed
		}
		b.grid.toggleCursor()
	case fyne.KeyEscape:
		return !b.grid.options.EscLeaves && b.grid.unselect()
	case fyne.KeyLeft:
		b.grid.scrollTo(b.grid.columns.offset - 4*b.grid.metrics.pitch)
	case fyne.KeyRight:
		b.grid.scrollTo(b.grid.columns.offset + 4*b.grid.metrics.pitch)
	case desktop.KeyMenu:
		b.grid.menuAtCursor()
	case fyne.KeyF10:
		if !b.shift() {
			return false
		}
		b.grid.menuAtCursor()
	default:
		return false
	}
	return true
}

func (b *body) typing() bool {
	return b.typed.text != "" && b.grid.options.Clock().Sub(b.typed.last) <= typeAhead
}

// TypedRune finds the next row that begins with what is typed.
func (b *body) TypedRune(letter rune) {
	if !b.typing() {
		b.typed.text = ""
		if unicode.IsSpace(letter) {
			return
		}
	}
	b.typed.text += string(letter)
	b.typed.last = b.grid.options.Clock()
	b.grid.seek(b.typed.text)
}

// TypedShortcut copies, selects all and moves without selecting; what it does not know goes to the window.
func (b *body) TypedShortcut(shortcut fyne.Shortcut) {
	switch asked := shortcut.(type) {
	case *fyne.ShortcutCopy:
		b.grid.copyTo(asked.Clipboard)
		return
	case *fyne.ShortcutSelectAll:
		b.grid.SelectAll()
		return
	case *desktop.CustomShortcut:
		if b.withControl(asked) {
			return
		}
	}
	if window, ok := b.grid.canvas().(fyne.Shortcutable); ok {
		window.TypedShortcut(shortcut)
	}
}

// withControl moves the cursor and leaves the selection, or adds to it.
func (b *body) withControl(asked *desktop.CustomShortcut) bool {
	if asked.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault {
		return false
	}
	if asked.KeyName == fyne.KeySpace {
		b.grid.toggleCursor()
		return true
	}
	to, moves := b.target(asked.KeyName)
	if moves {
		b.grid.step(to, asked.Modifier&fyne.KeyModifierShift != 0, true)
	}
	return moves
}

// AccessibilityLabel says what the grid shows and what the cursor is on.
func (b *body) AccessibilityLabel() string { return b.grid.spoken() }

// AccessibilityRole is a container's: the toolkit knows no table.
func (b *body) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
