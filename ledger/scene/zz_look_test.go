package scene_test

import (
	"fmt"
	"os"
	"testing"

	"stakebook/ledger/scene"
)

func TestLook(t *testing.T) {
	f := fonts(t)
	for name, layout := range layouts(t) {
		for _, w := range []float64{1200, 480} {
			for pn, p := range map[string]scene.Palette{"light": scene.Light(), "dark": scene.Dark()} {
				s := layout(scene.Size{Width: w, Height: 420}, f.Measure)
				o, _ := os.Create(fmt.Sprintf("/tmp/look/%s-%.0f-%s.png", name, w, pn))
				if err := scene.WritePNG(o, s, p, 1, f); err != nil {
					t.Fatal(err)
				}
				o.Close()
				o, _ = os.Create(fmt.Sprintf("/tmp/look/%s-%.0f-%s.svg", name, w, pn))
				scene.WriteSVG(o, s, p)
				o.Close()
			}
		}
	}
}
