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
	return func(yield func(name string, text []byte) bool) { e.eachText(room, yield) }
}

func (e *Entry) eachText(room []byte, yield func(name string, text []byte) bool) {
	s, ok := sheetOf(e.Payload)
	if !ok {
		return
	}
	defer s.giveBack()
	for i := range s.places {
		place := &s.places[i]
		if room = place.appendText(room[:0]); len(room) > 0 && !yield(place.field.Name, room) {
			return
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
func ParseEntry(pairs []Pair) (Entry, error) { return parseEntry(pairs, nil) }

// Parser makes entries one after the other as ParseEntry does. They keep none of the memory that their pairs are in,
// and share the texts that come again and again. It is used by one goroutine at a time.
type Parser struct {
	Texts // to take pairs from
	kept  keptTexts
}

// ParseEntry is the function ParseEntry.
func (p *Parser) ParseEntry(pairs []Pair) (Entry, error) { return parseEntry(pairs, &p.kept) }

func parseEntry(pairs []Pair, own *keptTexts) (Entry, error) {
	fields, err := fieldsNamed(pairs)
	if err != nil {
		return Entry{}, err
	}
	s := fields.blank()
	defer s.giveBack()
	entry := Entry{}
	if err := entry.read(s, pairs, own); err != nil {
		return Entry{}, err
	}
	entry.Payload = s.copied()
	return entry, checkShape(&entry, s)
}

// read sets the fields of the entry and of its payload from pairs.
func (e *Entry) read(s *sheet, pairs []Pair, own *keptTexts) error {
	var given uint64 // a bit for each field that a pair has set
	next := 0        // pairs mostly come in the order of the table
	for i := range pairs {
		name, text := pairs[i].Name, pairs[i].Text
		if text == "" {
			continue
		}
		at := s.fields.position(name, next)
		if at == unknownField {
			return &FieldError{Field: clip(name), Value: clip(text),
				Err: fmt.Errorf("the kind %s has no such field", s.fields.Kind)}
		}
		bit := uint64(1) << (at % fieldBits)
		if given&bit != 0 {
			return &FieldError{Field: clip(name), Value: clip(text), Err: ErrTwice}
		}
		given |= bit
		if at >= commonFields {
			if err := e.setCommon(at, text, own); err != nil {
				return &FieldError{Field: name, Value: clip(text), Err: err}
			}
			continue
		}
		if err := s.places[at].read(text, own); err != nil {
			return err
		}
		next = at + 1
	}
	return nil
}

// Positions of fields: those of a kind are 0, 1, 2 and so on in its table, below commonFields; then come those that
// every entry carries. No kind has so many that two fields have one bit.
const (
	unknownField = -1
	fieldBits    = 64
	commonFields = 48
)

const (
	atSeq = commonFields + iota
	atRecorded
	atAuthor
	atKind
	atDate
	atSource
	atNote
	atQualifier
	atDated
	atStanding
	atDisputes
	atHash
)

// position finds a field of the kind or of every entry. It looks first at the place in the table where it may well be.
func (f *Fields) position(name string, next int) int {
	if next < len(f.List) && f.List[next].Name == name {
		return next
	}
	if at := commonPosition(name); at != unknownField {
		return at
	}
	for i := range f.List {
		if f.List[i].Name == name {
			return i
		}
	}
	return unknownField
}

func commonPosition(name string) int {
	switch name {
	case FieldSeq:
		return atSeq
	case FieldRecorded:
		return atRecorded
	case FieldAuthor:
		return atAuthor
	case FieldKind:
		return atKind
	case FieldDate:
		return atDate
	case FieldSource:
		return atSource
	case FieldNote:
		return atNote
	case FieldQualifier:
		return atQualifier
	case FieldDated:
		return atDated
	case FieldStanding:
		return atStanding
	case FieldDisputes:
		return atDisputes
	case FieldHash:
		return atHash
	default:
		return unknownField
	}
}

// fieldsNamed is the table of the kind that pairs name.
func fieldsNamed(pairs []Pair) (*Fields, error) {
	for _, pair := range pairs {
		if pair.Name != FieldKind || pair.Text == "" {
			continue
		}
		if fields, ok := tableByKind()[Kind(pair.Text)]; ok {
			return fields, nil
		}
		_, err := ParseKind(pair.Text)
		return nil, &FieldError{Field: FieldKind, Value: clip(pair.Text), Err: err}
	}
	return nil, errNoKind()
}

// setCommon sets a field that every entry carries from a text that is not empty.
func (e *Entry) setCommon(at int, text string, own *keptTexts) (err error) {
	switch at {
	case atSeq:
		e.Seq, err = ParseSeq(text)
	case atRecorded:
		e.Recorded, err = parseRecorded(text)
	case atAuthor:
		e.Author, err = own.shared(text), checkText(text)
	case atDate:
		e.Date, err = civil.Parse(text)
	case atSource:
		e.Source, err = own.shared(text), checkText(text)
	case atNote:
		e.Note, err = own.alone(text), checkText(text)
	case atQualifier:
		text, err = wordOf(text, qualifiers)
		e.Qualifier = Qualifier(text)
	case atDated:
		text, err = wordOf(text, dateds)
		e.Dated = withoutDefault(Dated(text), On)
	case atStanding:
		text, err = wordOf(text, standings)
		e.Standing = withoutDefault(Standing(text), Booked)
	case atDisputes:
		e.Disputes, err = ParseSeq(text)
	case atHash:
		e.Hash, err = ParseHash(text)
	}
	return err
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
	var digits [6]byte
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] = byte('0' + micro%10)
		micro /= 10
	}
	return append(append(out, digits[:]...), 'Z')
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
	if len(text) != len(RecordedForm) || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' ||
		text[26] != 'Z' {
		return time.Time{}, false
	}
	day, err := civil.Parse(text[:10])
	hour, okHour := digits(text[11:13])
	minute, okMinute := digits(text[14:16])
	second, okSecond := digits(text[17:19])
	micro, okMicro := digits(text[20:26])
	if err != nil || !okHour || !okMinute || !okSecond || !okMicro || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	return day.Time().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute +
		time.Duration(second)*time.Second + time.Duration(micro)*time.Microsecond), true
}

func digits(text string) (number int, ok bool) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		number = 10*number + int(text[i]-'0')
	}
	return number, true
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
