package figures

import (
	"maps"
	"slices"
	"sort"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Holdings are what every holding of a book is made of, by company, so that they can be valued at the end of any day.
// They are made for one answer and do not follow the book.
type Holdings struct {
	book      *ledger.Book
	rates     *Rates
	in        money.Currency
	companies map[ledger.PartyID]*company
}

// company is what the holdings of one company are made of.
type company struct {
	id       ledger.PartyID
	payments []payment // that name no security, as they were recorded
	marks    []mark    // of holdings, as they were recorded
	terms    map[ledger.CommitmentID][]termsFrom
	days     []lotDay
}

// payment is money paid on a commitment without saying what it bought.
type payment struct {
	investor   ledger.PartyID
	commitment ledger.CommitmentID
	purchase   purchase // without what its commitment says on the day
}

// termsFrom is what a commitment says of what money on it buys, from the end of a day on.
type termsFrom struct {
	on      civil.Date
	agreed  ledger.SecurityID
	program string
}

// lotDay is a company's lots from the end of a day on.
type lotDay struct {
	on    civil.Date
	lots  []ledger.Lot
	moved []ledger.PartyID // who holds or held what changed on the day
}

// HoldingsOf gathers what the holdings of a book are made of. Amounts are in one currency.
func HoldingsOf(b *ledger.Book, rates *Rates, in money.Currency) *Holdings {
	return HoldingsFrom(b, rates, in, func(yield func(ledger.Entry) bool) {
		for _, kind := range [...]ledger.Kind{ledger.KindMark, ledger.KindFunding, ledger.KindSecurity} {
			for e := range b.All(kind) {
				if !yield(e) {
					return
				}
			}
		}
	})
}

func (h *Holdings) company(id ledger.PartyID) *company {
	c, ok := h.companies[id]
	if !ok {
		c = &company{id: id}
		h.companies[id] = c
	}
	return c
}

// Companies are those that something is or was held of, in order.
func (h *Holdings) Companies() []ledger.PartyID {
	return slices.SortedFunc(maps.Keys(h.companies), compareText)
}

// On gives every holding that is asked for at the end of a day, with what it is worth in the currency in which it is
// valued. Every missing rate is refused with *NoRate.
func (h *Holdings) On(day civil.Date, keeps func(investor, company ledger.PartyID) bool, use func(Holding)) error {
	var missing refused
	for _, id := range h.Companies() {
		c := h.companies[id]
		wanted := func(investor ledger.PartyID) bool { return keeps(investor, id) }
		h.prepare(c, day, civil.Date{}, wanted, &missing)
		h.value(c, day, wanted, &missing, use)
		c.forget()
	}
	return missing.err()
}

// Through gives the holdings of a company at the end of a day and of every later day on which something changes in
// them: those of everybody then, or of those in whose holding it does. Every missing rate is refused with *NoRate.
func (h *Holdings) Through(id ledger.PartyID, from civil.Date, use func(civil.Date, Holding)) error {
	c, ok := h.companies[id]
	if !ok {
		return nil
	}
	var missing refused
	h.prepare(c, from, civil.Last(), everyone, &missing)
	changed := c.changes(from)
	for _, day := range slices.SortedFunc(maps.Keys(changed), civil.Date.Compare) {
		who := changed[day]
		wanted := func(investor ledger.PartyID) bool { return who == nil || slices.Contains(who, investor) }
		h.value(c, day, wanted, &missing, func(held Holding) { use(day, held) })
	}
	c.forget()
	return missing.err()
}

func everyone(ledger.PartyID) bool { return true }

// changes are the days from one on at whose end a holding of the company may differ, each with the investors that it
// touches; nil for all of them.
func (c *company) changes(from civil.Date) map[civil.Date][]ledger.PartyID {
	changed := map[civil.Date][]ledger.PartyID{from: nil}
	touch := func(on civil.Date, investor ledger.PartyID) {
		if who, known := changed[on]; on.After(from) && (!known || who != nil) {
			changed[on] = append(who, investor)
		}
	}
	for _, p := range c.payments {
		touch(p.purchase.on, p.investor)
		for _, terms := range c.terms[p.commitment] {
			touch(terms.on, p.investor)
		}
	}
	for _, m := range c.marks {
		touch(m.on(), m.Holder)
	}
	for _, day := range c.days {
		for _, investor := range day.moved {
			touch(day.on, investor)
		}
	}
	return changed
}

// prepare walks through the company's lots and the terms of its commitments as far as the holdings of a day need them,
// and of the later days up to another one.
func (h *Holdings) prepare(c *company, from, to civil.Date, wanted func(ledger.PartyID) bool, missing *refused) {
	needed := []civil.Date{from}
	for _, marks := range c.marksOn(from, wanted) {
		for _, m := range marks {
			needed = append(needed, m.on())
		}
	}
	for stay := range h.book.LotStays(c.id) {
		isNeeded := !to.Before(stay.From) && stay.From.After(from) || slices.ContainsFunc(needed, func(day civil.Date) bool {
			return !day.Before(stay.From) && (stay.Until.IsZero() || day.Before(stay.Until))
		})
		if isNeeded {
			c.days = append(c.days, lotDay{stay.From, stay.Lots(), stay.Moved})
		}
	}
	c.terms = make(map[ledger.CommitmentID][]termsFrom)
	for i := range c.payments {
		p := &c.payments[i]
		if !wanted(p.investor) {
			continue
		}
		if _, known := c.terms[p.commitment]; !known {
			c.terms[p.commitment] = h.termsThrough(p.commitment, from)
		}
		if p.purchase.on.After(from) && p.purchase.on.After(to) {
			continue // its rate need not be known yet
		}
		paid := &p.purchase
		cost, err := h.rates.CostOf(money.NewAmount(paid.amount.Fraction(), paid.currency), h.in, paid.on, paid.reported)
		missing.add(err)
		paid.cost.Number = cost.Number()
	}
}

// forget gives up what was prepared.
func (c *company) forget() { c.terms, c.days = nil, nil }

// termsThrough are what a commitment says of what money on it buys, from a day on.
func (h *Holdings) termsThrough(id ledger.CommitmentID, from civil.Date) []termsFrom {
	var through []termsFrom
	for stay := range h.book.Stays(id, from) {
		terms := stay.State.Terms
		if last := len(through) - 1; last < 0 || through[last].agreed != terms.Security ||
			through[last].program != terms.Program {
			through = append(through, termsFrom{stay.From, terms.Security, terms.Program})
		}
	}
	return through
}

func (c *company) lotsOn(day civil.Date) []ledger.Lot {
	end := sort.Search(len(c.days), func(i int) bool { return c.days[i].on.After(day) })
	if end == 0 {
		return nil
	}
	return c.days[end-1].lots
}

func (c *company) termsOn(id ledger.CommitmentID, day civil.Date) termsFrom {
	var found termsFrom
	for _, terms := range c.terms[id] {
		if terms.on.After(day) {
			break
		}
		found = terms
	}
	return found
}

// value gives the holdings of some investors in a company at the end of a day, in their order.
func (h *Holdings) value(c *company, day civil.Date, wanted func(ledger.PartyID) bool, missing *refused,
	use func(Holding)) {
	v := newValuation(h.book, h.rates, h.in, day, c.lotsOn)
	bought := make(map[ledger.PartyID][]purchase)
	for _, p := range c.payments {
		if p.purchase.on.After(day) || !wanted(p.investor) {
			continue
		}
		terms := c.termsOn(p.commitment, day)
		paid := p.purchase
		paid.agreed, paid.program = terms.agreed, terms.program
		bought[p.investor] = append(bought[p.investor], paid)
	}
	for i := range v.lots {
		if _, known := bought[v.lots[i].Holder]; !known && wanted(v.lots[i].Holder) {
			bought[v.lots[i].Holder] = nil
		}
	}
	marks := c.marksOn(day, wanted)
	for investor := range marks {
		if _, known := bought[investor]; !known {
			bought[investor] = nil
		}
	}
	for _, investor := range slices.SortedFunc(maps.Keys(bought), compareText) {
		paid := append(bought[investor], v.purchasesOfLots(investor, missing)...)
		parts := v.valued(key{investor, c.id}, paid, marks[investor])
		use(Holding{Investor: investor, Company: c.id, Parts: parts})
	}
}

// marksOn gathers the newest mark of each holding and security: the last on the day or before it.
func (c *company) marksOn(day civil.Date, wanted func(ledger.PartyID) bool,
) map[ledger.PartyID]map[ledger.SecurityID]mark {
	marks := make(map[ledger.PartyID]map[ledger.SecurityID]mark)
	for _, m := range c.marks {
		if m.on().After(day) || !wanted(m.Holder) {
			continue
		}
		if marks[m.Holder] == nil {
			marks[m.Holder] = make(map[ledger.SecurityID]mark)
		}
		old, ok := marks[m.Holder][m.Security]
		if !ok || !m.on().Before(old.on()) {
			marks[m.Holder][m.Security] = m
		}
	}
	return marks
}
