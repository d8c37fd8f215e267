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
// to. Most lots stay as the entry left them that issued them, and are read from it when they are asked for; kept are
// those that another entry made or changed.
type register struct {
	events []*line
	last   civil.Date // of the last event
	moved  map[LotID]Lot
}

// lots are a company's lots as entries come to them, ended ones included: those there were, and over them those that
// changed.
type lots struct {
	before  map[LotID]Lot // read only
	changed map[LotID]Lot
	book    *Book
	company *name   // of a company whose other lots are as they were issued
	issued  []*line // by these
}

// allLots are a company's lots from its first entry on.
func (b *Book) allLots(before map[LotID]Lot) lots {
	return lots{before: before, changed: make(map[LotID]Lot), book: b}
}

func (all lots) find(id LotID) (Lot, bool) {
	if lot, ok := all.changed[id]; ok {
		return lot, true
	}
	if lot, ok := all.before[id]; ok {
		return lot, true
	}
	named := all.book.names[ID(id)]
	if all.company == nil || named == nil || named.company != all.company {
		return Lot{}, false
	}
	return all.book.issuedBy(all.book.at(named.seq))
}

func (all lots) put(lot Lot) { all.changed[lot.ID] = lot }

// foldRegister gives a company's lots as they were issued, and as they became those that another entry made or changed.
func (b *Book) foldRegister(events []*line) (issued, moved map[LotID]Lot, wrong *broken) {
	issued = make(map[LotID]Lot)
	all := b.allLots(issued)
	for _, e := range events {
		if lot, ok := b.issuedBy(e); ok {
			issued[lot.ID] = lot
		} else if refusal := all.step(e); refusal != nil {
			return nil, nil, &broken{entry: e, refusal: refusal}
		}
	}
	return issued, all.changed, nil
}

// step takes a company's lots one entry further.
func (all lots) step(e *line) *Refusal {
	switch p := e.Payload.(type) {
	case Transfer:
		return all.transfer(e, p)
	case Retirement:
		return all.retire(e, p)
	case Conversion:
		return all.convert(e, p)
	case Split:
		all.split(p)
	case Ownership:
		for _, id := range p.Excludes {
			if lot, ok := all.find(id); !ok || lot.Holder != p.Holder {
				return refuse("excludes", "%s holds no lot %s in %s", p.Holder, id, p.Company)
			}
		}
	default:
		if lot, ok := all.book.issuedBy(e); ok {
			all.put(lot)
		}
	}
	return nil
}

func (all lots) split(p Split) {
	ratio := p.Ratio.Fraction()
	split := func(lot Lot) {
		lot.Units = lot.Units.Mul(ratio)
		all.put(lot)
	}
	for _, lot := range all.changed {
		if lot.Security == p.Security {
			split(lot)
		}
	}
	for id, lot := range all.before {
		if _, done := all.changed[id]; !done && lot.Security == p.Security {
			split(lot)
		}
	}
	for _, e := range all.issued {
		if issues(e) != p.Security {
			continue
		}
		lot, _ := all.book.issuedBy(e)
		_, done := all.changed[lot.ID]
		if _, moved := all.before[lot.ID]; !done && !moved {
			split(lot)
		}
	}
}

// issues gives the security of the lot that an entry issues, which was no lot before; none where it issues none.
func issues(e *line) SecurityID {
	switch p := e.Payload.(type) {
	case Funding:
		return p.Security
	case Issuance:
		return p.Security
	default:
		return ""
	}
}

// issuedBy is the lot that an entry issues, as it issues it; ok is false where it issues none.
func (b *Book) issuedBy(e *line) (lot Lot, ok bool) {
	switch p := e.Payload.(type) {
	case Funding:
		return b.issuedByFunding(e, &p), p.Security != ""
	case Issuance:
		return Lot{ID: p.Lot, Holder: p.Holder, Security: p.Security, Units: p.Units.Fraction(), Known: true,
			Cost: p.Cost.Fraction(), Currency: p.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq, Round: p.Round}, true
	default:
		return Lot{}, false
	}
}

// issuedByFunding is the lot that money paid for: so many units, or the amount as principal of a note or SAFE.
func (b *Book) issuedByFunding(e *line, p *Funding) Lot {
	commitment := b.original(p.Commitment)
	lot := Lot{ID: LotOf(*p, e.Date), Holder: commitment.Investor, Security: p.Security, Cost: p.Amount.Fraction(),
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
	return lot
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
	named := b.names[ID(id)]
	return named != nil && named.lent
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
func (all lots) reduce(e *line, lot Lot, units money.Fraction) (taken Lot) {
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

func (all lots) transfer(e *line, p Transfer) *Refusal {
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

func (all lots) retire(e *line, p Retirement) *Refusal {
	lot, units, refusal := all.take(p.Lot, p.Units, "units")
	if refusal != nil {
		return refusal
	}
	all.reduce(e, lot, units)
	return nil
}

func (all lots) convert(e *line, p Conversion) *Refusal {
	lot, units, refusal := all.take(p.Lot, p.Amount, "amount")
	if refusal != nil {
		return refusal
	}
	converted, refusal := all.book.convertedUnits(lot, units, p)
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
	reg := b.register(company)
	if reg == nil {
		return nil
	}
	all, moved, _ := b.foldRegister(until(reg.events, asOf)) // they were taken
	maps.Copy(all, moved)
	return sorted(all)
}

// register is a company's register; nil where it has none.
func (b *Book) register(company PartyID) *register {
	if named := b.names[ID(company)]; named != nil {
		return named.register
	}
	return nil
}

// moving is what an entry does to the lots of a company.
type moving struct {
	company *name         // none where it moves no lots
	changed map[LotID]Lot // where it is the register's last: those that it changes
	folded  *register     // else the register as it becomes
}

// planLots works out what an entry does to lots.
func (b *Book) planLots(p *placing) (wrong *broken) {
	e := p.entry
	p.lots = moving{company: p.moverOf(e)}
	if p.lots.company == nil {
		return nil
	}
	reg := p.lots.company.register
	switch {
	case reg == nil:
		reg = new(register) // of which the entry is the first
	case !reg.commutes(e):
		p.lots, wrong = b.planRegister(p.lots.company, with(reg.events, e))
		return wrong
	}
	if issues(e) != "" {
		return nil // the lot is read from the entry
	}
	all := lots{before: reg.moved, changed: make(map[LotID]Lot), book: b, company: p.lots.company,
		issued: reg.events}
	if refusal := all.step(e); refusal != nil {
		return &broken{entry: e, refusal: refusal}
	}
	p.lots.changed = all.changed
	return nil
}

// carryOutMoving makes a company's lots what was planned.
func (b *Book) carryOutMoving(to *moving, e *line) {
	switch {
	case to.company == nil:
		return
	case to.folded != nil:
		to.company.register = to.folded
		return
	case to.company.register == nil:
		to.company.register = &register{moved: make(map[LotID]Lot)}
	}
	reg := to.company.register
	maps.Copy(reg.moved, to.changed)
	reg.events = with(reg.events, e)
	reg.last = reg.events[len(reg.events)-1].Date
}

// commutes says that an entry of a register comes to the same after the later ones: it is the last of them, or makes a
// lot that no split has yet met. Nothing else speaks of a lot before it is recorded.
func (r *register) commutes(e *line) bool {
	if r.last.Before(e.Date) {
		return true
	}
	at, _ := slices.BinarySearchFunc(r.events, e, order)
	later := r.events[at:]
	security := issues(e)
	if security == "" {
		return len(later) == 0
	}
	return !slices.ContainsFunc(later, func(other *line) bool {
		split, isSplit := other.Payload.(Split)
		return isSplit && split.Security == security
	})
}

// planRegister works out a company's lots under other events.
func (b *Book) planRegister(company *name, events []*line) (moving, *broken) {
	_, moved, wrong := b.foldRegister(events)
	if wrong != nil {
		return moving{}, wrong
	}
	next := &register{events: events, moved: moved}
	if len(events) > 0 {
		next.last = events[len(events)-1].Date
	}
	return moving{company: company, folded: next}, nil
}

// LotChanges gives, day after day, the lots of a company that entries of the day make or change, each as it is at the
// end of the day, by the order in which they came to be. The lots are valid until the next day is asked for.
func (b *Book) LotChanges(company PartyID) iter.Seq2[civil.Date, []Lot] {
	return func(yield func(civil.Date, []Lot) bool) {
		reg := b.register(company)
		if reg == nil {
			return
		}
		all := b.allLots(make(map[LotID]Lot))
		var changed []Lot
		for i, e := range reg.events {
			_ = all.step(e) // it was taken
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
