package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Act is what a date on the agenda asks for.
type Act string

// What there is to act on.
const (
	CallDue     Act = "call due"
	TrancheDue  Act = "tranche due"
	DecideBy    Act = "decide by"
	Expires     Act = "commitment expires"
	ConditionBy Act = "condition by"
)

// Agendum is a date to act on.
type Agendum struct {
	On         civil.Date
	What       Act
	Commitment ledger.CommitmentID
	Tranche    ledger.TrancheID
	Amount     money.Amount
	Qualifier  ledger.Qualifier // how exact the amount is; AgendaOf alone says it
}

// Late says that the date is past.
func (a Agendum) Late(asOf civil.Date) bool { return a.On.Before(asOf) }

// Agenda lists what is to be acted on of a commitment, past dates included as long as something hangs on them.
// Nothing of an indicative commitment is.
func Agenda(d *ledger.Drawdown, asOf civil.Date) []Agendum {
	if d.Indicative() {
		return nil
	}
	list := agenda{commitment: d.Terms.ID, currency: d.Terms.Currency}
	for i := range d.Tranches {
		list.addTranche(d, &d.Tranches[i], asOf)
	}
	list.addCalls(&d.Free)
	list.add(d.Terms.Expires, Expires, "", Of(d, asOf).Option)
	slices.SortStableFunc(list.items, func(x, y Agendum) int { return x.On.Compare(y.On) })
	return list.items
}

// AgendaOf is Agenda with how exact the amounts are: that of what is left of a tranche, where an amount is all of that.
// It stays the same from day to day until something is recorded of the commitment.
func AgendaOf(b *ledger.Book, d *ledger.Drawdown, asOf civil.Date) []Agendum {
	items := Agenda(d, asOf)
	if !anyQualified(b, d.Terms.ID, asOf) {
		return items
	}
	for i := range items {
		item := &items[i]
		if part := d.Tranche(item.Tranche); part != nil && item.Amount.Number().Equal(part.Left().Fraction()) {
			item.Qualifier = TrancheExactness(b, d, part, asOf)[FigureLeft]
		}
	}
	return items
}

type agenda struct {
	commitment ledger.CommitmentID
	currency   money.Currency
	items      []Agendum
}

func (l *agenda) add(on civil.Date, what Act, tranche ledger.TrancheID, amount money.Decimal) {
	if on.IsZero() || amount.Sign() <= 0 {
		return
	}
	l.items = append(l.items, Agendum{On: on, What: what, Commitment: l.commitment, Tranche: tranche,
		Amount: money.NewAmount(amount.Fraction(), l.currency)})
}

func (l *agenda) addTranche(d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) {
	t := TrancheOf(d, p, asOf)
	id := p.Terms.ID
	l.addCalls(p)
	l.add(p.Terms.Due, TrancheDue, id, t.Left.Sub(t.Called))
	l.add(p.Terms.DecideBy, DecideBy, id, t.Option)
	if p.Condition == ledger.ConditionOpen {
		l.add(p.Terms.ConditionBy, ConditionBy, id, t.Left)
	}
}

func (l *agenda) addCalls(p *ledger.Part) {
	for _, call := range p.Calls {
		l.add(call.Due, CallDue, p.Terms.ID, call.Amount)
	}
}
