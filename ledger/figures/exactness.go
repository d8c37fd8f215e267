package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Figure names a figure of a commitment or a tranche, as in the contract.
type Figure string

// The figures that a single entry may make up.
const (
	FigureCap         Figure = "cap"
	FigureFunded      Figure = "funded"
	FigureRecallable  Figure = "recallable"
	FigureReleased    Figure = "released"
	FigureUnfunded    Figure = "unfunded"
	FigureFirm        Figure = "firm"
	FigureConditional Figure = "conditional"
	FigureOption      Figure = "option"
	FigureIndicative  Figure = "indicative"
	FigureOutside     Figure = "outside"
	FigureDistributed Figure = "distributed"
	FigureMax         Figure = "max" // this and the next two of a tranche
	FigureMin         Figure = "min"
	FigureLeft        Figure = "left"
)

// Exactness says of figures how exact they are: a figure that one entry alone makes up is as exact as that entry.
// Figures that are exact are left out; nil where all are.
type Exactness map[Figure]ledger.Qualifier

// ExactnessOf is that of a commitment's figures, of where it stands at the end of a day.
func ExactnessOf(b *ledger.Book, d *ledger.Drawdown, asOf civil.Date) Exactness {
	if !anyQualified(b, d.Terms.ID, asOf) {
		return nil
	}
	made := make(makers)
	for e := range b.Events(d.Terms.ID, asOf) {
		made.take(e)
	}
	unfunded := made.of(FigureCap, FigureFunded, FigureRecallable, FigureReleased)
	if d.Indicative() {
		return makers{FigureIndicative: unfunded}.alone()
	}
	made[FigureUnfunded] = unfunded
	made.takeParts(d, unfunded, qualifiersOfMax(b, d.Terms.ID, asOf))
	return made.alone()
}

// TrancheExactness is that of the figures of one tranche. What is left, and of which sort it is, is as exact as its
// max while nothing was paid or given up.
func TrancheExactness(b *ledger.Book, d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) Exactness {
	if !anyQualified(b, d.Terms.ID, asOf) {
		return nil
	}
	limit := qualifiersOfMax(b, d.Terms.ID, asOf)[p.Terms.ID]
	made := makers{FigureMax: {limit}}
	if !p.Terms.Min.Given() && d.StrengthOf(p) == ledger.Firm {
		made.add(FigureMin, limit)
	}
	if untouched(p) {
		made.add(FigureLeft, limit)
		if !p.Terms.Min.Given() {
			made.takePart(TrancheOf(d, p, asOf), []ledger.Qualifier{limit})
		}
	}
	for e := range b.Events(d.Terms.ID, asOf) {
		if f, ok := e.Payload.(ledger.Funding); ok && f.Tranche == p.Terms.ID && f.Outside != ledger.Yes {
			made.add(FigureFunded, e.Qualifier)
		}
	}
	return made.alone()
}

func anyQualified(b *ledger.Book, id ledger.CommitmentID, asOf civil.Date) bool {
	for e := range b.Events(id, asOf) {
		if e.Qualifier != "" {
			return true
		}
	}
	return false
}

func untouched(p *ledger.Part) bool { return p.Funded.Sign() == 0 && p.Released.Sign() == 0 }

// qualifiersOfMax gives for each tranche how exact the entry is that its max comes from.
func qualifiersOfMax(b *ledger.Book, id ledger.CommitmentID, asOf civil.Date) map[ledger.TrancheID]ledger.Qualifier {
	found := make(map[ledger.TrancheID]ledger.Qualifier)
	for e := range b.Events(id, asOf) {
		switch p := e.Payload.(type) {
		case ledger.Tranche:
			found[p.ID] = e.Qualifier
		case ledger.Amendment:
			if p.Max.Given() {
				found[ledger.TrancheID(p.About)] = e.Qualifier
			}
		case ledger.Assignment:
			if p.Commitment == id {
				delete(found, p.Tranche) // two entries make it up
			}
		}
	}
	return found
}

// makers are the entries that each figure is made of, by how exact they are.
type makers map[Figure][]ledger.Qualifier

func (m makers) add(f Figure, q ledger.Qualifier) { m[f] = append(m[f], q) }

// of lists the entries of several figures.
func (m makers) of(figures ...Figure) []ledger.Qualifier {
	var all []ledger.Qualifier
	for _, f := range figures {
		all = append(all, m[f]...)
	}
	return all
}

// alone keeps the figures that one entry makes up, where that is not exact.
func (m makers) alone() Exactness {
	var exactness Exactness
	for f, qualifiers := range m {
		if len(qualifiers) != 1 || qualifiers[0] == "" {
			continue
		}
		if exactness == nil {
			exactness = make(Exactness)
		}
		exactness[f] = qualifiers[0]
	}
	return exactness
}

// take notes which figure an entry goes into.
func (m makers) take(e ledger.Entry) {
	switch p := e.Payload.(type) {
	case ledger.Commitment, ledger.Assignment:
		m.add(FigureCap, e.Qualifier)
	case ledger.Amendment:
		if p.Cap.Given() {
			m[FigureCap] = []ledger.Qualifier{e.Qualifier}
		}
	case ledger.Funding:
		if p.Outside == ledger.Yes {
			m.add(FigureOutside, e.Qualifier)
			return
		}
		m.add(FigureFunded, e.Qualifier)
	case ledger.Release:
		m.add(FigureReleased, e.Qualifier)
	case ledger.Distribution:
		m.add(FigureDistributed, e.Qualifier)
		if p.Recallable.Sign() > 0 {
			m.add(FigureRecallable, e.Qualifier)
		}
	case ledger.Condition:
		if p.Outcome == ledger.Failed {
			m.add(FigureReleased, e.Qualifier)
		}
	case ledger.Decision:
		if p.Choice == ledger.Withdraw {
			m.add(FigureReleased, e.Qualifier)
		}
	}
}

// takeParts notes which parts of a commitment its firm, conditional and option amounts come from.
func (m makers) takeParts(d *ledger.Drawdown, unfunded []ledger.Qualifier,
	limits map[ledger.TrancheID]ledger.Qualifier) {
	for i := range d.Tranches {
		p := &d.Tranches[i]
		part := TrancheOf(d, p, civil.Date{})
		sources := []ledger.Qualifier{limits[p.Terms.ID]}
		if !untouched(p) || p.Terms.Min.Given() {
			sources = []ledger.Qualifier{"", ""} // more than one entry makes it up
		}
		m.takePart(part, sources)
	}
	if len(d.Tranches) > 0 {
		unfunded = []ledger.Qualifier{"", ""}
	}
	m.takePart(freeOf(d, d.FreeLeft(), civil.Date{}), unfunded)
}

func (m makers) takePart(t Tranche, sources []ledger.Qualifier) {
	for _, part := range []struct {
		figure Figure
		amount money.Decimal
	}{{FigureFirm, t.Firm}, {FigureConditional, t.Conditional}, {FigureOption, t.Option}} {
		if part.amount.Sign() > 0 {
			m[part.figure] = append(m[part.figure], sources...)
		}
	}
}
