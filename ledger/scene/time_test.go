package scene_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/civil"
	"stakebook/ledger/scene"
)

func TestDrawdownStepsUpToTheCap(t *testing.T) {
	s := scene.Drawdown{
		AsOf: day(t, "2024-06-30"),
		Steps: []scene.DrawdownStep{
			{Date: day(t, "2024-03-27"), Cap: billions(t, "4"), Funded: billions(t, "4")},
			{Date: day(t, "2023-09-25"), Cap: billions(t, "4"), Funded: billions(t, "1")},
		},
	}.Layout(wide, plain)
	var funded []scene.Rect
	for _, r := range marksOf[scene.Rect](s) {
		if r.Fill == scene.Funded && r.Box.Width > 30 { // not the legend
			funded = append(funded, r)
		}
	}
	if len(funded) != 2 || funded[0].Box.Right() != funded[1].Box.X {
		t.Fatalf("the funded area is %v", funded)
	}
	if got, want := funded[1].Box.Height, 4*funded[0].Box.Height; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("4 billion are %v high, 1 billion %v", got, funded[0].Box.Height)
	}
	var caps []scene.Stroke
	for _, l := range marksOf[scene.Stroke](s) {
		if l.Color == scene.Cap && l.From.Y == funded[1].Box.Y {
			caps = append(caps, l)
		}
	}
	if len(caps) != 2 {
		t.Errorf("the cap of both steps lies where all is funded: %v", caps)
	}
	want := [][]string{
		{"From", "Cap", "Funded", "Called", "Released"},
		{"2023-09-25", "USD 4B", "USD 1B", "", ""}, {"2024-03-27", "USD 4B", "USD 4B", "", ""},
	}
	if diff := cmp.Diff(want, s.Rows()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestDrawdownMarksEachEventInTheLaneOfItsKind(t *testing.T) {
	s := sampleDrawdown(t).Layout(wide, plain)
	var titles []string
	for _, hit := range s.Hits {
		if strings.HasPrefix(hit.ID, "event/") {
			titles = append(titles, hit.Row+" "+hit.Title)
		}
	}
	want := []string{
		"11 2023-09-25 · Commitment up to USD 4.00B", "21 2024-11-22 · Second commitment USD 4.00B",
		"14 2024-03-20 · Called USD 2.75B", "29 2025-08-15 · Called USD 1.30B",
		"12 2023-09-30 · Funded USD 1.25B", "15 2024-03-27 · Funded USD 2.75B", "22 2024-11-22 · Funded USD 1.30B",
		"31 2025-09-30 · Funded USD 1.30B", "25 2025-03-01 · Released USD 0.40B",
	}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	for _, lane := range []string{"Terms", "Calls", "Fundings", "Releases"} {
		if !slices.Contains(textsOf(s), lane) {
			t.Errorf("no lane is called %s", lane)
		}
	}
	if slices.Contains(textsOf(s), "Received") {
		t.Error("there is a lane without events")
	}
}

func TestADrawdownWithoutStepsSaysSo(t *testing.T) {
	want := []string{"Nothing to draw yet: this commitment has no terms on this day."}
	if diff := cmp.Diff(want, textsOf(scene.Drawdown{}.Layout(wide, plain))); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestTimelineRowsStandInOrderOfTheirNextDay(t *testing.T) {
	s := sampleTimeline(t).Layout(wide, plain)
	var rows []string
	for _, row := range rowsOf(s) {
		if len(rows) == 0 || rows[len(rows)-1] != row {
			rows = append(rows, row)
		}
	}
	want := []string{"sb-oai-2-a", "msft-anth", "goog-anth-3-b", "sb-oai-2-b", "sb-oai-2-c", "amzn-oai-b"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestAMissedDayIsRingedAndSaysSo(t *testing.T) {
	s := sampleTimeline(t).Layout(wide, plain)
	rings := 0
	for _, g := range marksOf[scene.Glyph](s) {
		if g.Fill == scene.Negative && g.Hollow {
			rings++
		}
	}
	if rings != 3 { // two missed days and the legend
		t.Errorf("%d rings, want 3", rings)
	}
	if !slices.Contains(textsOf(s), "USD 10.00B overdue") {
		t.Error("what is overdue is not written")
	}
	want := [][]string{
		{"Date", "What", "Item", "Detail", "State", "Note"},
		{"2026-02-27", "Due", "Amazon - OpenAI", "amzn-oai-1, when conditions are met", "done", ""},
		{"2026-04-01", "Due", "SoftBank - OpenAI", "sb-oai-2, first of three", "missed", "USD 10.00B overdue"},
	}
	if diff := cmp.Diff(want, s.Rows()[:3]); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestAnEmptyTimelineSaysSo(t *testing.T) {
	want := []string{"Nothing to act on: no due dates and no decisions ahead."}
	if diff := cmp.Diff(want, textsOf(scene.Timeline{}.Layout(wide, plain))); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestTheTimeAxisSuitsItsSpan(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2026-03-02", "2026-03-05", "1 Mar 2026|2 Mar 2026|3 Mar 2026|4 Mar 2026|5 Mar 2026|6 Mar 2026"},
		{"2026-01-10", "2026-02-10", "12 Jan 2026|19 Jan 2026|26 Jan 2026|2 Feb 2026|9 Feb 2026"},
		{"2025-10-15", "2026-04-10", "Nov 2025|Dec 2025|Jan 2026|Feb 2026|Mar 2026|Apr 2026"},
		{"2024-01-01", "2025-10-01", "Jan 2024|Apr 2024|Jul 2024|Oct 2024|Jan 2025|Apr 2025|Jul 2025|Oct 2025"},
		{"2016-06-01", "2026-06-01", "2017|2018|2019|2020|2021|2022|2023|2024|2025|2026"},
		{"1990-01-01", "2089-12-31", "1990|2000|2010|2020|2030|2040|2050|2060|2070|2080|2090"},
	} {
		s := scene.Timeline{Rows: []scene.TimelineRow{{ID: "x", Moments: []scene.Moment{
			{Date: day(t, c.from), Kind: scene.MomentDue}, {Date: day(t, c.to), Kind: scene.MomentDue}},
		}}}.Layout(wide, plain)
		var labels []string
		for _, text := range marksOf[scene.Text](s) {
			if text.Text != "Due" {
				labels = append(labels, text.Text)
			}
		}
		if got := strings.Join(labels, "|"); got != c.want {
			t.Errorf("from %s to %s the axis reads\n%s, want\n%s", c.from, c.to, got, c.want)
		}
	}
}

// someDay is a day of the calendar, most often of this century.
func someDay() *rapid.Generator[civil.Date] {
	return rapid.Custom(func(t *rapid.T) civil.Date {
		from, _ := civil.Parse("2020-01-01")
		if rapid.IntRange(0, 20).Draw(t, "rare") == 0 {
			return from.AddDays(rapid.IntRange(-800_000, 3_000_000).Draw(t, "far"))
		}
		return from.AddDays(rapid.IntRange(0, 4000).Draw(t, "day"))
	})
}

func TestAnyTimelineIsTidy(t *testing.T) {
	moment := rapid.Custom(func(t *rapid.T) scene.Moment {
		return scene.Moment{
			Date:  someDay().Draw(t, "date"),
			Kind:  scene.MomentKind(rapid.IntRange(1, 4).Draw(t, "kind")),
			State: scene.MomentState(rapid.IntRange(0, 2).Draw(t, "state")),
			Text:  rapid.StringMatching(`(USD [0-9]{1,8})?`).Draw(t, "text"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := make([]scene.TimelineRow, rapid.IntRange(0, 12).Draw(t, "rows"))
		for i := range rows {
			rows[i] = scene.TimelineRow{
				ID: fmt.Sprint(i), Label: rapid.StringMatching(`[A-Za-z ]{0,50}`).Draw(t, "label"),
				Detail:  rapid.StringMatching(`[a-z]{0,9}`).Draw(t, "detail"),
				Moments: rapid.SliceOfN(moment, 0, 4).Draw(t, "moments"),
			}
		}
		c := scene.Timeline{Title: "Ahead", Subtitle: "As of a day", Rows: rows, AsOf: someDay().Draw(t, "as of")}
		requireTidy(t, c.Layout(scene.Size{Width: rapid.Float64Range(320, 2000).Draw(t, "width")}, plain))
	})
}

func TestAnyDrawdownIsTidy(t *testing.T) {
	amount := rapid.Custom(func(t *rapid.T) scene.Part {
		text := fmt.Sprint(rapid.IntRange(0, 5000).Draw(t, "amount"))
		return scene.Part{Amount: ratOf(text), Text: "USD " + text}
	})
	rapid.Check(t, func(t *rapid.T) {
		c := scene.Drawdown{Title: "A commitment", Unit: "USD", AsOf: someDay().Draw(t, "as of")}
		for range rapid.IntRange(0, 8).Draw(t, "steps") {
			c.Steps = append(c.Steps, scene.DrawdownStep{
				Date: someDay().Draw(t, "date"), Cap: amount.Draw(t, "cap"), Funded: amount.Draw(t, "funded"),
				Called: amount.Draw(t, "called"),
			})
		}
		for i := range rapid.IntRange(0, 8).Draw(t, "events") {
			c.Events = append(c.Events, scene.DrawdownEvent{
				ID: fmt.Sprint(i), Date: someDay().Draw(t, "date"), Title: "Something",
				Kind: scene.EventKind(rapid.IntRange(1, 5).Draw(t, "kind")),
			})
		}
		size := scene.Size{
			Width:  rapid.Float64Range(320, 2000).Draw(t, "width"),
			Height: rapid.Float64Range(100, 900).Draw(t, "height"),
		}
		requireTidy(t, c.Layout(size, plain))
	})
}
