package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/history"
	"stakebook/ledger/report"
	"stakebook/ledger/scene"
	"stakebook/ui/chart"
	"stakebook/ui/grid"
)

// OverviewID names the Overview.
const OverviewID = "overview"

// Overview is the book at a glance: its figures, its commitments against their caps, and what needs a decision.
type Overview struct {
	actions Actions
	book    Reader
	at      Moment

	group GroupCaps
	order scene.Order
	scale scene.Scale

	cards   *fyne.Container
	figures []*cardView // in the cards
	notice  *widget.Label
	caps    *chart.View
	agenda  *grid.Grid
	dates   report.Table // on the agenda
	content *fyne.Container
}

// NewOverview makes the page.
func NewOverview(actions Actions) *Overview {
	p := &Overview{actions: actions, order: scene.ByCap}
	p.cards = container.NewGridWithColumns(cardCount)
	p.notice = widget.NewLabel("")
	p.notice.Wrapping = fyne.TextWrapWord
	p.notice.Importance = widget.WarningImportance
	p.notice.Hide()
	p.caps = chart.New(p.layoutOf(scene.Caps{}))
	p.caps.OnTapped = func(hit scene.Hit) { p.actions.Go(CommitmentsID, hit.Row) }
	p.agenda = grid.New(grid.Options{
		Title:  partyTitle,
		Empty:  "Nothing is due and nothing is to be decided.",
		Hidden: []string{"commitment", "investor", "company"},
		OnOpen: p.openAgendum,
	})
	bottom := container.NewVSplit(p.caps, section("What needs a payment or a decision", p.agenda))
	bottom.SetOffset(0.72)
	top := container.NewVBox(p.cards, p.notice, p.controls())
	p.content = container.NewBorder(top, nil, nil, nil, bottom)
	return p
}

// cardCount is how many cards stand beside each other: all of them.
const cardCount = 8

// ID names the page.
func (p *Overview) ID() string { return OverviewID }

// Title is its name for people.
func (p *Overview) Title() string { return "Overview" }

// Icon stands beside the title.
func (p *Overview) Icon() fyne.Resource { return theme.HomeIcon() }

// Content is the page's widgets.
func (p *Overview) Content() fyne.CanvasObject { return p.content }

// First is the chart.
func (p *Overview) First() fyne.Focusable { return p.caps }

// Open highlights a commitment's bar.
func (p *Overview) Open(id string) { p.caps.Highlight(id) }

// Places is where the chart's bars in sight are in the window.
func (p *Overview) Places() []chart.Place { return p.caps.Places() }

// Update turns the page to the book at a moment.
func (p *Overview) Update(book Reader, at Moment) Work {
	p.book, p.at = book, at
	group, order, scale := p.group, p.order, p.scale
	layOut := p.caps.Ahead()
	return func() (show func()) {
		var summary Summary
		var caps scene.Caps
		var agenda report.Table
		err := book.Look(at.Known, func(s history.Sight) (err error) {
			summary = SummaryOf(s, at)
			var missing error
			caps, missing = CapsOf(s, at, group, order, scale)
			if summary.Missing == nil {
				summary.Missing = missing
			}
			agenda, err = tableOf(s, "agenda", at.Params())
			return err
		})
		showCaps := layOut(p.layoutOf(caps))
		return func() {
			if err != nil {
				p.actions.Fail(err)
				return
			}
			p.showCards(summary)
			showCaps()
			p.dates = agenda
			p.agenda.SetTable(agenda)
		}
	}
}

func (p *Overview) layoutOf(caps scene.Caps) chart.Layout { return caps.Layout }

func (p *Overview) showCards(summary Summary) {
	isOther := p.setNotice(summary.Missing)
	if len(p.figures) != len(summary.Cards) {
		p.figures, p.cards.Objects, isOther = nil, nil, true
		for _, card := range summary.Cards {
			view := newCardView(card)
			p.figures, p.cards.Objects = append(p.figures, view), append(p.cards.Objects, view.content)
		}
	}
	for i, card := range summary.Cards {
		p.figures[i].show(card)
	}
	if isOther { // what stands where
		p.content.Refresh()
	}
}

// setNotice says what is missing, and whether that is another thing than before.
func (p *Overview) setNotice(missing error) (isOther bool) {
	text := ""
	if missing != nil {
		text = "Totals are not shown: " + missing.Error()
	}
	if text == p.notice.Text {
		return false
	}
	p.notice.SetText(text)
	p.notice.Hidden = text == ""
	return true
}

// controls choose how bars are gathered, sorted and measured.
func (p *Overview) controls() fyne.CanvasObject {
	groups := chooser([]string{"By investor", "By company", "In one list"}, int(p.group), func(i int) {
		p.group = GroupCaps(i)
		p.again()
	})
	orders := []scene.Order{scene.ByCap, scene.ByUsed, scene.ByNext, scene.ByName}
	sorting := chooser([]string{"Largest cap first", "Most used first", "Next date first", "By name"}, 0, func(i int) {
		p.order = orders[i]
		p.again()
	})
	scales := []scene.Scale{scene.Linear, scene.PerBar}
	measure := chooser([]string{"Bars in money", "Bars in percent of the cap"}, 0, func(i int) {
		p.scale = scales[i]
		p.again()
	})
	export := widget.NewButtonWithIcon("Save chart", theme.DocumentSaveIcon(), func() {
		p.actions.ExportChart("caps", p.drawing())
	})
	export.Importance = widget.LowImportance
	return container.NewHBox(groups, sorting, measure, layout.NewSpacer(), export)
}

func (p *Overview) again() {
	if p.book != nil {
		p.Update(p.book, p.at)()()
	}
}

// Chart is the chart as it is shown now, and what to call its file.
func (p *Overview) Chart() (name string, drawing Drawing) { return "caps", p.drawing() }

// drawing is the chart as it is shown, for a file.
func (p *Overview) drawing() Drawing {
	var caps scene.Caps
	err := p.book.Look(p.at.Known, func(s history.Sight) error {
		caps, _ = CapsOf(s, p.at, p.group, p.order, p.scale)
		return nil
	})
	if err != nil {
		p.actions.Fail(err)
	}
	return caps.Layout
}

func (p *Overview) openAgendum(id string) {
	for i, row := range p.dates.Rows {
		if row.ID == id {
			p.actions.Go(CommitmentsID, p.dates.Cell(i, "commitment").String())
			return
		}
	}
}
