package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/report"
	"stakebook/ledger/scene"
	"stakebook/ui/chart"
	"stakebook/ui/grid"
)

// CommitmentsID names the Commitments page.
const CommitmentsID = "commitments"

// Commitments is the grid of commitments with the detail of one: its drawdown against the cap, its tranches, its
// history.
type Commitments struct {
	actions Actions
	book    Reader
	at      Moment
	chosen  ledger.CommitmentID

	search   *widget.Entry
	list     *grid.Grid
	summary  *widget.RichText
	head     *fyne.Container
	buttons  *fyne.Container
	drawdown *chart.View
	tranches *grid.Grid
	history  *grid.Grid
	views    *switcher
	content  fyne.CanvasObject
}

// NewCommitments makes the page.
func NewCommitments(actions Actions) *Commitments {
	p := &Commitments{actions: actions}
	p.list = grid.New(grid.Options{
		Title: partyTitle,
		Empty: "There is no commitment on this date. Record one with New commitment, or move the date.",
		Hidden: []string{"investor", "company", "signed", "expires", "recallable", "called", "outside", "distributed",
			"indicative", "undecided", "released"},
		OnSelected: func(ids []string) { p.choose(ids) },
		OnOpen:     func(id string) { p.choose([]string{id}) },
		OnMenu:     p.menu,
	})
	p.search = searchEntry(p.list)
	parts := container.NewVSplit(
		container.NewBorder(container.NewBorder(nil, nil, nil, p.newButton(), p.search), nil, nil, nil, p.list),
		p.detail(),
	)
	parts.SetOffset(0.42)
	p.content = parts
	return p
}

// searchEntry filters a grid as one types.
func searchEntry(of *grid.Grid) *widget.Entry {
	search := widget.NewEntry()
	search.SetPlaceHolder("Search")
	search.OnChanged = of.SetFilter
	return search
}

func (p *Commitments) newButton() fyne.CanvasObject {
	return widget.NewButtonWithIcon("New commitment", theme.ContentAddIcon(), func() {
		p.actions.Record(ledger.KindCommitment, nil)
	})
}

func (p *Commitments) detail() fyne.CanvasObject {
	p.summary = widget.NewRichText()
	p.summary.Truncation = fyne.TextTruncateEllipsis
	p.buttons = container.NewHBox()
	p.drawdown = chart.New(scene.Drawdown{}.Layout)
	p.drawdown.OnTapped = func(hit scene.Hit) { p.actions.Go(JournalID, hit.Row) }
	p.tranches = grid.New(grid.Options{
		Empty:  "It has no tranches: all of it is paid out of the cap.",
		Hidden: []string{"commitment", "investor", "investor_name", "company", "company_name"},
		OnMenu: p.trancheMenu,
	})
	p.history = grid.New(grid.Options{
		Empty:  "Nothing has happened yet.",
		OnOpen: func(id string) { p.actions.Go(JournalID, id) },
		OnMenu: p.historyMenu,
	})
	p.views = newSwitcher(view{"Drawdown", p.drawdown}, view{"Tranches", p.tranches},
		view{"History and sources", p.history})
	p.head = container.NewVBox(p.summary, container.NewBorder(nil, nil, p.views.choice, p.buttons))
	return container.NewBorder(p.head, nil, nil, nil, p.views.stack)
}

// ID names the page.
func (p *Commitments) ID() string { return CommitmentsID }

// Title is its name for people.
func (p *Commitments) Title() string { return "Commitments" }

// Icon stands beside the title.
func (p *Commitments) Icon() fyne.Resource { return theme.ListIcon() }

// Content is the page's widgets.
func (p *Commitments) Content() fyne.CanvasObject { return p.content }

// First is the grid.
func (p *Commitments) First() fyne.Focusable { return p.list.Focusable() }

// Open shows a commitment.
func (p *Commitments) Open(id string) {
	p.search.SetText("")
	p.list.Select(id)
	p.choose([]string{id})
}

// Chosen is the commitment whose detail is shown; empty for none.
func (p *Commitments) Chosen() string { return string(p.chosen) }

// Search is the entry that filters the grid.
func (p *Commitments) Search() fyne.Focusable { return p.search }

// Update shows the book at a moment.
func (p *Commitments) Update(book Reader, at Moment) {
	p.book, p.at = book, at
	table, err := p.table("commitments")
	if err != nil {
		p.actions.Fail(err)
		return
	}
	p.list.SetTable(table)
	p.keepChosen(table)
	p.showChosen()
}

// keepChosen lets go of a commitment that the book does not know, since it was another book's; where none is chosen it
// begins with the first. One that is only not in force on the date stays chosen.
func (p *Commitments) keepChosen(table report.Table) {
	err := p.book.View(0, func(b *ledger.Book) error {
		if _, known := b.Defined(ledger.ID(p.chosen)); !known {
			p.chosen = ""
		}
		return nil
	})
	if err != nil {
		p.actions.Fail(err)
		return
	}
	if p.chosen == "" && len(table.Rows) > 0 {
		p.chosen = ledger.CommitmentID(table.Rows[0].ID)
		p.list.Select(table.Rows[0].ID)
	}
}

func (p *Commitments) table(name string) (table report.Table, err error) {
	err = p.book.View(p.at.Known, func(b *ledger.Book) (err error) {
		table, err = tableOf(b, name, p.at.Params())
		return err
	})
	return table, err
}

func (p *Commitments) choose(ids []string) {
	if len(ids) == 0 || ledger.CommitmentID(ids[0]) == p.chosen {
		return
	}
	p.chosen = ledger.CommitmentID(ids[0])
	p.showChosen()
}

// showChosen fills the detail.
func (p *Commitments) showChosen() {
	var detail Detail
	err := p.book.View(p.at.Known, func(b *ledger.Book) (err error) {
		detail, err = DetailOf(b, p.chosen, p.at)
		return err
	})
	if err != nil {
		p.actions.Fail(err)
		return
	}
	p.summary.Segments = []widget.RichTextSegment{
		styled(detail.Title+"   ", theme.ColorNameForeground, theme.SizeNameText, true),
		styled(detail.Summary, theme.ColorNameForeground, theme.SizeNameText, false),
	}
	p.summary.Refresh()
	p.drawdown.SetLayout(detail.Drawdown.Layout)
	p.tranches.SetTable(detail.Tranches)
	p.history.SetTable(detail.History)
	p.buttons.Objects = nil
	for _, action := range detail.Actions {
		p.buttons.Add(widget.NewButton(action.Title, func() { p.actions.Record(action.Kind, action.Prefill) }))
	}
	p.head.Refresh()
}

func (p *Commitments) menu(ids []string) []*fyne.MenuItem {
	if len(ids) != 1 {
		return nil
	}
	p.choose(ids)
	var items []*fyne.MenuItem
	for _, action := range ActionsFor(ledger.CommitmentID(ids[0])) {
		items = append(items, fyne.NewMenuItem(action.Title, func() { p.actions.Record(action.Kind, action.Prefill) }))
	}
	return items
}

func (p *Commitments) trancheMenu(ids []string) []*fyne.MenuItem {
	if len(ids) != 1 {
		return nil
	}
	var items []*fyne.MenuItem
	for _, action := range ActionsForTranche(p.chosen, ledger.TrancheID(ids[0])) {
		items = append(items, fyne.NewMenuItem(action.Title, func() { p.actions.Record(action.Kind, action.Prefill) }))
	}
	return items
}

func (p *Commitments) historyMenu(ids []string) []*fyne.MenuItem {
	if len(ids) != 1 {
		return nil
	}
	seq, err := ledger.ParseSeq(ids[0])
	if err != nil {
		return nil
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem("Show in the journal", func() { p.actions.Go(JournalID, ids[0]) }),
		fyne.NewMenuItem("Reverse this entry...", func() { p.actions.Reverse(seq) }),
	}
}
