package ledgertest

import (
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Picture writes all that a book shows of itself, a line each: every entry and whether it lives, what every id names,
// every commitment and every company's lots on every day on which they can change, and every walk. Two
// books are equal where their pictures are.
func Picture(b *ledger.Book) string {
	var out strings.Builder
	for e := range b.Journal() {
		fmt.Fprintf(&out, "entry %d %s recorded %s by %s, hash %s\n", e.Seq, describe(e), e.Recorded, e.Author, e.Hash)
	}
	out.WriteString(Outline(b))
	for _, day := range Turns(b) {
		out.WriteString(States(b, day))
	}
	for _, id := range b.Commitments() {
		for e, state := range b.Walk(id) {
			fmt.Fprintf(&out, "walk %s %s after %d: %s\n", id, e.Date, e.Seq, State(state))
		}
	}
	return out.String()
}

// Turns are the days on which a state can change: those of every entry of the journal, in order.
func Turns(b *ledger.Book) []civil.Date {
	var days []civil.Date
	for e := range b.Journal() {
		if at, found := slices.BinarySearchFunc(days, e.Date, civil.Date.Compare); !found && !e.Date.IsZero() {
			days = slices.Insert(days, at, e.Date)
		}
	}
	return days
}

// Outline writes what a book shows of itself apart from dates: which entries live, what reverses and what disputes
// them, and what every id names.
func Outline(b *ledger.Book) string {
	var out strings.Builder
	for e := range b.Journal() {
		fmt.Fprintf(&out, "%d live %t reversed by %d", e.Seq, b.Live(e.Seq), b.ReversedBy(e.Seq))
		for _, claim := range b.Claims(e.Seq) {
			fmt.Fprintf(&out, " claim %d", claim.Seq)
		}
		out.WriteByte('\n')
	}
	for _, kind := range ledger.Kinds() {
		for e := range b.All(kind) {
			fmt.Fprintf(&out, "%s %d\n", kind, e.Seq)
			for _, id := range made(e) {
				def, ok := b.Defined(id)
				fmt.Fprintf(&out, "id %s is entry %d, %t\n", id, def.Seq, ok)
			}
		}
	}
	return out.String()
}

// States writes every commitment and every company's lots at the end of a day.
func States(b *ledger.Book, day civil.Date) string {
	var out strings.Builder
	for _, id := range b.Commitments() {
		if state, ok := b.Drawdown(id, day); ok {
			fmt.Fprintf(&out, "%s %s: %s\n", day, id, State(state))
		}
	}
	for e := range b.All(ledger.KindParty) {
		company := e.Payload.(ledger.Party).ID
		for _, lot := range b.Lots(company, day) {
			fmt.Fprintf(&out, "%s lot of %s: %+v\n", day, company, lot)
		}
	}
	return out.String()
}

// made lists the ids that an entry brings into being.
func made(e ledger.Entry) []ledger.ID {
	var ids []ledger.ID
	for _, field := range ledger.Table()[e.Kind()].List {
		if text := e.Text(field.Name); field.Defines && text != "" {
			ids = append(ids, ledger.ID(text))
		}
	}
	if funding, ok := e.Payload.(ledger.Funding); ok && funding.Lot == "" && funding.Security != "" {
		ids = append(ids, ledger.ID(ledger.LotOf(funding, e.Date)))
	}
	return ids
}

// State writes where a commitment stands, its terms and those of its parts included.
func State(d *ledger.Drawdown) string {
	var out strings.Builder
	whole := *d
	whole.Terms, whole.Free, whole.Tranches = nil, ledger.Part{}, nil
	fmt.Fprintf(&out, "%+v terms %+v", whole, *d.Terms)
	for _, part := range append([]ledger.Part{d.Free}, d.Tranches...) {
		terms := *part.Terms
		part.Terms = nil
		fmt.Fprintf(&out, " part %+v terms %+v", part, terms)
	}
	return out.String()
}
