package ui_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"stakebook/ledger/scene"
	"stakebook/ui/page"
)

// drawing is a chart of one commitment.
func drawing() page.Drawing {
	return scene.Caps{Title: "Commitments against caps", Unit: "USD"}.Layout
}

func TestAChartIsWrittenAsSVGOrPNG(t *testing.T) {
	for _, c := range []struct {
		file  string
		key   []fyne.KeyName
		begin string
	}{
		{"caps.svg", nil, "<?xml"},
		{"caps.png", []fyne.KeyName{fyne.KeyRight}, "\x89PNG"},
	} {
		w := newWorld(t)
		w.open()
		w.picker.path = filepath.Join(w.folder, c.file)
		w.shell.ExportChart("caps", drawing())
		for _, key := range c.key {
			w.key(key)
		}
		w.key(fyne.KeyReturn)
		written, err := os.ReadFile(w.picker.path)
		if err != nil || !bytes.HasPrefix(written, []byte(c.begin)) {
			t.Errorf("%s begins with %.20q, %v", c.file, written, err)
		}
		if name := w.picker.asked[0].Name; name != "caps-2024-03-26"+filepath.Ext(c.file) {
			t.Errorf("the name offered is %q", name)
		}
	}
}

func TestAPageWithoutAChartOffersNone(t *testing.T) {
	w := newWorld(t)
	w.open()
	if w.shell.Run("file.chart") {
		t.Error("a chart was exported of a page without one")
	}
}
