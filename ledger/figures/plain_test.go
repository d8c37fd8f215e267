package figures_test

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// plain values the holdings of one company on one day from every purchase, as the contract says it and with no thought
// for speed: what the quick way is held to.
type plain struct {
	book    *ledger.Book
	rates   *figures.Rates
	in      money.Currency
	company ledger.PartyID
	day     civil.Date
	missing map[string]bool
}

// plainPurchase is money paid for a holding: what remains of a lot, or a funding that names no security.
type plainPurchase struct {
	lot      ledger.LotID
	security ledger.SecurityID
	agreed   ledger.SecurityID
	program  string
	currency money.Currency
	on       civil.Date
	cost     figures.Stated
}

// plainHoldings are all holdings of a book on a day, by company and investor, those of which there is no part left out,
// and the rates that are missing.
func plainHoldings(b *ledger.Book, in money.Currency, day civil.Date) ([]figures.Holding, []string) {
	var all []figures.Holding
	missing := make(map[string]bool)
	for _, company := range plainParties(b) {
		p := &plain{book: b, rates: figures.RatesOf(b), in: in, company: company, day: day, missing: missing}
		for _, investor := range plainParties(b) {
			if parts := p.parts(investor); len(parts) > 0 {
				all = append(all, figures.Holding{Investor: investor, Company: company, Parts: parts})
			}
		}
	}
	return all, slices.Sorted(maps.Keys(missing))
}

func plainParties(b *ledger.Book) []ledger.PartyID {
	var ids []ledger.PartyID
	for e := range b.All(ledger.KindParty) {
		ids = append(ids, e.Payload.(ledger.Party).ID)
	}
	slices.Sort(ids)
	return ids
}

// converted is an amount in the currency of the holdings; what has no rate counts as nothing and is noted.
func (p *plain) converted(amount money.Amount, on civil.Date, reported money.Decimal) money.Fraction {
	converted, err := p.rates.CostOf(amount, p.in, on, reported)
	if err != nil {
		p.missing[err.Error()] = true
	}
	return converted.Number()
}

// lotCost is what is left of a lot cost; known is false where there is no rate.
func (p *plain) lotCost(lot ledger.Lot) (cost money.Fraction, err error) {
	amount := money.NewAmount(lot.Cost, lot.Currency)
	if lot.ReportedKnown && lot.Currency != p.in {
		amount = money.NewAmount(lot.Reported, p.book.Currency())
	}
	converted, err := p.rates.Convert(amount, p.in, lot.Paid)
	return converted.Number(), err
}

func (p *plain) purchases(investor ledger.PartyID) []plainPurchase {
	var all []plainPurchase
	for e := range p.book.All(ledger.KindFunding) {
		funding := e.Payload.(ledger.Funding)
		terms, _ := p.book.Signed(funding.Commitment)
		isInvestment := funding.Type == "" || funding.Type == ledger.Investment
		if !isInvestment || funding.Security != "" || terms.Company != p.company || terms.Investor != investor ||
			e.Date.After(p.day) {
			continue
		}
		state, _ := p.book.Drawdown(funding.Commitment, p.day)
		cost := p.converted(money.NewAmount(funding.Amount.Fraction(), terms.Currency), e.Date, funding.ReportingAmount)
		all = append(all, plainPurchase{agreed: state.Terms.Security, program: state.Terms.Program,
			currency: terms.Currency, on: e.Date, cost: figures.Stated{Number: cost, Qualifier: e.Qualifier}})
	}
	for _, lot := range p.book.Lots(p.company, p.day) {
		if lot.Holder != investor || lot.Cost.Sign() <= 0 {
			continue
		}
		cost, err := p.lotCost(lot)
		if err != nil {
			p.missing[err.Error()] = true
		}
		made, _ := p.book.Entry(lot.Entry)
		all = append(all, plainPurchase{lot: lot.ID, security: lot.Security, program: lot.Program, currency: lot.Currency,
			on: lot.Paid, cost: figures.Stated{Number: cost, Qualifier: made.Qualifier}})
	}
	return all
}

// marks are the newest mark of each security of a holding, "" for that of the whole.
func (p *plain) marks(investor ledger.PartyID) map[ledger.SecurityID]ledger.Entry {
	marks := make(map[ledger.SecurityID]ledger.Entry)
	for e := range p.book.All(ledger.KindMark) {
		m := e.Payload.(ledger.Mark)
		if m.Company != p.company || m.Holder != investor || m.Holder == "" || e.Date.After(p.day) {
			continue
		}
		if old, known := marks[m.Security]; !known || !e.Date.Before(old.Date) {
			marks[m.Security] = e
		}
	}
	return marks
}

func (p *plain) parts(investor ledger.PartyID) []figures.HeldPart {
	bought, marks := p.purchases(investor), p.marks(investor)
	whole, hasWhole := marks[""]
	var standing []ledger.Entry
	for security, m := range marks {
		later := m.Date.After(whole.Date) || m.Date == whole.Date && m.Seq > whole.Seq
		if security != "" && (!hasWhole || later) {
			standing = append(standing, m)
		}
	}
	slices.SortFunc(standing, func(x, y ledger.Entry) int {
		return cmp.Compare(x.Payload.(ledger.Mark).Security, y.Payload.(ledger.Mark).Security)
	})
	if hasWhole && (len(standing) == 0 || p.heldThen(investor, nil, whole).Sign() > 0) {
		standing = append(standing, whole)
	}
	if len(standing) == 0 {
		return p.atCost(bought)
	}
	var parts []figures.HeldPart
	var newest civil.Date
	for _, e := range standing {
		var mine, others []plainPurchase
		for _, one := range bought {
			if covers(e, p.securityThen(one.lot, one.security, e.Date)) {
				mine = append(mine, one)
			} else {
				others = append(others, one)
			}
		}
		parts, bought = append(parts, p.marked(investor, mine, e)...), others
		if e.Date.After(newest) {
			newest = e.Date
		}
	}
	return append(parts, p.unmarked(bought, newest)...)
}

func covers(mark ledger.Entry, security ledger.SecurityID) bool {
	marked := mark.Payload.(ledger.Mark).Security
	return marked == "" || marked == security
}

func (p *plain) securityThen(id ledger.LotID, now ledger.SecurityID, day civil.Date) ledger.SecurityID {
	for id != "" {
		made, _ := p.book.Defined(ledger.ID(id))
		conversion, converted := made.Payload.(ledger.Conversion)
		if !converted || !made.Date.After(day) {
			return now
		}
		for _, lot := range p.book.Lots(p.company, p.day) {
			if lot.ID == conversion.Lot {
				now = lot.Security
			}
		}
		id = conversion.Lot
	}
	return now
}

func (p *plain) marked(investor ledger.PartyID, mine []plainPurchase, e ledger.Entry) []figures.HeldPart {
	var held, since []plainPurchase
	for _, one := range mine {
		if one.on.After(e.Date) {
			since = append(since, one)
		} else {
			held = append(held, one)
		}
	}
	m := e.Payload.(ledger.Mark)
	now, then := plainCost(held), p.heldThen(investor, held, e)
	value := figures.Stated{Number: m.Value.Fraction(), Qualifier: e.Qualifier}
	if kept, known := now.Div(then); known {
		value.Number = value.Number.Mul(kept)
	} else if p.allGone(investor, e) {
		value = figures.Stated{}
	}
	parts := p.atCost(held)
	if now.Sign() == 0 || len(parts) == 0 {
		parts = []figures.HeldPart{{Security: m.Security, Worth: value}}
	} else {
		for i := range parts {
			share, _ := parts[i].Cost.Number.Div(now)
			parts[i].Worth = figures.Stated{Number: value.Number.Mul(share)}
		}
		if len(parts) == 1 {
			parts[0].Worth = value
		}
	}
	for i := range parts {
		parts[i].Currency, parts[i].WorthIn, parts[i].Valued = m.Currency, m.Currency, e.Date
		parts[i].Method = cmp.Or(m.Method, ledger.AsStated)
	}
	return append(parts, p.atCost(since)...)
}

// heldThen is what the lots that a mark covered on its day cost, and the money of now that named no security.
func (p *plain) heldThen(investor ledger.PartyID, held []plainPurchase, e ledger.Entry) money.Fraction {
	sum := money.Fraction{}
	for _, one := range held {
		if one.lot == "" {
			sum = sum.Add(one.cost.Number)
		}
	}
	for _, lot := range p.book.Lots(p.company, e.Date) {
		if lot.Ended == 0 && lot.Holder == investor && lot.Cost.Sign() != 0 && covers(e, lot.Security) {
			if cost, err := p.lotCost(lot); err == nil {
				sum = sum.Add(cost)
			}
		}
	}
	return sum
}

// allGone says that what a mark covered on its day was in lots, of which none is held any more.
func (p *plain) allGone(investor ledger.PartyID, e ledger.Entry) bool {
	had := slices.ContainsFunc(p.book.Lots(p.company, e.Date), func(lot ledger.Lot) bool {
		return lot.Ended == 0 && lot.Holder == investor && covers(e, lot.Security)
	})
	return had && !slices.ContainsFunc(p.book.Lots(p.company, p.day), func(lot ledger.Lot) bool {
		return lot.Ended == 0 && lot.Holder == investor && !lot.Paid.After(e.Date) &&
			covers(e, p.securityThen(lot.ID, lot.Security, e.Date))
	})
}

// unmarked values what no mark speaks of at cost; money that names no security only where it was paid after all marks.
func (p *plain) unmarked(rest []plainPurchase, newest civil.Date) []figures.HeldPart {
	parts := p.atCost(rest)
	for i := range parts {
		part := &parts[i]
		if part.Security != "" {
			continue
		}
		later := slices.DeleteFunc(slices.Clone(rest), func(one plainPurchase) bool {
			return one.security != "" || one.agreed != part.Agreed || one.program != part.Program ||
				one.currency != part.Currency || !one.on.After(newest)
		})
		part.Worth = figures.Stated{Number: plainCost(later)}
	}
	return parts
}

// atCost gathers purchases of one security, programme and currency into one part each, in the order of the first.
func (p *plain) atCost(bought []plainPurchase) []figures.HeldPart {
	var parts []figures.HeldPart
	for _, one := range bought {
		at := slices.IndexFunc(parts, func(part figures.HeldPart) bool {
			return part.Security == one.security && part.Agreed == one.agreed && part.Program == one.program &&
				part.Currency == one.currency
		})
		if at < 0 {
			at = len(parts)
			parts = append(parts, figures.HeldPart{Security: one.security, Agreed: one.agreed, Program: one.program,
				Currency: one.currency, WorthIn: p.in, Method: ledger.AtCost})
		}
		parts[at].Cost = parts[at].Cost.Add(one.cost)
		parts[at].Worth = parts[at].Cost
	}
	return parts
}

func plainCost(bought []plainPurchase) money.Fraction {
	sum := money.Fraction{}
	for _, one := range bought {
		sum = sum.Add(one.cost.Number)
	}
	return sum
}

// messages are those of joined refusals, each once and in order.
func messages(err error) []string {
	var list []string
	if joined, several := err.(interface{ Unwrap() []error }); several {
		for _, one := range joined.Unwrap() {
			list = append(list, messages(one)...)
		}
	} else if missing := new(figures.NoRate); errors.As(err, &missing) {
		list = append(list, err.Error())
	}
	slices.Sort(list)
	return slices.Compact(list)
}
