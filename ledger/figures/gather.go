package figures

import (
	"iter"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// HoldingsFrom is HoldingsOf of some entries of a book, each kind in the order in which they were recorded: of those of
// one company it is what the holdings of that company are made of. Entries of other kinds than marks, fundings and
// securities are passed over.
func HoldingsFrom(b *ledger.Book, rates *Rates, in money.Currency, entries iter.Seq[ledger.Entry]) *Holdings {
	h := &Holdings{book: b, rates: rates, in: in, companies: make(map[ledger.PartyID]*company)}
	for e := range entries {
		h.take(e)
	}
	return h
}

// take notes what an entry says of the holdings of a company.
func (h *Holdings) take(e ledger.Entry) {
	switch p := e.Payload.(type) {
	case ledger.Mark:
		if p.Holder != "" {
			c := h.company(p.Company)
			c.marks = append(c.marks, mark{entry: e, Mark: p})
		}
	case ledger.Funding:
		terms, _ := h.book.Signed(p.Commitment)
		c := h.company(terms.Company)
		if isInvestment := p.Type == "" || p.Type == ledger.Investment; !isInvestment || p.Security != "" {
			return
		}
		c.payments = append(c.payments, payment{investor: terms.Investor, commitment: p.Commitment,
			purchase: purchase{currency: terms.Currency, on: e.Date, cost: Stated{Qualifier: e.Qualifier},
				amount: p.Amount, reported: p.ReportingAmount}})
	case ledger.Security:
		h.company(p.Company)
	}
}
