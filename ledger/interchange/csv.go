package interchange

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"stakebook/ledger"
	"stakebook/ledger/report"
)

// ReadCSV reads a CSV file once, giving each record as it comes. The kind of a row is that of its column kind; in a
// file without one, every row is of the kind given, or, where none is given, of the kind that the file's name says
// (KindOfName). A row whose fields are wrong gives an *Error and the reading goes on with the next, so that a caller
// can show more than the first problem; it ends after an error in the header, in the quoting or in the file as a whole.
func ReadCSV(r io.Reader, name string, kind ledger.Kind) iter.Seq2[Record, error] {
	return readCSV(r, name, kind, standardLimits())
}

func readCSV(r io.Reader, name string, kind ledger.Kind, most limits) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in := &rows{lines: newLines(r, name, most), most: most, parser: &ledger.Parser{}}
		if err := in.lines.start(); err != nil {
			yield(Record{}, err)
			return
		}
		cells, err := in.next()
		if err == io.EOF {
			return
		}
		if err != nil {
			yield(Record{}, err)
			return
		}
		header, err := newHeader(name, kind, cells)
		if err != nil {
			yield(Record{}, err)
			return
		}
		header.parser = in.parser
		for count := 1; ; count++ {
			cells, err := in.next()
			if err == io.EOF {
				return
			}
			if err == nil && count > most.records {
				err = tooMany(name, cells[0].line, most.records)
			}
			if err != nil {
				yield(Record{}, err)
				return
			}
			if !yield(header.record(cells)) {
				return
			}
		}
	}
}

// KindOfName is the kind of the entries in a file that is named for it, in the singular or the plural: funding.csv,
// Fundings.csv, parties.csv. ok is false where the name says none.
func KindOfName(name string) (kind ledger.Kind, ok bool) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	word := strings.ToLower(strings.TrimSuffix(base, path.Ext(base)))
	for _, kind := range ledger.Kinds() {
		singular := string(kind)
		stem, endsInY := strings.CutSuffix(singular, "y")
		switch {
		case word == singular, word == singular+"s", word == singular+"es":
			return kind, true
		case endsInY && word == stem+"ies":
			return kind, true
		}
	}
	return "", false
}

// header is the first row of a CSV file.
type header struct {
	file  string
	names []string
	kind  ledger.Kind // of every row; none where a column says it
	pairs []ledger.Pair

	parser *ledger.Parser
}

// newHeader reads the first row, and finds the kind where no column says it.
func newHeader(file string, kind ledger.Kind, cells []cell) (*header, error) {
	h := &header{file: file}
	for _, c := range cells {
		if slices.Contains(h.names, c.text) && c.text != "" {
			return nil, h.fail(c, "there are two columns %q", brief(c.text))
		}
		h.names = append(h.names, c.text)
	}
	if len(cells) == 1 && strings.ContainsAny(cells[0].text, ";\t|") {
		return nil, h.fail(cells[0], "the columns have no commas between; save the file with commas")
	}
	if !slices.Contains(h.names, ledger.FieldKind) {
		var ok bool
		if h.kind = kind; kind == "" {
			h.kind, ok = KindOfName(file)
		} else {
			_, ok = ledger.Table()[kind]
		}
		if !ok {
			return nil, h.fail(cells[0], "what kind of entries are these? add a column kind, or name the file for it, "+
				"such as fundings.csv")
		}
	}
	return h, h.checkNames(cells)
}

// checkNames refuses columns that are no fields, naming them all.
func (h *header) checkNames(cells []cell) error {
	known := columnsOf(ledger.Kinds()...)
	what := "of an entry"
	if h.kind != "" {
		known = columnsOf(h.kind)
		what = "of the kind " + string(h.kind)
	}
	var first *cell
	var unknown []string
	for i, c := range cells {
		if slices.Contains(known, c.text) {
			continue
		}
		if first == nil {
			first = &cells[i]
		}
		if c.text == "" {
			unknown = append(unknown, fmt.Sprintf("column %d, which has no name", i+1))
		} else {
			unknown = append(unknown, fmt.Sprintf("%q", brief(c.text)))
		}
	}
	switch len(unknown) {
	case 0:
		return nil
	case 1:
		return h.fail(*first, "%s is no field %s", unknown[0], what)
	default:
		return h.fail(*first, "%s are no fields %s", strings.Join(unknown, ", "), what)
	}
}

func (h *header) fail(at cell, format string, args ...any) error {
	return &Error{Place: Place{h.file, at.line, at.column}, Err: fmt.Errorf(format, args...)}
}

// record makes a record of one row.
func (h *header) record(cells []cell) (Record, error) {
	record := Record{place: Place{h.file, cells[0].line, cells[0].column}}
	if len(cells) != len(h.names) {
		return Record{}, record.Refuse(fmt.Errorf("the row has %d cells and the header %d; empty cells need their commas too",
			len(cells), len(h.names)))
	}
	kind := h.kind
	h.pairs = h.pairs[:0]
	if kind != "" {
		h.pairs = append(h.pairs, ledger.Pair{Name: ledger.FieldKind, Text: string(kind)})
	} else {
		kind = ledger.Kind(cells[slices.Index(h.names, ledger.FieldKind)].text)
	}
	record.fields = make([]fieldPlace, len(cells))
	for i, c := range cells {
		name := h.names[i]
		record.fields[i] = fieldPlace{name: name, line: int32(c.line), column: int32(c.column)}
		if c.text != "" {
			h.pairs = append(h.pairs, ledger.Pair{Name: name, Text: unguarded(kind, name, c.text)})
		}
	}
	entry, err := h.parser.ParseEntry(h.pairs)
	if err != nil {
		return Record{}, record.Refuse(err)
	}
	record.Entry = entry
	return record, nil
}

// unguarded takes one ' off a text, as guarded put it there.
func unguarded(kind ledger.Kind, name, text string) string {
	if text[0] == '\'' && isText(kind, name) {
		return text[1:]
	}
	return text
}

// guarded puts ' before a text that a spreadsheet would run, and before one that begins with '.
func guarded(kind ledger.Kind, name, text string) string {
	if isText(kind, name) {
		return report.Safe(text)
	}
	return text
}

// isText says that a field of a kind holds words or ids, where a spreadsheet must not see a formula. What is checked to
// be a number, a date or a code is left as it is.
func isText(kind ledger.Kind, name string) bool {
	switch name {
	case ledger.FieldAuthor, ledger.FieldSource, ledger.FieldNote:
		return true
	}
	field, _ := ledger.Table()[kind].Field(name)
	switch field.Form {
	case ledger.FormText, ledger.FormID, ledger.FormList, ledger.FormLots, ledger.FormScope:
		return true
	}
	return false
}

// columnsOf lists the fields of entries of the given kinds, each once, in the order of Entry.Flat.
func columnsOf(kinds ...ledger.Kind) []string {
	names := []string{ledger.FieldSeq, ledger.FieldRecorded, ledger.FieldAuthor, ledger.FieldKind, ledger.FieldDate}
	for _, kind := range kinds {
		for _, field := range ledger.Table()[kind].List {
			if !slices.Contains(names, field.Name) {
				names = append(names, field.Name)
			}
		}
	}
	return append(names, ledger.FieldSource, ledger.FieldNote, ledger.FieldQualifier, ledger.FieldDated,
		ledger.FieldStanding, ledger.FieldDisputes, ledger.FieldHash)
}

// WriteCSV writes the entries of one kind as a CSV file with every column of that kind, and passes over entries of
// other kinds. Lines end in LF. The same entries give the same bytes, and ReadCSV gives the same entries. An entry
// whose text is not UTF-8 is refused.
func WriteCSV(w io.Writer, kind ledger.Kind, entries iter.Seq[ledger.Entry]) error {
	if _, ok := ledger.Table()[kind]; !ok {
		return errors.New("write entries as CSV: name a kind of entry")
	}
	out := bufio.NewWriterSize(w, 64<<10)
	columns := columnsOf(kind)
	line := append([]byte(strings.Join(columns, ",")), '\n')
	if _, err := out.Write(line); err != nil {
		return fmt.Errorf("write entries as CSV: %w", err)
	}
	cells := make([]string, len(columns))
	for entry := range entries {
		if entry.Kind() != kind {
			continue
		}
		clear(cells)
		for _, pair := range entry.Flat() {
			if !utf8.ValidString(pair.Text) {
				return notUTF8(entry, pair)
			}
			cells[slices.Index(columns, pair.Name)] = guarded(kind, pair.Name, pair.Text)
		}
		line = line[:0]
		for i, text := range cells {
			if i > 0 {
				line = append(line, ',')
			}
			line = appendCell(line, text)
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return fmt.Errorf("write entries as CSV: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write entries as CSV: %w", err)
	}
	return nil
}
