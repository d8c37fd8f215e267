package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
)

// draft is a table in the making.
type draft struct {
	Params
	book    *ledger.Book     // none where all is looked up in a history alone
	sight   history.Sight    // of the book
	history *history.History // that alone
	names   figures.Names
	sieve   figures.Sieve
	rows    []Row
	notes   []string
}

// field is a column and how a row's value in it is found, so that a report says both in one place.
type field[R any] struct {
	name string
	kind Type
	of   func(R) Cell
}

func columnsOf[R any](fields []field[R]) []Column {
	columns := make([]Column, len(fields))
	for i, f := range fields {
		columns[i] = Column{Name: f.name, Type: f.kind}
	}
	return columns
}

func cellsOf[R any](fields []field[R], row R) []Cell {
	cells := make([]Cell, len(fields), len(fields)+1) // one more says how exact they are
	for i, f := range fields {
		cells[i] = f.of(row)
	}
	return cells
}

// party is a party's id and its name, the two columns that every party takes.
func party[R any](name string, book figures.Names, of func(R) ledger.PartyID) []field[R] {
	return []field[R]{
		{name, TypeID, func(row R) Cell { return Text(string(of(row))) }},
		{name + "_name", TypeText, func(row R) Cell { return nameOf(book, of(row)) }},
	}
}

func nameOf(book figures.Names, id ledger.PartyID) Cell {
	if id == "" {
		return Cell{}
	}
	return Text(book.PartyName(id))
}

// add takes a row about an id.
func (d *draft) add(id string, cells []Cell) { d.rows = append(d.rows, Row{ID: id, Cells: cells}) }

func (d *draft) note(format string, args ...any) {
	d.notes = append(d.notes, fmt.Sprintf(format, args...))
}

// numberRows tells rows about the same id apart: the second and later ones get a # and a number.
func (d *draft) numberRows() {
	seen := make(map[string]int)
	for i := range d.rows {
		id := d.rows[i].ID
		seen[id]++
		if n := seen[id]; n > 1 {
			d.rows[i].ID = fmt.Sprintf("%s#%d", id, n)
		}
	}
}

// drawdowns calls a function with every commitment that had begun and that the filter lets through.
func (d *draft) drawdowns(use func(*ledger.Drawdown, figures.Commitment)) {
	others := 0
	ids := []ledger.CommitmentID{d.Commitment}
	if d.Commitment == "" {
		ids = d.book.Commitments()
	}
	for _, id := range ids {
		state, begun := d.book.Drawdown(id, d.AsOf)
		if !begun {
			continue
		}
		c := figures.Of(state, d.AsOf)
		switch subject := figures.SubjectOf(d.book, c); {
		case d.sieve.Keeps(subject):
			use(state, c)
		case d.sieve.KeepsOthers(subject):
			others++
		}
	}
	d.noteOthers(others)
}

// portfolio is the book in the report's currency at the end of a day: what stands, and what it sums up to.
func (d *draft) portfolio(asOf civil.Date) *figures.Portfolio {
	if d.history != nil {
		return d.history.On(asOf, d.Filter)
	}
	return d.sight.Portfolio(d.Currency, asOf, d.Filter)
}

// folded is the portfolio that can be asked for what happened as well: its flows and roll-forwards.
func (d *draft) folded(asOf civil.Date) *figures.Portfolio {
	return figures.NewPortfolio(d.book, d.Currency, asOf, d.Filter)
}

// noteOthers says what the own investors' view leaves out.
func (d *draft) noteOthers(commitments int) {
	if commitments > 0 {
		d.note("only own investors are counted: %s left out; choose all investors (--all) to count them",
			are(commitments, "commitment", " of other investors"))
	}
}

// are counts things, with their verb: "1 commitment is", "2 commitments of others are".
func are(n int, noun, of string) string {
	if n == 1 {
		return "1 " + noun + of + " is"
	}
	return Count(n).Display() + " " + noun + "s" + of + " are"
}

// tally sums amounts of one kind over commitments, by currency, for a note.
type tally struct {
	ids  []ledger.CommitmentID
	sums []money.Amount
}

func (t *tally) add(id ledger.CommitmentID, number money.Fraction, c money.Currency) {
	if number.Sign() == 0 {
		return
	}
	if !slices.Contains(t.ids[max(0, len(t.ids)-1):], id) { // what is added of one commitment is added in a row
		t.ids = append(t.ids, id)
	}
	at := slices.IndexFunc(t.sums, func(sum money.Amount) bool { return sum.Currency() == c })
	if at < 0 {
		t.sums = append(t.sums, money.NewAmount(number, c))
		return
	}
	t.sums[at] = money.NewAmount(t.sums[at].Number().Add(number), c)
}

// String is the sums and what they are of: "USD 5.00 and EUR 2.00 of 3 commitments"; empty where there are none.
func (t *tally) String() string {
	if len(t.ids) == 0 {
		return ""
	}
	slices.SortFunc(t.sums, func(x, y money.Amount) int {
		return strings.Compare(x.Currency().String(), y.Currency().String())
	})
	sums := make([]string, len(t.sums))
	for i, sum := range t.sums {
		sums[i] = sum.String()
	}
	of := Count(len(t.ids)).Display() + " commitments"
	if len(t.ids) == 1 {
		of = string(t.ids[0])
	}
	return strings.Join(sums, " and ") + " of " + of
}

// currencySet is the currencies that amounts were converted from.
type currencySet map[money.Currency]bool

func (s currencySet) add(c money.Currency) { s[c] = true }

// beside lists the currencies other than one.
func (s currencySet) beside(c money.Currency) string {
	var codes []string
	for currency := range s {
		if currency != c {
			codes = append(codes, currency.String())
		}
	}
	slices.Sort(codes)
	return strings.Join(codes, ", ")
}

// standing gathers what a reader of totals must know of the commitments in them.
type standing struct{ overdue, undecided, indicative tally }

func (s *standing) note(d *draft) {
	if text := s.overdue.String(); text != "" {
		d.note("overdue: %s; it is past its due and not paid", text)
	}
	if text := s.undecided.String(); text != "" {
		d.note("undecided: %s; past the deadline and neither decided nor released, so option and in no maximum", text)
	}
	if text := s.indicative.String(); text != "" {
		d.note("indicative: %s; it is not binding and stays out of every other figure", text)
	}
}

// noteRounding says of each column of money or percentages whose rounded rows do not add up to its rounded total. The
// total is the exact sum of the rows.
func (d *draft) noteRounding(columns []Column) {
	last := len(d.rows) - 1
	if last < 0 || !d.rows[last].Total {
		return
	}
	for i, column := range columns {
		total := d.rows[last].Cells[i]
		if !total.IsNumber() {
			continue
		}
		sum := money.Fraction{}
		for _, row := range d.rows[:last] {
			sum = sum.Add(row.Cells[i].Rounded().Fraction())
		}
		if sum.Equal(total.Rounded().Fraction()) {
			continue
		}
		shown := Number(sum, int(total.places))
		d.note("%s: rows are rounded: they add up to %s, the exact total is %s", column.Name, shown.Display(),
			total.Display())
	}
}

// refusals collects what could not be converted, so that every missing rate is named at once.
type refusals struct{ errs []error }

func (r *refusals) add(err error) {
	if err == nil || slices.ContainsFunc(r.errs, func(other error) bool { return other.Error() == err.Error() }) {
		return
	}
	r.errs = append(r.errs, err)
}

func (r *refusals) err() error { return errors.Join(r.errs...) }
