package page

import (
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// Summary is the Overview's figures at a moment, in one currency.
type Summary struct {
	Cards []Card
	// Missing says what could not be counted, such as a rate that is not known; nil where all was.
	Missing error
}

// Card is one figure of the book.
type Card struct {
	Title string
	Unit  string // the currency of an amount
	Value string
	Note  string // what it means, in a few words
	Alert bool   // it needs a person
}

// SummaryOf sums the book up at a moment. Where a rate is missing no total is given: none is ever taken as 1.
func SummaryOf(s history.Sight, at Moment) Summary {
	in := currencyOf(s.Book, at)
	portfolio := s.Portfolio(in, at.AsOf, at.Filter)
	sums, err := portfolio.Sum("company", figures.Watch{})
	next, overdue := nextActs(s, at)
	if err != nil {
		return Summary{Cards: []Card{next}, Missing: err}
	}
	total := sums.Total
	show := func(s figures.Stated) string { return Qualified(money.NewAmount(s.Number, in), s.Qualifier) }
	used := ""
	if share, ok := total.Funded.Number.Div(total.Cap.Number); ok {
		used = Percent(share) + " of committed"
	}
	figure := func(s figures.Stated) string { return report.Sign(s.Qualifier) + ShortNumber(s.Number) }
	unit := in.String()
	cards := []Card{
		{Title: "Committed", Unit: unit, Value: figure(total.Cap), Note: "all caps in force"},
		{Title: "Funded", Unit: unit, Value: figure(total.Funded), Note: used},
		{Title: "Firm", Unit: unit, Value: figure(total.Firm), Note: firmNote(overdue), Alert: overdue > 0},
		{Title: "Conditional", Unit: unit, Value: figure(total.Conditional), Note: "waits for a milestone"},
		{Title: "Option", Unit: unit, Value: figure(total.Option), Note: undecidedNote(total.Undecided, show),
			Alert: total.Undecided.Sign() > 0},
		{Title: "Fair value", Unit: unit, Value: figure(total.Value), Note: valueNote(total)},
		{Title: "Exposure", Unit: unit, Value: figure(total.Exposure()), Note: "at most " + show(total.Maximum())},
		next,
	}
	return Summary{Cards: cards}
}

func firmNote(overdue int) string {
	switch overdue {
	case 0:
		return "paid when asked"
	case 1:
		return "1 payment overdue"
	default:
		return money.Int(int64(overdue)).String() + " payments overdue"
	}
}

func undecidedNote(undecided figures.Stated, show func(figures.Stated) string) string {
	if undecided.Sign() > 0 {
		return show(undecided) + " past its deadline"
	}
	return "may be paid or left"
}

func valueNote(total figures.Line) string {
	if total.Stale {
		return "some over a year old"
	}
	return "newest marks, else cost"
}

// nextActs finds the next date to act on, and counts what is overdue.
func nextActs(s history.Sight, at Moment) (next Card, overdue int) {
	next = Card{Title: "Next date", Value: "none", Note: "nothing ahead"}
	var first civil.Date
	s.Agenda(at.AsOf, at.Filter, func(_ figures.Subject, items []figures.Agendum) {
		for i := range items {
			item := &items[i]
			switch {
			case item.Late(at.AsOf) && item.What != figures.DecideBy && item.What != figures.Expires:
				overdue++
			case !item.Late(at.AsOf) && (first.IsZero() || item.On.Before(first)):
				first = item.On
				next.Value = item.On.String()
				next.Note = string(item.What) + ", " + Short(item.Amount)
				next.Alert = item.On.DaysSince(at.AsOf) <= 30
			}
		}
	})
	return next, overdue
}

// tableOf makes a report by its name.
func tableOf(s history.Sight, name string, params report.Params) (report.Table, error) {
	definition, err := report.Named(name)
	if err != nil {
		return report.Table{}, err
	}
	return definition.MakeOf(s, params)
}
