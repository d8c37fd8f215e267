package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// valuation is what is needed to value the holdings of one company at the end of a day.
type valuation struct {
	book  *ledger.Book
	rates *Rates
	in    money.Currency
	asOf  civil.Date
	lots  []ledger.Lot                  // the company's, ended ones included
	then  func(civil.Date) []ledger.Lot // the same at the end of an earlier day
	at    map[ledger.LotID]int          // where a lot is among lots
}

func newValuation(b *ledger.Book, rates *Rates, in money.Currency, asOf civil.Date,
	lots func(civil.Date) []ledger.Lot) *valuation {
	v := &valuation{book: b, rates: rates, in: in, asOf: asOf, lots: lots(asOf), then: lots}
	v.at = make(map[ledger.LotID]int, len(v.lots))
	for i := range v.lots {
		v.at[v.lots[i].ID] = i
	}
	return v
}

// purchasesOfLots are what is left of an investor's lots that cost something, in the order in which they came to be. Of
// what ended no cost is left.
func (v *valuation) purchasesOfLots(investor ledger.PartyID, missing *refused) []purchase {
	var bought []purchase
	for i := range v.lots {
		lot := &v.lots[i]
		if lot.Holder != investor || lot.Cost.Sign() <= 0 {
			continue
		}
		cost, err := v.lotCost(lot)
		missing.add(err)
		made, _ := v.book.Entry(lot.Entry)
		bought = append(bought, purchase{lot: lot.ID, security: lot.Security, program: lot.Program, currency: lot.Currency,
			on: lot.Paid, cost: Stated{Number: cost.Number(), Qualifier: made.Qualifier}})
	}
	return bought
}

// lotCost is what is left of a lot cost, at the rate of the day it was paid, or as it was recorded in the book's
// currency.
func (v *valuation) lotCost(lot *ledger.Lot) (money.Amount, error) {
	if lot.ReportedKnown && lot.Currency != v.in {
		return v.rates.Convert(money.NewAmount(lot.Reported, v.rates.reporting), v.in, lot.Paid)
	}
	return v.rates.Convert(money.NewAmount(lot.Cost, lot.Currency), v.in, lot.Paid)
}

// atCost gathers purchases of one security, programme and currency into one part each, valued at what they cost.
func (v *valuation) atCost(bought []purchase) []HeldPart {
	var parts []HeldPart
	for i := range bought {
		p := &bought[i]
		at := slices.IndexFunc(parts, func(part HeldPart) bool {
			return part.Security == p.security && part.Agreed == p.agreed && part.Program == p.program &&
				part.Currency == p.currency
		})
		if at < 0 {
			parts = append(parts, HeldPart{Security: p.security, Agreed: p.agreed, Program: p.program, Currency: p.currency,
				WorthIn: v.in, Method: ledger.AtCost})
			at = len(parts) - 1
		}
		parts[at].Cost = parts[at].Cost.Add(p.cost)
		parts[at].Worth = parts[at].Cost
	}
	return parts
}
