package interchange

import (
	"io"
	"iter"

	"stakebook/ledger"
)

// ReadJSONLWithin reads with other bounds than the named ones, so that tests reach them.
func ReadJSONLWithin(r io.Reader, name string, record, fields, records int) iter.Seq2[Record, error] {
	return readJSONL(r, name, limits{record, fields, records})
}

// ReadCSVWithin reads with other bounds than the named ones, so that tests reach them.
func ReadCSVWithin(r io.Reader, name string, kind ledger.Kind, record, fields, records int) iter.Seq2[Record, error] {
	return readCSV(r, name, kind, limits{record, fields, records})
}

// Scan reads one flat JSON object.
func Scan(text string) ([]ledger.Pair, error) {
	scanner := object{most: MaxFields}
	err := scanner.scan(text)
	return scanner.pairs, err
}

// AppendQuoted writes a JSON string.
func AppendQuoted(text string) string { return string(appendQuoted(nil, text)) }
