package scene

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
)

// Measure gives the width of a line of text in scene pixels, at a font size in the same.
type Measure func(text string, size float64, bold bool) float64

// Fonts is a regular and a bold face made from font files. It is safe for use by several goroutines.
type Fonts struct {
	regular, bold *opentype.Font

	mu    sync.Mutex
	faces map[faceKey]font.Face
}

type faceKey struct {
	size float64
	bold bool
}

// NewFonts reads two TrueType or OpenType files.
func NewFonts(regular, bold []byte) (*Fonts, error) {
	r, err := opentype.Parse(regular)
	if err != nil {
		return nil, fmt.Errorf("regular font: %w", err)
	}
	b, err := opentype.Parse(bold)
	if err != nil {
		return nil, fmt.Errorf("bold font: %w", err)
	}
	return &Fonts{regular: r, bold: b, faces: map[faceKey]font.Face{}}, nil
}

// Measure is the width of a text in these fonts; it is a Measure.
func (f *Fonts) Measure(text string, size float64, bold bool) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	face, err := f.face(size, bold)
	if err != nil {
		return size * float64(len(text))
	}
	return float64(font.MeasureString(face, text)) / 64
}

// face is called with the lock held.
func (f *Fonts) face(size float64, bold bool) (font.Face, error) {
	key := faceKey{size, bold}
	if face, ok := f.faces[key]; ok {
		return face, nil
	}
	source := f.regular
	if bold {
		source = f.bold
	}
	face, err := opentype.NewFace(source, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("font at size %v: %w", size, err)
	}
	f.faces[key] = face
	return face, nil
}

// remembered asks a measure only once for each text in each style.
func remembered(measure Measure) Measure {
	type key struct {
		text string
		size float64
		bold bool
	}
	widths := map[key]float64{}
	return func(text string, size float64, bold bool) float64 {
		k := key{text, size, bold}
		width, known := widths[k]
		if !known {
			width = measure(text, size, bold)
			widths[k] = width
		}
		return width
	}
}

const ellipsis = "…"

// Fit shortens a text with an ellipsis until it is no wider than width. Where not even
// the ellipsis fits, nothing is left.
func Fit(measure Measure, text string, size float64, bold bool, width float64) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || measure(text, size, bold) <= width {
		return text
	}
	runes := []rune(text)
	cut := sort.Search(len(runes), func(n int) bool {
		return measure(shortened(runes, n+1), size, bold) > width
	})
	if cut == 0 {
		return ""
	}
	return shortened(runes, cut)
}

func shortened(runes []rune, n int) string {
	return strings.TrimRight(string(runes[:n]), " ") + ellipsis
}
