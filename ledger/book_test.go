package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// refusal is an entry that a book refuses, where, and in which words.
type refusal struct {
	given []string // recorded before it
	line  string
	field string
	want  string
}

// testRefusals offers each entry to a book of the stage and what is given.
func testRefusals(t *testing.T, stage []string, refusals []refusal) {
	t.Helper()
	for _, c := range refusals {
		t.Run(c.line, func(t *testing.T) {
			t.Helper()
			wantRefusal(t, ledgertest.Build(t, append(slices.Clone(stage), c.given...)...), c)
		})
	}
}

func wantRefusal(t *testing.T, book *ledger.Book, c refusal) {
	t.Helper()
	_, err := book.Append(ledgertest.Line(t, c.line))
	if err == nil {
		t.Fatalf("%s was taken, want refusal: %s", c.line, c.want)
	}
	var at interface{ FieldName() string }
	if !errors.As(err, &at) {
		t.Fatalf("%T names no field: %v", err, err)
	}
	if diff := cmp.Diff(c.field+": "+c.want, at.FieldName()+": "+err.Error()); diff != "" {
		t.Errorf("refusal (-want +got):\n%s", diff)
	}
}

// stands writes a commitment's figures at the end of a day.
func stands(t *testing.T, b *ledger.Book, id ledger.CommitmentID, day string) string {
	t.Helper()
	d, ok := b.Drawdown(id, ledgertest.Day(t, day))
	if !ok {
		return "not begun"
	}
	text := fmt.Sprintf("cap %s funded %s recallable %s released %s unfunded %s free %s%s", d.Terms.Cap, number(d.Funded),
		number(d.Recallable), number(d.Released), d.Unfunded(), d.FreeLeft(), calls(d.Free.Calls))
	for i := range d.Tranches {
		p := &d.Tranches[i]
		text += fmt.Sprintf("; %s max %s left %s owed %s%s", p.Terms.ID, p.Terms.Max, p.Left(), d.Owed(p), calls(p.Calls))
	}
	return text
}

func number(d money.Decimal) string { return d.Or(money.Int(0)).String() }

func calls(open []ledger.OpenCall) string {
	var text string
	for _, call := range open {
		text += fmt.Sprintf(" called %s by %s", call.Amount, call.Due)
	}
	return text
}

func wantStand(t *testing.T, b *ledger.Book, id ledger.CommitmentID, day, want string) {
	t.Helper()
	if got := stands(t, b, id, day); got != want {
		t.Errorf("%s on %s\n got %s\nwant %s", id, day, got, want)
	}
}

func TestTheCentralCase(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.CentralCase()...)
	wantStand(t, book, "c", "2023-09-24", "not begun")
	wantStand(t, book, "c", "2024-03-26", "cap 4000000000 funded 1250000000 recallable 0 released 0 unfunded "+
		"2750000000 free 0; "+
		"a max 1250000000 left 0 owed 0; b max 2750000000 left 2750000000 owed 0")
	wantStand(t, book, "c", "2024-03-27", "cap 4000000000 funded 4000000000 recallable 0 released 0 unfunded 0 free 0; "+
		"a max 1250000000 left 0 owed 0; b max 2750000000 left 0 owed 0")
	for _, c := range []refusal{
		{line: "2024-03-27 funding commitment=c tranche=b amount=0.01", field: "amount",
			want: "a funding of USD 0.01 is more than what is left of tranche b (USD 0) by USD 0.01"},
		{line: "2024-03-28 funding commitment=c amount=0.01", field: "amount",
			want: "a funding of USD 0.01 is more than what is unfunded of commitment c (USD 0) by USD 0.01"},
		{line: "2023-10-01 funding commitment=c tranche=b amount=0.01", field: "amount",
			want: "entry 17 on 2024-03-27 would no longer hold: a funding of USD 2,750,000,000 is more than " +
				"what is left of tranche b (USD 2,749,999,999.99) by USD 0.01"},
	} {
		wantRefusal(t, book, c)
	}
	if book.Len() != 17 {
		t.Errorf("the book has %d entries, want 17", book.Len())
	}
}

func TestABookBeginsWithItsNameOnce(t *testing.T) {
	empty := ledger.New()
	wantRefusal(t, empty, refusal{line: "party id=us name=Us", field: "kind",
		want: "the first entry of a book is its name and currency; begin with an entry of kind book"})
	wantRefusal(t, empty, refusal{line: "book name=Mine currency=USD standing=claim", field: "standing",
		want: "the book's own name is booked, not claimed"})
	if name := empty.Name(); name != (ledger.BookName{}) || empty.Head().Seq != 0 || empty.Len() != 0 {
		t.Errorf("an empty book is called %v and has %d entries", name, empty.Len())
	}
	book := ledgertest.Build(t, "book name=Mine currency=USD")
	wantRefusal(t, book, refusal{line: "book name=Yours currency=EUR", field: "kind",
		want: "the book has its name and currency already"})
	if book.Name().Name != "Mine" || book.Currency().String() != "USD" {
		t.Errorf("the book is called %v", book.Name())
	}
}

func TestIDsAreOneNamespaceAndExistOnTheirDate(t *testing.T) {
	stage := ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD",
		"2024-01-01 tranche id=b commitment=c max=40",
		"2024-01-05 funding commitment=c amount=1 security=acme-note",
		"2024-01-05 issuance lot=lot-1 holder=us security=acme-common units=10",
		"2024-01-05 round id=seed company=acme currency=USD",
		"2024-01-05 limit id=max-acme measure=exposure scope=company=acme max=1000",
		"2024-01-05 undertaking id=gpus from=acme to=us type=compute",
		`2024-01-05 document id=sheet name=a.pdf sha256=`+strings.Repeat("0", 64),
		"2024-01-05 assignment commitment=c amount=10 to=them new_commitment=theirs",
	)
	testRefusals(t, stage, []refusal{
		{line: "party id=us name=Again", field: "id", want: "us is taken: it names a party (entry 2); choose another id"},
		{line: "party id=b name=B", field: "id", want: "b is taken: it names a tranche (entry 13); choose another id"},
		{line: "party id=gpus name=G", field: "id",
			want: "gpus is taken: it names an undertaking (entry 18); choose another id"},
		{line: "party id=theirs name=T", field: "id",
			want: "theirs is taken: it names a commitment (entry 20); choose another id"},
		{line: "party id=lot-1 name=T", field: "id", want: "lot-1 is taken: it names a lot (entry 15); choose another id"},
		{line: "2024-01-05 funding commitment=c amount=1 security=acme-note", field: "lot",
			want: "lot c/2024-01-05 exists already (entry 14); give this lot an id of its own"},
		{given: []string{"2024-01-05 commitment id=" + strings.Repeat("c", 70) +
			" investor=us company=acme cap=9 currency=USD"},
			line:  "2024-01-06 funding commitment=" + strings.Repeat("c", 70) + " amount=1 security=acme-note",
			field: "lot", want: "the lot would be called " + strings.Repeat("c", 70) + "/2024-01-06, longer than " +
				"the 80 characters of an id; give this lot an id of its own"},
		{line: "2024-01-06 funding commitment=c amount=1 security=acme-note lot=lot-1", field: "lot",
			want: "lot-1 is taken: it names a lot (entry 15); choose another id"},
		{line: "2024-01-06 transfer lot=lot-1 to=them units=5 new_lot=lot-1 balance_lot=lot-3", field: "new_lot",
			want: "lot-1 is taken: it names a lot (entry 15); choose another id"},
		{line: "2024-01-06 transfer lot=lot-1 to=them units=5 new_lot=lot-2 balance_lot=lot-2", field: "balance_lot",
			want: "lot-2 is given twice"},

		{line: "2024-01-06 call commitment=d amount=1", field: "commitment",
			want: "d does not exist; record it first, or choose one that exists"},
		{line: "2023-12-31 call commitment=c amount=1", field: "commitment",
			want: "c does not exist on 2023-12-31: it begins on 2024-01-01 (entry 12)"},
		{line: "2024-01-04 retirement lot=lot-1 reason=cancelled", field: "lot",
			want: "lot-1 does not exist on 2024-01-04: it begins on 2024-01-05 (entry 15)"},
		{line: "2024-01-04 memo about=sheet text=early", field: "about",
			want: "sheet does not exist on 2024-01-04: it begins on 2024-01-05 (entry 19)"},
		{line: "2024-01-06 call commitment=us amount=1", field: "commitment", want: "us is a party, not a commitment"},
		{line: "2024-01-06 call commitment=c tranche=gpus amount=1", field: "tranche",
			want: "gpus is an undertaking, not a tranche"},
		{line: "2024-01-06 retirement lot=theirs reason=cancelled", field: "lot", want: "theirs is a commitment, not a lot"},
		{line: "2024-01-06 delivery undertaking=lot-1 amount=1", field: "undertaking",
			want: "lot-1 is a lot, not an undertaking"},
		{line: "2024-01-06 amendment about=us name=X", field: "about",
			want: "us is a party, not a commitment, tranche, undertaking or limit"},
		{line: "2024-01-06 ownership holder=us company=acme percent=5 excludes=lot-1;lot-9", field: "excludes",
			want: "lot-9 does not exist; record it first, or choose one that exists"},
		{line: "2024-01-06 limit id=x measure=exposure scope=company=nobody max=1", field: "scope",
			want: "nobody does not exist; record it first, or choose one that exists"},
		{line: "2024-01-06 limit id=x measure=exposure scope=sector=chips;investor=acme-note max_percent=1 of=*",
			field: "scope",
			want:  "acme-note is a security, not a party"},
		{line: "2024-01-06 limit id=x measure=exposure scope=* max_percent=1 of=company=nobody", field: "of",
			want: "nobody does not exist; record it first, or choose one that exists"},
		{line: "security id=s company=c name=S class=common", field: "company", want: "c is a commitment, not a party"},
		{line: "security id=s company=acme name=S class=note converts_to=s", field: "converts_to",
			want: "s does not exist; record it first, or choose one that exists"},
	})
}

func TestAPartyWithoutADateHoldsFromTheBeginning(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-02-01 party id=late name=Late",
		"1990-01-01 commitment id=old investor=us company=acme cap=1 currency=USD")...)
	wantRefusal(t, book, refusal{line: "2024-01-31 commitment id=c investor=late company=acme cap=1 currency=USD",
		field: "investor",
		want:  "late does not exist on 2024-01-31: it begins on 2024-02-01 (entry 12)"})
	ledgertest.Extend(t, book, "2024-02-01 commitment id=c investor=late company=acme cap=1 currency=USD")
	if got := book.Commitments(); !slices.Equal(got, []ledger.CommitmentID{"old", "c"}) {
		t.Errorf("commitments %v", got)
	}
}

func TestWhatAnEntryNamesFitsTogether(t *testing.T) {
	stage := ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD",
		"2024-01-01 commitment id=z investor=us company=zeta cap=100 currency=USD",
		"2024-01-01 tranche id=b commitment=c max=40",
		"2024-01-01 tranche id=zb commitment=z max=40",
		"2024-01-01 round id=acme-a company=acme currency=USD",
		"2024-01-01 round id=zeta-a company=zeta currency=EUR",
		"2024-01-01 issuance lot=l holder=us security=acme-note units=10",
		"2024-01-01 issuance lot=lz holder=us security=zeta-pref units=10",
	)
	testRefusals(t, stage, []refusal{
		{line: "2024-01-02 commitment id=d investor=acme company=acme cap=1 currency=USD", field: "company",
			want: "acme cannot commit money to itself"},
		{line: "2024-01-02 commitment id=d investor=us company=acme cap=1 currency=USD security=zeta-pref", field: "security",
			want: "zeta-pref is a security of zeta, not of acme"},
		{line: "security id=s company=zeta name=S class=note converts_to=acme-pref", field: "converts_to",
			want: "acme-pref is a security of acme, not of zeta"},
		{line: "2024-01-02 funding commitment=z amount=1 security=acme-note", field: "security",
			want: "acme-note is a security of acme, not of zeta"},
		{line: "2024-01-02 funding commitment=z amount=1 round=acme-a", field: "round",
			want: "acme-a is a round of acme, not of zeta"},
		{line: "2024-01-02 funding commitment=c amount=1000.5 security=acme-note units=1000", field: "units",
			want: "acme-note is a note or SAFE: its units are the principal, 1,000.5, not 1,000; leave them out"},
		{line: "2024-01-02 funding commitment=c amount=1000 reporting_amount=1000.01", field: "reporting_amount",
			want: "USD 1,000.01 is not the amount, USD 1,000, which is in the book's currency already; leave it out"},
		{line: "2024-01-02 issuance lot=l2 holder=us security=acme-pref units=1 round=zeta-a", field: "round",
			want: "zeta-a is a round of zeta, not of acme"},
		{line: "2024-01-02 round id=r company=acme currency=EUR extends=zeta-a", field: "extends",
			want: "zeta-a is a round of zeta, not of acme"},
		{line: "2024-01-02 round id=r company=acme currency=EUR extends=acme-a", field: "currency",
			want: "r is in EUR, the round that it extends in USD"},
		{line: "2024-01-02 conversion lot=l into=zeta-pref new_lot=n units=1", field: "into",
			want: "zeta-pref is a security of zeta, not of acme"},
		{line: "2024-01-02 mark company=acme value=1 currency=USD holder=us security=zeta-pref", field: "security",
			want: "zeta-pref is a security of zeta, not of acme"},
		{line: "2024-01-02 ownership holder=us company=acme percent=1 excludes=lz", field: "excludes",
			want: "us holds no lot lz in acme"},
		{line: "2024-01-02 ownership holder=them company=acme percent=1 excludes=l", field: "excludes",
			want: "them holds no lot l in acme"},
		{line: "2024-01-02 call commitment=c tranche=zb amount=1", field: "tranche",
			want: "tranche zb is not part of commitment c"},
		{line: "2024-01-02 funding commitment=c tranche=zb amount=1", field: "tranche",
			want: "tranche zb is not part of commitment c"},
		{line: "2024-01-02 release commitment=c tranche=zb reason=waived", field: "tranche",
			want: "tranche zb is not part of commitment c"},
		{line: "2024-01-02 assignment commitment=c tranche=zb amount=1 to=them new_commitment=d", field: "tranche",
			want: "tranche zb is not part of commitment c"},
	})
}

func TestClaimsAreKeptAndHeldToNoRule(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD",
		"2024-01-02 funding commitment=c amount=100",
		"2024-01-02 funding commitment=c amount=120 standing=claim disputes=13",
		"2024-01-02 funding commitment=nowhere amount=5 standing=claim disputes=13",
		"2024-01-02 commitment id=c investor=us company=us cap=7 currency=EUR standing=claim",
		"2024-01-02 commitment id=d investor=us company=acme cap=7 currency=EUR standing=claim",
		"2024-01-03 reversal entry=13 reason=wrong standing=claim",
	)...)
	wantStand(t, book, "c", "2024-01-03", "cap 100 funded 100 recallable 0 released 0 unfunded 0 free 0")
	wantStand(t, book, "d", "2024-01-03", "not begun")
	if claims := book.Claims(13); len(claims) != 2 || claims[0].Seq != 14 || claims[1].Seq != 15 {
		t.Errorf("claims against entry 13: %v", claims)
	}
	wantRefusal(t, book, refusal{line: "2024-01-02 funding commitment=c amount=1 standing=claim disputes=19",
		field: "disputes",
		want:  "entry 19 does not exist: a claim disputes an earlier entry"})
	wantRefusal(t, book, refusal{line: "2024-01-02 call commitment=d amount=1", field: "commitment",
		want: "d does not exist; record it first, or choose one that exists"})

	ledgertest.Extend(t, book, "2024-01-03 reversal entry=14 reason=mistaken")
	if claims := book.Claims(13); len(claims) != 1 || claims[0].Seq != 15 || book.Live(14) {
		t.Errorf("claims against entry 13 after one was reversed: %v", claims)
	}
	ledgertest.Extend(t, book, "2024-01-03 reversal entry=19 reason=right")
	if claims := book.Claims(13); len(claims) != 2 {
		t.Errorf("claims against entry 13 after it came back: %v", claims)
	}
}

func TestAnEntryMustBeInItsForm(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage(
		"2024-01-01 commitment id=c investor=us company=acme cap=100 currency=USD")...)
	day := ledgertest.Day(t, "2024-01-02")
	third, _ := money.Whole(1).Div(money.Whole(3))
	for _, c := range []struct {
		name  string
		entry ledger.Entry
		want  string
	}{
		{"no payload", ledger.Entry{Date: day}, "kind: is missing: what kind of entry is it?"},
		{"a pointer", ledger.Entry{Date: day, Payload: &ledger.Funding{}}, "kind: *ledger.Funding is no kind of entry"},
		{"a negative amount", ledger.Entry{Date: day, Payload: ledger.Funding{Commitment: "c", Amount: money.Int(-5)}},
			"amount: -5 is not more than 0"},
		{"too many places", ledger.Entry{Date: day, Payload: ledger.Funding{Commitment: "c", Amount: third.Round(13)}},
			`amount: "0.3333333333333" has 13 digits after the point, at most 12 are kept: ` + money.ErrNumber.Error()},
		{"no such word", ledger.Entry{Date: day, Payload: ledger.Release{Commitment: "c", Reason: "bored"}},
			`reason: "bored" is none of lapsed, withdrawn, waived, condition-failed`},
		{"no id", ledger.Entry{Date: day, Payload: ledger.Funding{Commitment: "a b", Amount: money.Int(5)}},
			`commitment: "a b": ` + ledger.ErrID.Error()},
		{"a control character", ledger.Entry{Date: day, Note: "a\x00b", Payload: ledger.Memo{About: "c", Text: "x"}},
			"note: the text holds the control character U+0000"},
		{"no such qualifier", ledger.Entry{Date: day, Qualifier: "roughly", Payload: ledger.Memo{About: "c", Text: "x"}},
			`qualifier: "roughly" is none of about, at-least, at-most`},
		{"a negative number of an entry", ledger.Entry{Date: day, Standing: ledger.Claim, Disputes: -1,
			Payload: ledger.Memo{About: "c", Text: "x"}}, "disputes: is less than 1: entries are numbered 1, 2, 3 and so on"},
	} {
		_, err := book.Append(c.entry)
		var wrong *ledger.FieldError
		if !errors.As(err, &wrong) || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestAnEntryIsKeptAsItIsWritten(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage()...)
	zone := time.FixedZone("far", 5*60*60)
	taken, err := book.Append(ledger.Entry{Date: ledgertest.Day(t, "2024-01-02"), Author: "ada",
		Recorded: time.Date(2026, 1, 2, 3, 4, 5, 6789, zone), Dated: ledger.On, Standing: ledger.Booked,
		Payload: ledger.Memo{About: "us", Text: "said twice"}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := ledger.ParseEntry(taken.Flat())
	if err != nil {
		t.Fatal(err)
	}
	if again != taken {
		t.Errorf("read again it is\n%+v\nwant\n%+v", again, taken)
	}
	if at := taken.Recorded.Format(time.RFC3339Nano); at != "2026-01-01T22:04:05.000006Z" {
		t.Errorf("recorded %s", at)
	}
}

func TestAJournalIsRestoredWithItsSeqsAndHashes(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.CentralCase()...)
	entries := slices.Collect(book.Journal())
	samePicture(t, "the restored book differs", fold(t, entries), book)

	head := entries[len(entries)-1]
	restored := fold(t, entries[:len(entries)-1])
	changed := head
	changed.Note = "changed"
	out := head
	out.Seq = 20
	for _, c := range []struct {
		entry       ledger.Entry
		field, want string
	}{
		{changed, "hash", "entry 17 does not match its hash: it, or an entry before it, was changed"},
		{out, "seq", "entry 20 stands where entry 17 belongs"},
	} {
		_, err := restored.Append(c.entry)
		var no *ledger.Refusal
		if !errors.As(err, &no) || no.Field != c.field || no.Problem != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
		if tried := restored.Try(c.entry); tried == nil || tried.Error() != err.Error() {
			t.Errorf("Try says %v", tried)
		}
	}
	entries[14] = changed
	_, err := ledger.Fold(sequence(entries))
	if err == nil || err.Error() != "entry 15: entry 17 stands where entry 15 belongs" {
		t.Errorf("folding a changed journal: %v", err)
	}
	broken := errors.New("the disk is gone")
	unreadable := func(yield func(ledger.Entry, error) bool) { yield(ledger.Entry{}, broken) }
	if _, err := ledger.Fold(unreadable); !errors.Is(err, broken) {
		t.Errorf("folding a journal that cannot be read: %v", err)
	}
}

func TestAsKnownRefusesWhatTheBookHasNot(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.CentralCase()...)
	for _, seq := range []ledger.Seq{-1, 0, 18} {
		want := fmt.Sprintf("the book has entries 1 to 17; there is no entry %d", seq)
		if _, err := book.AsKnown(seq); err == nil || err.Error() != want {
			t.Errorf("AsKnown(%d): %v, want %s", seq, err, want)
		}
	}
	known, err := book.AsKnown(15)
	if err != nil {
		t.Fatal(err)
	}
	wantStand(t, known, "c", "2024-03-27", "cap 4000000000 funded 1250000000 recallable 0 released 0 unfunded "+
		"2750000000 free 0; "+
		"a max 1250000000 left 0 owed 0; b max 2750000000 left 2750000000 owed 0")
}

func TestAViewOfTheBook(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.CentralCase()...)
	first, last := book.Span()
	if first.String() != "2000-01-01" || last.String() != "2024-03-27" {
		t.Errorf("the book spans %s to %s", first, last)
	}
	if !book.HasOwn() || book.PartyName("us") != "Our fund" || book.PartyName("nobody") != "nobody" {
		t.Errorf("own %t, us is %s", book.HasOwn(), book.PartyName("us"))
	}
	if _, ok := book.Entry(18); ok {
		t.Error("there is an entry 18")
	}
	if e, ok := book.Entry(12); !ok || e.Kind() != ledger.KindCommitment {
		t.Errorf("entry 12 is %v", e)
	}
	if _, ok := book.Party("acme-note"); ok {
		t.Error("a security is a party")
	}
	if s, ok := book.Security("acme-note"); !ok || s.Class != ledger.Note {
		t.Errorf("acme-note is %v", s)
	}
	if strangers := ledgertest.Build(t, "book name=Mine currency=USD", "party id=x name=X"); strangers.HasOwn() {
		t.Error("a book that marks no one as its own has one")
	}
	var seqs []ledger.Seq
	for e := range book.Events("c", ledgertest.Day(t, "2024-03-26")) {
		seqs = append(seqs, e.Seq)
	}
	for e := range book.Events("c", last) {
		seqs = append(seqs, e.Seq)
		if e.Seq == 13 {
			break
		}
	}
	for e := range book.Walk("c") {
		seqs = append(seqs, e.Seq)
		if e.Seq == 13 {
			break
		}
	}
	if !slices.Equal(seqs, []ledger.Seq{12, 13, 14, 15, 12, 13, 12, 13}) {
		t.Errorf("the entries of c are %v", seqs)
	}
	funding, _ := book.Entry(15)
	if company, ok := book.CompanyOf(funding); !ok || company != "acme" {
		t.Errorf("a funding moves the lots of %q", company)
	}
	decision, _ := book.Entry(16)
	if ids := book.CommitmentsOf(decision); !slices.Equal(ids, []ledger.CommitmentID{"c"}) {
		t.Errorf("a decision changes %v", ids)
	}
	for _, id := range []ledger.CommitmentID{"nothing", "us"} {
		for range book.Events(id, last) {
			t.Errorf("%s has entries", id)
		}
		if _, ok := book.Drawdown(id, last); ok {
			t.Errorf("%s is a commitment", id)
		}
		for range book.Walk(id) {
			t.Errorf("%s can be walked", id)
		}
	}
}
