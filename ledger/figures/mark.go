package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// mark is a valuation of a holding, or of one security of it.
type mark struct {
	ledger.Mark
	entry     ledger.Seq
	on        civil.Date
	qualifier ledger.Qualifier
	hadLots   bool           // it found lots that lived
	lotsThen  money.Fraction // what they cost
}

// covers says whether a mark of one security, or of all of them, speaks of what was then of a security.
func (m *mark) covers(security ledger.SecurityID) bool {
	return m.Security == "" || m.Security == security
}

// standing are the newest marks that are not replaced: a mark of the whole holding replaces earlier ones of its
// securities. It comes last and speaks of what no newer mark does, where they leave anything that it found.
func (p *position) standing() []*mark {
	marks := make([]*mark, len(p.marks))
	for i := range p.marks {
		marks[i] = &p.marks[i]
	}
	if len(marks) == 0 || marks[0].Security != "" { // by security: that of none comes first
		return marks
	}
	whole := marks[0]
	marks = slices.DeleteFunc(marks[1:], func(m *mark) bool { return !m.replaces(whole) })
	if len(marks) == 0 || whole.lotsThen.Sign() > 0 {
		marks = append(marks, whole)
	}
	return marks
}

// replaces says that a mark of one security came after that of the whole holding.
func (m *mark) replaces(whole *mark) bool {
	if m.on != whole.on {
		return m.on.After(whole.on)
	}
	return m.entry > whole.entry
}

// value makes the parts that a mark goes to: each security and programme by its share of the cost. The mark is worth
// what is still held of what it found; what money that named no security bought is never sold.
func (s *section) value(p *position) {
	m := s.mark
	now, then := money.Fraction{}, m.lotsThen
	for i := range s.held {
		now = now.Add(s.held[i].cost.Number)
		if s.held[i].what.security == "" {
			then = then.Add(s.held[i].cost.Number)
		}
		s.cost = s.cost.Add(s.held[i].cost)
	}
	s.worth = Stated{Number: m.Value.Fraction(), Qualifier: m.qualifier}
	if kept, known := now.Div(then); known {
		s.worth.Number = s.worth.Number.Mul(kept)
	} else if p.isAllGone(m) {
		s.worth = Stated{}
	}
	switch {
	case now.Sign() == 0:
		s.parts, s.cost = append(s.parts, HeldPart{Security: m.Security, Worth: s.worth}), Stated{}
	case len(s.held) == 1:
		s.parts = append(s.parts, s.held[0].part())
		s.parts[0].Worth = s.worth
	default:
		s.worth.Qualifier = "" // several make it up
		unit, _ := s.worth.Number.Div(now)
		for i := range s.held {
			part := s.held[i].part()
			part.Worth = Stated{Number: part.Cost.Number.Mul(unit)}
			s.parts = append(s.parts, part)
		}
	}
	for i := range s.parts {
		part := &s.parts[i]
		part.Currency, part.WorthIn, part.Method, part.Valued = m.Currency, m.Currency, m.Method, m.on
		if m.Method == "" {
			part.Method = ledger.AsStated
		}
	}
}

// isAllGone says that what a mark found was in lots, of which none is held any more.
func (p *position) isAllGone(m *mark) bool {
	return m.hadLots && !slices.ContainsFunc(p.lots, func(s *stake) bool {
		return s.lives && !s.on.After(m.on) && m.covers(s.securityOn(m.on))
	})
}
