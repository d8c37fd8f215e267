package chart_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/scene"
	"stakebook/ui/chart"
)

// titled is a chart that says something.
func titled(title string) chart.Layout { return scene.Caps{Title: title, Unit: "USD"}.Layout }

// laidOutAhead shows a chart that was laid out ahead; meanwhile something happens to the view.
func laidOutAhead(t *testing.T, title string, meanwhile func(*chart.View)) (got, want scene.Scene, times int) {
	t.Helper()
	test.NewTempApp(t)
	view := chart.New(titled("stone"))
	test.NewTempWindow(t, view).Resize(fyne.NewSize(700, 400))
	counted := func(size scene.Size, measure scene.Measure) scene.Scene {
		times++
		return titled(title)(size, measure)
	}
	show := view.Ahead()(counted)
	meanwhile(view)
	show()
	other := chart.New(titled(title))
	other.Resize(view.Size())
	return view.Scene(), other.Scene(), times
}

func TestAChartThatIsLaidOutAheadIsTheSame(t *testing.T) {
	for name, c := range map[string]struct {
		title     string
		meanwhile func(*chart.View)
		times     int
	}{
		"in letters that are known":  {"notes", func(*chart.View) {}, 1},
		"in letters that are not":    {"Ψ", func(*chart.View) {}, 2},
		"and the size is another":    {"notes", func(v *chart.View) { v.Resize(fyne.NewSize(500, 300)) }, 2},
		"and another chart is shown": {"notes", func(v *chart.View) { v.SetLayout(titled("tones")) }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			got, want, times := laidOutAhead(t, c.title, c.meanwhile)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-at once +ahead):\n%s", diff)
			}
			if times != c.times {
				t.Errorf("laid out %d times, want %d", times, c.times)
			}
		})
	}
}
