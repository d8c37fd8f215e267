package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/history"
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

// Update turns the page to the book at a moment.
func (p *Commitments) Update(book Reader, at Moment) Work {
	p.book, p.at = book, at
	before := p.chosen
	return func() (show func()) {
		var found commitmentsFound
		err := found.find(book, at, before)
		return func() {
			switch {
			case err != nil:
				p.actions.Fail(err)
			case p.chosen != before: // another was chosen meanwhile
				p.list.SetTable(found.table)
				p.showChosen()
			default:
				p.list.SetTable(found.table)
				if p.chosen = found.chosen; found.isFirst {
					p.list.Select(string(p.chosen))
				}
				p.showDetail(found.detail)
			}
		}
	}
}

// commitmentsFound is what there is to be shown.
type commitmentsFound struct {
	table   report.Table
	chosen  ledger.CommitmentID
	isFirst bool // none was chosen before
	detail  Detail
}

// find lets go of a commitment that the book does not know, since it was another book's; where none is chosen it begins
// with the first. One that is only not in force on the date stays chosen.
func (f *commitmentsFound) find(book Reader, at Moment, chosen ledger.CommitmentID) error {
	err := book.Look(0, func(s history.Sight) error {
		if _, known := s.Defined(ledger.ID(chosen)); known {
			f.chosen = chosen
		}
		return nil
	})
	if err != nil {
		return err
	}
	return book.Look(at.Known, func(s history.Sight) (err error) {
		if f.table, err = tableOf(s, "commitments", at.Params()); err != nil {
			return err
		}
		if f.isFirst = f.chosen == "" && len(f.table.Rows) > 0; f.isFirst {
			f.chosen = ledger.CommitmentID(f.table.Rows[0].ID)
		}
		f.detail, err = DetailOf(s, f.chosen, at)
		return err
	})
}

func (p *Commitments) choose(ids []string) {
	if len(ids) == 0 || ledger.CommitmentID(ids[0]) == p.chosen {
		return
	}
	p.chosen = ledger.CommitmentID(ids[0])
	p.showChosen()
}

// showChosen fills the detail with the commitment that is chosen.
func (p *Commitments) showChosen() {
	var detail Detail
	err := p.book.Look(p.at.Known, func(s history.Sight) (err error) {
		detail, err = DetailOf(s, p.chosen, p.at)
		return err
	})
	if err != nil {
		p.actions.Fail(err)
		return
	}
	p.showDetail(detail)
}

func (p *Commitments) showDetail(detail Detail) {
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
