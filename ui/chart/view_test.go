package chart_test

import (
	"fmt"
	"image/color"
	"math/big"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"stakebook/ledger/scene"
	"stakebook/ui/chart"
)

func part(billions int64) scene.Part {
	return scene.Part{Amount: big.NewRat(billions*1_000_000_000, 1), Text: fmt.Sprintf("USD %d.00B", billions)}
}

// threeCaps is a small book: one commitment paid, one in parts, one that is not binding.
func threeCaps() scene.Caps {
	return scene.Caps{Title: "Commitments against caps", Unit: "USD", Rows: []scene.CapsRow{
		{ID: "paid", Label: "Anthropic", Cap: "USD 4.00B", Used: "100%", Funded: part(4)},
		{ID: "parts", Label: "OpenAI", Cap: "USD 20.00B", Used: "40%", Funded: part(8), Called: part(2), Firm: part(2),
			Conditional: part(3), Option: part(4), Released: part(1)},
		{ID: "letter", Label: "OpenAI", Indicative: part(30)},
	}}
}

func manyCaps(n int) scene.Caps {
	rows := make([]scene.CapsRow, n)
	for i := range rows {
		id := fmt.Sprintf("c-%05d", i)
		rows[i] = scene.CapsRow{ID: id, Label: id, Cap: "USD 4.00B", Used: "50%", Funded: part(2), Option: part(2)}
	}
	return scene.Caps{Title: "Many", Unit: "USD", Rows: rows}
}

// shown puts a view of a chart in a window of a size.
func shown(t *testing.T, layout chart.Layout, size fyne.Size) (*chart.View, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	view := chart.New(layout)
	window := test.NewTempWindow(t, view)
	window.SetPadded(false)
	window.Resize(size)
	return view, window
}

func press(view *chart.View, keys ...fyne.KeyName) {
	for _, key := range keys {
		view.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// over is a place in the middle of a hit box of a scene that is not scrolled.
func over(view *chart.View, row string) fyne.Position {
	for _, hit := range view.Scene().Hits {
		if hit.Row == row {
			return fyne.NewPos(float32(hit.Box.X+hit.Box.Width/2), float32(hit.Box.Y+hit.Box.Height/2))
		}
	}
	return fyne.Position{}
}

func TestAChartIsDrawnInMarkup(t *testing.T) {
	_, window := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	golden(t, "caps.xml", window.Canvas())
}

func TestAReadOutFollowsThePointer(t *testing.T) {
	view, window := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	test.MoveMouse(window.Canvas(), over(view, "parts"))
	golden(t, "hover.xml", window.Canvas())

	view.MouseOut()
	golden(t, "caps.xml", window.Canvas())
}

func TestTheReadOutStaysInsideTheChart(t *testing.T) {
	view, _ := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	for _, hit := range view.Scene().Hits {
		for _, x := range []float64{hit.Box.X, hit.Box.Right() - 1} {
			for _, y := range []float64{hit.Box.Y, hit.Box.Bottom() - 1} {
				view.MouseMoved(mouse(x, y))
				panel := readOut(t, view)
				end := panel.Position().Add(panel.Size())
				if panel.Position().X < 0 || panel.Position().Y < 0 || end.X > 800 || end.Y > 300 {
					t.Errorf("at %v, %v the read-out lies at %v to %v", x, y, panel.Position(), end)
				}
			}
		}
	}
}

func mouse(x, y float64) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(x), float32(y))}}
}

// readOut is the chart's last child.
func readOut(t *testing.T, view *chart.View) fyne.CanvasObject {
	t.Helper()
	objects := test.WidgetRenderer(view).Objects()
	return objects[len(objects)-1]
}

func TestKeysWalkTheHitBoxes(t *testing.T) {
	view, window := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	var walked []string
	view.OnHighlighted = func(hit scene.Hit) { walked = append(walked, hit.Row) }
	window.Canvas().Focus(view)

	press(view, fyne.KeyDown, fyne.KeyRight, fyne.KeyEnd, fyne.KeyDown, fyne.KeyUp, fyne.KeyHome, fyne.KeyLeft)
	want := []string{"paid", "parts", "letter", "parts", "paid"}
	if fmt.Sprint(walked) != fmt.Sprint(want) {
		t.Errorf("the cursor walked %v, want %v", walked, want)
	}
	press(view, fyne.KeyDown)
	golden(t, "cursor.xml", window.Canvas())

	press(view, fyne.KeyEscape)
	if hit, ok := view.Highlighted(); ok {
		t.Errorf("after Esc the cursor is still on %q", hit.Row)
	}
}

func TestEnterAndSpaceOpenWhatIsUnderTheCursor(t *testing.T) {
	view, window := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	var opened []string
	view.OnTapped = func(hit scene.Hit) { opened = append(opened, hit.Row) }
	window.Canvas().Focus(view)

	press(view, fyne.KeyReturn)
	press(view, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown)
	view.TypedRune(' ')
	if want := []string{"paid", "parts"}; fmt.Sprint(opened) != fmt.Sprint(want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
}

func TestATapOpensAndTakesTheFocus(t *testing.T) {
	view, window := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	var opened, menus []string
	view.OnTapped = func(hit scene.Hit) { opened = append(opened, hit.Row) }
	view.OnSecondaryTapped = func(hit scene.Hit, _ fyne.Position) { menus = append(menus, hit.Row) }

	test.TapCanvas(window.Canvas(), over(view, "parts"))
	test.TapCanvas(window.Canvas(), fyne.NewPos(2, 2))
	test.TapSecondaryAt(view, over(view, "letter"))
	press(view, fyne.KeyHome, desktop.KeyMenu)

	if fmt.Sprint(opened) != "[parts]" || fmt.Sprint(menus) != "[letter paid]" {
		t.Errorf("opened %v and asked for the menus of %v", opened, menus)
	}
	if window.Canvas().Focused() != fyne.Focusable(view) {
		t.Error("a tap did not give the chart the focus")
	}
}

func TestTheCursorStaysOnItsRowWhenTheDataChange(t *testing.T) {
	view, window := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	window.Canvas().Focus(view)
	view.Highlight("parts")

	byCap := threeCaps()
	byCap.Order = scene.ByCap
	view.SetLayout(byCap.Layout)
	if hit, ok := view.Highlighted(); !ok || hit.Row != "parts" {
		t.Errorf("the cursor is on %q", hit.Row)
	}
	byCap.Rows = byCap.Rows[:1]
	view.SetLayout(byCap.Layout)
	if hit, ok := view.Highlighted(); ok {
		t.Errorf("the row is gone and the cursor is on %q", hit.Row)
	}
}

func TestATallChartDrawsOnlyWhatIsInSight(t *testing.T) {
	view, window := shown(t, manyCaps(10_000).Layout, fyne.NewSize(800, 300))
	before := objects(view)
	if before > 250 {
		t.Errorf("%d objects for a view of 300 pixels", before)
	}
	window.Canvas().Focus(view)
	press(view, fyne.KeyEnd)
	if hit, _ := view.Highlighted(); hit.Row != "c-09999" {
		t.Errorf("End leads to %q", hit.Row)
	}
	if after := objects(view); after > 250 {
		t.Errorf("%d objects after scrolling to the end", after)
	}
	if !textShown(view, "c-09999") {
		t.Error("the last row is not in sight")
	}
	if !textShown(view, "Many") {
		t.Error("the title scrolled away")
	}
	press(view, fyne.KeyPageUp)
	if hit, _ := view.Highlighted(); hit.Row >= "c-09998" || hit.Row < "c-09980" {
		t.Errorf("one page up from the last row leads to %q", hit.Row)
	}
}

func TestAGrowingChartIsAsTallAsItsRows(t *testing.T) {
	view, _ := shown(t, manyCaps(50).Layout, fyne.NewSize(800, 300))
	if got := view.MinSize().Height; got != 180 {
		t.Errorf("a chart that scrolls asks for a height of %v", got)
	}
	view.SetGrow(true)
	if got, want := view.MinSize().Height, float32(view.Scene().Size.Height); got != want || got < 50*30 {
		t.Errorf("a chart that grows asks for a height of %v, its scene is %v tall", got, want)
	}
}

// variant is a theme that is always dark or always light.
type variant struct {
	fyne.Theme
	fixed fyne.ThemeVariant
}

func (v variant) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return v.Theme.Color(name, v.fixed)
}

func TestTheDarkThemeBringsTheDarkPalette(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		theme fyne.Theme
		want  scene.Palette
	}{
		{variant{theme.DefaultTheme(), theme.VariantDark}, scene.Dark()},
		{variant{theme.DefaultTheme(), theme.VariantLight}, scene.Light()},
	} {
		test.ApplyTheme(t, c.theme)
		view := chart.New(threeCaps().Layout)
		view.Resize(fyne.NewSize(800, 300))
		if got, want := view.Palette().Color(scene.Funded), c.want.Color(scene.Funded); got != want {
			t.Errorf("funded is %v, want %v", got, want)
		}
	}
}

func TestTheChartSaysWhatItShows(t *testing.T) {
	view, _ := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	view.Highlight("paid")
	want := "Commitments against caps. Commitments against their caps: 3 bars. \n" +
		"Anthropic\nCap: USD 4.00B\nFunded: USD 4.00B\nUsed: 100%"
	if got := view.AccessibilityLabel(); got != want {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
}

func TestObjectsAreUsedAgain(t *testing.T) {
	view, _ := shown(t, threeCaps().Layout, fyne.NewSize(800, 300))
	before := flat(view)
	view.Refresh()
	after := flat(view)
	if len(before) != len(after) {
		t.Fatalf("%d objects became %d", len(before), len(after))
	}
	for i := range before {
		if before[i] != after[i] {
			t.Fatalf("object %d was made anew: %T", i, after[i])
		}
	}
}

func TestPartsThatTouchLeaveNoSeam(t *testing.T) {
	for _, width := range []float32{641, 777, 800, 1013} {
		view, _ := shown(t, threeCaps().Layout, fyne.NewSize(width, 300))
		var bar []*canvas.Raster
		for _, object := range flat(view) {
			if part, ok := object.(*canvas.Raster); ok && part.Size().Height == 16 {
				bar = append(bar, part)
			}
		}
		if len(bar) != 6 { // five parts with a pattern and an outline
			t.Fatalf("%d parts are drawn", len(bar))
		}
		for i := 1; i < 5; i++ {
			if end := bar[i-1].Position().X + bar[i-1].Size().Width; end != bar[i].Position().X {
				t.Errorf("at %v part %d ends at %v, the next starts at %v", width, i-1, end, bar[i].Position().X)
			}
		}
	}
}
