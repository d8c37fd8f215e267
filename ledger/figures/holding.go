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
	Whole    *Whole // what the parts come to, where that was worked out before
}

// Whole is what the parts of a holding come to together. Shares of one mark that have long denominators add up to the
// mark again, so that a sum over holdings is quicker than one over their parts.
type Whole struct {
	Cost  Stated
	Worth []Worth
	Seen  []Seen // of each part
}

// Worth is what some parts of a holding are worth, in one currency.
type Worth struct {
	In     money.Currency
	Amount Stated
}

// Seen is what is told of a part beside its amounts.
type Seen struct {
	Currency money.Currency
	Valued   civil.Date
}

// HeldPart is one security of a holding; without a security, what was paid for without saying what it bought.
type HeldPart struct {
	Security ledger.SecurityID
	Agreed   ledger.SecurityID // without a security: what the commitment says that the money buys
	Program  string
	Currency money.Currency // in which it is valued, or was paid for
	Cost     Stated
	Worth    Stated         // fair value, in the currency of the mark or, at cost, in the portfolio's
	WorthIn  money.Currency // which of those
	Value    Stated         // fair value in the portfolio's currency
	Method   ledger.Method
	Valued   civil.Date // the day of the mark; none at cost
	Stale    bool       // the mark is older than StaleAfter days
}

// key is one investor's holding of one company.
type key struct{ investor, company ledger.PartyID }

// Holdings are all holdings, in the order of investor and company. Every missing rate is refused with *NoRate.
func (f *Portfolio) Holdings() ([]Holding, error) {
	var holdings []Holding
	err := f.eachHolding(func(h *Holding) {
		kept := *h
		kept.Parts = slices.Clone(h.Parts)
		holdings = append(holdings, kept)
	})
	if err != nil {
		return nil, err
	}
	return holdings, nil
}

// eachHolding gives every holding with what the filter lets through of it. Every missing rate is refused with *NoRate.
func (f *Portfolio) eachHolding(use func(*Holding)) error {
	var missing refused
	convert := func(h *Holding) {
		if f.convert(h, &missing); len(h.Parts) > 0 {
			use(h)
		}
	}
	if f.given != nil {
		for h := range f.given.Holdings(f.asOf) {
			convert(h)
		}
		return missing.err()
	}
	for _, h := range f.unconverted(&missing) {
		convert(&h)
	}
	return missing.err()
}

// convert leaves the parts that the filter lets through, with what they are worth on the day in the portfolio's currency.
func (f *Portfolio) convert(h *Holding, missing *refused) {
	kept := h.Parts[:0]
	for i := range h.Parts {
		part := h.Parts[i]
		if !f.sieve.Keeps(f.subjectOf(key{h.Investor, h.Company}, part)) {
			continue
		}
		rate, err := f.rateOf(part.WorthIn)
		missing.add(err)
		part.Value = Stated{Number: part.Worth.Number.Mul(rate), Qualifier: part.Worth.Qualifier}
		part.Stale = f.isStale(part.Valued)
		kept = append(kept, part)
	}
	h.Parts = kept
}

// unconverted are the holdings of a book with what they are worth in the currency in which they are valued.
func (f *Portfolio) unconverted(missing *refused) []Holding {
	var holdings []Holding
	keeps := func(investor, company ledger.PartyID) bool { return f.sieve.mayKeep(key{investor, company}) }
	missing.add(HoldingsOf(f.book, f.rates, f.in).On(f.asOf, keeps, func(h *Holding) {
		holdings = append(holdings, Holding{Investor: h.Investor, Company: h.Company, Parts: slices.Clone(h.Parts)})
	}))
	slices.SortFunc(holdings, func(x, y Holding) int {
		return cmp.Or(compareText(x.Investor, y.Investor), compareText(x.Company, y.Company))
	})
	return holdings
}

func (f *Portfolio) subjectOf(k key, part HeldPart) Subject {
	return Subject{Investor: k.investor, Company: k.company, Currency: part.Currency,
		Class: classOf(f.names, cmp.Or(part.Security, part.Agreed)), Program: part.Program}
}
