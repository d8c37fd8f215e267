package bookfile_test

import (
	"context"
	"os"
	"path/filepath"
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
