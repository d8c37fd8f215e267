package page

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/history"
	"stakebook/ledger/report"
	"stakebook/ui/grid"
)

// ReportsID names the Reports page.
const ReportsID = "reports"

// Reports shows any report as it will be exported.
type Reports struct {
	actions Actions
	book    Reader
	at      Moment
	table   report.Table

	choice  *widget.Select
	by      *widget.Select
	about   *widget.Label
	list    *grid.Grid
	content fyne.CanvasObject
}

// NewReports makes the page.
func NewReports(actions Actions) *Reports {
	p := &Reports{actions: actions}
	p.list = grid.New(grid.Options{
		Title:  partyTitle,
		Empty:  "The report has no rows on this date.",
		Hidden: []string{"investor", "company"},
	})
	p.about = widget.NewLabel("")
	p.about.Truncation = fyne.TextTruncateEllipsis
	p.choice = chooser(reportTitles(), 0, func(int) { p.again() })
	p.by = chooser(ledger.Dimensions(), 0, func(int) { p.again() })
	export := widget.NewButtonWithIcon("Export...", theme.DocumentSaveIcon(), func() { p.actions.Export(p.table) })
	export.Importance = widget.HighImportance
	bar := container.NewBorder(nil, nil, container.NewHBox(p.choice, p.by), export, p.about)
	p.content = container.NewBorder(bar, nil, nil, nil, p.list)
	return p
}

func reportTitles() []string {
	var titles []string
	for _, r := range report.Reports() {
		titles = append(titles, r.Title)
	}
	return titles
}

// ID names the page.
func (p *Reports) ID() string { return ReportsID }

// Title is its name for people.
func (p *Reports) Title() string { return "Reports" }

// Icon stands beside the title.
func (p *Reports) Icon() fyne.Resource { return theme.DocumentIcon() }

// Content is the page's widgets.
func (p *Reports) Content() fyne.CanvasObject { return p.content }

// First is the choice of report.
func (p *Reports) First() fyne.Focusable { return p.choice }

// Open chooses a report by its name.
func (p *Reports) Open(id string) {
	for i, r := range report.Reports() {
		if r.Name == id {
			p.choice.SetSelectedIndex(i)
		}
	}
}

// Table is the report that is shown, for export.
func (p *Reports) Table() report.Table { return p.table }

// Update turns the page to the book at a moment.
func (p *Reports) Update(book Reader, at Moment) Work {
	p.book, p.at = book, at
	chosen := report.Reports()[max(p.choice.SelectedIndex(), 0)]
	params := at.Params()
	params.By = p.by.Selected
	return func() (show func()) {
		var table report.Table
		err := book.Look(at.Known, func(s history.Sight) (err error) {
			table, err = chosen.MakeOf(s, params)
			return err
		})
		if err != nil {
			table = report.Table{Name: chosen.Name, Title: chosen.Title, AsOf: at.AsOf,
				Notes: []string{"not shown: " + strings.ReplaceAll(err.Error(), "\n", "; ")}}
		}
		return func() { p.show(chosen, table) }
	}
}

func (p *Reports) show(chosen report.Report, table report.Table) {
	p.table = table
	if chosen.TakesAny(report.TakesBy) {
		p.by.Show()
	} else {
		p.by.Hide()
	}
	p.about.SetText(fmt.Sprintf("As of %s: %s", p.at.AsOf, chosen.Help))
	p.list.SetTable(p.table)
}

func (p *Reports) again() {
	if p.book != nil {
		p.Update(p.book, p.at)()()
	}
}
