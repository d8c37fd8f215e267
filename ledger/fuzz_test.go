package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
)

// FuzzParseEntry reads entries of lines name=text. What is taken is taken again as it was written, and hashes the same. A
// parser takes and refuses the same.
func FuzzParseEntry(f *testing.F) {
	for _, seed := range []string{
		"kind=party\nid=a\nname=A", "kind=funding\ncommitment=c\namount=1.50\ndate=2024-03-27\nnote=x",
		"kind=reversal\nentry=7\nreason=typo\ndate=2024-03-27\nseq=8\nrecorded=2026-05-01T10:00:00.000001Z",
		"kind=party\nid=a\nid=b", "kind=gift", "id=a", "", "kind=funding\ndisputes=0",
		"kind=funding\ndisputes=99999999999999999999",
		"kind=limit\nid=l\nmeasure=ownership\nscope=each:company\nmax_percent=100/3\ndate=2024-03-27",
		"kind=party\nid=a\nname=\x00", "kind=party\nid=a\nname=\xff", "kind=party\nrecorded=yesterday",
	} {
		f.Add(seed)
	}
	var parser ledger.Parser
	f.Fuzz(func(t *testing.T, text string) {
		var pairs []ledger.Pair
		for line := range strings.SplitSeq(text, "\n") {
			name, value, _ := strings.Cut(line, "=")
			pairs = append(pairs, ledger.Pair{Name: name, Text: value})
		}
		entry, err := ledger.ParseEntry(pairs)
		parsed, parserErr := parser.ParseEntry(pairs)
		if fmt.Sprint(parserErr) != fmt.Sprint(err) {
			t.Fatalf("%q is refused with %v, by a parser with %v", text, err, parserErr)
		}
		if err != nil {
			return
		}
		if diff := cmp.Diff(entry.Flat(), parsed.Flat()); diff != "" {
			t.Fatal(diff)
		}
		again, err := ledger.ParseEntry(entry.Flat())
		if err != nil {
			t.Fatalf("%q is written as what is refused: %v", text, err)
		}
		if diff := cmp.Diff(entry.Flat(), again.Flat()); diff != "" {
			t.Fatal(diff)
		}
		if ledger.Chain(entry, ledger.Hash{1}) != ledger.Chain(again, ledger.Hash{1}) {
			t.Fatalf("%q hashes otherwise when it is read again", text)
		}
	})
}

// FuzzParseScope: what is taken is written as it was typed.
func FuzzParseScope(f *testing.F) {
	for _, seed := range []string{"*", "", "company=a", "company=a;tag=b", "each:company", "each:company;tag=x",
		"each:company;each:tag", ";", "company=", "=a", "company=a;", "company=a=b", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		scope, err := ledger.ParseScope(text)
		if err == nil && scope.String() != text {
			t.Fatalf("%q is written %q", text, scope)
		}
	})
}

// FuzzParseHash: a hash has one text, in small letters; one in capitals is the same hash.
func FuzzParseHash(f *testing.F) {
	for _, seed := range []string{strings.Repeat("0", 64), strings.Repeat("aF", 32), "", "0", strings.Repeat("g", 64),
		strings.Repeat("0", 66)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hash, err := ledger.ParseHash(text)
		if err == nil && hash.String() != strings.ToLower(text) {
			t.Fatalf("%q is written %q", text, hash)
		}
	})
}

// FuzzParseSeq: the number of an entry has one text.
func FuzzParseSeq(f *testing.F) {
	for _, seed := range []string{"1", "0", "-1", "007", "+1", "9223372036854775807", "9223372036854775808", "1e3", "",
		" 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		seq, err := ledger.ParseSeq(text)
		if err == nil && seq.String() != text {
			t.Fatalf("%q is written %q", text, seq)
		}
	})
}
