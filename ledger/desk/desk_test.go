package desk_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

func TestANewBookBeginsWithItsNameAndHasNothingToUndo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.stakebook")
	usd, err := money.ParseCurrency("USD")
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(path, ledger.BookName{Name: "Ours", Currency: usd}, options("ada"))
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, d)
	entries := journal(t, d)
	if len(entries) != 1 || entries[0].Author != "ada" ||
		!entries[0].Recorded.Equal(time.Date(2024, time.April, 2, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("the book begins with %+v", entries)
	}
	if diff := differ(t, entries, onDisk(t, path)); diff != "" {
		t.Errorf("the file differs (-desk +file):\n%s", diff)
	}
	if _, err := d.Undo(); !errors.Is(err, desk.ErrNothing) {
		t.Errorf("undo of a new book: %v", err)
	}
}

func TestABookWithoutANameMakesNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.stakebook")
	_, err := desk.New(path, ledger.BookName{}, options("ada"))
	var field *ledger.FieldError
	if !errors.As(err, &field) || field.Field != "name" {
		t.Errorf("new book without a name: %v", err)
	}
	mustNotExist(t, path)
}

func mustNotExist(t *testing.T, path string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil {
		t.Fatal(err)
	}
	if left = append(left, hidden...); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWhatIsNoBookIsSaidInPlainWords(t *testing.T) {
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken")
	empty := filepath.Join(folder, "empty")
	letter := filepath.Join(folder, "letter")
	for path, text := range map[string]string{
		taken: "precious", empty: "", letter: "Dear Ada, this is a letter and no book.",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opening := func(path string) error {
		_, err := desk.Open(path, bookfile.Write, options("ada"))
		return err
	}
	making := func(path string) error {
		_, err := desk.New(path, ledger.BookName{Name: "Ours", Currency: usd(t)}, options("ada"))
		return err
	}
	missing := filepath.Join(folder, "missing")
	inMissing := filepath.Join(folder, "no", "book")
	for _, test := range []struct {
		name string
		err  error
		want string
		is   error
	}{
		{"a missing file", opening(missing), "there is no book at " + missing, fs.ErrNotExist},
		{"a folder", opening(folder), "open book " + folder + ": the file is not a Stakebook book: it is a folder",
			bookfile.ErrNotBook},
		{"an empty file", opening(empty), "open book " + empty + ": the file is not a Stakebook book: it is empty",
			bookfile.ErrNotBook},
		{"a new book over a file", making(taken), "there is something at " + taken +
			" already, and nothing is ever replaced; choose another name", fs.ErrExist},
		{"a new book in no folder", making(inMissing), inMissing + " cannot be made: its folder does not exist",
			fs.ErrNotExist},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.err == nil || test.err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", test.err, test.want)
			}
			if !errors.Is(test.err, test.is) {
				t.Errorf("%v is no %v", test.err, test.is)
			}
		})
	}
	if err := opening(letter); !errors.Is(err, bookfile.ErrNotBook) {
		t.Errorf("a letter: %v", err)
	}
	if text, err := os.ReadFile(taken); err != nil || string(text) != "precious" {
		t.Errorf("the file that was there holds %q, %v", text, err)
	}
}

func usd(t *testing.T) money.Currency {
	t.Helper()
	currency, err := money.ParseCurrency("USD")
	if err != nil {
		t.Fatal(err)
	}
	return currency
}

func TestASecondWriterIsToldWhoHasTheBook(t *testing.T) {
	d := caseBook(t)
	_, err := desk.Open(d.Path(), bookfile.Write, options("bo"))
	want := fmt.Sprintf("open book %s: the book is open in test on here (process %d) since 2024-04-02 10:00:00Z; "+
		"it can be read beside it", d.Path(), os.Getpid())
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	beside := open(t, d.Path(), bookfile.Read)
	if diff := differ(t, journal(t, d), journal(t, beside)); diff != "" {
		t.Errorf("the reader sees another book:\n%s", diff)
	}
}

func TestAViewOfThePastKnowsWhatTheBookKnewThen(t *testing.T) {
	d := caseBook(t)
	entries := journal(t, d)
	for _, known := range []ledger.Seq{1, 12, 15, 3, ledger.Seq(len(entries))} {
		want := ledgertest.Outline(ledgertest.Build(t, ledgertest.CentralCase()[:known]...))
		err := d.View(known, func(b *ledger.Book) error {
			if b.Len() != int(known) || b.Head().Hash != entries[known-1].Hash {
				t.Errorf("known at %d: %d entries, the last with hash %s", known, b.Len(), b.Head().Hash)
			}
			if diff := cmp.Diff(want, ledgertest.Outline(b)); diff != "" {
				t.Errorf("known at %d (-want +got):\n%s", known, diff)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	for _, never := range []ledger.Seq{-1, ledger.Seq(len(entries) + 1)} {
		err := d.View(never, func(*ledger.Book) error { t.Error("the view was shown"); return nil })
		want := fmt.Sprintf("the book has entries 1 to %d; there is no entry %d", len(entries), never)
		if err == nil || err.Error() != want {
			t.Errorf("known at %d: %v, want %s", never, err, want)
		}
	}
}

func TestAViewGivesOnTheErrorOfWhoReads(t *testing.T) {
	d := caseBook(t)
	wrong := errors.New("wrong")
	for _, known := range []ledger.Seq{0, 3} {
		if err := d.View(known, func(*ledger.Book) error { return wrong }); !errors.Is(err, wrong) {
			t.Errorf("known at %d: %v", known, err)
		}
	}
}

// Under the race detector this shows that readers never meet a book that is being written.
func TestManyReadBesideOneWriter(t *testing.T) {
	d := caseBook(t)
	before := len(journal(t, d))
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				readOnce(t, d, ledger.Seq(1+i))
			}
		})
	}
	for range 20 {
		record(t, d, `2024-03-28 memo about=c text="a remark"`)
		bad := parse(t, `2024-03-28 memo about=c text=x`, `2024-03-28 memo about=nobody text=x`)
		if _, err := d.RecordAll("bad", bad); err == nil {
			t.Error("a memo about nobody was taken")
		}
		if _, err := d.Undo(); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
	if got := len(journal(t, d)); got != before+40 {
		t.Errorf("%d entries, want %d", got, before+40)
	}
}

func readOnce(t *testing.T, d *desk.Desk, known ledger.Seq) {
	err := d.View(0, func(b *ledger.Book) error {
		for _, id := range b.Commitments() {
			for range b.Walk(id) {
			}
		}
		if last := b.Head(); int(last.Seq) != b.Len() {
			t.Errorf("the last of %d entries is number %d", b.Len(), last.Seq)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	err = d.View(known, func(b *ledger.Book) error {
		if b.Len() != int(known) {
			t.Errorf("known at %d: %d entries", known, b.Len())
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	_, _ = d.CanUndo(), d.CanRedo()
}
