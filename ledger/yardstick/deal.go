package yardstick

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// deal is a commitment and what it has come to.
type deal struct {
	id       ledger.CommitmentID
	investor ledger.PartyID
	company  *company
	currency int
	number   int // among the commitments, from 0

	end   civil.Date // of its life in the book
	turns int        // entries still to come

	begun    bool
	strength ledger.Strength
	expires  civil.Date
	program  string
	buys     *security

	cap, funded, recallable, released micro
	called                            micro // of what no tranche has taken
	tranches                          []tranche
	wanted                            int // tranches that were negotiated

	lots      []lot
	issued    int        // lots that ever were, for their ids
	paid      ledger.Seq // the last funding
	paidOf    micro      // how much it was
	promise   ledger.ID  // what was undertaken in return; none yet where it is empty
	promised  micro      // what is not yet delivered of it
	slip      ledger.Seq // what is to be taken back at the next turn; 0 for nothing
	slipState *deal      // where the deal stood before it
	heirs     int        // commitments that were passed on out of it
}

// tranche is one part of a commitment and what it has come to.
type tranche struct {
	id                            ledger.TrancheID
	strength                      ledger.Strength // the commitment's where it is empty
	max, funded, released, called micro
	min                           micro // less than 0 where it is not given
	taken                         bool  // by a decision
	waits                         bool  // for its condition
	due, decideBy                 civil.Date
}

// lot is what money bought.
type lot struct {
	id       ledger.LotID
	security *security
	units    micro
	split    int64 // of the security when the units were counted
}

// now is how many units a lot holds after the splits since they were counted.
func (l lot) now() micro { return l.units * micro(l.security.split/l.split) }

func (t *tranche) left() micro { return t.max - t.funded - t.released }

func (d *deal) unfunded() micro { return d.cap - d.funded + d.recallable - d.released }

// free is what no tranche has taken of what is unfunded.
func (d *deal) free() micro {
	left := d.unfunded()
	for i := range d.tranches {
		left -= d.tranches[i].left()
	}
	return left
}

func (d *deal) indicative() bool { return d.strength == ledger.Indicative }

func (d *deal) strengthOf(t *tranche) ledger.Strength {
	if t.strength != "" {
		return t.strength
	}
	return d.strength
}

// mustPay is what of a tranche must be paid once asked.
func (d *deal) mustPay(t *tranche) micro {
	switch {
	case t.min >= 0:
		return t.min
	case d.strengthOf(t) == ledger.Firm:
		return t.max
	default:
		return 0
	}
}

// owed is what of that is not yet paid.
func (d *deal) owed(t *tranche) micro { return min(max(d.mustPay(t)-t.funded, 0), t.left()) }

// payable are the tranches on which money moves: those with something left that wait for nothing and are firm or taken.
func (d *deal) payable(t *tranche) bool {
	return t.left() > 0 && !t.waits && (d.strengthOf(t) == ledger.Firm || t.taken)
}

// undecided says that a tranche is an option that can be decided on.
func (d *deal) undecided(t *tranche) bool {
	return t.left() > 0 && !t.waits && !t.taken && d.strengthOf(t) == ledger.Option
}

// find gives one of the tranches of which something holds, at random; nil where there is none.
func (d *deal) find(g *generator, holds func(*tranche) bool) *tranche {
	first := g.dice.IntN(max(len(d.tranches), 1))
	for i := range d.tranches {
		if t := &d.tranches[(first+i)%len(d.tranches)]; holds(t) {
			return t
		}
	}
	return nil
}

// pot is what money is called and paid out of: a tranche, or what none has taken.
type pot struct {
	tranche *tranche // nil for what no tranche has taken
	id      ledger.TrancheID
	left    micro
	called  *micro
}

// pots are the parts of a deal that money can come out of.
func (d *deal) pots() []pot {
	if d.indicative() {
		return nil
	}
	found := make([]pot, 0, len(d.tranches)+1)
	if free := d.free(); free > 0 {
		found = append(found, pot{left: free, called: &d.called})
	}
	for i := range d.tranches {
		if t := &d.tranches[i]; d.payable(t) {
			found = append(found, pot{tranche: t, id: t.id, left: t.left(), called: &t.called})
		}
	}
	return found
}

// pay takes money out of a pot.
func (d *deal) pay(p pot, paid micro) {
	d.funded += paid
	if p.tranche != nil {
		p.tranche.funded += paid
	}
	*p.called = max(*p.called-paid, 0)
}

// giveUp releases an amount of a pot, and with it the calls that it no longer covers.
func (d *deal) giveUp(p pot, released micro) {
	d.released += released
	if p.tranche != nil {
		p.tranche.released += released
	}
	*p.called = min(*p.called, p.left-released)
}

// of is the pot that is a tranche.
func of(t *tranche) pot { return pot{tranche: t, id: t.id, left: t.left(), called: &t.called} }

// copied is the deal as it stands, for the day on which it is to stand there again.
func (d *deal) copied() *deal {
	before := *d
	before.tranches, before.lots = slices.Clone(d.tranches), slices.Clone(d.lots)
	return &before
}
