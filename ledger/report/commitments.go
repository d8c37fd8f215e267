package report

import (
	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// commitmentsReport: a row is a commitment that had begun, in its own currency.
func commitmentsReport() Report {
	return Report{
		Name:      "commitments",
		Title:     "Commitments",
		Help:      "Every commitment against its cap: paid, owed, and still ours to decide.",
		Takes:     []Parameter{TakesPlaces},
		columns:   func(p Params) []Column { return columnsOf(commitmentFields(nil, p)) },
		fill:      fillCommitments,
		qualified: true,
		looks:     true,
	}
}

type commitmentRow struct {
	figures.Commitment
	exact figures.Exactness
}

func (r commitmentRow) money(amount money.Decimal, figure figures.Figure) Cell {
	return Money(money.NewAmount(amount.Fraction(), r.Currency)).Qualified(r.exact[figure])
}

func commitmentFields(book figures.Names, p Params) []field[commitmentRow] {
	amount := func(figure figures.Figure, of func(commitmentRow) money.Decimal) field[commitmentRow] {
		return field[commitmentRow]{string(figure), TypeMoney, func(r commitmentRow) Cell { return r.money(of(r), figure) }}
	}
	fields := []field[commitmentRow]{
		{"commitment", TypeID, func(r commitmentRow) Cell { return Text(string(r.ID)) }},
	}
	fields = append(fields, party("investor", book, func(r commitmentRow) ledger.PartyID { return r.Investor })...)
	fields = append(fields, party("company", book, func(r commitmentRow) ledger.PartyID { return r.Company })...)
	return append(fields,
		field[commitmentRow]{"currency", TypeText, func(r commitmentRow) Cell { return Text(r.Currency.String()) }},
		field[commitmentRow]{"strength", TypeText, func(r commitmentRow) Cell { return Text(string(r.Strength)) }},
		field[commitmentRow]{"signed", TypeDate, func(r commitmentRow) Cell { return Date(r.Signed) }},
		field[commitmentRow]{"expires", TypeDate, func(r commitmentRow) Cell { return Date(r.Expires) }},
		amount(figures.FigureCap, func(r commitmentRow) money.Decimal { return r.Cap }),
		amount(figures.FigureFunded, func(r commitmentRow) money.Decimal { return r.Funded }),
		amount(figures.FigureRecallable, func(r commitmentRow) money.Decimal { return r.Recallable }),
		amount(figures.FigureReleased, func(r commitmentRow) money.Decimal { return r.Released }),
		amount(figures.FigureUnfunded, func(r commitmentRow) money.Decimal { return r.Unfunded }),
		amount(figures.FigureFirm, func(r commitmentRow) money.Decimal { return r.Firm }),
		amount(figures.FigureConditional, func(r commitmentRow) money.Decimal { return r.Conditional }),
		amount(figures.FigureOption, func(r commitmentRow) money.Decimal { return r.Option }),
		amount("called", func(r commitmentRow) money.Decimal { return r.Called }),
		amount("overdue", func(r commitmentRow) money.Decimal { return r.Overdue }),
		amount("undecided", func(r commitmentRow) money.Decimal { return r.Undecided }),
		amount(figures.FigureIndicative, func(r commitmentRow) money.Decimal { return r.Indicative }),
		amount(figures.FigureOutside, func(r commitmentRow) money.Decimal { return r.Outside }),
		amount(figures.FigureDistributed, func(r commitmentRow) money.Decimal { return r.Distributed }),
		field[commitmentRow]{"used_percent", TypePercent, func(r commitmentRow) Cell {
			used, ok := r.Used()
			return percent(used, ok, p.Places)
		}},
		field[commitmentRow]{"next_due", TypeDate, func(r commitmentRow) Cell { return Date(r.NextDue) }},
	)
}

// percent is a share as percent; empty where there is none.
func percent(share money.Fraction, ok bool, places int) Cell {
	if !ok {
		return Cell{}
	}
	return Number(share.Mul(money.Whole(100)), places)
}

func fillCommitments(d *draft) error {
	fields := commitmentFields(d.names, d.Params)
	var notes standing
	portfolio := d.portfolio(d.AsOf)
	for i, c := range portfolio.Commitments() {
		d.add(string(c.ID), cellsOf(fields, commitmentRow{c, portfolio.Exactness(i)}))
		notes.overdue.add(c.ID, c.Overdue.Fraction(), c.Currency)
		notes.undecided.add(c.ID, c.Undecided.Fraction(), c.Currency)
		notes.indicative.add(c.ID, c.Indicative.Fraction(), c.Currency)
	}
	d.noteOthers(portfolio.Others())
	notes.note(d)
	return nil
}
