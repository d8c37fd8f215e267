package report

import (
	"stakebook/ledger"
	"stakebook/ledger/figures"
)

// cashflowsReport: a row is a flow, by date, up to the as-of date. Amounts are signed from the investor's side:
// what was paid is less than 0, what was received is more. reporting_amount is the amount in one currency, at the
// rate of the flow's own day, or what was recorded as its cost in the book's currency. After the contract's columns
// come the currency of that amount, whether the day itself is known (on) or only that it had happened by it (by),
// and the entry.
func cashflowsReport() Report {
	return Report{
		Name:      "cashflows",
		Title:     "Cash flows",
		Help:      "Every payment and receipt by date, signed from the investor's side.",
		Takes:     []Parameter{TakesCurrency},
		columns:   func(p Params) []Column { return columnsOf(cashflowFields(nil, p)) },
		fill:      fillCashflows,
		qualified: true,
	}
}

func cashflowFields(book *ledger.Book, p Params) []field[figures.Flow] {
	type row = figures.Flow
	fields := []field[row]{{"date", TypeDate, func(r row) Cell { return Date(r.Date) }}}
	fields = append(fields, party("investor", book, func(r row) ledger.PartyID { return r.Investor })...)
	fields = append(fields, party("company", book, func(r row) ledger.PartyID { return r.Company })...)
	return append(fields,
		field[row]{"commitment", TypeID, func(r row) Cell { return Text(string(r.Commitment)) }},
		field[row]{"type", TypeText, func(r row) Cell { return Text(string(r.Type)) }},
		field[row]{"amount", TypeMoney, func(r row) Cell { return Money(r.Amount).Qualified(r.Qualifier) }},
		field[row]{"currency", TypeText, func(r row) Cell { return Text(r.Amount.Currency().String()) }},
		field[row]{"reporting_amount", TypeMoney, func(r row) Cell { return Money(r.Reporting).Qualified(r.Qualifier) }},
		field[row]{"reporting_currency", TypeText, func(row) Cell { return Text(p.Currency.String()) }},
		field[row]{"dated", TypeText, func(r row) Cell { return Text(datedWord(r.Dated)) }},
		field[row]{"entry", TypeCount, func(r row) Cell { return Ordinal(r.Entry) }},
	)
}

func datedWord(dated ledger.Dated) string {
	if dated == "" {
		return string(ledger.On)
	}
	return string(dated)
}

func fillCashflows(d *draft) error {
	portfolio := d.folded(d.AsOf)
	flows, err := portfolio.Flows()
	if err != nil {
		return err
	}
	fields := cashflowFields(d.book, d.Params)
	byDate, currencies := 0, currencySet{}
	for _, flow := range flows {
		d.add(flow.Entry.String(), cellsOf(fields, flow))
		currencies.add(flow.Amount.Currency())
		if flow.Dated == ledger.By {
			byDate++
		}
	}
	d.numberRows()
	d.note("amounts are signed from the investor's side: what was paid is less than 0")
	if byDate > 0 {
		d.note("%s dated by: the payment had been made by that day, the day itself is not known", are(byDate, "flow", ""))
	}
	if from := currencies.beside(d.Currency); from != "" {
		d.note("reporting_amount: %s is converted to %s at the rate of the flow's own day, or as its cost was recorded", from,
			d.Currency)
	}
	d.noteOthers(portfolio.Others())
	return nil
}
