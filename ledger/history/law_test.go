package history_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

// picture writes all that a portfolio says.
func picture(p *figures.Portfolio) string {
	var out strings.Builder
	fmt.Fprintf(&out, "others %d\n", p.Others())
	standings, err := p.Standings()
	fmt.Fprintf(&out, "refused %v\n", err)
	for i, c := range p.Commitments() {
		fmt.Fprintf(&out, "%s %s %s %s %s %s %s %s %s", c.ID, c.Investor, c.Company, c.Security, c.Program, c.Currency,
			c.Strength, c.Signed, c.Expires)
		for _, amount := range []fmt.Stringer{c.Cap.Fraction(), c.Funded.Fraction(), c.Recallable.Fraction(),
			c.Released.Fraction(), c.Unfunded.Fraction(), c.Called.Fraction(), c.Firm.Fraction(), c.Conditional.Fraction(),
			c.Option.Fraction(), c.Overdue.Fraction(), c.Undecided.Fraction(), c.Indicative.Fraction(),
			c.Outside.Fraction(), c.Distributed.Fraction(), c.NextDue, standings[i].FundedAt} {
			fmt.Fprintf(&out, " %s", amount)
		}
		fmt.Fprintf(&out, " exact %v\n", standings[i].Exact)
	}
	lines, err := p.Lines()
	fmt.Fprintf(&out, "lines %v %v\n", lines, err)
	for _, dimension := range ledger.Dimensions() {
		sums, err := p.Sum(dimension, figures.Watch{})
		fmt.Fprintf(&out, "%s %v %v\n", dimension, sums, err)
	}
	return out.String()
}

// mustSayTheSame holds a history to what is folded, on a day and through a filter.
func mustSayTheSame(t interface{ Fatalf(string, ...any) }, b *ledger.Book, h *history.History, day civil.Date,
	filter figures.Filter) {
	folded := picture(figures.NewPortfolio(b, h.Currency(), day, filter))
	if looked := picture(h.On(day, filter)); looked != folded {
		t.Fatalf("on %s %v, history from %s:\n%s\nfolded:\n%s", day, filter, h.From(), looked, folded)
	}
}

func TestAHistorySaysWhatIsFoldedOnEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ledgertest.Extend(t, ledgertest.Books().Draw(t, "book"), `2000-01-01 rate base=EUR quote=USD rate=1.10`,
			`2000-01-01 rate base=USD quote=JPY rate=149.52`, `2024-01-15 rate base=EUR quote=USD rate=1.2345`)
		first, last := ledgertest.Days()
		from := first.AddDays(rapid.IntRange(-2, last.DaysSince(first)+20).Draw(t, "from"))
		if rapid.Bool().Draw(t, "all of it") {
			from = civil.Date{}
		}
		h, err := history.Of(b, b.Currency(), from)
		if err != nil {
			t.Fatalf("%v", err)
		}
		filter := figures.Filter{All: rapid.Bool().Draw(t, "all")}
		for day := first.AddDays(-1); !day.After(last.AddDays(25)); day = day.AddDays(1) {
			if !day.Before(from) {
				mustSayTheSame(t, b, h, day, filter)
			}
		}
	})
}

func TestWhoSoldAllHoldsNothingAnyMore(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-14 issuance lot=l7 holder=others security=acme-common units=51.81 cost=34 currency=USD`,
		`2024-01-22 transfer lot=l7 to=them units=51.81 new_lot=l8 amount=40 currency=USD`,
		`2024-01-25 retirement lot=l8 reason=cancelled`,
	)...)
	h, err := history.Of(b, b.Currency(), civil.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range ledgertest.Turns(b) {
		mustSayTheSame(t, b, h, day, figures.Filter{All: true})
	}
}

func TestTheHistoryOfTheSampleSaysWhatIsFolded(t *testing.T) {
	b := sample(t)
	h, err := history.Of(b, b.Currency(), civil.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for _, filter := range []figures.Filter{{}, {All: true}, {All: true,
		Where: []ledger.ScopeTerm{{Dimension: "company", Value: "anthropic"}}}, {All: true,
		Where: []ledger.ScopeTerm{{Dimension: "class", Value: "preferred"}}}} {
		for _, day := range ledgertest.Turns(b) {
			mustSayTheSame(t, b, h, day, filter)
			mustSayTheSame(t, b, h, day.AddDays(40), filter)
		}
	}
}

// sample is the bundled book.
func sample(t *testing.T) *ledger.Book {
	t.Helper()
	b := ledger.New()
	for record, err := range interchange.ReadJSONL(strings.NewReader(string(assets.SampleJournal)), "sample.jsonl") {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Append(ledgertest.Stamp(record.Entry, b)); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func TestAHistoryThatWasKeptSaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ledgertest.Extend(t, ledgertest.Books().Draw(t, "book"), `2000-01-01 rate base=EUR quote=USD rate=1.10`,
			`2000-01-01 rate base=USD quote=JPY rate=149.52`, `2024-01-15 rate base=EUR quote=USD rate=1.2345`)
		first, last := ledgertest.Days()
		from := first.AddDays(rapid.IntRange(-2, last.DaysSince(first)+20).Draw(t, "from"))
		h, err := history.Of(b, b.Currency(), from)
		if err != nil {
			t.Fatalf("%v", err)
		}
		kept := h.Keep(b)
		read, err := history.Read(kept)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if read.From() != h.From() || read.Currency() != h.Currency() {
			t.Fatalf("it begins on %s in %s", read.From(), read.Currency())
		}
		day := from.AddDays(rapid.IntRange(0, 60).Draw(t, "later"))
		mustSayTheSame(t, b, read, day, figures.Filter{All: rapid.Bool().Draw(t, "all")})
		cut := rapid.IntRange(0, len(kept)-1).Draw(t, "cut")
		if part, err := history.Read(kept[:cut]); err == nil && !isBroken(part) {
			t.Fatalf("%d of %d bytes are read as a history", cut, len(kept))
		}
	})
}

// isBroken asks a history for all that it has and says whether that was there.
func isBroken(h *history.History) bool {
	_, _ = h.On(h.From(), figures.Filter{}).Lines()
	_, _ = h.On(h.From(), figures.Filter{}).Sum("company", figures.Watch{})
	return h.Err() != nil
}

// FuzzRead reads any bytes: nothing makes it fail in another way than by an error, and what it read can be asked.
func FuzzRead(f *testing.F) {
	b := ledgertest.Build(f, ledgertest.CentralCase()...)
	h, err := history.Of(b, b.Currency(), civil.Date{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(h.Keep(b))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := history.Read(data)
		if err != nil {
			return
		}
		isBroken(read)
	})
}

func TestAHistoryIsRefusedForTheFirstRateThatIsMissing(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-14 issuance lot=z holder=us security=zeta-pref units=1 cost=34 currency=JPY`,
		`2024-01-14 issuance lot=a holder=us security=acme-common units=1 cost=34 currency=GBP`,
		`2024-01-15 issuance lot=b holder=us security=acme-common units=1 cost=34 currency=CHF`,
		`2024-01-15 retirement lot=b reason=cancelled`,
	)...)
	for range 20 { // in whatever order the companies are worked on
		_, err := history.Of(b, b.Currency(), civil.Date{})
		want := "no rate from GBP to USD is known on 2024-01-14; record a rate for GBP/USD on or before that day"
		if err == nil || err.Error() != want {
			t.Fatalf("it is refused for %v, not: %s", err, want)
		}
	}
}
