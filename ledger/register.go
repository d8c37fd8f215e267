package ledger

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Lot is units of a security that one holder acquired at once. Of a note or SAFE the units are its principal.
type Lot struct {
	ID       LotID
	Holder   PartyID
	Security SecurityID
	Units    money.Fraction // what there is of it on the day; 0 once it ended or where units are not known
	Known    bool           // the units are known
	Cost     money.Fraction // what was paid for what there is of it
	Currency money.Currency // of the cost; none where no cost is known
	Paid     civil.Date     // the day of that cost, kept through a conversion
	// Reported is what there is of it cost in the book's currency, where that was recorded.
	Reported      money.Fraction
	ReportedKnown bool
	Program       string // of the commitment that paid for it
	Acquired      civil.Date
	Entry         Seq // the entry that made it
	Round         RoundID
	Ended         Seq // the entry that ended it; 0 while it lives
}

// register is the lots of one company: the booked entries that move them, by date and then by seq, and what they come
// to.
type register struct {
	events []*Entry
	latest map[LotID]Lot
}

// lots are a company's lots on a day, ended ones included: those there were, and over them those that changed.
type lots struct {
	before  map[LotID]Lot // read only
	changed map[LotID]Lot
}

func newLots(before map[LotID]Lot) lots { return lots{before: before, changed: make(map[LotID]Lot)} }

func (all lots) find(id LotID) (Lot, bool) {
	if lot, ok := all.changed[id]; ok {
		return lot, true
	}
	lot, ok := all.before[id]
	return lot, ok
}

func (all lots) put(lot Lot) { all.changed[lot.ID] = lot }

func (b *Book) foldRegister(events []*Entry) (map[LotID]Lot, *broken) {
	all := newLots(nil)
	for _, e := range events {
		if refusal := b.stepLots(all, e); refusal != nil {
			return nil, &broken{entry: e, refusal: refusal}
		}
	}
	return all.changed, nil
}

func (b *Book) stepLots(all lots, e *Entry) *Refusal {
	switch p := e.Payload.(type) {
	case Funding:
		b.issueFunded(all, e, p)
	case Issuance:
		all.put(Lot{ID: p.Lot, Holder: p.Holder, Security: p.Security, Units: p.Units.Fraction(), Known: true,
			Cost: p.Cost.Fraction(), Currency: p.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq, Round: p.Round})
	case Transfer:
		return all.transfer(e, p)
	case Retirement:
		return all.retire(e, p)
	case Conversion:
		return b.convert(all, e, p)
	case Split:
		all.split(p)
	case Ownership:
		for _, id := range p.Excludes {
			if lot, ok := all.find(id); !ok || lot.Holder != p.Holder {
				return refuse("excludes", "%s holds no lot %s in %s", p.Holder, id, p.Company)
			}
		}
	}
	return nil
}

// every gives all lots.
func (all lots) every() map[LotID]Lot {
	every := make(map[LotID]Lot, len(all.before)+len(all.changed))
	maps.Copy(every, all.before)
	maps.Copy(every, all.changed)
	return every
}

func (all lots) split(p Split) {
	for _, lot := range all.every() {
		if lot.Security == p.Security {
			lot.Units = lot.Units.Mul(p.Ratio.Fraction())
			all.put(lot)
		}
	}
}

// issueFunded issues the lot that money paid for: so many units, or the amount as principal of a note or SAFE.
func (b *Book) issueFunded(all lots, e *Entry, p Funding) {
	commitment := b.original(p.Commitment)
	lot := Lot{ID: LotOf(p, e.Date), Holder: commitment.Investor, Security: p.Security, Cost: p.Amount.Fraction(),
		Currency: commitment.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq, Round: p.Round,
		Reported: p.ReportingAmount.Fraction(), ReportedKnown: p.ReportingAmount.Given(), Program: commitment.Program}
	if p.Type == Fee || p.Type == Expense { // paid, and no cost of what is held
		none := Lot{}
		lot.Cost, lot.Currency, lot.Reported, lot.ReportedKnown = none.Cost, none.Currency, none.Reported, none.ReportedKnown
	}
	switch {
	case p.Units.Given():
		lot.Units, lot.Known = p.Units.Fraction(), true
	case b.principal(p.Security):
		lot.Units, lot.Known = p.Amount.Fraction(), true
	}
	all.put(lot)
}

// LotOf is the id of the lot that a funding with a security issues: its own, or one made of the commitment and the day.
func LotOf(p Funding, date civil.Date) LotID {
	if p.Lot != "" || p.Security == "" {
		return p.Lot
	}
	return LotID(string(p.Commitment) + "/" + date.String())
}

// principal says that a security's units are money lent: a note or a SAFE.
func (b *Book) principal(id SecurityID) bool {
	security, ok := b.Security(id)
	return ok && (security.Class == Note || security.Class == SAFE)
}

// take checks that a lot lives and holds so many units, all of them where none are given. The field is where those
// stand.
func (all lots) take(id LotID, units money.Decimal, field string) (Lot, money.Fraction, *Refusal) {
	lot, ok := all.find(id)
	switch {
	case !ok:
		return Lot{}, money.Fraction{}, refuse("lot", "lot %s does not exist yet: the entry that makes it, of the same day, "+
			"was recorded later", id)
	case lot.Ended != 0:
		return Lot{}, money.Fraction{}, refuse("lot", "lot %s ended with entry %d: nothing is left of it", id, lot.Ended)
	case !units.Given():
		return lot, lot.Units, nil
	case !lot.Known:
		return Lot{}, money.Fraction{}, refuse(field,
			"how many units lot %s holds is not known: no part of it can be taken", id)
	}
	wanted := units.Fraction()
	if over := wanted.Sub(lot.Units); over.Sign() > 0 {
		return Lot{}, money.Fraction{}, refuse(field, "%s units are more than what lot %s holds (%s) by %s",
			money.Group(units.String()), id, money.Group(lot.Units.String()), money.Group(over.String()))
	}
	return lot, wanted, nil
}

// reduce takes units out of a lot, with their share of its cost, and ends it where nothing is left. It gives what was
// taken.
func (all lots) reduce(e *Entry, lot Lot, units money.Fraction) (taken Lot) {
	share, known := units.Div(lot.Units)
	if !known {
		share = money.Whole(1)
	}
	taken = lot
	taken.Units, taken.Cost, taken.Reported = units, lot.Cost.Mul(share), lot.Reported.Mul(share)
	lot.Units, lot.Cost, lot.Reported = lot.Units.Sub(units), lot.Cost.Sub(taken.Cost), lot.Reported.Sub(taken.Reported)
	if lot.Units.Sign() == 0 {
		lot.Ended = e.Seq
	}
	all.put(lot)
	return taken
}

func (all lots) transfer(e *Entry, p Transfer) *Refusal {
	lot, units, refusal := all.take(p.Lot, p.Units, "units")
	if refusal != nil {
		return refusal
	}
	all.reduce(e, lot, units)
	all.put(Lot{ID: p.NewLot, Holder: p.To, Security: lot.Security, Units: units, Known: true,
		Cost: p.Amount.Fraction(), Currency: p.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq})
	if p.BalanceLot == "" || p.BalanceLot == p.Lot {
		return nil
	}
	rest, _ := all.find(p.Lot)
	if rest.Ended != 0 {
		return refuse("balance_lot", "all of lot %s is transferred: there is no balance", p.Lot).hint("leave it out")
	}
	balance := rest
	balance.ID = p.BalanceLot
	all.put(balance)
	rest.Units, rest.Cost, rest.Reported, rest.Ended = money.Fraction{}, money.Fraction{}, money.Fraction{}, e.Seq
	all.put(rest)
	return nil
}

func (all lots) retire(e *Entry, p Retirement) *Refusal {
	lot, units, refusal := all.take(p.Lot, p.Units, "units")
	if refusal != nil {
		return refusal
	}
	all.reduce(e, lot, units)
	return nil
}

func (b *Book) convert(all lots, e *Entry, p Conversion) *Refusal {
	lot, units, refusal := all.take(p.Lot, p.Amount, "amount")
	if refusal != nil {
		return refusal
	}
	converted, refusal := b.convertedUnits(lot, units, p)
	if refusal != nil {
		return refusal
	}
	becomes := all.reduce(e, lot, units)
	becomes.ID, becomes.Security, becomes.Units, becomes.Known = p.NewLot, p.Into, converted, true
	becomes.Acquired, becomes.Entry = e.Date, e.Seq
	all.put(becomes)
	return nil
}

// convertedUnits are the units that come out: those given, or by the security's own ratio.
func (b *Book) convertedUnits(lot Lot, units money.Fraction, p Conversion) (money.Fraction, *Refusal) {
	if lot.Security == p.Into {
		return money.Fraction{}, refuse("into", "lot %s is of %s already", lot.ID, p.Into)
	}
	if p.Units.Given() {
		return p.Units.Fraction(), nil
	}
	security, _ := b.Security(lot.Security)
	if security.Ratio.IsZero() || (security.ConvertsTo != "" && security.ConvertsTo != p.Into) {
		return money.Fraction{}, refuse("units", "how many units of %s come out is not known: %s has no ratio for it",
			p.Into, lot.Security).hint("give units")
	}
	if !lot.Known {
		return money.Fraction{}, refuse("units", "how many units of %s come out is not known: those of lot %s are not",
			p.Into, lot.ID).hint("give units")
	}
	return units.Mul(security.Ratio.Fraction()), nil
}

// Lots are a company's lots as of a day, ended ones included, by the order in which they came to be.
func (b *Book) Lots(company PartyID, asOf civil.Date) []Lot {
	reg, ok := b.registers[company]
	if !ok {
		return nil
	}
	all := reg.latest
	if events := until(reg.events, asOf); len(events) < len(reg.events) {
		all, _ = b.foldRegister(events)
	}
	return sorted(all)
}

// planLots works out a company's lots with one entry more and gives what would put it in its place.
func (b *Book) planLots(company PartyID, e *Entry) (change func(), wrong *broken) {
	old, ok := b.registers[company]
	if !ok {
		old = &register{latest: make(map[LotID]Lot)}
	}
	events := with(old.events, e)
	if !commutes(e, events) {
		return b.planRegister(company, events)
	}
	if len(b.lots) > fewLots { // a split changes many; a map that was large once is slow to clear for ever after
		b.lots = make(map[LotID]Lot)
	}
	clear(b.lots)
	all := lots{before: old.latest, changed: b.lots}
	if refusal := b.stepLots(all, e); refusal != nil {
		return nil, &broken{entry: e, refusal: refusal}
	}
	return func() {
		maps.Copy(old.latest, all.changed)
		old.events = events
		if !ok {
			b.registers[company] = old
		}
	}, nil
}

// fewLots is how many lots most entries change at the most.
const fewLots = 8

// commutes says that an entry of a register comes to the same after the later ones: it is the last of them, or makes a
// lot that no split has yet met. Nothing else speaks of a lot before it is recorded.
func commutes(e *Entry, events []*Entry) bool {
	at, _ := slices.BinarySearchFunc(events, e, order)
	later := events[at+1:]
	if makesLot := e.Kind() == KindIssuance || e.Kind() == KindFunding; !makesLot {
		return len(later) == 0
	}
	security := SecurityID(e.Text("security"))
	return !slices.ContainsFunc(later, func(other *Entry) bool {
		split, isSplit := other.Payload.(Split)
		return isSplit && split.Security == security
	})
}

// planRegister works out a company's lots under other events and gives what would make them so.
func (b *Book) planRegister(company PartyID, events []*Entry) (change func(), wrong *broken) {
	latest, wrong := b.foldRegister(events)
	if wrong != nil {
		return nil, wrong
	}
	return func() { b.registers[company] = &register{events: events, latest: latest} }, nil
}

// LotChanges gives, day after day, the lots of a company that entries of the day make or change, each as it is at the
// end of the day, by the order in which they came to be. The lots are valid until the next day is asked for.
func (b *Book) LotChanges(company PartyID) iter.Seq2[civil.Date, []Lot] {
	return func(yield func(civil.Date, []Lot) bool) {
		reg, ok := b.registers[company]
		if !ok {
			return
		}
		all := newLots(make(map[LotID]Lot))
		var changed []Lot
		for i, e := range reg.events {
			_ = b.stepLots(all, e) // it was taken
			if i+1 < len(reg.events) && reg.events[i+1].Date == e.Date {
				continue
			}
			changed = changed[:0]
			for id, lot := range all.changed {
				all.before[id], changed = lot, append(changed, lot)
			}
			clear(all.changed)
			slices.SortFunc(changed, byMaking)
			if len(changed) > 0 && !yield(e.Date, changed) {
				return
			}
		}
	}
}

func sorted(all map[LotID]Lot) []Lot { return slices.SortedFunc(maps.Values(all), byMaking) }

// byMaking orders lots as they came to be.
func byMaking(x, y Lot) int { return cmp.Or(int(x.Entry-y.Entry), compareText(x.ID, y.ID)) }
