package page

import (
	"errors"
	"math/big"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
	"stakebook/ledger/scene"
)

// GroupCaps says what the bars of commitments against caps are gathered under.
type GroupCaps int

// The groupings.
const (
	ByInvestor GroupCaps = iota
	ByCompany
	Ungrouped
)

// CapsOf is the chart of commitments against caps at a moment. Bars are as long as the amounts at the as-of date's rates;
// texts are in each commitment's own currency. What no rate is known for is left out and returned as missing.
func CapsOf(s history.Sight, at Moment, group GroupCaps, order scene.Order, scale scene.Scale) (
	caps scene.Caps, missing error,
) {
	in := currencyOf(s.Book, at)
	portfolio := s.Portfolio(in, at.AsOf, at.Filter)
	caps = scene.Caps{
		Title:    "Commitments against caps",
		Subtitle: "as of " + at.AsOf.String(),
		Unit:     in.String(),
		Order:    order,
		Scale:    scale,
		Groups:   make(map[string]string),
	}
	totals := make(map[string]money.Fraction)
	var absent []error
	for i, c := range portfolio.Commitments() {
		rate, err := portfolio.Rates().On(c.Currency, in, at.AsOf)
		if err != nil {
			absent = append(absent, err)
			continue
		}
		bar := capBar{book: s.Book, c: c, rate: rate, exact: portfolio.Exactness(i)}
		row := bar.row(group)
		caps.Rows = append(caps.Rows, row)
		totals[row.Group] = totals[row.Group].Add(c.Cap.Fraction().Mul(rate))
	}
	for name, total := range totals {
		if name != "" {
			caps.Groups[name] = Short(money.NewAmount(total, in))
		}
	}
	return caps, errors.Join(once(absent)...)
}

func currencyOf(b *ledger.Book, at Moment) money.Currency {
	if at.Currency.IsZero() {
		return b.Currency()
	}
	return at.Currency
}

// capBar makes one bar.
type capBar struct {
	book  *ledger.Book
	c     figures.Commitment
	rate  money.Fraction
	exact figures.Exactness
}

func (r capBar) row(group GroupCaps) scene.CapsRow {
	c := r.c
	investor, company := r.book.PartyName(c.Investor), r.book.PartyName(c.Company)
	row := scene.CapsRow{
		ID:     string(c.ID),
		Detail: string(c.ID),
		Cap:    r.text(c.Cap, figures.FigureCap),
		Funded: r.part(c.Funded.Sub(c.Recallable), figures.FigureFunded),
		Next:   c.NextDue,
	}
	switch group {
	case ByInvestor:
		row.Group, row.Label = investor, company
	case ByCompany:
		row.Group, row.Label = company, investor
	case Ungrouped:
		row.Label = investor + " in " + company
	}
	if used, ok := c.Used(); ok {
		row.Used = Percent(used)
	}
	if c.Indicative.Sign() > 0 {
		row.Cap = ""
		row.Indicative = r.part(c.Indicative, figures.FigureIndicative)
	}
	row.Released = r.part(c.Released, figures.FigureReleased)
	called := r.takeCalled()
	row.Called = r.part(called.called, "")
	row.Firm = r.part(called.firm, "")
	row.Conditional = r.part(called.conditional, "")
	row.Option = r.part(called.option, "")
	row.Alert = r.alert()
	row.Notes = r.notes()
	return row
}

// uncalled are the parts of unfunded with what is called taken out: of firm first, then of conditional, then of option.
type uncalled struct{ called, firm, conditional, option money.Decimal }

func (r capBar) takeCalled() uncalled {
	parts := uncalled{called: r.c.Called, firm: r.c.Firm, conditional: r.c.Conditional, option: r.c.Option}
	rest := r.c.Called
	for _, part := range []*money.Decimal{&parts.firm, &parts.conditional, &parts.option} {
		taken := money.Min(rest, *part)
		*part, rest = part.Sub(taken), rest.Sub(taken)
	}
	return parts
}

func (r capBar) text(amount money.Decimal, figure figures.Figure) string {
	return Qualified(money.NewAmount(amount.Fraction(), r.c.Currency), r.exact[figure])
}

func (r capBar) part(amount money.Decimal, figure figures.Figure) scene.Part {
	if amount.Sign() == 0 {
		return scene.Part{Amount: new(big.Rat)}
	}
	return scene.Part{Amount: amount.Fraction().Mul(r.rate).Rat(), Text: r.text(amount, figure)}
}

// alert is what of a commitment needs a person.
func (r capBar) alert() string {
	switch {
	case r.c.Overdue.Sign() > 0:
		return r.text(r.c.Overdue, "") + " overdue"
	case r.c.Undecided.Sign() > 0:
		return r.text(r.c.Undecided, "") + " undecided"
	default:
		return ""
	}
}

func (r capBar) notes() []scene.Line {
	notes := []scene.Line{{Label: "Signed", Value: r.c.Signed.String()}}
	if !r.c.Expires.IsZero() {
		notes = append(notes, scene.Line{Label: "Expires", Value: r.c.Expires.String()})
	}
	if !r.c.NextDue.IsZero() {
		notes = append(notes, scene.Line{Label: "Next due", Value: r.c.NextDue.String()})
	}
	if r.c.Outside.Sign() > 0 {
		notes = append(notes, scene.Line{Label: "Paid beside the cap", Value: r.text(r.c.Outside, figures.FigureOutside)})
	}
	if r.c.Distributed.Sign() > 0 {
		notes = append(notes, scene.Line{Label: "Received", Value: r.text(r.c.Distributed, figures.FigureDistributed)})
	}
	return notes
}

// once keeps each message once.
func once(errs []error) []error {
	var kept []error
	for _, err := range errs {
		if !slices.ContainsFunc(kept, func(other error) bool { return other.Error() == err.Error() }) {
			kept = append(kept, err)
		}
	}
	return kept
}

// DrawdownOf is the chart of one commitment through time, up to the as-of date.
func DrawdownOf(b *ledger.Book, id ledger.CommitmentID, at Moment) (chart scene.Drawdown, ok bool) {
	state, ok := b.Drawdown(id, at.AsOf)
	if !ok {
		return scene.Drawdown{}, false
	}
	chart = scene.Drawdown{
		Title:    "Drawdown against the cap",
		Subtitle: string(id) + ", as of " + at.AsOf.String(),
		Unit:     state.Terms.Currency.String(),
		AsOf:     at.AsOf,
		Until:    state.Terms.Expires,
	}
	for e, after := range b.Walk(id) {
		if e.Date.After(at.AsOf) {
			break
		}
		c := figures.Of(after, e.Date)
		if last := len(chart.Steps) - 1; last >= 0 && chart.Steps[last].Date == e.Date {
			chart.Steps = chart.Steps[:last]
		}
		chart.Steps = append(chart.Steps, scene.DrawdownStep{
			Date:     e.Date,
			Cap:      stepPart(c.Cap.Add(c.Indicative), c.Currency),
			Funded:   stepPart(c.Funded.Sub(c.Recallable), c.Currency),
			Called:   stepPart(c.Called, c.Currency),
			Released: stepPart(c.Released, c.Currency),
		})
		if kind := eventKind(e); kind != 0 {
			chart.Events = append(chart.Events, scene.DrawdownEvent{ID: e.Seq.String(), Date: e.Date, Kind: kind,
				Title: Sentence(b, e), Lines: sourceLines(e)})
		}
	}
	return chart, true
}

func stepPart(amount money.Decimal, c money.Currency) scene.Part {
	return scene.Part{Amount: amount.Fraction().Rat(), Text: Short(money.NewAmount(amount.Fraction(), c))}
}

func eventKind(e ledger.Entry) scene.EventKind {
	switch e.Kind() {
	case ledger.KindCall:
		return scene.EventCall
	case ledger.KindFunding:
		return scene.EventFunding
	case ledger.KindRelease:
		return scene.EventRelease
	case ledger.KindDistribution:
		return scene.EventDistribution
	case ledger.KindCommitment, ledger.KindAmendment, ledger.KindTranche, ledger.KindDecision, ledger.KindCondition,
		ledger.KindAssignment:
		return scene.EventTerms
	default:
		return 0
	}
}

func sourceLines(e ledger.Entry) []scene.Line {
	lines := []scene.Line{{Label: "Entry", Value: e.Seq.String()}}
	if e.Source != "" {
		lines = append(lines, scene.Line{Label: "Source", Value: e.Source})
	}
	return lines
}
