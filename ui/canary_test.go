package ui_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/desk"
)

// song is a word that stands in everything a book says, and that the app remembers nowhere.
const song = "zinnober-kanarienvogel"

// remembered is all that the app keeps from one start to the next, as text.
func remembered(t *testing.T, w *world) string {
	t.Helper()
	kept, ok := w.app.Preferences().(interface{ ReadValues(func(map[string]any)) })
	if !ok {
		t.Fatal("the settings of a test cannot be listed")
	}
	var text strings.Builder
	kept.ReadValues(func(values map[string]any) {
		for name, value := range values {
			fmt.Fprintln(&text, name, value)
		}
	})
	return text.String()
}

func TestWhatIsRememberedAreSettingsAndPathsAndNothingOfABook(t *testing.T) {
	w := newWorld(t)
	path := filepath.Join(w.folder, "case.stakebook")
	sealed := options()
	sealed.File.Passphrase = []byte(song)
	d, err := desk.New(path, ledger.BookName{Name: song, Currency: dollars(t)}, sealed)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.RecordAll("the case", []ledger.Entry{
		entry(t, "kind=party", "id="+song, "name="+song, "own=yes", "note="+song),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	w.shell.OpenBook(path)
	w.typeText("not " + song)
	w.key("Return")
	w.typeText(song)
	w.key("Return")
	if got := w.events("book"); len(got) != 1 {
		t.Fatalf("the book did not open: %s", w.trace)
	}
	for _, command := range []string{"page.commitments", "page.journal", "view.dark", "book.check"} {
		w.shell.Run(command)
	}
	w.shell.Run("book.close")
	kept := remembered(t, w)
	if !strings.Contains(kept, path) {
		t.Errorf("the path is not among what is remembered, so this test sees nothing:\n%s", kept)
	}
	if strings.Contains(kept, song) {
		t.Errorf("remembered is\n%s", kept)
	}
	if strings.Contains(w.trace.String(), song) {
		t.Errorf("traced is\n%s", w.trace)
	}
}
