package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/ncruces/go-sqlite3"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
)

func TestWhatIsRecordedIsOnTheDiskWhenRecordReturns(t *testing.T) {
	d := caseBook(t)
	e := record(t, d, `2024-04-01 memo about=c text="paid in full"`)[0]
	on := onDisk(t, d.Path())
	if diff := differ(t, []ledger.Entry{e}, on[len(on)-1:]); diff != "" {
		t.Errorf("the last entry of the file (-recorded +file):\n%s", diff)
	}
	if int(e.Seq) != len(on) || e.Author != "ada" || e.Hash == (ledger.Hash{}) {
		t.Errorf("recorded as %+v", e)
	}
}

func TestTheBookGivesSeqInstantAuthorAndHashWhateverTheEntrySays(t *testing.T) {
	d := caseBook(t)
	before := journal(t, d)
	given := before[len(before)-1]
	given.Payload = ledger.Memo{About: "c", Text: "said again"}
	given.Author = "mallory"
	e, err := d.Record(given)
	if err != nil {
		t.Fatal(err)
	}
	if e.Author != "ada" || int(e.Seq) != len(before)+1 || e.Hash == given.Hash {
		t.Errorf("recorded as %+v", e)
	}
}

func TestACentTooMuchIsRefusedAndLeavesNoTrace(t *testing.T) {
	d := caseBook(t)
	before := state(t, d, d.Path())
	_, err := d.Record(ledgertest.Line(t, `2024-03-27 funding commitment=c tranche=b amount=0.01`))
	var refusal *ledger.Refusal
	if !errors.As(err, &refusal) || refusal.Field != "amount" || !strings.Contains(err.Error(), "0.01") {
		t.Fatalf("a cent more: %v", err)
	}
	if diff := cmp.Diff(before, state(t, d, d.Path())); diff != "" {
		t.Errorf("the refusal left a trace:\n%s", diff)
	}
}

func TestABatchIsTakenWholeOrNotAtAll(t *testing.T) {
	d := caseBook(t)
	record(t, d, `2024-04-01 memo about=c text="to be undone"`, `2024-04-01 memo about=c text="undone"`)
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	before := state(t, d, d.Path())
	_, err := d.RecordAll("a batch", parse(t,
		`2024-04-01 memo about=c text="fits"`,
		`party id=us2 name="Our other fund"`,
		`2024-03-27 funding commitment=c amount=0.01`,
		`2024-04-01 memo about=c text="fits too"`))
	var batch *desk.BatchError
	if !errors.As(err, &batch) || batch.Index != 2 {
		t.Fatalf("the batch: %v", err)
	}
	if diff := cmp.Diff(before, state(t, d, d.Path())); diff != "" {
		t.Errorf("the refused batch left a trace:\n%s", diff)
	}
	record(t, d, `party id=us2 name="Our other fund"`)
}

func TestNothingRecordedIsNothingToUndo(t *testing.T) {
	d := caseBook(t)
	before := state(t, d, d.Path())
	if recorded, err := d.RecordAll("nothing", nil); err != nil || len(recorded) != 0 {
		t.Errorf("recorded %v, %v", recorded, err)
	}
	if diff := cmp.Diff(before, state(t, d, d.Path())); diff != "" {
		t.Errorf("nothing left a trace:\n%s", diff)
	}
}

func TestAReaderRecordsNothing(t *testing.T) {
	d := caseBook(t)
	path := d.Path()
	reader := open(t, path, bookfile.Read)
	before := state(t, reader, path)
	line := ledgertest.Line(t, `2024-04-01 memo about=c text=x`)
	if _, err := reader.Record(line); !errors.Is(err, desk.ErrReadOnly) {
		t.Errorf("record: %v", err)
	}
	if _, err := reader.Undo(); !errors.Is(err, desk.ErrNothing) {
		t.Errorf("undo: %v", err)
	}
	csv := desk.Source{Name: "memos.csv", Read: strings.NewReader("date,about,text\n2024-04-01,c,x\n")}
	if _, err := reader.Import(csv); !errors.Is(err, desk.ErrReadOnly) {
		t.Errorf("import: %v", err)
	}
	if diff := cmp.Diff(before, state(t, reader, path)); diff != "" {
		t.Errorf("a trace was left:\n%s", diff)
	}
}

func TestABookThatCannotBeWrittenStaysAsTheDiskHasIt(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault func(*testing.T, *desk.Desk)
		want  error
	}{
		{"the book was closed", func(t *testing.T, d *desk.Desk) {
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
		}, bookfile.ErrClosed},
		{"the book was moved away", func(t *testing.T, d *desk.Desk) {
			if err := os.Rename(d.Path(), d.Path()+".moved"); err != nil {
				t.Fatal(err)
			}
		}, bookfile.ErrRemoved},
		{"another book took its place", func(t *testing.T, d *desk.Desk) {
			if err := os.Rename(d.Path(), d.Path()+".moved"); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(d.Path(), []byte("another"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, bookfile.ErrRemoved},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newBook(t, filepath.Join(t.TempDir(), "case.stakebook"), ledgertest.CentralCase()...)
			t.Cleanup(func() { _ = d.Close() })
			record(t, d, `2024-04-01 memo about=c text="still here"`)
			undo, before := d.CanUndo(), journal(t, d)
			test.fault(t, d)
			fails := map[string]func() error{
				"record": func() error {
					_, err := d.Record(ledgertest.Line(t, `2024-04-01 memo about=c text=x`))
					return err
				},
				"undo": func() error { _, err := d.Undo(); return err },
				"import": func() error {
					_, err := d.Import(desk.Source{Name: "memos.csv", Read: strings.NewReader("date,about,text\n2024-04-01,c,x\n")})
					return err
				},
			}
			for name, try := range fails {
				if err := try(); !errors.Is(err, test.want) {
					t.Errorf("%s: %v, want %v", name, err, test.want)
				}
				if diff := differ(t, before, journal(t, d)); diff != "" {
					t.Errorf("%s left a trace:\n%s", name, diff)
				}
			}
			if d.CanUndo() != undo || d.CanRedo() != "" {
				t.Errorf("undo %q, redo %q", d.CanUndo(), d.CanRedo())
			}
			path := d.Path()
			if _, err := os.Stat(path + ".moved"); err == nil {
				path += ".moved"
			}
			if diff := differ(t, before, onDisk(t, path)); diff != "" {
				t.Errorf("the file holds something else:\n%s", diff)
			}
		})
	}
}

func TestAWriteThatAReaderHoldsUpIsTakenBackAndCanBeTriedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.stakebook")
	if err := newBook(t, path, ledgertest.CentralCase()...).Close(); err != nil {
		t.Fatal(err)
	}
	impatient := options("ada")
	impatient.File.Wait = time.Millisecond
	d, err := desk.Open(path, bookfile.Write, impatient)
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, d)
	before := journal(t, d)
	batch := parse(t, `2024-04-01 memo about=c text=x`, `2024-04-01 memo about=c text=y`)
	whileRead(t, path, func() {
		if _, err := d.RecordAll("two", batch); !errors.Is(err, bookfile.ErrBusy) {
			t.Errorf("while another reads: %v", err)
		}
	})
	if diff := differ(t, before, journal(t, d)); diff != "" || d.CanUndo() != "" {
		t.Errorf("a trace was left, with %q to undo:\n%s", d.CanUndo(), diff)
	}
	if _, err := d.RecordAll("two", batch); err != nil {
		t.Errorf("tried again: %v", err)
	}
	if diff := differ(t, journal(t, d), onDisk(t, path)); diff != "" {
		t.Errorf("the file differs:\n%s", diff)
	}
}

// whileRead does something while another tool holds a book for reading.
func whileRead(t *testing.T, path string, do func()) {
	t.Helper()
	reader, err := sqlite3.OpenFlags(path, sqlite3.OPEN_READWRITE)
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Exec(`BEGIN; SELECT count(*) FROM entries`); err != nil {
		t.Fatal(err)
	}
	do()
	if err := errors.Join(reader.Exec(`COMMIT`), reader.Close()); err != nil {
		t.Fatal(err)
	}
}

// tooLarge is an entry that a book file does not take.
func tooLarge(t *testing.T) ledger.Entry {
	t.Helper()
	huge := ledgertest.Line(t, `2024-04-01 pacing scope=* contributions=25;50 life=10 bow=2.5 growth=13`)
	pacing := huge.Payload.(ledger.Pacing)
	for len(pacing.Contributions) < 1<<19 {
		pacing.Contributions = append(pacing.Contributions, pacing.Contributions...)
	}
	huge.Payload = pacing
	return huge
}

func TestANewFileThatCannotBeFilledIsTakenAwayAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.stakebook")
	booked := ledgertest.Booked([]ledger.Entry{ledgertest.Line(t, `book name=Ours currency=USD`), tooLarge(t)})
	if err := desk.CreateWith(path, options("ada"), booked); !errors.Is(err, bookfile.ErrTooLarge) {
		t.Errorf("made: %v", err)
	}
	mustNotExist(t, path)
	if err := desk.CreateWith(path, options("ada"), booked[:1]); err != nil {
		t.Errorf("the name is barred: %v", err)
	}
}
