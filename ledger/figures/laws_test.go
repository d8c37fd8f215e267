package figures_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// days are all days of a random book, the one before and some after.
func days() []civil.Date {
	first, last := ledgertest.Days()
	var all []civil.Date
	for day := first.AddDays(-1); !day.After(last.AddDays(25)); day = day.AddDays(1) {
		all = append(all, day)
	}
	return all
}

func TestCapIsWhatBecameOfItOnEveryDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		for _, day := range days() {
			for _, id := range tale.Book.Commitments() {
				state, begun := tale.Book.Drawdown(id, day)
				if !begun {
					continue
				}
				checkParts(t, day, figures.Of(state, day), state)
			}
		}
	})
}

// checkParts holds a commitment's figures to the identity and to each other.
func checkParts(t *rapid.T, day civil.Date, c figures.Commitment, state *ledger.Drawdown) {
	sum := c.Funded.Sub(c.Recallable).Add(c.Released).Add(c.Firm).Add(c.Conditional).Add(c.Option)
	if sum.Cmp(c.Cap) != 0 {
		t.Fatalf("%s on %s: the cap is %s, what became of it %s: %+v", c.ID, day, c.Cap, sum, c)
	}
	for name, amount := range map[string]money.Decimal{"unfunded": c.Unfunded, "called": c.Called, "firm": c.Firm,
		"conditional": c.Conditional, "option": c.Option, "overdue": c.Overdue, "undecided": c.Undecided,
		"indicative": c.Indicative} {
		if amount.Sign() < 0 {
			t.Fatalf("%s on %s: %s is %s", c.ID, day, name, amount)
		}
	}
	if c.Undecided.Cmp(c.Option) > 0 || c.Called.Cmp(c.Unfunded) > 0 || c.Overdue.Cmp(c.Unfunded) > 0 {
		t.Fatalf("%s on %s: a part is more than the whole: %+v", c.ID, day, c)
	}
	if !c.NextDue.IsZero() && c.NextDue.Before(day) {
		t.Fatalf("%s on %s: next due %s is past", c.ID, day, c.NextDue)
	}
	for i := range state.Tranches {
		part := &state.Tranches[i]
		tranche := figures.TrancheOf(state, part, day)
		parts := tranche.Firm.Add(tranche.Conditional).Add(tranche.Option)
		if !state.Indicative() && parts.Cmp(tranche.Left) != 0 {
			t.Fatalf("tranche %s on %s: left is %s, its parts %s", part.Terms.ID, day, tranche.Left, parts)
		}
	}
}

// withRates is a random book that has a rate for each of its currencies, and for a third one, so that rates cross.
func withRates(t *rapid.T) *ledger.Book {
	book := ledgertest.Tales().Draw(t, "tale").Book
	return ledgertest.Extend(t, book,
		`2000-01-01 rate base=EUR quote=USD rate=1.10`,
		`2000-01-01 rate base=USD quote=JPY rate=149.52`,
		`2024-01-15 rate base=EUR quote=USD rate=1.2345`,
	)
}

func reportingCurrency(t *rapid.T) money.Currency {
	c, err := money.ParseCurrency(rapid.SampledFrom([]string{"USD", "EUR", "JPY"}).Draw(t, "currency"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func someDay(t *rapid.T, label string) civil.Date { return rapid.SampledFrom(days()).Draw(t, label) }

func TestRollforwardBeginsAndEndsWithWhatIsUnfunded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, in := withRates(t), reportingCurrency(t)
		from, to := someDay(t, "from"), someDay(t, "to")
		if to.Before(from) {
			from, to = to, from
		}
		filter := figures.Filter{All: true}
		portfolio := figures.NewPortfolio(b, in, to, filter)
		rows, err := portfolio.Rollforwards(from)
		if err != nil {
			t.Fatal(err)
		}
		opening := unfunded(t, b, in, from)
		closing := unfunded(t, b, in, to)
		for _, r := range rows {
			if !r.Opening.Equal(opening[r.Commitment]) || !r.Closing.Equal(closing[r.Commitment]) {
				t.Fatalf("%s goes from %s to %s, but %s is unfunded on %s and %s on %s", r.Commitment, r.Opening, r.Closing,
					opening[r.Commitment], from, closing[r.Commitment], to)
			}
			sum := r.Opening.Add(r.New).Add(r.Amended).Sub(r.Funded).Add(r.Recallable).Sub(r.Released).Add(r.FX)
			if !sum.Equal(r.Closing) {
				t.Fatalf("%s comes to %s, not to its closing: %+v", r.Commitment, sum, r)
			}
			if state, _ := b.Drawdown(r.Commitment, to); state.Terms.Currency == in && r.FX.Sign() != 0 {
				t.Fatalf("%s is in %s and has an fx of %s", r.Commitment, in, r.FX)
			}
			delete(opening, r.Commitment)
			delete(closing, r.Commitment)
		}
		if len(opening) != 0 || len(closing) != 0 {
			t.Fatalf("there is no row for %v and %v", opening, closing)
		}
	})
}

// unfunded is what is unfunded of every commitment on a day, in a currency.
func unfunded(t *rapid.T, b *ledger.Book, in money.Currency, day civil.Date) map[ledger.CommitmentID]money.Fraction {
	amounts := make(map[ledger.CommitmentID]money.Fraction)
	for _, id := range b.Commitments() {
		state, begun := b.Drawdown(id, day)
		if !begun {
			continue
		}
		own := money.NewAmount(figures.Of(state, day).Unfunded.Fraction(), state.Terms.Currency)
		amount, err := figures.RatesOf(b).Convert(own, in, day)
		if err != nil {
			t.Fatal(err)
		}
		amounts[id] = amount.Number()
	}
	return amounts
}

func TestTheRowsOfEveryDimensionAddUpToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, in, day := withRates(t), reportingCurrency(t), someDay(t, "day")
		portfolio := figures.NewPortfolio(b, in, day, figures.Filter{All: rapid.Bool().Draw(t, "all")})
		var whole string
		for _, dimension := range ledger.Dimensions() { // no party of a random book has two tags
			var lines, held figures.Line
			sums, err := portfolio.Sum(dimension, figures.Watch{Commitment: lines.Add, Holding: held.Add})
			if err != nil {
				t.Fatal(err)
			}
			lines.Add(&held)
			rows := figures.Line{}
			for _, group := range sums.Groups {
				rows.Add(&group.Line)
			}
			total := amounts(sums.Total)
			if sums.Several || amounts(rows) != total || amounts(lines) != total {
				t.Fatalf("by %s the rows add up to\n%s\nthe lines to\n%s\nand the total is\n%s", dimension, amounts(rows),
					amounts(lines), total)
			}
			if whole == "" {
				whole = total
			}
			if total != whole {
				t.Fatalf("by %s the total is\n%s\nand by %s it is\n%s", dimension, total, ledger.Dimensions()[0], whole)
			}
		}
	})
}

func amounts(l figures.Line) string {
	return fmt.Sprint(l.Cap.Number, l.Funded.Number, l.Firm.Number, l.Conditional.Number, l.Option.Number,
		l.Overdue.Number, l.Undecided.Number, l.Indicative.Number, l.Cost.Number, l.Value.Number, l.Exposure().Number,
		l.Maximum().Number)
}

func TestTheValuesOfADimensionFilterItsRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, in, day := withRates(t), reportingCurrency(t), someDay(t, "day")
		portfolio := figures.NewPortfolio(b, in, day, figures.Filter{All: true})
		dimension := rapid.SampledFrom(ledger.Dimensions()).Draw(t, "dimension")
		sums, err := portfolio.Sum(dimension, figures.Watch{})
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range sums.Groups {
			filter := figures.Filter{All: true, Where: []ledger.ScopeTerm{{Dimension: dimension, Value: group.Value}}}
			alone := figures.NewPortfolio(b, in, day, filter)
			kept, err := alone.Sum(dimension, figures.Watch{})
			if err != nil {
				t.Fatal(err)
			}
			if amounts(kept.Total) != amounts(group.Line) {
				t.Fatalf("%s=%s alone comes to\n%s\nbut its row is\n%s", dimension, group.Value, amounts(kept.Total),
					amounts(group.Line))
			}
		}
	})
}

func TestFiguresAreTheSameEveryTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, in, day := withRates(t), reportingCurrency(t), someDay(t, "day")
		once, again := everything(t, b, in, day), everything(t, b, in, day)
		if once != again {
			t.Fatalf("the figures are\n%s\nand then\n%s", once, again)
		}
	})
}

func everything(t *rapid.T, b *ledger.Book, in money.Currency, day civil.Date) string {
	portfolio := figures.NewPortfolio(b, in, day, figures.Filter{All: true})
	lines, err := portfolio.Lines()
	if err != nil {
		t.Fatal(err)
	}
	flows, err := portfolio.Flows()
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, l := range lines {
		text += fmt.Sprintln(l.Investor, l.Company, l.Commitment, l.Security, l.Program, l.Currency, amounts(l))
	}
	for _, f := range flows {
		text += fmt.Sprintln(f.Entry, f.Type, f.Investor, f.Amount, f.Reporting.Number())
	}
	return text
}
