package interchange

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"stakebook/ledger"
)

// object scans one flat JSON object. It is made for one line and used again for the next.
type object struct {
	text  string
	at    int // the next byte
	most  int // fields
	pairs []ledger.Pair
	bytes []int // where each pair's value begins
}

// scanError is a problem at a byte of the text.
type scanError struct {
	at  int
	err error
}

func (e *scanError) Error() string { return e.err.Error() }

func (o *object) fail(at int, format string, args ...any) error {
	return &scanError{at: at, err: fmt.Errorf(format, args...)}
}

// scan reads a text that is one object and nothing else but blanks. Its errors are *scanError.
func (o *object) scan(text string) error {
	o.text, o.at, o.pairs, o.bytes = text, 0, o.pairs[:0], o.bytes[:0]
	o.blanks()
	if !o.take('{') {
		return o.fail(o.at, `a line is one object in braces, such as {"kind":"party","id":"acme","name":"Acme"}`)
	}
	o.blanks()
	if !o.take('}') {
		if err := o.members(); err != nil {
			return err
		}
	}
	o.blanks()
	if o.at != len(o.text) {
		return o.fail(o.at, "there is more after the object; every entry has a line of its own")
	}
	return nil
}

// members reads what stands between the braces, and the closing one.
func (o *object) members() error {
	for {
		if err := o.member(); err != nil {
			return err
		}
		o.blanks()
		switch {
		case o.take('}'):
			return nil
		case !o.take(','):
			return o.fail(o.at, "a comma or a closing brace belongs here")
		}
		o.blanks()
	}
}

func (o *object) member() error {
	start := o.at
	if o.at == len(o.text) || o.text[o.at] != '"' {
		return o.fail(o.at, "a field's name in double quotes belongs here")
	}
	name, err := o.quoted()
	if err != nil {
		return err
	}
	for i := range o.pairs {
		if o.pairs[i].Name == name {
			return &scanError{at: start, err: &ledger.FieldError{Field: brief(name), Err: ledger.ErrTwice}}
		}
	}
	if len(o.pairs) == o.most {
		return o.fail(start, "the object has more than %d fields: %w", o.most, ErrTooLong)
	}
	o.blanks()
	if !o.take(':') {
		return o.fail(o.at, "a colon belongs after the name %q", brief(name))
	}
	o.blanks()
	start = o.at
	value, err := o.value(name)
	if err != nil {
		return err
	}
	o.pairs = append(o.pairs, ledger.Pair{Name: name, Text: value})
	o.bytes = append(o.bytes, start)
	return nil
}

// value reads a string, or the whole number of a field that numbers an entry.
func (o *object) value(name string) (string, error) {
	start := o.at
	refuse := func(value, problem string, args ...any) (string, error) {
		return "", &scanError{at: start,
			err: &ledger.FieldError{Field: brief(name), Value: value, Err: fmt.Errorf(problem, args...)}}
	}
	if o.at == len(o.text) {
		return refuse("", "a value in double quotes belongs here")
	}
	switch c := o.text[o.at]; {
	case c == '"':
		return o.quoted()
	case c == '{':
		return refuse("", "an entry is flat; the value is an object")
	case c == '[':
		return refuse("", "an entry is flat; write a list in one pair of quotes, a;b")
	}
	word := o.word()
	switch {
	case word == "":
		return refuse("", "a value in double quotes belongs here")
	case word == "null":
		return refuse(word, "is null; leave out a field that is not given")
	case !strings.ContainsAny(word[:1], "-0123456789"):
		return refuse(brief(word), "%q is no value; write it in double quotes", brief(word))
	case numbersEntry(name) && word[0] != '0' && strings.Trim(word, "0123456789") == "":
		return word, nil
	}
	return refuse(brief(word), "%s stands without quotes; write %q, so that no digit is lost", brief(word), brief(word))
}

// numbersEntry says that a field holds the number of an entry, in every kind that has it.
func numbersEntry(name string) bool {
	return name == ledger.FieldSeq || name == ledger.FieldDisputes || name == fieldEntry
}

// fieldEntry is the field in which a reversal names what it reverses.
const fieldEntry = "entry"

// word reads up to the next blank or mark.
func (o *object) word() string {
	rest := o.text[o.at:]
	if end := strings.IndexAny(rest, " \t\r\n,:{}[]\""); end >= 0 {
		rest = rest[:end]
	}
	o.at += len(rest)
	return rest
}

// isPlain says of every byte whether it stands for itself in a JSON string.
var isPlain = func() (table [256]bool) {
	for c := range table {
		table[c] = c >= ' ' && c != '"' && c != '\\'
	}
	return table
}()

// quoted reads a JSON string from its opening quote on.
func (o *object) quoted() (string, error) {
	text, start := o.text, o.at+1
	at := start
	for at < len(text) && isPlain[text[at]] {
		at++
	}
	if at < len(text) && text[at] == '"' {
		o.at = at + 1
		return text[start:at], nil
	}
	opened := o.at
	o.at = at
	return o.escaped(opened, start)
}

// escaped goes on with a string from its first backslash, or from where it goes wrong.
func (o *object) escaped(opened, start int) (string, error) {
	var text strings.Builder
	text.WriteString(o.text[start:o.at])
	for o.at < len(o.text) {
		switch c := o.text[o.at]; {
		case c == '"':
			o.at++
			return text.String(), nil
		case c == '\\':
			r, err := o.escape()
			if err != nil {
				return "", err
			}
			text.WriteRune(r)
			continue
		case c < ' ':
			return "", o.fail(o.at, "the control character %U stands in a text; write it as \\u%04x", c, c)
		default:
			text.WriteByte(c)
		}
		o.at++
	}
	return "", o.fail(opened, "the quote opened here is not closed on this line")
}

// escape reads one escape from its backslash on.
func (o *object) escape() (rune, error) {
	start := o.at
	if o.at+1 == len(o.text) {
		return 0, o.fail(start, "the line ends in a backslash")
	}
	c := o.text[o.at+1]
	o.at += 2
	if at := strings.IndexByte(`"\/bfnrt`, c); at >= 0 {
		return rune("\"\\/\b\f\n\r\t"[at]), nil
	}
	if c != 'u' {
		o.at = start
		r, _ := utf8.DecodeRuneInString(o.text[start+1:])
		return 0, o.fail(start, "JSON has no escape of %q", r)
	}
	r, ok := o.hex4()
	if ok && utf16.IsSurrogate(r) {
		low, isPair := rune(0), false
		if strings.HasPrefix(o.text[o.at:], `\u`) {
			o.at += 2
			low, isPair = o.hex4()
		}
		if r = utf16.DecodeRune(r, low); !isPair || r == utf8.RuneError {
			return 0, o.fail(start, "half of a surrogate pair stands alone")
		}
	}
	if !ok {
		return 0, o.fail(start, "\\u needs four hexadecimal digits")
	}
	return r, nil
}

func (o *object) hex4() (rune, bool) {
	if len(o.text)-o.at < 4 {
		return 0, false
	}
	var r rune
	for _, c := range []byte(o.text[o.at : o.at+4]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if c < '0' || digit < 0 || (c > '9' && c < 'A') {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	o.at += 4
	return r, true
}

func (o *object) blanks() {
	for o.at < len(o.text) && (o.text[o.at] == ' ' || o.text[o.at] == '\t') {
		o.at++
	}
}

func (o *object) take(c byte) bool {
	if o.at < len(o.text) && o.text[o.at] == c {
		o.at++
		return true
	}
	return false
}

// brief keeps a hostile text from filling a message.
func brief(text string) string {
	const most = 60
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
