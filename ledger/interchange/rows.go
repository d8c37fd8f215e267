package interchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"stakebook/ledger"
)

// cell is one cell of a CSV row, without its quotes.
type cell struct {
	text         string
	line, column int
}

// rows gives a CSV file's rows one by one.
type rows struct {
	lines  *lines
	most   limits
	cells  []cell
	text   []byte
	parser *ledger.Parser // whose texts the cells are

	raw  []byte // the line being read, with its end
	at   int    // the next byte of it
	left int    // bytes that the row may still have

	counted, characters int // of raw: bytes counted, and the characters in them
}

// next gives the next row that has a text in any cell; io.EOF after the last. The cells hold until the next call.
// Any other error ends the reading.
func (r *rows) next() ([]cell, error) {
	for {
		r.left = r.most.record
		if err := r.line(); err != nil {
			return nil, err
		}
		r.cells = r.cells[:0]
		for more := true; more; {
			if len(r.cells) == r.most.fields {
				return nil, r.fail(r.at, "the row has more than %d columns: %w", r.most.fields, ErrTooLong)
			}
			var err error
			if more, err = r.cell(); err != nil {
				return nil, err
			}
		}
		for _, c := range r.cells {
			if c.text != "" {
				return r.cells, nil
			}
		}
	}
}

// line fetches the next line of the file.
func (r *rows) line() error {
	raw, err := r.lines.next(r.left)
	if err != nil {
		return err
	}
	r.raw, r.at, r.counted, r.characters = raw, 0, 0, 0
	r.left -= length(raw)
	return nil
}

// cell reads one cell and what ends it; more says that another follows in the row.
func (r *rows) cell() (more bool, err error) {
	c := cell{line: r.lines.number, column: r.column()}
	if r.at < len(r.raw) && r.raw[r.at] == '"' {
		c.text, err = r.quoted()
	} else {
		c.text, err = r.plain()
	}
	if err != nil {
		return false, err
	}
	r.cells = append(r.cells, c)
	if rest := r.raw[r.at:]; len(rest) > 0 && rest[0] == ',' {
		r.at++
		return true, nil
	}
	return false, nil
}

// column is that of the next byte. Each byte of a line is counted once.
func (r *rows) column() int {
	r.characters += utf8.RuneCount(r.raw[r.counted:r.at])
	r.counted = r.at
	return 1 + r.characters
}

// plain reads a cell without quotes up to the comma or the line's end.
func (r *rows) plain() (string, error) {
	rest := withoutEnd(r.raw[r.at:])
	if comma := bytes.IndexByte(rest, ','); comma >= 0 {
		rest = rest[:comma]
	}
	if at := bytes.IndexAny(rest, "\"\r"); at >= 0 {
		if rest[at] == '\r' {
			return "", r.fail(r.at+at, "%w", ErrLineEnds)
		}
		return "", r.fail(r.at+at, `a double quote stands in a cell without quotes; write "" inside "quotes"`)
	}
	r.at += len(rest)
	return r.parser.Text(rest), nil
}

// quoted reads a cell from its opening quote to its closing one, over as many lines as it takes.
func (r *rows) quoted() (string, error) {
	opened := Place{r.lines.file, r.lines.number, r.column()}
	r.at++
	r.text = r.text[:0]
	for {
		quote := bytes.IndexByte(r.raw[r.at:], '"')
		if quote < 0 {
			r.text = append(r.text, r.raw[r.at:]...)
			if err := r.line(); err == io.EOF {
				return "", &Error{Place: opened, Err: errUnclosed}
			} else if errors.Is(err, ErrTooLong) {
				return "", &Error{Place: opened, Err: fmt.Errorf("the quote opened here is not closed in the %d bytes "+
					"that a record may have: %w", r.most.record, ErrTooLong)}
			} else if err != nil {
				return "", err
			}
			continue
		}
		r.text = append(r.text, r.raw[r.at:r.at+quote]...)
		r.at += quote + 1
		rest := r.raw[r.at:]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			r.text = append(r.text, '"')
			r.at++
		case len(rest) == 0, rest[0] == ',', len(withoutEnd(rest)) == 0:
			return r.parser.Text(r.text), nil
		case rest[0] == '\r':
			return "", r.fail(r.at, "%w", ErrLineEnds)
		default:
			return "", r.fail(r.at, `a comma belongs after the closing quote; a quote inside "quotes" is written ""`)
		}
	}
}

var errUnclosed = errors.New("the quote opened here is never closed")

func (r *rows) fail(at int, format string, args ...any) error {
	return &Error{Place: Place{r.lines.file, r.lines.number, column(r.raw, at)}, Err: fmt.Errorf(format, args...)}
}

// appendCell writes a cell, in quotes where it needs them.
func appendCell(out []byte, text string) []byte {
	if !strings.ContainsAny(text, ",\"\r\n") {
		return append(out, text...)
	}
	out = append(out, '"')
	out = append(out, strings.ReplaceAll(text, `"`, `""`)...)
	return append(out, '"')
}
