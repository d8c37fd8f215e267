package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// menuAt opens the menu of the selected rows. A row that is not among them is selected alone first.
func (g *Grid) menuAt(at int, position fyne.Position) {
	g.focus()
	if !g.selection.holds(g.view.row(at).ID) {
		g.change(func() { g.selection.only(at) })
	}
	g.popUp(g.rowMenu(), position)
}

// menuAtCursor opens the same menu from the keyboard, beside the cursor.
func (g *Grid) menuAtCursor() {
	cursor := g.selection.cursor.at
	if cursor < 0 {
		g.popUp(g.tableMenu(), g.position().AddXY(g.metrics.inset, g.metrics.pitch))
		return
	}
	g.reveal(cursor)
	top := g.metrics.pitch*float32(cursor+2) - g.body.GetScrollOffset()
	g.menuAt(cursor, g.position().AddXY(g.metrics.inset, top))
}

// rowMenu is what the page offers for the selected rows, and what every table offers.
func (g *Grid) rowMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if g.options.OnMenu != nil {
		items = g.options.OnMenu(g.selection.shown())
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return append(items, g.tableMenu()...)
}

// tableMenu is what every table offers, by keyboard too.
func (g *Grid) tableMenu() []*fyne.MenuItem {
	sort := fyne.NewMenuItem("Sort by", nil)
	sort.ChildMenu = fyne.NewMenu("", g.sortItems()...)
	columns := fyne.NewMenuItem("Columns", nil)
	columns.ChildMenu = fyne.NewMenu("", g.columnItems()...)
	return []*fyne.MenuItem{fyne.NewMenuItem("Copy as table", g.Copy), sort, columns}
}

func (g *Grid) sortItems() []*fyne.MenuItem {
	items := make([]*fyne.MenuItem, 0, len(g.columns.shown)+2)
	none := fyne.NewMenuItem("As given", func() { g.Sort(Sorting{}) })
	none.Checked = g.view.sorting.Direction == Unsorted
	items = append(items, none, fyne.NewMenuItemSeparator())
	for _, col := range g.columns.shown {
		next := Ascending
		if g.view.sorting == (Sorting{Column: col.Name, Direction: Ascending}) {
			next = Descending
		}
		item := fyne.NewMenuItem(col.title, func() { g.Sort(Sorting{Column: col.Name, Direction: next}) })
		item.Checked = g.view.sorting.Direction != Unsorted && g.view.sorting.Column == col.Name
		items = append(items, item)
	}
	return items
}

// columnItems lists every column with a check at those that are shown. The last one cannot be hidden.
func (g *Grid) columnItems() []*fyne.MenuItem {
	items := make([]*fyne.MenuItem, 0, len(g.columns.all)+2)
	for _, col := range g.columns.all {
		item := fyne.NewMenuItem(col.title, func() { g.hide(col, !col.hidden) })
		item.Checked = !col.hidden
		item.Disabled = !col.hidden && len(g.columns.shown) == 1
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Show all columns", g.ShowColumns))
}

// columnMenu is the menu of one title.
func (g *Grid) columnMenu(col *column, position fyne.Position) {
	sortBy := func(direction Direction) func() {
		return func() { g.Sort(Sorting{Column: col.Name, Direction: direction}) }
	}
	hide := fyne.NewMenuItem("Hide column", func() { g.hide(col, true) })
	hide.Disabled = len(g.columns.shown) == 1
	columns := fyne.NewMenuItem("Columns", nil)
	columns.ChildMenu = fyne.NewMenu("", g.columnItems()...)
	g.popUp([]*fyne.MenuItem{
		fyne.NewMenuItem("Sort upwards", sortBy(Ascending)),
		fyne.NewMenuItem("Sort downwards", sortBy(Descending)),
		fyne.NewMenuItem("As given", sortBy(Unsorted)),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Fit width", func() { g.fitColumn(col) }),
		hide,
		columns,
	}, position)
}

func (g *Grid) popUp(items []*fyne.MenuItem, position fyne.Position) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), g.canvas(), position)
}

func (g *Grid) hide(col *column, hidden bool) {
	if hidden && len(g.columns.shown) == 1 {
		return
	}
	col.hidden = hidden
	g.resize()
}

// ShowColumns shows every column, those that were hidden at first too.
func (g *Grid) ShowColumns() {
	for _, col := range g.columns.all {
		col.hidden = false
	}
	g.resize()
}

// fitColumn gives a column the width that its content needs.
func (g *Grid) fitColumn(col *column) {
	col.dragged = dragged{}
	col.base, col.wanted = 0, 0
	g.resize()
}
