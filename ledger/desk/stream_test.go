package desk_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/desk"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

// A file that can be read twice is imported while it is read, one that cannot is looked at as a whole first. The book,
// or what is said against it, is the same.
func TestAFileIsImportedWhileItIsReadAsItIsAsAWhole(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		file := []byte(anyFile(t))
		path, err := os.MkdirTemp(folder, "")
		if err != nil {
			t.Fatal(err)
		}
		streamed := imported(t, filepath.Join(path, "book.stakebook"), bytes.NewReader(file))
		whole := imported(t, filepath.Join(path, "book.stakebook"), io.MultiReader(bytes.NewReader(file)))
		if streamed != whole {
			t.Fatalf("of the file\n%s(-whole +streamed):\n%s", file, cmp.Diff(whole, streamed))
		}
	})
}

// anyFile is a file of a book's entries, numbered or not, stamped or not, and some with a fault.
func anyFile(t *rapid.T) string {
	entries := slices.Collect(ledgertest.Books().Draw(t, "book").Journal())
	from := rapid.SampledFrom([]int{0, len(entries), len(entries) / 2}).Draw(t, "without hashes from")
	for i := range entries[from:] {
		entries[from+i].Hash = ledger.Hash{}
	}
	if rapid.IntRange(0, 3).Draw(t, "numbers") == 0 {
		for i := range entries {
			entries[i].Seq = 0
		}
	}
	var out strings.Builder
	if err := interchange.WriteJSONL(&out, slices.Values(entries)); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(out.String(), "\n")
	at := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
	switch rapid.IntRange(0, 5).Draw(t, "fault") {
	case 0:
		lines = slices.Insert(lines, at, lines[rapid.IntRange(0, len(lines)-1).Draw(t, "twice")])
	case 1:
		lines = slices.Delete(lines, at, at+1)
	case 2:
		lines = slices.Insert(lines, at, "{}\n")
	}
	return strings.Join(lines, "")
}

// imported is all that is seen of an import into a new book, which is then taken away.
func imported(t *rapid.T, path string, in io.Reader) string {
	done, err := desk.ImportInto(path, options("ada"), desk.Source{Name: "file.jsonl", Read: in})
	text := fmt.Sprintf("%+v %v\n", done, err)
	if err == nil {
		text += printed(t, onDisk(t, path))
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		text += entry.Name() + "\n"
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	return text
}
