package interchange_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

const party = `{"kind":"party","id":"acme","name":"Acme"}`

// read gives all the records and all the messages of a reading.
func read(records iter.Seq2[interchange.Record, error]) (taken []interchange.Record, messages []string) {
	for record, err := range records {
		if err != nil {
			messages = append(messages, err.Error())
			continue
		}
		taken = append(taken, record)
	}
	return taken, messages
}

func readJSONL(text string) ([]interchange.Record, []string) {
	return read(interchange.ReadJSONL(strings.NewReader(text), "f.jsonl"))
}

func writeJSONL(t interface {
	Helper()
	Fatal(...any)
}, entries []ledger.Entry) string {
	t.Helper()
	var out strings.Builder
	if err := interchange.WriteJSONL(&out, slices.Values(entries)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func entriesOf(records []interchange.Record) []ledger.Entry {
	entries := make([]ledger.Entry, len(records))
	for i, record := range records {
		entries[i] = record.Entry
	}
	return entries
}

func TestLinesThatAreRefused(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`acme`, `f.jsonl:1:1: a line is one object in braces, such as {"kind":"party","id":"acme","name":"Acme"}`},
		{`[` + party + `]`,
			`f.jsonl:1:1: a line is one object in braces, such as {"kind":"party","id":"acme","name":"Acme"}`},
		{`{}`, `f.jsonl:1:1: kind: is missing: what kind of entry is it?`},
		{`{"kind":"party","id":"acme"}`, `f.jsonl:1:1: name: is missing: every party needs it (the name as it is written)`},
		{`  {"kind":"payment"}`, `f.jsonl:1:11: kind: "payment" is no kind of entry`},
		{party + party, `f.jsonl:1:43: there is more after the object; every entry has a line of its own`},
		{party + `,`, `f.jsonl:1:43: there is more after the object; every entry has a line of its own`},
		{`{"kind":"party"`, `f.jsonl:1:16: a comma or a closing brace belongs here`},
		{`{"kind":"party" "id":"a"}`, `f.jsonl:1:17: a comma or a closing brace belongs here`},
		{`{"kind":"party",}`, `f.jsonl:1:17: a field's name in double quotes belongs here`},
		{`{kind:"party"}`, `f.jsonl:1:2: a field's name in double quotes belongs here`},
		{`{"kind"}`, `f.jsonl:1:8: a colon belongs after the name "kind"`},
		{`{"kind":}`, `f.jsonl:1:9: kind: a value in double quotes belongs here`},
		{`{"kind":`, `f.jsonl:1:9: kind: a value in double quotes belongs here`},
		{`{"kind":party}`, `f.jsonl:1:9: kind: "party" is no value; write it in double quotes`},
		{`{"kind":"party","name":null}`, `f.jsonl:1:24: name: is null; leave out a field that is not given`},
		{`{"kind":"party","own":true}`, `f.jsonl:1:23: own: "true" is no value; write it in double quotes`},
		{`{"kind":"party","name":{"short":"A"}}`, `f.jsonl:1:24: name: an entry is flat; the value is an object`},
		{`{"kind":"party","tags":["a"]}`,
			`f.jsonl:1:24: tags: an entry is flat; write a list in one pair of quotes, a;b`},
		{`{"kind":"party","id":"a","id":"b"}`, `f.jsonl:1:26: id: is given twice`},
		{`{"kind":"party","id":"","id":"b"}`, `f.jsonl:1:25: id: is given twice`},
		{`{"kind":"party","i\u0064":"a","id":"b"}`, `f.jsonl:1:31: id: is given twice`},
		{`{"kind":"party","colour":"red"}`, `f.jsonl:1:26: colour: the kind party has no such field`},
		{`{"kind":"funding","amount":100}`,
			`f.jsonl:1:28: amount: 100 stands without quotes; write "100", so that no digit is lost`},
		{`{"kind":"funding","amount":1.5e3}`,
			`f.jsonl:1:28: amount: 1.5e3 stands without quotes; write "1.5e3", so that no digit is lost`},
		{`{"kind":"party","seq":1.0}`, `f.jsonl:1:23: seq: 1.0 stands without quotes; write "1.0", so that no digit is lost`},
		{`{"kind":"party","seq":-1}`, `f.jsonl:1:23: seq: -1 stands without quotes; write "-1", so that no digit is lost`},
		{`{"kind":"party","seq":07}`, `f.jsonl:1:23: seq: 07 stands without quotes; write "07", so that no digit is lost`},
		{`{"kind":"party","seq":"0"}`, `f.jsonl:1:23: seq: "0" is no entry's number; they are 1, 2, 3 and so on`},
		{`{"kind":"funding","date":"2024-03-27","commitment":"c","amount":"1e100000000"}`,
			`f.jsonl:1:65: amount: "1e100000000" is no number: ` + plainDigits},
		{`{"kind":"funding","date":"2024-03-27","commitment":"c","amount":"NaN"}`,
			`f.jsonl:1:65: amount: "NaN" is no number: ` + plainDigits},
		{`{"kind":"funding","date":"2024-03-27","commitment":"c","amount":"1,000"}`,
			`f.jsonl:1:65: amount: "1,000" is no number: ` + plainDigits},
		{`{"kind":"funding","date":"2024-03-27","commitment":"c","amount":"€5"}`,
			`f.jsonl:1:65: amount: "€5" is no number: ` + plainDigits},
		{`{"kind":"party","note":"漢é","id":"a b"}`,
			`f.jsonl:1:34: id: "a b": an id is made of letters, digits, - _ . and /, at most 80 of them`},
		{`{"kind":"par`, `f.jsonl:1:9: the quote opened here is not closed on this line`},
		{`{"kind":"par\n`, `f.jsonl:1:9: the quote opened here is not closed on this line`},
		{`{"kind":"a\`, `f.jsonl:1:11: the line ends in a backslash`},
		{`{"kind":"a\q"}`, `f.jsonl:1:11: JSON has no escape of 'q'`},
		{`{"kind":"a\u12"}`, `f.jsonl:1:11: \u needs four hexadecimal digits`},
		{`{"kind":"a\u12g4"}`, `f.jsonl:1:11: \u needs four hexadecimal digits`},
		{`{"kind":"a\ud800"}`, `f.jsonl:1:11: half of a surrogate pair stands alone`},
		{`{"kind":"a\udc00\ud800"}`, `f.jsonl:1:11: half of a surrogate pair stands alone`},
		{`{"kind":"a\ud800\u0041"}`, `f.jsonl:1:11: half of a surrogate pair stands alone`},
		{"{\"kind\":\"a\tb\"}", `f.jsonl:1:11: the control character U+0009 stands in a text; write it as \u0009`},
		{"{\"kind\":\"\\n\tb\"}", `f.jsonl:1:12: the control character U+0009 stands in a text; write it as \u0009`},
		{`{"kind":"party","name":"a\u0000"}`, `f.jsonl:1:24: name: the text holds the control character U+0000`},
		{"{\"kind\":\"\xff\"}", "f.jsonl:1:10: the byte 0xff is not valid UTF-8: save the file as UTF-8"},
	} {
		records, messages := readJSONL(c.line)
		if diff := cmp.Diff([]string{c.want}, messages); diff != "" || len(records) > 0 {
			t.Errorf("%s gave %d records (-want +got):\n%s", c.line, len(records), diff)
		}
	}
}

const plainDigits = `a number is written in plain digits with at most one point, such as 1250000.50`

func TestReadingGoesOnAfterALineThatIsWrong(t *testing.T) {
	records, messages := readJSONL(party + "\n{\n\n" + party + "\nx\n" + party)
	want := []string{"f.jsonl:2:2: a field's name in double quotes belongs here",
		`f.jsonl:5:1: a line is one object in braces, such as {"kind":"party","id":"acme","name":"Acme"}`}
	if diff := cmp.Diff(want, messages); diff != "" || len(records) != 3 {
		t.Errorf("%d records (-want +got):\n%s", len(records), diff)
	}
	for i, line := range []int{1, 4, 6} {
		if got := records[i].Place(); got != (interchange.Place{File: "f.jsonl", Line: line, Column: 1}) {
			t.Errorf("record %d stands at %s, not on line %d", i, got, line)
		}
	}
}

func TestReadingStopsWhenTheCallerHasEnough(t *testing.T) {
	for range interchange.ReadJSONL(strings.NewReader(party+"\nx\n"+party), "f.jsonl") {
		break
	}
	for range interchange.ReadCSV(strings.NewReader("kind,id,name\nparty,a,A\nparty,b,B\n"), "f.csv", "") {
		break
	}
}

func TestARecordKnowsWhereItsFieldsStand(t *testing.T) {
	records, messages := readJSONL("\n" + `{"kind":"party", "note":"漢\n" ,"id": "acme","name":"Acme"}`)
	if len(messages) > 0 {
		t.Fatal(messages)
	}
	for field, want := range map[string]string{"kind": "f.jsonl:2:9", "note": "f.jsonl:2:25", "id": "f.jsonl:2:38",
		"country": "f.jsonl:2:1"} {
		if got := records[0].At(field).String(); got != want {
			t.Errorf("%s stands at %s, want %s", field, got, want)
		}
	}
	refusal := records[0].Refuse(fmt.Errorf("import: %w", &ledger.FieldError{Field: "id", Err: errors.New("is taken")}))
	if got := refusal.Error(); got != "f.jsonl:2:38: import: id: is taken" {
		t.Error(got)
	}
	refusal = records[0].Refuse(io.ErrShortWrite)
	if refusal.Error() != "f.jsonl:2:1: short write" || !errors.Is(refusal, io.ErrShortWrite) {
		t.Error(refusal)
	}
}

func TestLineEndsBlankLinesAndTheByteOrderMarkSayNothing(t *testing.T) {
	for _, text := range []string{party, party + "\n", party + "\r\n", "\n\r\n  \t\n" + party, "\ufeff" + party,
		"\ufeff\n" + party + "\n\n", "\t{ \"kind\" : \"party\"\t, \"id\":\"acme\",\"name\":\"Acme\" } "} {
		records, messages := readJSONL(text)
		if len(records) != 1 || len(messages) > 0 || records[0].Entry.Text("name") != "Acme" {
			t.Errorf("%q gave %v, %v", text, records, messages)
		}
	}
	for _, text := range []string{"", "\n", "\ufeff", " ", "\r\n"} {
		if records, messages := readJSONL(text); len(records) > 0 || len(messages) > 0 {
			t.Errorf("%q gave %v, %v", text, records, messages)
		}
	}
}

func TestNumbersOfEntriesAreTakenWithAndWithoutQuotes(t *testing.T) {
	with, _ := readJSONL(`{"kind":"reversal","date":"2024-03-27","seq":"8","entry":"7","reason":"typo"}`)
	without, messages := readJSONL(`{"kind":"reversal","date":"2024-03-27","seq":8,"entry":7,"reason":"typo"}`)
	if len(messages) > 0 {
		t.Fatal(messages)
	}
	want := `{"seq":"8","kind":"reversal","date":"2024-03-27","entry":"7","reason":"typo"}` + "\n"
	for _, records := range [][]interchange.Record{with, without} {
		if got := writeJSONL(t, entriesOf(records)); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

// The scanner takes numbers without quotes for the fields named in it whatever the kind, so these must number
// entries in every kind that has them.
func TestOnlyFieldsThatNumberEntriesAreTakenWithoutQuotes(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		for _, field := range append(ledger.CommonFields(), ledger.Table()[kind].List...) {
			_, err := interchange.Scan(fmt.Sprintf(`{"%s":1}`, field.Name))
			if numbers := field.Form == ledger.FormSeq; numbers != (err == nil) {
				t.Errorf("%s of a %s: %v", field.Name, kind, err)
			}
		}
	}
}

func TestAFileThatIsNotUTF8(t *testing.T) {
	const wide = "f.jsonl:1:1: the file is UTF-16 or UTF-32: save the file as UTF-8"
	const bareCR = ":43: a line ends in LF or CRLF, not in CR alone; save the file with one of them"
	for text, want := range map[string]string{
		"\xff\xfe{\x00":                        wide,
		"\xfe\xff\x00{":                        wide,
		"{\x00\"\x00":                          wide,
		"\x00{\x00\"":                          wide,
		"\xff\xfe\x00\x00{\x00\x00\x00":        wide,
		party + "\n{\"note\":\"漢\xe9\"}":       "f.jsonl:2:11: the byte 0xe9 is not valid UTF-8: save the file as UTF-8",
		party + "\n\xed\xa0\x80":               "f.jsonl:2:1: the byte 0xed is not valid UTF-8: save the file as UTF-8",
		party + "\r" + party:                   "f.jsonl:1" + bareCR,
		party + "\r":                           "f.jsonl:1" + bareCR,
		strings.Repeat(party+"\r", 30_000):     "f.jsonl:1" + bareCR,
		party + "\n" + party + "\r" + "\r\n\n": "f.jsonl:2" + bareCR,
	} {
		if _, messages := readJSONL(text); !slices.Equal(messages, []string{want}) {
			t.Errorf("%.80q: %q, want %q", text, messages, want)
		}
	}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	broken := errors.New("the stick was pulled")
	for _, after := range []string{"", party + "\n", party + "\n{"} {
		in := io.MultiReader(strings.NewReader(after), iotest.ErrReader(broken))
		var last error
		for _, err := range interchange.ReadJSONL(in, "f.jsonl") {
			last = err
		}
		if !errors.Is(last, broken) {
			t.Errorf("after %q: %v", after, last)
		}
	}
}

func TestSlowReadersGiveTheSame(t *testing.T) {
	text := "\ufeff" + strings.Repeat(party+"\r\n", 5)
	records, messages := read(interchange.ReadJSONL(iotest.OneByteReader(strings.NewReader(text)), "f.jsonl"))
	if len(records) != 5 || len(messages) > 0 {
		t.Errorf("%d records, %v", len(records), messages)
	}
}

func TestTheBoundsOfAJSONLFile(t *testing.T) {
	within := func(text string, record, fields, records int) error {
		var first error
		for _, err := range interchange.ReadJSONLWithin(strings.NewReader(text), "f.jsonl", record, fields, records) {
			if first == nil {
				first = err
			}
		}
		return first
	}
	n := len(party)
	for _, ends := range []string{"", "\n", "\r\n"} {
		if err := within(party+ends, n, 3, 1); err != nil {
			t.Errorf("at the bounds, with the end %q: %v", ends, err)
		}
	}
	for _, c := range []struct {
		record, fields, records int
		want                    string
	}{
		{n - 1, 3, 2, "f.jsonl:1:1: the record has more than 41 bytes: the file goes beyond what is read"},
		{n, 2, 2, "f.jsonl:1:29: the object has more than 2 fields: the file goes beyond what is read"},
		{n, 3, 1, "f.jsonl:3:1: the file has more than 1 records: the file goes beyond what is read"},
	} {
		err := within(party+"\n\n"+party+"\n", c.record, c.fields, c.records)
		if !errors.Is(err, interchange.ErrTooLong) || err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

func TestTheNamedBounds(t *testing.T) {
	padded := party[:len(party)-1] + strings.Repeat(" ", interchange.MaxRecord-len(party)) + "}"
	if records, messages := readJSONL(padded + "\r\n"); len(records) != 1 {
		t.Errorf("a record of MaxRecord bytes: %v", messages)
	}
	if _, messages := readJSONL(" " + padded); len(messages) != 1 ||
		messages[0] != "f.jsonl:1:1: the record has more than 1048576 bytes: the file goes beyond what is read" {
		t.Errorf("a record of one byte more: %.200v", messages)
	}
	var wide []string
	for i := range interchange.MaxFields {
		wide = append(wide, fmt.Sprintf(`"f%d":""`, i))
	}
	if _, messages := readJSONL("{" + strings.Join(wide, ",") + "}"); !slices.Equal(messages,
		[]string{"f.jsonl:1:1: kind: is missing: what kind of entry is it?"}) {
		t.Errorf("an object of MaxFields fields: %v", messages)
	}
	if _, messages := readJSONL("{" + strings.Join(wide, ",") + `,"x":""}`); len(messages) != 1 ||
		!strings.Contains(messages[0], "the object has more than 256 fields") {
		t.Errorf("an object of one field more: %.200v", messages)
	}
}

// endless gives the same text for ever and counts what is taken.
type endless struct {
	text  string
	taken int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.text[e.taken%len(e.text):])
	e.taken += n
	return n, nil
}

func TestALineWithoutAnEndIsNotReadToItsEnd(t *testing.T) {
	for _, text := range []string{"{\"a\":\"", ",", "\"", "a,", "\"\n", "a"} {
		for name, records := range map[string]func(io.Reader) iter.Seq2[interchange.Record, error]{
			"JSONL": func(r io.Reader) iter.Seq2[interchange.Record, error] { return interchange.ReadJSONL(r, "f") },
			"CSV":   func(r io.Reader) iter.Seq2[interchange.Record, error] { return interchange.ReadCSV(r, "f", "party") },
		} {
			in := &endless{text: text}
			for _, err := range records(in) {
				if err != nil {
					break
				}
			}
			if in.taken > 2*interchange.MaxRecord {
				t.Errorf("%s took %d bytes of endless %q", name, in.taken, text)
			}
		}
	}
}

// The longest entry that a book takes still is a record that can be read.
func TestTheLongestEntryFitsARecord(t *testing.T) {
	text := strings.Repeat("\n", ledger.MaxText)
	entry, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: "amendment"}, {Name: "date", Text: "2024-03-27"},
		{Name: "about", Text: "a"}, {Name: "author", Text: text}, {Name: "source", Text: text}, {Name: "note", Text: text},
		{Name: "program", Text: text}, {Name: "condition", Text: text}, {Name: "name", Text: text},
		{Name: "unit", Text: text}})
	if err != nil {
		t.Fatal(err)
	}
	line := writeJSONL(t, []ledger.Entry{entry})
	if records, messages := readJSONL(line); len(records) != 1 {
		t.Errorf("%d bytes: %v", len(line), messages)
	}
}

func TestAJournalIsReadAsItIsWrittenByteForByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		journal := ledgertest.Journal(20).Draw(t, "journal")
		text := writeJSONL(t, journal)
		records, messages := readJSONL(text)
		if len(messages) > 0 {
			t.Fatal(messages)
		}
		back := entriesOf(records)
		if again := writeJSONL(t, back); again != text {
			t.Fatal(cmp.Diff(text, again))
		}
		if err := ledger.VerifyChain(back); err != nil {
			t.Fatal(err)
		}
		if want := len(journal) > 0; interchange.IsJournal(records) != want {
			t.Fatalf("that these %d records are a journal is %v", len(records), !want)
		}
	})
}

func TestWhatIsWrittenIsJSONForOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		journal := ledgertest.Journal(5).Draw(t, "journal")
		for i, line := range strings.SplitAfter(writeJSONL(t, journal), "\n")[:len(journal)] {
			var fields map[string]string
			if err := json.Unmarshal([]byte(line), &fields); err != nil {
				t.Fatal(err)
			}
			for _, pair := range journal[i].Flat() {
				if fields[pair.Name] != pair.Text {
					t.Fatalf("%s is %q, want %q", pair.Name, fields[pair.Name], pair.Text)
				}
			}
			if len(fields) != len(journal[i].Flat()) {
				t.Fatalf("%s has more fields than %v", line, journal[i].Flat())
			}
		}
	})
}

func TestTextsAreWrittenWithNoMoreEscapesThanTheyNeed(t *testing.T) {
	for text, want := range map[string]string{"": `""`, "a/b<c>&é漢😀\u2028\x7f": "\"a/b<c>&é漢😀\u2028\x7f\"",
		"\"\\": `"\"\\"`, "\r\n\t": `"\r\n\t"`, "\x00\x1f": `"\u0000\u001f"`, "a\nb": `"a\nb"`} {
		if got := interchange.AppendQuoted(text); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
}

func TestOtherProgramsTextsAreReadAsTheyReadThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.MapOfN(rapid.String(), rapid.String(), 0, 5).Draw(t, "fields")
		line, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		pairs, err := interchange.Scan(string(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		got := make(map[string]string)
		for _, pair := range pairs {
			got[pair.Name] = pair.Text
		}
		if diff := cmp.Diff(fields, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestAnEntryThatIsNotUTF8IsNotWritten(t *testing.T) {
	entries := slices.Values([]ledger.Entry{{Seq: 7, Author: "\xff", Payload: ledger.Party{ID: "a", Name: "A"}}})
	const want = "write entry 7: author: the text is not valid UTF-8"
	if err := interchange.WriteJSONL(io.Discard, entries); err == nil || err.Error() != want {
		t.Errorf("as JSON Lines: %v", err)
	}
	if err := interchange.WriteCSV(io.Discard, "party", entries); err == nil || err.Error() != want {
		t.Errorf("as CSV: %v", err)
	}
}

// full takes so many bytes and then no more.
type full struct{ room int }

var errFull = errors.New("the disk is full")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	entries := slices.Repeat([]ledger.Entry{{Payload: ledger.Party{ID: "a", Name: "A"}}}, 10_000)
	for _, room := range []int{0, 100, 100_000} {
		if err := interchange.WriteJSONL(&full{room}, slices.Values(entries)); !errors.Is(err, errFull) {
			t.Errorf("JSON Lines with room for %d bytes: %v", room, err)
		}
		if err := interchange.WriteCSV(&full{room}, "party", slices.Values(entries)); !errors.Is(err, errFull) {
			t.Errorf("CSV with room for %d bytes: %v", room, err)
		}
	}
}

func TestWhatIsAJournal(t *testing.T) {
	journal := ledgertest.Booked([]ledger.Entry{{Payload: ledger.Party{ID: "a", Name: "A"}},
		{Payload: ledger.Party{ID: "b", Name: "B"}}})
	whole, _ := readJSONL(writeJSONL(t, journal))
	if !interchange.IsJournal(whole) || interchange.IsJournal(nil) || interchange.IsJournal(whole[1:]) {
		t.Error("a whole journal is one, and nothing and a part of one are none")
	}
	for name, spoil := range map[string]func(*ledger.Entry){
		"seq":      func(e *ledger.Entry) { e.Seq = 0 },
		"order":    func(e *ledger.Entry) { e.Seq = 3 },
		"recorded": func(e *ledger.Entry) { e.Recorded = ledger.Entry{}.Recorded },
		"hash":     func(e *ledger.Entry) { e.Hash = ledger.Hash{} },
	} {
		part := slices.Clone(whole)
		spoil(&part[1].Entry)
		if interchange.IsJournal(part) {
			t.Errorf("without its %s it is a journal", name)
		}
	}
}

var jsonSeeds = []string{
	party, "", "{}", "\ufeff" + party + "\r\n\n" + party, "\xff\xfe{\x00", "{\"kind\":\"party\"}\r{}",
	`{"kind":"party","id":"a","name":"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t"}`, `{"kind":"a\ud800"}`,
	`{"kind":"party","seq":007}`, `{"kind":"party","seq":0}`,
	`{"seq":1,"kind":"reversal","date":"2024-03-27","entry":7,"reason":"typo"}`,
	`{"kind":"funding","date":"2024-03-27","commitment":"c","amount":"1e100000000"}`,
	`{"kind":"funding","date":"2024-03-27","commitment":"c","amount":1250000000}`,
	`{"kind":"party","id":"a","id":"b"}`, `{"a":{"a":{"a":[[[[[[`, `{"kind":"party","tags":"a;b;;"}`,
	`{"kind":"limit","date":"2024-03-27","id":"l","measure":"ownership","scope":"each:company","max_percent":"100/3"}`,
}

func FuzzReadJSONL(f *testing.F) {
	if len(jsonSeeds) == 0 {
		f.Fatal("there are no seeds")
	}
	for _, seed := range jsonSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		records, messages := readJSONL(text)
		checkRecords(t, records, messages)
		for line := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
			pairs, err := interchange.Scan(line)
			var fields map[string]any
			if err != nil || !utf8.ValidString(line) {
				continue
			}
			if err := json.Unmarshal([]byte(line), &fields); err != nil || len(fields) != len(pairs) {
				t.Fatalf("%q is read as %v; encoding/json reads %v, %v", line, pairs, fields, err)
			}
			for _, pair := range pairs {
				if text, ok := fields[pair.Name].(string); ok && text != pair.Text {
					t.Fatalf("%s of %q is read as %q; encoding/json reads %q", pair.Name, line, pair.Text, text)
				}
			}
		}
	})
}

// checkRecords holds whatever a reader gives to what every reading promises.
func checkRecords(t *testing.T, records []interchange.Record, messages []string) {
	for _, message := range messages {
		if len(message) > 30_000 || !strings.HasPrefix(message, "f.") {
			t.Fatalf("the message %.300q has %d bytes", message, len(message))
		}
	}
	text := writeJSONL(t, entriesOf(records))
	again, messages := readJSONL(text)
	if len(messages) > 0 || len(again) != len(records) {
		t.Fatalf("%d records came back as %d, %v", len(records), len(again), messages)
	}
	for i, record := range again {
		if diff := cmp.Diff(records[i].Entry.Flat(), record.Entry.Flat()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// repeated is a stream of one line again and again.
type repeated string

func (e repeated) Read(p []byte) (int, error) {
	n := 0
	for n+len(e) <= len(p) {
		n += copy(p[n:], e)
	}
	return n, nil
}

func TestAFileOfBlankLinesWithoutAnEndIsRefused(t *testing.T) {
	for name, records := range map[string]iter.Seq2[interchange.Record, error]{
		"JSON Lines": interchange.ReadJSONLWithin(repeated("\n"), "f.jsonl", 100, 10, 5),
		"CSV": interchange.ReadCSVWithin(io.MultiReader(strings.NewReader("kind,id,name\n"), repeated(",,\n")), "f.csv", "",
			100, 10, 5),
	} {
		var last error
		for _, err := range records {
			last = err
		}
		if !errors.Is(last, interchange.ErrTooLong) {
			t.Errorf("%s: the reading ends with %v", name, last)
		}
	}
}
