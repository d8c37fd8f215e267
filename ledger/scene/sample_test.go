package scene_test

import (
	"math/big"
	"testing"

	"stakebook/assets"
	"stakebook/ledger/civil"
	"stakebook/ledger/scene"
)

func fonts(t testing.TB) *scene.Fonts {
	t.Helper()
	f, err := scene.NewFonts(assets.FontRegular, assets.FontBold)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func day(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// billions is an amount such as 1.25 in billions.
func billions(t testing.TB, text string) scene.Part {
	t.Helper()
	amount, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no amount", text)
	}
	return scene.Part{Amount: amount.Mul(amount, big.NewRat(1_000_000_000, 1)), Text: "USD " + text + "B"}
}

// sampleCaps is a book of public commitments: fully funded, partly funded, conditional, optional, overdue,
// indicative and very small ones.
func sampleCaps(t testing.TB) scene.Caps {
	b := func(text string) scene.Part { return billions(t, text) }
	return scene.Caps{
		Title: "Commitments against caps", Subtitle: "As of 2026-05-01 · in USD · largest first",
		Unit: "USD", Order: scene.ByCap,
		Groups: map[string]string{
			"Amazon": "USD 83.00B in 4 commitments", "Google": "USD 43.05B in 3 commitments",
			"SoftBank": "USD 60.00B in 2 commitments", "Microsoft": "USD 18.56B in 4 commitments",
			"Nvidia": "USD 40.00B in 2 commitments, USD 100.00B indicative",
		},
		Rows: []scene.CapsRow{
			{ID: "amzn-anth-1", Label: "Anthropic", Detail: "amzn-anth-1", Group: "Amazon",
				Cap: "USD 4.00B", Used: "100.0%", Funded: b("4")},
			{ID: "amzn-anth-2", Label: "Anthropic", Detail: "amzn-anth-2", Group: "Amazon",
				Cap: "USD 4.00B", Used: "65.0%", Funded: b("2.6"), Firm: b("1.4"), Next: day(t, "2026-12-31")},
			{ID: "amzn-anth-3", Label: "Anthropic", Detail: "amzn-anth-3", Group: "Amazon",
				Cap: "USD 25.00B", Used: "20.0%", Funded: b("5"), Conditional: b("20")},
			{ID: "amzn-oai-1", Label: "OpenAI", Detail: "amzn-oai-1", Group: "Amazon",
				Cap: "USD 50.00B", Used: "30.0%", Funded: b("15"), Conditional: b("35")},
			{ID: "goog-anth-3", Label: "Anthropic", Detail: "goog-anth-3", Group: "Google",
				Cap: "USD 40.00B", Used: "25.0%", Funded: b("10"), Option: b("30"), Next: day(t, "2026-09-30")},
			{ID: "goog-anth-1", Label: "Anthropic", Detail: "goog-anth-1", Group: "Google",
				Cap: "USD 2.00B", Used: "100.0%", Funded: b("2")},
			{ID: "goog-anth-2", Label: "Anthropic", Detail: "goog-anth-2, early in the year and by another vehicle",
				Group: "Google", Cap: "USD 1.05B", Used: "95.2%", Funded: b("1"), Released: b("0.05")},
			{ID: "sb-oai-2", Label: "OpenAI", Detail: "sb-oai-2", Group: "SoftBank",
				Cap: "USD 30.00B", Used: "0.0%", Called: b("10"), Firm: b("20"),
				Alert: "USD 10.00B overdue", Next: day(t, "2026-07-01")},
			{ID: "sb-oai-1", Label: "OpenAI", Detail: "sb-oai-1", Group: "SoftBank",
				Cap: "USD 30.00B", Used: "100.0%", Funded: b("30")},
			{ID: "msft-oai", Label: "OpenAI", Detail: "msft-oai", Group: "Microsoft",
				Cap: "USD 13.00B", Used: "90.8%", Funded: b("11.8"), Firm: b("1.2")},
			{ID: "msft-anth", Label: "Anthropic", Detail: "msft-anth", Group: "Microsoft",
				Cap: "USD 5.00B", Used: "0.0%", Option: b("5")},
			{ID: "msft-mistral", Label: "Mistral", Detail: "msft-mistral", Group: "Microsoft",
				Cap: "EUR 15.00M", Used: "100.0%",
				Funded: scene.Part{Amount: big.NewRat(16_300_000, 1), Text: "EUR 15.00M"}},
			{ID: "msft-infl", Label: "Inflection", Detail: "msft-infl", Group: "Microsoft",
				Cap: "USD 0.55B", Used: "40.9%", Funded: b("0.225"), Released: b("0.325")},
			{ID: "nvda-oai-loi", Label: "OpenAI", Detail: "nvda-oai-loi", Group: "Nvidia", Indicative: b("100")},
			{ID: "nvda-oai", Label: "OpenAI", Detail: "nvda-oai", Group: "Nvidia",
				Cap: "USD 30.00B", Used: "66.7%",
				Funded: b("20"), Called: b("4"), Firm: b("2"), Conditional: b("2"), Option: b("2")},
			{ID: "nvda-anth", Label: "Anthropic", Detail: "nvda-anth", Group: "Nvidia",
				Cap: "USD 10.00B", Used: "0.0%", Option: b("10")},
		},
	}
}

// sampleDrawdown is the option that was decided four days before its deadline.
func sampleDrawdown(t testing.TB) scene.Drawdown {
	b := func(text string) scene.Part { return billions(t, text) }
	return scene.Drawdown{
		Title: "Amazon to Anthropic, first and second commitment", Subtitle: "Cap and drawdown · USD", Unit: "USD",
		AsOf: day(t, "2025-10-15"), Until: day(t, "2025-12-31"),
		Steps: []scene.DrawdownStep{
			{Date: day(t, "2023-09-25"), Cap: b("4"), Funded: b("0")},
			{Date: day(t, "2023-09-30"), Cap: b("4"), Funded: b("1.25")},
			{Date: day(t, "2024-03-20"), Cap: b("4"), Funded: b("1.25"), Called: b("2.75")},
			{Date: day(t, "2024-03-27"), Cap: b("4"), Funded: b("4")},
			{Date: day(t, "2024-11-22"), Cap: b("8"), Funded: b("5.3")},
			{Date: day(t, "2025-03-01"), Cap: b("8"), Funded: b("5.3"), Released: b("0.4")},
			{Date: day(t, "2025-08-15"), Cap: b("8"), Funded: b("5.3"), Called: b("1.3"), Released: b("0.4")},
			{Date: day(t, "2025-09-30"), Cap: b("8"), Funded: b("6.6"), Released: b("0.4")},
		},
		Events: []scene.DrawdownEvent{
			{ID: "11", Date: day(t, "2023-09-25"), Kind: scene.EventTerms, Title: "Commitment up to USD 4.00B"},
			{ID: "12", Date: day(t, "2023-09-30"), Kind: scene.EventFunding, Title: "Funded USD 1.25B"},
			{ID: "14", Date: day(t, "2024-03-20"), Kind: scene.EventCall, Title: "Called USD 2.75B"},
			{ID: "15", Date: day(t, "2024-03-27"), Kind: scene.EventFunding, Title: "Funded USD 2.75B",
				Lines: []scene.Line{{Label: "Tranche", Value: "second"}}},
			{ID: "21", Date: day(t, "2024-11-22"), Kind: scene.EventTerms, Title: "Second commitment USD 4.00B"},
			{ID: "22", Date: day(t, "2024-11-22"), Kind: scene.EventFunding, Title: "Funded USD 1.30B"},
			{ID: "25", Date: day(t, "2025-03-01"), Kind: scene.EventRelease, Title: "Released USD 0.40B"},
			{ID: "29", Date: day(t, "2025-08-15"), Kind: scene.EventCall, Title: "Called USD 1.30B"},
			{ID: "31", Date: day(t, "2025-09-30"), Kind: scene.EventFunding, Title: "Funded USD 1.30B"},
		},
	}
}

// sampleTimeline is what was ahead on 1 May 2026, and what had been missed.
func sampleTimeline(t testing.TB) scene.Timeline {
	on := func(text string) civil.Date { return day(t, text) }
	return scene.Timeline{
		Title: "What is ahead", Subtitle: "Due dates and decisions as of 2026-05-01", AsOf: on("2026-05-01"),
		Rows: []scene.TimelineRow{
			{ID: "sb-oai-2-a", Label: "SoftBank - OpenAI", Detail: "sb-oai-2, first of three", Moments: []scene.Moment{
				{Date: on("2026-04-01"), Kind: scene.MomentDue, State: scene.Missed, Text: "USD 10.00B overdue"}}},
			{ID: "sb-oai-2-b", Label: "SoftBank - OpenAI", Detail: "sb-oai-2, second of three", Moments: []scene.Moment{
				{Date: on("2026-07-01"), Kind: scene.MomentDue, Text: "USD 10.00B"}}},
			{ID: "sb-oai-2-c", Label: "SoftBank - OpenAI", Detail: "sb-oai-2, third of three", Moments: []scene.Moment{
				{Date: on("2026-10-01"), Kind: scene.MomentDue, Text: "USD 10.00B"}}},
			{ID: "goog-anth-3-b", Label: "Google - Anthropic", Detail: "goog-anth-3, performance targets",
				Moments: []scene.Moment{
					{Date: on("2026-06-15"), Kind: scene.MomentCondition},
					{Date: on("2026-09-30"), Kind: scene.MomentDecide},
					{Date: on("2027-03-31"), Kind: scene.MomentExpires, Text: "USD 30.00B"}}},
			{ID: "amzn-oai-b", Label: "Amazon - OpenAI", Detail: "amzn-oai-1, when conditions are met",
				Moments: []scene.Moment{
					{Date: on("2026-02-27"), Kind: scene.MomentDue, State: scene.Done},
					{Date: on("2026-12-31"), Kind: scene.MomentCondition, Text: "USD 35.00B"}}},
			{ID: "msft-anth", Label: "Microsoft - Anthropic", Detail: "msft-anth", Moments: []scene.Moment{
				{Date: on("2026-04-20"), Kind: scene.MomentDecide, State: scene.Missed, Text: "USD 5.00B undecided"},
				{Date: on("2026-11-18"), Kind: scene.MomentExpires}}},
		},
	}
}

// layouts are the three charts by name.
func layouts(t testing.TB) map[string]func(scene.Size, scene.Measure) scene.Scene {
	perBar := sampleCaps(t)
	perBar.Scale, perBar.Order = scene.PerBar, scene.ByUsed
	perBar.Subtitle = "As of 2026-05-01 · each bar is 100% of its cap · most used first"
	empty := scene.Caps{Title: "Commitments against caps"}
	return map[string]func(scene.Size, scene.Measure) scene.Scene{
		"caps": sampleCaps(t).Layout, "caps-percent": perBar.Layout, "caps-empty": empty.Layout,
		"drawdown": sampleDrawdown(t).Layout, "timeline": sampleTimeline(t).Layout,
	}
}

// ratOf is a whole number as an exact fraction.
func ratOf(text string) *big.Rat {
	r, _ := new(big.Rat).SetString(text)
	return r
}
