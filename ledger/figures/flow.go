package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// FlowType is what a flow was, in the words of the contract.
type FlowType string

// The types beside those of fundings and distributions.
const (
	Purchase FlowType = "purchase" // units bought: an issuance with a cost, a transfer
	Sale     FlowType = "sale"     // units sold: a transfer, a retirement with an amount
)

// Flow is money that moved between an investor and a company, or a seller of its units.
type Flow struct {
	Entry      ledger.Seq
	Date       civil.Date
	Dated      ledger.Dated
	Investor   ledger.PartyID
	Company    ledger.PartyID
	Commitment ledger.CommitmentID // none of what was bought or sold beside one
	Currency   money.Currency
	Type       FlowType
	Amount     money.Fraction // what the investor received; what was paid is less than 0
	Qualifier  ledger.Qualifier

	Reporting money.Fraction // the same in the portfolio's currency, at the rate of its day
	security  ledger.SecurityID
	program   string
	reported  money.Decimal // of a funding: what it cost in the book's currency, where that was recorded
}

// Flows are all flows up to the as-of date that a filter lets through, by date.
func (f *Portfolio) Flows(filter Filter) ([]Flow, error) {
	var flows []Flow
	var missing []error
	for _, kind := range []ledger.Kind{ledger.KindFunding, ledger.KindDistribution, ledger.KindIssuance,
		ledger.KindTransfer, ledger.KindRetirement} {
		for e := range f.book.All(kind) {
			if e.Date.After(f.asOf) {
				continue
			}
			for _, flow := range f.flowsOf(e) {
				subject := Line{Investor: flow.Investor, Company: flow.Company, Currency: flow.Currency,
					Security: flow.security, Program: flow.program}.subject(f.book)
				if !filter.Keeps(f.book, subject) {
					continue
				}
				converted, err := f.costOf(flow.Amount, flow.Currency, flow.Date, flow.reported)
				missing = append(missing, err)
				flow.Reporting = converted.Number()
				flows = append(flows, flow)
			}
		}
	}
	missing = slices.DeleteFunc(missing, func(err error) bool { return err == nil })
	if len(missing) > 0 {
		return nil, joinOnce(missing)
	}
	slices.SortFunc(flows, func(x, y Flow) int {
		if byDate := x.Date.Compare(y.Date); byDate != 0 {
			return byDate
		}
		return int(x.Entry - y.Entry)
	})
	return flows, nil
}

func (f *Portfolio) flowsOf(e ledger.Entry) []Flow {
	base := Flow{Entry: e.Seq, Date: e.Date, Dated: e.Dated, Qualifier: e.Qualifier}
	switch p := e.Payload.(type) {
	case ledger.Funding:
		base.Type, base.reported = FlowType(p.Type), p.ReportingAmount.Neg()
		if p.Type == "" {
			base.Type = FlowType(ledger.Investment)
		}
		base.Amount, base.security = p.Amount.Neg().Fraction(), p.Security
		return f.onCommitment(base, p.Commitment)
	case ledger.Distribution:
		base.Type, base.Amount = FlowType(p.Type), p.Amount.Fraction()
		if p.Type == "" {
			base.Type = FlowType(ledger.Income)
		}
		if p.Commitment != "" {
			return f.onCommitment(base, p.Commitment)
		}
		base.Investor, base.Company, base.Currency = p.Holder, p.Company, p.Currency
		return []Flow{base}
	case ledger.Issuance:
		base.Type, base.Amount, base.security = Purchase, p.Cost.Neg().Fraction(), p.Security
		base.Investor, base.Company, base.Currency = p.Holder, f.companyOf(p.Security), p.Currency
		return withMoney(base)
	case ledger.Transfer:
		return f.transferFlows(base, e, p)
	case ledger.Retirement:
		if lot, ok := f.lotBefore(e, p.Lot); ok {
			base.Type, base.Amount, base.Currency, base.security = Sale, p.Amount.Fraction(), p.Currency, lot.Security
			base.Investor, base.Company = lot.Holder, f.companyOf(lot.Security)
			return withMoney(base)
		}
	}
	return nil
}

// transferFlows are the sale of the one and the purchase of the other.
func (f *Portfolio) transferFlows(base Flow, e ledger.Entry, p ledger.Transfer) []Flow {
	lot, ok := f.lotBefore(e, p.Lot)
	if !ok {
		return nil
	}
	base.Company, base.Currency, base.security = f.companyOf(lot.Security), p.Currency, lot.Security
	sale, purchase := base, base
	sale.Type, sale.Investor, sale.Amount = Sale, lot.Holder, p.Amount.Fraction()
	purchase.Type, purchase.Investor, purchase.Amount = Purchase, p.To, p.Amount.Neg().Fraction()
	return append(withMoney(sale), withMoney(purchase)...)
}

func withMoney(flow Flow) []Flow {
	if flow.Amount.Sign() == 0 {
		return nil
	}
	return []Flow{flow}
}

func (f *Portfolio) onCommitment(flow Flow, id ledger.CommitmentID) []Flow {
	state, ok := f.book.Drawdown(id, flow.Date)
	if !ok {
		return nil
	}
	flow.Commitment, flow.Investor, flow.Company = id, state.Terms.Investor, state.Terms.Company
	flow.Currency, flow.program = state.Terms.Currency, state.Terms.Program
	return []Flow{flow}
}

func (f *Portfolio) companyOf(id ledger.SecurityID) ledger.PartyID {
	security, _ := f.book.Security(id)
	return security.Company
}

// lotBefore is a lot that an entry moves, whose holder no later entry changes.
func (f *Portfolio) lotBefore(e ledger.Entry, id ledger.LotID) (ledger.Lot, bool) {
	def, ok := f.book.Defined(ledger.ID(id))
	if !ok {
		return ledger.Lot{}, false
	}
	company, _ := f.book.CompanyOf(def)
	for _, lot := range f.book.Lots(company, e.Date) {
		if lot.ID == id {
			return lot, true
		}
	}
	return ledger.Lot{}, false
}
