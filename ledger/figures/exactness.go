package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Figure names a figure of a commitment, as in the contract.
type Figure string

// The figures that a single entry may make up.
const (
	FigureCap         Figure = "cap"
	FigureFunded      Figure = "funded"
	FigureReleased    Figure = "released"
	FigureRecallable  Figure = "recallable"
	FigureOutside     Figure = "outside"
	FigureDistributed Figure = "distributed"
	FigureIndicative  Figure = "indicative"
)

// Exactness says of the figures of a commitment how exact they are: a figure that one entry alone makes up is as exact as
// that entry. Figures that are exact are left out.
func Exactness(b *ledger.Book, id ledger.CommitmentID, asOf civil.Date) map[Figure]ledger.Qualifier {
	made := make(map[Figure][]ledger.Qualifier)
	indicative := false
	for e, state := range b.Walk(id) {
		if e.Date.After(asOf) {
			break
		}
		indicative = state.Indicative()
		figure, replaces := makes(e)
		if figure == "" {
			continue
		}
		if replaces {
			made[figure] = nil
		}
		made[figure] = append(made[figure], e.Qualifier)
		if p, ok := e.Payload.(ledger.Distribution); ok && p.Recallable.Sign() > 0 {
			made[FigureRecallable] = append(made[FigureRecallable], e.Qualifier)
		}
	}
	if indicative {
		if len(made[FigureReleased]) == 0 {
			made[FigureIndicative] = made[FigureCap]
		}
		delete(made, FigureCap)
		delete(made, FigureReleased)
	}
	exactness := make(map[Figure]ledger.Qualifier)
	for figure, qualifiers := range made {
		if len(qualifiers) == 1 && qualifiers[0] != "" {
			exactness[figure] = qualifiers[0]
		}
	}
	return exactness
}

// makes says which figure an entry goes into, and whether it takes the place of what was there before.
func makes(e ledger.Entry) (figure Figure, replaces bool) {
	switch p := e.Payload.(type) {
	case ledger.Commitment, ledger.Assignment:
		return FigureCap, false
	case ledger.Amendment:
		if p.Cap.Given() {
			return FigureCap, true
		}
	case ledger.Funding:
		if p.Outside == ledger.Yes {
			return FigureOutside, false
		}
		return FigureFunded, false
	case ledger.Release:
		return FigureReleased, false
	case ledger.Distribution:
		return FigureDistributed, false
	case ledger.Condition:
		if p.Outcome == ledger.Failed {
			return FigureReleased, false
		}
	case ledger.Decision:
		if p.Choice == ledger.Withdraw {
			return FigureReleased, false
		}
	}
	return "", false
}
