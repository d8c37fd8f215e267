package bookfile_test

import (
	"errors"
	"net/url"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// form is how long the harnesses of this package run.
var form = crash.Flags()

// recorded does a deed and gives all that it did to the disk.
func recorded(t testing.TB, d deed, keys *crash.Keys) *crash.Trace {
	t.Helper()
	before := d.prepared(t, keys)
	folder := t.TempDir()
	disk, err := crash.NewDisk(nil)
	must(t, err)
	trace, err := disk.Record(folder, before.in(t, folder))
	must(t, err)
	must(t, d.do(d.on(disk, folder, nil)))
	return trace
}

// TestNothingIsLostWithThePower lets the power fail at every moment of every deed. Of all images the checker reads the
// books; on some of them the next user goes on.
func TestNothingIsLostWithThePower(t *testing.T) {
	skipUnderDetector(t)
	run := form.Begin(t, 3_000, 1_000_000)
	var keys crash.Keys
	for _, d := range deeds() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			run := share(run)
			trace := recorded(t, d, &keys)
			tally := crash.Survey{Keys: &keys, Passphrase: passphrase(), Beside: goingOn(t, d, &keys, run)}.Of(trace, run)
			t.Logf("%d operations: %s", trace.Len(), tally)
			if tally.First != nil {
				t.Error(tally.First)
			}
		})
	}
}

// goingOn has the next user go on in some of the images, a hundred of a deed.
func goingOn(t *testing.T, d deed, keys *crash.Keys, run crash.Run) func(int, crash.Image, []crash.Promise) error {
	every := max(60, run.Rounds/100)
	if d.slow {
		every *= 10
	}
	return func(round int, image crash.Image, promises []crash.Promise) error {
		if round%every != 0 && !run.Replays(round) || len(promises) == 0 {
			return nil // or the deed has not begun
		}
		folder := t.TempDir()
		must(t, image.Store(folder))
		return d.recovers(keys, folder, moved(promises, folder))
	}
}

// careless is a deed as a program does it that has SQLite alone, with a setting of its own.
func careless(pragma string) deed {
	return deed{name: pragma, prepare: work.begin, do: func(w work) (err error) {
		vfs.Register(w.folder, w.disk)
		defer vfs.Unregister(w.folder)
		conn, err := sqlite3.Open("file:" + w.path() + "?vfs=" + url.QueryEscape(w.folder))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
		err = conn.Exec("PRAGMA " + pragma)
		for range 3 {
			if err == nil {
				err = w.insert(conn, 12)
			}
		}
		return err
	}}
}

// insert takes n entries into the book in one transaction.
func (w work) insert(conn *sqlite3.Conn, n int) (err error) {
	statement, _, err := conn.Prepare(`SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1`)
	if err != nil {
		return err
	}
	statement.Step()
	before := crash.Head{Entries: statement.ColumnInt64(0), Hash: crash.Hash(statement.ColumnBlob(1, nil))}
	if err := statement.Close(); err != nil {
		return err
	}
	entries, after, err := fundings(before, n)
	if err != nil {
		return err
	}
	w.say(crash.Promise{Path: w.path(), May: []crash.Head{before, after}})
	statement, _, err = conn.Prepare(`INSERT INTO entries (seq, recorded, author, kind, date, note, fields, hash)
		VALUES (?,?,?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	err = conn.Exec(`BEGIN IMMEDIATE`)
	for _, e := range entries {
		if err == nil {
			err = errors.Join(statement.BindInt64(1, int64(e.Seq)),
				statement.BindText(2, e.Recorded.Format(ledger.RecordedForm)), statement.BindText(3, e.Author),
				statement.BindText(4, string(e.Kind())), statement.BindText(5, e.Date.String()),
				statement.BindText(6, e.Note), statement.BindRawText(7, bookfile.AppendFields(nil, e.Fields())),
				statement.BindBlob(8, e.Hash[:]), statement.Exec(), statement.Reset())
		}
	}
	if err == nil {
		err = conn.Exec(`COMMIT`)
	}
	if err = errors.Join(err, statement.Close()); err == nil {
		w.say(crash.Promise{Path: w.path(), May: []crash.Head{after}})
	}
	return err
}

// TestAHarnessForThePowerSeesCarelessness is the control of the one above: each of these loses or tears a book.
func TestAHarnessForThePowerSeesCarelessness(t *testing.T) {
	skipUnderDetector(t)
	run := form.Begin(t, 200, 20_000)
	var keys crash.Keys
	tests := []struct {
		name       string
		deed       deed
		lying      bool
		lost, torn bool
	}{
		{"a disk that says that it synced", deedOf(t, "record"), true, true, true},
		{"the same, a backup", deedOf(t, "back up"), true, true, true},
		{"the same, encrypting", deedOf(t, "encrypt"), true, true, true},
		{"nothing synced", careless("synchronous = OFF"), false, true, true},
		{"no removal of a journal synced", careless("synchronous = FULL"), false, true, false},
		{"no journal's name synced", careless("synchronous = EXTRA"), false, false, true},
		{"an import in two halves", halved(), false, true, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			trace := recorded(t, test.deed, &keys)
			tally := crash.Survey{Keys: &keys, Passphrase: passphrase(), Lying: test.lying}.Of(trace, run)
			t.Log(tally)
			if test.lost && tally.Lost == 0 {
				t.Error("the harness does not see what is lost")
			}
			if test.torn && tally.Torn == 0 {
				t.Error("the harness does not see what is torn")
			}
			if !test.lost && !test.torn && tally.First != nil {
				t.Error(tally.First)
			}
		})
	}
}

// halved is an import in two transactions that is promised as one.
func halved() deed {
	return deed{name: "halved", prepare: work.begin, do: func(w work) error {
		return w.with(func(book *bookfile.File) error {
			before, err := endOf(book)
			if err != nil {
				return err
			}
			entries, after, err := fundings(before, 40)
			if err != nil {
				return err
			}
			w.say(crash.Promise{Path: w.path(), May: []crash.Head{before, after}})
			if err := book.Append(entries[:20]); err != nil {
				return err
			}
			return book.Append(entries[20:])
		})
	}}
}

func deedOf(t testing.TB, name string) deed {
	t.Helper()
	d, err := deedNamed(name)
	must(t, err)
	return d
}
