package desk_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/figures"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

func source(name string, lines ...string) desk.Source {
	return desk.Source{Name: name, Read: strings.NewReader(strings.Join(lines, "\n") + "\n")}
}

func TestAnImportIsOneActAndTheSecondTimeAddsNothing(t *testing.T) {
	d := caseBook(t)
	before := states(t, d)
	memos := func() desk.Source {
		return source("memos.csv", "date,about,text", "2024-04-01,c,one", "2024-04-01,c,twice", "2024-04-01,c,twice")
	}
	done, err := d.Import(memos(), source("more.jsonl",
		`{"kind":"distribution","date":"2024-04-01","commitment":"c","amount":"7","recallable":"7"}`))
	if want := (desk.Imported{Added: 4}); err != nil || done != want {
		t.Fatalf("the import: %+v, %v", done, err)
	}
	if d.CanUndo() != "import of 4 entries" {
		t.Errorf("undo %q", d.CanUndo())
	}
	after := state(t, d, d.Path())
	done, err = d.Import(memos())
	if want := (desk.Imported{Known: 3}); err != nil || done != want {
		t.Errorf("the second time: %+v, %v", done, err)
	}
	if diff := cmp.Diff(after, state(t, d, d.Path())); diff != "" {
		t.Errorf("the second time left a trace:\n%s", diff)
	}
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, states(t, d)); diff != "" {
		t.Errorf("after the undo:\n%s", diff)
	}
	done, err = d.Import(memos())
	if want := (desk.Imported{Added: 3}); err != nil || done != want {
		t.Errorf("what was undone, imported again: %+v, %v", done, err)
	}
}

func TestARefusedImportNamesThePlaceAndLeavesNoTrace(t *testing.T) {
	for _, test := range []struct {
		name    string
		sources []desk.Source
		want    string
	}{
		{"a rule of the book, at its field", []desk.Source{source("paid.csv", "date,kind,commitment,tranche,amount",
			"2024-04-01,distribution,c,,5", "2024-03-27,funding,c,b,0.01")}, "paid.csv:3:24: a funding of USD 0.01 "},
		{"a rule that a second file breaks", []desk.Source{
			source("memos.csv", "date,about,text", "2024-04-01,c,fits"),
			source("paid.jsonl", `{"kind":"funding","date":"2024-03-27","commitment":"c","tranche":"b","amount":"0.01"}`)},
			"paid.jsonl:1:79: a funding of USD 0.01 "},
		{"an id that does not exist", []desk.Source{source("memos.csv", "date,about,text", "2024-04-01,nobody,x")},
			"memos.csv:2:12: nobody does not exist"},
		{"a field that is not given, at its line", []desk.Source{source("memos.csv", "date,about,text", "2024-04-01,c,")},
			"memos.csv:2:14: text: is missing"},
		{"a value that is none", []desk.Source{source("fundings.csv", "date,commitment,amount", "2024-04-01,c,1e6")},
			`fundings.csv:2:14: amount: `},
		{"an unknown column", []desk.Source{source("fundings.csv", "date,commitment,amount,colour", "2024-04-01,c,1,red")},
			`fundings.csv:1:24: "colour" is no field of the kind funding`},
		{"a second name", []desk.Source{source("a.jsonl", `{"kind":"book","name":"Another","currency":"EUR"}`)},
			"a.jsonl:1:9: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := caseBook(t)
			record(t, d, `2024-04-01 memo about=c text="to be undone"`)
			before := state(t, d, d.Path())
			_, err := d.Import(test.sources...)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %v\nwant %s…", err, test.want)
			}
			var placed *interchange.Error
			if !errors.As(err, &placed) {
				t.Errorf("%v has no place", err)
			}
			if diff := cmp.Diff(before, state(t, d, d.Path())); diff != "" {
				t.Errorf("a trace was left:\n%s", diff)
			}
		})
	}
}

func TestTheFirstTwentyProblemsAreToldAndThatThereIsMore(t *testing.T) {
	bad := func(n int) []string {
		return append([]string{"date,about,text"}, slices.Repeat([]string{"2024-13-01,c,x"}, n)...)
	}
	d := caseBook(t)
	for _, test := range []struct{ problems, lines int }{{1, 1}, {20, 20}, {21, 21}, {500, 21}} {
		_, err := d.Import(source("memos.csv", bad(test.problems)...))
		if err == nil {
			t.Fatal("it was taken")
		}
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != test.lines || !strings.HasPrefix(lines[0], "memos.csv:2:1: date: ") {
			t.Errorf("%d problems are told as\n%v", test.problems, err)
		}
		last := lines[len(lines)-1]
		more := last == "memos.csv: there is more; these are the first 20 problems"
		if more != (test.problems > 20) {
			t.Errorf("%d problems end with %s", test.problems, last)
		}
	}
}

func TestAPreviewAddsNothingAndIsTrueToABookThatWentOn(t *testing.T) {
	d := caseBook(t)
	file := []string{
		`{"seq":"1","kind":"memo","date":"2024-04-01","about":"c","text":"known by then"}`,
		`{"seq":"2","kind":"funding","date":"2024-04-01","commitment":"c","amount":"3","outside":"yes"}`,
		`{"seq":"3","kind":"funding","date":"2024-04-01","commitment":"c","amount":"4","standing":"claim","disputes":"2"}`,
	}
	before := state(t, d, d.Path())
	preview, err := d.Plan(source("a.jsonl", file...))
	if err != nil || len(preview.Entries) != 3 || preview.Known != 0 {
		t.Fatalf("the preview: %+v, %v", preview, err)
	}
	if diff := cmp.Diff(before, state(t, d, d.Path())); diff != "" {
		t.Errorf("the preview left a trace:\n%s", diff)
	}
	record(t, d, `2024-03-30 memo about=c text="another"`, `2024-04-01 memo about=c text="known by then"`)
	done, err := d.Accept(preview)
	if want := (desk.Imported{Added: 2, Known: 1}); err != nil || done != want {
		t.Fatalf("accepted: %+v, %v", done, err)
	}
	entries := journal(t, d)
	paid, claim := entries[len(entries)-2], entries[len(entries)-1]
	if paid.Text("amount") != "3" || claim.Disputes != paid.Seq {
		t.Errorf("the claim disputes entry %d, the payment is entry %d", claim.Disputes, paid.Seq)
	}
}

func TestAnImportMakesTheBookWhereItBeginsWithOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.stakebook")
	done, err := desk.ImportInto(path, options("ada"), source("a.jsonl",
		`{"kind":"book","name":"Ours","currency":"USD"}`, `{"kind":"party","id":"us","name":"Us","own":"yes"}`))
	if want := (desk.Imported{Added: 2}); err != nil || done != want {
		t.Fatalf("the import: %+v, %v", done, err)
	}
	entries := onDisk(t, path)
	if len(entries) != 2 || entries[0].Author != "ada" || entries[1].Text("id") != "us" {
		t.Errorf("the book has %+v", entries)
	}
	done, err = desk.ImportInto(path, options("ada"), source("b.jsonl", `{"kind":"party","id":"them","name":"Them"}`))
	if want := (desk.Imported{Added: 1}); err != nil || done != want {
		t.Errorf("the second import: %+v, %v", done, err)
	}
	open(t, path, bookfile.Write)
}

func TestAnImportThatFailsLeavesNoFileBehind(t *testing.T) {
	entries := ledgertest.Booked(parse(t, ledgertest.CentralCase()...))
	whole := strings.Split(strings.TrimSuffix(printed(t, entries), "\n"), "\n")
	changed := slices.Clone(whole)
	changed[13] = strings.Replace(changed[13], "2750000000", "2750000001", 1)
	for _, test := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"nothing in it", nil, "PATH: there is no book yet; make one first, or begin with an entry of kind book"},
		{"no book first", []string{`{"kind":"party","id":"us","name":"Us"}`},
			"PATH: there is no book yet; make one first, or begin with an entry of kind book"},
		{"a rule is broken later on", []string{`{"kind":"book","name":"Ours","currency":"USD"}`,
			`{"kind":"memo","date":"2024-04-01","about":"nobody","text":"x"}`}, "a.jsonl:2:44: nobody does not exist"},
		{"a journal that was changed", changed, "a.jsonl:14:"},
		{"a line that is none", []string{`{"kind":"book","name":"Ours","currency":"USD"}`, `{"kind":`}, "a.jsonl:2:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "new.stakebook")
			_, err := desk.ImportInto(path, options("ada"), source("a.jsonl", test.lines...))
			want := strings.Replace(test.want, "PATH", path, 1)
			if err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("got  %v\nwant %s…", err, want)
			}
			mustNotExist(t, path)
		})
	}
}

func TestAJournalMakesAnEqualBook(t *testing.T) {
	folder := t.TempDir()
	d := newBook(t, filepath.Join(folder, "a.stakebook"), ledgertest.CentralCase()...)
	closeAtEnd(t, d)
	record(t, d, `2024-04-01 memo about=c text="=1+1, 'quoted' and \"so\""`)
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	entries := journal(t, d)
	path := filepath.Join(folder, "b.stakebook")
	done, err := desk.ImportInto(path, options("bo"), source("-", strings.TrimSuffix(printed(t, entries), "\n")))
	if want := (desk.Imported{Added: len(entries), Restored: true}); err != nil || done != want {
		t.Fatalf("the import: %+v, %v", done, err)
	}
	if diff := differ(t, entries, onDisk(t, path)); diff != "" {
		t.Errorf("the books differ:\n%s", diff)
	}
}

func TestAJournalIsNumberedAnewInABookWithEntriesOfItsOwn(t *testing.T) {
	entries := ledgertest.Booked(parse(t, append(ledgertest.CentralCase(),
		`2024-04-01 memo about=c text="reversed in the journal"`, `2024-04-01 reversal entry=18 reason=wrong`,
		`2024-03-27 funding commitment=c amount=5 standing=claim disputes=17`)...))
	path := filepath.Join(t.TempDir(), "b.stakebook")
	d := newBook(t, path, `book name="Test book" currency=USD`, `party id=other name="Other"`)
	closeAtEnd(t, d)
	done, err := d.Import(source("a.jsonl", strings.TrimSuffix(printed(t, entries), "\n")))
	if want := (desk.Imported{Added: 19, Known: 1}); err != nil || done != want {
		t.Fatalf("the import: %+v, %v", done, err)
	}
	got := journal(t, d)
	claim, reversal := got[len(got)-1], got[len(got)-2]
	if len(got) != 21 || reversal.Text("entry") != "19" || claim.Disputes != 18 || claim.Author != "ada" {
		t.Errorf("of %d entries the last two are %+v and %+v", len(got), reversal, claim)
	}
	for i, e := range got {
		if int(e.Seq) != i+1 {
			t.Errorf("entry %d is numbered %d", i+1, e.Seq)
		}
	}
}

func TestFilesThatCannotBeReadAreNamed(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "b.stakebook")
	for _, test := range []struct{ name, file, want string }{
		{"missing", filepath.Join(folder, "no.csv"), "PATH: there is no such file"},
		{"a folder", folder, "PATH: it is a folder; name the files in it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := desk.ImportFiles(path, options("ada"), nil, test.file)
			if want := strings.Replace(test.want, "PATH", test.file, 1); err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a book was made")
	}
}

func TestStandardInputIsReadForADash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.stakebook")
	file := filepath.Join(t.TempDir(), "parties.csv")
	if err := os.WriteFile(file, []byte("id,name\nus,Us\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := strings.NewReader("kind,name,currency\nbook,Ours,USD\n")
	done, err := desk.ImportFiles(path, options("ada"), in, "-", file)
	if want := (desk.Imported{Added: 2}); err != nil || done != want {
		t.Errorf("the import: %+v, %v", done, err)
	}
}

func TestAnImportSaysWhatItDid(t *testing.T) {
	for done, want := range map[desk.Imported]string{
		{Added: 1}:                 "1 entry added",
		{Added: 5}:                 "5 entries added",
		{Added: 5, Known: 2}:       "5 entries added; the book held 2 already",
		{Known: 1}:                 "nothing added: the book holds the entry already",
		{Known: 3}:                 "nothing added: the book holds all 3 entries already",
		{}:                         "nothing added: there are no entries in it",
		{Added: 9, Restored: true}: "9 entries restored, with numbers, instants, authors and hashes",
	} {
		if got := done.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTheSampleHoldsItsCheckpoints(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.stakebook")
	if err := desk.Sample(path, options("ada"), assets.SampleJournal); err != nil {
		t.Fatal(err)
	}
	d := open(t, path, bookfile.Read)
	for _, test := range []struct{ day, caps, funded, unfunded string }{
		{"2023-12-31", "4000000000", "1250000000", "2750000000"},
		{"2024-03-27", "4000000000", "4000000000", "0"},
		{"2024-11-22", "8000000000", "5300000000", "2700000000"},
		{"2025-09-30", "8000000000", "6600000000", "1400000000"},
		{"2026-04-20", "33000000000", "13000000000", "20000000000"},
	} {
		want := fmt.Sprintf("cap %s funded %s unfunded %s", test.caps, test.funded, test.unfunded)
		if got := amazonInAnthropic(t, d, ledgertest.Day(t, test.day)); got != want {
			t.Errorf("on %s: %s, want %s", test.day, got, want)
		}
	}
	if err := desk.Sample(path, options("ada"), assets.SampleJournal); err == nil {
		t.Error("the sample was written over a book")
	}
}

// amazonInAnthropic sums what Amazon committed to Anthropic.
func amazonInAnthropic(t *testing.T, d *desk.Desk, day civil.Date) (text string) {
	t.Helper()
	err := d.View(0, func(b *ledger.Book) error {
		var sum figures.Commitment
		for _, id := range b.Commitments() {
			state, begun := b.Drawdown(id, day)
			if begun && state.Terms.Investor == "amazon" && state.Terms.Company == "anthropic" {
				c := figures.Of(state, day)
				sum.Cap, sum.Funded, sum.Unfunded = sum.Cap.Add(c.Cap), sum.Funded.Add(c.Funded), sum.Unfunded.Add(c.Unfunded)
			}
		}
		text = fmt.Sprintf("cap %s funded %s unfunded %s", sum.Cap, sum.Funded, sum.Unfunded)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
