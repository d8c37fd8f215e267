package bookfile

import (
	"errors"
	"fmt"
	"strings"

	"stakebook/ledger"
)

// maxFields bounds the JSON of one entry's fields, in bytes: more than the most fields of the most text need.
const maxFields = 1 << 20

// maxPairs bounds how many fields an entry is read with; no kind has as many.
const maxPairs = 64

// appendFields writes the fields of an entry as one JSON object of strings, in the order of the table, without spaces.
// Only what JSON must escape is escaped; a field's text has no other control characters. The texts are made in room.
func appendFields(out []byte, e *ledger.Entry, room []byte) []byte {
	mark := byte('{')
	for name, text := range e.FieldTexts(room) {
		out = appendField(out, mark, name, text)
		mark = ','
	}
	return endFields(out, mark)
}

func appendField(out []byte, mark byte, name string, text []byte) []byte {
	out = append(out, mark, '"')
	out = append(append(out, name...), '"', ':')
	return appendString(out, text)
}

// endFields ends an object; the mark before the next field would be a brace where it has none.
func endFields(out []byte, mark byte) []byte {
	if mark == '{' {
		out = append(out, mark)
	}
	return append(out, '}')
}

func appendString(out, text []byte) []byte {
	out = append(out, '"')
	start := 0
	for i, c := range text {
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out = append(out, text[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\n':
			out = append(out, '\\', 'n')
		case '\r':
			out = append(out, '\\', 'r')
		case '\t':
			out = append(out, '\\', 't')
		default:
			out = append(out, c)
		}
	}
	return append(append(out, text[start:]...), '"')
}

var errFields = errors.New("the fields are not one JSON object of texts, written as a book writes it")

// parseFields reads what appendFields writes, and nothing else, and appends it to pairs.
func parseFields(text string, pairs []ledger.Pair) ([]ledger.Pair, error) {
	if len(text) > maxFields {
		return nil, fmt.Errorf("the fields have %d bytes, at most %d are read", len(text), maxFields)
	}
	rest, ok := strings.CutPrefix(text, "{")
	if ok && rest == "}" {
		return pairs, nil
	}
	for count := 0; ok && count < maxPairs; count++ {
		var pair ledger.Pair
		left := len(rest)
		pair.Name, rest, ok = cutString(rest)
		if ok = ok && left-len(rest) == len(`""`)+len(pair.Name); !ok { // the name of a field needs no escape
			break
		}
		if rest, ok = strings.CutPrefix(rest, ":"); !ok {
			break
		}
		if pair.Text, rest, ok = cutString(rest); !ok {
			break
		}
		pairs = append(pairs, pair)
		if rest == "}" {
			return pairs, nil
		}
		rest, ok = strings.CutPrefix(rest, ",")
	}
	return nil, errFields
}

// cutString takes one JSON string off the front.
func cutString(text string) (value, rest string, ok bool) {
	text, ok = strings.CutPrefix(text, `"`)
	if !ok {
		return "", "", false
	}
	for i, c := range []byte(text) {
		switch {
		case c == '"':
			return text[:i], text[i+1:], true
		case c == '\\':
			return cutEscaped(text)
		case c < ' ':
			return "", "", false // JSON has no control characters as they are
		}
	}
	return "", "", false
}

func cutEscaped(text string) (value, rest string, ok bool) {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return out.String(), text[i+1:], true
		case c < ' ':
			return "", "", false
		case c == '\\':
			i++
			at := -1
			if i < len(text) {
				at = strings.IndexByte(`"\nrt`, text[i])
			}
			if at < 0 {
				return "", "", false
			}
			out.WriteByte("\"\\\n\r\t"[at])
		default:
			out.WriteByte(c)
		}
	}
	return "", "", false
}
