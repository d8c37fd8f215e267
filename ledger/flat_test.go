package ledger_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

func TestEveryKindOfEntryIsReadAsItIsWritten(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				pairs := ledgertest.Pairs(kind).Draw(t, "pairs")
				entry, err := ledger.ParseEntry(pairs)
				if err != nil {
					t.Fatal(err)
				}
				if entry.Kind() != kind {
					t.Fatalf("a %s came back", entry.Kind())
				}
				if diff := cmp.Diff(said(pairs), said(entry.Flat())); diff != "" {
					t.Fatalf("what was given is not what is said:\n%s", diff)
				}
				checkRoundTrip(t, ledgertest.Booked([]ledger.Entry{entry})[0])
			})
		})
	}
}

// said maps names to texts, defaults of common fields left out as an entry leaves them out.
func said(pairs []ledger.Pair) map[string]string {
	texts := make(map[string]string)
	for _, pair := range pairs {
		byDefault := pair.Name == ledger.FieldDated && pair.Text == string(ledger.On) ||
			pair.Name == ledger.FieldStanding && pair.Text == string(ledger.Booked)
		if !byDefault {
			texts[pair.Name] = pair.Text
		}
	}
	return texts
}

func checkRoundTrip(t *rapid.T, entry ledger.Entry) {
	flat := entry.Flat()
	again, err := ledger.ParseEntry(flat)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(flat, again.Flat()); diff != "" {
		t.Fatalf("written, read and written again:\n%s", diff)
	}
	if again.Seq != entry.Seq || !again.Recorded.Equal(entry.Recorded) || again.Author != entry.Author ||
		again.Hash != entry.Hash || !ledger.SameContent(again, entry) {
		t.Fatalf("%v came back as %v", entry, again)
	}
	if ledger.Chain(again, ledger.Hash{}) != entry.Hash {
		t.Fatal("the entry read has another hash")
	}
	for _, pair := range again.Fields() {
		if again.Text(pair.Name) != pair.Text {
			t.Fatalf("Text(%s) = %q, not %q", pair.Name, again.Text(pair.Name), pair.Text)
		}
	}
}

func TestTheTextsOfFieldsAreThoseOfTheirPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entry := ledgertest.Entry().Draw(t, "entry")
		var pairs []ledger.Pair
		for name, text := range entry.FieldTexts(nil) {
			pairs = append(pairs, ledger.Pair{Name: name, Text: string(text)})
		}
		if !slices.Equal(entry.Fields(), pairs) {
			t.Fatalf("the fields are %q, the texts %q", entry.Fields(), pairs)
		}
	})
}

func TestFieldsAreReadInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entry := ledgertest.Entry().Draw(t, "entry")
		shuffled := rapid.Permutation(entry.Flat()).Draw(t, "shuffled")
		again, err := ledger.ParseEntry(shuffled)
		if err != nil || !ledger.SameContent(again, entry) {
			t.Fatalf("%v came back as %v, %v", entry, again, err)
		}
	})
}

func TestAnEntryIsFlatInTheOrderOfTheContract(t *testing.T) {
	entry := parse(t, "disputes=3", "standing=claim", "dated=by", "qualifier=about", "note=n", "source=s", "tranche=a",
		"amount=1.10", "commitment=c", "date=2024-03-27", "kind=call", "author=ada",
		"recorded=2024-03-27T12:30:00.000001Z", "seq=7", "hash="+strings.Repeat("0a", 32))
	want := []ledger.Pair{{Name: "seq", Text: "7"}, {Name: "recorded", Text: "2024-03-27T12:30:00.000001Z"},
		{Name: "author", Text: "ada"}, {Name: "kind", Text: "call"}, {Name: "date", Text: "2024-03-27"},
		{Name: "commitment", Text: "c"}, {Name: "amount", Text: "1.10"}, {Name: "tranche", Text: "a"},
		{Name: "source", Text: "s"}, {Name: "note", Text: "n"}, {Name: "qualifier", Text: "about"},
		{Name: "dated", Text: "by"}, {Name: "standing", Text: "claim"}, {Name: "disputes", Text: "3"},
		{Name: "hash", Text: strings.Repeat("0a", 32)}}
	if diff := cmp.Diff(want, entry.Flat()); diff != "" {
		t.Error(diff)
	}
	if !entry.Recorded.Equal(time.Date(2024, 3, 27, 12, 30, 0, 1000, time.UTC)) {
		t.Errorf("recorded is %v", entry.Recorded)
	}
}

func TestAnEmptyTextIsAFieldNotGiven(t *testing.T) {
	with := parse(t, "kind=party", "id=acme", "name=Acme", "date=", "country=", "note=", "disputes=", "hash=")
	without := parse(t, "kind=party", "id=acme", "name=Acme")
	if diff := cmp.Diff(without.Flat(), with.Flat()); diff != "" {
		t.Error(diff)
	}
}

func TestADefaultAndItsAbsenceAreOneContent(t *testing.T) {
	with := parse(t, "kind=party", "id=acme", "name=Acme", "dated=on", "standing=booked")
	if without := parse(t, "kind=party", "id=acme", "name=Acme"); !ledger.SameContent(with, without) {
		t.Errorf("%v is not %v", with, without)
	}
}

func parse(t *testing.T, fields ...string) ledger.Entry {
	t.Helper()
	entry, err := ledger.ParseEntry(flat(fields))
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

// flat makes pairs of name=text.
func flat(fields []string) []ledger.Pair {
	pairs := make([]ledger.Pair, len(fields))
	for i, text := range fields {
		pairs[i].Name, pairs[i].Text, _ = strings.Cut(text, "=")
	}
	return pairs
}

func TestEntriesWhoseFieldsAreWrong(t *testing.T) {
	party := []string{"kind=party", "id=acme", "name=Acme"}
	call := []string{"kind=call", "date=2024-03-27", "commitment=c", "amount=1"}
	for _, c := range []struct {
		base []string
		more []string
		want string
	}{
		{nil, nil, "kind: is missing: what kind of entry is it?"},
		{nil, []string{"kind="}, "kind: is missing: what kind of entry is it?"},
		{nil, []string{"kind=payment"}, `kind: "payment" is no kind of entry`},
		{party, []string{"kind=call"}, "kind: is given twice"},
		{party, []string{"id=zeta"}, "id: is given twice"},
		{party, []string{"note=a", "note=b"}, "note: is given twice"},
		{party, []string{"amount=1"}, "amount: the kind party has no such field"},
		{party, []string{"colour=red"}, "colour: the kind party has no such field"},
		{party, []string{"own=maybe"}, `own: "maybe" is none of yes, no`},
		{party, []string{"tags=a;;b"}, `tags: "a;;b" has an empty item; write a;b`},
		{party, []string{"tags=a\x00"}, "tags: the text holds the control character U+0000"},
		{party, []string{"tags=" + strings.Repeat("a;", ledger.MaxItems) + "a"},
			"tags: the list has 201 items, at most 200 are kept"},
		{party, []string{"seq=0"}, `seq: "0" is no entry's number; they are 1, 2, 3 and so on`},
		{party, []string{"seq=01"}, `seq: "01" is no entry's number; they are 1, 2, 3 and so on`},
		{party, []string{"seq=+1"}, `seq: "+1" is no entry's number; they are 1, 2, 3 and so on`},
		{party, []string{"recorded=2024-03-27T12:30:00Z"},
			`recorded: "2024-03-27T12:30:00Z" is no instant; write it in UTC as 2006-01-02T15:04:05.000000Z`},
		{party, []string{"recorded=2024-03-27T12:30:00,000001Z"},
			`recorded: "2024-03-27T12:30:00,000001Z" is no instant; write it in UTC as 2006-01-02T15:04:05.000000Z`},
		{party, []string{"recorded=2024-03-27T24:00:00.000000Z"},
			`recorded: "2024-03-27T24:00:00.000000Z" is no instant; write it in UTC as 2006-01-02T15:04:05.000000Z`},
		{party, []string{"recorded=2024-02-30T12:00:00.000000Z"},
			`recorded: "2024-02-30T12:00:00.000000Z" is no instant; write it in UTC as 2006-01-02T15:04:05.000000Z`},
		{party, []string{"recorded=2024-03-27T12:30:60.000000Z"},
			`recorded: "2024-03-27T12:30:60.000000Z" is no instant; write it in UTC as 2006-01-02T15:04:05.000000Z`},
		{party, []string{"recorded=2024-03-27T12:30:00.00000+Z"},
			`recorded: "2024-03-27T12:30:00.00000+Z" is no instant; write it in UTC as 2006-01-02T15:04:05.000000Z`},
		{party, []string{"hash=beef"}, `hash: "beef" is no hash; it has 64 digits of 0-9 and a-f`},
		{party, []string{"qualifier=exact"}, `qualifier: "exact" is none of about, at-least, at-most`},
		{party, []string{"dated=before"}, `dated: "before" is none of on, by`},
		{party, []string{"standing=true"}, `standing: "true" is none of booked, claim`},
		{party, []string{"disputes=7"}, "disputes: only a claim disputes an entry; set standing to claim"},
		{party, []string{"date=27.3.2024"},
			`date: "27.3.2024" is no date: a date is written YYYY-MM-DD, such as 2024-03-27`},
		{party, []string{"date=2023-02-29"},
			`date: "2023-02-29" is no day of the calendar: a date is written YYYY-MM-DD, such as 2024-03-27`},
		{party, []string{"note=\x1b[31m"}, "note: the text holds the control character U+001B"},
		{party, []string{"note=\xff"}, "note: the text is not valid UTF-8"},
		{party, []string{"note=" + strings.Repeat("a", ledger.MaxText+1)},
			"note: the text has 16385 bytes, at most 16384 are kept"},
		{[]string{"kind=party", "id=a b", "name=Acme"}, nil,
			`id: "a b": an id is made of letters, digits, - _ . and /, at most 80 of them`},
		{[]string{"kind=party", "id=" + strings.Repeat("a", ledger.MaxID+1), "name=Acme"}, nil,
			`id: "` + strings.Repeat("a", 60) + `…": an id is made of letters, digits, - _ . and /, at most 80 of them`},
		{call, []string{"due=soon"}, `due: "soon" is no date: a date is written YYYY-MM-DD, such as 2024-03-27`},
		{[]string{"kind=call", "date=2024-03-27", "commitment=c"}, []string{"amount=1e3"},
			`amount: "1e3" is no number: a number is written in plain digits with at most one point, such as 1250000.50`},
		{[]string{"kind=call", "date=2024-03-27", "commitment=c"}, []string{"amount=0"}, "amount: 0 is not more than 0"},
		{[]string{"kind=call", "date=2024-03-27", "commitment=c"}, []string{"amount=-0.01"},
			"amount: -0.01 is not more than 0"},
	} {
		refused(t, append(append([]string{}, c.base...), c.more...), c.want)
	}
}

// refused checks that a flat entry is refused with exactly this message, at the field that it begins with.
func refused(t *testing.T, fields []string, want string) {
	t.Helper()
	entry, err := ledger.ParseEntry(flat(fields))
	if err == nil {
		t.Errorf("%.60q is taken as %v, want %s", fields, entry, want)
		return
	}
	if err.Error() != want {
		t.Errorf("%.60q is refused with\n\t%s, want\n\t%s", fields, err, want)
	}
	var problem *ledger.FieldError
	name, _, _ := strings.Cut(want, ":")
	if !errors.As(err, &problem) || problem.Field != name {
		t.Errorf("%.60q is refused at %v, want it at %s", fields, problem, name)
	}
}

func TestInstantsAreReadToTheMicrosecond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const last = 253402300799999999 // 9999-12-31T23:59:59.999999Z
		want := time.UnixMicro(rapid.Int64Range(-62135596800000000+1, last).Draw(t, "microseconds")).UTC()
		text := want.Format(ledger.RecordedForm)
		entry, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: "party"}, {Name: "id", Text: "a"},
			{Name: "name", Text: "A"}, {Name: "recorded", Text: text}})
		if err != nil || !entry.Recorded.Equal(want) {
			t.Fatalf("%s is read as %v, %v", text, entry.Recorded, err)
		}
	})
}

func TestTextsAtTheirLongestAreTaken(t *testing.T) {
	parse(t, "kind=party", "id="+strings.Repeat("a", ledger.MaxID), "name="+strings.Repeat("é", ledger.MaxText/2),
		"tags="+strings.Repeat("a;", ledger.MaxItems-1)+"a")
}

func TestTheMessageStaysShortWhateverTheValue(t *testing.T) {
	long := strings.Repeat("9", 1<<20)
	for _, kind := range ledger.Kinds() {
		for _, field := range append(ledger.CommonFields(), ledger.Table()[kind].List...) {
			_, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: string(kind)}, {Name: field.Name, Text: long}})
			if err == nil || len(err.Error()) > 600 {
				t.Errorf("%s %s: %.80v has %d bytes", kind, field.Name, err, len(err.Error()))
			}
		}
	}
	_, err := ledger.ParseEntry([]ledger.Pair{{Name: "kind", Text: "party"}, {Name: long, Text: "1"}})
	if err == nil || len(err.Error()) > 600 {
		t.Errorf("the message for a long name has %d bytes", len(err.Error()))
	}
}
