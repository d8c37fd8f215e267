package history

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// holding is what an investor's holding of a company is made of on every day.
type holding struct {
	investor ledger.PartyID
	company  ledger.PartyID
	parts    steps[[]part]
}

// part is one security of a holding on a day, without what it is worth in the history's currency.
type part struct {
	what   *what
	cost   money.Fraction
	worth  money.Fraction
	valued civil.Date
	costs  ledger.Qualifier
	worths ledger.Qualifier
}

// what is what many parts have in common.
type what struct {
	security ledger.SecurityID
	agreed   ledger.SecurityID
	program  string
	currency money.Currency
	worthIn  money.Currency
	method   ledger.Method
}

// holdings works out the histories of all holdings of a company.
func (m *maker) holdings(made *figures.Holdings, company ledger.PartyID, kinds map[what]*what) ([]*holding, error) {
	var all []*holding
	at := make(map[ledger.PartyID]*holding)
	err := made.Through(company, m.from, func(day civil.Date, held figures.Holding) {
		h, ok := at[held.Investor]
		if !ok && len(held.Parts) == 0 {
			return
		}
		if !ok {
			h = &holding{investor: held.Investor, company: company}
			at[held.Investor], all = h, append(all, h)
		}
		h.parts.add(day, partsOf(held.Parts, kinds))
	})
	return all, err
}

func partsOf(held []figures.HeldPart, kinds map[what]*what) []part {
	parts := make([]part, len(held))
	for i := range held {
		p := &held[i]
		key := what{p.Security, p.Agreed, p.Program, p.Currency, p.WorthIn, p.Method}
		kind, ok := kinds[key]
		if !ok {
			kind = &key
			kinds[key] = kind
		}
		parts[i] = part{what: kind, cost: p.Cost.Number, worth: p.Worth.Number, valued: p.Valued,
			costs: p.Cost.Qualifier, worths: p.Worth.Qualifier}
	}
	return parts
}

// on makes held the holding at the end of a day, in the room that it has.
func (h *holding) on(day civil.Date, held *figures.Holding) {
	held.Investor, held.Company, held.Parts = h.investor, h.company, held.Parts[:0]
	for _, p := range h.parts.on(day) {
		held.Parts = append(held.Parts, figures.HeldPart{Security: p.what.security, Agreed: p.what.agreed,
			Program: p.what.program, Currency: p.what.currency, WorthIn: p.what.worthIn, Method: p.what.method,
			Valued: p.valued,
			Cost:   figures.Stated{Number: p.cost, Qualifier: p.costs},
			Worth:  figures.Stated{Number: p.worth, Qualifier: p.worths}})
	}
}
