package page_test

import (
	"bytes"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/interchange"
	"stakebook/ledger/money"
	"stakebook/ledger/scene"
	"stakebook/ui/page"
)

// sample is the bundled book.
func sample(t *testing.T) *ledger.Book {
	t.Helper()
	b := ledger.New()
	for record, err := range interchange.Read(bytes.NewReader(assets.SampleJournal), "sample.jsonl") {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Append(record.Entry); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func on(t *testing.T, day string, all bool) page.Moment {
	t.Helper()
	date, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	return page.Moment{AsOf: date, Today: date, Filter: figures.Filter{All: all}}
}

func cards(summary page.Summary) map[string]string {
	values := make(map[string]string)
	for _, card := range summary.Cards {
		values[card.Title] = card.Value
	}
	return values
}

func TestTheOverviewFollowsTheDecisionOfMarch2024(t *testing.T) {
	b := sample(t)
	for _, c := range []struct {
		day  string
		want map[string]string
	}{
		{"2024-03-26", map[string]string{"Committed": "≤4.00B", "Funded": "1.25B", "Option": "≤2.75B",
			"Firm": "0", "Conditional": "0", "Next date": "2024-03-31"}},
		{"2024-03-27", map[string]string{"Committed": "≤4.00B", "Funded": "4.00B", "Option": "0",
			"Firm": "0", "Conditional": "0", "Next date": "none"}},
	} {
		got := cards(page.SummaryOf(history.SightOf(b, nil), on(t, c.day, false)))
		for title, want := range c.want {
			if got[title] != want {
				t.Errorf("%s on %s reads %s, want %s", title, c.day, got[title], want)
			}
		}
	}
}

func TestAMissingRateIsNamedAndNothingIsTotalled(t *testing.T) {
	b := sample(t)
	at := on(t, "2024-03-01", true)
	at.Currency, _ = money.ParseCurrency("CHF")
	summary := page.SummaryOf(history.SightOf(b, nil), at)
	if summary.Missing == nil || !strings.Contains(summary.Missing.Error(), "CHF") {
		t.Errorf("missing: %v, want the pair with CHF", summary.Missing)
	}
	if _, totalled := cards(summary)["Committed"]; totalled {
		t.Error("a total is shown all the same")
	}
	caps, missing := page.CapsOf(history.SightOf(b, nil), at, page.ByInvestor, scene.ByCap, scene.Linear)
	if missing == nil || len(caps.Rows) != 0 {
		t.Errorf("%d bars without a rate, missing %v", len(caps.Rows), missing)
	}
}

func TestTheBarOfACommitmentAddsUpToItsCap(t *testing.T) {
	b := sample(t)
	for _, day := range []string{"2023-12-31", "2024-03-26", "2025-09-30", "2026-04-20", "2026-11-22"} {
		at := on(t, day, true)
		caps, missing := page.CapsOf(history.SightOf(b, nil), at, page.ByCompany, scene.ByCap, scene.Linear)
		if missing != nil {
			t.Fatal(missing)
		}
		for _, row := range caps.Rows {
			state, _ := b.Drawdown(ledger.CommitmentID(row.ID), at.AsOf)
			c := figures.Of(state, at.AsOf)
			if c.Currency != b.Currency() {
				continue
			}
			sum := new(big.Rat)
			for _, part := range []scene.Part{row.Funded, row.Called, row.Firm, row.Conditional, row.Option, row.Released} {
				sum.Add(sum, part.Amount)
			}
			if want := c.Cap.Fraction().Rat(); sum.Cmp(want) != 0 {
				t.Errorf("%s on %s: the bar comes to %s, the cap is %s", row.ID, day, sum, want)
			}
		}
	}
}

func TestEveryBarStandsUnderItsGroup(t *testing.T) {
	b := sample(t)
	at := on(t, "2026-04-20", false)
	groups := func(by page.GroupCaps) []string {
		caps, _ := page.CapsOf(history.SightOf(b, nil), at, by, scene.AsGiven, scene.Linear)
		var names []string
		for _, row := range caps.Rows {
			names = append(names, row.Group+"/"+row.Label)
		}
		return names
	}
	want := []string{"Amazon/Anthropic", "Amazon/Anthropic", "Amazon/OpenAI", "Amazon/Anthropic"}
	if diff := cmp.Diff(want, groups(page.ByInvestor)); diff != "" {
		t.Error(diff)
	}
	want = []string{"Anthropic/Amazon", "Anthropic/Amazon", "OpenAI/Amazon", "Anthropic/Amazon"}
	if diff := cmp.Diff(want, groups(page.ByCompany)); diff != "" {
		t.Error(diff)
	}
}

func TestTheDetailShowsTranchesHistoryAndClaims(t *testing.T) {
	b := sample(t)
	detail, err := page.DetailOf(history.SightOf(b, nil), "msft-openai-1", on(t, "2026-03-31", true))
	if err != nil {
		t.Fatal(err)
	}
	claims := 0
	for i := range detail.History.Rows {
		if strings.HasPrefix(detail.History.Cell(i, "what").String(), "claim: ") {
			claims++
		}
	}
	if claims != 2 {
		t.Errorf("%d claims stand beside the booked figures, want 2", claims)
	}
	detail, err = page.DetailOf(history.SightOf(b, nil), "amzn-anthropic-1", on(t, "2024-03-26", true))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(detail.Tranches.Rows); got != 2 {
		t.Errorf("%d tranches, want 2", got)
	}
	if want := "cap ≤USD 4.00B · funded USD 1.25B"; !strings.Contains(detail.Summary, want) {
		t.Errorf("the summary %q lacks %q", detail.Summary, want)
	}
	if steps := len(detail.Drawdown.Steps); steps == 0 {
		t.Error("the drawdown has no steps")
	}
}

func TestADetailBeforeItsTimeSaysSo(t *testing.T) {
	detail, err := page.DetailOf(history.SightOf(sample(t), nil), "amzn-anthropic-1", on(t, "2023-09-24", true))
	if err != nil {
		t.Fatal(err)
	}
	if want := "amzn-anthropic-1 had not begun on 2023-09-24."; detail.Summary != want {
		t.Errorf("summary %q, want %q", detail.Summary, want)
	}
}

func TestEveryEntryIsSaidInWords(t *testing.T) {
	b := sample(t)
	for e := range b.Journal() {
		words := page.Sentence(b, e)
		if words == "" || strings.Contains(words, "%!") || strings.HasSuffix(words, ": ") {
			t.Errorf("entry %d (%s) says %q", e.Seq, e.Kind(), words)
		}
	}
}

func TestTheJournalPageHasEveryEntryOnce(t *testing.T) {
	b := sample(t)
	table, err := page.JournalOf(history.SightOf(b, nil), on(t, "2026-11-22", true))
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, row := range table.Rows {
		if seen[row.ID] {
			t.Errorf("entry %s stands twice", row.ID)
		}
		seen[row.ID] = true
		if len(row.Cells) != len(table.Columns) {
			t.Errorf("entry %s has %d cells for %d columns", row.ID, len(row.Cells), len(table.Columns))
		}
	}
	if len(seen) != b.Len() {
		t.Errorf("%d entries of %d", len(seen), b.Len())
	}
}

func TestShortAmounts(t *testing.T) {
	usd, _ := money.ParseCurrency("USD")
	for text, want := range map[string]string{
		"0": "USD 0", "999": "USD 999", "999.5": "USD 999.50", "1000": "USD 1.00k", "1250000000": "USD 1.25B",
		"-2750000000": "USD -2.75B", "999999999999": "USD 1,000.00B", "1000000000000": "USD 1.00T", "16300000": "USD 16.30M",
		"0.01": "USD 0.01",
	} {
		number, err := money.ParseDecimal(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := page.Short(money.NewAmount(number.Fraction(), usd)); got != want {
			t.Errorf("%s reads %s, want %s", text, got, want)
		}
	}
}
