package form

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// menuRows is how many choices are seen at once; the arrows and the wheel reach the rest.
const menuRows = 8

// menu is a list of choices that floats below a line.
type menu struct {
	*panel
	choices []Choice
	top     int // the first that is seen
	at      int // the one that is lit
	rows    []*cell
	count   *widget.Label
	take    func(Choice)
}

func newMenu(on *float, take func(Choice)) *menu {
	m := &menu{take: take, count: widget.NewLabel("")}
	m.count.SizeName = theme.SizeNameCaptionText
	m.count.Importance = widget.LowImportance
	list := container.NewVBox()
	for i := range menuRows {
		row := newCell(func() { m.tapped(i) })
		m.rows = append(m.rows, row)
		list.Add(row)
	}
	list.Add(m.count)
	m.panel = newPanel(on, list)
	m.wheel = m.scroll
	for _, row := range m.rows {
		row.panel = m.panel
	}
	return m
}

// show opens the menu below its line with the choice at lit. Without choices it closes.
func (m *menu) show(owner fyne.CanvasObject, choices []Choice, at int) {
	m.choices, m.at, m.top = choices, at, 0
	if len(choices) == 0 {
		m.close()
		return
	}
	m.keepLitSeen()
	m.fill()
	width := max(owner.Size().Width, m.MinSize().Width)
	m.on.show(m.panel, owner, fyne.NewSize(min(width, m.on.frame.Size().Width), m.MinSize().Height))
}

func (m *menu) close() {
	if m.isOpen() {
		m.on.close()
	}
}

// lit is the choice that Enter takes.
func (m *menu) lit() (Choice, bool) {
	if m.at < 0 || m.at >= len(m.choices) {
		return Choice{}, false
	}
	return m.choices[m.at], true
}

func (m *menu) move(by int) {
	m.at = min(max(m.at+by, 0), len(m.choices)-1)
	m.keepLitSeen()
	m.fill()
}

func (m *menu) keepLitSeen() {
	m.top = min(max(m.top, m.at-menuRows+1), m.at)
}

func (m *menu) scroll(rows int) {
	m.top = min(max(m.top+rows, 0), max(0, len(m.choices)-menuRows))
	m.fill()
}

func (m *menu) tapped(row int) {
	if at := m.top + row; at < len(m.choices) {
		m.take(m.choices[at])
	}
}

func (m *menu) fill() {
	for i, row := range m.rows {
		at := m.top + i
		row.Hidden = at >= len(m.choices)
		row.lit = at == m.at
		row.text = ""
		if !row.Hidden {
			row.text = m.choices[at].line()
		}
		row.Refresh()
	}
	m.count.Hidden = len(m.choices) <= menuRows
	m.count.SetText(fmt.Sprintf("%d / %d", m.at+1, len(m.choices)))
}
