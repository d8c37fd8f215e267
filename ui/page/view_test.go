package page_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/history"
	"stakebook/ledger/report"
	"stakebook/ui/page"
	"stakebook/ui/theme"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shell stands in for the window: it remembers what pages asked for.
type shell struct {
	t        *testing.T
	asked    []string
	prefill  map[string]string
	exported report.Table
}

func (s *shell) Record(kind ledger.Kind, prefill map[string]string) {
	s.asked, s.prefill = append(s.asked, "record "+string(kind)), prefill
}
func (s *shell) Reverse(seq ledger.Seq)                  { s.asked = append(s.asked, "reverse "+seq.String()) }
func (s *shell) Go(pageID, id string)                    { s.asked = append(s.asked, "go "+pageID+" "+id) }
func (s *shell) Export(table report.Table)               { s.exported = table }
func (s *shell) ExportChart(name string, _ page.Drawing) { s.asked = append(s.asked, "chart "+name) }
func (s *shell) Check()                                  { s.asked = append(s.asked, "check") }
func (s *shell) Copy(text string)                        { s.asked = append(s.asked, "copy "+text) }
func (s *shell) Fail(err error)                          { s.t.Errorf("a page failed: %v", err) }

// held lets pages read a book that stays in memory.
type held struct{ book *ledger.Book }

func (h held) Look(known ledger.Seq, read func(history.Sight) error) error {
	if known == 0 {
		return read(history.SightOf(h.book, nil))
	}
	past, err := h.book.AsKnown(known)
	if err != nil {
		return err
	}
	return read(history.SightOf(past, nil))
}

// shown puts a page into a window, with the sample at a moment.
func shown(t *testing.T, p page.Page, at page.Moment) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	window := test.NewTempWindow(t, p.Content())
	window.Resize(fyne.NewSize(1200, 800))
	p.Update(held{sample(t)}, at)()()
	return window
}

func TestEveryPageLooksLikeThis(t *testing.T) {
	for _, name := range []string{page.OverviewID, page.CommitmentsID, page.JournalID, page.ReportsID} {
		t.Run(name, func(t *testing.T) {
			p := named(t, &shell{t: t}, name)
			window := shown(t, p, on(t, "2024-03-26", false))
			p.Open("amzn-anthropic-1")
			golden(t, window, name)
		})
	}
}

func golden(t *testing.T, window fyne.Window, name string) {
	t.Helper()
	path := filepath.Join("testdata", name+".xml")
	got := test.RenderToMarkup(window.Canvas())
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || len(want) == 0 {
		t.Fatalf("golden %s: %v, %d bytes", path, err, len(want))
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: -want +got\n%s", path, diff)
	}
}

func named(t *testing.T, actions page.Actions, id string) page.Page {
	t.Helper()
	for _, p := range page.All(actions) {
		if p.ID() == id {
			return p
		}
	}
	t.Fatalf("there is no page %s", id)
	return nil
}

func TestPagesHaveNamesOfTheirOwn(t *testing.T) {
	seen := make(map[string]bool)
	test.NewTempApp(t)
	for _, p := range page.All(&shell{t: t}) {
		if p.ID() == "" || p.Title() == "" || p.Icon() == nil || seen[p.ID()] {
			t.Errorf("page %q titled %q", p.ID(), p.Title())
		}
		seen[p.ID()] = true
	}
}

func TestAnActionOnACommitmentFillsItIn(t *testing.T) {
	actions := &shell{t: t}
	p := named(t, actions, page.CommitmentsID)
	window := shown(t, p, on(t, "2024-03-26", false))
	p.Open("amzn-anthropic-1")
	for _, button := range buttons(window.Canvas().Content()) {
		if button.Text == "Fund" {
			test.Tap(button)
		}
	}
	want := map[string]string{"commitment": "amzn-anthropic-1"}
	if diff := cmp.Diff([]string{"record funding"}, actions.asked); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, actions.prefill); diff != "" {
		t.Error(diff)
	}
}

func TestTheReportsPageExportsWhatItShows(t *testing.T) {
	actions := &shell{t: t}
	p := named(t, actions, page.ReportsID)
	window := shown(t, p, on(t, "2024-03-26", false))
	p.Open("exposure")
	for _, button := range buttons(window.Canvas().Content()) {
		if button.Text == "Export..." {
			test.Tap(button)
		}
	}
	if actions.exported.Name != "exposure" || actions.exported.AsOf.String() != "2024-03-26" {
		t.Errorf("exported %q as of %s", actions.exported.Name, actions.exported.AsOf)
	}
	if len(actions.exported.Rows) != 2 || !actions.exported.Rows[1].Total {
		t.Errorf("exported %d rows, want Anthropic and the total", len(actions.exported.Rows))
	}
}

func TestAPageFollowsTheDate(t *testing.T) {
	p := named(t, &shell{t: t}, page.ReportsID).(*page.Reports)
	shown(t, p, on(t, "2024-03-26", false))
	before := p.Table().Cell(0, "funded").String()
	p.Update(held{sample(t)}, on(t, "2024-03-27", false))()()
	after := p.Table().Cell(0, "funded").String()
	if before != "1250000000.00" || after != "4000000000.00" {
		t.Errorf("funded reads %s and a day later %s", before, after)
	}
}

func TestAPageFollowsWhatWasKnown(t *testing.T) {
	p := named(t, &shell{t: t}, page.ReportsID).(*page.Reports)
	at := on(t, "2026-11-22", true)
	shown(t, p, at)
	now := len(p.Table().Rows)
	at.Known = 40
	p.Update(held{sample(t)}, at)()()
	if then := len(p.Table().Rows); then == 0 || then >= now {
		t.Errorf("%d commitments were known at entry 40, %d are known now", then, now)
	}
}
