package ledger

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Book is the fold of a journal. It is made by New and grows by Append. Several goroutines may read a Book at once, but
// not while one of them calls Append or Try.
type Book struct {
	entries    []*line
	reversals  map[Seq]Seq     // a reversed entry to the live reversal of it
	names      map[ID]*name    // what every id of the booked, live entries names
	amendments map[ID][]*line  // the live amendments of a limit or undertaking, by date
	byKind     map[Kind]*[]Seq // booked entries in the order in which they were recorded
	claims     map[Seq][]Seq   // an entry to the claims that dispute it

	placing  placing     // the entry that is planned, one at a time
	spare    []*Drawdown // to work out what an entry would lead to
	nameRoom []name      // for the names to come, which are many
	lineRoom []line      // and for the lines
}

// New is a book with nothing in it.
func New() *Book {
	return &Book{
		reversals:  make(map[Seq]Seq),
		names:      make(map[ID]*name),
		amendments: make(map[ID][]*line),
		byKind:     make(map[Kind]*[]Seq),
		claims:     make(map[Seq][]Seq),
	}
}

// Fold makes a book of a journal, in order. Its error names the entry at fault and wraps the refusal.
func Fold(entries iter.Seq2[Entry, error]) (*Book, error) {
	b := New()
	stamper := b.Stamper()
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		stamped, err := stamper.Stamp(e)
		if err == nil {
			err = b.Take(stamped)
		}
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", len(b.entries)+1, err)
		}
	}
	return b, nil
}

// Append takes an entry into the book or refuses it whole. The book gives the seq and the hash; an entry that comes
// with a seq or hash must come with the right one. Refusals are *Refusal and *FieldError; a book is unchanged by what
// it refuses.
func (b *Book) Append(e Entry) (Entry, error) {
	stamped, err := b.Stamper().stamp(e, new(Entry))
	if err != nil {
		return Entry{}, err
	}
	if err := b.Take(stamped); err != nil {
		return Entry{}, err
	}
	return stamped.Entry(), nil
}

// Try says whether the book would take an entry, as Append would, and changes nothing.
func (b *Book) Try(e Entry) error {
	stamped, err := b.Stamper().stamp(e, new(Entry))
	if err != nil {
		return err
	}
	if _, refusal := b.plan(b.write(stamped.entry)); refusal != nil {
		return refusal
	}
	return nil
}

// change is what an entry would do to the book.
type change struct {
	entry   *line
	placing *placing // of an entry that is put in its place
	other   func()   // what a claim or a reversal does
}

// plan asks the book's rules of an entry that would follow its last one, and gives what would take it in.
func (b *Book) plan(e *line) (next change, refusal *Refusal) {
	if refusal := b.checkOrigin(e); refusal != nil {
		return change{}, refusal
	}
	next.entry = e
	switch {
	case !e.Booked():
		next.other, refusal = b.planClaim(e)
	case e.Kind() == KindReversal:
		next.other, refusal = b.planReversal(e, e.Payload.(Reversal))
	default:
		next.placing, refusal = b.planPlacing(e)
	}
	return next, refusal
}

// carryOut takes the entry in.
func (b *Book) carryOut(next change) {
	if next.placing != nil {
		next.placing.carryOut(b)
	} else {
		next.other()
	}
	if next.entry.Booked() {
		b.count(next.entry)
	}
	b.entries, b.lineRoom = append(b.entries, next.entry), b.lineRoom[1:]
}

// count lists an entry under its kind.
func (b *Book) count(e *line) {
	list := b.byKind[e.Kind()]
	if list == nil {
		list = new([]Seq)
		b.byKind[e.Kind()] = list
	}
	*list = append(*list, e.Seq)
}

// checkOrigin holds the book to begin with its name, once.
func (b *Book) checkOrigin(e *line) *Refusal {
	isName := e.Kind() == KindBook
	switch {
	case isName && !e.Booked():
		return refuse(FieldStanding, "the book's own name is booked, not claimed")
	case isName && e.Seq != 1:
		return refuse(FieldKind, "the book has its name and currency already")
	case !isName && e.Seq == 1:
		return refuse(FieldKind, "the first entry of a book is its name and currency").
			hint("begin with an entry of kind book")
	}
	return nil
}

// planClaim keeps a claim beside the entry that it disputes; the book's other rules do not hold it.
func (b *Book) planClaim(e *line) (change func(), refusal *Refusal) {
	if e.disputes() >= e.Seq {
		return nil, refuse(FieldDisputes, "entry %d does not exist: a claim disputes an earlier entry", e.disputes())
	}
	return func() {
		if e.disputes() != 0 {
			b.claims[e.disputes()] = append(b.claims[e.disputes()], e.Seq)
		}
	}, nil
}

// Head is the last entry; the zero Entry of an empty book.
func (b *Book) Head() Entry {
	if len(b.entries) == 0 {
		return Entry{}
	}
	return b.head().entry()
}

func (b *Book) head() *line {
	if len(b.entries) == 0 {
		return &line{}
	}
	return b.entries[len(b.entries)-1]
}

// Len counts the entries.
func (b *Book) Len() int { return len(b.entries) }

// Entry gives an entry by its number.
func (b *Book) Entry(seq Seq) (Entry, bool) {
	if e := b.at(seq); e != nil {
		return e.entry(), true
	}
	return Entry{}, false
}

// at is an entry by its number; nil where there is none.
func (b *Book) at(seq Seq) *line {
	if seq < 1 || int(seq) > len(b.entries) {
		return nil
	}
	return b.entries[seq-1]
}

// Journal gives every entry in order.
func (b *Book) Journal() iter.Seq[Entry] { return values(b.entries) }

// values gives the entries that there are now, in order.
func values(entries []*line) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, e := range entries {
			if !yield(e.entry()) {
				return
			}
		}
	}
}

// AsKnown is the book as it was once it had been told so many entries.
func (b *Book) AsKnown(seq Seq) (*Book, error) {
	if seq < 1 || int(seq) > len(b.entries) {
		return nil, fmt.Errorf("the book has entries 1 to %d; there is no entry %d", len(b.entries), seq)
	}
	known := New()
	for _, e := range b.entries[:seq] {
		if _, err := known.Append(e.entry()); err != nil {
			return nil, fmt.Errorf("entry %d: %w", e.Seq, err)
		}
	}
	return known, nil
}

// Name is the book's name and reporting currency.
func (b *Book) Name() BookName {
	if len(b.entries) == 0 {
		return BookName{}
	}
	name, _ := b.entries[0].Payload.(BookName)
	return name
}

// Currency is the currency that totals are reported in.
func (b *Book) Currency() money.Currency { return b.Name().Currency }

// Live says that an entry is not reversed.
func (b *Book) Live(seq Seq) bool {
	_, reversed := b.reversals[seq]
	return !reversed
}

// ReversedBy is the entry that reverses an entry; 0 for none.
func (b *Book) ReversedBy(seq Seq) Seq { return b.reversals[seq] }

// Claims are the live claims that dispute an entry.
func (b *Book) Claims(seq Seq) []Entry {
	var claims []Entry
	for _, claim := range b.claims[seq] {
		if b.Live(claim) {
			claims = append(claims, b.entries[claim-1].entry())
		}
	}
	return claims
}

// All gives the booked, live entries of a kind in the order in which they were recorded.
func (b *Book) All(kind Kind) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		list := b.byKind[kind]
		if list == nil {
			return
		}
		for _, seq := range *list {
			if b.Live(seq) && !yield(b.entries[seq-1].entry()) {
				return
			}
		}
	}
}

// Defined gives the entry that an id comes from.
func (b *Book) Defined(id ID) (Entry, bool) {
	if def := b.definer(id); def != nil {
		return def.entry(), true
	}
	return Entry{}, false
}

// definer is the entry that an id comes from; nil where nothing has that id.
func (b *Book) definer(id ID) *line {
	if named, ok := b.names[id]; ok {
		return b.at(named.seq)
	}
	return nil
}

// kindOf is the kind of the entry that an id comes from.
func (b *Book) kindOf(id ID) Kind {
	if named, ok := b.names[id]; ok {
		return named.kind
	}
	return ""
}

// Party gives a party by its id.
func (b *Book) Party(id PartyID) (Party, bool) { return definition[Party](b, ID(id)) }

// Security gives a security by its id.
func (b *Book) Security(id SecurityID) (Security, bool) { return definition[Security](b, ID(id)) }

// Round gives a financing round by its id.
func (b *Book) Round(id RoundID) (Round, bool) { return definition[Round](b, ID(id)) }

func definition[P Payload](b *Book, id ID) (P, bool) {
	def := b.definer(id)
	if def == nil {
		var none P
		return none, false
	}
	payload, ok := def.Payload.(P)
	return payload, ok
}

// PartyName is a party's name, or its id where the book does not know it.
func (b *Book) PartyName(id PartyID) string {
	if party, ok := b.Party(id); ok {
		return party.Name
	}
	return string(id)
}

// HasOwn says that some investor is marked as the book's own.
func (b *Book) HasOwn() bool {
	for e := range b.All(KindParty) {
		if e.Payload.(Party).Own == Yes {
			return true
		}
	}
	return false
}

// Commitments lists every commitment ever begun, by its first day and then by the entry that made it.
func (b *Book) Commitments() []CommitmentID {
	var begun []*line
	for _, kind := range [...]Kind{KindCommitment, KindAssignment} {
		for e := range b.All(kind) {
			begun = append(begun, b.entries[e.Seq-1])
		}
	}
	slices.SortFunc(begun, order)
	ids := make([]CommitmentID, len(begun))
	for i, e := range begun {
		switch p := e.Payload.(type) {
		case Commitment:
			ids[i] = p.ID
		case Assignment:
			ids[i] = p.NewCommitment
		}
	}
	return ids
}

// Drawdown is where a commitment stands at the end of a day; ok is false where it had not begun.
func (b *Book) Drawdown(id CommitmentID, asOf civil.Date) (state *Drawdown, ok bool) {
	a := b.account(id)
	if a == nil || a.events[0].Date.After(asOf) {
		return nil, false
	}
	return a.at(asOf), true
}

// Walk gives a commitment's booked, live entries by date, each with where it leaves the commitment.
func (b *Book) Walk(id CommitmentID) iter.Seq2[Entry, *Drawdown] {
	return func(yield func(Entry, *Drawdown) bool) {
		a := b.account(id)
		if a == nil {
			return
		}
		state := a.opening.clone()
		for i, e := range a.events {
			if i > 0 {
				_ = state.step(e) // it was taken: its day ends well
			}
			if !yield(e.entry(), state.clone()) {
				return
			}
		}
	}
}

// CurrencyOf is the currency of a commitment, which no amendment changes; none of one that the book does not hold.
func (b *Book) CurrencyOf(id CommitmentID) money.Currency { return b.original(id).Currency }

// original is a commitment as it was signed; of an assigned one, who holds it and in what currency.
func (b *Book) original(id CommitmentID) Commitment {
	def := b.definer(ID(id))
	if def == nil {
		return Commitment{}
	}
	switch p := def.Payload.(type) {
	case Commitment:
		return p
	case Assignment:
		terms := b.original(p.Commitment)
		terms.ID, terms.Investor, terms.Cap = p.NewCommitment, p.To, p.Amount
		return terms
	default:
		return Commitment{}
	}
}

// Span is the first and the last day that any entry speaks of; zero dates in a book without dated entries.
func (b *Book) Span() (first, last civil.Date) {
	for _, e := range b.entries {
		if e.Date.IsZero() || !b.Live(e.Seq) {
			continue
		}
		if first.IsZero() || e.Date.Before(first) {
			first = e.Date
		}
		if e.Date.After(last) {
			last = e.Date
		}
	}
	return first, last
}

// LatestDay is the last day up to another one that any live entry speaks of; the zero Date where none does.
func (b *Book) LatestDay(until civil.Date) civil.Date {
	var latest civil.Date
	for _, e := range b.entries {
		if e.Date.After(latest) && !e.Date.After(until) && b.Live(e.Seq) {
			latest = e.Date
		}
	}
	return latest
}

func compareText[T ~string](a, b T) int { return strings.Compare(string(a), string(b)) }

// Events gives a commitment's booked, live entries up to the end of a day, by date.
func (b *Book) Events(id CommitmentID, asOf civil.Date) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		a := b.account(id)
		if a == nil {
			return
		}
		for _, e := range a.events {
			if e.Date.After(asOf) || !yield(e.entry()) {
				return
			}
		}
	}
}

// Signed are the terms under which a commitment began; ok is false where the book holds none of that id. Its parties and
// its currency are what no amendment changes.
func (b *Book) Signed(id CommitmentID) (terms Commitment, ok bool) {
	terms = b.original(id)
	return terms, terms.ID != ""
}
