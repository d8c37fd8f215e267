package history

import (
	"cmp"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// Follower keeps the history of a book up with the book, for every day and in one currency. It begins with nothing and
// goes after the journal: what an entry touches, a commitment or the holdings of a company, is worked out anew, and
// nothing else is. That is done in steps, each of them short, and the book may grow between them.
//
// A Follower is for one goroutine at a time. The histories that it gives do not change.
type Follower struct {
	in  money.Currency
	seq ledger.Seq // the last entry that was looked at

	rates *figures.Rates // none where they are to be gathered anew
	names *names         // the same
	rated civil.Date     // conversions on this day and later ones may differ; none where none does

	made        map[ledger.PartyID][]ledger.Seq // what the holdings of each company are made of, in order
	moved       map[ledger.PartyID]civil.Date   // the last day on which anything moved them
	accounts    ranked[ledger.CommitmentID, *account]
	holdings    ranked[held, *course]
	holders     map[ledger.PartyID][]ledger.PartyID // by company
	commitments queue[ledger.CommitmentID]          // to be worked out
	companies   queue[ledger.PartyID]               // whose holdings are to be

	work maker

	history *History // none where something has changed since it was made
}

// held is whose holding of what it is.
type held struct{ investor, company ledger.PartyID }

// Follow begins to follow a book, in one currency.
func Follow(in money.Currency) *Follower {
	return &Follower{
		in:    in,
		made:  make(map[ledger.PartyID][]ledger.Seq),
		moved: make(map[ledger.PartyID]civil.Date),
		accounts: newRanked(func(a *account) ledger.CommitmentID { return a.id }, func(x, y *account) int {
			return cmp.Or(x.signed.Compare(y.signed), cmp.Compare(x.origin, y.origin))
		}),
		holdings: newRanked(func(h *course) held { return held{h.investor, h.company} }, func(x, y *course) int {
			return cmp.Or(strings.Compare(string(x.investor), string(y.investor)),
				strings.Compare(string(x.company), string(y.company)))
		}),
		holders:     make(map[ledger.PartyID][]ledger.PartyID),
		commitments: newQueue[ledger.CommitmentID](),
		companies:   newQueue[ledger.PartyID](),
	}
}

// entriesAtOnce is how many entries a step looks at: that takes no longer than to work out a commitment.
const entriesAtOnce = 1_000

// Step takes the history one step after the book, which is always the same one, or one that was folded of the same
// entries as far as they were looked at. It says whether there is more to do; where there is not, History is that of
// the book as it is. Errors are those of Of: the figures of the book are folded, until entries come that mend it.
func (f *Follower) Step(b *ledger.Book) (more bool, err error) {
	if f.seq < b.Head().Seq {
		f.lookOn(b)
		return true, nil
	}
	switch {
	case f.names == nil:
		f.names = namesOf(b)
		return true, nil
	case f.rates == nil:
		f.rates = figures.RatesOf(b)
		return true, nil
	case !f.rated.IsZero():
		f.touchConverted()
		return true, nil
	}
	if id, ok := f.commitments.first(); ok {
		if err := f.account(b, id); err != nil {
			return true, err
		}
		f.commitments.done()
		return true, nil
	}
	if company, ok := f.companies.first(); ok {
		if err := f.company(b, company); err != nil {
			return true, err
		}
		f.companies.done()
		return true, nil
	}
	if f.history == nil {
		f.history = &History{names: f.names, rates: f.rates, in: f.in, accounts: f.accounts.sorted(),
			holdings: f.holdings.sorted(), agendas: true}
	}
	return false, nil
}

// Behind is about how many steps there are to be taken until the history is that of the book.
func (f *Follower) Behind(b *ledger.Book) int {
	unseen := int(b.Head().Seq - f.seq) // each may touch something
	return unseen + len(f.commitments.list) + len(f.companies.list)
}

// Currency is the one that amounts are converted to.
func (f *Follower) Currency() money.Currency { return f.in }

// History is that of the book at the last step, which left nothing to do; none where there was more.
func (f *Follower) History() *History { return f.history }

// lookOn looks at the next entries.
func (f *Follower) lookOn(b *ledger.Book) {
	f.history = nil
	last := min(f.seq+entriesAtOnce, b.Head().Seq)
	for ; f.seq < last; f.seq++ {
		e, _ := b.Entry(f.seq + 1)
		f.look(b, e)
	}
}

// look notes what an entry touches. What it refers to may be gone from the book by now: then an entry that is still to
// be looked at took it away, and touches the same.
func (f *Follower) look(b *ledger.Book, e ledger.Entry) {
	if !e.Booked() {
		return
	}
	switch p := e.Payload.(type) {
	case ledger.Reversal:
		reversed, _ := b.Entry(p.Entry)
		f.look(b, reversed)
		return
	case ledger.Rate:
		f.rates = nil
		if f.rated.IsZero() || e.Date.Before(f.rated) {
			f.rated = e.Date
		}
	case ledger.Party:
		f.names = nil
	case ledger.Security:
		f.names = nil
		f.gather(p.Company, &e)
	case ledger.Mark:
		if p.Holder != "" {
			f.gather(p.Company, &e)
		}
	case ledger.Funding:
		if terms, ok := b.Signed(p.Commitment); ok {
			f.gather(terms.Company, &e)
		}
	}
	for _, id := range b.CommitmentsOf(e) {
		f.commitments.add(id)
		if terms, ok := b.Signed(id); ok && touchesHoldings(e.Kind()) {
			f.companies.add(terms.Company)
		}
	}
	if signed, ok := e.Payload.(ledger.Commitment); ok {
		f.companies.add(signed.Company) // where the commitment is gone, the book no longer knows its company
	}
	if company, moves := b.CompanyOf(e); moves {
		f.touch(company, e.Date)
	}
}

// touchesHoldings says that an entry of a commitment may change what is held for the money: what is called and what is
// owed does not.
func touchesHoldings(kind ledger.Kind) bool {
	switch kind {
	case ledger.KindTranche, ledger.KindCondition, ledger.KindDecision, ledger.KindCall, ledger.KindRelease,
		ledger.KindDistribution:
		return false
	default:
		return true
	}
}

// touch has the holdings of a company worked out anew, which something moved on a day.
func (f *Follower) touch(company ledger.PartyID, on civil.Date) {
	f.companies.add(company)
	if on.After(f.moved[company]) {
		f.moved[company] = on
	}
}

// gather notes that the holdings of a company are made of an entry as well, as long as that is live.
func (f *Follower) gather(company ledger.PartyID, e *ledger.Entry) {
	f.touch(company, e.Date)
	made := f.made[company]
	if last := len(made) - 1; last < 0 || made[last] < e.Seq {
		f.made[company] = append(made, e.Seq)
	} else if at, known := slices.BinarySearch(made, e.Seq); !known {
		f.made[company] = slices.Insert(made, at, e.Seq)
	}
}

// touchConverted puts what is converted at rates of a day or later ones on the list. A payment is converted at the rate
// of its own day, so that the last days tell.
func (f *Follower) touchConverted() {
	for _, a := range f.accounts.list {
		if days := a.fundedAt.days; len(days) > 0 && !days[len(days)-1].Before(f.rated) {
			f.commitments.add(a.id)
		}
	}
	for company, last := range f.moved {
		if !last.Before(f.rated) {
			f.companies.add(company)
		}
	}
	f.rated = civil.Date{}
}

// account works a commitment out anew, and has that done of those that were assigned out of it: they begin with what it
// was.
func (f *Follower) account(b *ledger.Book, id ledger.CommitmentID) error {
	if _, ok := b.Signed(id); !ok {
		f.accounts.drop(id)
		return nil
	}
	m := f.maker(b)
	made, err := m.account(id)
	if err != nil {
		return err
	}
	if made.agenda, err = m.agenda(id); err != nil {
		return err
	}
	origin, _ := b.Defined(ledger.ID(id))
	made.origin = origin.Seq
	f.accounts.put(made)
	for e := range b.Events(id, civil.Last()) {
		if p, ok := e.Payload.(ledger.Assignment); ok && p.Commitment == id {
			f.commitments.add(p.NewCommitment)
		}
	}
	return nil
}

// company works the holdings of a company out anew.
func (f *Follower) company(b *ledger.Book, id ledger.PartyID) error {
	m := f.maker(b)
	made := figures.HoldingsFrom(b, m.rates, m.in, func(yield func(ledger.Entry) bool) {
		for _, seq := range f.made[id] {
			if e, _ := b.Entry(seq); b.Live(seq) && !yield(e) {
				return
			}
		}
	})
	holdings, err := m.holdings(made, id)
	if err != nil {
		return err
	}
	before := f.holders[id]
	now := make([]ledger.PartyID, len(holdings))
	for i, h := range holdings {
		now[i] = h.investor
		f.holdings.put(h)
	}
	for _, investor := range before {
		if !slices.Contains(now, investor) {
			f.holdings.drop(held{investor, id})
		}
	}
	f.holders[id] = now
	return nil
}

// maker is the one that works, with the room that it has.
func (f *Follower) maker(b *ledger.Book) *maker {
	f.work.book, f.work.rates, f.work.in = b, f.rates, f.in
	return &f.work
}

// namesOf is who and what the ids of a book are, of the book as it is.
func namesOf(b *ledger.Book) *names {
	n := &names{reporting: b.Currency(), parties: make(map[ledger.PartyID]ledger.Party),
		securities: make(map[ledger.SecurityID]ledger.Security)}
	for e := range b.All(ledger.KindParty) {
		p := e.Payload.(ledger.Party)
		n.parties[p.ID] = p
	}
	for e := range b.All(ledger.KindSecurity) {
		p := e.Payload.(ledger.Security)
		n.securities[p.ID] = p
	}
	return n
}
