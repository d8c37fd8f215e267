package interchange_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/interchange"
)

// readFiles reads CSV files of one kind each, given as name and text.
func readFiles(t *testing.T, files ...[2]string) [][]interchange.Record {
	t.Helper()
	var all [][]interchange.Record
	for _, file := range files {
		var records []interchange.Record
		for record, err := range interchange.Read(strings.NewReader(file[1]), file[0]) {
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, record)
		}
		all = append(all, records)
	}
	return all
}

func kindsAndDates(files [][]interchange.Record) []string {
	var said []string
	for _, records := range files {
		for _, record := range records {
			said = append(said, strings.TrimSpace(record.Entry.Date.String()+" "+string(record.Entry.Kind())))
		}
	}
	return said
}

func TestFilesOfOneKindEachAreTakenInTheOrderABookCanTakeThem(t *testing.T) {
	files := readFiles(t,
		[2]string{"amendments.csv", "about,date,cap\nc,2024-06-01,20\n"},
		[2]string{"commitments.csv", "id,date,investor,company,cap,currency\nc,2024-01-01,a,b,10,USD\n"},
		[2]string{"fundings.csv", "commitment,date,amount\nc,2024-01-01,4\nc,2024-06-01,15\n"},
		[2]string{"parties.csv", "id,name\na,A\nb,B\n"},
	)
	want := []string{"party", "party", "2024-01-01 commitment", "2024-01-01 funding", "2024-06-01 amendment",
		"2024-06-01 funding"}
	if diff := cmp.Diff(want, kindsAndDates(interchange.InDateOrder(files))); diff != "" {
		t.Error(diff)
	}
	slices.Reverse(files)
	if diff := cmp.Diff(want, kindsAndDates(interchange.InDateOrder(files))); diff != "" {
		t.Errorf("the files the other way round: %s", diff)
	}
}

func TestOneFileKeepsItsOwnOrder(t *testing.T) {
	files := readFiles(t, [2]string{"fundings.csv", "commitment,date,amount\nc,2024-06-01,15\nc,2024-01-01,4\n"})
	want := []string{"2024-06-01 funding", "2024-01-01 funding"}
	if diff := cmp.Diff(want, kindsAndDates(interchange.InDateOrder(files))); diff != "" {
		t.Error(diff)
	}
}

func TestFilesThatNumberTheirEntriesKeepTheirOrder(t *testing.T) {
	files := readFiles(t,
		[2]string{"fundings.csv", "seq,commitment,date,amount\n2,c,2024-06-01,15\n"},
		[2]string{"parties.csv", "id,name\na,A\n"},
	)
	want := []string{"2024-06-01 funding", "party"}
	if diff := cmp.Diff(want, kindsAndDates(interchange.InDateOrder(files))); diff != "" {
		t.Error(diff)
	}
}
