package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Turns are the days, in order, on which the figures of a commitment change by themselves while it stands as it does:
// each is the day after something was due or to be decided.
func Turns(d *ledger.Drawdown) []civil.Date {
	var days []civil.Date
	add := func(deadline civil.Date) {
		if !deadline.IsZero() {
			days = append(days, deadline.AddDays(1))
		}
	}
	add(d.Terms.Expires)
	for i := range d.Tranches {
		p := &d.Tranches[i]
		add(p.Terms.Due)
		add(p.Terms.DecideBy)
		addCalls(p, add)
	}
	addCalls(&d.Free, add)
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}

func addCalls(p *ledger.Part, add func(civil.Date)) {
	for _, call := range p.Calls {
		add(call.Due)
	}
}
