package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// position is what an investor holds of a company as a walk goes through its days.
type position struct {
	investor ledger.PartyID
	payments []*stake // that named no security, as they were recorded
	lots     []*stake // in the order in which they came to be; ended ones and those that cost nothing included
	marks    []mark   // the newest of each security, by security
	isMoved  bool     // by the day

	isArranged bool      // what follows is up to date
	sections   []section // one for each mark that stands, and last what no mark speaks of
	newest     civil.Date
	whole      Whole // but for what is seen of the parts
}

// stake is money in a holding: what remains of a lot, or a payment that named no security.
type stake struct {
	lot       ledger.LotID // none of a payment
	entry     ledger.Seq   // that made it
	what      what
	on        civil.Date // on which it was paid
	qualifier ledger.Qualifier
	paid      money.Amount // or what it was in the book's currency where that was recorded
	lives     bool
	isShare   bool       // of a lot that was more once
	counts    bool       // it costs something, or is a payment
	became    civil.Date // the day of the conversion that made it; none where none did
	was       *stake     // what it was before that

	isKnown bool // what it cost in the currency of the holdings is worked out
	cost    money.Fraction
	refused error
	isNamed bool // the rate that is missing for it
}

// what says what a stake is in. Stakes that are in the same make one part of a holding.
type what struct {
	security ledger.SecurityID
	agreed   ledger.SecurityID // without a security: what its commitment says
	program  string
	currency money.Currency
}

// section is what one mark speaks of, and what was bought of it since; or what no mark speaks of, all of it since.
type section struct {
	mark  *mark
	held  []group
	since []group

	// What a mark makes of what is held.
	parts []HeldPart
	cost  Stated // of those parts
	worth Stated
}

// group is stakes that are in the same, as one part.
type group struct {
	what  what
	first *stake
	sum   sum
	cost  Stated         // what that comes to
	later money.Fraction // what of that was paid after every mark
}

// securityOn is what a stake was in on an earlier day: a conversion since then carries its mark along.
func (s *stake) securityOn(day civil.Date) ledger.SecurityID {
	for s.was != nil && s.became.After(day) {
		s = s.was
	}
	return s.what.security
}

func (p *position) addPayment(w *walk, s *stake) {
	p.payments = insert(p.payments, s)
	p.add(w, s)
}

func (p *position) addLot(w *walk, s *stake) {
	p.lots = insert(p.lots, s)
	p.add(w, s)
}

func insert(stakes []*stake, s *stake) []*stake {
	at := len(stakes)
	for at > 0 && s.isBefore(stakes[at-1]) {
		at--
	}
	return slices.Insert(stakes, at, s)
}

// add puts a stake in its place where what is arranged can go on as it is: most come after all others.
func (p *position) add(w *walk, s *stake) {
	if !p.isArranged {
		return
	}
	p.isArranged = false
	if !s.counts { // it may still keep a mark from being worth nothing
		return
	}
	groups, isHeld := p.groupsFor(s)
	at := groupOf(*groups, s)
	isLast := len(*groups) == 0 || (*groups)[len(*groups)-1].first.isBefore(s)
	if !isHeld && (at < 0 && isLast || at >= 0 && (*groups)[at].first.isBefore(s)) {
		g := p.put(w, groups, s)
		g.cost = g.sum.stated()
		cost := Stated{Number: s.cost, Qualifier: s.qualifier}
		worth := cost
		if p.isWithinMarks(g) {
			worth = Stated{}
			if s.on.After(p.newest) {
				worth.Number = cost.Number
			}
		}
		p.whole.add(cost, worth, w.of.in)
		p.isArranged = true
	}
}

// groupsFor finds where a stake belongs: to what the first mark that speaks of it found, or what came since; or to what
// no mark speaks of.
func (p *position) groupsFor(s *stake) (groups *[]group, isHeld bool) {
	for i := range p.sections {
		section := &p.sections[i]
		switch m := section.mark; {
		case m == nil:
			return &section.since, false
		case !m.covers(s.securityOn(m.on)):
			continue
		case s.on.After(m.on):
			return &section.since, false
		default:
			return &section.held, true
		}
	}
	return nil, false // the last section has no mark
}

func groupOf(groups []group, s *stake) int {
	return slices.IndexFunc(groups, func(g group) bool { return g.what == s.what })
}

// put adds a stake to its group, which is still to be summed. The stakes that begin the groups of a list come in their
// order.
func (p *position) put(w *walk, groups *[]group, s *stake) *group {
	at := groupOf(*groups, s)
	if at < 0 {
		at = len(*groups)
		*groups = append(*groups, group{what: s.what, first: s})
	}
	cost, err := w.costOf(s)
	if err != nil && !s.isNamed {
		s.isNamed = true
		w.missing.add(err)
	}
	g := &(*groups)[at]
	g.sum.add(s, cost)
	if p.isWithinMarks(g) && s.on.After(p.newest) {
		g.later = g.later.Add(cost)
	}
	return g
}

// sum is what several stakes cost. Shares of lots, which have long denominators, are summed apart from the rest.
type sum struct {
	whole, shares money.Fraction
	qualifier     ledger.Qualifier
}

func (t *sum) add(s *stake, cost money.Fraction) {
	switch {
	case cost.IsNothing():
		return
	case t.whole.IsNothing() && t.shares.IsNothing():
		t.qualifier = s.qualifier
	default:
		t.qualifier = "" // several make it up
	}
	if s.isShare {
		t.shares = t.shares.Add(cost)
	} else {
		t.whole = t.whole.Add(cost)
	}
}

func (t *sum) stated() Stated {
	return Stated{Number: t.whole.Add(t.shares), Qualifier: t.qualifier}
}

// isWithinMarks says that what a group bought is within the marks of the holding's securities, unless it was paid after
// them: money that names no security, where there are such marks and none of the whole holding.
func (p *position) isWithinMarks(g *group) bool {
	return g.what.security == "" && len(p.sections) > 1 && p.sections[len(p.sections)-2].mark.Security != ""
}

// arrange puts every stake in its place and values what the marks found.
func (p *position) arrange(w *walk) {
	p.isArranged = true
	p.sections, p.newest = p.sections[:0], civil.Date{}
	for _, m := range p.standing() {
		p.addSection(m)
		p.newest = later(p.newest, m.on)
	}
	p.addSection(nil)
	for _, stakes := range [...][]*stake{p.payments, p.lots} {
		for _, s := range stakes {
			if s.counts {
				groups, _ := p.groupsFor(s)
				p.put(w, groups, s)
			}
		}
	}
	p.whole.Cost, p.whole.Worth = Stated{}, p.whole.Worth[:0]
	for i := range p.sections {
		section := &p.sections[i]
		section.sumUp()
		if section.mark != nil {
			section.value(p)
			p.whole.add(section.cost, section.worth, section.mark.Currency)
		}
		for j := range section.since {
			g := &section.since[j]
			p.whole.add(g.cost, p.worthOf(g), w.of.in)
		}
	}
}

// addSection adds a section, in the room of one that was there before where there is such.
func (p *position) addSection(m *mark) {
	if len(p.sections) == cap(p.sections) {
		p.sections = append(p.sections, section{mark: m})
		return
	}
	p.sections = p.sections[:len(p.sections)+1]
	s := &p.sections[len(p.sections)-1]
	*s = section{mark: m, held: s.held[:0], since: s.since[:0], parts: s.parts[:0]}
}

// sumUp works out what the groups cost.
func (s *section) sumUp() {
	for _, groups := range [...][]group{s.held, s.since} {
		for i := range groups {
			groups[i].cost = groups[i].sum.stated()
		}
	}
}

func later(x, y civil.Date) civil.Date {
	if x.After(y) {
		return x
	}
	return y
}

// worthOf is what a group is worth that is not part of what a mark found.
func (p *position) worthOf(g *group) Stated {
	if p.isWithinMarks(g) {
		return Stated{Number: g.later}
	}
	return g.cost
}

// give gives what the position comes to at the end of a day.
func (w *walk) give(day civil.Date, p *position) {
	if !p.isArranged {
		p.arrange(w)
	}
	h := &w.held
	h.Investor, h.Company, h.Parts, h.Whole = p.investor, w.company.id, h.Parts[:0], &p.whole
	for i := range p.sections {
		section := &p.sections[i]
		h.Parts = append(h.Parts, section.parts...)
		for j := range section.since {
			part := section.since[j].part()
			part.Worth, part.WorthIn, part.Method = p.worthOf(&section.since[j]), w.of.in, ledger.AtCost
			h.Parts = append(h.Parts, part)
		}
	}
	p.whole.Seen = p.whole.Seen[:0]
	for i := range h.Parts {
		p.whole.Seen = append(p.whole.Seen, Seen{h.Parts[i].Currency, h.Parts[i].Valued})
	}
	w.use(day, h)
}

// part is a group without what it is worth.
func (g *group) part() HeldPart {
	return HeldPart{Security: g.what.security, Agreed: g.what.agreed, Program: g.what.program, Currency: g.what.currency,
		Cost: g.cost}
}

// add sums what a part cost and is worth. What is all worth its cost is summed once.
func (whole *Whole) add(cost, worth Stated, in money.Currency) {
	before := whole.Cost
	whole.Cost = before.Add(cost)
	at := slices.IndexFunc(whole.Worth, func(w Worth) bool { return w.In == in })
	if at < 0 {
		at = len(whole.Worth)
		whole.Worth = append(whole.Worth, Worth{In: in})
	}
	amount := &whole.Worth[at].Amount
	if *amount == before && cost == worth {
		*amount = whole.Cost
		return
	}
	*amount = amount.Add(worth)
}
