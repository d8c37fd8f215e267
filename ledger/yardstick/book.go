package yardstick

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// MinEntries is the size of the smallest book: one commitment and what it stands on.
const MinEntries = 100

// The shape of a whole book, from wholeSize entries on. A smaller one has fewer companies and commitments, so that a
// commitment has about as many entries.
const (
	wholeInvestors   = 50
	wholeCompanies   = 2_000
	wholeCommitments = 10_000
	entriesEach      = 100 // of a commitment of a smaller book
	companyDeals     = 5   // commitments that a company has
)

// Book is a generated book. It holds no entries: each run over Entries makes them anew.
type Book struct {
	shape Shape
	seed  uint64
}

// Shape is what a generated book holds.
type Shape struct {
	Entries     int
	Investors   int
	Companies   int
	Commitments int
	Currencies  int
	First, Last civil.Date // the days that the dated entries span
}

// New is the book of so many entries and a seed. A size below MinEntries is refused.
func New(entries int, seed uint64) (Book, error) {
	if entries < MinEntries {
		return Book{}, fmt.Errorf("a book of %d entries has no room for what a commitment stands on; "+
			"ask for at least %d", entries, MinEntries)
	}
	commitments := between(entries/entriesEach, 1, wholeCommitments)
	shape := Shape{
		Entries:     entries,
		Investors:   between(commitments/2, 2, wholeInvestors),
		Companies:   between(commitments/companyDeals, 1, wholeCompanies),
		Commitments: commitments,
		Currencies:  between(commitments, 1, len(currencyCodes())),
		First:       date(2010, 1, 1),
		Last:        date(2026, 6, 30),
	}
	return Book{shape: shape, seed: seed}, nil
}

// Shape says what the book holds.
func (b Book) Shape() Shape { return b.shape }

// Entries gives the book's entries in the order in which they are recorded, which is that of their dates. Each has the
// seq that a new book gives it and neither instant nor author nor hash.
func (b Book) Entries() iter.Seq[ledger.Entry] {
	return func(yield func(ledger.Entry) bool) {
		g := &generator{
			shape: b.shape,
			dice:  rand.New(rand.NewPCG(b.seed, uint64(b.shape.Entries))),
			yield: yield,
			acts:  acts(),
		}
		g.run()
	}
}

// Fold is the book that takes all entries, each recorded at the same instant. None is refused.
func (b Book) Fold(recorded time.Time) (*ledger.Book, error) {
	book := ledger.New()
	for e := range b.Entries() {
		e.Recorded = recorded
		if _, err := book.Append(e); err != nil {
			return nil, fmt.Errorf("entry %d, %s on %s, %v: %w", e.Seq, e.Kind(), e.Date, e.Flat(), err)
		}
	}
	return book, nil
}

// generator is one run over a book's entries.
type generator struct {
	shape Shape
	dice  *rand.Rand
	yield func(ledger.Entry) bool

	seq     ledger.Seq // of the entry last given
	stopped bool       // nobody asks for more
	today   civil.Date

	field field
	acts  []act
	deals []*deal // those begun, in the order of their first days
	due   calendar
}

func (g *generator) run() {
	g.settle()
	g.open()
	for day, deals := range g.due.days() {
		g.today = day
		g.publish()
		for d := range deals {
			if g.stopped {
				return
			}
			g.turn(d)
		}
		if g.stopped {
			return
		}
	}
}

// record gives an entry of today, and its number.
func (g *generator) record(payload ledger.Payload) ledger.Seq {
	return g.give(ledger.Entry{Date: g.today, Payload: payload})
}

func (g *generator) give(e ledger.Entry) ledger.Seq {
	g.seq++
	e.Seq = g.seq
	if !g.stopped && !g.yield(e) {
		g.stopped = true
	}
	return e.Seq
}
