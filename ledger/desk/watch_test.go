package desk_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
)

func TestEveryChangeIsToldOnceItIsInTheBook(t *testing.T) {
	d := caseBook(t)
	var told []string
	tell := func(who string) func(desk.Change) {
		return func(c desk.Change) {
			told = append(told, fmt.Sprintf("%s %d to %d of %d", who, c.From, c.To, len(journal(t, d))))
		}
	}
	cancel := d.Subscribe(tell("first"))
	d.Subscribe(tell("second"))
	record(t, d, `2024-04-01 memo about=c text=x`)
	if _, err := d.Record(ledgertest.Line(t, `2024-04-01 memo about=nobody text=x`)); err == nil {
		t.Fatal("a memo about nobody was taken")
	}
	cancel()
	two := parse(t, `2024-04-01 memo about=c text=y`, `2024-04-01 memo about=c text=z`)
	if _, err := d.RecordAll("two", two); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Redo(); err != nil {
		t.Fatal(err)
	}
	csv := func() desk.Source {
		return desk.Source{Name: "memos.csv", Read: strings.NewReader("date,about,text\n2024-04-01,c,imported\n")}
	}
	for range 2 { // the second time there is nothing to tell
		if _, err := d.Import(csv()); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"first 18 to 18 of 18", "second 18 to 18 of 18", "second 19 to 20 of 20", "second 21 to 22 of 22",
		"second 23 to 24 of 24", "second 25 to 25 of 25"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestASubscriberMayReadRecordAndCancel(t *testing.T) {
	d := caseBook(t)
	var cancel func()
	calls := 0
	cancel = d.Subscribe(func(desk.Change) {
		calls++
		cancel()
		record(t, d, `2024-04-01 memo about=c text="recorded on hearing of another"`)
	})
	record(t, d, `2024-04-01 memo about=c text=x`)
	if got := len(journal(t, d)); calls != 1 || got != 19 {
		t.Errorf("%d calls, %d entries", calls, got)
	}
}

func TestAReaderFollowsAnotherProcessThatWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.stakebook")
	if err := newBook(t, path, ledgertest.CentralCase()...).Close(); err != nil {
		t.Fatal(err)
	}
	reader := open(t, path, bookfile.Read)
	var told []desk.Change
	reader.Subscribe(func(c desk.Change) { told = append(told, c) })
	refresh(t, reader, false)
	writer := startWriter(t, path)
	refresh(t, reader, false)
	writer.record(`2024-04-01 memo about=c text="from afar"`)
	writer.record(`2024-04-01 distribution commitment=c amount=5`)
	refresh(t, reader, true)
	refresh(t, reader, false)
	writer.record(`2024-04-02 memo about=c text="and again"`)
	refresh(t, reader, true)
	if diff := cmp.Diff([]desk.Change{{From: 18, To: 19}, {From: 20, To: 20}}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if diff := differ(t, onDisk(t, path), journal(t, reader)); diff != "" {
		t.Errorf("the reader differs from the file:\n%s", diff)
	}
	var locked *bookfile.LockedError
	_, err := desk.Open(path, bookfile.Write, options("bo"))
	if !errors.As(err, &locked) || locked.PID != writer.pid {
		t.Errorf("opened for writing meanwhile: %v", err)
	}
	writer.end()
	open(t, path, bookfile.Write)
}

func refresh(t *testing.T, d *desk.Desk, want bool) {
	t.Helper()
	if changed, err := d.Refresh(); err != nil || changed != want {
		t.Fatalf("refresh: %t, %v, want %t", changed, err, want)
	}
}

func TestAWriterHasNothingToRefresh(t *testing.T) {
	d := caseBook(t)
	record(t, d, `2024-04-01 memo about=c text=x`)
	refresh(t, d, false)
}

func TestAReaderIsToldThatItsBookWasReplaced(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "case.stakebook")
	older := filepath.Join(folder, "older.stakebook")
	other := filepath.Join(folder, "other.stakebook")
	d := newBook(t, path, ledgertest.CentralCase()...)
	copyBook(t, d, older)
	record(t, d, `2024-04-01 memo about=c text="what the older copy lacks"`)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	t.Run("by an older copy of itself, written over it", func(t *testing.T) {
		reader := open(t, path, bookfile.Read)
		before := journal(t, reader)
		overwrite(t, older, path)
		if _, err := reader.Refresh(); !errors.Is(err, desk.ErrRewound) {
			t.Errorf("refresh: %v", err)
		}
		if _, err := reader.Refresh(); !errors.Is(err, desk.ErrRewound) {
			t.Errorf("refresh once more: %v", err)
		}
		if diff := differ(t, before, journal(t, reader)); diff != "" {
			t.Errorf("the reader's book changed:\n%s", diff)
		}
	})
	t.Run("by another file", func(t *testing.T) {
		reader := open(t, path, bookfile.Read)
		if err := os.Rename(older, other); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(other, path); err != nil {
			t.Fatal(err)
		}
		if _, err := reader.Refresh(); !errors.Is(err, bookfile.ErrRemoved) {
			t.Errorf("refresh: %v", err)
		}
	})
}

// copyBook copies a book at rest between two of its commits.
func copyBook(t *testing.T, d *desk.Desk, to string) {
	t.Helper()
	file, err := bookfile.Open(d.Path(), bookfile.Read, bookfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(file.Backup(t.Context(), to), file.Close()); err != nil {
		t.Fatal(err)
	}
}

// overwrite writes one file over another in place, as cp does.
func overwrite(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
