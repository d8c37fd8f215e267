package interchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// The bounds of a file. What goes beyond them is refused where it does, never cut.
const (
	MaxRecord  = 1 << 20    // bytes of one record, its line end not counted
	MaxFields  = 256        // fields of a JSON object, columns of a CSV file
	MaxRecords = 10_000_000 // records of one file
)

// The refusals of a file as a whole, for errors.Is. Reading ends with one of them.
var (
	// ErrEncoding is wrapped where a file is not UTF-8.
	ErrEncoding = errors.New("save the file as UTF-8")
	// ErrLineEnds is wrapped where lines end in CR alone.
	ErrLineEnds = errors.New("a line ends in LF or CRLF, not in CR alone; save the file with one of them")
	// ErrTooLong is wrapped where a file goes beyond a bound.
	ErrTooLong = errors.New("the file goes beyond what is read")
)

// linesEach is how many lines a file may have for each record that it may have: blank ones, and those within the cells of
// a CSV file. Without it a file without an end and without a record would be read for ever.
const linesEach = 16

// limits are the bounds of one reading.
type limits struct{ record, fields, records int }

func standardLimits() limits {
	return limits{record: MaxRecord, fields: MaxFields, records: MaxRecords}
}

// lines gives a file's lines one by one, holding no more than one of them.
type lines struct {
	in     *bufio.Reader
	file   string
	most   int // lines
	number int // of the line last given
	buffer []byte
}

func newLines(r io.Reader, file string, most limits) *lines {
	return &lines{in: bufio.NewReaderSize(r, 64<<10), file: file, most: linesEach * most.records}
}

// start passes over a byte order mark and refuses what is plainly no UTF-8. It is called once, before next.
func (l *lines) start() error {
	head, err := l.in.Peek(foreignHead)
	if err != nil && err != io.EOF {
		return l.unreadable(err)
	}
	if err := foreign(head, l.file); err != nil {
		return err
	}
	head = head[:min(len(head), 3)]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err := l.in.Discard(3)
		return err
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")),
		bytes.IndexByte(head, 0) >= 0:
		return &Error{Place: Place{File: l.file, Line: 1, Column: 1},
			Err: fmt.Errorf("the file is UTF-16 or UTF-32: %w", ErrEncoding)}
	}
	return nil
}

// next gives the next line with its end, LF, CRLF or none for the last one; io.EOF after the last. The
// bytes hold until the next call. A line of more than most bytes, its end not counted, is refused.
func (l *lines) next(most int) ([]byte, error) {
	l.buffer = l.buffer[:0]
	if l.number >= l.most {
		return nil, &Error{Place: Place{File: l.file, Line: l.number, Column: 1},
			Err: fmt.Errorf("the file has more than %d lines: %w", l.most, ErrTooLong)}
	}
	for {
		part, err := l.in.ReadSlice('\n')
		whole := err == nil
		if len(l.buffer) > 0 || !whole {
			l.buffer = append(l.buffer, part...)
			part = l.buffer
		}
		if length(part) > most {
			return nil, l.tooLong(part, most)
		}
		switch {
		case whole, err == io.EOF && len(part) > 0:
			l.number++
			return part, l.checkUTF8(part)
		case err == io.EOF:
			return nil, io.EOF
		case !errors.Is(err, bufio.ErrBufferFull):
			l.number++
			return nil, l.unreadable(err)
		}
	}
}

func (l *lines) unreadable(err error) error {
	return &Error{Place: Place{File: l.file, Line: max(l.number, 1), Column: 1},
		Err: fmt.Errorf("the file could not be read: %w", err)}
}

// tooLong refuses a line. A file whose lines all end in CR is one long line, and that is what there is to say of it.
func (l *lines) tooLong(line []byte, most int) error {
	place := Place{File: l.file, Line: l.number + 1, Column: 1}
	if at := bareCR(line); at >= 0 {
		place.Column = column(line, at)
		return &Error{Place: place, Err: ErrLineEnds}
	}
	return &Error{Place: place, Err: fmt.Errorf("the record has more than %d bytes: %w", most, ErrTooLong)}
}

func (l *lines) checkUTF8(line []byte) error {
	if utf8.Valid(line) {
		return nil
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(line[at:])
		if r == utf8.RuneError && size == 1 {
			return &Error{Place: Place{File: l.file, Line: l.number, Column: column(line, at)},
				Err: fmt.Errorf("the byte %#02x is not valid UTF-8: %w", line[at], ErrEncoding)}
		}
		at += size
	}
}

// withoutEnd cuts LF or CRLF off a line.
func withoutEnd(line []byte) []byte {
	line, ended := bytes.CutSuffix(line, []byte("\n"))
	if ended {
		line = bytes.TrimSuffix(line, []byte("\r"))
	}
	return line
}

// length counts the bytes of a line, or of what has been read of one, without its end.
func length(line []byte) int { return len(bytes.TrimSuffix(withoutEnd(line), []byte("\r"))) }

// bareCR finds a CR that no LF follows, and none at the end of what has been read; -1 where there is none.
func bareCR(line []byte) int {
	for from := 0; ; {
		at := bytes.IndexByte(line[from:], '\r')
		if at < 0 || from+at == len(line)-1 {
			return -1
		}
		if at += from; line[at+1] != '\n' {
			return at
		}
		from = at + 1
	}
}

// column counts the characters before a byte of a line, from 1.
func column[T string | []byte](line T, at int) int {
	return 1 + utf8.RuneCountInString(string(line[:at]))
}
