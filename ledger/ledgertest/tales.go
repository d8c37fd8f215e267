package ledgertest

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Tale is a random book with the way it came to be: what was offered to it in order, and what it said.
type Tale struct {
	Book    *ledger.Book
	Offered []Offer
}

// Offer is an entry as it was offered, without seq and hash, and the book's refusal; nil where it was taken.
type Offer struct {
	Entry   ledger.Entry
	Refusal error
}

// GoString writes the tale as lines, so that a failing law shows the book it fails on.
func (tale Tale) GoString() string {
	var lines strings.Builder
	seq := 0
	for _, offer := range tale.Offered {
		if offer.Refusal != nil {
			fmt.Fprintf(&lines, "\n   no %s: %v", describe(offer.Entry), offer.Refusal)
			continue
		}
		seq++
		fmt.Fprintf(&lines, "\n%5d %s", seq, describe(offer.Entry))
	}
	return lines.String()
}

func describe(e ledger.Entry) string {
	words := []string{string(e.Kind()), e.Date.String()}
	for _, pair := range e.Fields() {
		words = append(words, pair.Name+"="+pair.Text)
	}
	if !e.Booked() {
		words = append(words, "standing=claim", "disputes="+e.Disputes.String())
	}
	return strings.Join(words, " ")
}

// Entries is the journal that the tale came to.
func (tale Tale) Entries() []ledger.Entry { return slices.Collect(tale.Book.Journal()) }

// Books draws random books of at most MaxSteps entries after the stage.
func Books() *rapid.Generator[*ledger.Book] {
	return rapid.Map(Tales(), func(tale Tale) *ledger.Book { return tale.Book })
}

// MaxSteps is the most entries that a tale offers after the stage.
const MaxSteps = 50

// Tales draws random books with what was offered to them: entries of every kind but the first one's, over several
// commitments, tranches and companies, in USD and EUR, back-dated ones, claims, reversals of anything, and entries that
// break a rule or speak of what is not there.
func Tales() *rapid.Generator[Tale] {
	return rapid.Custom(func(t *rapid.T) Tale {
		tl := newTeller(t)
		steps := tl.kinds()
		for range 2 {
			tl.offer(tl.dressed(tl.commitment()))
			tl.offer(tl.dressed(tl.tranche()))
		}
		for range 1 + tl.die("steps", MaxSteps-4) {
			step := pick(tl, "kind", steps)
			tl.offer(tl.dressed(step(tl)))
		}
		return Tale{Book: tl.book, Offered: tl.offered}
	})
}

// Days are the first and the last day that the entries of a tale are dated on, the stage excepted.
func Days() (first, last civil.Date) {
	first, _ = civil.Of(2024, time.January, 1)
	return first, first.AddDays(daySpan)
}

const daySpan = 30

// teller tells one tale.
type teller struct {
	t       *rapid.T
	book    *ledger.Book
	offered []Offer
	made    int // ids made so far
	day     int // of the tale, from 0 to daySpan
}

func newTeller(t *rapid.T) *teller {
	tl := &teller{t: t, book: ledger.New()}
	for _, line := range Stage() {
		tl.offer(Line(t, line))
	}
	return tl
}

func (tl *teller) offer(e ledger.Entry) {
	e = Stamp(e, tl.book)
	_, err := tl.book.Append(e)
	tl.offered = append(tl.offered, Offer{Entry: e, Refusal: err})
}

// nextDay is the tale's day, which goes on by up to two days an entry, or now and then an earlier one.
func (tl *teller) nextDay() int {
	if tl.die("back-dated", 6) == 5 {
		return tl.die("day", tl.day+1)
	}
	tl.day = min(tl.day+tl.die("days on", 3), daySpan)
	return tl.day
}

// dressed gives an entry its day and what any entry may carry.
func (tl *teller) dressed(p ledger.Payload) ledger.Entry {
	first, _ := Days()
	e := ledger.Entry{Date: first.AddDays(tl.nextDay()), Payload: p}
	switch tl.die("dress", 20) {
	case 1:
		e.Standing = ledger.Claim
		e.Disputes = ledger.Seq(tl.die("disputes", tl.book.Len()+2))
	case 2:
		e.Dated = ledger.By
	case 3:
		e.Qualifier = pick(tl, "qualifier", []ledger.Qualifier{ledger.About, ledger.AtLeast, ledger.AtMost})
	case 4:
		e.Source, e.Note, e.Author = "a filing", "=1+1, \"quoted\"\nand a second line", "bo"
	}
	return e
}

// kinds lists what the next entry may be; what stands more often is drawn more often.
func (tl *teller) kinds() []func(*teller) ledger.Payload {
	return []func(*teller) ledger.Payload{
		(*teller).commitment, (*teller).commitment, (*teller).commitment,
		(*teller).funding, (*teller).funding, (*teller).funding, (*teller).funding, (*teller).funding,
		(*teller).tranche, (*teller).tranche, (*teller).tranche, (*teller).tranche,
		(*teller).call, (*teller).call, (*teller).call,
		(*teller).release, (*teller).release,
		(*teller).distribution, (*teller).distribution,
		(*teller).decision, (*teller).decision,
		(*teller).condition, (*teller).condition,
		(*teller).amendment, (*teller).amendment, (*teller).amendment, (*teller).amendTranche,
		(*teller).amendPromise,
		(*teller).assignment, (*teller).assignment,
		(*teller).issuance, (*teller).issuance,
		(*teller).transfer, (*teller).transfer, (*teller).retirement, (*teller).conversion, (*teller).conversion,
		(*teller).split, (*teller).ownership,
		(*teller).round, (*teller).mark, (*teller).record, (*teller).promise,
		(*teller).reversal, (*teller).reversal, (*teller).reversal, (*teller).reversal,
		(*teller).undo, (*teller).undo,
	}
}

// id makes an id: mostly a new one, now and then one that was made before.
func (tl *teller) id(letter string) string {
	tl.made++
	if n := tl.die("again", 10); n == 9 && tl.made > 1 {
		return fmt.Sprintf("%s%d", letter, 1+tl.die("id", tl.made-1))
	}
	return fmt.Sprintf("%s%d", letter, tl.made)
}

// die draws from 0 to sides-1, each side as likely, where rapid by itself prefers the small ones; it shrinks towards 0.
func (tl *teller) die(label string, sides int) int {
	const bitsMore = 3
	drawn := 0
	for range bits.Len(uint(sides)) + bitsMore {
		drawn *= 2
		if tl.coin(label) {
			drawn++
		}
	}
	return drawn % sides
}

func (tl *teller) coin(label string) bool { return rapid.Bool().Draw(tl.t, label) }

// pick draws one of the items; the zero T, which nothing takes, where there are none.
func pick[T any](tl *teller, label string, items []T) T {
	if len(items) == 0 {
		var none T
		return none
	}
	return items[tl.die(label, len(items))]
}

// perhaps draws one of the items or, as often, none.
func perhaps[T any](tl *teller, label string, items ...T) T {
	if tl.coin("with " + label) {
		return pick(tl, label, items)
	}
	var none T
	return none
}

// amount draws from a cent to 60, in whole units or with cents.
func (tl *teller) amount(label string) money.Decimal {
	cents := 1 + tl.die(label, 6000)
	if cents%3 != 0 {
		return money.Int(int64(cents/100) + 1)
	}
	return Number(tl.t, fmt.Sprintf("%d.%02d", cents/100, cents%100))
}

// near draws some of a limit, a cent less than it, exactly it, a cent more, or any amount.
func (tl *teller) near(label string, limit money.Decimal) money.Decimal {
	cent := Number(tl.t, "0.01")
	if limit.Cmp(cent) <= 0 {
		return tl.amount(label)
	}
	switch tl.die(label+" near", 8) {
	case 0, 1:
		return limit
	case 2:
		return limit.Sub(cent)
	case 3:
		return limit.Add(cent)
	case 4:
		return tl.amount(label)
	default:
		return money.Min(money.Int(int64(1+tl.die(label, 15))), limit)
	}
}

func (tl *teller) someDay(label string) civil.Date {
	first, _ := Days()
	return first.AddDays(tl.die(label, daySpan+24) - 3)
}

func (tl *teller) investor() ledger.PartyID {
	return pick(tl, "investor", []ledger.PartyID{"us", "them", "others"})
}

func (tl *teller) company() ledger.PartyID {
	return pick(tl, "company", []ledger.PartyID{"acme", "acme", "zeta"})
}

func (tl *teller) currency() money.Currency {
	code := pick(tl, "currency", []string{"USD", "USD", "EUR"})
	currency, err := money.ParseCurrency(code)
	if err != nil {
		tl.t.Fatalf("%v", err)
	}
	return currency
}

// state is where a commitment stands at the end of the tale's days; an empty one where there is none.
func (tl *teller) state(id ledger.CommitmentID) *ledger.Drawdown {
	_, last := Days()
	if state, ok := tl.book.Drawdown(id, last); ok {
		return state
	}
	return &ledger.Drawdown{Terms: &ledger.Commitment{}}
}

// tranches are the ids of all tranches, or of those that want it where there are any.
func (tl *teller) tranches(wanted func(*ledger.Drawdown, *ledger.Part) bool) []ledger.TrancheID {
	var fit, all []ledger.TrancheID
	for _, id := range tl.book.Commitments() {
		state := tl.state(id)
		for i := range state.Tranches {
			all = append(all, state.Tranches[i].Terms.ID)
			if wanted(state, &state.Tranches[i]) {
				fit = append(fit, state.Tranches[i].Terms.ID)
			}
		}
	}
	if len(fit) == 0 || tl.die("any tranche", 5) == 4 {
		return all
	}
	return fit
}

// part draws a commitment, one of its tranches or none, and what is left of it.
func (tl *teller) part() (ledger.CommitmentID, ledger.TrancheID, money.Decimal) {
	id := pick(tl, "commitment", tl.book.Commitments())
	state := tl.state(id)
	if len(state.Tranches) == 0 || tl.die("free", 4) == 0 {
		return id, "", state.FreeLeft()
	}
	part := pick(tl, "tranche", state.Tranches)
	return id, part.Terms.ID, part.Left()
}

func (tl *teller) leftOf(id ledger.TrancheID) money.Decimal {
	for _, commitment := range tl.book.Commitments() {
		if part := tl.state(commitment).Tranche(id); part != nil {
			return part.Left()
		}
	}
	return money.Decimal{}
}

func (tl *teller) ids(kind ledger.Kind) []string {
	var ids []string
	for e := range tl.book.All(kind) {
		ids = append(ids, e.Text("id"))
	}
	return ids
}
