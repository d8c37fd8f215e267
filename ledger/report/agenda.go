package report

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
)

// agendaReport: a row is a date to act on, the earliest first, in the commitment's currency. days_left is less than
// 0 once the date is past; it stays on the list as long as something hangs on it.
func agendaReport() Report {
	return Report{
		Name:      "agenda",
		Title:     "Agenda",
		Help:      "What is due, to be decided or to be met, by date.",
		columns:   func(p Params) []Column { return columnsOf(agendaFields(nil, p.AsOf)) },
		fill:      fillAgenda,
		qualified: true,
	}
}

type agendaRow struct {
	figures.Agendum
	investor, company ledger.PartyID
}

// Parties follow the contract's columns, so that a date reads without looking its commitment up.
func agendaFields(book *ledger.Book, asOf civil.Date) []field[agendaRow] {
	type row = agendaRow
	fields := []field[row]{
		{"date", TypeDate, func(r row) Cell { return Date(r.On) }},
		{"days_left", TypeCount, func(r row) Cell { return Count(r.On.DaysSince(asOf)) }},
		{"what", TypeText, func(r row) Cell { return Text(string(r.What)) }},
		{"commitment", TypeID, func(r row) Cell { return Text(string(r.Commitment)) }},
		{"tranche", TypeID, func(r row) Cell { return Text(string(r.Tranche)) }},
		{"amount", TypeMoney, func(r row) Cell { return Money(r.Amount).Qualified(r.Qualifier) }},
		{"currency", TypeText, func(r row) Cell { return Text(r.Amount.Currency().String()) }},
	}
	fields = append(fields, party("investor", book, func(r row) ledger.PartyID { return r.investor })...)
	return append(fields, party("company", book, func(r row) ledger.PartyID { return r.company })...)
}

func fillAgenda(d *draft) error {
	var rows []agendaRow
	others := d.sight.Agenda(d.AsOf, d.Filter, func(of figures.Subject, items []figures.Agendum) {
		for _, item := range items {
			rows = append(rows, agendaRow{item, of.Investor, of.Company})
		}
	})
	d.noteOthers(others)
	slices.SortStableFunc(rows, func(x, y agendaRow) int { return x.On.Compare(y.On) })
	fields := agendaFields(d.book, d.AsOf)
	for _, row := range rows {
		id := string(row.Tranche)
		if id == "" {
			id = string(row.Commitment)
		}
		d.add(id, cellsOf(fields, row))
	}
	d.numberRows()
	return nil
}
