package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// walk goes once through the days of a company on which its holdings change and gives them from one of those days on.
// What an investor holds is kept up as the days go by, so that a day costs what it changes.
type walk struct {
	of       *Holdings
	company  *company
	from, to civil.Date
	wanted   func(ledger.PartyID) bool
	use      func(civil.Date, *Holding)
	missing  refused

	lotDay    civil.Date // whose lots are taken in and whose other entries are not yet; none where that is no day
	paid      int        // how many of the company's payments and marks are taken in
	marked    int
	turns     []civil.Date // still to come: on which commitments change what they say that money buys
	lots      map[ledger.LotID]*stake
	positions []*position // by investor
	moved     []*position // on the day
	isGiven   bool        // what everybody holds on the first day is given
	held      Holding     // room for what is given
	room      []stake
}

func (h *Holdings) walk(id ledger.PartyID, from, to civil.Date, wanted func(ledger.PartyID) bool) *walk {
	c, ok := h.companies[id]
	if !ok {
		c = &company{id: id}
	}
	return &walk{of: h, company: c, from: from, to: to, wanted: wanted, lots: make(map[ledger.LotID]*stake)}
}

func (w *walk) run() {
	w.gatherTerms()
	for day, changed := range w.of.book.LotChanges(w.company.id) {
		if day.After(w.to) {
			break
		}
		w.goOn(day.AddDays(-1))
		w.begin(day)
		w.lotDay = day
		for i := range changed {
			w.takeLot(&changed[i])
		}
	}
	w.goOn(w.to)
	w.giveAll()
}

// gatherTerms asks the commitments that money was paid on what it buys.
func (w *walk) gatherTerms() {
	for _, on := range w.company.paidOn {
		on.terms, on.stakes = w.of.termsOf(on.id), nil
		for _, terms := range on.terms[1:] {
			w.turns = append(w.turns, terms.on)
		}
	}
	slices.SortFunc(w.turns, civil.Date.Compare)
}

// goOn takes in what is left of every day up to one and gives what it changes.
func (w *walk) goOn(last civil.Date) {
	for {
		day, found := w.next()
		if !found || day.After(last) {
			return
		}
		w.begin(day)
		for w.paid < len(w.company.payments) && w.company.payments[w.paid].on == day {
			w.takePayment(&w.company.payments[w.paid])
			w.paid++
		}
		for len(w.turns) > 0 && w.turns[0] == day {
			w.turns = w.turns[1:]
			w.turn(day)
		}
		for w.marked < len(w.company.marks) && w.company.marks[w.marked].on == day {
			w.takeMark(w.company.marks[w.marked])
			w.marked++
		}
		w.lotDay = civil.Date{}
		w.end(day)
	}
}

// next is the first day of which something is not taken in yet, or whose lots alone are.
func (w *walk) next() (day civil.Date, found bool) {
	look := func(on civil.Date) {
		if !found || on.Before(day) {
			day, found = on, true
		}
	}
	if !w.lotDay.IsZero() {
		look(w.lotDay)
	}
	if w.paid < len(w.company.payments) {
		look(w.company.payments[w.paid].on)
	}
	if w.marked < len(w.company.marks) {
		look(w.company.marks[w.marked].on)
	}
	if len(w.turns) > 0 {
		look(w.turns[0])
	}
	return day, found
}

// begin comes before all that a day changes.
func (w *walk) begin(day civil.Date) {
	if day.After(w.from) {
		w.giveAll()
	}
}

// giveAll gives what everybody holds on the first day, once.
func (w *walk) giveAll() {
	if w.isGiven {
		return
	}
	w.isGiven = true
	for _, p := range w.positions {
		w.give(w.from, p)
	}
	w.end(w.from)
}

// end gives what a day changed, where that is asked for.
func (w *walk) end(day civil.Date) {
	if day.After(w.from) {
		slices.SortFunc(w.moved, func(x, y *position) int { return compareText(x.investor, y.investor) })
		for _, p := range w.moved {
			w.give(day, p)
		}
	}
	for _, p := range w.moved {
		p.isMoved = false
	}
	w.moved = w.moved[:0]
}

// position is what an investor holds; it is noted that the day changes it.
func (w *walk) position(investor ledger.PartyID) *position {
	at, found := slices.BinarySearchFunc(w.positions, investor, func(p *position, investor ledger.PartyID) int {
		return compareText(p.investor, investor)
	})
	if !found {
		w.positions = slices.Insert(w.positions, at, &position{investor: investor})
	}
	p := w.positions[at]
	if !p.isMoved {
		p.isMoved = true
		w.moved = append(w.moved, p)
	}
	return p
}

// paidFor is what something cost, or what that was in the book's currency where it was recorded.
func (w *walk) paidFor(cost money.Fraction, currency money.Currency, reported money.Fraction, known bool) money.Amount {
	if known && currency != w.of.in {
		return money.NewAmount(reported, w.of.rates.reporting)
	}
	return money.NewAmount(cost, currency)
}

func (w *walk) takePayment(p *payment) {
	on := p.paidOn
	if !w.wanted(on.investor) {
		return
	}
	s := w.stake()
	*s = stake{entry: p.entry, on: p.on, qualifier: p.qualifier, counts: true, lives: true,
		paid: w.paidFor(p.amount.Fraction(), on.currency, p.reported.Fraction(), p.reported.Given())}
	s.what = on.whatOn(p.on)
	if len(on.terms) > 1 {
		on.stakes = append(on.stakes, s)
	}
	w.position(on.investor).addPayment(w, s)
}

// whatOn is what money on a commitment buys at the end of a day.
func (on *paidOn) whatOn(day civil.Date) what {
	var found termsFrom
	for _, terms := range on.terms {
		if terms.on.After(day) {
			break
		}
		found = terms
	}
	return what{agreed: found.agreed, program: found.program, currency: on.currency}
}

// turn takes in what commitments say anew from the end of a day on.
func (w *walk) turn(day civil.Date) {
	for _, on := range w.company.paidOn {
		for _, s := range on.stakes {
			if now := on.whatOn(day); s.what != now {
				s.what = now
				w.position(on.investor).isArranged = false
			}
		}
	}
}

func (w *walk) takeLot(lot *ledger.Lot) {
	if !w.wanted(lot.Holder) {
		return
	}
	s, known := w.lots[lot.ID]
	paid := w.paidFor(lot.Cost, lot.Currency, lot.Reported, lot.ReportedKnown)
	if known && s.paid == paid && s.lives == (lot.Ended == 0) {
		return // its units alone are others, which no value hangs on
	}
	if !known {
		s = w.stakeOf(lot)
		w.lots[lot.ID] = s
	}
	s.paid, s.lives, s.counts, s.isKnown = paid, lot.Ended == 0, lot.Cost.Sign() > 0, false
	s.isShare = known || s.was != nil
	if p := w.position(lot.Holder); known {
		p.isArranged = false
	} else {
		p.addLot(w, s)
	}
}

// stake gives room for one more stake.
func (w *walk) stake() *stake {
	const atOnce = 32
	if len(w.room) == 0 {
		w.room = make([]stake, atOnce)
	}
	s := &w.room[0]
	w.room = w.room[1:]
	return s
}

// stakeOf is a lot that has come to be. A conversion carries the marks of what it was along.
func (w *walk) stakeOf(lot *ledger.Lot) *stake {
	made, _ := w.of.book.Entry(lot.Entry)
	s := w.stake()
	*s = stake{lot: lot.ID, entry: lot.Entry, on: lot.Paid, qualifier: made.Qualifier,
		what: what{security: lot.Security, program: lot.Program, currency: lot.Currency}}
	if conversion, ok := made.Payload.(ledger.Conversion); ok && conversion.NewLot == lot.ID {
		s.became, s.was = made.Date, w.lots[conversion.Lot]
	}
	return s
}

// takeMark comes last on its day: what it covered is what was held at the end of it.
func (w *walk) takeMark(m mark) {
	if !w.wanted(m.Holder) {
		return
	}
	p := w.position(m.Holder)
	var then sum
	for _, s := range p.lots {
		if !s.lives || !m.covers(s.what.security) {
			continue
		}
		m.hadLots = true
		if cost, err := w.costOf(s); err == nil { // a rate that is missing is named where its lot is held
			then.add(s, cost)
		}
	}
	m.lotsThen = then.stated().Number
	at, found := slices.BinarySearchFunc(p.marks, m.Security, func(old mark, security ledger.SecurityID) int {
		return compareText(old.Security, security)
	})
	if found {
		p.marks[at] = m
	} else {
		p.marks = slices.Insert(p.marks, at, m)
	}
	p.isArranged = false
}

// costOf is what a stake cost, at the rate of the day on which it was paid.
func (w *walk) costOf(s *stake) (money.Fraction, error) {
	if !s.isKnown {
		cost, err := w.of.rates.Convert(s.paid, w.of.in, s.on)
		s.cost, s.refused, s.isKnown = cost.Number(), err, true
	}
	return s.cost, s.refused
}
