package yardstick

import (
	"strconv"

	"stakebook/ledger"
)

// bind makes an indicative commitment binding, sooner or later.
func (g *generator) bind(d *deal) bool {
	if !g.chance(500) {
		return false
	}
	d.strength = pick(g, []ledger.Strength{ledger.Firm, ledger.Firm, ledger.Option})
	amendment := ledger.Amendment{About: ledger.ID(d.id), Strength: d.strength}
	if d.strength == ledger.Option {
		d.expires = d.end.AddDays(g.from(30, 700))
		amendment.Expires = d.expires
	}
	g.agree(amendment, "signed agreement")
	return true
}

// pace is how much of what is left moves at once, so that it lasts as long as the commitment's entries.
func (g *generator) pace(d *deal, p pot) micro {
	share := between(2500/max(d.turns, 1), 3, 1000)
	return g.part(p.left, max(share/2, 1), min(share*3/2, 1000))
}

func (g *generator) call(d *deal) bool {
	pots := d.pots()
	if len(pots) == 0 {
		return false
	}
	p := pick(g, pots)
	open := p.left - *p.called
	if open <= 0 {
		return false
	}
	asked := min(g.pace(d, p), open)
	*p.called += asked
	call := ledger.Call{Commitment: d.id, Amount: amount(asked), Tranche: p.id}
	if g.chance(300) {
		call.Due = g.today.AddBusinessDays(g.from(5, 30))
	}
	g.agree(call, "capital call notice")
	return true
}

// fund pays what was asked for, or, where nothing was, as much as is due.
func (g *generator) fund(d *deal) bool {
	pots := d.pots()
	if len(pots) == 0 {
		return false
	}
	p := pick(g, pots)
	for _, other := range pots {
		if *other.called > *p.called {
			p = other
		}
	}
	paid := *p.called
	switch {
	case paid == 0:
		paid = g.pace(d, p)
	case g.chance(150):
		paid = g.part(paid, 300, 900)
	}
	d.pay(p, paid)
	funding := ledger.Funding{Commitment: d.id, Amount: amount(paid), Tranche: p.id}
	if g.chance(250) {
		funding.Round = d.company.round
	}
	if g.chance(400) {
		g.buy(d, &funding, paid)
	}
	if d.currency != 0 && g.chance(100) {
		funding.ReportingAmount = amount(max(scale(paid, int64(g.field.rates[d.currency]), int64(one))/10_000*10_000, 10_000))
	}
	d.paid, d.paidOf = g.agree(funding, "wire confirmation"), paid
	return true
}

// payOutside pays beside the cap.
func (g *generator) payOutside(d *deal) bool {
	if d.indicative() {
		return false
	}
	paid := amount(g.part(d.cap, 1, 40))
	g.agree(ledger.Funding{Commitment: d.id, Amount: paid, Outside: ledger.Yes}, "wire confirmation")
	return true
}

// payCost pays a fee or an expense, within the cap or beside it.
func (g *generator) payCost(d *deal) bool {
	if d.indicative() {
		return false
	}
	paid := g.part(d.cap, 1, 5)
	types := []ledger.FundingType{ledger.Fee, ledger.Fee, ledger.Expense}
	funding := ledger.Funding{Commitment: d.id, Type: pick(g, types)}
	free := d.free() - d.called
	if free > 0 && g.chance(600) {
		paid = min(paid, free)
		d.pay(pot{left: d.free(), called: &d.called}, paid)
	} else {
		funding.Outside = ledger.Yes
	}
	funding.Amount = amount(paid)
	g.agree(funding, "invoice")
	return true
}

func (g *generator) distribute(d *deal) bool {
	if d.indicative() || d.funded == 0 {
		return false
	}
	received := g.part(d.funded, 1, 60)
	if g.chance(30) {
		g.agree(ledger.Distribution{Holder: d.investor, Company: d.company.id, Currency: g.field.currencies[d.currency],
			Amount: amount(received), Type: ledger.Income}, "distribution notice")
		return true
	}
	distribution := ledger.Distribution{Commitment: d.id, Amount: amount(received),
		Type: pick(g, []ledger.DistributionType{ledger.Income, ledger.Capital, ledger.Gain, ""})}
	if open := d.funded - d.recallable; open > 0 && g.chance(200) {
		again := min(g.part(received, 200, 1000), open)
		d.recallable += again
		distribution.Recallable = amount(again)
	}
	g.agree(distribution, "distribution notice")
	return true
}

// raise gives a commitment of which little is left a higher cap.
func (g *generator) raise(d *deal) bool {
	if d.unfunded() > d.cap/5 || d.cap > 40_000_000_000*one {
		return false
	}
	d.cap += g.part(d.cap, 100, 500)
	g.agree(ledger.Amendment{About: ledger.ID(d.id), Cap: amount(d.cap)}, "amendment agreement")
	return true
}

// amend moves a date: of a tranche, or the last day of an option.
func (g *generator) amend(d *deal) bool {
	later := g.today.AddDays(g.from(60, 800))
	if t := d.find(g, func(t *tranche) bool { return t.left() > 0 }); t != nil {
		amendment := ledger.Amendment{About: ledger.ID(t.id)}
		if d.strengthOf(t) == ledger.Option {
			t.decideBy, amendment.DecideBy = later, later
		} else {
			t.due, amendment.Due = later, later
		}
		g.agree(amendment, "amendment agreement")
		return true
	}
	if d.strength != ledger.Option {
		return false
	}
	d.expires = later
	g.agree(ledger.Amendment{About: ledger.ID(d.id), Expires: later}, "amendment agreement")
	return true
}

// release gives up a part of what no tranche has taken, or now and then all of a tranche.
func (g *generator) release(d *deal) bool {
	if d.indicative() {
		return false
	}
	release := ledger.Release{Commitment: d.id, Reason: pick(g, []ledger.ReleaseReason{ledger.Waived, ledger.Withdrawn})}
	if t := d.find(g, d.undecided); t != nil && g.chance(300) {
		release.Tranche, release.Reason = t.id, ledger.Lapsed
		d.giveUp(of(t), t.left())
		g.agree(release, "notice")
		return true
	}
	free := d.free()
	if free <= 0 {
		return false
	}
	given := g.part(free, 10, 200)
	d.giveUp(pot{left: free, called: &d.called}, given)
	release.Amount = amount(given)
	g.agree(release, "notice")
	return true
}

func (g *generator) decide(d *deal) bool {
	if d.indicative() {
		return false
	}
	t := d.find(g, d.undecided)
	if t == nil {
		return false
	}
	reasons := []string{"", "price below the last round", "strategic fit"}
	decision := ledger.Decision{Tranche: t.id, Reason: pick(g, reasons)}
	owed := d.owed(t)
	switch thrown := g.dice.IntN(10); {
	case thrown < 4:
		decision.Choice = ledger.Full
		t.min, t.taken = t.funded+t.left(), true
	case thrown < 7:
		taken := max(g.part(t.left(), 200, 900), owed)
		decision.Choice, decision.Amount = ledger.Partial, amount(taken)
		t.min, t.taken = t.funded+taken, true
	case thrown < 8:
		decision.Choice = ledger.Withdraw
		d.giveUp(of(t), t.left())
	default:
		decision.Choice = ledger.Defer
		t.decideBy = g.today.AddDays(g.from(60, 500))
		decision.DecideBy = t.decideBy
	}
	g.agree(decision, "investment committee")
	return true
}

// settleCondition says of a tranche that what it waits for happened, or did not.
func (g *generator) settleCondition(d *deal) bool {
	t := d.find(g, func(t *tranche) bool { return t.waits })
	if t == nil {
		return false
	}
	t.waits = false
	condition := ledger.Condition{Tranche: t.id, Outcome: ledger.Met}
	if g.chance(150) {
		condition.Outcome = ledger.Failed
		d.giveUp(of(t), t.left())
	}
	g.agree(condition, "officer's certificate")
	return true
}

// slipUp records what is taken back at the next turn.
func (g *generator) slipUp(d *deal) bool {
	if d.turns == 0 {
		return false
	}
	before := d.copied()
	slips := []func(*generator, *deal) bool{(*generator).call, (*generator).distribute, (*generator).mark,
		(*generator).payCost}
	at := g.dice.IntN(len(slips))
	if !slips[at](g, d) {
		return false
	}
	d.slip, d.slipState = g.seq, before
	return true
}

// dispute records what another source says of the last payment.
func (g *generator) dispute(d *deal) bool {
	if d.paid == 0 {
		return false
	}
	other := max(d.paidOf+micro(g.from(-900, 900))*one/100, 1)
	g.give(ledger.Entry{Date: g.today, Payload: ledger.Funding{Commitment: d.id, Amount: amount(other)},
		Standing: ledger.Claim, Disputes: d.paid, Source: "statement of the company", Qualifier: ledger.About})
	return true
}

// remark is a memo; there is always something to say.
func (g *generator) remark(d *deal) bool {
	about := pick(g, []ledger.ID{ledger.ID(d.id), ledger.ID(d.company.id), ledger.ID(d.investor)})
	g.record(ledger.Memo{About: about, Text: pick(g, []string{"quarterly call with the founders", "board pack received",
		"covenants checked", "audit confirmation sent", "runway in months:"}) + " " + strconv.Itoa(g.from(1, 48))})
	return true
}
