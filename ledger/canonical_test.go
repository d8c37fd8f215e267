package ledger_test

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"stakebook/ledger"
)

// vector is the journal of the test vector: an entry with little and one with every column.
func vector(t *testing.T) []ledger.Entry {
	t.Helper()
	flat := [][]string{
		{"seq", "1", "recorded", "2026-05-01T10:00:00.123456Z", "author", "ada", "kind", "book",
			"name", `Field & "Sons"`, "currency", "USD",
			"hash", "edc3419895d08f238f060cc868c5505dcf990e42a26cef08fb56f3cbe33c8f22"},
		{"seq", "2", "recorded", "2026-05-01T10:00:01.000000Z", "kind", "commitment", "date", "2023-09-25",
			"source", "https://example.com/filing", "note", "Ünited\n", "qualifier", "at-most", "dated", "by",
			"standing", "claim", "disputes", "1",
			"expires", "2024-03-31", "currency", "USD", "cap", "4000000000.10", // in another order than the table's
			"company", "them", "investor", "us", "id", "c-1",
			"hash", "5a8e94efd7dc17f45480fdf060c68c53f4f5f2316d9d5736250b70f9da21e44a"},
	}
	entries := make([]ledger.Entry, len(flat))
	for i, texts := range flat {
		var pairs []ledger.Pair
		for j := 0; j < len(texts); j += 2 {
			pairs = append(pairs, ledger.Pair{Name: texts[j], Text: texts[j+1]})
		}
		e, err := ledger.ParseEntry(pairs)
		if err != nil {
			t.Fatal(err)
		}
		entries[i] = e
	}
	return entries
}

// The bytes were made by another program, from the words of the specification alone.
func TestCanonicalBytesAreThoseOfTheVector(t *testing.T) {
	entries := vector(t)
	first := "00000011" + "7374616b65626f6f6b20656e7472792031" + // stakebook entry 1
		"00000020" + strings.Repeat("00", 32) +
		"00000001" + "31" +
		"0000001b" + "323032362d30352d30315431303a30303a30302e3132333435365a" +
		"00000003" + "616461" +
		"00000004" + "626f6f6b" +
		strings.Repeat("00000000", 7) + // date, source, note, qualifier, dated, standing, disputes
		"00000004" + "6e616d65" + "0000000e" + "4669656c6420262022536f6e7322" +
		"00000008" + "63757272656e6379" + "00000003" + "555344"
	if got := hex.EncodeToString(ledger.Canonical(entries[0], ledger.Hash{})); got != first {
		t.Errorf("the first entry's bytes are\n%s, want\n%s", got, first)
	}
	second := "000000117374616b65626f6f6b20656e7472792031" +
		"00000020edc3419895d08f238f060cc868c5505dcf990e42a26cef08fb56f3cbe33c8f22" +
		"0000000132" + "0000001b323032362d30352d30315431303a30303a30312e3030303030305a" +
		"00000000" + "0000000a636f6d6d69746d656e74" + "0000000a323032332d30392d3235" +
		"0000001a68747470733a2f2f6578616d706c652e636f6d2f66696c696e67" + "00000008c39c6e697465640a" +
		"0000000761742d6d6f7374" + "000000026279" + "00000005636c61696d" + "0000000131" +
		"000000026964" + "00000003632d31" + "00000008696e766573746f72" + "000000027573" +
		"00000007636f6d70616e79" + "000000047468656d" + "00000003636170" + "0000000d343030303030303030302e3130" +
		"0000000863757272656e6379" + "00000003555344" + "0000000765787069726573" + "0000000a323032342d30332d3331"
	if got := hex.EncodeToString(ledger.Canonical(entries[1], entries[0].Hash)); got != second {
		t.Errorf("the second entry's bytes are\n%s, want\n%s", got, second)
	}
}

func TestTheChainIsThatOfTheVector(t *testing.T) {
	entries := vector(t)
	var previous ledger.Hash
	for _, e := range entries {
		if got := ledger.Chain(e, previous); got != e.Hash {
			t.Errorf("the hash of entry %d is %s, want %s", e.Seq, got, e.Hash)
		}
		previous = e.Hash
	}
	if err := ledger.VerifyChain(entries); err != nil {
		t.Error(err)
	}
}

func TestEveryChangeOfAnEntryChangesItsHash(t *testing.T) {
	changes := map[string]func(e *ledger.Entry){
		"seq":       func(e *ledger.Entry) { e.Seq = 3 },
		"recorded":  func(e *ledger.Entry) { e.Recorded = e.Recorded.Add(time.Microsecond) },
		"author":    func(e *ledger.Entry) { e.Author = "bob" },
		"kind":      func(e *ledger.Entry) { e.Payload = ledger.Memo{About: "c-1", Text: "x"} },
		"date":      func(e *ledger.Entry) { e.Date = e.Date.AddDays(1) },
		"source":    func(e *ledger.Entry) { e.Source += "x" },
		"note":      func(e *ledger.Entry) { e.Note = "" },
		"qualifier": func(e *ledger.Entry) { e.Qualifier = ledger.AtLeast },
		"dated":     func(e *ledger.Entry) { e.Dated = "" },
		"standing":  func(e *ledger.Entry) { e.Standing, e.Disputes = "", 0 },
		"disputes":  func(e *ledger.Entry) { e.Disputes = 0 },
		"a field": func(e *ledger.Entry) {
			p := e.Payload.(ledger.Commitment)
			p.Program = "p"
			e.Payload = p
		},
		// A piece that moves from one place to the next: without lengths the bytes would be the same.
		"a border": func(e *ledger.Entry) { e.Source, e.Note = e.Source+"Ü", "nited\n" },
	}
	for name, change := range changes {
		entries := vector(t)
		change(&entries[1])
		if ledger.Chain(entries[1], entries[0].Hash) == entries[1].Hash {
			t.Errorf("%s changes and the hash does not", name)
		}
		if err := ledger.VerifyChain(entries); err == nil {
			t.Errorf("%s changes and the chain verifies", name)
		}
	}
}

func TestTheChainNamesTheFirstBadEntry(t *testing.T) {
	tests := map[string]struct {
		change func(entries []ledger.Entry) []ledger.Entry
		want   string
	}{
		"cut off": {func(e []ledger.Entry) []ledger.Entry { return e[1:] },
			"entry 2 stands where entry 1 belongs: the journal was changed"},
		"swapped": {func(e []ledger.Entry) []ledger.Entry { return []ledger.Entry{e[1], e[0]} },
			"entry 2 stands where entry 1 belongs: the journal was changed"},
		"changed": {func(e []ledger.Entry) []ledger.Entry { e[0].Note = "x"; return e },
			"entry 1 does not match its hash: it, or an entry before it, was changed"},
	}
	for name, test := range tests {
		err := ledger.VerifyChain(test.change(vector(t)))
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: the error is %v, want %q", name, err, test.want)
		}
	}
}

func TestAHashIsReadBackFromItsText(t *testing.T) {
	hash := vector(t)[0].Hash
	got, err := ledger.ParseHash(hash.String())
	if err != nil || got != hash {
		t.Errorf("it is read as %v (%v)", got, err)
	}
	for _, text := range []string{"", "00", strings.Repeat("0", 63), strings.Repeat("0", 66), strings.Repeat("g", 64)} {
		if _, err := ledger.ParseHash(text); err == nil {
			t.Errorf("%q is read as a hash", text)
		}
	}
}
