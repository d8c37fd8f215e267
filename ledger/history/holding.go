package history

import (
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
)

// holding is what an investor's holding of a company is made of on every day.
type holding struct {
	investor ledger.PartyID
	company  ledger.PartyID
	wholes   steps[*figures.Whole]
	parts    steps[[]figures.HeldPart]
}

// holdings works out the histories of all holdings of a company.
func (m *maker) holdings(made *figures.Holdings, company ledger.PartyID) ([]*holding, error) {
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
		h.parts.add(day, held.Parts)
		h.wholes.add(day, figures.WholeOf(held.Parts))
	})
	return all, err
}
