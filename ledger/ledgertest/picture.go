package ledgertest

import (
	"fmt"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Picture writes all that a book shows of itself, a line each: every entry and whether it lives, every id, every
// commitment on every day of the book's life and the day before and after it, every walk, and every company's lots. Two books are
// equal where their pictures are.
func Picture(b *ledger.Book) string {
	var out strings.Builder
	for e := range b.Journal() {
		fmt.Fprintf(&out, "entry %d %s recorded %s by %s, hash %s\n", e.Seq, describe(e), e.Recorded, e.Author, e.Hash)
	}
	out.WriteString(Outline(b))
	first, last := span(b)
	for day := first.AddDays(-1); !day.After(last.AddDays(1)); day = day.AddDays(1) {
		out.WriteString(States(b, day))
	}
	for _, id := range b.Commitments() {
		for e, state := range b.Walk(id) {
			fmt.Fprintf(&out, "walk %s %s after %d: %+v\n", id, e.Date, e.Seq, *state)
		}
	}
	return out.String()
}

// span is the book's life, the stage's rates excepted, which are as old as can be.
func span(b *ledger.Book) (first, last civil.Date) {
	stageEnd, _ := civil.Of(2000, 1, 1)
	for e := range b.Journal() {
		if !e.Date.After(stageEnd) {
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

// Outline writes what a book shows of itself apart from dates: which entries live, what reverses and what disputes them, and
// what every id names.
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
			fmt.Fprintf(&out, "%s %s: %+v\n", day, id, *state)
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
