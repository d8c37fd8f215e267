package report

import (
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// rollforwardReport: a row is a commitment, then the Total, in one currency: how what is unfunded came from the end
// of the day From to the end of the day To: opening + new + amended − funded + recallable − released + fx =
// closing. Flows are at the rate of their own day, opening and closing at that of theirs; fx is what the rates
// moved.
func rollforwardReport() Report {
	return Report{
		Name:    "rollforward",
		Title:   "Roll-forward",
		Help:    "How what is unfunded came from one day to another.",
		Takes:   []Parameter{TakesFrom, TakesTo, TakesCurrency},
		columns: func(p Params) []Column { return columnsOf(rollforwardFields(p)) },
		fill:    fillRollforward,
	}
}

type rollforwardRow struct {
	figures.Rollforward
	label string
}

func rollforwardFields(p Params) []field[rollforwardRow] {
	type row = rollforwardRow
	amount := func(name string, of func(row) money.Fraction) field[row] {
		return field[row]{name, TypeMoney, func(r row) Cell { return Money(money.NewAmount(of(r), p.Currency)) }}
	}
	return []field[row]{
		{"commitment", TypeID, func(r row) Cell { return Text(r.label) }},
		{"currency", TypeText, func(row) Cell { return Text(p.Currency.String()) }},
		amount("opening", func(r row) money.Fraction { return r.Opening }),
		amount("new", func(r row) money.Fraction { return r.New }),
		amount("amended", func(r row) money.Fraction { return r.Amended }),
		amount("funded", func(r row) money.Fraction { return r.Funded }),
		amount("recallable", func(r row) money.Fraction { return r.Recallable }),
		amount("released", func(r row) money.Fraction { return r.Released }),
		amount("fx", func(r row) money.Fraction { return r.FX }),
		amount("closing", func(r row) money.Fraction { return r.Closing }),
	}
}

func fillRollforward(d *draft) error {
	portfolio := d.folded(d.To)
	rows, err := portfolio.Rollforwards(d.From)
	if err != nil {
		return err
	}
	fields := rollforwardFields(d.Params)
	total := figures.Rollforward{}
	for _, row := range rows {
		total = total.Add(row)
		d.add(string(row.Commitment), cellsOf(fields, rollforwardRow{row, string(row.Commitment)}))
	}
	d.addTotal(cellsOf(fields, rollforwardRow{total, totalLabel}))
	d.note("from the end of %s to the end of %s: opening + new + amended − funded + recallable − released + fx = closing",
		d.From, d.To)
	d.noteRounding(columnsOf(fields))
	var notes standing
	currencies := currencySet{}
	for _, c := range portfolio.Commitments() {
		currencies.add(c.Currency)
		notes.indicative.add(c.ID, c.Indicative.Fraction(), c.Currency)
	}
	d.noteOthers(portfolio.Others())
	notes.note(d)
	if from := currencies.beside(d.Currency); from != "" {
		d.note("%s is converted to %s: opening and closing at the rate of their days, the rest at that of its own day", from,
			d.Currency)
	}
	return nil
}
