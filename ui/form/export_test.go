package form

import (
	"fyne.io/fyne/v2"
)

// Input is where a field's text is entered.
func (f *Form) Input(name string) fyne.Focusable { return f.byName[name].input }

// NameOf is the field that an input belongs to; empty for a button.
func (f *Form) NameOf(input fyne.Focusable) string {
	for name, field := range f.byName {
		if field.input == input {
			return name
		}
	}
	return ""
}

// Unfold opens every fold.
func (f *Form) Unfold() {
	for _, field := range f.fields {
		if field.fold != nil {
			field.fold.open()
		}
	}
}

// Folded says that a field waits under a fold.
func (f *Form) Folded(name string) bool {
	fold := f.byName[name].fold
	return fold != nil && !fold.rows.Visible()
}

// Offered lists what the open menu shows, the lit line marked with a star; nil where none is open.
func (f *Form) Offered() []string {
	var lines []string
	for _, cell := range f.Floating() {
		if cell.Visible() && cell.text != "" {
			line := cell.text
			if cell.lit {
				line = "*" + line
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// Floating lists the cells of what is open.
func (f *Form) Floating() []*cell {
	if f.float.open == nil {
		return nil
	}
	var cells []*cell
	var walk func(fyne.CanvasObject)
	walk = func(object fyne.CanvasObject) {
		switch object := object.(type) {
		case *cell:
			cells = append(cells, object)
		case *fyne.Container:
			for _, child := range object.Objects {
				walk(child)
			}
		}
	}
	walk(f.float.open.content)
	return cells
}

// Cell is what can be clicked.
type Cell = cell

// Text is what a cell shows.
func (c *cell) Text() string { return c.text }
