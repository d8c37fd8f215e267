package page

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/history"
	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

// JournalID names the Journal page.
const JournalID = "journal"

// Journal is every entry of the book as it was recorded, with one of them in full.
type Journal struct {
	actions Actions
	book    Reader
	at      Moment
	chosen  ledger.Seq

	search  *widget.Entry
	list    *grid.Grid
	title   *widget.Label
	fields  *fyne.Container
	buttons *fyne.Container
	content fyne.CanvasObject
}

// NewJournal makes the page.
func NewJournal(actions Actions) *Journal {
	p := &Journal{actions: actions}
	p.list = grid.New(grid.Options{
		Empty:      "The book has no entries.",
		Hidden:     []string{"hash", "recorded", "author", "fields"},
		OnSelected: func(ids []string) { p.choose(ids) },
		OnOpen:     func(id string) { p.choose([]string{id}) },
		OnMenu:     p.menu,
	})
	p.list.Sort(grid.Sorting{Column: "seq", Direction: grid.Descending})
	p.search = searchEntry(p.list)
	p.title = widget.NewLabel("Choose an entry.")
	p.title.TextStyle.Bold = true
	p.title.Wrapping = fyne.TextWrapWord
	p.fields = container.New(layout.NewFormLayout())
	p.buttons = container.NewHBox()
	detail := container.NewBorder(p.title, p.buttons, nil, nil, container.NewVScroll(p.fields))
	body := container.NewHSplit(p.list, detail)
	body.SetOffset(0.64)
	check := widget.NewButtonWithIcon("Check the book", theme.ConfirmIcon(), actions.Check)
	check.Importance = widget.LowImportance
	p.content = container.NewBorder(container.NewBorder(nil, nil, nil, check, p.search), nil, nil, nil, body)
	return p
}

// ID names the page.
func (p *Journal) ID() string { return JournalID }

// Title is its name for people.
func (p *Journal) Title() string { return "Journal" }

// Icon stands beside the title.
func (p *Journal) Icon() fyne.Resource { return theme.HistoryIcon() }

// Content is the page's widgets.
func (p *Journal) Content() fyne.CanvasObject { return p.content }

// First is the grid.
func (p *Journal) First() fyne.Focusable { return p.list.Focusable() }

// Search is the entry that filters the grid.
func (p *Journal) Search() fyne.Focusable { return p.search }

// Open shows an entry by its number.
func (p *Journal) Open(id string) {
	p.search.SetText("")
	p.list.Select(id)
	p.choose([]string{id})
}

// Update turns the page to the book at a moment: every entry of every investor up to the as-of date.
func (p *Journal) Update(book Reader, at Moment) Work {
	p.book, p.at = book, at
	return func() (show func()) {
		var table report.Table
		var head ledger.Seq
		err := book.Look(at.Known, func(s history.Sight) (err error) {
			head = s.Head().Seq
			table, err = JournalOf(s, at)
			return err
		})
		return func() {
			if err != nil {
				p.actions.Fail(err)
				return
			}
			if p.chosen < 1 || p.chosen > head {
				p.chosen = head
			}
			p.list.SetTable(table)
			p.list.Select(p.chosen.String())
			p.showChosen()
		}
	}
}

func (p *Journal) choose(ids []string) {
	if len(ids) == 0 {
		return
	}
	seq, err := ledger.ParseSeq(ids[0])
	if err != nil || seq == p.chosen {
		return
	}
	p.chosen = seq
	p.showChosen()
}

func (p *Journal) showChosen() {
	var e ledger.Entry
	var live, found bool
	var lines []Line
	var words string
	err := p.book.Look(p.at.Known, func(s history.Sight) error {
		if e, found = s.Entry(p.chosen); found {
			live, lines, words = s.Live(p.chosen), EntryLines(s.Book, e), Sentence(s.Book, e)
		}
		return nil
	})
	if err != nil {
		p.actions.Fail(err)
		return
	}
	p.buttons.Objects, p.fields.Objects = nil, nil
	defer p.content.Refresh()
	if !found {
		p.title.SetText("Choose an entry.")
		return
	}
	p.title.SetText(fmt.Sprintf("Entry %d: %s", e.Seq, words))
	for _, line := range lines {
		p.fields.Add(widget.NewRichText(styled(line.Name, theme.ColorNamePlaceHolder, theme.SizeNameText, false)))
		value := widget.NewLabel(line.Value)
		value.Wrapping, value.Selectable = fyne.TextWrapWord, true
		p.fields.Add(value)
	}
	if live && e.Kind() != ledger.KindBook {
		p.buttons.Add(widget.NewButtonWithIcon("Reverse...", theme.ContentUndoIcon(), func() { p.actions.Reverse(e.Seq) }))
	}
}

func (p *Journal) menu(ids []string) []*fyne.MenuItem {
	if len(ids) != 1 {
		return nil
	}
	seq, err := ledger.ParseSeq(ids[0])
	if err != nil {
		return nil
	}
	return []*fyne.MenuItem{fyne.NewMenuItem("Reverse this entry...", func() { p.actions.Reverse(seq) })}
}

// JournalOf is the journal for the screen: the report, with what each entry says in words in place of its raw fields.
func JournalOf(s history.Sight, at Moment) (report.Table, error) {
	params := at.Params()
	params.Filter.All = true
	table, err := tableOf(s, "journal", params)
	if err != nil {
		return report.Table{}, err
	}
	kind := table.Index("kind")
	columns := append([]report.Column{}, table.Columns[:kind+1]...)
	columns = append(columns, report.Column{Name: "what", Type: report.TypeText})
	table.Columns = append(columns, table.Columns[kind+1:]...)
	for i, row := range table.Rows {
		seq, err := ledger.ParseSeq(row.ID)
		if err != nil {
			return report.Table{}, err
		}
		e, _ := s.Entry(seq)
		cells := append([]report.Cell{}, row.Cells[:kind+1]...)
		cells = append(cells, report.Text(Sentence(s.Book, e)))
		table.Rows[i].Cells = append(cells, row.Cells[kind+1:]...)
	}
	return table, nil
}

// Line is a field of an entry for people.
type Line struct{ Name, Value string }

// EntryLines is an entry in full, a line for each field, with what was said of it since.
func EntryLines(b *ledger.Book, e ledger.Entry) []Line {
	var lines []Line
	for _, pair := range e.Flat() {
		lines = append(lines, Line{strings.ReplaceAll(pair.Name, "_", " "), pair.Text})
	}
	if by := b.ReversedBy(e.Seq); by != 0 {
		lines = append(lines, Line{"reversed by", "entry " + by.String()})
	}
	for _, claim := range b.Claims(e.Seq) {
		words := fmt.Sprintf("entry %d: %s (%s)", claim.Seq, Sentence(b, claim), claim.Source)
		lines = append(lines, Line{"disputed by", words})
	}
	return lines
}
