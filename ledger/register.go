package ledger

import (
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

// register is the lots of one company: the booked entries that move them, by date and then by seq.
type register struct {
	events []Entry
}

// lots are a company's lots on a day, ended ones included.
type lots map[LotID]Lot

func (b *Book) foldRegister(events []Entry) (lots, *broken) {
	all := make(lots)
	for _, e := range events {
		if refusal := b.stepLots(all, e); refusal != nil {
			return all, &broken{entry: e, refusal: refusal}
		}
	}
	return all, nil
}

func (b *Book) stepLots(all lots, e Entry) *Refusal {
	switch p := e.Payload.(type) {
	case Funding:
		b.issueFunded(all, e, p)
	case Issuance:
		all[p.Lot] = Lot{ID: p.Lot, Holder: p.Holder, Security: p.Security, Units: p.Units.Fraction(), Known: true,
			Cost: p.Cost.Fraction(), Currency: p.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq, Round: p.Round}
	case Transfer:
		return all.transfer(e, p)
	case Retirement:
		return all.retire(e, p)
	case Conversion:
		return b.convert(all, e, p)
	case Split:
		for id, lot := range all {
			if lot.Security == p.Security {
				lot.Units = lot.Units.Mul(p.Ratio.Fraction())
				all[id] = lot
			}
		}
	case Ownership:
		for _, id := range p.Excludes {
			if lot, ok := all[id]; !ok || lot.Holder != p.Holder {
				return refuse("excludes", "lot %s is not one of %s's %s", id, p.Holder, onDay(e.Date))
			}
		}
	}
	return nil
}

// issueFunded issues the lot that money paid for: so many units, or the amount as principal of a note or SAFE.
func (b *Book) issueFunded(all lots, e Entry, p Funding) {
	commitment := b.original(p.Commitment)
	lot := Lot{ID: LotOf(p, e.Date), Holder: commitment.Investor, Security: p.Security, Cost: p.Amount.Fraction(),
		Currency: commitment.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq, Round: p.Round,
		Reported: p.ReportingAmount.Fraction(), ReportedKnown: p.ReportingAmount.Given(), Program: commitment.Program}
	switch {
	case p.Units.Given():
		lot.Units, lot.Known = p.Units.Fraction(), true
	case b.principal(p.Security):
		lot.Units, lot.Known = p.Amount.Fraction(), true
	}
	all[lot.ID] = lot
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

// take checks that a lot lives and holds so many units, all of them where none are given.
func (all lots) take(e Entry, id LotID, units money.Decimal) (Lot, money.Fraction, *Refusal) {
	lot, ok := all[id]
	if !ok {
		return Lot{}, money.Fraction{}, refuse("lot", "lot %s does not exist %s", id, onDay(e.Date))
	}
	if lot.Ended != 0 {
		return Lot{}, money.Fraction{}, refuse("lot", "lot %s ended with entry %d: nothing is left of it", id, lot.Ended)
	}
	if !units.Given() {
		return lot, lot.Units, nil
	}
	wanted := units.Fraction()
	if over := wanted.Sub(lot.Units); over.Sign() > 0 {
		return Lot{}, money.Fraction{}, refuse("units", "%s units are more than what lot %s holds, %s, by %s",
			money.Group(units.String()), id, lot.Units, over)
	}
	return lot, wanted, nil
}

// reduce takes units out of a lot, with their share of its cost, and ends it where nothing is left. It gives what was taken.
func (all lots) reduce(e Entry, lot Lot, units money.Fraction) (taken Lot) {
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
	all[lot.ID] = lot
	return taken
}

func (all lots) transfer(e Entry, p Transfer) *Refusal {
	lot, units, refusal := all.take(e, p.Lot, p.Units)
	if refusal != nil {
		return refusal
	}
	all.reduce(e, lot, units)
	bought := Lot{ID: p.NewLot, Holder: p.To, Security: lot.Security, Units: units, Known: true,
		Cost: p.Amount.Fraction(), Currency: p.Currency, Paid: e.Date, Acquired: e.Date, Entry: e.Seq}
	all[bought.ID] = bought
	if p.BalanceLot == "" || p.BalanceLot == p.Lot {
		return nil
	}
	rest := all[p.Lot]
	if rest.Ended != 0 {
		return refuse("balance_lot", "all of lot %s is transferred: there is no balance", p.Lot)
	}
	balance := rest
	balance.ID = p.BalanceLot
	all[balance.ID] = balance
	rest.Units, rest.Cost, rest.Ended = money.Fraction{}, money.Fraction{}, e.Seq
	all[rest.ID] = rest
	return nil
}

func (all lots) retire(e Entry, p Retirement) *Refusal {
	lot, units, refusal := all.take(e, p.Lot, p.Units)
	if refusal != nil {
		return refusal
	}
	all.reduce(e, lot, units)
	return nil
}

func (b *Book) convert(all lots, e Entry, p Conversion) *Refusal {
	lot, units, refusal := all.take(e, p.Lot, p.Amount)
	if refusal != nil {
		refusal.Field = "amount"
		if _, exists := all[p.Lot]; !exists || all[p.Lot].Ended != 0 {
			refusal.Field = "lot"
		}
		return refusal
	}
	converted, refusal := b.convertedUnits(lot, units, p)
	if refusal != nil {
		return refusal
	}
	becomes := all.reduce(e, lot, units)
	becomes.ID, becomes.Security, becomes.Units, becomes.Known = p.NewLot, p.Into, converted, true
	becomes.Acquired, becomes.Entry = e.Date, e.Seq
	all[p.NewLot] = becomes
	return nil
}

// convertedUnits are the units that come out: those given, or by the security's own ratio.
func (b *Book) convertedUnits(lot Lot, units money.Fraction, p Conversion) (money.Fraction, *Refusal) {
	if p.Units.Given() {
		return p.Units.Fraction(), nil
	}
	security, _ := b.Security(lot.Security)
	if security.Ratio.IsZero() || (security.ConvertsTo != "" && security.ConvertsTo != p.Into) {
		return money.Fraction{}, refuse("units", "how many units of %s come out is not known: %s has no ratio for it",
			p.Into, lot.Security).hint("give units")
	}
	return units.Mul(security.Ratio.Fraction()), nil
}

// Lots are a company's lots as of a day, ended ones included, by the order in which they came to be.
func (b *Book) Lots(company PartyID, asOf civil.Date) []Lot {
	reg, ok := b.registers[company]
	if !ok {
		return nil
	}
	end := len(reg.events)
	for end > 0 && reg.events[end-1].Date.After(asOf) {
		end--
	}
	all, _ := b.foldRegister(reg.events[:end])
	return slices.SortedFunc(maps.Values(all), func(x, y Lot) int {
		if byEntry := int(x.Entry - y.Entry); byEntry != 0 {
			return byEntry
		}
		return compareText(x.ID, y.ID)
	})
}

// tryRegister says whether a company's lots hold with one entry more.
func (b *Book) tryRegister(company PartyID, e Entry) (events []Entry, refusal *Refusal) {
	var old []Entry
	if reg, ok := b.registers[company]; ok {
		old = reg.events
	}
	events = with(old, e)
	_, wrong := b.foldRegister(events)
	return events, blame(wrong, e)
}
