package bookfile_test

import (
	"path/filepath"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

func TestABookGivesBackWhatWasAppended(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.stakebook")
	book, err := bookfile.Create(path, options())
	must(t, err)
	defer book.Close()
	must(t, book.Append(story(t)))
	var got []ledger.Entry
	for e, err := range book.Entries(0) {
		must(t, err)
		got = append(got, e)
	}
	t.Log(len(got))
	must(t, ledger.VerifyChain(got))
}
