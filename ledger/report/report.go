package report

import (
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
)

// Report is the definition of a report: what it is called, what it takes and how its table is made.
type Report struct {
	Name  string      // in the contract and on the command line
	Title string      // for people
	Help  string      // one line
	Takes []Parameter // beside the as-of date and the filter, which every report takes

	columns   func(Params) []Column
	fill      func(*draft) error
	qualified bool // its figures may be other than exact
	looks     bool // a history alone is enough to make it
}

// Parameter names a parameter that only some reports take.
type Parameter string

// The parameters, as they are called on the command line.
const (
	TakesCurrency Parameter = "currency" // the one currency of all rows
	TakesBy       Parameter = "by"       // a dimension
	TakesFrom     Parameter = "from"     // the first day of a period
	TakesTo       Parameter = "to"       // the last day of a period
	TakesPlaces   Parameter = "places"   // digits after the point of percentages and multiples
)

// DefaultPlaces are the digits after the point of percentages and multiples; MaxPlaces the most that can be asked
// for.
const (
	DefaultPlaces = 4
	MaxPlaces     = 30
)

// Params are what a caller may choose. Only AsOf has to be given.
type Params struct {
	AsOf     civil.Date     // the day: what was in force at its end
	Currency money.Currency // of the amounts; the book's where none is given
	By       string         // the dimension that rows are summed by; company where none is given
	From     civil.Date     // the day at whose end a period opens; the last of the year before where none is given
	To       civil.Date     // the day at whose end it closes; AsOf where none is given
	Filter   figures.Filter
	Places   int // of percentages and multiples; DefaultPlaces where it is 0

	Commitment ledger.CommitmentID // of tranches: the one whose they are; those of all where none is given
}

// Reports lists every report in the order of the contract.
func Reports() []Report {
	return []Report{
		commitmentsReport(),
		tranchesReport(),
		exposureReport(),
		rollforwardReport(),
		cashflowsReport(),
		agendaReport(),
		journalReport(),
	}
}

// Named finds a report by its name.
func Named(name string) (Report, error) {
	all := Reports()
	at := slices.IndexFunc(all, func(r Report) bool { return r.Name == name })
	if at < 0 {
		return Report{}, fmt.Errorf("there is no report %q; there are %s", name, strings.Join(Names(), ", "))
	}
	return all[at], nil
}

// Names lists the names of all reports.
func Names() []string {
	var names []string
	for _, r := range Reports() {
		names = append(names, r.Name)
	}
	return names
}

// TakesAny says that the report takes a parameter.
func (r Report) TakesAny(p Parameter) bool { return slices.Contains(r.Takes, p) }

// Columns are the columns of the report's table under some parameters.
func (r Report) Columns(p Params) []Column {
	columns := r.columns(p.filled(p.Currency))
	if r.qualified {
		columns = append(columns, Column{Name: "qualifiers", Type: TypeText, FilesOnly: true})
	}
	return columns
}

// Make makes the report of a book as it is known. Its errors name a parameter that cannot be, or every exchange
// rate that is missing (figures.NoRate).
func (r Report) Make(b *ledger.Book, p Params) (Table, error) {
	return r.MakeOf(history.SightOf(b, nil), p)
}

// MakeOf is Make of a book with its histories, where there are any: the table is the same.
func (r Report) MakeOf(s history.Sight, p Params) (Table, error) {
	p = p.filled(s.Currency())
	if err := p.check(); err != nil {
		return Table{}, fmt.Errorf("report %s: %w", r.Name, err)
	}
	if r.TakesAny(TakesTo) {
		p.AsOf = p.To
	}
	head := s.Head()
	return r.make(&draft{Params: p, book: s.Book, sight: s, names: s.Book}, head.Seq, head.Hash)
}

// Looks says that the report can be made of a history, which is in one currency and has no figures before its first day.
func (r Report) Looks(h *history.History, p Params) bool {
	reporting := h.Names().Currency()
	p = p.filled(reporting)
	isIn := !r.TakesAny(TakesCurrency) || p.Currency == h.Currency()
	return r.looks && isIn && !p.AsOf.Before(h.From()) && p.check() == nil
}

// Look makes a report that Looks says can be made, of the history of a book as it is known at an entry. It is the table
// that Make makes of the book.
func (r Report) Look(h *history.History, known ledger.Seq, head ledger.Hash, p Params) (Table, error) {
	p = p.filled(h.Names().Currency())
	return r.make(&draft{Params: p, history: h, names: h.Names()}, known, head)
}

func (r Report) make(d *draft, known ledger.Seq, head ledger.Hash) (Table, error) {
	table := Table{Name: r.Name, Title: r.Title, AsOf: d.AsOf, Known: known, Head: head, Columns: r.Columns(d.Params)}
	d.sieve = d.Filter.On(d.names)
	if err := r.fill(d); err != nil {
		return Table{}, fmt.Errorf("report %s: %w", r.Name, err)
	}
	if r.qualified {
		qualify(table.Columns, d.rows)
	}
	table.Rows, table.Notes = d.rows, d.notes
	return table, nil
}

// qualify says in each row's last cell which of its figures are not exact.
func qualify(columns []Column, rows []Row) {
	for i := range rows {
		var words []string
		for at, cell := range rows[i].Cells {
			if qualifier := cell.Qualifier(); qualifier != "" {
				words = append(words, columns[at].Name+" "+string(qualifier))
			}
		}
		rows[i].Cells = append(rows[i].Cells, Text(strings.Join(words, "; ")))
	}
}

// filled puts in what is taken where nothing is given.
func (p Params) filled(currency money.Currency) Params {
	if p.Currency.IsZero() {
		p.Currency = currency
	}
	if p.By == "" {
		p.By = "company"
	}
	if p.Places == 0 {
		p.Places = DefaultPlaces
	}
	if p.To.IsZero() {
		p.To = p.AsOf
	}
	if p.From.IsZero() {
		p.From = yearEndBefore(p.To)
	}
	return p
}

// yearEndBefore is the last day of the year before a day's.
func yearEndBefore(day civil.Date) civil.Date {
	newYear, _ := civil.Of(day.Time().Year(), 1, 1)
	return newYear.AddDays(-1)
}

func (p Params) check() error {
	switch {
	case p.AsOf.IsZero():
		return fmt.Errorf("as-of: no date is given")
	case !slices.Contains(ledger.Dimensions(), p.By):
		return fmt.Errorf("by: %q is no dimension; there are %s", p.By, strings.Join(ledger.Dimensions(), ", "))
	case p.Places < 0 || p.Places > MaxPlaces:
		return fmt.Errorf("places: %d is not from 0 to %d", p.Places, MaxPlaces)
	case p.To.Before(p.From):
		return fmt.Errorf("from: %s is after %s, the end of the period", p.From, p.To)
	}
	return nil
}
