package figures

import (
	"cmp"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// StaleAfter is the age in days beyond which a value is flagged as stale.
const StaleAfter = 365

// Holding is what one investor holds of one company, by security and programme, in the portfolio's currency.
type Holding struct {
	Investor ledger.PartyID
	Company  ledger.PartyID
	Parts    []HeldPart
}

// HeldPart is one security of a holding; without a security, what was paid for without saying what it bought.
type HeldPart struct {
	Security ledger.SecurityID
	Agreed   ledger.SecurityID // without a security: what the commitment says that the money buys
	Program  string
	Currency money.Currency // in which it is valued, or was paid for
	Cost     Stated
	Value    Stated // fair value
	Method   ledger.Method
	Valued   civil.Date // the day of the mark; none at cost
	Stale    bool       // the mark is older than StaleAfter days
}

// purchase is money paid for a holding: what remains of a lot, or a funding that names no security.
type purchase struct {
	lot      ledger.LotID // none of what names no security
	security ledger.SecurityID
	agreed   ledger.SecurityID // of what names no security: its commitment's
	program  string
	currency money.Currency
	on       civil.Date
	cost     Stated // in the portfolio's currency, of what is still held
}

// key is one investor's holding of one company.
type key struct{ investor, company ledger.PartyID }

// Holdings are all holdings, in the order of investor and company. Every missing rate is refused with *NoRate.
func (f *Portfolio) Holdings() ([]Holding, error) {
	var missing refused
	bought := f.purchases(&missing)
	marks := f.marks()
	keys := make([]key, 0, len(bought))
	for k := range bought {
		keys = append(keys, k)
	}
	for k := range marks {
		if _, also := bought[k]; !also {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(x, y key) int {
		if x.investor != y.investor {
			return compareText(x.investor, y.investor)
		}
		return compareText(x.company, y.company)
	})
	holdings := make([]Holding, 0, len(keys))
	for _, k := range keys {
		parts, err := f.valued(k, bought[k], marks[k])
		missing.add(err)
		parts = slices.DeleteFunc(parts, func(part HeldPart) bool { return !f.sieve.Keeps(f.subjectOf(k, part)) })
		if len(parts) > 0 {
			holdings = append(holdings, Holding{Investor: k.investor, Company: k.company, Parts: parts})
		}
	}
	if err := missing.err(); err != nil {
		return nil, err
	}
	return holdings, nil
}

func (f *Portfolio) subjectOf(k key, part HeldPart) Subject {
	return Subject{Investor: k.investor, Company: k.company, Currency: part.Currency,
		Class: classOf(f.book, cmp.Or(part.Security, part.Agreed)), Program: part.Program}
}

// purchases gathers what is still held, and what it cost.
func (f *Portfolio) purchases(missing *refused) map[key][]purchase {
	held := make(map[key][]purchase)
	for e := range f.book.All(ledger.KindFunding) {
		p := e.Payload.(ledger.Funding)
		isInvestment := p.Type == "" || p.Type == ledger.Investment
		if e.Date.After(f.asOf) || !isInvestment || p.Security != "" {
			continue
		}
		state, begun := f.states[p.Commitment]
		if !begun {
			continue
		}
		terms := state.Terms
		k := key{terms.Investor, terms.Company}
		if !f.sieve.mayKeep(k) {
			continue
		}
		cost, err := f.costOf(money.NewAmount(p.Amount.Fraction(), terms.Currency), e.Date, p.ReportingAmount)
		missing.add(err)
		held[k] = append(held[k], purchase{agreed: terms.Security, program: terms.Program, currency: terms.Currency,
			on: e.Date, cost: Stated{Number: cost.Number(), Qualifier: e.Qualifier}})
	}
	f.addLots(held, missing)
	return held
}

// addLots adds what is left of lots that cost something, in the order in which they came to be. Of what ended no cost is
// left.
func (f *Portfolio) addLots(held map[key][]purchase, missing *refused) {
	var all []ledger.Lot
	for _, lot := range f.lots {
		if lot.Cost.Sign() > 0 && f.sieve.mayKeep(key{lot.Holder, f.companyOf(lot.Security)}) {
			all = append(all, lot)
		}
	}
	slices.SortFunc(all, func(x, y ledger.Lot) int {
		if x.Entry != y.Entry {
			return int(x.Entry - y.Entry)
		}
		return compareText(x.ID, y.ID)
	})
	for _, lot := range all {
		k := key{lot.Holder, f.companyOf(lot.Security)}
		cost, err := f.lotCost(lot)
		missing.add(err)
		made, _ := f.book.Entry(lot.Entry)
		held[k] = append(held[k], purchase{lot: lot.ID, security: lot.Security, program: lot.Program, currency: lot.Currency,
			on: lot.Paid, cost: Stated{Number: cost.Number(), Qualifier: made.Qualifier}})
	}
}

// lotCost is what is left of a lot cost, at the rate of the day it was paid, or as it was recorded in the book's
// currency.
func (f *Portfolio) lotCost(lot ledger.Lot) (money.Amount, error) {
	if lot.ReportedKnown && lot.Currency != f.in {
		return f.rates.Convert(money.NewAmount(lot.Reported, f.book.Currency()), f.in, lot.Paid)
	}
	return f.rates.Convert(money.NewAmount(lot.Cost, lot.Currency), f.in, lot.Paid)
}

// atCost gathers purchases of one security, programme and currency into one part each, valued at what they cost.
func atCost(bought []purchase) []HeldPart {
	var parts []HeldPart
	for _, p := range bought {
		at := slices.IndexFunc(parts, func(part HeldPart) bool {
			return part.Security == p.security && part.Agreed == p.agreed && part.Program == p.program &&
				part.Currency == p.currency
		})
		if at < 0 {
			parts = append(parts, HeldPart{Security: p.security, Agreed: p.agreed, Program: p.program, Currency: p.currency,
				Method: ledger.AtCost})
			at = len(parts) - 1
		}
		parts[at].Cost = parts[at].Cost.Add(p.cost)
		parts[at].Value = parts[at].Cost
	}
	return parts
}
