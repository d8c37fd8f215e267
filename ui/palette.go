package ui

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ui/dialogs"
	"stakebook/ui/page"
)

// item is one thing to choose.
type item struct {
	title, detail, right string
	barred               string // why it cannot be chosen now; empty where it can
	run                  func()
}

// matching gives the items that have every word of what was typed, those whose title begins with it first.
func matching(items []item, typed string) []item {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return items
	}
	terms := strings.Fields(typed)
	var found [3][]item
	for _, i := range items {
		title := strings.ToLower(i.title)
		all := title + " " + strings.ToLower(i.detail+" "+i.right)
		if slices.ContainsFunc(terms, func(term string) bool { return !strings.Contains(all, term) }) {
			continue
		}
		rank := 2
		switch {
		case strings.HasPrefix(title, typed):
			rank = 0
		case strings.Contains(title, typed):
			rank = 1
		}
		found[rank] = append(found[rank], i)
	}
	return slices.Concat(found[0], found[1], found[2])
}

// chooser is a list that is filtered by typing; the arrows move in it and Enter takes.
type chooser struct {
	all, shown []item
	at         int
	entry      *searchEntry
	list       *widget.List
	take       func(item)
	titleWidth float32 // of the longest title
}

// What a chooser asks of the window.
const chooserWidth, chooserHeight = 640, 460

// choose lets a person choose one of some things, and does it once the dialog is gone.
func (s *Shell) choose(id, title, asked string, items []item) {
	c := &chooser{all: items, shown: items, titleWidth: widest(items)}
	var chosen *item
	var shown *dialogs.Shown
	c.take = func(i item) {
		if i.barred != "" {
			s.say(i.title + ": " + i.barred + ".")
			return
		}
		chosen = &i
		shown.Close()
	}
	c.entry = newSearchEntry(c)
	c.entry.SetPlaceHolder(asked)
	c.list = widget.NewList(func() int { return len(c.shown) },
		func() fyne.CanvasObject { return newItemRow(c) }, c.showItem)
	c.light()
	shown = s.show(id, "", dialogs.Dialog{
		Title: title, FirstFocus: c.entry, Size: fyne.NewSize(chooserWidth, chooserHeight),
		Content: container.NewBorder(c.entry, nil, nil, nil, c.list),
		OnClosed: func() {
			if chosen != nil {
				s.params.Runner.Do(chosen.run)
			}
		},
	})
}

// widest is the width of the longest title; some hundreds of them stand for all.
func widest(items []item) (width float32) {
	const sample = 300
	for _, i := range items[:min(len(items), sample)] {
		size := fyne.MeasureText(i.title, theme.Size(theme.SizeNameText), fyne.TextStyle{})
		width = max(width, size.Width+4*theme.Size(theme.SizeNameInnerPadding))
	}
	return width
}

func (c *chooser) filter(typed string) {
	c.shown, c.at = matching(c.all, typed), 0
	c.list.UnselectAll()
	c.list.Refresh()
	c.light()
}

func (c *chooser) move(by int) {
	if len(c.shown) == 0 {
		return
	}
	c.at = min(max(c.at+by, 0), len(c.shown)-1)
	c.light()
}

// light selects the row that Enter takes.
func (c *chooser) light() {
	if c.at < len(c.shown) {
		c.list.Select(c.at)
		return
	}
	c.list.UnselectAll()
}

func (c *chooser) enter() {
	if c.at < len(c.shown) {
		c.take(c.shown[c.at])
	}
}

// itemRow is one line of a chooser.
type itemRow struct {
	widget.BaseWidget
	title, detail, right *widget.Label
	at                   int
	chooser              *chooser
}

func newItemRow(c *chooser) *itemRow {
	r := &itemRow{title: widget.NewLabel(""), detail: small(""), right: small(""), chooser: c}
	r.detail.Importance, r.right.Importance = widget.LowImportance, widget.LowImportance
	r.title.Truncation, r.detail.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer sets the parts beside each other.
func (r *itemRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(itemLayout{r.chooser}, r.title, r.detail, r.right))
}

// Tapped takes the item.
func (r *itemRow) Tapped(*fyne.PointEvent) {
	if r.at < len(r.chooser.shown) {
		r.chooser.take(r.chooser.shown[r.at])
	}
}

// itemLayout gives the titles one width, as much as the longest needs or most of the line, then the detail the rest.
type itemLayout struct{ chooser *chooser }

// titleShare is how much of the line titles have at most.
const titleShare = 0.62

// MinSize is one line.
func (l itemLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[2].MinSize().Width, objects[0].MinSize().Height)
}

// Layout sets the parts beside each other, in the middle of the line.
func (l itemLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := objects[2].MinSize().Width
	title := min(l.chooser.titleWidth, (size.Width-right)*titleShare)
	left := float32(0)
	for i, width := range []float32{title, size.Width - right - title, right} {
		height := objects[i].MinSize().Height
		objects[i].Resize(fyne.NewSize(width, height))
		objects[i].Move(fyne.NewPos(left, (size.Height-height)/2))
		left += width
	}
}

func (c *chooser) showItem(at widget.ListItemID, object fyne.CanvasObject) {
	row, ok := object.(*itemRow)
	if !ok || at >= len(c.shown) {
		return
	}
	i := c.shown[at]
	row.at = at
	row.title.Importance, row.detail.Text = widget.MediumImportance, i.detail
	if i.barred != "" {
		row.title.Importance, row.detail.Text = widget.LowImportance, i.barred
	}
	row.title.Text, row.right.Text = i.title, i.right
	row.Refresh()
}

// searchEntry is the text that filters a chooser; it hands on the keys that move in the list.
type searchEntry struct {
	dialogs.Entry
	chooser *chooser
}

func newSearchEntry(c *chooser) *searchEntry {
	e := &searchEntry{chooser: c}
	e.OnChanged = c.filter
	e.ActionItem = widget.NewIcon(theme.SearchIcon())
	e.ExtendBaseWidget(e)
	return e
}

// rowsOfPage is how far Page Up and Page Down go.
const rowsOfPage = 10

// TypedKey moves in the list, or takes.
func (e *searchEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyDown:
		e.chooser.move(1)
	case fyne.KeyUp:
		e.chooser.move(-1)
	case fyne.KeyPageDown:
		e.chooser.move(rowsOfPage)
	case fyne.KeyPageUp:
		e.chooser.move(-rowsOfPage)
	case fyne.KeyReturn, fyne.KeyEnter:
		e.chooser.enter()
	default:
		e.Entry.TypedKey(event)
	}
}

// showPalette offers every command.
func (s *Shell) showPalette() {
	var items []item
	for _, command := range s.commands {
		if command.ID == "view.palette" {
			continue
		}
		items = append(items, item{title: command.Title(), detail: command.Menu, right: shortcutText(command.Shortcut),
			barred: s.unavailable(command), run: func() { s.Run(command.ID) }})
	}
	s.choose("palette", "Commands", "Type what you want to do", items)
}

// goAnywhere offers everything in the book: what has an id, and every entry.
func (s *Shell) goAnywhere() {
	var items []item
	err := s.desk.View(s.at.Known, func(b *ledger.Book) error {
		for _, choice := range choicesOf(b, []ledger.Kind{ledger.KindCommitment, ledger.KindAssignment}) {
			items = append(items, item{title: choice.Label, detail: choice.ID, right: "commitment",
				run: func() { s.Go(page.CommitmentsID, choice.ID) }})
		}
		for e := range b.Journal() {
			items = append(items, item{title: page.Sentence(b, e), detail: fmt.Sprintf("%s  %s", e.Date, e.Source),
				right: "entry " + e.Seq.String(), run: func() { s.Go(page.JournalID, e.Seq.String()) }})
		}
		return nil
	})
	if err != nil {
		s.Fail(err)
		return
	}
	s.choose("find", "Go to anything in the book", "A name, an id, a date, a source", items)
}

// chooseRecent offers the books opened before.
func (s *Shell) chooseRecent() {
	var items []item
	for _, path := range s.recent.Paths() {
		items = append(items, item{title: filepath.Base(path), detail: path, run: func() { s.OpenBook(path) }})
	}
	s.choose("recent", "Open recent", "Which book?", items)
}
