package yardstick

import (
	"strconv"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// maxLots is how many of the lots that a commitment paid for are remembered, to be sold or split again.
const maxLots = 4

// lotID is the id of a commitment's next lot.
func (d *deal) lotID() ledger.LotID {
	d.issued++
	return ledger.LotID(numbered(string(d.id)+"/l", d.issued, 1))
}

// keep remembers a lot in place of the oldest.
func (d *deal) keep(l lot) {
	if len(d.lots) == maxLots {
		d.lots = append(d.lots[:0], d.lots[1:]...)
	}
	d.lots = append(d.lots, l)
}

// buy makes a payment issue a lot: units at the security's price, or a note's principal.
func (g *generator) buy(d *deal, funding *ledger.Funding, paid micro) {
	l := lot{security: d.buys, units: paid, split: d.buys.split}
	if d.buys != d.company.note {
		if l.units = scale(paid, int64(one), int64(d.buys.price)) / 100 * 100; l.units == 0 {
			return
		}
		funding.Units = amount(l.units)
	}
	l.id = d.lotID()
	funding.Security, funding.Lot = d.buys.id, l.id
	d.keep(l)
}

// anyLot finds one of the lots remembered, of a note or of anything else.
func (g *generator) anyLot(d *deal, note bool) (at int, ok bool) {
	first := g.dice.IntN(max(len(d.lots), 1))
	for i := range d.lots {
		at := (first + i) % len(d.lots)
		if (d.lots[at].security == d.company.note) == note {
			return at, true
		}
	}
	return 0, false
}

func (d *deal) forget(at int) { d.lots = append(d.lots[:at], d.lots[at+1:]...) }

// issueUnits gives units beside a payment: a grant, or a purchase from the company.
func (g *generator) issueUnits(d *deal) bool {
	s := d.company.common
	if s == nil {
		s = d.company.preferred
	}
	l := lot{id: d.lotID(), security: s, units: micro(g.from(100, 90_000)) * one, split: s.split}
	issuance := ledger.Issuance{Lot: l.id, Holder: d.investor, Security: s.id, Units: amount(l.units)}
	if g.chance(600) {
		issuance.Cost = amount(max(scale(l.units, int64(s.price), int64(one))/10_000*10_000, 10_000))
		issuance.Currency = g.field.currencies[d.currency]
	}
	d.keep(l)
	g.agree(issuance, "share certificate")
	return true
}

func (g *generator) transfer(d *deal) bool {
	at, ok := g.anyLot(d, false)
	to := pick(g, g.field.investors)
	if !ok || to == d.investor || d.lots[at].now() < 2 {
		return false
	}
	l := &d.lots[at]
	units := g.part(l.now(), 100, 600)
	transfer := ledger.Transfer{Lot: l.id, To: to, Units: amount(units), NewLot: d.lotID()}
	if g.chance(800) {
		transfer.Amount = amount(max(scale(units, int64(l.security.price), int64(one))/10_000*10_000, 10_000))
		transfer.Currency = g.field.currencies[d.currency]
	}
	*l = lot{id: l.id, security: l.security, units: l.now() - units, split: l.security.split}
	if l.units == 0 {
		d.forget(at)
	}
	g.agree(transfer, "transfer form")
	return true
}

func (g *generator) retire(d *deal) bool {
	at, ok := g.anyLot(d, false)
	if !ok {
		return false
	}
	l := d.lots[at]
	reasons := []ledger.RetirementReason{ledger.Repurchased, ledger.Cancelled}
	retirement := ledger.Retirement{Lot: l.id, Reason: pick(g, reasons)}
	gone := l.now()
	if g.chance(500) && gone > 1 {
		gone = g.part(gone, 100, 900)
		retirement.Units = amount(gone)
	}
	d.lots[at] = lot{id: l.id, security: l.security, units: l.now() - gone, split: l.security.split}
	if d.lots[at].units == 0 {
		d.forget(at)
	}
	if retirement.Reason == ledger.Repurchased {
		retirement.Amount = amount(max(scale(gone, int64(l.security.price), int64(one))/10_000*10_000, 10_000))
		retirement.Currency = g.field.currencies[d.currency]
	}
	g.agree(retirement, "repurchase notice")
	return true
}

// convert turns a note into preferred units.
func (g *generator) convert(d *deal) bool {
	at, ok := g.anyLot(d, true)
	if !ok {
		return false
	}
	l, into := d.lots[at], d.company.preferred
	units := scale(l.units, int64(one), int64(into.price)) / 100 * 100
	if units == 0 {
		return false
	}
	d.forget(at)
	became := lot{id: d.lotID(), security: into, units: units, split: into.split}
	d.keep(became)
	g.agree(ledger.Conversion{Lot: l.id, Into: into.id, NewLot: became.id, Units: amount(units)}, "conversion notice")
	return true
}

// split is two or three new units for an old one. A security is split a few times at most.
func (g *generator) split(d *deal) bool {
	s := d.company.preferred
	if s.split > 4 || s.price < one {
		return false
	}
	times := int64(g.from(2, 3))
	ratio, _ := money.ParseRatio(strconv.FormatInt(times, 10))
	s.split *= times
	s.price = max(s.price/micro(times), 10_000)
	g.agree(ledger.Split{Security: s.id, Ratio: ratio}, "charter amendment")
	return true
}

// hold is a financing of the company, at a new price.
func (g *generator) hold(d *deal) bool {
	c := d.company
	fresh := g.part(c.worth, 40, 300)
	before := g.revalue(c, 850, 1600)
	c.rounds++
	round := ledger.Round{ID: ledger.RoundID(numbered(string(c.id)+"/r", c.rounds, 1)), Company: c.id,
		Currency: g.field.currencies[c.currency], PreMoney: amount(before), NewMoney: amount(fresh)}
	c.worth = before + fresh
	if g.chance(700) {
		round.PostMoney = amount(c.worth)
	}
	if g.chance(600) {
		round.Price = amount(c.preferred.price)
	}
	c.round = round.ID
	g.agree(round, "term sheet")
	return true
}

// revalue moves what a company is worth, and the price of its units with it.
func (g *generator) revalue(c *company, low, high int) micro {
	change := int64(g.from(low, high))
	c.worth = min(max(g.rounded(scale(c.worth, change, 1000)), 100_000*one), 400_000_000_000*one)
	c.preferred.price = min(max(scale(c.preferred.price, change, 1000), 10_000), 100_000*one)
	return c.worth
}

// mark values the company, or what the investor holds of it.
func (g *generator) mark(d *deal) bool {
	c := d.company
	mark := ledger.Mark{Company: c.id, Currency: g.field.currencies[c.currency],
		Method: pick(g, []ledger.Method{"", ledger.AtRound, ledger.AtMultiple, ledger.AtCashFlow, ledger.AsStated})}
	if g.chance(500) {
		mark.Value = amount(g.revalue(c, 900, 1120))
	} else {
		mark.Holder = d.investor
		mark.Value = amount(g.part(max(d.cap, one), 200, 1000))
		mark.Currency = g.field.currencies[d.currency]
	}
	g.agree(mark, "valuation memo")
	return true
}

func (g *generator) own(d *deal) bool {
	ownership := ledger.Ownership{Holder: d.investor, Company: d.company.id,
		Percent: percent(text(micro(g.from(10, 1900))*one/100, 2))}
	ownership.Basis = pick(g, []ledger.OwnershipBasis{"", ledger.OfIssued, ledger.OfDiluted})
	g.agree(ownership, "cap table extract")
	return true
}

// deliver delivers on what the company promised, which it first has to promise.
func (g *generator) deliver(d *deal) bool {
	if d.promise != "" && d.promised > 0 {
		done := g.part(d.promised, 20, 150)
		d.promised -= done
		g.agree(ledger.Delivery{Undertaking: ledger.UndertakingID(d.promise), Amount: amount(done)}, "usage report")
		return true
	}
	if d.promise != "" || !g.chance(150) {
		return false
	}
	d.promise, d.promised = ledger.ID("u-"+string(d.id)), g.part(d.cap, 100, 1000)
	promise := ledger.Undertaking{ID: ledger.UndertakingID(d.promise), From: d.company.id, To: d.investor,
		Total: amount(d.promised), Starts: g.today, Ends: g.today.AddDays(g.from(365, 3650)), Commitment: d.id}
	if g.chance(700) {
		promise.Type, promise.Currency = "spend", g.field.currencies[d.currency]
	} else {
		promise.Type, promise.Unit = "compute", "GPU hours"
	}
	g.agree(promise, "commercial agreement")
	return true
}
