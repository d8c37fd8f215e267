package interchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

// paid is a payment of so much, as a line of a file.
func paid(seq int, amount string) string {
	return fmt.Sprintf(`{"seq":%d,"kind":"funding","date":"2024-03-27","commitment":"c","amount":"%s"}`, seq, amount)
}

func reversed(seq, entry int, reason string) string {
	return fmt.Sprintf(`{"seq":%d,"kind":"reversal","date":"2024-03-28","entry":%d,"reason":"%s"}`, seq, entry, reason)
}

// claimed is another source's figure for a payment.
func claimed(seq, disputes int, amount string) string {
	return fmt.Sprintf(`{"seq":%d,"kind":"funding","date":"2024-03-27","commitment":"c","amount":"%s","standing":"claim",`+
		`"disputes":%d}`, seq, amount, disputes)
}

// parseFile makes the records of a file of these lines.
func parseFile(t fataler, name string, lines ...string) []interchange.Record {
	t.Helper()
	records, messages := read(interchange.ReadJSONL(strings.NewReader(strings.Join(lines, "\n")), name))
	if len(messages) > 0 {
		t.Fatal(messages)
	}
	return records
}

type fataler interface {
	Helper()
	Fatal(...any)
}

// imported records what files add to a book, and says how many records add nothing.
func imported(t fataler, book []ledger.Entry, files ...[]interchange.Record) (after []ledger.Entry, known int) {
	t.Helper()
	plan, err := interchange.Merge(slices.Values(book), files...)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Entries) != len(plan.Records) {
		t.Fatal("entries and records differ in number")
	}
	for i, entry := range plan.Entries {
		if entry.Seq != 0 || !entry.Recorded.IsZero() || entry.Author != "" || entry.Hash != (ledger.Hash{}) {
			t.Fatal("what the book gives is given by the file: ", entry)
		}
		if entry.Kind() != plan.Records[i].Entry.Kind() {
			t.Fatal("the record is of another kind than the entry")
		}
	}
	return ledgertest.Booked(append(slices.Clone(book), plan.Entries...)), plan.Known
}

// story is a book in short: an amount for each payment, ? before a claim, - before what is reversed, and what
// reversals and claims refer to.
func story(book []ledger.Entry) string {
	var words []string
	for _, entry := range book {
		switch p := entry.Payload.(type) {
		case ledger.Reversal:
			words = append(words, fmt.Sprintf("%s:-%d", p.Reason, p.Entry))
		case ledger.Funding:
			word := p.Amount.String()
			if !entry.Booked() {
				word += fmt.Sprintf("?%d", entry.Disputes)
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

func TestWhatAnImportAdds(t *testing.T) {
	for _, c := range []struct {
		name       string
		book, file []string
		want       string
		known      int
	}{
		{"an empty book gets all", nil, []string{paid(1, "5"), paid(2, "5"), reversed(3, 1, "typo")}, "5 5 typo:-1", 0},
		{"what is there is not added", []string{paid(1, "5")}, []string{paid(9, "5"), paid(10, "6")}, "5 6", 1},
		{"two equal payments stay two", []string{paid(1, "5")}, []string{paid(1, "5"), paid(2, "5")}, "5 5", 1},
		{"digits as typed are content", []string{paid(1, "5")}, []string{paid(1, "5.0")}, "5 5.0", 0},
		{"what was undone in the book is added again", []string{paid(1, "5"), reversed(2, 1, "undo")},
			[]string{paid(1, "5")}, "5 undo:-1 5", 0},
		{"what was undone and restored in the book stands",
			[]string{paid(1, "5"), reversed(2, 1, "undo"), reversed(3, 2, "redo")}, []string{paid(1, "5")},
			"5 undo:-1 redo:-2", 1},
		{"what the file reverses is reversed in the book", []string{paid(1, "4"), paid(2, "5")},
			[]string{paid(1, "5"), reversed(2, 1, "typo")}, "4 5 typo:-2", 1},
		{"what both reversed is known", []string{paid(1, "4"), paid(2, "5"), reversed(3, 2, "typo")},
			[]string{paid(1, "5"), reversed(2, 1, "typo")}, "4 5 typo:-2", 2},
		{"what both reversed for different reasons is known", []string{paid(1, "5"), reversed(2, 1, "undo")},
			[]string{paid(1, "5"), reversed(2, 1, "typo")}, "5 undo:-1", 2},
		{"what stands in the book stays where the file has one that stands too", []string{paid(1, "5")},
			[]string{paid(1, "5"), reversed(2, 1, "typo"), paid(3, "5")}, "5 5 typo:-2", 1},
		{"undone and restored in the file is as if never undone", []string{paid(1, "5")},
			[]string{paid(1, "5"), reversed(2, 1, "undo"), reversed(3, 2, "redo")}, "5", 3},
		{"a restored reversal is one reversal", []string{paid(1, "5")},
			[]string{paid(1, "5"), reversed(2, 1, "undo"), reversed(3, 2, "redo"), reversed(4, 3, "undo redo")},
			"5 undo:-1", 3},
		{"a claim follows what it disputes", []string{paid(1, "4"), paid(2, "5")},
			[]string{paid(7, "5"), claimed(8, 7, "6")}, "4 5 6?2", 1},
		{"a claim on what is new refers to it", []string{paid(1, "4")},
			[]string{paid(7, "5"), claimed(8, 7, "6")}, "4 5 6?2", 0},
		{"a claim is known by what it disputes", []string{paid(1, "4"), claimed(2, 1, "6"), paid(3, "5")},
			[]string{paid(1, "5"), claimed(2, 1, "6")}, "4 6?1 5 6?3", 1},
		{"a claim that is there is known", []string{paid(1, "4"), paid(2, "5"), claimed(3, 2, "6")},
			[]string{paid(1, "5"), claimed(2, 1, "6")}, "4 5 6?2", 2},
		{"a reversed claim is reversed", []string{paid(1, "5"), claimed(2, 1, "6")},
			[]string{paid(1, "5"), claimed(2, 1, "6"), reversed(3, 2, "settled")}, "5 6?1 settled:-2", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			book, _ := imported(t, nil, parseFile(t, "book", c.book...))
			file := parseFile(t, "file", c.file...)
			after, known := imported(t, book, file)
			if got := story(after); got != c.want || known != c.known {
				t.Errorf("the book is %q with %d known, want %q with %d", got, known, c.want, c.known)
			}
			if again, known := imported(t, after, file); len(again) != len(after) || known != len(file) {
				t.Errorf("a second time gives %q, %d of %d known", story(again), known, len(file))
			}
		})
	}
}

func TestReferencesThatFindNothing(t *testing.T) {
	for _, c := range []struct {
		files [][]string
		want  string
	}{
		{[][]string{{reversed(2, 1, "typo")}},
			"a.jsonl:1:56: entry: no record has seq 1; what is referred to must be in the file, with its seq"},
		{[][]string{{paid(1, "5"), claimed(2, 7, "6")}},
			"a.jsonl:2:107: disputes: no record has seq 7; what is referred to must be in the file, with its seq"},
		{[][]string{{reversed(2, 3, "typo"), paid(3, "5")}},
			"a.jsonl:1:56: entry: entry 3 stands after the record that refers to it, at a.jsonl:2:1"},
		{[][]string{{reversed(2, 2, "typo")}},
			"a.jsonl:1:56: entry: entry 2 stands after the record that refers to it, at a.jsonl:1:1"},
		{[][]string{{paid(1, "5"), paid(1, "6"), reversed(2, 1, "typo")}},
			"a.jsonl:3:56: entry: more than one record has seq 1: a.jsonl:1:1 and a.jsonl:2:1"},
		{[][]string{{paid(1, "5")}, {paid(1, "6")}, {reversed(2, 1, "typo")}},
			"c.jsonl:1:56: entry: more than one record has seq 1: a.jsonl:1:1 and b.jsonl:1:1"},
		{[][]string{{reversed(2, 1, "typo")}, {paid(1, "5")}},
			"a.jsonl:1:56: entry: no record has seq 1; what is referred to must be in the file, with its seq"},
	} {
		var files [][]interchange.Record
		for i, lines := range c.files {
			files = append(files, parseFile(t, string(rune('a'+i))+".jsonl", lines...))
		}
		if _, err := interchange.Merge(slices.Values([]ledger.Entry(nil)), files...); err == nil || err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

func TestAClaimAgainstAReversalThatTheBookNeverHeldIsRefused(t *testing.T) {
	book, _ := imported(t, nil, parseFile(t, "book", paid(1, "5")))
	file := parseFile(t, "f.jsonl", paid(1, "5"), reversed(2, 1, "undo"), reversed(3, 2, "redo"), claimed(4, 2, "6"))
	_, err := interchange.Merge(slices.Values(book), file)
	const want = "f.jsonl:4:107: disputes: entry 2 was undone and restored in the file, and the book never held it"
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestFilesOfOneImportAreReadOneAfterTheOther(t *testing.T) {
	for _, c := range []struct {
		name  string
		files [][]string
		want  string
		known int
	}{
		{"the same file twice adds nothing the second time", [][]string{{paid(1, "5"), paid(2, "5")},
			{paid(1, "5"), paid(2, "5")}}, "5 5", 2},
		{"a later file adds what it has more", [][]string{{paid(1, "5")}, {paid(1, "5"), paid(2, "5")}}, "5 5", 1},
		{"a reference may be to an earlier file", [][]string{{paid(1, "4"), paid(2, "5")}, {reversed(3, 2, "typo")},
			{claimed(4, 1, "6")}}, "4 5 typo:-2 6?1", 0},
		{"a reference is to its own file first", [][]string{{paid(1, "4")}, {paid(1, "5"), reversed(2, 1, "typo")}},
			"4 5 typo:-2", 0},
		{"what a later file reverses was never to be added", [][]string{{paid(1, "4")},
			{paid(1, "5"), reversed(2, 1, "typo")}, {paid(1, "5"), reversed(2, 1, "typo")}}, "4 5 typo:-2", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var files [][]interchange.Record
			total := 0
			for i, lines := range c.files {
				files = append(files, parseFile(t, fmt.Sprint(i), lines...))
				total += len(lines)
			}
			after, known := imported(t, nil, files...)
			if got := story(after); got != c.want || known != c.known {
				t.Errorf("the book is %q with %d known, want %q with %d", got, known, c.want, c.known)
			}
			if again, known := imported(t, after, files...); len(again) != len(after) || known != total {
				t.Errorf("a second time gives %q, %d of %d known", story(again), known, total)
			}
		})
	}
}

func TestALaterFileReversesWhatAnEarlierOneAdds(t *testing.T) {
	after, known := imported(t, nil, parseFile(t, "a", paid(1, "5")),
		parseFile(t, "b", paid(1, "5"), reversed(2, 1, "typo")))
	if got := story(after); got != "5 typo:-1" || known != 1 {
		t.Errorf("the book is %q, %d known", got, known)
	}
}

// few draws journals of so few contents that equal ones are many, with reversals and with claims that dispute payments.
func few() *rapid.Generator[[]interchange.Record] {
	payment := rapid.Custom(func(t *rapid.T) ledger.Entry {
		pairs := []ledger.Pair{{Name: "kind", Text: "funding"}, {Name: "date", Text: "2024-03-27"},
			{Name: "commitment", Text: "c"}, {Name: "amount", Text: rapid.SampledFrom([]string{"5", "6"}).Draw(t, "amount")},
			{Name: "standing", Text: rapid.SampledFrom([]string{"booked", "claim"}).Draw(t, "standing")}}
		if rapid.Bool().Draw(t, "is a reversal") {
			pairs = []ledger.Pair{{Name: "kind", Text: "reversal"}, {Name: "date", Text: "2024-03-28"},
				{Name: "entry", Text: "1"}, {Name: "reason", Text: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "reason")}}
		}
		entry, err := ledger.ParseEntry(pairs)
		if err != nil {
			t.Fatal(err)
		}
		return entry
	})
	return rapid.Custom(func(t *rapid.T) []interchange.Record {
		entries := ledgertest.Referring(t, rapid.SliceOfN(payment, 0, 12).Draw(t, "entries"))
		for i, entry := range entries {
			if entry.Disputes != 0 && entries[entry.Disputes-1].Kind() == ledger.KindReversal {
				entries[i].Disputes = 0
			}
		}
		return parseFile(t, "f.jsonl", strings.Split(writeJSONL(t, ledgertest.Booked(entries)), "\n")...)
	})
}

// standing counts the contents of a book that stand: those that nothing reverses, reversals themselves left out.
func standing(book []ledger.Entry) map[string]int {
	killed := make(map[ledger.Seq]bool)
	for _, entry := range slices.Backward(book) {
		if reversal, ok := entry.Payload.(ledger.Reversal); ok && entry.Booked() && !killed[entry.Seq] {
			killed[reversal.Entry] = true
		}
	}
	counts := make(map[string]int)
	for _, entry := range book {
		if entry.Kind() != ledger.KindReversal && !killed[entry.Seq] {
			counts[content(book, entry)]++
		}
	}
	return counts
}

// content is what an entry says, with the content of what it disputes.
func content(book []ledger.Entry, entry ledger.Entry) string {
	text := fmt.Sprint(entry.Date, entry.Standing, entry.Fields())
	if entry.Disputes != 0 {
		text += " against " + content(book, book[entry.Disputes-1])
	}
	return text
}

func TestTheSameFileASecondTimeAddsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		book, _ := imported(t, nil, few().Draw(t, "book"))
		file := few().Draw(t, "file")
		once, _ := imported(t, book, file)
		twice, known := imported(t, once, file)
		if len(twice) != len(once) || known != len(file) {
			t.Fatalf("%q and then %q, %d of %d known", story(once), story(twice), known, len(file))
		}
	})
}

func TestAnImportIntoAnEmptyBookIsTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := few().Draw(t, "file")
		book, known := imported(t, nil, file)
		if got, want := writeJSONL(t, book), writeJSONL(t, entriesOf(file)); got != want || known > 0 {
			t.Fatalf("%d known\n%s", known, cmp.Diff(want, got))
		}
	})
}

// What stands after an import is what stood in the book or stands in the file, the larger number of each content,
// unless the file reverses what stood.
func TestWhatStandsAfterAnImport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		book, _ := imported(t, nil, few().Draw(t, "book"))
		file := few().Draw(t, "file")
		merged, _ := imported(t, book, file)
		before, inFile, after := standing(book), standing(entriesOf(file)), standing(merged)
		for key, n := range after {
			if n > max(before[key], inFile[key]) {
				t.Fatalf("%d of %s stand, %d in the book and %d in the file", n, key, before[key], inFile[key])
			}
		}
		for key, n := range inFile {
			if after[key] < n {
				t.Fatalf("%d of %s stand, %d in the file", after[key], key, n)
			}
		}
	})
}

func TestTheOrderOfFilesThatReverseNothingDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.Map(few(), func(records []interchange.Record) []interchange.Record {
			return slices.DeleteFunc(records, func(r interchange.Record) bool {
				return r.Entry.Kind() == ledger.KindReversal || r.Entry.Disputes != 0
			})
		})
		a, b := plain.Draw(t, "a"), plain.Draw(t, "b")
		ab, _ := imported(t, nil, a, b)
		ba, _ := imported(t, nil, b, a)
		if diff := cmp.Diff(standing(ab), standing(ba)); diff != "" {
			t.Fatal(diff)
		}
		both, _ := imported(t, ab, b)
		both, _ = imported(t, both, a)
		if len(both) != len(ab) {
			t.Fatalf("%q grows to %q", story(ab), story(both))
		}
	})
}

func TestAJournalSplitIntoOneFileAKindIsStillOneJournal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		journal := entriesOf(few().Draw(t, "journal"))
		var files [][]interchange.Record
		for _, kind := range []ledger.Kind{ledger.KindFunding, ledger.KindReversal} {
			records, messages := readCSV(writeCSV(t, kind, journal))
			if len(messages) > 0 {
				t.Fatal(messages)
			}
			files = append(files, records)
		}
		after, _ := imported(t, nil, files...)
		if diff := cmp.Diff(standing(journal), standing(after)); diff != "" {
			t.Fatal(diff)
		}
		if again, _ := imported(t, after, files...); len(again) != len(after) {
			t.Fatalf("%q grows to %q", story(after), story(again))
		}
	})
}

func TestAnyJournalImportedTwiceIsImportedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		journal := ledgertest.Journal(20).Draw(t, "journal")
		file := parseFile(t, "f.jsonl", strings.Split(writeJSONL(t, journal), "\n")...)
		once, _ := imported(t, nil, file)
		if got := writeJSONL(t, once); got != writeJSONL(t, journal) {
			t.Fatal(cmp.Diff(writeJSONL(t, journal), got))
		}
		if twice, known := imported(t, once, file); len(twice) != len(once) || known != len(file) {
			t.Fatalf("%d entries become %d, %d known", len(once), len(twice), known)
		}
	})
}
