package scene_test

import (
	"image/color"
	"math"
	"testing"

	"stakebook/ledger/scene"
)

var palettes = map[string]scene.Palette{"light": scene.Light(), "dark": scene.Dark()}

// parts are the roles that a reader tells apart in one bar.
var parts = []scene.Role{
	scene.Funded, scene.Called, scene.Firm, scene.Conditional, scene.Option, scene.Released,
}

func TestTextStandsOutFromItsGround(t *testing.T) {
	for name, p := range palettes {
		for _, role := range []scene.Role{
			scene.Foreground, scene.Muted, scene.Accent, scene.Cap, scene.Positive, scene.Negative,
		} {
			if got := scene.Contrast(p.Color(role), p.Color(scene.Background)); got < 4.5 {
				t.Errorf("%s: %s has a contrast of %.2f, text needs 4.5", name, role, got)
			}
		}
	}
}

func TestFillsStandOutFromTheirGround(t *testing.T) {
	for name, p := range palettes {
		for _, role := range append(parts, scene.Indicative, scene.Axis) {
			if got := scene.Contrast(p.Color(role), p.Color(scene.Background)); got < 3 {
				t.Errorf("%s: %s has a contrast of %.2f, graphics need 3", name, role, got)
			}
		}
	}
}

func TestThePartsOfABarDifferForColourBlindReaders(t *testing.T) {
	const least = 40 // of the distance between black and white, 441
	for name, p := range palettes {
		for vision, see := range map[string]func(color.NRGBA) [3]float64{
			"full colour": linear, "no red cones": protan, "no green cones": deutan,
		} {
			for i, a := range parts {
				for _, b := range parts[:i] {
					if d := distance(see(p.Color(a)), see(p.Color(b))); d < least {
						t.Errorf("%s, %s: %s and %s are only %.0f apart", name, vision, a, b, d)
					}
				}
			}
		}
	}
}

func TestThePartsOfABarDifferWithoutColour(t *testing.T) {
	seen := map[scene.Pattern]string{}
	s := sampleCaps(t).Layout(wide, plain)
	for _, r := range marksOf[scene.Rect](s) {
		if r.Fill == scene.Background {
			continue
		}
		if other, ok := seen[r.Pattern]; ok && other != r.Fill.String() {
			t.Errorf("%s and %s are both %s", other, r.Fill, r.Pattern)
		}
		seen[r.Pattern] = r.Fill.String()
	}
	if len(seen) != 7 {
		t.Errorf("%d parts have a pattern of their own, want 7", len(seen))
	}
}

func TestContrastIsThatOfBlackAndWhite(t *testing.T) {
	white := color.NRGBA{R: 255, G: 255, B: 255, A: 255}
	if got := scene.Contrast(color.NRGBA{A: 255}, white); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white has a contrast of %v, want 21", got)
	}
	if got := scene.Contrast(white, white); got != 1 {
		t.Errorf("white on white has a contrast of %v, want 1", got)
	}
}

func TestWithChangesOneRoleOfACopy(t *testing.T) {
	before := scene.Light()
	red := color.NRGBA{R: 255, A: 255}
	after := before.With(scene.Accent, red)
	if after.Color(scene.Accent) != red || before.Color(scene.Accent) == red {
		t.Error("With did not change the copy alone")
	}
	if after.Color(scene.Funded) != before.Color(scene.Funded) {
		t.Error("With changed another role")
	}
}

func linear(c color.NRGBA) [3]float64 {
	channel := func(v uint8) float64 { return math.Pow(float64(v)/255, 2.2) }
	return [3]float64{channel(c.R), channel(c.G), channel(c.B)}
}

// protan and deutan are the matrices of Viénot, Brettel and Mollon (1999) on linear light.
func protan(c color.NRGBA) [3]float64 {
	l := linear(c)
	rg := 0.11238*l[0] + 0.88762*l[1]
	return [3]float64{rg, rg, 0.00401*l[0] - 0.00401*l[1] + l[2]}
}

func deutan(c color.NRGBA) [3]float64 {
	l := linear(c)
	rg := 0.29275*l[0] + 0.70725*l[1]
	return [3]float64{rg, rg, -0.02234*l[0] + 0.02234*l[1] + l[2]}
}

// distance is between two colours of linear light, on the scale of screen values.
func distance(a, b [3]float64) float64 {
	sum := 0.0
	for i := range a {
		screen := func(v float64) float64 { return 255 * math.Pow(max(v, 0), 1/2.2) }
		d := screen(a[i]) - screen(b[i])
		sum += d * d
	}
	return math.Sqrt(sum)
}
