package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Turns appends the days, in order, on which the figures of a commitment change by themselves while it stands as it does
// from one day until another, the zero Date for ever: each is the day after something was due or to be decided.
func Turns(days []civil.Date, d *ledger.Drawdown, from, until civil.Date) []civil.Date {
	given := len(days)
	add := func(deadline civil.Date) {
		if deadline.IsZero() || deadline.Before(from) || !until.IsZero() && !deadline.AddDays(1).Before(until) {
			return
		}
		days = append(days, deadline.AddDays(1))
	}
	add(d.Terms.Expires)
	for i := range d.Tranches {
		p := &d.Tranches[i]
		add(p.Terms.Due)
		add(p.Terms.DecideBy)
		addCalls(p, add)
	}
	addCalls(&d.Free, add)
	if len(days) == given {
		return days
	}
	slices.SortFunc(days[given:], civil.Date.Compare)
	return append(days[:given], slices.Compact(days[given:])...)
}

func addCalls(p *ledger.Part, add func(civil.Date)) {
	for i := range p.Calls {
		add(p.Calls[i].Due)
	}
}
