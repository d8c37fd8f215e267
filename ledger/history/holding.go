package history

import (
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// holding is what an investor's holding of a company is made of on every day.
type holding struct {
	investor ledger.PartyID
	company  ledger.PartyID
	wholes   steps[*figures.Whole]
	parts    steps[[]figures.HeldPart]
}

// course is a holding in little room, as a history that was worked out has it: what a day does not change of it is kept
// once.
type course struct {
	investor ledger.PartyID
	company  ledger.PartyID
	steps    steps[step]
	worths   []figures.Worth
	seen     []figures.Seen
	which    []uint32 // the parts of each step, by their place among parts
	parts    []part
	kinds    []kind
}

// step is what a holding comes to from a day on.
type step struct {
	cost   figures.Stated
	worths span
	seen   span
	which  span
}

// span is so many values from one on.
type span struct{ at, count uint32 }

// part is a part of a holding for as long as nothing in it changes.
type part struct {
	kind        uint32 // its place among kinds
	cost, worth figures.Stated
}

// kind is what a part of a holding is, amounts apart.
type kind struct {
	security, agreed  ledger.SecurityID
	program           string
	currency, worthIn money.Currency
	method            ledger.Method
	valued            civil.Date
}

// holdings works out the histories of all holdings of a company, in the order of the investors.
func (m *maker) holdings(made *figures.Holdings, company ledger.PartyID) ([]*course, error) {
	drafts := m.courses[:0]
	err := made.Through(company, m.from, func(day civil.Date, held *figures.Holding) {
		at := slices.IndexFunc(drafts, func(c *course) bool { return c.investor == held.Investor })
		if at < 0 && len(held.Parts) == 0 {
			return
		}
		if at < 0 {
			at = len(drafts)
			drafts = m.nextCourse(drafts)
			drafts[at].investor, drafts[at].company = held.Investor, company
		}
		drafts[at].add(day, held)
	})
	m.courses = drafts
	all := make([]*course, len(drafts))
	for i, c := range drafts {
		all[i] = c.compact()
	}
	slices.SortFunc(all, func(x, y *course) int { return strings.Compare(string(x.investor), string(y.investor)) })
	return all, err
}

// clear gives up all steps, and keeps their room.
func (s *steps[T]) clear() { s.days, s.values = s.days[:0], s.values[:0] }

// nextCourse gives one more course to write, in the room of one that was written before where there is such.
func (m *maker) nextCourse(drafts []*course) []*course {
	if len(drafts) == cap(drafts) {
		return append(drafts, new(course))
	}
	drafts = drafts[:len(drafts)+1]
	c := &drafts[len(drafts)-1]
	if *c == nil {
		*c = new(course)
	}
	old := *c
	old.steps.clear()
	old.worths, old.seen, old.which = old.worths[:0], old.seen[:0], old.which[:0]
	old.parts, old.kinds = old.parts[:0], old.kinds[:0]
	return drafts
}

// add gives what the holding is from a day on, which is after the last one given.
func (c *course) add(day civil.Date, held *figures.Holding) {
	var before step
	if last := len(c.steps.values) - 1; last >= 0 {
		before = c.steps.values[last]
	}
	known := c.partsOf(before)
	next := step{cost: held.Whole.Cost, worths: span{uint32(len(c.worths)), uint32(len(held.Whole.Worth))},
		which: span{uint32(len(c.which)), uint32(len(held.Parts))}}
	for i := range held.Parts {
		c.which = append(c.which, c.place(known, &held.Parts[i]))
	}
	if len(c.steps.days) > 0 && slices.Equal(known, c.partsOf(next)) {
		c.which = c.which[:next.which.at]
		return
	}
	c.worths = append(c.worths, held.Whole.Worth...)
	next.seen = before.seen
	if !slices.Equal(c.seenOf(before), held.Whole.Seen) {
		next.seen = span{uint32(len(c.seen)), uint32(len(held.Whole.Seen))}
		c.seen = append(c.seen, held.Whole.Seen...)
	}
	c.steps.add(day, next)
}

// place finds a part among those of the day before, or keeps it.
func (c *course) place(known []uint32, held *figures.HeldPart) uint32 {
	kind := kind{held.Security, held.Agreed, held.Program, held.Currency, held.WorthIn, held.Method, held.Valued}
	next := part{cost: held.Cost, worth: held.Worth}
	at := -1
	for _, one := range known {
		if before := &c.parts[one]; c.kinds[before.kind] == kind {
			at, next.kind = int(one), before.kind
			if *before == next {
				return one
			}
		}
	}
	if at < 0 {
		if at = slices.Index(c.kinds, kind); at < 0 {
			at = len(c.kinds)
			c.kinds = append(c.kinds, kind)
		}
		next.kind = uint32(at)
	}
	c.parts = append(c.parts, next)
	return uint32(len(c.parts) - 1)
}

// compact is the course in no more room than it needs.
func (c *course) compact() *course {
	return &course{investor: c.investor, company: c.company, worths: slices.Clone(c.worths), seen: slices.Clone(c.seen),
		steps: steps[step]{slices.Clone(c.steps.days), slices.Clone(c.steps.values)}, which: slices.Clone(c.which),
		parts: slices.Clone(c.parts), kinds: slices.Clone(c.kinds)}
}

// partsOf are the places of a step's parts.
func (c *course) partsOf(s step) []uint32 { return c.which[s.which.at : s.which.at+s.which.count] }

// appendParts appends the parts of a step.
func (c *course) appendParts(parts []figures.HeldPart, s step) []figures.HeldPart {
	for _, at := range c.partsOf(s) {
		p := &c.parts[at]
		k := &c.kinds[p.kind]
		parts = append(parts, figures.HeldPart{Security: k.security, Agreed: k.agreed, Program: k.program,
			Currency: k.currency, WorthIn: k.worthIn, Method: k.method, Valued: k.valued, Cost: p.cost, Worth: p.worth})
	}
	return parts
}

// seenOf is what is told of a step's parts.
func (c *course) seenOf(s step) []figures.Seen { return c.seen[s.seen.at : s.seen.at+s.seen.count] }

// fill makes whole what the parts of a step come to. It lends what the course keeps.
func (c *course) fill(whole *figures.Whole, s *step) {
	whole.Cost, whole.Worth = s.cost, c.worths[s.worths.at:s.worths.at+s.worths.count]
	whole.Seen = c.seenOf(*s)
}

// write writes the course as a holding.
func (c *course) write(w *writer) {
	h := holding{investor: c.investor, company: c.company}
	for i, day := range c.steps.days {
		whole := new(figures.Whole)
		c.fill(whole, &c.steps.values[i])
		h.wholes.add(day, whole)
		h.parts.add(day, c.appendParts(nil, c.steps.values[i]))
	}
	h.write(w)
}
