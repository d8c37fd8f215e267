package report

import (
	"encoding/json"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/figures"
)

// journalReport: a row is an entry that takes effect by the as-of date, in the order in which they were recorded;
// claims and reversed entries too. The kind's own fields are one JSON object of strings, in the order of the table
// of fields. After the contract's columns come how exact and how dated the entry is, the entry that a claim
// disputes, and the entry that reverses it.
func journalReport() Report {
	return Report{
		Name:    "journal",
		Title:   "Journal",
		Help:    "Every entry as it was recorded, with its source, its author and its hash.",
		columns: func(Params) []Column { return columnsOf(journalFields(nil)) },
		fill:    fillJournal,
	}
}

func journalFields(book *ledger.Book) []field[ledger.Entry] {
	type row = ledger.Entry
	words := func(name string, of func(row) string) field[row] {
		return field[row]{name, TypeText, func(e row) Cell { return Text(of(e)) }}
	}
	entry := func(name string, of func(row) ledger.Seq) field[row] {
		return field[row]{name, TypeCount, func(e row) Cell { return Ordinal(of(e)) }}
	}
	return []field[row]{
		entry("seq", func(e row) ledger.Seq { return e.Seq }),
		words("recorded", func(e row) string { return e.Recorded.UTC().Format(ledger.RecordedForm) }),
		words("author", func(e row) string { return e.Author }),
		{"date", TypeDate, func(e row) Cell { return Date(e.Date) }},
		words("kind", func(e row) string { return string(e.Kind()) }),
		words("standing", standingWord),
		words("source", func(e row) string { return e.Source }),
		words("note", func(e row) string { return e.Note }),
		words("fields", func(e row) string { return fieldsJSON(e) }),
		words("hash", func(e row) string { return e.Hash.String() }),
		words("qualifier", func(e row) string { return string(e.Qualifier) }),
		words("dated", func(e row) string { return datedWord(e.Dated) }),
		entry("disputes", func(e row) ledger.Seq { return e.Disputes }),
		entry("reversed_by", func(e row) ledger.Seq { return book.ReversedBy(e.Seq) }),
	}
}

func standingWord(e ledger.Entry) string {
	if e.Booked() {
		return string(ledger.Booked)
	}
	return string(ledger.Claim)
}

// fieldsJSON writes an entry's own fields as one JSON object of strings.
func fieldsJSON(e ledger.Entry) string {
	var out strings.Builder
	out.WriteByte('{')
	for i, pair := range e.Fields() {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(quoted(pair.Name))
		out.WriteByte(':')
		out.WriteString(quoted(pair.Text))
	}
	out.WriteByte('}')
	return out.String()
}

// quoted is a JSON string with no more escapes than JSON asks for.
func quoted(words string) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(words); err != nil {
		return `""` // a string always encodes
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func fillJournal(d *draft) error {
	fields := journalFields(d.book)
	later, others := 0, 0
	for e := range d.book.Journal() {
		keeps, othersKeep := false, false
		for _, subject := range figures.SubjectsOf(d.book, e) {
			keeps = keeps || d.sieve.Keeps(subject)
			othersKeep = othersKeep || d.sieve.KeepsOthers(subject)
		}
		switch {
		case keeps && e.Date.After(d.AsOf):
			later++
		case keeps:
			d.add(e.Seq.String(), cellsOf(fields, e))
		case othersKeep:
			others++
		}
	}
	if later > 0 {
		d.note("%s dated after %s and not listed", entriesAre(later), d.AsOf)
	}
	if others > 0 {
		d.note("only own investors are listed: %s about other investors and left out; "+
			"choose all investors (--all) to list them",
			entriesAre(others))
	}
	return nil
}

func entriesAre(n int) string {
	if n == 1 {
		return "1 entry is"
	}
	return Count(n).Display() + " entries are"
}
