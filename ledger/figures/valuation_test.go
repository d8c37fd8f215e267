package figures_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// marked is a random book with marks of holdings and of single securities, terms that change, sales, conversions and
// costs in the book's currency, back-dated ones among them. What a rule refuses is left out.
func marked(t *rapid.T) *ledger.Book {
	b := ledgertest.Tales().Draw(t, "tale").Book
	first, _ := ledgertest.Days()
	word := func(label string, words ...string) string { return rapid.SampledFrom(words).Draw(t, label) }
	for range rapid.IntRange(0, 40).Draw(t, "more") {
		day := first.AddDays(rapid.IntRange(0, 35).Draw(t, "day"))
		line := fmt.Sprintf("%s %s", day, more(b, word))
		if strings.HasSuffix(line, " ") {
			continue
		}
		e, err := ledgertest.ReadLine(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		_, _ = b.Append(ledgertest.Stamp(e, b))
	}
	if rapid.Bool().Draw(t, "with rates") {
		b = ledgertest.Extend(t, b, `2000-01-01 rate base=USD quote=JPY rate=149.52`,
			`2024-01-15 rate base=USD quote=EUR rate=0.7`)
	}
	return b
}

// more is an entry that changes a holding, as a line without its day.
func more(b *ledger.Book, word func(string, ...string) string) string {
	qualifier := word("qualifier", "", "", "", " qualifier=about", " qualifier=at-least")
	cents := word("amount", "10", "20", "0.01", "3.33", "7.1", "12")
	securities := []string{"acme-common", "acme-pref", "acme-note", "zeta-pref"}
	commitments := b.Commitments()
	var lots []string
	for _, company := range []ledger.PartyID{"acme", "zeta"} {
		for _, lot := range b.Lots(company, civil.Last()) {
			lots = append(lots, string(lot.ID))
		}
	}
	id := fmt.Sprintf("m%d", b.Len())
	switch kind := word("kind", "mark", "mark", "funding", "funding", "amendment", "transfer", "retirement", "conversion",
		"issuance"); {
	case kind == "mark":
		return "mark company=" + word("company", "acme", "acme", "zeta") + " holder=" +
			word("holder", "us", "us", "them") + word("security", "", "", " security=acme-note", " security=acme-pref",
			" security=acme-common", " security=zeta-pref") + " value=" + word("value", "90", "0", "33.3", "100") +
			" currency=" + word("currency", "USD", "EUR", "JPY") + word("method", "", " method=multiple") + qualifier
	case kind == "issuance":
		return "issuance lot=" + id + " holder=" + word("holder", "us", "them") + " security=" +
			word("security", securities...) + " units=10" + word("cost", "", " cost="+cents+" currency=EUR",
			" cost="+cents+" currency=USD") + qualifier
	case kind == "funding" && len(commitments) > 0:
		bought := word("bought", "", "", " security=acme-pref units=3 lot="+id, " security=acme-note lot="+id)
		return "funding commitment=" + word("commitment", texts(commitments)...) + " amount=" + cents + " outside=yes" +
			bought + word("reported", "", "", " reporting_amount=5.55") + qualifier
	case kind == "amendment" && len(commitments) > 0:
		return "amendment about=" + word("commitment", texts(commitments)...) + " security=" +
			word("security", securities...) + word("program", "", " program=core", " program=new")
	case len(lots) == 0:
		return ""
	}
	lot := word("lot", lots...)
	switch word("move", "transfer", "retirement", "conversion") {
	case "transfer":
		return "transfer lot=" + lot + " to=" + word("to", "us", "them") + " units=" + cents + " new_lot=" + id +
			word("paid", "", " amount=4 currency=EUR") + word("balance", "", " balance_lot="+id+"b")
	case "retirement":
		return "retirement lot=" + lot + " reason=cancelled" + word("units", "", " units="+cents)
	default:
		return "conversion lot=" + lot + " new_lot=" + id + " into=" + word("into", securities...) + " units=7" +
			word("amount", "", " amount="+cents) + qualifier
	}
}

func texts[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, one := range all {
		list[i] = string(one)
	}
	return list
}

// picture writes what a holding is made of.
func picture(h figures.Holding) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s of %s\n", h.Investor, h.Company)
	for _, p := range h.Parts {
		fmt.Fprintf(&out, "  %q agreed %q program %q %s cost %s%s worth %s%s %s by %q on %s\n", p.Security, p.Agreed,
			p.Program, p.Currency, p.Cost.Qualifier, p.Cost.Number, p.Worth.Qualifier, p.Worth.Number, p.WorthIn, p.Method,
			p.Valued)
	}
	return out.String()
}

func pictures(holdings []figures.Holding) string {
	var all []string
	for _, h := range holdings {
		if len(h.Parts) > 0 {
			all = append(all, picture(h))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

func TestHoldingsOfADayAreWhatEveryPurchaseComesTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, in, day := marked(t), reportingCurrency(t), someDay(t, "day")
		want, missing := plainHoldings(b, in, day)
		var got []figures.Holding
		err := figures.HoldingsOf(b, figures.RatesOf(b), in).On(day,
			func(ledger.PartyID, ledger.PartyID) bool { return true },
			func(h *figures.Holding) {
				got = append(got, figures.Holding{Investor: h.Investor, Company: h.Company, Parts: slices.Clone(h.Parts)})
			})
		if refused := messages(err); !slices.Equal(refused, missing) {
			t.Fatalf("refused is %q, not %q", refused, missing)
		}
		if pictures(got) != pictures(want) {
			t.Fatalf("on %s the holdings are\n%snot\n%s", day, pictures(got), pictures(want))
		}
	})
}

func TestAHoldingThroughTheDaysIsWhatItIsOnEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, in := marked(t), reportingCurrency(t)
		var from civil.Date
		if rapid.Bool().Draw(t, "not all of it") {
			from = someDay(t, "from")
		}
		made := figures.HoldingsOf(b, figures.RatesOf(b), in)
		if rapid.Bool().Draw(t, "of entries") {
			made = figures.HoldingsFrom(b, figures.RatesOf(b), in, func(yield func(ledger.Entry) bool) {
				for e := range b.Journal() {
					if e.Booked() && b.Live(e.Seq) && !yield(e) {
						return
					}
				}
			})
		}
		mustGoThrough(t, b, made, in, from)
	})
}

func TestPartsComeAsTheyWereRecordedAndNotAsTheyWerePaid(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-02 commitment id=c investor=us company=acme cap=100 currency=USD program=core`,
		`2024-01-02 commitment id=d investor=us company=acme cap=100 currency=USD program=growth`,
		`2024-01-20 funding commitment=d amount=1`,
		`2024-01-10 funding commitment=c amount=2`,
		`2024-01-05 funding commitment=d amount=4`,
		`2024-01-25 issuance lot=late holder=us security=acme-pref units=1 cost=8 currency=USD`,
		`2024-01-15 issuance lot=early holder=us security=acme-common units=1 cost=16 currency=USD`,
	)...)
	mustGoThrough(t, b, figures.HoldingsOf(b, figures.RatesOf(b), b.Currency()), b.Currency(), civil.Date{})
}

func TestMoneyThatIsNotExactGoesOnWithinMarks(t *testing.T) {
	b := ledgertest.Build(t, invested(
		`2024-01-22 mark company=acme holder=us security=acme-note value=0 currency=USD`,
		`2024-01-23 funding commitment=c amount=3 qualifier=about`,
		`2024-01-24 funding commitment=c amount=4 security=acme-note lot=n2 qualifier=at-least`,
	)...)
	mustGoThrough(t, b, figures.HoldingsOf(b, figures.RatesOf(b), b.Currency()), b.Currency(), civil.Date{})
}

// mustGoThrough holds the holdings of all companies from a day on to what every purchase comes to on each day.
func mustGoThrough(t ledgertest.TB, b *ledger.Book, made *figures.Holdings, in money.Currency, from civil.Date) {
	t.Helper()
	steps := make(map[civil.Date][]figures.Holding)
	var refused []string
	for _, company := range made.Companies() {
		err := made.Through(company, from, func(day civil.Date, h *figures.Holding) {
			mustBeSum(t, h)
			kept := figures.Holding{Investor: h.Investor, Company: h.Company, Parts: slices.Clone(h.Parts)}
			steps[day] = append(steps[day], kept)
		})
		refused = append(refused, messages(err)...)
	}
	now := make(map[[2]ledger.PartyID]figures.Holding)
	for day := range everyDay(from) {
		for _, h := range steps[day] {
			now[[2]ledger.PartyID{h.Investor, h.Company}] = h
		}
		want, missing := plainHoldings(b, in, day)
		got := slices.Collect(maps.Values(now))
		if pictures(got) != pictures(want) {
			t.Fatalf("from %s, on %s the holdings are\n%snot\n%s", from, day, pictures(got), pictures(want))
		}
		for _, message := range missing {
			if !slices.Contains(refused, message) {
				t.Fatalf("%s: this is not refused, but %q", message, refused)
			}
		}
	}
}

// everyDay gives the days of a random book from one on, which may be before all of them.
func everyDay(from civil.Date) func(func(civil.Date) bool) {
	return func(yield func(civil.Date) bool) {
		if from.IsZero() && !yield(from) {
			return
		}
		for _, day := range append(days(), days()[len(days())-1].AddDays(30)) {
			if !day.Before(from) && !yield(day) {
				return
			}
		}
	}
}

// mustBeSum holds what a holding comes to as a whole to its parts.
func mustBeSum(t ledgertest.TB, h *figures.Holding) {
	t.Helper()
	var cost figures.Stated
	worth := make(map[money.Currency]figures.Stated)
	for i, part := range h.Parts {
		cost = cost.Add(part.Cost)
		worth[part.WorthIn] = worth[part.WorthIn].Add(part.Worth)
		if seen := (figures.Seen{Currency: part.Currency, Valued: part.Valued}); h.Whole.Seen[i] != seen {
			t.Fatalf("part %d is seen as %v: %v", i, h.Whole.Seen[i], picture(*h))
		}
	}
	same := len(h.Whole.Seen) == len(h.Parts) && len(h.Whole.Worth) == len(worth) &&
		h.Whole.Cost.Number.Equal(cost.Number) && h.Whole.Cost.Qualifier == cost.Qualifier
	for _, w := range h.Whole.Worth {
		same = same && w.Amount.Number.Equal(worth[w.In].Number) && w.Amount.Qualifier == worth[w.In].Qualifier
	}
	if !same {
		t.Fatalf("all comes to %+v: %s", *h.Whole, picture(*h))
	}
}
