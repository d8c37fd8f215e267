package ui

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger/scene"
	"stakebook/ui/dialogs"
	"stakebook/ui/page"
)

// Fonts are the typeface of charts in pictures: two TrueType or OpenType files.
type Fonts struct{ Regular, Bold []byte }

// charted is a page with a chart to export.
type charted interface {
	// Chart is the chart as it is shown now, and what to call it.
	Chart() (name string, drawing page.Drawing)
}

func (s *Shell) exportShownChart() {
	if p, ok := s.pages[s.shown].(charted); ok {
		name, drawing := p.Chart()
		s.ExportChart(name, drawing)
	}
}

// The size of a chart as a picture; a chart that needs more height takes it.
const (
	pictureWidth  = 1200
	pictureHeight = 400
	// pictureScale makes a PNG sharp on paper: device pixels to a pixel of the scene.
	pictureScale = 2
)

// ExportChart asks in which format and where to, and writes a chart.
func (s *Shell) ExportChart(name string, drawing page.Drawing) {
	const asSVG, asPNG = "SVG, for documents and the web", "PNG, for mail and slides"
	choice := dialogs.NewSelect([]string{asSVG, asPNG}, nil)
	choice.SetSelectedIndex(0)
	s.show("chart", "", dialogs.Dialog{
		Title: "Export the chart", FirstFocus: choice, Size: fyne.NewSize(420, 160),
		Content: container.NewVBox(widget.NewForm(widget.NewFormItem("Format", choice))),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Choose the file…", Role: dialogs.Primary, Run: func() bool {
				s.open.Close()
				extension := ".svg"
				if choice.Selected == asPNG {
					extension = ".png"
				}
				s.saveChart(name, extension, drawing)
				return false
			}},
		},
	})
}

func (s *Shell) saveChart(name, extension string, drawing page.Drawing) {
	fonts, err := scene.NewFonts(s.params.Fonts.Regular, s.params.Fonts.Bold)
	if err != nil {
		s.fail("The chart cannot be drawn", err)
		return
	}
	drawn := drawing(scene.Size{Width: pictureWidth, Height: pictureHeight}, fonts.Measure)
	made := s.receiptOf(s.at.Known)
	made.asOf = s.at.AsOf.String()
	s.save(export{
		title: "Export the chart", kind: strings.ToUpper(extension[1:]), extension: extension,
		name: fmt.Sprintf("%s-%s%s", name, s.at.AsOf, extension), receipt: made,
		write: func(w io.Writer) error {
			if extension == ".png" {
				return scene.WritePNG(w, drawn, scene.Light(), pictureScale, fonts)
			}
			return scene.WriteSVG(w, drawn, scene.Light())
		},
	})
}

// sameFile says that two paths name one file, as far as names tell.
func sameFile(a, b string) bool {
	left, leftErr := filepath.Abs(a)
	right, rightErr := filepath.Abs(b)
	return leftErr == nil && rightErr == nil && left == right
}
