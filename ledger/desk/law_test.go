package desk_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

// worker does at random what a person does at a desk.
type worker struct {
	t    *rapid.T
	path string
	d    *desk.Desk
	file *bookfile.File // another reader of the file
	next []ledger.Entry // what is still to be offered
}

// Whatever is done at a desk, the book in memory is the fold of the file, what is refused changes nothing, undo gives
// back every state and is never refused, and redo after undo is the identity.
func TestADeskShowsWhatTheFileHoldsWhateverIsDone(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorker(t, folder)
		defer w.end()
		acts := []func(){w.record, w.record, w.batch, w.importNext, w.undo, w.undo, w.redo, w.reopen}
		for range rapid.IntRange(1, 8).Draw(t, "acts") {
			rapid.SampledFrom(acts).Draw(t, "act")()
			w.isFoldOfFile()
		}
	})
}

func newWorker(t *rapid.T, folder string) *worker {
	path, err := os.MkdirTemp(folder, "")
	if err != nil {
		t.Fatal(err)
	}
	w := &worker{t: t, path: filepath.Join(path, "law.stakebook")}
	w.d = newBook(t, w.path, ledgertest.Stage()...)
	if w.file, err = bookfile.Open(w.path, bookfile.Read, bookfile.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, offer := range ledgertest.Tales().Draw(t, "tale").Offered[len(ledgertest.Stage()):] {
		w.next = append(w.next, offer.Entry)
	}
	return w
}

func (w *worker) end() {
	if err := errors.Join(w.d.Close(), w.file.Close()); err != nil {
		w.t.Errorf("close: %v", err)
	}
}

// state is all that can be seen of the desk and the file.
func (w *worker) state() string {
	var text strings.Builder
	text.WriteString(w.picture())
	for _, e := range w.held() {
		fmt.Fprintf(&text, "on disk %d %s\n", e.Seq, e.Hash)
	}
	fmt.Fprintf(&text, "undo %q redo %q\n", w.d.CanUndo(), w.d.CanRedo())
	return text.String()
}

// held is what the file holds.
func (w *worker) held() []ledger.Entry {
	var entries []ledger.Entry
	for e, err := range w.file.Entries(0) {
		if err != nil {
			w.t.Fatal(err)
		}
		entries = append(entries, e)
	}
	return entries
}

// picture is what the desk shows.
func (w *worker) picture() (picture string) {
	err := w.d.View(0, func(b *ledger.Book) error {
		picture = ledgertest.Picture(b)
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return picture
}

// take gives some of the entries that come next.
func (w *worker) take(most int) []ledger.Entry {
	n := min(rapid.IntRange(1, most).Draw(w.t, "how many"), len(w.next))
	taken := w.next[:n]
	w.next = w.next[n:]
	return taken
}

func (w *worker) record() {
	for _, e := range w.take(1) {
		w.tries(func() error { _, err := w.d.Record(e); return err })
	}
}

func (w *worker) batch() {
	entries := w.take(4)
	w.tries(func() error { _, err := w.d.RecordAll("a batch", entries); return err })
}

// importNext imports entries that refer to none by number, twice.
func (w *worker) importNext() {
	entries := slices.DeleteFunc(slices.Clone(w.take(4)), func(e ledger.Entry) bool {
		return e.Kind() == ledger.KindReversal || e.Disputes != 0
	})
	for i := range entries {
		entries[i].Seq, entries[i].Hash = 0, ledger.Hash{}
	}
	var file bytes.Buffer
	if err := interchange.WriteJSONL(&file, slices.Values(entries)); err != nil {
		w.t.Fatal(err)
	}
	read := func() error {
		_, err := w.d.Import(desk.Source{Name: "next.jsonl", Read: bytes.NewReader(file.Bytes())})
		return err
	}
	if !w.tries(read) {
		return
	}
	before := w.state()
	if err := read(); err != nil {
		w.t.Fatalf("the second import: %v", err)
	}
	w.same("the second import", before, w.state())
}

// tries does what may be refused, and holds a refusal to leave no trace. It says whether it was done.
func (w *worker) tries(do func() error) bool {
	before := w.state()
	err := do()
	if err == nil {
		return true
	}
	var refusal *ledger.Refusal
	var field *ledger.FieldError
	if !errors.As(err, &refusal) && !errors.As(err, &field) {
		w.t.Fatalf("this is no refusal: %v", err)
	}
	w.same("a refusal, "+err.Error(), before, w.state())
	return false
}

func (w *worker) undo() {
	if w.d.CanUndo() == "" {
		return
	}
	before := w.states()
	if _, err := w.d.Undo(); err != nil {
		w.t.Fatalf("undo: %v", err)
	}
	between := w.states()
	if _, err := w.d.Redo(); err != nil {
		w.t.Fatalf("redo: %v", err)
	}
	w.same("undo and redo", before, w.states())
	if _, err := w.d.Undo(); err != nil {
		w.t.Fatalf("undo again: %v", err)
	}
	w.same("undo again", between, w.states())
}

func (w *worker) redo() {
	if w.d.CanRedo() == "" {
		return
	}
	before := w.states()
	if _, err := w.d.Redo(); err != nil {
		w.t.Fatalf("redo: %v", err)
	}
	if _, err := w.d.Undo(); err != nil {
		w.t.Fatalf("undo: %v", err)
	}
	w.same("redo and undo", before, w.states())
}

func (w *worker) reopen() {
	before := journal(w.t, w.d)
	if err := w.d.Close(); err != nil {
		w.t.Fatal(err)
	}
	d, err := desk.Open(w.path, bookfile.Write, options("bo"))
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	w.d = d
	if diff := differ(w.t, before, journal(w.t, d)); diff != "" || d.CanUndo() != "" {
		w.t.Fatalf("opened again, with %q to undo:\n%s", d.CanUndo(), diff)
	}
}

// states is where every commitment and lot stands on every day of a tale.
func (w *worker) states() string {
	var text strings.Builder
	err := w.d.View(0, func(b *ledger.Book) error {
		first, last := ledgertest.Days()
		for day := first; !day.After(last.AddDays(1)); day = day.AddDays(1) {
			text.WriteString(ledgertest.States(b, day))
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return text.String()
}

func (w *worker) isFoldOfFile() {
	folded := ledger.New()
	for _, e := range w.held() {
		if _, err := folded.Append(e); err != nil {
			w.t.Fatalf("the file does not hold: %v", err)
		}
	}
	w.same("the fold of the file", ledgertest.Picture(folded), w.picture())
}

func (w *worker) same(what, want, got string) {
	if want != got {
		w.t.Fatalf("%s (-want +got):\n%s", what, cmp.Diff(want, got))
	}
}
