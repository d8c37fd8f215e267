package scene_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger/scene"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 {
		t.Fatalf("%s is empty", path)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func svgOf(t fataler, s scene.Scene, p scene.Palette) []byte {
	var out bytes.Buffer
	if err := scene.WriteSVG(&out, s, p); err != nil {
		t.Fatalf("write SVG: %v", err)
	}
	return out.Bytes()
}

func pngOf(t *testing.T, s scene.Scene, p scene.Palette, scale float64) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := scene.WritePNG(&out, s, p, scale, fonts(t)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestChartsAsSVG(t *testing.T) {
	for name, layout := range layouts(t) {
		golden(t, name+".svg", svgOf(t, layout(scene.Size{Width: 900, Height: 400}, plain), scene.Light()))
	}
}

// everyMark has each mark in each of its looks.
func everyMark() scene.Scene {
	s := scene.Scene{Size: scene.Size{Width: 300, Height: 200}, Title: "All marks"}
	for i, p := range scene.Patterns() {
		box := scene.Box{X: 10 + 36*float64(i), Y: 10, Width: 30, Height: 20}
		s.Marks = append(s.Marks, scene.Rect{Box: box, Fill: scene.Funded, Pattern: p})
	}
	for i, shape := range []scene.Shape{
		scene.Circle, scene.Square, scene.Diamond, scene.TriangleUp, scene.TriangleDown,
	} {
		g := scene.Glyph{Shape: shape, Center: scene.Point{X: 20 + 30*float64(i), Y: 60}, Radius: 8, Fill: scene.Called}
		hollow := g
		hollow.Center.Y, hollow.Hollow = 90, true
		s.Marks = append(s.Marks, g, hollow)
	}
	for i, dash := range []scene.Dash{scene.Unbroken, scene.Dashed, scene.Dotted} {
		y := 110 + 10*float64(i)
		from, to := scene.Point{X: 10, Y: y}, scene.Point{X: 200, Y: y}
		s.Marks = append(s.Marks, scene.Stroke{From: from, To: to, Width: 2, Dash: dash, Color: scene.Axis})
		to.Y += 40
		s.Marks = append(s.Marks, scene.Stroke{From: from, To: to, Width: 1, Dash: dash, Color: scene.Firm})
	}
	for i, anchor := range []scene.Anchor{scene.Start, scene.Middle, scene.End} {
		at := scene.Point{X: 250, Y: 120 + 20*float64(i)}
		s.Marks = append(s.Marks, scene.Text{
			At: at, Text: "Text <&>", Size: 12, Bold: i == 1, Anchor: anchor, Color: scene.Foreground,
		})
	}
	box := scene.Box{X: 10, Y: 10, Width: 30, Height: 20}
	s.Hits = []scene.Hit{{ID: "h", Box: box, Title: "Hit", Lines: []scene.Line{{Label: "Cap", Value: "4"}}}}
	return s
}

func TestEveryMarkAsSVG(t *testing.T) {
	golden(t, "marks.svg", svgOf(t, everyMark(), scene.Dark()))
}

func TestSVGIsWellFormedAndKeepsItsTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		s := scene.Scene{Size: scene.Size{Width: 10, Height: 10}, Title: text, Description: text, Marks: []scene.Mark{
			scene.Text{Text: text, Size: 10},
		}}
		decoder := xml.NewDecoder(bytes.NewReader(svgOf(t, s, scene.Light())))
		texts := map[string]string{}
		name := ""
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("no XML: %v", err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				name = token.Name.Local
			case xml.EndElement:
				name = ""
			case xml.CharData:
				texts[name] += string(token)
			}
		}
		printable := strings.Map(func(r rune) rune {
			switch {
			case r < 0x20 && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
				return '\uFFFD'
			}
			return r
		}, strings.ToValidUTF8(text, "\uFFFD"))
		for _, element := range []string{"title", "desc", "text"} {
			if texts[element] != printable {
				t.Fatalf("<%s> holds %q, want %q", element, texts[element], printable)
			}
		}
	})
}

func TestAFailingWriterIsReported(t *testing.T) {
	if err := scene.WriteSVG(brokenWriter{}, everyMark(), scene.Light()); !errors.Is(err, errBroken) {
		t.Errorf("WriteSVG says %v", err)
	}
	if err := scene.WritePNG(brokenWriter{}, everyMark(), scene.Light(), 1, fonts(t)); !errors.Is(err, errBroken) {
		t.Errorf("WritePNG says %v", err)
	}
}

var errBroken = errors.New("the disk is full")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestTheSameSceneGivesTheSamePNG(t *testing.T) {
	s := sampleCaps(t).Layout(wide, fonts(t).Measure)
	if !bytes.Equal(pngOf(t, s, scene.Light(), 1), pngOf(t, s, scene.Light(), 1)) {
		t.Error("two pictures of one scene differ")
	}
}

func TestPNGShowsColoursWhereTheSceneHasThem(t *testing.T) {
	s := sampleCaps(t).Layout(wide, fonts(t).Measure)
	for _, scale := range []float64{1, 2} {
		for name, p := range palettes {
			img, err := png.Decode(bytes.NewReader(pngOf(t, s, p, scale)))
			if err != nil {
				t.Fatal(err)
			}
			wantSize := image.Pt(int(math.Ceil(s.Size.Width*scale)), int(math.Ceil(s.Size.Height*scale)))
			if img.Bounds().Size() != wantSize {
				t.Fatalf("%s at %v: %v pixels, want %v", name, scale, img.Bounds().Size(), wantSize)
			}
			bar, caps := within(s, "amzn-anth-1")
			for _, c := range []struct {
				at   scene.Point
				want scene.Role
			}{
				{scene.Point{X: 2, Y: 2}, scene.Background},
				{scene.Point{X: bar[0].Box.X + bar[0].Box.Width/2, Y: bar[0].Box.Y + 8}, scene.Funded},
				{scene.Point{X: caps[0].From.X, Y: caps[0].From.Y + 2}, scene.Cap},
			} {
				got := color.NRGBAModel.Convert(img.At(int(c.at.X*scale), int(c.at.Y*scale)))
				if got != color.Color(p.Color(c.want)) {
					t.Errorf("%s at %v: %v is %v, want %s %v", name, scale, c.at, got, c.want, p.Color(c.want))
				}
			}
		}
	}
}

func TestAPictureThatIsTooLargeOrEmptyIsRefused(t *testing.T) {
	tall := scene.Scene{Size: scene.Size{Width: 1000, Height: 100_001}}
	if err := scene.WritePNG(io.Discard, tall, scene.Light(), 1, fonts(t)); !errors.Is(err, scene.ErrTooLarge) {
		t.Errorf("100,001,000 pixels: %v", err)
	}
	for _, scale := range []float64{0, -1, math.NaN()} {
		if err := scene.WritePNG(io.Discard, everyMark(), scene.Light(), scale, fonts(t)); err == nil {
			t.Errorf("scale %v is taken", scale)
		}
	}
}

func TestPatternsAreToldApartInOneColour(t *testing.T) {
	ink, ground := color.NRGBA{A: 255}, color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	for _, scale := range []float64{1, 1.5, 2} {
		seen := map[string]scene.Pattern{}
		for _, p := range scene.Patterns() {
			if p == scene.Tint { // Solid in a paler ink
				continue
			}
			img := scene.PatternImage(p, ink, ground, int(24*scale), int(12*scale), scale)
			if other, ok := seen[string(img.Pix)]; ok {
				t.Errorf("at scale %v %s looks like %s", scale, p, other)
			}
			seen[string(img.Pix)] = p
			if !slices.Contains(img.Pix, 0) {
				t.Errorf("at scale %v %s has no ink", scale, p)
			}
		}
	}
}

func TestFontsThatAreNoFontsAreRefused(t *testing.T) {
	_, err := scene.NewFonts([]byte("no font"), nil)
	if err == nil || !strings.HasPrefix(err.Error(), "regular font: ") {
		t.Errorf("NewFonts says %v", err)
	}
}

func TestDigitsAllHaveOneWidth(t *testing.T) {
	f := fonts(t)
	for _, bold := range []bool{false, true} {
		want := f.Measure("0", 100, bold)
		for digit := range 10 {
			if got := f.Measure(fmt.Sprint(digit), 100, bold); got != want {
				t.Errorf("%d is %v wide, 0 is %v", digit, got, want)
			}
		}
	}
}
