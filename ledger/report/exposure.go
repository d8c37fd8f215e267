package report

import (
	"maps"

	"stakebook/ledger"
	"stakebook/ledger/figures"
)

// exposureReport: a row is a value of a dimension, then the Total, in one currency. By currency, the column of the
// currency that the amounts are in is called reporting_currency. After the contract's columns come what is undecided,
// which the maximum leaves out, and the day of the oldest mark that the fair value rests on.
func exposureReport() Report {
	return Report{
		Name:      "exposure",
		Title:     "Exposure",
		Help:      "What is at stake by company, investor or any other dimension, with its share of the whole.",
		Takes:     []Parameter{TakesBy, TakesCurrency, TakesPlaces},
		columns:   func(p Params) []Column { return columnsOf(exposureFields(nil, p, figures.Line{})) },
		fill:      fillExposure,
		qualified: true,
		looks:     true,
	}
}

type exposureRow struct {
	figures.Line
	value string
	label Cell // in place of the value: of the Total
}

func exposureFields(book figures.Names, p Params, total figures.Line) []field[exposureRow] {
	type row = exposureRow
	whole, places := total.Exposure().Number, p.Currency.MinorUnits()
	amount := func(name string, of func(row) figures.Stated) field[row] {
		return field[row]{name, TypeMoney, func(r row) Cell {
			stated := of(r)
			return Number(stated.Number, places).Qualified(stated.Qualifier)
		}}
	}
	return append(dimensionFields(book, p),
		amount("cap", func(r row) figures.Stated { return r.Cap }),
		amount("funded", func(r row) figures.Stated { return r.Funded }),
		amount("firm", func(r row) figures.Stated { return r.Firm }),
		amount("conditional", func(r row) figures.Stated { return r.Conditional }),
		amount("option", func(r row) figures.Stated { return r.Option }),
		amount("indicative", func(r row) figures.Stated { return r.Indicative }),
		amount("cost", func(r row) figures.Stated { return r.Cost }),
		amount("fair_value", func(r row) figures.Stated { return r.Value }),
		amount("exposure", func(r row) figures.Stated { return r.Exposure() }),
		amount("maximum", func(r row) figures.Stated { return r.Maximum() }),
		field[row]{"share_percent", TypePercent, func(r row) Cell {
			share, ok := r.Exposure().Number.Div(whole)
			return percent(share, ok, p.Places)
		}},
		amount("undecided", func(r row) figures.Stated { return r.Undecided }),
		field[row]{"oldest_mark", TypeDate, func(r row) Cell { return Date(r.Valued) }},
	)
}

// dimensionFields are the dimension that the rows are summed by, and the currency of their amounts.
func dimensionFields(book figures.Names, p Params) []field[exposureRow] {
	isParty := p.By == "company" || p.By == "investor"
	value := field[exposureRow]{p.By, TypeText, func(r exposureRow) Cell {
		if !r.label.IsEmpty() {
			return r.label
		}
		return Text(r.value)
	}}
	currency := field[exposureRow]{"currency", TypeText, func(exposureRow) Cell { return Text(p.Currency.String()) }}
	if p.By == "currency" {
		currency.name = "reporting_currency"
	}
	if !isParty {
		return []field[exposureRow]{value, currency}
	}
	value.kind = TypeID
	name := field[exposureRow]{p.By + "_name", TypeText, func(r exposureRow) Cell {
		return nameOf(book, ledger.PartyID(r.value))
	}}
	return []field[exposureRow]{value, name, currency}
}

// totalLabel stands in the first column of a total.
const totalLabel = "Total"

// The ids of rows that are about no one thing. No id in a book has a #.
const (
	totalID = "#total"
	noneID  = "#none"
)

func fillExposure(d *draft) error {
	portfolio := d.portfolio(d.AsOf)
	var notes standing
	var old stale
	paid, valued := currencySet{}, currencySet{} // what is converted of commitments, and of holdings
	sums, err := portfolio.Sum(d.By, figures.Watch{
		Commitment: func(line *figures.Line) {
			paid.add(line.Currency)
			notes.overdue.add(line.Commitment, line.Overdue.Number, d.Currency)
			notes.undecided.add(line.Commitment, line.Undecided.Number, d.Currency)
			notes.indicative.add(line.Commitment, line.Indicative.Number, d.Currency)
		},
		Holding: func(line *figures.Line) {
			valued.add(line.Currency)
			old.add(line)
		},
	})
	if err != nil {
		return err
	}
	fields := exposureFields(d.names, d.Params, sums.Total)
	for _, group := range sums.Groups {
		id := group.Value
		if id == "" {
			id = noneID
			d.note("the row without a %s sums what has none recorded", d.By)
		}
		d.add(id, cellsOf(fields, exposureRow{Line: group.Line, value: group.Value}))
	}
	d.addTotal(cellsOf(fields, exposureRow{Line: sums.Total, label: Text(totalLabel)}))
	if !sums.Several {
		d.noteRounding(columnsOf(fields))
	} else {
		d.note("a company with several tags counts under each of them and once in the total")
	}
	old.note(d)
	notes.note(d)
	maps.Copy(paid, valued)
	if from := paid.beside(d.Currency); from != "" {
		d.note("%s is converted to %s: caps, balances and values at the rate of %s, fundings and costs at that of their day",
			from, d.Currency, d.AsOf)
	}
	d.noteOthers(portfolio.Others())
	return nil
}

func (d *draft) addTotal(cells []Cell) {
	d.rows = append(d.rows, Row{ID: totalID, Cells: cells, Total: true})
}

// stale gathers the fair values that rest on old marks.
type stale struct {
	count  int
	oldest figures.Line
}

func (s *stale) add(line *figures.Line) {
	if !line.Stale {
		return
	}
	if s.count == 0 || line.Valued.Before(s.oldest.Valued) {
		s.oldest = *line
	}
	s.count++
}

// note says which fair values rest on old marks.
func (s *stale) note(d *draft) {
	if s.count == 0 {
		return
	}
	d.note("stale: %s older than %d days, the oldest that of %s's holding of %s of %s, %d days ago",
		are(s.count, "value", ""), figures.StaleAfter, d.names.PartyName(s.oldest.Investor),
		d.names.PartyName(s.oldest.Company), s.oldest.Valued, d.AsOf.DaysSince(s.oldest.Valued))
}
