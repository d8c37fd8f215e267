package scene_test

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/scene"
)

// plain is a measure that needs no font: every character is 0.6 of the size wide.
func plain(text string, size float64, bold bool) float64 {
	return 0.6 * size * float64(len([]rune(text)))
}

var wide = scene.Size{Width: 1200, Height: 400}

func marksOf[M scene.Mark](s scene.Scene) []M {
	var found []M
	for _, mark := range s.Marks {
		if m, ok := mark.(M); ok {
			found = append(found, m)
		}
	}
	return found
}

func textsOf(s scene.Scene) []string {
	var texts []string
	for _, t := range marksOf[scene.Text](s) {
		texts = append(texts, t.Text)
	}
	return texts
}

func rowsOf(s scene.Scene) []string {
	var rows []string
	for _, hit := range s.Hits {
		rows = append(rows, hit.Row)
	}
	return rows
}

// within are the bar's parts and cap line in the band of a row.
func within(s scene.Scene, row string) (parts []scene.Rect, caps []scene.Stroke) {
	hit := s.Hits[slices.IndexFunc(s.Hits, func(h scene.Hit) bool { return h.Row == row })]
	for _, r := range marksOf[scene.Rect](s) {
		if r.Box.Y >= hit.Box.Y && r.Box.Bottom() <= hit.Box.Bottom() && r.Fill != scene.Background {
			parts = append(parts, r)
		}
	}
	for _, l := range marksOf[scene.Stroke](s) {
		if l.Color == scene.Cap && l.From.Y >= hit.Box.Y && l.To.Y <= hit.Box.Bottom() {
			caps = append(caps, l)
		}
	}
	return parts, caps
}

func TestABarShowsItsPartsInOrderAndEndsAtItsCap(t *testing.T) {
	s := sampleCaps(t).Layout(wide, plain)
	parts, caps := within(s, "nvda-oai")
	type look struct {
		Fill    scene.Role
		Pattern scene.Pattern
	}
	var looks []look
	for i, p := range parts {
		looks = append(looks, look{p.Fill, p.Pattern})
		if i > 0 && parts[i-1].Box.Right() != p.Box.X {
			t.Errorf("part %d starts at %v, the one before ends at %v", i, p.Box.X, parts[i-1].Box.Right())
		}
	}
	want := []look{
		{scene.Funded, scene.Solid}, {scene.Called, scene.Hatch}, {scene.Firm, scene.Counterhatch},
		{scene.Conditional, scene.Dots}, {scene.Option, scene.Outline},
	}
	if diff := cmp.Diff(want, looks); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if len(caps) != 1 || caps[0].Bounds().X != parts[len(parts)-1].Box.Right() {
		t.Errorf("the cap is drawn at %v, the bar ends at %v", caps, parts[len(parts)-1].Box.Right())
	}
}

func TestAnIndicationIsOutlinedAndHasNoCap(t *testing.T) {
	parts, caps := within(sampleCaps(t).Layout(wide, plain), "nvda-oai-loi")
	if len(caps) != 0 || len(parts) != 1 || parts[0].Pattern != scene.OutlineDashed {
		t.Errorf("parts %v, caps %v", parts, caps)
	}
}

func TestLengthsAreInProportion(t *testing.T) {
	s := sampleCaps(t).Layout(wide, plain)
	big, _ := within(s, "sb-oai-1")      // 30 billion, one part
	small, _ := within(s, "goog-anth-1") // 2 billion, one part
	if got := big[0].Box.Width / small[0].Box.Width; math.Abs(got-15) > 1e-9 {
		t.Errorf("30 billion are drawn %v times as long as 2", got)
	}
}

func TestPerBarEveryCapIsEquallyLong(t *testing.T) {
	c := sampleCaps(t)
	c.Scale = scene.PerBar
	s := c.Layout(wide, plain)
	ends := map[string]bool{}
	for _, row := range c.Rows {
		if _, caps := within(s, row.ID); len(caps) == 1 {
			ends[fmt.Sprintf("%.6f", caps[0].From.X)] = true
		}
	}
	if len(ends) != 1 {
		t.Errorf("caps are drawn at %v", ends)
	}
	for _, label := range []string{"0%", "25%", "50%", "75%", "100%"} {
		if !slices.Contains(textsOf(s), label) {
			t.Errorf("the axis has no %s", label)
		}
	}
}

func TestVerySmallPartsStayVisibleAndAreExplained(t *testing.T) {
	s := sampleCaps(t).Layout(wide, plain)
	for _, row := range []string{"msft-mistral", "goog-anth-2", "msft-infl"} {
		parts, _ := within(s, row)
		for _, p := range parts {
			if p.Box.Width < 3 {
				t.Errorf("%s has a part of %v pixels", row, p.Box.Width)
			}
		}
	}
	const remark = "The smallest parts are widened to be seen."
	if !slices.Contains(textsOf(s), remark) {
		t.Error("the legend does not say that parts are widened")
	}
	alike := scene.Caps{Rows: []scene.CapsRow{{ID: "a", Funded: billions(t, "2"), Firm: billions(t, "3")}}}
	if slices.Contains(textsOf(alike.Layout(wide, plain)), remark) {
		t.Error("the legend says that parts are widened where none is")
	}
}

func TestRowsAreSortedAndGrouped(t *testing.T) {
	rows := []scene.CapsRow{
		{ID: "b-small", Label: "beta", Group: "B", Funded: billions(t, "1"), Option: billions(t, "1"),
			Next: day(t, "2026-03-01")},
		{ID: "a-large", Label: "Alpha", Group: "A", Funded: billions(t, "1"), Option: billions(t, "8")},
		{ID: "b-large", Label: "delta", Group: "B", Funded: billions(t, "8"), Next: day(t, "2026-02-01")},
		{ID: "b-other", Label: "Gamma", Group: "B", Indicative: billions(t, "3"), Next: day(t, "2026-02-02")},
		{ID: "alone", Label: "zeta", Funded: billions(t, "1")},
	}
	for _, c := range []struct {
		order scene.Order
		want  string
	}{
		{scene.AsGiven, "alone b-small b-large b-other a-large"},
		{scene.ByCap, "alone b-large b-other b-small a-large"},
		{scene.ByUsed, "alone b-large b-small b-other a-large"},
		{scene.ByNext, "alone b-large b-other b-small a-large"},
		{scene.ByName, "alone a-large b-small b-large b-other"},
	} {
		s := scene.Caps{Order: c.order, Rows: rows}.Layout(wide, plain)
		if got := strings.Join(rowsOf(s), " "); got != c.want {
			t.Errorf("order %d: %s, want %s", c.order, got, c.want)
		}
	}
}

func TestTheReadOutAndTheTableSayEverything(t *testing.T) {
	s := sampleCaps(t).Layout(scene.Size{Width: 480}, plain)
	i := slices.IndexFunc(s.Hits, func(h scene.Hit) bool { return h.Row == "sb-oai-2" })
	want := "OpenAI · sb-oai-2\nCap: USD 30.00B\nCalled: USD 10B\nFirm: USD 20B\nUsed: 0.0%\n" +
		"Next date: 2026-07-01\nUSD 10.00B overdue"
	if got := s.Hits[i].Text(); got != want {
		t.Errorf("the read-out says\n%s\nwant\n%s", got, want)
	}
	rows := s.Rows()
	wantHead := []string{"Group", "Commitment", "Detail", "Cap", "Used", "Funded", "Called", "Firm", "Conditional",
		"Option", "Released", "Indicative", "Next date", "Alert"}
	if diff := cmp.Diff(wantHead, rows[0]); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	j := slices.IndexFunc(rows, func(row []string) bool { return row[2] == "sb-oai-2" })
	wantRow := []string{"SoftBank", "OpenAI", "sb-oai-2", "USD 30.00B", "0.0%", "", "USD 10B", "USD 20B",
		"", "", "", "", "2026-07-01", "USD 10.00B overdue"}
	if diff := cmp.Diff(wantRow, rows[j]); diff != "" {
		t.Errorf("row (-want +got):\n%s", diff)
	}
}

func TestLongNamesAreShortenedAndWholeInTheReadOut(t *testing.T) {
	name := strings.Repeat("A very long name of a company ", 6)
	s := scene.Caps{Rows: []scene.CapsRow{{ID: "x", Label: name, Cap: "USD 2.00B", Funded: billions(t, "2")}}}.
		Layout(wide, plain)
	if !slices.ContainsFunc(textsOf(s), func(text string) bool {
		return strings.HasPrefix(text, "A very long name") && strings.HasSuffix(text, "…")
	}) {
		t.Errorf("no shortened name in %q", textsOf(s))
	}
	if s.Hits[0].Title != name {
		t.Errorf("the read-out says %q", s.Hits[0].Title)
	}
}

func TestAnEmptyChartSaysSo(t *testing.T) {
	s := scene.Caps{}.Layout(wide, plain)
	want := []string{"No commitments yet. Record one and its bar appears here."}
	if diff := cmp.Diff(want, textsOf(s)); diff != "" || len(s.Hits) != 0 {
		t.Errorf("an empty chart says (-want +got):\n%s", diff)
	}
}

func TestTheAxisCountsInOnesTwosAndFives(t *testing.T) {
	for _, c := range []struct{ cap, want string }{
		{"0.000000015", "0 2 4 6 8 10 12 14"},
		{"0.0004", "0 50K 100K 150K 200K 250K 300K 350K 400K"},
		{"0.015", "0 2M 4M 6M 8M 10M 12M 14M"},
		{"1.2", "0 0.2B 0.4B 0.6B 0.8B 1.0B 1.2B"},
		{"33", "0 5B 10B 15B 20B 25B 30B"},
		{"1250", "0 0.2T 0.4T 0.6T 0.8T 1.0T 1.2T"},
	} {
		s := scene.Caps{Rows: []scene.CapsRow{{ID: "x", Funded: billions(t, c.cap)}}}.Layout(wide, plain)
		var labels []string
		for _, text := range marksOf[scene.Text](s) {
			if text.Anchor == scene.Middle {
				labels = append(labels, text.Text)
			}
		}
		if got := strings.Join(labels, " "); got != c.want {
			t.Errorf("up to %s billion the axis reads %s, want %s", c.cap, got, c.want)
		}
	}
}

// drawCaps is a random chart: caps from a few dollars to trillions, any mix of parts, names of any length.
func drawCaps(t *rapid.T) scene.Caps {
	part := rapid.Custom(func(t *rapid.T) scene.Part {
		if rapid.Bool().Draw(t, "none") {
			return scene.Part{}
		}
		amount := new(big.Rat).SetInt64(rapid.Int64Range(1, 5_000_000_000_000).Draw(t, "amount"))
		return scene.Part{Amount: amount.Quo(amount, big.NewRat(100, 1)), Text: "USD " + amount.FloatString(2)}
	})
	row := rapid.Custom(func(t *rapid.T) scene.CapsRow {
		return scene.CapsRow{
			Label:  rapid.StringMatching(`[A-Za-z ]{0,60}`).Draw(t, "label"),
			Detail: rapid.StringMatching(`[a-z-]{0,20}`).Draw(t, "detail"),
			Group:  rapid.SampledFrom([]string{"", "Amazon", "Google"}).Draw(t, "group"),
			Cap:    rapid.StringMatching(`USD [0-9]{1,12}`).Draw(t, "cap"),
			Used:   rapid.SampledFrom([]string{"", "7.5%", "100.0%"}).Draw(t, "used"),
			Alert:  rapid.SampledFrom([]string{"", "USD 1.00B overdue"}).Draw(t, "alert"),
			Funded: part.Draw(t, "funded"), Called: part.Draw(t, "called"), Firm: part.Draw(t, "firm"),
			Conditional: part.Draw(t, "conditional"), Option: part.Draw(t, "option"),
			Released: part.Draw(t, "released"),
		}
	})
	rows := rapid.SliceOfN(row, 0, 25).Draw(t, "rows")
	for i := range rows {
		rows[i].ID = fmt.Sprint("row-", i)
	}
	orders := []scene.Order{scene.AsGiven, scene.ByCap, scene.ByUsed, scene.ByName}
	return scene.Caps{
		Title: "Commitments", Subtitle: "As of 2026-04-20", Unit: "USD", Rows: rows,
		Groups: map[string]string{"Amazon": "USD 33.00B in 3 commitments"},
		Scale:  rapid.SampledFrom([]scene.Scale{scene.Linear, scene.PerBar}).Draw(t, "scale"),
		Order:  rapid.SampledFrom(orders).Draw(t, "order"),
	}
}

func TestAnyChartOfCapsIsTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCaps(t)
		s := c.Layout(scene.Size{Width: rapid.Float64Range(320, 2400).Draw(t, "width"), Height: 300}, plain)
		requireTidy(t, s)
		if len(s.Hits) != len(c.Rows) || len(s.Table.Rows) != len(c.Rows) {
			t.Fatalf("%d rows, %d hits, %d lines of the table", len(c.Rows), len(s.Hits), len(s.Table.Rows))
		}
		for _, row := range c.Rows {
			parts, caps := within(s, row.ID)
			end, start := 0.0, math.Inf(1)
			for _, p := range parts {
				if p.Box.Width < 3-1e-9 {
					t.Fatalf("%s has a part of %v pixels", row.ID, p.Box.Width)
				}
				end, start = max(end, p.Box.Right()), min(start, p.Box.X)
			}
			if len(caps) != 1 {
				t.Fatalf("%s has %d caps", row.ID, len(caps))
			}
			if len(parts) > 0 && math.Abs(caps[0].Bounds().X-end) > 1e-6 {
				t.Fatalf("%s: the parts end at %v, the cap is at %v", row.ID, end, caps[0].Bounds().X)
			}
			total := 0.0
			for _, p := range parts {
				total += p.Box.Width
			}
			if len(parts) > 0 && math.Abs(total-(end-start)) > 1e-6 {
				t.Fatalf("%s: parts of %v in all fill %v", row.ID, total, end-start)
			}
		}
	})
}

// fataler is what *testing.T and *rapid.T have in common here.
type fataler interface {
	Fatalf(format string, args ...any)
}

// requireTidy holds for every scene: marks and hits lie inside it, no two texts touch, ids are unique.
func requireTidy(t fataler, s scene.Scene) {
	const slack = 1e-6
	for _, mark := range s.Marks {
		b := mark.Bounds()
		if b.X < -slack || b.Y < -slack || b.Right() > s.Size.Width+slack || b.Bottom() > s.Size.Height+slack {
			t.Fatalf("%#v reaches out of %v", mark, s.Size)
		}
	}
	texts := marksOf[scene.Text](s)
	for i, a := range texts {
		for _, b := range texts[:i] {
			if a.Bounds().Overlaps(b.Bounds()) {
				t.Fatalf("%q at %v and %q at %v overlap", a.Text, a.Bounds(), b.Text, b.Bounds())
			}
		}
	}
	seen := map[string]bool{}
	for _, hit := range s.Hits {
		if seen[hit.ID] {
			t.Fatalf("two hit boxes are called %q", hit.ID)
		}
		seen[hit.ID] = true
		if hit.Box.Right() > s.Size.Width || hit.Box.Bottom() > s.Size.Height || hit.Box.X < 0 || hit.Box.Y < 0 {
			t.Fatalf("hit box %q at %v reaches out of %v", hit.ID, hit.Box, s.Size)
		}
	}
}

func TestTheSampleChartsAreTidyInTheirFont(t *testing.T) {
	f := fonts(t)
	for name, layout := range layouts(t) {
		for _, width := range []float64{320, 480, 640, 800, 1200, 2400} {
			t.Run(fmt.Sprint(name, "/", width), func(t *testing.T) {
				requireTidy(t, layout(scene.Size{Width: width, Height: 420}, f.Measure))
			})
		}
	}
}

func BenchmarkCapsOfTenThousandRows(b *testing.B) {
	rows := make([]scene.CapsRow, 10_000)
	for i := range rows {
		rows[i] = scene.CapsRow{
			ID: fmt.Sprint(i), Label: fmt.Sprint("Company ", i), Group: fmt.Sprint("Investor ", i%50), Cap: "USD 4.00B",
			Used: "50.0%", Funded: billions(b, "2"), Option: billions(b, "1"), Firm: billions(b, "1"),
		}
	}
	f := fonts(b)
	for b.Loop() {
		scene.Caps{Rows: rows, Order: scene.ByCap}.Layout(wide, f.Measure)
	}
}
