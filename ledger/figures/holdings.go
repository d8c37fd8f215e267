package figures

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Holdings are what every holding of a book is made of, by company, so that they can be valued at the end of any day.
// They are made for one answer and do not follow the book. Several goroutines may ask them at once, each for companies
// of its own.
type Holdings struct {
	book      *ledger.Book
	rates     *Rates
	in        money.Currency
	companies map[ledger.PartyID]*company
	paidOn    map[ledger.CommitmentID]*paidOn
	renamed   func(ledger.CommitmentID) bool // it may say something else of what money buys than it was signed to say
}

// company is what the holdings of one company are made of beside its lots, by day and on one day as it was recorded.
type company struct {
	id       ledger.PartyID
	payments []payment // that name no security
	marks    []mark    // of holdings
	paidOn   []*paidOn
}

// payment is money paid on a commitment without saying what it bought.
type payment struct {
	entry            ledger.Seq
	on               civil.Date
	paidOn           *paidOn
	amount, reported money.Decimal // what was paid, and what that cost in the book's currency
	qualifier        ledger.Qualifier
}

// paidOn is what there is to know of a commitment that money was paid on.
type paidOn struct {
	id       ledger.CommitmentID
	company  *company
	investor ledger.PartyID
	currency money.Currency
	terms    []termsFrom // worked out when the holdings of the company are
	stakes   []*stake    // where the terms change
}

// HoldingsOf gathers what the holdings of a book are made of. Amounts are in one currency.
func HoldingsOf(b *ledger.Book, rates *Rates, in money.Currency) *Holdings {
	h := HoldingsFrom(b, rates, in, all(b, ledger.KindMark, ledger.KindFunding, ledger.KindSecurity))
	renamed := make(map[ledger.CommitmentID]bool)
	for e := range all(b, ledger.KindAmendment, ledger.KindAssignment) {
		if id, ok := renames(&e); ok {
			renamed[id] = true
		}
	}
	h.renamed = func(id ledger.CommitmentID) bool { return renamed[id] }
	return h
}

// all gives the entries of some kinds, kind by kind.
func all(b *ledger.Book, kinds ...ledger.Kind) iter.Seq[ledger.Entry] {
	return func(yield func(ledger.Entry) bool) {
		for _, kind := range kinds {
			for e := range b.All(kind) {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// HoldingsFrom is HoldingsOf of some entries of a book, each kind in the order in which they were recorded: of those of
// one company it is what the holdings of that company are made of. Entries of other kinds than marks, fundings and
// securities are passed over.
func HoldingsFrom(b *ledger.Book, rates *Rates, in money.Currency, entries iter.Seq[ledger.Entry]) *Holdings {
	h := &Holdings{book: b, rates: rates, in: in, companies: make(map[ledger.PartyID]*company),
		paidOn: make(map[ledger.CommitmentID]*paidOn)}
	for e := range entries {
		h.take(&e)
	}
	for _, c := range h.companies {
		slices.SortStableFunc(c.payments, func(x, y payment) int { return x.on.Compare(y.on) })
		slices.SortStableFunc(c.marks, func(x, y mark) int { return x.on.Compare(y.on) })
	}
	h.renamed = h.isRenamed
	return h
}

// take gathers what an entry says of holdings.
func (h *Holdings) take(e *ledger.Entry) {
	switch p := e.Payload.(type) {
	case ledger.Mark:
		if p.Holder != "" {
			c := h.company(p.Company)
			c.marks = append(c.marks, mark{Mark: p, entry: e.Seq, on: e.Date, qualifier: e.Qualifier})
		}
	case ledger.Funding:
		on := h.commitment(p.Commitment)
		if isInvestment := p.Type == "" || p.Type == ledger.Investment; isInvestment && p.Security == "" {
			on.company.payments = append(on.company.payments, payment{entry: e.Seq, on: e.Date, paidOn: on, amount: p.Amount,
				reported: p.ReportingAmount, qualifier: e.Qualifier})
		}
	case ledger.Security:
		h.company(p.Company)
	}
}

func (h *Holdings) commitment(id ledger.CommitmentID) *paidOn {
	on, ok := h.paidOn[id]
	if !ok {
		signed, _ := h.book.Signed(id)
		on = &paidOn{id: id, company: h.company(signed.Company), investor: signed.Investor, currency: signed.Currency}
		h.paidOn[id] = on
		on.company.paidOn = append(on.company.paidOn, on)
	}
	return on
}

func (h *Holdings) company(id ledger.PartyID) *company {
	c, ok := h.companies[id]
	if !ok {
		c = &company{id: id}
		h.companies[id] = c
	}
	return c
}

// Companies are those that something is or was held of, in order.
func (h *Holdings) Companies() []ledger.PartyID {
	return slices.SortedFunc(maps.Keys(h.companies), compareText)
}

// On gives every holding that is asked for at the end of a day, with what it is worth in the currency in which it is
// valued; each is valid until the next one. Every missing rate is refused with *NoRate.
func (h *Holdings) On(day civil.Date, keeps func(investor, company ledger.PartyID) bool, use func(*Holding)) error {
	var missing refused
	for _, id := range h.Companies() {
		w := h.walk(id, day, day, func(investor ledger.PartyID) bool { return keeps(investor, id) })
		w.use = func(_ civil.Date, held *Holding) {
			if len(held.Parts) > 0 {
				use(held)
			}
		}
		w.run()
		missing = append(missing, w.missing...)
	}
	return missing.err()
}

// Through gives the holdings of a company at the end of a day and of every later day on which something changes in
// them: those of everybody then, or of those in whose holding it does. Each has its Whole and is valid until the next
// one. Every missing rate is refused with *NoRate.
func (h *Holdings) Through(id ledger.PartyID, from civil.Date, use func(civil.Date, *Holding)) error {
	w := h.walk(id, from, civil.Last(), everyone)
	w.use = use
	w.run()
	return w.missing.err()
}

func everyone(ledger.PartyID) bool { return true }

// termsFrom is what a commitment says of what money on it buys, from the end of a day on.
type termsFrom struct {
	on      civil.Date
	agreed  ledger.SecurityID
	program string
}

// termsOf are what a commitment says of what money on it buys, from its first day on.
func (h *Holdings) termsOf(id ledger.CommitmentID) []termsFrom {
	signed, _ := h.book.Signed(id)
	if !h.renamed(id) {
		return []termsFrom{{agreed: signed.Security, program: signed.Program}}
	}
	var through []termsFrom
	for stay := range h.book.Stays(id, civil.Date{}) {
		next := termsFrom{stay.From, stay.State.Terms.Security, stay.State.Terms.Program}
		if last := len(through) - 1; last < 0 || through[last].agreed != next.agreed ||
			through[last].program != next.program {
			through = append(through, next)
		}
	}
	return through
}

// isRenamed looks for an entry of a commitment that renames what money on it buys.
func (h *Holdings) isRenamed(id ledger.CommitmentID) bool {
	for e := range h.book.Events(id, civil.Last()) {
		if renamed, ok := renames(&e); ok && renamed == id {
			return true
		}
	}
	return false
}

// renames gives the commitment that by an entry may say something else of what money on it buys than it was signed to
// say. One that is passed on begins under the terms that the other one has by then.
func renames(e *ledger.Entry) (id ledger.CommitmentID, ok bool) {
	switch p := e.Payload.(type) {
	case ledger.Amendment:
		return ledger.CommitmentID(p.About), p.Security != "" || p.Program != ""
	case ledger.Assignment:
		return p.NewCommitment, true
	}
	return "", false
}

// isBefore orders what a holding is made of: money that named no security, then the lots, each as they came to be.
func (s *stake) isBefore(other *stake) bool {
	if isLot := s.lot != ""; isLot != (other.lot != "") {
		return !isLot
	}
	return cmp.Or(cmp.Compare(s.entry, other.entry), compareText(s.lot, other.lot)) < 0
}
