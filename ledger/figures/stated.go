package figures

import (
	"stakebook/ledger"
	"stakebook/ledger/money"
)

// Stated is an exact number with how exact the entry is that alone makes it up.
type Stated struct {
	Number    money.Fraction
	Qualifier ledger.Qualifier
}

// Sign is -1, 0 or +1.
func (s Stated) Sign() int { return s.Number.Sign() }

// Add is the sum. It keeps a qualifier where the other is nothing, for then one of the two alone makes it up.
func (s Stated) Add(other Stated) Stated {
	switch {
	case other.Sign() == 0:
		return s
	case s.Sign() == 0:
		return other
	}
	return Stated{Number: s.Number.Add(other.Number)}
}

// gather adds another as Add does, where it is one of very many.
func (s *Stated) gather(other *Stated) {
	switch {
	case other.Number.IsNothing():
	case s.Number.IsNothing():
		*s = *other
	default:
		*s = Stated{Number: s.Number.Gather(other.Number)}
	}
}

// Sub is the difference, with a qualifier as in Add.
func (s Stated) Sub(other Stated) Stated {
	other.Number = other.Number.Neg()
	return s.Add(other)
}
