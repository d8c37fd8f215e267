package interchange_test

import (
	"encoding/csv"
	"errors"
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

func readCSV(text string) ([]interchange.Record, []string) {
	return read(interchange.ReadCSV(strings.NewReader(text), "f.csv", ""))
}

func writeCSV(t interface {
	Helper()
	Fatal(...any)
}, kind ledger.Kind, entries []ledger.Entry) string {
	t.Helper()
	var out strings.Builder
	if err := interchange.WriteCSV(&out, kind, slices.Values(entries)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCSVThatIsRefused(t *testing.T) {
	const fundings = "date,kind,commitment,amount\n"
	for _, c := range []struct{ text, want string }{
		{"id,name\nacme,Acme\n", "f.csv:1:1: what kind of entries are these? add a column kind, or name the file for it, " +
			"such as fundings.csv"},
		{"kind,id,name,id\n", `f.csv:1:14: there are two columns "id"`},
		{"kind,colour,id,size\n", `f.csv:1:6: "colour", "size" are no fields of an entry`},
		{"kind,id,Name\n", `f.csv:1:9: "Name" is no field of an entry`},
		{"kind,id, name\n", `f.csv:1:9: " name" is no field of an entry`},
		{"kind,,name,\n", "f.csv:1:6: column 2, which has no name, column 4, which has no name are no fields of an entry"},
		{"kind;id;name\n", "f.csv:1:1: the columns have no commas between; save the file with commas"},
		{"kind\tid\tname\n", "f.csv:1:1: the columns have no commas between; save the file with commas"},
		{"kind,id,name\nparty,acme\n",
			"f.csv:2:1: the row has 2 cells and the header 3; empty cells need their commas too"},
		{"kind,id,name\nparty,acme,Acme,\n",
			"f.csv:2:1: the row has 4 cells and the header 3; empty cells need their commas too"},
		{"kind,id,name\n,acme,Acme\n", "f.csv:2:1: kind: is missing: what kind of entry is it?"},
		{"kind,id,name\npayment,acme,Acme\n", `f.csv:2:1: kind: "payment" is no kind of entry`},
		{"kind,id,name\nparty,acme,\n", "f.csv:2:12: name: is missing: every party needs it (the name as it is written)"},
		{"kind,id\nparty,acme\n", "f.csv:2:1: name: is missing: every party needs it (the name as it is written)"},
		{"kind,id,name,amount\nparty,acme,Acme,5\n", "f.csv:2:17: amount: the kind party has no such field"},
		{fundings + "27/03/2024,funding,c,5\n",
			`f.csv:2:1: date: "27/03/2024" is no date: a date is written YYYY-MM-DD, such as 2024-03-27`},
		{fundings + `2024-03-27,funding,c,"1,000"`, `f.csv:2:22: amount: "1,000" is no number: ` + plainDigits},
		{fundings + `2024-03-27,funding,c,1e5`, `f.csv:2:22: amount: "1e5" is no number: ` + plainDigits},
		{fundings + `2024-03-27,funding,c,'5`, `f.csv:2:22: amount: "'5" is no number: ` + plainDigits},
		{fundings + `2024-03-27,funding,c, 5`, `f.csv:2:22: amount: " 5" is no number: ` + plainDigits},
		{"kind,id,name,note\nparty,acme,Acme,\"one\ntwo\"\n\nparty,zeta,\"Zeta\nInc\",\"漢\"\nparty,b b,B,\n",
			`f.csv:7:7: id: "b b": an id is made of letters, digits, - _ . and /, at most 80 of them`},
		{"kind,note,name,id\nparty,\"one\n漢\",Acme,a b\n",
			`f.csv:3:9: id: "a b": an id is made of letters, digits, - _ . and /, at most 80 of them`},
		{"kind,id,name\nparty,acme,\"Acme\n\nparty,zeta,Zeta\n", "f.csv:2:12: the quote opened here is never closed"},
		{"kind,id,name\nparty,acme,Acme \"Inc\"\n",
			`f.csv:2:17: a double quote stands in a cell without quotes; write "" inside "quotes"`},
		{"kind,id,name\nparty,acme,\"Acme\" Inc\n",
			`f.csv:2:18: a comma belongs after the closing quote; a quote inside "quotes" is written ""`},
		{"kind,id,name\rparty,acme,Acme\r",
			"f.csv:1:13: a line ends in LF or CRLF, not in CR alone; save the file with one of them"},
		{"kind,id,name\nparty,acme,\"Acme\"\rparty,zeta,Zeta\n",
			"f.csv:2:18: a line ends in LF or CRLF, not in CR alone; save the file with one of them"},
		{"kind,id,name\nparty,acme,Ac\xe9me\n", "f.csv:2:14: the byte 0xe9 is not valid UTF-8: save the file as UTF-8"},
		{"kind,id,name\nparty,acme,\"A\n\xe9\"\n", "f.csv:3:1: the byte 0xe9 is not valid UTF-8: save the file as UTF-8"},
		{"\xff\xfek\x00i\x00", "f.csv:1:1: the file is UTF-16 or UTF-32: save the file as UTF-8"},
		{"k\x00i\x00", "f.csv:1:1: the file is UTF-16 or UTF-32: save the file as UTF-8"},
	} {
		_, messages := readCSV(c.text)
		if diff := cmp.Diff([]string{c.want}, messages); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestColumnsComeInAnyOrderAndEmptyCellsAreAbsent(t *testing.T) {
	text := "note,amount,kind,id,name,commitment,date,tranche,country\n" +
		",,party,acme,Acme,,,,US\n" +
		"\"a \"\"b\"\", c\",1.10,call,,,c,2024-03-27,,\n"
	records, messages := readCSV(text)
	if len(messages) > 0 {
		t.Fatal(messages)
	}
	want := `{"kind":"party","id":"acme","name":"Acme","country":"US"}` + "\n" +
		`{"kind":"call","date":"2024-03-27","commitment":"c","amount":"1.10","note":"a \"b\", c"}` + "\n"
	if got := writeJSONL(t, entriesOf(records)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := records[1].At("amount").String(); got != "f.csv:3:14" {
		t.Errorf("the amount stands at %s", got)
	}
}

func TestRowsThatSayNothingArePassedOver(t *testing.T) {
	for _, text := range []string{"kind,id,name\n\nparty,acme,Acme\n\r\n,,\n", "\ufeffkind,id,name\r\nparty,acme,Acme",
		"\n\nkind,id,name\nparty,acme,Acme\n\"\",\"\",\"\"\n", "\"kind\",\"id\",\"name\"\n\"party\",\"acme\",\"Acme\"\n"} {
		records, messages := readCSV(text)
		if len(records) != 1 || len(messages) > 0 {
			t.Errorf("%q gave %d records, %v", text, len(records), messages)
		}
	}
	for _, text := range []string{"", "\n", "\ufeff", "kind,id,name\n", "kind,id,name"} {
		if records, messages := readCSV(text); len(records) > 0 || len(messages) > 0 {
			t.Errorf("%q gave %v, %v", text, records, messages)
		}
	}
}

func TestTheKindOfAFileWithoutAColumnKind(t *testing.T) {
	const text = "id,name\nacme,Acme\n"
	for name, kind := range map[string]ledger.Kind{"party.csv": "", "in/Parties.CSV": "", `C:\in\parties.csv`: "",
		"list.csv": "party", "-": "party", "fundings.csv": "party"} {
		records, messages := read(interchange.ReadCSV(strings.NewReader(text), name, kind))
		if len(records) != 1 || len(messages) > 0 || records[0].Entry.Kind() != ledger.KindParty {
			t.Errorf("%s as %q gave %d records, %v", name, kind, len(records), messages)
		}
	}
	for _, c := range []struct{ name, want string }{
		{"fundings.csv", `fundings.csv:1:1: "id", "name" are no fields of the kind funding`},
		{"splits.csv", `splits.csv:1:1: "id", "name" are no fields of the kind split`},
	} {
		_, messages := read(interchange.ReadCSV(strings.NewReader(text), c.name, ""))
		if !slices.Equal(messages, []string{c.want}) {
			t.Errorf("%q, want %s", messages, c.want)
		}
	}
	if _, messages := read(interchange.ReadCSV(strings.NewReader(text), "f.csv", "payment")); len(messages) != 1 {
		t.Errorf("a kind that there is not: %q", messages)
	}
}

func TestEveryKindIsFoundInTheNameOfItsFile(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		plural := string(kind) + "s"
		if stem, ok := strings.CutSuffix(string(kind), "y"); ok {
			plural = stem + "ies"
		}
		for _, name := range []string{string(kind) + ".csv", plural + ".csv", strings.ToUpper(plural) + ".CSV"} {
			if got, ok := interchange.KindOfName(name); !ok || got != kind {
				t.Errorf("%s holds entries of kind %q", name, got)
			}
		}
	}
	if kind, ok := interchange.KindOfName("indexes.csv"); !ok || kind != ledger.KindIndex {
		t.Errorf("indexes.csv holds entries of kind %q", kind)
	}
	for _, name := range []string{"", "-", "f.csv", "funding-2024.csv", "refunding.csv", "ies.csv"} {
		if kind, ok := interchange.KindOfName(name); ok {
			t.Errorf("%s holds entries of kind %s", name, kind)
		}
	}
}

func TestExactlyOneApostropheIsTakenOffATextAndNoneOffANumber(t *testing.T) {
	text := "kind,id,name,tags,country,note\nparty,'-x,'=1+1,'@a;b,''US,'\n"
	records, messages := readCSV(text)
	if len(messages) > 0 {
		t.Fatal(messages)
	}
	want := `{"kind":"party","id":"-x","name":"=1+1","country":"'US","tags":"@a;b"}` + "\n"
	if got := writeJSONL(t, entriesOf(records)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// A spreadsheet must never find a formula in a cell that is a text, and a number must stay a number.
func TestNoTextIsWrittenThatASpreadsheetRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(ledger.Kinds()).Draw(t, "kind")
		entries := rapid.SliceOfN(ledgertest.Entry(kind), 1, 5).Draw(t, "entries")
		reader := csv.NewReader(strings.NewReader(writeCSV(t, kind, entries)))
		rows, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			for i, text := range row {
				field, _ := ledger.Table()[kind].Field(rows[0][i])
				isNumber := field.Form == ledger.FormDecimal || field.Form == ledger.FormPercent ||
					field.Form == ledger.FormRatio
				if isNumber && strings.HasPrefix(text, "'") {
					t.Fatalf("the number %s is written %q", field.Name, text)
				}
				if !isNumber && text != "" && strings.ContainsAny(text[:1], "=+-@\t\r\n") {
					t.Fatalf("%s is written %q", rows[0][i], text)
				}
			}
		}
	})
}

func TestAFileOfOneKindHasAllItsColumns(t *testing.T) {
	entries := ledgertest.Booked([]ledger.Entry{
		{Payload: ledger.Party{ID: "acme", Name: "Acme, \"Inc\""}, Note: "=1+1"},
		{Payload: ledger.Memo{About: "acme", Text: "left out: it is of another kind"}},
		{Payload: ledger.Party{ID: "zeta", Name: "two\nlines", Tags: ledger.List{"a", "b"}}, Source: "'s"},
	})
	want := "seq,recorded,author,kind,date,id,name,own,country,sector,tags," +
		"source,note,qualifier,dated,standing,disputes,hash\n" +
		`1,2026-01-01T00:00:00.000000Z,ada,party,,acme,"Acme, ""Inc""",,,,,,'=1+1,,,,,` + entries[0].Hash.String() + "\n" +
		"3,2026-01-01T00:00:02.000002Z,ada,party,,zeta,\"two\nlines\",,,,a;b,''s,,,,,," + entries[2].Hash.String() + "\n"
	if got := writeCSV(t, "party", entries); got != want {
		t.Error(cmp.Diff(want, got))
	}
	if err := interchange.WriteCSV(&strings.Builder{}, "payment", slices.Values(entries)); err == nil {
		t.Error("a kind that there is not is written")
	}
}

func TestEntriesOfAKindAreReadAsTheyAreWrittenByteForByte(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				entries := ledgertest.Booked(rapid.SliceOfN(ledgertest.Entry(kind), 0, 5).Draw(t, "entries"))
				text := writeCSV(t, kind, entries)
				records, messages := readCSV(text)
				if len(messages) > 0 {
					t.Fatalf("%s\n%v", text, messages)
				}
				if diff := cmp.Diff(writeJSONL(t, entries), writeJSONL(t, entriesOf(records))); diff != "" {
					t.Fatal(diff)
				}
				if again := writeCSV(t, kind, entriesOf(records)); again != text {
					t.Fatal(cmp.Diff(text, again))
				}
			})
		})
	}
}

func TestTheBoundsOfACSVFile(t *testing.T) {
	const text = "kind,id,name\nparty,acme,\"Ac\nme\"\nparty,zeta,Zeta\n"
	within := func(record, fields, records int) error {
		for _, err := range interchange.ReadCSVWithin(strings.NewReader(text), "f.csv", "", record, fields, records) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := within(17, 3, 2); err != nil {
		t.Errorf("at the bounds: %v", err)
	}
	for _, c := range []struct {
		record, fields, records int
		want                    string
	}{
		{16, 3, 2, "f.csv:2:12: the quote opened here is not closed in the 16 bytes that a record may have: " +
			"the file goes beyond what is read"},
		{11, 3, 2, "f.csv:1:1: the record has more than 11 bytes: the file goes beyond what is read"},
		{17, 2, 2, "f.csv:1:9: the row has more than 2 columns: the file goes beyond what is read"},
		{17, 3, 1, "f.csv:4:1: the file has more than 1 records: the file goes beyond what is read"},
	} {
		if err := within(c.record, c.fields, c.records); !errors.Is(err, interchange.ErrTooLong) || err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

func TestOtherProgramsRowsAreReadAsTheyReadThem(t *testing.T) {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", ",", "\"", "'", "\n", "é", ";", "="}), 0, 6),
		func(pieces []string) string { return strings.Join(pieces, "") })
	rapid.Check(t, func(t *rapid.T) {
		name, note := "x"+text.Draw(t, "name"), text.Draw(t, "note")
		var out strings.Builder
		writer := csv.NewWriter(&out)
		writer.UseCRLF = rapid.Bool().Draw(t, "CRLF")
		if strings.Contains(name+note, "\n") {
			writer.UseCRLF = false // it would write line ends inside quotes anew
		}
		for _, row := range [][]string{{"kind", "id", "name", "note"}, {"party", "acme", name, note}} {
			if err := writer.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		writer.Flush()
		records, messages := readCSV(out.String())
		if len(messages) > 0 {
			t.Fatalf("%s\n%v", out.String(), messages)
		}
		if got := records[0].Entry.Text("name"); got != name {
			t.Fatalf("the name is %q, want %q", got, name)
		}
		if got := records[0].Entry.Note; got != strings.TrimPrefix(note, "'") {
			t.Fatalf("the note is %q, want %q", got, note)
		}
	})
}

func TestAFileIsReadAsWhatItsNameOrItsFirstMarkSays(t *testing.T) {
	const table = "kind,id,name\nparty,acme,Acme\n"
	for _, c := range []struct{ name, text string }{
		{"f.csv", table}, {"f.CSV", table}, {"-", table}, {"f", "\n\ufeff"[1:] + table}, {"parties", "id,name\nacme,Acme"},
		{"f.jsonl", party}, {"f.ndjson", party}, {"f.json", party}, {"-", party}, {"f", "\ufeff\r\n  " + party},
	} {
		records, messages := read(interchange.Read(strings.NewReader(c.text), c.name))
		if len(records) != 1 || len(messages) > 0 || records[0].Entry.Text("name") != "Acme" {
			t.Errorf("%s: %q gave %d records, %v", c.name, c.text, len(records), messages)
		}
	}
	if _, messages := read(interchange.Read(strings.NewReader(table), "f.jsonl")); len(messages) == 0 {
		t.Error("a table under the name f.jsonl is taken")
	}
}

func TestAWideRowTakesNoLongerThanItsBytes(t *testing.T) {
	var header, row []string
	for i := range interchange.MaxFields {
		header = append(header, fmt.Sprintf("f%d", i))
		row = append(row, strings.Repeat("é", interchange.MaxRecord/2/interchange.MaxFields-1))
	}
	text := "kind," + strings.Join(header[1:], ",") + "\n" + strings.Join(row, ",") + "\n"
	if _, messages := readCSV(text); len(messages) != 1 || !strings.Contains(messages[0], "are no fields of an entry") {
		t.Errorf("%.200q", messages)
	}
}

var csvSeeds = []string{
	"", "kind,id,name\nparty,acme,Acme\n", "\ufeffkind,id,name\r\nparty,acme,\"A\"\"B\r\nC\"\r\n", "kind,id\rparty,a\r",
	"kind,id,name\nparty,a,\"x", "kind;id;name\nparty;a;A\n", "\xff\xfek\x00", "kind,id,name,id\n", ",,,,,,\n", "\"\"\n",
	"kind,id,name,note\nparty,'-a,'=1+1,'\nparty,b,''B,'''\n", "kind,colour\n",
	"kind,date,commitment,amount\nfunding,2024-03-27,c,1e9\n",
	"seq,kind,date,entry,reason\n8,reversal,2024-03-27,7,typo\n", "kind,id,name\nparty,a,A\x00\n",
	"kind,id,name\nparty,a\n",
}

func FuzzReadCSV(f *testing.F) {
	if len(csvSeeds) == 0 {
		f.Fatal("there are no seeds")
	}
	for _, seed := range csvSeeds {
		f.Add(seed, "")
		f.Add(seed, "party")
	}
	f.Fuzz(func(t *testing.T, text, kind string) {
		records, messages := read(interchange.ReadCSV(strings.NewReader(text), "f.csv", ledger.Kind(kind)))
		checkRecords(t, records, messages)
		for _, kind := range ledger.Kinds() {
			var entries []ledger.Entry
			for _, record := range records {
				if record.Entry.Kind() == kind {
					entries = append(entries, record.Entry)
				}
			}
			if len(entries) == 0 {
				continue
			}
			again, messages := readCSV(writeCSV(t, kind, entries))
			if len(messages) > 0 || writeJSONL(t, entriesOf(again)) != writeJSONL(t, entries) {
				t.Fatalf("%d entries of kind %s came back as %d, %v", len(entries), kind, len(again), messages)
			}
		}
	})
}
