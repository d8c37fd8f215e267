package bookfile_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/ledgertest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What an entry leaves out is left out of its row, whatever the entry before it held: a journal that is written in one
// go is the journal that was given.
func TestAJournalWrittenInOneGoIsTheOneThatWasGiven(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		path, err := os.MkdirTemp(folder, "")
		if err != nil {
			t.Fatal(err)
		}
		file, err := bookfile.Create(filepath.Join(path, "law.stakebook"), options())
		if err != nil {
			t.Fatal(err)
		}
		given := ledgertest.Journal(12).Draw(t, "journal")
		if err := file.Append(given); err != nil {
			t.Fatal(err)
		}
		var read []ledger.Entry
		for e, err := range file.Entries(0) {
			if err != nil {
				t.Fatal(err)
			}
			read = append(read, e)
		}
		if diff := cmp.Diff(flat(given), flat(read)); diff != "" {
			t.Fatalf("the journal (-given +read):\n%s", diff)
		}
		if err := file.Check(context.Background()); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestABookIsMadeOfEntriesWholeOrNotAtAll(t *testing.T) {
	given := ledgertest.Booked([]ledger.Entry{entry(t, "party", "id", "a", "name", "A"), entry(t, "party", "id", "b", "name", "B")})
	fails := errors.New("the source ended")
	tests := map[string]struct {
		entries iter.Seq2[ledger.Entry, error]
		want    error
	}{
		"all":             {entries: results(given, nil)},
		"none":            {entries: results(nil, nil)},
		"a failed source": {entries: results(given, fails), want: fails},
		"a gap":           {entries: results(given[1:], nil), want: bookfile.ErrNotNext},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "new.stakebook")
			file, err := bookfile.CreateFrom(path, options(), test.entries)
			if !errors.Is(err, test.want) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			if test.want != nil {
				if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 0 {
					t.Fatalf("%s is left", left[0].Name())
				}
				return
			}
			want := slices.Collect(firsts(test.entries))
			if diff := cmp.Diff(flat(want), flat(slices.Collect(firsts(file.Entries(0))))); diff != "" {
				t.Errorf("the journal (-given +read):\n%s", diff)
			}
			if err := errors.Join(file.Check(context.Background()), file.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

// results gives entries and then an error, if there is one.
func results(entries []ledger.Entry, last error) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if last != nil {
			yield(ledger.Entry{}, last)
		}
	}
}

func firsts(results iter.Seq2[ledger.Entry, error]) iter.Seq[ledger.Entry] {
	return func(yield func(ledger.Entry) bool) {
		for e, err := range results {
			if err != nil || !yield(e) {
				return
			}
		}
	}
}
