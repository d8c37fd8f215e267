package interchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"stakebook/ledger"
)

// ReadJSONL reads a file of JSON Lines once, giving each record as it comes. A line that is wrong gives an *Error and
// the reading goes on with the next, so that a caller can show more than the first problem; it ends after an error that
// is the file's as a whole (ErrEncoding, ErrLineEnds, ErrTooLong, a failed read). The name stands in every place.
func ReadJSONL(r io.Reader, name string) iter.Seq2[Record, error] {
	return readJSONL(r, name, standardLimits())
}

func readJSONL(r io.Reader, name string, most limits) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in := newLines(r, name, most)
		if err := in.start(); err != nil {
			yield(Record{}, err)
			return
		}
		scanner, parser := object{most: most.fields}, ledger.Parser{}
		for count := 0; ; {
			line, err := in.next(most.record)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Record{}, err)
				return
			}
			line = withoutEnd(line)
			if at := bytes.IndexByte(line, '\r'); at >= 0 {
				yield(Record{}, &Error{Place: Place{name, in.number, column(line, at)}, Err: ErrLineEnds})
				return
			}
			if len(bytes.Trim(line, " \t")) == 0 {
				continue
			}
			if count++; count > most.records {
				yield(Record{}, tooMany(name, in.number, most.records))
				return
			}
			if !yield(recordOf(&scanner, &parser, parser.Text(line), Place{name, in.number, 1})) {
				return
			}
		}
	}
}

func tooMany(name string, line, most int) error {
	return &Error{Place: Place{name, line, 1},
		Err: fmt.Errorf("the file has more than %d records: %w", most, ErrTooLong)}
}

// recordOf makes a record of one line.
func recordOf(scanner *object, parser *ledger.Parser, line string, place Place) (Record, error) {
	if err := scanner.scan(line); err != nil {
		var problem *scanError
		if errors.As(err, &problem) {
			place.Column = column(line, problem.at)
			err = problem.err
		}
		return Record{}, &Error{Place: place, Err: err}
	}
	record := Record{place: place, line: line}
	var err error
	if record.Entry, err = parser.ParseEntry(scanner.pairs); err != nil {
		return Record{}, record.Refuse(err)
	}
	return record, nil
}

// columnOf finds where on its line the value of a field stands, by reading the line anew: few are ever asked for.
func columnOf(line, field string) (at int, ok bool) {
	scanner := object{most: len(line)}
	if scanner.scan(line) != nil {
		return 0, false
	}
	for i, pair := range scanner.pairs {
		if pair.Name == field {
			return column(line, scanner.bytes[i]), true
		}
	}
	return 0, false
}

// WriteJSONL writes entries as JSON Lines, the fields of each in the order of Entry.Flat. The same
// entries give the same bytes, and ReadJSONL gives the same entries. An entry whose text is not UTF-8 is refused.
func WriteJSONL(w io.Writer, entries iter.Seq[ledger.Entry]) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var line []byte
	for entry := range entries {
		line = append(line[:0], '{')
		for i, pair := range entry.Flat() {
			if !utf8.ValidString(pair.Text) {
				return notUTF8(entry, pair)
			}
			if i > 0 {
				line = append(line, ',')
			}
			line = appendQuoted(line, pair.Name)
			line = append(line, ':')
			line = appendQuoted(line, pair.Text)
		}
		line = append(line, '}', '\n')
		if _, err := out.Write(line); err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

func notUTF8(entry ledger.Entry, pair ledger.Pair) error {
	return fmt.Errorf("write entry %s: %s: the text is not valid UTF-8", entry.Seq, pair.Name)
}

// appendQuoted writes a JSON string with no more escapes than JSON asks for.
func appendQuoted(out []byte, text string) []byte {
	out = append(out, '"')
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out = append(out, text[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\n':
			out = append(out, `\n`...)
		case '\r':
			out = append(out, `\r`...)
		case '\t':
			out = append(out, `\t`...)
		default:
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	return append(append(out, text[start:]...), '"')
}
