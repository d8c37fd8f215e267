package report

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// tranchesReport: a row is a tranche, in its commitment's currency; what no tranche has taken has no row. After the
// contract's columns come what is firm, conditional, option, overdue and undecided of it, how its condition stands,
// and the last decision on it.
func tranchesReport() Report {
	return Report{
		Name:      "tranches",
		Title:     "Tranches",
		Help:      "Every tranche with its state, its dates and what it would gain at today's price.",
		columns:   func(Params) []Column { return columnsOf(trancheFields(nil)) },
		fill:      fillTranches,
		qualified: true,
	}
}

type trancheRow struct {
	figures.Tranche
	of       figures.Commitment
	part     *ledger.Part
	strength ledger.Strength
	must     money.Decimal
	exact    figures.Exactness
	daysLeft Cell
	terms    figures.Terms
	gain     Cell
}

func (r trancheRow) money(amount money.Decimal, figure figures.Figure) Cell {
	if !amount.Given() {
		return Cell{}
	}
	return Money(money.NewAmount(amount.Fraction(), r.of.Currency)).Qualified(r.exact[figure])
}

func trancheFields(book *ledger.Book) []field[trancheRow] {
	type row = trancheRow
	amount := func(figure figures.Figure, of func(row) money.Decimal) field[row] {
		return field[row]{string(figure), TypeMoney, func(r row) Cell { return r.money(of(r), figure) }}
	}
	words := func(name string, of func(row) string) field[row] {
		return field[row]{name, TypeText, func(r row) Cell { return Text(of(r)) }}
	}
	fields := []field[row]{
		{"tranche", TypeID, func(r row) Cell { return Text(string(r.part.Terms.ID)) }},
		{"commitment", TypeID, func(r row) Cell { return Text(string(r.of.ID)) }},
	}
	fields = append(fields, party("investor", book, func(r row) ledger.PartyID { return r.of.Investor })...)
	fields = append(fields, party("company", book, func(r row) ledger.PartyID { return r.of.Company })...)
	return append(fields,
		words("currency", func(r row) string { return r.of.Currency.String() }),
		words("strength", func(r row) string { return string(r.strength) }),
		amount(figures.FigureMin, func(r row) money.Decimal { return r.must }),
		amount(figures.FigureMax, func(r row) money.Decimal { return r.part.Terms.Max }),
		amount("called", func(r row) money.Decimal { return r.Called }),
		amount(figures.FigureFunded, func(r row) money.Decimal { return r.part.Funded }),
		amount("released", func(r row) money.Decimal { return r.part.Released }),
		amount(figures.FigureLeft, func(r row) money.Decimal { return r.Left }),
		field[row]{"due", TypeDate, func(r row) Cell { return Date(r.part.Terms.Due) }},
		field[row]{"decide_by", TypeDate, func(r row) Cell { return Date(r.part.Terms.DecideBy) }},
		field[row]{"days_left", TypeCount, func(r row) Cell { return r.daysLeft }},
		words("condition", func(r row) string { return r.part.Terms.Condition }),
		words("state", func(r row) string { return string(r.State) }),
		amount("valuation", func(r row) money.Decimal { return r.terms.Valuation }),
		words("valuation_basis", func(r row) string { return string(r.terms.Basis) }),
		field[row]{"embedded_gain", TypeMoney, func(r row) Cell { return r.gain }},
		amount(figures.FigureFirm, func(r row) money.Decimal { return r.Firm }),
		amount(figures.FigureConditional, func(r row) money.Decimal { return r.Conditional }),
		amount(figures.FigureOption, func(r row) money.Decimal { return r.Option }),
		amount("overdue", func(r row) money.Decimal { return r.Overdue }),
		amount("undecided", func(r row) money.Decimal { return r.Undecided }),
		field[row]{"condition_by", TypeDate, func(r row) Cell { return Date(r.part.Terms.ConditionBy) }},
		words("condition_state", func(r row) string { return conditionWord(r.part.Condition) }),
		words("decided", func(r row) string { return string(r.part.Decided) }),
	)
}

func conditionWord(state ledger.ConditionState) string {
	switch state {
	case ledger.ConditionOpen:
		return "open"
	case ledger.ConditionMet:
		return string(ledger.Met)
	case ledger.ConditionMissed:
		return string(ledger.Failed)
	case ledger.Unconditional:
	}
	return ""
}

func fillTranches(d *draft) error {
	fields := trancheFields(d.book)
	gains := figures.GainsOf(d.book, figures.RatesOf(d.book))
	var notes standing
	var missing refusals
	d.drawdowns(func(state *ledger.Drawdown, c figures.Commitment) {
		for i := range state.Tranches {
			part := &state.Tranches[i]
			row := trancheRow{Tranche: figures.TrancheOf(state, part, d.AsOf), of: c, part: part,
				strength: state.StrengthOf(part), must: state.MustPay(part),
				exact: figures.TrancheExactness(d.book, state, part, d.AsOf), terms: figures.TermsOf(d.book, state, part, d.AsOf)}
			row.daysLeft = daysLeft(row, d.AsOf)
			gain, known, err := gains.Embedded(state, part, d.AsOf)
			missing.add(err)
			if known {
				row.gain = Money(gain)
			}
			d.add(string(part.Terms.ID), cellsOf(fields, row))
			notes.overdue.add(c.ID, row.Overdue.Fraction(), c.Currency)
			notes.undecided.add(c.ID, row.Undecided.Fraction(), c.Currency)
		}
		notes.indicative.add(c.ID, c.Indicative.Fraction(), c.Currency)
	})
	notes.note(d)
	return missing.err()
}

// daysLeft counts to the first day that a tranche waits for: its due as long as anything is left of it, its
// decide_by as long as there is anything to decide. It is less than 0 once the day is past and empty where nothing
// is waited for.
func daysLeft(r trancheRow, asOf civil.Date) Cell {
	var next civil.Date
	if r.Left.Sign() > 0 {
		next = r.part.Terms.Due
	}
	if decideBy := r.part.Terms.DecideBy; r.Option.Sign() > 0 && !decideBy.IsZero() &&
		(next.IsZero() || decideBy.Before(next)) {
		next = decideBy
	}
	if next.IsZero() {
		return Cell{}
	}
	return Count(next.DaysSince(asOf))
}
