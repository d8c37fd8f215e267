package desk_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/history"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/report"
	"stakebook/ledger/yardstick"
)

// largeBook is a closed book of so many entries that its figures are kept beside its journal, and what made it.
func largeBook(t *testing.T) (path string, book *ledger.Book) {
	t.Helper()
	generated, err := yardstick.New(2_500, 1)
	if err != nil {
		t.Fatal(err)
	}
	var entries []ledger.Entry
	for e := range generated.Entries() {
		entries = append(entries, e)
	}
	path = filepath.Join(t.TempDir(), "large.stakebook")
	name := entries[0].Payload.(ledger.BookName)
	d, err := desk.New(path, name, options("author"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.RecordAll("all", entries[1:]); err != nil {
		t.Fatal(err)
	}
	book = ledger.New()
	err = d.View(0, func(b *ledger.Book) error {
		for e := range b.Journal() {
			if _, err := book.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	return path, book
}

// glanced makes a report of a book that is only glanced at.
func glanced(t *testing.T, path, name string, p report.Params) report.Table {
	t.Helper()
	r, err := report.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.Glance(path, options("author"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := d.Report(r, 0, p)
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	return table
}

// text is a table as a reader sees it, notes included.
func text(t *testing.T, table report.Table) string {
	t.Helper()
	var out strings.Builder
	if err := report.WriteText(&out, table); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAReportOfKeptFiguresIsTheOneOfTheJournal(t *testing.T) {
	path, book := largeBook(t)
	_, last := book.Span()
	for _, name := range []string{"exposure", "commitments"} {
		for _, p := range []report.Params{{AsOf: last}, {AsOf: last.AddDays(200)}, {AsOf: last, By: "class"},
			{AsOf: last, By: "tag"}, {AsOf: last.AddDays(-900)}} {
			if name == "commitments" {
				p.By = ""
			}
			r, err := report.Named(name)
			if err != nil {
				t.Fatal(err)
			}
			want, err := r.Make(book, p)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(text(t, want), text(t, glanced(t, path, name, p))); diff != "" {
				t.Errorf("%s as of %s by %s (-journal +kept):\n%s", name, p.AsOf, p.By, diff)
			}
		}
	}
}

// forge keeps other figures beside the journal of a book, with a digest that is right.
func forge(t *testing.T, path string, change func(*bookfile.Checkpoint)) {
	t.Helper()
	file, err := bookfile.Open(path, bookfile.Write, options("author").File)
	if err != nil {
		t.Fatal(err)
	}
	kept, ok, err := file.ReadCheckpoint()
	if err != nil || !ok {
		t.Fatalf("no figures are kept: %v", err)
	}
	change(&kept)
	if err := errors.Join(file.WriteCheckpoint(kept), file.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestFiguresThatAreNotOfTheLastEntryOrNoneAreNotLookedAt(t *testing.T) {
	path, book := largeBook(t)
	_, last := book.Span()
	want := text(t, glanced(t, path, "exposure", report.Params{AsOf: last}))
	earlier, err := book.AsKnown(2_000)
	if err != nil {
		t.Fatal(err)
	}
	old, err := history.Of(earlier, earlier.Currency(), last)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*bookfile.Checkpoint){
		"of an earlier entry": func(c *bookfile.Checkpoint) {
			c.Seq, c.Head, c.State = earlier.Head().Seq, earlier.Head().Hash, old.Keep(earlier)
		},
		"of another form": func(c *bookfile.Checkpoint) { c.Format = history.Format + 1 },
		"no figures":      func(c *bookfile.Checkpoint) { c.State = []byte("figures") },
		"cut off":         func(c *bookfile.Checkpoint) { c.State = c.State[:len(c.State)-1] },
	} {
		t.Run(name, func(t *testing.T) {
			forge(t, path, change)
			if diff := cmp.Diff(want, text(t, glanced(t, path, "exposure", report.Params{AsOf: last}))); diff != "" {
				t.Errorf("(-journal +kept):\n%s", diff)
			}
			d, err := desk.Open(path, bookfile.Write, options("author"))
			if err := errors.Join(err, d.Close()); err != nil { // makes them anew
				t.Fatal(err)
			}
		})
	}
}

func TestForgedFiguresAreFoundByACheck(t *testing.T) {
	path, book := largeBook(t)
	other, err := ledger.Fold(func(yield func(ledger.Entry, error) bool) {
		for e := range book.Journal() {
			e.Hash = ledger.Hash{}
			if funding, ok := e.Payload.(ledger.Funding); ok && !funding.Units.Given() {
				funding.Amount = funding.Amount.Sub(ledgertest.Number(t, "0.01"))
				e.Payload = funding
			}
			if !yield(e, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	_, last := book.Span()
	want := text(t, glanced(t, path, "exposure", report.Params{AsOf: last}))
	forge(t, path, func(c *bookfile.Checkpoint) {
		h, err := history.Of(other, other.Currency(), last)
		if err != nil {
			t.Fatal(err)
		}
		c.State = h.Keep(other)
	})
	if text(t, glanced(t, path, "exposure", report.Params{AsOf: last})) == want {
		t.Error("figures that are kept are not looked at")
	}
	d, err := desk.Open(path, bookfile.Read, options("author"))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Check(context.Background()); !errors.Is(err, desk.ErrKept) {
		t.Errorf("a check says %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
