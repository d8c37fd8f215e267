package page

import (
	"fmt"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
	"stakebook/ledger/scene"
)

// Detail is one commitment at a moment.
type Detail struct {
	Title    string
	Summary  string
	Drawdown scene.Drawdown
	Tranches report.Table
	History  report.Table
	Actions  []Action
}

// Action is an entry that a person may record about what is shown.
type Action struct {
	Title   string
	Kind    ledger.Kind
	Prefill map[string]string
}

// DetailOf gathers what there is to know of a commitment; of one that has not begun, a sentence that says so.
func DetailOf(s history.Sight, id ledger.CommitmentID, at Moment) (Detail, error) {
	detail := Detail{Summary: "Choose a commitment above.", History: historyTable()}
	if id == "" {
		return detail, nil
	}
	b := s.Book
	state, ok := b.Drawdown(id, at.AsOf)
	if !ok {
		detail.Summary = fmt.Sprintf("%s had not begun on %s.", id, at.AsOf)
		return detail, nil
	}
	c := figures.Of(state, at.AsOf)
	detail.Title = string(id)
	detail.Summary = summaryOf(b, c, figures.ExactnessOf(b, state, at.AsOf))
	detail.Drawdown, _ = DrawdownOf(b, id, at)
	detail.Actions = ActionsFor(id)
	detail.History = HistoryOf(b, id, at)
	params := report.Params{AsOf: at.AsOf, Currency: at.Currency, Filter: figures.Filter{All: true}, Commitment: id}
	tranches, err := tableOf(s, "tranches", params)
	if err != nil {
		return Detail{}, err
	}
	detail.Tranches = tranches
	detail.Tranches.Notes = nil
	return detail, nil
}

// summaryOf says in a line how a commitment stands.
func summaryOf(b *ledger.Book, c figures.Commitment, exact figures.Exactness) string {
	in := func(number money.Decimal, figure figures.Figure) string {
		return Qualified(money.NewAmount(number.Fraction(), c.Currency), exact[figure])
	}
	words := []string{fmt.Sprintf("%s in %s", b.PartyName(c.Investor), b.PartyName(c.Company))}
	if c.Strength == ledger.Indicative {
		return strings.Join(append(words, "indicative, "+in(c.Indicative, figures.FigureIndicative)), " · ")
	}
	words = append(words, "cap "+in(c.Cap, figures.FigureCap), "funded "+in(c.Funded, figures.FigureFunded))
	for _, part := range []struct {
		name   string
		amount money.Decimal
	}{
		{"called", c.Called}, {"firm", c.Firm}, {"conditional", c.Conditional}, {"option", c.Option},
		{"released", c.Released}, {"overdue", c.Overdue}, {"undecided", c.Undecided},
	} {
		if part.amount.Sign() > 0 {
			words = append(words, part.name+" "+in(part.amount, ""))
		}
	}
	return strings.Join(words, " · ")
}

// ActionsFor are the entries one records about a commitment.
func ActionsFor(id ledger.CommitmentID) []Action {
	on := func(field string) map[string]string { return map[string]string{field: string(id)} }
	return []Action{
		{"Call", ledger.KindCall, on("commitment")},
		{"Fund", ledger.KindFunding, on("commitment")},
		{"Tranche", ledger.KindTranche, on("commitment")},
		{"Release", ledger.KindRelease, on("commitment")},
		{"Amend", ledger.KindAmendment, on("about")},
		{"Distribution", ledger.KindDistribution, on("commitment")},
	}
}

// ActionsForTranche are the entries one records about a tranche.
func ActionsForTranche(commitment ledger.CommitmentID, id ledger.TrancheID) []Action {
	both := func() map[string]string {
		return map[string]string{"commitment": string(commitment), "tranche": string(id)}
	}
	alone := func() map[string]string { return map[string]string{"tranche": string(id)} }
	return []Action{
		{"Call...", ledger.KindCall, both()},
		{"Fund...", ledger.KindFunding, both()},
		{"Decide...", ledger.KindDecision, alone()},
		{"Condition met or failed...", ledger.KindCondition, alone()},
		{"Release...", ledger.KindRelease, both()},
		{"Amend...", ledger.KindAmendment, map[string]string{"about": string(id)}},
	}
}

func historyTable() report.Table {
	return report.Table{Name: "history", Title: "History", Columns: []report.Column{
		{Name: "date", Type: report.TypeDate}, {Name: "what", Type: report.TypeText}, {Name: "source", Type: report.TypeText},
		{Name: "note", Type: report.TypeText}, {Name: "entry", Type: report.TypeCount},
	}}
}

// HistoryOf is what happened to a commitment up to the as-of date, with its sources, and the claims that dispute it.
func HistoryOf(b *ledger.Book, id ledger.CommitmentID, at Moment) report.Table {
	table := historyTable()
	add := func(e ledger.Entry) {
		day := e.Date.String()
		if e.Dated == ledger.By {
			day = "by " + day
		}
		table.Rows = append(table.Rows, report.Row{ID: e.Seq.String(), Cells: []report.Cell{
			report.Text(day), report.Text(Sentence(b, e)), report.Text(e.Source), report.Text(e.Note),
			report.Count(int(e.Seq)),
		}})
	}
	for e := range b.Events(id, at.AsOf) {
		add(e)
		for _, claim := range b.Claims(e.Seq) {
			add(claim)
		}
	}
	return table
}
