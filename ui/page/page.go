package page

import (
	"fyne.io/fyne/v2"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// Moment is how all pages look at the book: as of a date, as known at a seq, which investors, in which currency.
type Moment struct {
	AsOf     civil.Date
	Today    civil.Date
	Known    ledger.Seq // 0 is all that the book has been told
	Filter   figures.Filter
	Currency money.Currency // none is the book's own
}

// Params are the parameters of a report at the moment.
func (m Moment) Params() report.Params {
	return report.Params{AsOf: m.AsOf, Currency: m.Currency, Filter: m.Filter}
}

// Reader lets a page look at the book as known at a seq, 0 for all that it has been told. It may be asked from any
// goroutine. The function does not keep what it sees.
type Reader interface {
	Look(known ledger.Seq, read func(history.Sight) error) error
}

// Work finds out what a page is to show, away from the UI goroutine. What it gives puts that into the page's widgets, on
// the UI goroutine.
type Work func() (show func())

// Actions are what a page may ask of the shell.
type Actions interface {
	// Record opens the form for a new entry of a kind, with some fields filled in by their names.
	Record(kind ledger.Kind, prefill map[string]string)
	// Reverse asks why and reverses an entry.
	Reverse(seq ledger.Seq)
	// Go shows a page, and there what an id names; no id shows the page as it is.
	Go(pageID, id string)
	// Export asks where to and writes a report as a file.
	Export(table report.Table)
	// ExportChart asks where to and writes a chart as SVG or PNG.
	ExportChart(name string, drawing Drawing)
	// Check verifies the whole book and says how it stands.
	Check()
	// Copy puts text on the clipboard.
	Copy(text string)
	// Fail shows an error with what to do about it.
	Fail(err error)
}

// Page is one page of the window. All its methods are called on the UI goroutine.
type Page interface {
	ID() string // its name for navigation and traces, such as "overview"
	Title() string
	Icon() fyne.Resource
	Content() fyne.CanvasObject
	// Update turns the page to the book at a moment, which is shown once the work is done. It is not called again before.
	Update(book Reader, at Moment) Work
	// Open shows what an id names; an unknown id is passed over.
	Open(id string)
	// First is what has the focus when the page is shown; nil for nothing.
	First() fyne.Focusable
}
