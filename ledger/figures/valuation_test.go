package figures_test

import (
	"fmt"
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
		needed := make(map[string]bool)
		for day := range everyDay(from) {
			for _, h := range steps[day] {
				now[[2]ledger.PartyID{h.Investor, h.Company}] = h
			}
			want, missing := plainHoldings(b, in, day)
			for _, message := range missing {
				needed[message] = true
			}
			var got []figures.Holding
			for _, h := range now {
				got = append(got, h)
			}
			if pictures(got) != pictures(want) {
				t.Fatalf("from %s, on %s the holdings are\n%snot\n%s", from, day, pictures(got), pictures(want))
			}
		}
		for message := range needed {
			if !slices.Contains(refused, message) {
				t.Fatalf("%s: this is not refused, but %q", message, refused)
			}
		}
	})
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
func mustBeSum(t *rapid.T, h *figures.Holding) {
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
