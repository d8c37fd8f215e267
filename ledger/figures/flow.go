package figures

import (
	"cmp"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// FlowType is what a flow was, in the words of the contract.
type FlowType string

// The types beside those of fundings and distributions.
const (
	Purchase FlowType = "purchase"     // units bought: an issuance with a cost, a transfer
	Sale     FlowType = "sale"         // units sold: a transfer, a retirement with an amount
	Received FlowType = "distribution" // a distribution of which the book does not say what it was
)

// Flow is money that moved between an investor and a company, or a seller of its units.
type Flow struct {
	Entry      ledger.Seq
	Date       civil.Date
	Dated      ledger.Dated
	Investor   ledger.PartyID
	Company    ledger.PartyID
	Commitment ledger.CommitmentID // none of what was bought or sold beside one
	Type       FlowType
	Amount     money.Amount // what the investor received; what was paid is less than 0
	Reporting  money.Amount // the same in the portfolio's currency, at the rate of its day
	Qualifier  ledger.Qualifier

	security ledger.SecurityID
	program  string
	reported money.Decimal // of a funding: what it cost in the book's currency, where that was recorded
}

// Flows are all flows up to the as-of date, by date. Every missing rate is refused with *NoRate.
func (f *Portfolio) Flows() ([]Flow, error) {
	var flows []Flow
	var missing refused
	for _, kind := range []ledger.Kind{ledger.KindFunding, ledger.KindDistribution, ledger.KindIssuance,
		ledger.KindTransfer, ledger.KindRetirement} {
		for e := range f.book.All(kind) {
			if e.Date.After(f.asOf) {
				continue
			}
			for _, flow := range f.flowsOf(e) {
				if flow.Amount.Sign() == 0 || !f.sieve.Keeps(f.subjectOfFlow(flow)) {
					continue
				}
				converted, err := f.costOf(flow.Amount, flow.Date, flow.reported)
				missing.add(err)
				flow.Reporting = converted
				flows = append(flows, flow)
			}
		}
	}
	if err := missing.err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(flows, func(x, y Flow) int {
		if byDate := x.Date.Compare(y.Date); byDate != 0 {
			return byDate
		}
		return int(x.Entry - y.Entry)
	})
	return flows, nil
}

func (f *Portfolio) subjectOfFlow(flow Flow) Subject {
	return Subject{Investor: flow.Investor, Company: flow.Company, Currency: flow.Amount.Currency(),
		Class: classOf(f.book, flow.security), Program: flow.program}
}

// flowsOf are an entry's flows: both sides of a transfer.
func (f *Portfolio) flowsOf(e ledger.Entry) []Flow {
	flow := Flow{Entry: e.Seq, Date: e.Date, Dated: e.Dated, Qualifier: e.Qualifier}
	switch p := e.Payload.(type) {
	case ledger.Funding:
		flow.Type, flow.security, flow.reported = FlowType(ledger.Investment), p.Security, p.ReportingAmount.Neg()
		if p.Type != "" {
			flow.Type = FlowType(p.Type)
		}
		return f.onCommitment(flow, p.Commitment, p.Amount.Neg())
	case ledger.Distribution:
		flow.Type = Received
		if p.Type != "" {
			flow.Type = FlowType(p.Type)
		}
		if p.Commitment != "" {
			return f.onCommitment(flow, p.Commitment, p.Amount)
		}
		flow.Investor, flow.Company = p.Holder, p.Company
		flow.Amount = money.NewAmount(p.Amount.Fraction(), p.Currency)
		return []Flow{flow}
	case ledger.Issuance:
		flow.Type, flow.security = Purchase, p.Security
		flow.Investor, flow.Company = p.Holder, f.companyOf(p.Security)
		flow.Amount = money.NewAmount(p.Cost.Neg().Fraction(), p.Currency)
		return []Flow{flow}
	case ledger.Transfer:
		return f.transferFlows(flow, p)
	case ledger.Retirement:
		lot := f.lotOf(p.Lot)
		flow.Type, flow.security, flow.program = Sale, lot.Security, lot.Program
		flow.Investor, flow.Company = lot.Holder, f.companyOf(lot.Security)
		flow.Amount = money.NewAmount(p.Amount.Fraction(), p.Currency)
		return []Flow{flow}
	}
	return nil
}

// transferFlows are the sale of the one and the purchase of the other.
func (f *Portfolio) transferFlows(flow Flow, p ledger.Transfer) []Flow {
	lot := f.lotOf(p.Lot)
	flow.Company, flow.security = f.companyOf(lot.Security), lot.Security
	sale, purchase := flow, flow
	sale.Type, sale.Investor, sale.program = Sale, lot.Holder, lot.Program
	sale.Amount = money.NewAmount(p.Amount.Fraction(), p.Currency)
	purchase.Type, purchase.Investor = Purchase, p.To
	purchase.Amount = money.NewAmount(p.Amount.Neg().Fraction(), p.Currency)
	return []Flow{sale, purchase}
}

// lotOf finds a lot as it is on the as-of date.
func (f *Portfolio) lotOf(id ledger.LotID) ledger.Lot {
	if f.lots == nil {
		f.lots = make(map[ledger.LotID]ledger.Lot)
		for e := range f.book.All(ledger.KindParty) {
			for _, lot := range f.book.Lots(e.Payload.(ledger.Party).ID, f.asOf) {
				f.lots[lot.ID] = lot
			}
		}
	}
	return f.lots[id]
}

func (f *Portfolio) onCommitment(flow Flow, id ledger.CommitmentID, amount money.Decimal) []Flow {
	state, begun := f.states[id]
	if !begun {
		return nil
	}
	flow.Commitment, flow.Investor, flow.Company = id, state.Terms.Investor, state.Terms.Company
	flow.Amount, flow.program = money.NewAmount(amount.Fraction(), state.Terms.Currency), state.Terms.Program
	flow.security = cmp.Or(flow.security, state.Terms.Security)
	return []Flow{flow}
}
