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
	book := ledgertest.Build(t, ledgertest.CentralCase()...)
	given := slices.Collect(book.Journal())
	fails := errors.New("the source ended")
	tests := map[string]struct {
		entries []ledger.Stamped
		last    error
		want    error
	}{
		"all":             {entries: stamped(t, given)},
		"none":            {},
		"a failed source": {entries: stamped(t, given), last: fails, want: fails},
		"a gap":           {entries: stamped(t, given)[1:], want: bookfile.ErrNotNext},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "new.stakebook")
			file, err := bookfile.CreateWith(path, options(), func(book *bookfile.File) error {
				return book.AppendFrom(results(test.entries, test.last))
			})
			if !errors.Is(err, test.want) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			if test.want != nil {
				if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 0 {
					t.Fatalf("%s is left", left[0].Name())
				}
				return
			}
			var read []ledger.Entry
			for e, err := range file.Entries(0) {
				if err != nil {
					t.Fatal(err)
				}
				read = append(read, e)
			}
			if diff := cmp.Diff(flat(given[:len(test.entries)]), flat(read)); diff != "" {
				t.Errorf("the journal (-given +read):\n%s", diff)
			}
			if err := errors.Join(file.Check(context.Background()), file.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

// stamped stamps a journal anew.
func stamped(t *testing.T, entries []ledger.Entry) []ledger.Stamped {
	t.Helper()
	stamper := ledger.New().Stamper()
	all := make([]ledger.Stamped, len(entries))
	for i, e := range entries {
		var err error
		if all[i], err = stamper.Stamp(e); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// results gives entries and then an error, if there is one.
func results(entries []ledger.Stamped, last error) iter.Seq2[ledger.Stamped, error] {
	return func(yield func(ledger.Stamped, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if last != nil {
			yield(ledger.Stamped{}, last)
		}
	}
}
