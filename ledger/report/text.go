package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// WriteText writes a table for a terminal, every column as wide as its widest cell and nothing cut: numbers to the
// right with commas between thousands, ~ ≥ ≤ before what is not exact, a rule under the header and above a total,
// then the notes, and the as-of date, the last entry that the table rests on and that entry's hash. Control
// characters and marks that turn the direction of text are shown and never sent.
func WriteText(w io.Writer, t Table) error {
	out := bufio.NewWriterSize(w, 64<<10)
	grid := newGrid(t)
	line := func(words string) { _, _ = out.WriteString(strings.TrimRight(words, " ") + "\n") } // Flush gives the error
	line(t.Title)
	line("")
	line(grid.line(grid.header))
	line(grid.rule())
	for i, row := range t.Rows {
		if row.Total && (i == 0 || !t.Rows[i-1].Total) && i > 0 {
			line(grid.rule())
		}
		line(grid.line(grid.rows[i]))
	}
	if len(t.Rows) == 0 {
		line("(nothing)")
	}
	line("")
	for _, note := range t.Notes {
		line("· " + onOneLine(note))
	}
	if len(t.Notes) > 0 {
		line("")
	}
	line(fmt.Sprintf("as of %s · known to entry %d · head %s", t.AsOf, t.Known, t.Head))
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write report %s as text: %w", t.Name, err)
	}
	return nil
}

// textGrid is a table as words, with the width of each column.
type textGrid struct {
	header []string
	rows   [][]string
	right  []bool // set to the right
	widths []int
}

func newGrid(t Table) *textGrid {
	g := &textGrid{}
	for _, column := range t.Columns {
		if !column.FilesOnly {
			g.header = append(g.header, column.Name)
			g.right = append(g.right, column.Type.Numeric())
			g.widths = append(g.widths, cellWidth(column.Name))
		}
	}
	for _, row := range t.Rows {
		words := make([]string, 0, len(g.header))
		for i, cell := range row.Cells {
			if t.Columns[i].FilesOnly {
				continue
			}
			shown := onOneLine(cell.Display())
			at := len(words)
			g.widths[at] = max(g.widths[at], cellWidth(shown))
			words = append(words, shown)
		}
		g.rows = append(g.rows, words)
	}
	return g
}

// gap stands between two columns.
const gap = "  "

func (g *textGrid) line(cells []string) string {
	var out strings.Builder
	for i, cell := range cells {
		if i > 0 {
			out.WriteString(gap)
		}
		padding := strings.Repeat(" ", g.widths[i]-cellWidth(cell))
		if g.right[i] {
			cell, padding = padding, cell
		}
		out.WriteString(cell)
		out.WriteString(padding)
	}
	return out.String()
}

func (g *textGrid) rule() string {
	lines := make([]string, len(g.widths))
	for i, wide := range g.widths {
		lines[i] = strings.Repeat("─", wide)
	}
	return strings.Join(lines, gap)
}

// onOneLine shows line ends and tabs as signs, and other characters that steer a terminal as U+FFFD.
func onOneLine(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return '⏎'
		case r == '\t':
			return '⇥'
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			return unicode.ReplacementChar
		default:
			return r
		}
	}, strings.ReplaceAll(words, "\r\n", "\n"))
}

// cellWidth counts the columns of a terminal that words take: none for marks set over others, two for the wide
// characters of East Asian scripts.
func cellWidth(words string) int {
	total := 0
	for _, r := range words {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			total += 2
		default:
			total++
		}
	}
	return total
}

func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}
