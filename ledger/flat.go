package ledger

import (
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"stakebook/ledger/civil"
)

// MaxText is the longest text of a field in bytes.
const MaxText = 16 << 10

// RecordedForm is how the instant of recording is written, in Go's form.
const RecordedForm = "2006-01-02T15:04:05.000000Z"

// Pair is one field of an entry as text.
type Pair struct{ Name, Text string }

// The names of the fields that every entry carries.
const (
	FieldSeq       = "seq"
	FieldRecorded  = "recorded"
	FieldAuthor    = "author"
	FieldKind      = "kind"
	FieldDate      = "date"
	FieldSource    = "source"
	FieldNote      = "note"
	FieldQualifier = "qualifier"
	FieldDated     = "dated"
	FieldStanding  = "standing"
	FieldDisputes  = "disputes"
	FieldHash      = "hash"
)

// CommonFields are the fields that a person may give with an entry of any kind, date first.
func CommonFields() []Field {
	return []Field{
		{Name: FieldDate, Form: FormDate, Help: "the day on which it takes effect"},
		{Name: FieldSource, Form: FormText, Help: "where the figure comes from: a document, a filing, a URL"},
		{Name: FieldNote, Form: FormText, Help: "a remark"},
		{Name: FieldQualifier, Form: FormWord, Words: Qualifier("").Words(),
			Help: "how exact the figure is; exact unless given"},
		{Name: FieldDated, Form: FormWord, Words: Dated("").Words(),
			Help: "on that day, or by it: the day itself is not known"},
		{Name: FieldStanding, Form: FormWord, Words: Standing("").Words(),
			Help: "a claim is another source's figure: kept, shown beside the booked one, never counted"},
		{Name: FieldDisputes, Form: FormSeq, Help: "of a claim: the number of the entry that it speaks against"},
	}
}

// Flat gives the entry as name/text pairs in the order of the contract; fields that are absent are left out.
func (e Entry) Flat() []Pair {
	pairs := make([]Pair, 0, 16)
	add := func(name, text string) {
		if text != "" {
			pairs = append(pairs, Pair{name, text})
		}
	}
	add(FieldSeq, e.Seq.String())
	if !e.Recorded.IsZero() {
		add(FieldRecorded, string(e.AppendRecorded(nil)))
	}
	add(FieldAuthor, e.Author)
	add(FieldKind, string(e.Kind()))
	add(FieldDate, e.Date.String())
	pairs = append(pairs, e.Fields()...)
	add(FieldSource, e.Source)
	add(FieldNote, e.Note)
	add(FieldQualifier, string(e.Qualifier))
	add(FieldDated, string(e.Dated))
	add(FieldStanding, string(e.Standing))
	add(FieldDisputes, e.Disputes.String())
	if e.Hash != (Hash{}) {
		add(FieldHash, e.Hash.String())
	}
	return pairs
}

// Fields gives the payload as name/text pairs in the order of the table; fields that are absent are left out.
func (e Entry) Fields() []Pair {
	if e.Payload == nil {
		return nil
	}
	value := reflect.ValueOf(e.Payload)
	pairs := make([]Pair, 0, 8)
	fields := fieldsOfKind(e.Kind())
	for i := range fields.List {
		field := &fields.List[i]
		if text := field.text(value); text != "" {
			pairs = append(pairs, Pair{field.Name, text})
		}
	}
	return pairs
}

// FieldTexts gives what Fields does without making texts of it: each is written into the room that is given, and holds
// until the next is asked for.
func (e *Entry) FieldTexts(room []byte) iter.Seq2[string, []byte] {
	return func(yield func(name string, text []byte) bool) {
		if e.Payload == nil {
			return
		}
		value := reflect.ValueOf(e.Payload)
		fields := fieldsOfKind(e.Kind())
		for i := range fields.List {
			room = fields.List[i].appendText(room[:0], value)
			if len(room) > 0 && !yield(fields.List[i].Name, room) {
				return
			}
		}
	}
}

// Text gives one field of the payload by its name; empty where it is absent or not of this kind.
func (e Entry) Text(name string) string {
	field, ok := fieldsOfKind(e.Kind()).Field(name)
	if !ok {
		return ""
	}
	return field.text(reflect.ValueOf(e.Payload))
}

// ErrTwice is wrapped when a field is given more than once.
var ErrTwice = errors.New("is given twice")

// ParseEntry makes an entry of flat pairs in any order. An empty text is a field not given. The entry's shape is
// checked (names, forms, bounds, required fields), not whether a book takes it. Errors are *FieldError.
func ParseEntry(pairs []Pair) (Entry, error) {
	kind, err := kindOf(pairs)
	if err != nil {
		return Entry{}, err
	}
	entry := Entry{}
	entry.Payload, err = fieldsOfKind(kind).fill(func(payload reflect.Value) error { return entry.read(kind, payload, pairs) })
	if err != nil {
		return Entry{}, err
	}
	return entry, CheckShape(entry)
}

// read sets the fields of the entry and of its payload from pairs.
func (e *Entry) read(kind Kind, payload reflect.Value, pairs []Pair) error {
	fields := fieldsOfKind(kind)
	for i, pair := range pairs {
		if pair.Text == "" {
			continue
		}
		if givenBefore(pairs[:i], pair.Name) {
			return &FieldError{Field: clip(pair.Name), Value: clip(pair.Text), Err: ErrTwice}
		}
		if pair.Name == FieldKind {
			continue
		}
		if field, ok := fields.Field(pair.Name); ok {
			if err := field.read(payload, pair.Text); err != nil {
				return err
			}
			continue
		}
		isCommon, err := e.readCommon(pair)
		switch {
		case !isCommon:
			return &FieldError{Field: clip(pair.Name), Value: clip(pair.Text),
				Err: fmt.Errorf("the kind %s has no such field", kind)}
		case err != nil:
			return &FieldError{Field: pair.Name, Value: clip(pair.Text), Err: err}
		}
	}
	return nil
}

func givenBefore(pairs []Pair, name string) bool {
	for _, pair := range pairs {
		if pair.Name == name && pair.Text != "" {
			return true
		}
	}
	return false
}

func kindOf(pairs []Pair) (Kind, error) {
	for _, pair := range pairs {
		if pair.Name != FieldKind || pair.Text == "" {
			continue
		}
		kind, err := ParseKind(pair.Text)
		if err != nil {
			return "", &FieldError{Field: FieldKind, Value: clip(pair.Text), Err: err}
		}
		return kind, nil
	}
	return "", &FieldError{Field: FieldKind, Err: errors.New("is missing: what kind of entry is it?")}
}

// readCommon reads a field that every entry carries; isCommon is false where the name is none of those.
func (e *Entry) readCommon(pair Pair) (isCommon bool, err error) {
	switch pair.Name {
	case FieldSeq:
		e.Seq, err = ParseSeq(pair.Text)
	case FieldRecorded:
		e.Recorded, err = parseRecorded(pair.Text)
	case FieldAuthor:
		e.Author, err = pair.Text, checkText(pair.Text)
	case FieldDate:
		e.Date, err = civil.Parse(pair.Text)
	case FieldSource:
		e.Source, err = pair.Text, checkText(pair.Text)
	case FieldNote:
		e.Note, err = pair.Text, checkText(pair.Text)
	case FieldQualifier:
		e.Qualifier, err = Qualifier(pair.Text), checkWord(pair.Text, e.Qualifier.Words())
	case FieldDated:
		e.Dated, err = withoutDefault(Dated(pair.Text), On), checkWord(pair.Text, e.Dated.Words())
	case FieldStanding:
		e.Standing, err = withoutDefault(Standing(pair.Text), Booked), checkWord(pair.Text, e.Standing.Words())
	case FieldDisputes:
		e.Disputes, err = ParseSeq(pair.Text)
	case FieldHash:
		e.Hash, err = ParseHash(pair.Text)
	default:
		return false, nil
	}
	return true, err
}

// withoutDefault stores a default as absent, so that the two ways of saying it are one content and one hash.
func withoutDefault[W ~string](word, byDefault W) W {
	if word == byDefault {
		return ""
	}
	return word
}

// AppendRecorded writes the instant of recording to the end of out, in RecordedForm.
func (e *Entry) AppendRecorded(out []byte) []byte { return appendRecorded(out, e.Recorded) }

// appendRecorded writes an instant in RecordedForm; time.Format takes three times as long.
func appendRecorded(out []byte, instant time.Time) []byte {
	instant = instant.UTC()
	out = append(civil.On(instant).AppendTo(out), 'T')
	hour, minute, second := instant.Clock()
	for i, part := range [3]int{hour, minute, second} {
		out = append(out, byte('0'+part/10), byte('0'+part%10), "::."[i])
	}
	micro := instant.Nanosecond() / 1000
	for divisor := 100_000; divisor > 0; divisor /= 10 {
		out = append(out, byte('0'+micro/divisor%10))
	}
	return append(out, 'Z')
}

func parseRecorded(text string) (time.Time, error) {
	instant, ok := instantOf(text)
	if !ok {
		return time.Time{}, fmt.Errorf("%q is no instant; write it in UTC as %s", clip(text), RecordedForm)
	}
	return instant, nil
}

// instantOf reads RecordedForm and nothing else; time.Parse takes more forms and five times as long.
func instantOf(text string) (instant time.Time, ok bool) {
	if len(text) != len(RecordedForm) {
		return time.Time{}, false
	}
	number := 0
	var numbers [7]int // year to second, and microseconds
	for i, next := 0, 0; i < len(text); i++ {
		c, form := text[i], RecordedForm[i]
		if form >= '0' && form <= '9' {
			if c < '0' || c > '9' {
				return time.Time{}, false
			}
			number = 10*number + int(c-'0')
			continue
		}
		if c != form {
			return time.Time{}, false
		}
		numbers[next], number = number, 0
		next++
	}
	day, ok := civil.Of(numbers[0], time.Month(numbers[1]), numbers[2])
	if !ok || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59 {
		return time.Time{}, false
	}
	return day.Time().Add(time.Duration(numbers[3])*time.Hour + time.Duration(numbers[4])*time.Minute +
		time.Duration(numbers[5])*time.Second + time.Duration(numbers[6])*time.Microsecond), true
}

// ParseSeq reads the number of an entry, from 1 on.
func ParseSeq(text string) (Seq, error) {
	n, err := strconv.ParseInt(text, 10, 63)
	if err != nil || n < 1 || text[0] == '0' || text[0] == '+' {
		return 0, fmt.Errorf("%q is no entry's number; they are 1, 2, 3 and so on", clip(text))
	}
	return Seq(n), nil
}

// String is the number; empty for no entry.
func (s Seq) String() string {
	if s == 0 {
		return ""
	}
	return strconv.FormatInt(int64(s), 10)
}

func (s Seq) appendTo(out []byte) []byte {
	if s == 0 {
		return out
	}
	return strconv.AppendInt(out, int64(s), 10)
}

func checkText(text string) error {
	if len(text) > MaxText {
		return fmt.Errorf("the text has %d bytes, at most %d are kept", len(text), MaxText)
	}
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f {
			return checkUnusual(text)
		}
	}
	return nil
}

// checkUnusual checks a text that is not printed ASCII alone.
func checkUnusual(text string) error {
	if !utf8.ValidString(text) {
		return errors.New("the text is not valid UTF-8")
	}
	for _, r := range text {
		if (r < ' ' && r != '\n' && r != '\t' && r != '\r') || r == 0x7f {
			return fmt.Errorf("the text holds the control character %U", r)
		}
	}
	return nil
}
