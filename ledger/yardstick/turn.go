package yardstick

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// open gives every commitment its first day, its life and its number of entries.
func (g *generator) open() {
	g.due = newCalendar(g.shape.First, g.shape.Last)
	left := g.shape.Entries - int(g.seq) - g.publications()
	span := g.shape.Last.DaysSince(g.shape.First)
	weights, sum := make([]int, g.shape.Commitments), 0
	for i := range weights {
		weights[i] = g.from(30, 170)
		sum += weights[i]
	}
	for i, weight := range weights {
		turns := left
		if i < len(weights)-1 {
			turns = max(left*weight/sum, 1)
		}
		left, sum = left-turns, sum-weight
		d := &deal{id: ledger.CommitmentID(numbered("c-", i+1, 5)), number: i, turns: turns, end: g.shape.Last}
		begins := g.shape.First.AddDays(5)
		if i > 0 {
			begins = g.shape.First.AddDays(g.from(5, span-500))
			d.end = lastBy(g.shape.Last, begins.AddDays(g.from(400, 3600)))
		}
		g.due.add(begins, d)
	}
}

// turn is one entry about a commitment, and the day of the next.
func (g *generator) turn(d *deal) {
	d.turns--
	switch {
	case !d.begun:
		g.begin(d)
	case d.slip != 0:
		g.takeBack(d)
	case len(d.tranches) < d.wanted && g.addTranche(d):
	default:
		g.act(d)
	}
	if d.turns == 0 {
		d.lots = nil
		return
	}
	g.due.add(g.nextDay(d), d)
}

// nextDay spreads what is still to come over what is left of a commitment's life. Its tranches are agreed with it, and
// what was wrong is taken back soon.
func (g *generator) nextDay(d *deal) civil.Date {
	rest := d.end.DaysSince(g.today)
	switch {
	case d.turns == 1:
		return d.end
	case len(d.tranches) < d.wanted:
		return g.today
	case d.slip != 0:
		return g.today.AddDays(min(rest, g.from(0, 3)))
	default:
		return g.today.AddDays(min(rest, g.from(0, 2*rest/d.turns)))
	}
}

// begin makes a commitment: signed, or passed on by another investor.
func (g *generator) begin(d *deal) {
	d.begun = true
	if d.number%100 != 50 || !g.takeOver(d) {
		g.sign(d)
	}
	d.wanted = min(pick(g, []int{2, 2, 2, 3, 3, 3, 1, 4}), d.turns/3)
	g.deals = append(g.deals, d)
}

func (g *generator) sign(d *deal) {
	d.company = g.field.companies[d.number%len(g.field.companies)]
	rivals := 7 * (d.number / len(g.field.companies)) // a company's commitments are those of several investors
	d.investor = g.field.investors[(d.number+rivals)%len(g.field.investors)]
	d.currency = d.number
	if d.number >= g.shape.Currencies {
		d.currency = d.company.currency
		if g.chance(200) {
			d.currency = g.currency()
		}
	}
	d.strength = pick(g, []ledger.Strength{ledger.Firm, ledger.Firm, ledger.Firm, "", ledger.Option, ledger.Indicative})
	if d.turns < 10 && d.strength == ledger.Indicative {
		d.strength = ledger.Firm
	}
	d.cap = g.part(pick(g, []micro{20, 100, 400, 4_000})*1_000_000*one, 50, 1000)
	d.program = pick(g, []string{"", "growth", "core", "seed"})
	d.buys = pick(g, []*security{d.company.preferred, d.company.preferred, d.company.common, d.company.note})
	if d.buys == nil {
		d.buys = d.company.preferred
	}
	terms := ledger.Commitment{ID: d.id, Investor: d.investor, Company: d.company.id, Cap: amount(d.cap),
		Currency: g.field.currencies[d.currency], Strength: d.strength, Program: d.program}
	if d.strength == "" {
		d.strength = ledger.Firm
	}
	if d.strength == ledger.Option {
		d.expires = d.end.AddDays(g.from(30, 700))
		terms.Expires = d.expires
	}
	if g.chance(600) {
		terms.Security = d.buys.id
	}
	if g.chance(400) {
		terms.Valuation, terms.ValuationBasis = amount(d.company.worth), ledger.Post
	}
	g.agree(terms, "subscription agreement")
}

// agree records what was agreed, with where it is written.
func (g *generator) agree(payload ledger.Payload, source string) ledger.Seq {
	e := ledger.Entry{Date: g.today, Payload: payload}
	if g.chance(700) {
		e.Source = source + ", " + g.today.String()
	}
	return g.give(e)
}

// takeOver begins a commitment with a part of another; false where nobody has one to pass on.
func (g *generator) takeOver(d *deal) bool {
	for range 20 {
		if len(g.deals) == 0 {
			return false
		}
		from := pick(g, g.deals)
		to := pick(g, g.field.investors)
		if from.slip != 0 || from.indicative() || to == from.investor {
			continue
		}
		free := from.free() - from.called
		if free < 1000*one {
			continue
		}
		d.investor, d.company, d.currency, d.strength = to, from.company, from.currency, from.strength
		d.expires, d.program, d.buys = from.expires, from.program, from.buys
		d.cap = g.part(free, 100, 500)
		from.cap -= d.cap
		from.heirs++
		g.agree(ledger.Assignment{Commitment: from.id, Amount: amount(d.cap), To: to, NewCommitment: d.id},
			"transfer agreement")
		return true
	}
	return false
}

// addTranche agrees one more tranche; false where nothing is left to make it of.
func (g *generator) addTranche(d *deal) bool {
	free := d.free() - d.called
	if free < 1000*one {
		d.wanted = len(d.tranches)
		return false
	}
	share := 850 / max(d.wanted-len(d.tranches), 1)
	t := tranche{id: ledger.TrancheID(string(d.id) + "/" + string(rune('a'+len(d.tranches)))),
		max: g.part(free, share/2, share), min: -1}
	terms := ledger.Tranche{ID: t.id, Commitment: d.id, Max: amount(t.max)}
	if !d.indicative() {
		t.strength = pick(g, []ledger.Strength{"", ledger.Firm, ledger.Option})
		terms.Strength = t.strength
	}
	life := max(d.end.DaysSince(g.today), 2)
	if d.strengthOf(&t) == ledger.Option {
		t.decideBy = g.today.AddDays(g.from(life/4, life+400))
		terms.DecideBy = t.decideBy
		if g.chance(200) {
			t.min = g.part(t.max, 50, 300)
			terms.Min = amount(t.min)
		}
	} else if g.chance(700) {
		t.due = g.today.AddDays(g.from(life/4, life+400))
		terms.Due = t.due
	}
	if g.chance(250) {
		t.waits = true
		terms.Condition = pick(g, []string{"first commercial delivery", "regulatory approval", "the next model ships",
			"annual revenue of 100 million"})
		terms.ConditionBy = g.today.AddDays(g.from(life/4, life))
	}
	if g.chance(300) {
		terms.Valuation, terms.ValuationBasis = amount(d.company.worth), ledger.Pre
		terms.Price = amount(d.company.preferred.price)
	}
	d.tranches = append(d.tranches, t)
	g.agree(terms, "subscription agreement")
	return true
}

// an act records one entry about a commitment; false where the commitment has no place for it.
type act struct {
	weight int
	do     func(*generator, *deal) bool
}

// acts is what happens, with how often of all that happens. The first ones are the work of most days.
func acts() []act {
	return []act{
		{260, (*generator).call}, {270, (*generator).fund}, {100, (*generator).distribute},
		{110, (*generator).mark}, {40, (*generator).own}, {45, (*generator).remark}, {15, (*generator).hold},
		{40, (*generator).deliver}, {10, (*generator).amend}, {12, (*generator).raise}, {12, (*generator).release},
		{30, (*generator).decide}, {25, (*generator).settleCondition}, {8, (*generator).issueUnits},
		{8, (*generator).transfer}, {8, (*generator).retire}, {30, (*generator).convert}, {2, (*generator).split},
		{12, (*generator).slipUp}, {6, (*generator).dispute}, {15, (*generator).payOutside}, {18, (*generator).payCost},
	}
}

// act records what comes next: money where it was asked for, else what the dice say and the commitment has a place for.
func (g *generator) act(d *deal) {
	if d.indicative() && g.bind(d) {
		return
	}
	if g.asked(d) && g.chance(620) && g.fund(d) {
		return
	}
	all, sum := g.acts, 0
	for _, a := range all {
		sum += a.weight
	}
	for range 4 {
		thrown := g.dice.IntN(sum)
		at := slices.IndexFunc(all, func(a act) bool { thrown -= a.weight; return thrown < 0 })
		if all[at].do(g, d) {
			return
		}
	}
	if d.unfunded() == 0 && g.raise(d) || g.mark(g.deals[g.dice.IntN(len(g.deals))]) {
		return
	}
	g.remark(d)
}

// asked says that a call is open.
func (g *generator) asked(d *deal) bool {
	return d.called > 0 || slices.ContainsFunc(d.tranches, func(t tranche) bool { return t.called > 0 })
}

// takeBack reverses what was recorded by mistake.
func (g *generator) takeBack(d *deal) {
	slip, turns := d.slip, d.turns
	*d = *d.slipState
	d.turns = turns
	g.record(ledger.Reversal{Entry: slip, Reason: pick(g, []string{"undo", "recorded twice", "wrong amount"})})
}
