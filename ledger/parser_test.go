package ledger_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

// One parser makes of one list of pairs after the other what the function makes of each, be they right or wrong.
func TestAParserReadsAsTheFunctionDoes(t *testing.T) {
	var parser ledger.Parser
	rapid.Check(t, func(t *rapid.T) {
		pairs := slices.Clone(ledgertest.Pairs(rapid.SampledFrom(ledger.Kinds()).Draw(t, "kind")).Draw(t, "pairs"))
		if rapid.Bool().Draw(t, "with a fault") {
			other := rapid.SampledFrom(pairs).Draw(t, "another pair")
			other.Text = rapid.SampledFrom([]string{other.Text, "", "no such text", "-1", "x\x00", "1e5"}).Draw(t, "text")
			other.Name = rapid.SampledFrom([]string{other.Name, "seq", "amount", "colour"}).Draw(t, "name")
			pairs = slices.Insert(pairs, rapid.IntRange(0, len(pairs)).Draw(t, "place"), other)
		}
		want, wantErr := ledger.ParseEntry(pairs)
		got, gotErr := parser.ParseEntry(pairs)
		if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			t.Fatalf("%v: the error is %v, want %v", pairs, gotErr, wantErr)
		}
		if diff := cmp.Diff(want.Flat(), got.Flat()); diff != "" {
			t.Fatalf("of %v (-function +parser):\n%s", pairs, diff)
		}
	})
}

// An id is given again whatever came in between, or made anew; it is never another one.
func TestAParserKeepsIDsApart(t *testing.T) {
	var parser ledger.Parser
	for i := range 100_000 {
		id := fmt.Sprintf("c-%d", i*7919%75_000)
		entry, err := parser.ParseEntry(flat([]string{"kind=call", "date=2024-03-27", "amount=1", "commitment=" + id}))
		if err != nil {
			t.Fatal(err)
		}
		if got := entry.Payload.(ledger.Call).Commitment; string(got) != id {
			t.Fatalf("%s is read as %s", id, got)
		}
	}
}

func TestAnEntryThatAParserMadeKeepsNothingOfItsLine(t *testing.T) {
	var parser ledger.Parser
	line := parser.Text([]byte("kind=funding date=2024-03-27 commitment=c-1 amount=1.50 security=s-1 units=1 lot=l-1 type=fee " +
		"source=wire note=remark author=ada qualifier=about"))
	entry, err := parser.ParseEntry(flat(strings.Fields(line)))
	if err != nil {
		t.Fatal(err)
	}
	funding := entry.Payload.(ledger.Funding)
	for _, kept := range []string{string(funding.Commitment), string(funding.Security), string(funding.Lot),
		string(funding.Type), entry.Source, entry.Note, entry.Author, string(entry.Qualifier), string(entry.Kind())} {
		if kept == "" || within(kept, line) {
			t.Errorf("%q is in the memory of the line", kept)
		}
	}
	again, err := parser.ParseEntry(flat(strings.Fields(strings.Clone(line))))
	if err != nil {
		t.Fatal(err)
	}
	if id := string(again.Payload.(ledger.Funding).Commitment); !within(id, string(funding.Commitment)) {
		t.Error("an id that came before was made anew")
	}
}

// within says that a text is in the memory of another.
func within(text, memory string) bool {
	at, from := uintptr(unsafe.Pointer(unsafe.StringData(text))), uintptr(unsafe.Pointer(unsafe.StringData(memory)))
	return at >= from && at < from+uintptr(len(memory))
}

func TestTextsInOneRoomStayAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parser ledger.Parser
		var made, want []string
		for i, size := range rapid.SliceOf(rapid.SampledFrom([]int{0, 1, 100, 20_000, 70_000, 200_000})).Draw(t, "sizes") {
			text := strings.Repeat(string(rune('a'+i%26)), size)
			made, want = append(made, parser.Text([]byte(text))), append(want, text)
		}
		if !slices.Equal(made, want) {
			t.Fatal("a text is not what it was made of")
		}
	})
}

// The bytes that are hashed are put together here from the words of their specification.
func TestCanonicalBytesAreThoseOfTheirSpecification(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entry := ledgertest.Entry().Draw(t, "entry")
		entry.Seq = ledger.Seq(rapid.Int64Range(1, 1<<40).Draw(t, "seq"))
		const last = 253402300799999999 // 9999-12-31T23:59:59.999999Z
		entry.Recorded = time.UnixMicro(rapid.Int64Range(-62135596800000000, last).Draw(t, "microseconds"))
		previous := ledger.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "previous"))
		pieces := []string{"stakebook entry 1", string(previous[:]), entry.Seq.String(),
			entry.Recorded.UTC().Format(ledger.RecordedForm), entry.Author, string(entry.Kind()), entry.Date.String(),
			entry.Source, entry.Note, string(entry.Qualifier), string(entry.Dated), string(entry.Standing),
			entry.Disputes.String()}
		for _, field := range entry.Fields() {
			pieces = append(pieces, field.Name, field.Text)
		}
		var want []byte
		for _, piece := range pieces {
			want = append(binary.BigEndian.AppendUint32(want, uint32(len(piece))), piece...)
		}
		if got := ledger.Canonical(entry, previous); string(got) != string(want) {
			t.Fatalf("the bytes are\n%q, want\n%q", got, want)
		}
	})
}

// dressedUp satisfies Payload without being one of the kinds.
type dressedUp struct{ ledger.Party }

func TestWhatOnlyLooksLikeAKindIsNone(t *testing.T) {
	party := ledger.Party{ID: "acme", Name: "Acme"}
	for _, payload := range []ledger.Payload{dressedUp{party}, &party} {
		entry := ledger.Entry{Payload: payload}
		want := fmt.Sprintf("kind: %T is no kind of entry", payload)
		if err := ledger.CheckShape(entry); err == nil || err.Error() != want {
			t.Errorf("its shape is refused with %v, want %s", err, want)
		}
		if _, err := ledger.New().Append(entry); err == nil || err.Error() != want {
			t.Errorf("it is refused with %v, want %s", err, want)
		}
	}
}

// A field is told from the others by one bit of 64: 48 of a kind's own, and those that every entry carries.
func TestNoKindHasMoreFieldsThanAreToldApart(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		if n := len(ledger.Table()[kind].List); n > 48 {
			t.Errorf("%s has %d fields", kind, n)
		}
	}
}
