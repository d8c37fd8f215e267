package form

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cell is a line of a menu or a day of a calendar: a text that can be clicked and never takes the keyboard.
type cell struct {
	widget.BaseWidget
	panel *panel
	text  string
	icon  fyne.Resource
	align fyne.TextAlign
	lit   bool // the choice
	faint bool // of another month
	bold  bool // today
	hover bool
	tap   func()
}

func newCell(tap func()) *cell {
	c := &cell{tap: tap}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped makes the choice.
func (c *cell) Tapped(*fyne.PointEvent) {
	if c.panel != nil {
		c.panel.down = false
	}
	c.tap()
}

// MouseDown tells the panel, before the input loses the keyboard.
func (c *cell) MouseDown(*desktop.MouseEvent) {
	if c.panel != nil {
		c.panel.down = true
	}
}

// MouseUp comes before Tapped, which needs the panel as it is.
func (c *cell) MouseUp(*desktop.MouseEvent) {}

// MouseIn lights the cell up.
func (c *cell) MouseIn(*desktop.MouseEvent) { c.setHover(true) }

// MouseMoved changes nothing.
func (c *cell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the light away.
func (c *cell) MouseOut() { c.setHover(false) }

func (c *cell) setHover(hover bool) {
	c.hover = hover
	c.Refresh()
}

// AccessibilityLabel is the text.
func (c *cell) AccessibilityLabel() string { return c.text }

// AccessibilityRole is that of a button.
func (c *cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws the text on its ground.
func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	r := &cellRenderer{
		cell:   c,
		ground: canvas.NewRectangle(color.Transparent),
		text:   canvas.NewText("", color.Transparent),
		icon:   canvas.NewImageFromResource(c.icon),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type cellRenderer struct {
	cell   *cell
	ground *canvas.Rectangle
	text   *canvas.Text
	icon   *canvas.Image
}

func (r *cellRenderer) Destroy() {}

func (r *cellRenderer) Layout(size fyne.Size) {
	pad := theme.InnerPadding() / 2
	r.ground.Resize(size)
	r.text.Move(fyne.NewPos(pad, 0))
	r.text.Resize(fyne.NewSize(size.Width-2*pad, size.Height))
	side := min(theme.IconInlineSize(), size.Height)
	r.icon.Resize(fyne.NewSquareSize(side))
	r.icon.Move(fyne.NewPos((size.Width-side)/2, (size.Height-side)/2))
}

func (r *cellRenderer) MinSize() fyne.Size {
	if r.cell.icon != nil {
		return fyne.NewSize(theme.IconInlineSize()+theme.InnerPadding(), theme.IconInlineSize())
	}
	return r.text.MinSize().Add(fyne.NewSize(theme.InnerPadding(), theme.InnerPadding()/2))
}

func (r *cellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.text, r.icon}
}

func (r *cellRenderer) Refresh() {
	c := r.cell
	r.ground.FillColor = color.Transparent
	r.ground.CornerRadius = theme.Size(theme.SizeNameSelectionRadius)
	name := theme.ColorNameForeground
	switch {
	case c.lit:
		r.ground.FillColor = theme.Color(theme.ColorNamePrimary)
		name = theme.ColorNameForegroundOnPrimary
	case c.hover && c.text+iconName(c.icon) != "":
		r.ground.FillColor = theme.Color(theme.ColorNameHover)
	case c.faint:
		name = theme.ColorNamePlaceHolder
	}
	r.text.Text = c.text
	r.text.Color = theme.Color(name)
	r.text.TextSize = theme.TextSize()
	r.text.TextStyle.Bold = c.bold
	r.text.Alignment = c.align
	r.icon.Resource = c.icon
	r.icon.Hidden = c.icon == nil
	r.ground.Refresh()
	r.text.Refresh()
	r.icon.Refresh()
}

func iconName(icon fyne.Resource) string {
	if icon == nil {
		return ""
	}
	return icon.Name()
}

// newOpener is the small button at the end of an input that opens its panel. It does not take the keyboard.
func newOpener(on *float, owner *line, toggle func()) *cell {
	opener := newCell(nil)
	opener.icon = theme.MenuDropDownIcon()
	opener.tap = func() {
		if window := fyne.CurrentApp().Driver().CanvasForObject(owner); window != nil {
			window.Focus(owner)
		}
		toggle()
	}
	return opener
}
