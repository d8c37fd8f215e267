package bookfile_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestACheckpointComesBackAsItWasWritten(t *testing.T) {
	path := newBook(t, options())
	all := story(t)
	book := opened(t, path, bookfile.Write, options())
	if _, ok, err := book.ReadCheckpoint(); ok || err != nil {
		t.Errorf("a new book has a checkpoint (%v)", err)
	}
	for _, state := range [][]byte{bytes.Repeat([]byte("state "), 100_000), []byte("short"), {}} {
		want := bookfile.Checkpoint{Format: 4_000_000_000, Seq: all[6].Seq, Head: all[6].Hash, State: state}
		must(t, book.WriteCheckpoint(want))
		got, ok, err := opened(t, path, bookfile.Read, options()).ReadCheckpoint()
		must(t, err)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("found %v:\n%s", ok, diff)
		}
	}
	must(t, book.Append(payments(t, all, 1)))
	if got, ok, err := book.ReadCheckpoint(); err != nil || !ok || got.Seq != 7 {
		t.Errorf("after another entry the checkpoint is %v %v (%v)", got.Seq, ok, err)
	}
}

func TestACheckpointThatDiffersIsThrownAway(t *testing.T) {
	all := story(t)
	for name, sql := range map[string]string{
		"its state":   `UPDATE checkpoint SET state = x'00'`,
		"its digest":  `UPDATE checkpoint SET digest = zeroblob(32)`,
		"its format":  `UPDATE checkpoint SET format = 2`,
		"a negative":  `UPDATE checkpoint SET format = -1`,
		"its seq":     `UPDATE checkpoint SET seq = 6`,
		"no such seq": `UPDATE checkpoint SET seq = 60`,
		"its head":    `UPDATE checkpoint SET head = zeroblob(32)`,
		"a short one": `UPDATE checkpoint SET head = x'00'`,
		"the entry":   `UPDATE entries SET hash = zeroblob(32) WHERE seq = 7`,
	} {
		path := newBook(t, options())
		book, err := bookfile.Open(path, bookfile.Write, options())
		must(t, err)
		must(t, book.WriteCheckpoint(bookfile.Checkpoint{Format: 1, Seq: 7, Head: all[6].Hash, State: []byte("state")}))
		must(t, book.Close())
		tamper(t, path, sql)
		book = opened(t, path, bookfile.Write, options())
		if _, ok, err := book.ReadCheckpoint(); ok || err != nil {
			t.Errorf("%s was changed and the checkpoint is believed (%v)", name, err)
		}
	}
}

func TestACheckpointMustStandForAnEntryAndFit(t *testing.T) {
	all := story(t)
	book := opened(t, newBook(t, options()), bookfile.Write, options())
	mustBe(t, book.WriteCheckpoint(bookfile.Checkpoint{Seq: 7, Head: all[5].Hash}), bookfile.ErrNotNext)
	mustBe(t, book.WriteCheckpoint(bookfile.Checkpoint{Seq: 8, Head: all[6].Hash}), bookfile.ErrNotNext)
	large := bookfile.Checkpoint{Seq: 7, Head: all[6].Hash, State: make([]byte, bookfile.MaxCheckpoint+1)}
	mustBe(t, book.WriteCheckpoint(large), bookfile.ErrTooLarge)
	large.State = large.State[1:]
	must(t, book.WriteCheckpoint(large))
	if got, ok, err := book.ReadCheckpoint(); err != nil || !ok || len(got.State) != bookfile.MaxCheckpoint {
		t.Errorf("the largest checkpoint comes back with %d bytes: %v (%v)", len(got.State), ok, err)
	}
	mustBeSame(t, book, all)
}

func TestADocumentIsFoundByItsFingerprint(t *testing.T) {
	path := newBook(t, options())
	book := opened(t, path, bookfile.Write, options())
	for _, contents := range [][]byte{[]byte("a term sheet"), {}, bytes.Repeat([]byte{7}, bookfile.MaxDocument)} {
		digest, err := book.PutDocument(contents)
		must(t, err)
		if sum := sha256.Sum256(contents); string(digest) != hex.EncodeToString(sum[:]) {
			t.Errorf("the fingerprint is %s", digest)
		}
		again, err := book.PutDocument(contents)
		must(t, err)
		got, err := book.Document(again)
		must(t, err)
		if !bytes.Equal(got, contents) {
			t.Errorf("%d bytes come back for %d", len(got), len(contents))
		}
	}
	_, err := book.PutDocument(make([]byte, bookfile.MaxDocument+1))
	mustBe(t, err, bookfile.ErrTooLarge)
	_, err = book.Document(ledger.Digest(strings.Repeat("0", 64)))
	mustBe(t, err, bookfile.ErrNoDocument)
	db := raw(t, path)
	if count := ask(t, db, `SELECT count(*) FROM documents`); count != "3" {
		t.Errorf("%s documents are kept, want 3", count)
	}
	must(t, db.Close())
	mustBeSame(t, book, story(t))
}

func TestBranchesAreKeptBesideTheJournal(t *testing.T) {
	path := newBook(t, options())
	all := story(t)
	bare := func(entries ...ledger.Entry) []ledger.Entry {
		for i := range entries {
			entries[i].Seq, entries[i].Recorded, entries[i].Hash = 0, entries[i].Recorded.AddDate(-9999, 0, 0), ledger.Hash{}
		}
		return entries
	}
	book := opened(t, path, bookfile.Write, options())
	first := bookfile.Branch{Name: "all of it", Base: 7, Created: start(), Author: "ada", Note: "the whole option",
		Entries: bare(story(t)[3:6]...)}
	second := bookfile.Branch{Name: "nothing", Base: 2, Created: start()}
	must(t, book.PutBranch(second))
	must(t, book.PutBranch(bookfile.Branch{Name: first.Name, Base: 1, Created: start(), Entries: bare(story(t)...)}))
	must(t, book.PutBranch(first))
	got, err := opened(t, path, bookfile.Read, options()).Branches()
	must(t, err)
	text := cmp.Transformer("flat", func(e ledger.Entry) []ledger.Pair {
		var kept []ledger.Pair
		for _, pair := range e.Flat() {
			if pair.Name != ledger.FieldRecorded {
				kept = append(kept, pair)
			}
		}
		return kept
	})
	if diff := cmp.Diff([]bookfile.Branch{first, second}, got, text, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	must(t, book.DropBranch("all of it"))
	mustBe(t, book.DropBranch("all of it"), bookfile.ErrNoBranch)
	got, err = book.Branches()
	must(t, err)
	if len(got) != 1 || got[0].Name != "nothing" {
		t.Errorf("what is left is %v", got)
	}
	mustBeSame(t, book, all)
	must(t, book.Append(payments(t, all, 1)))
}

func TestABranchThatIsNotWholeIsRefused(t *testing.T) {
	book := opened(t, newBook(t, options()), bookfile.Write, options())
	for name, b := range map[string]bookfile.Branch{
		"no name":     {Created: start()},
		"a long name": {Name: strings.Repeat("x", bookfile.MaxBranchName+1), Created: start()},
		"two lines":   {Name: "a\nb", Created: start()},
		"no instant":  {Name: "a"},
		"no payload":  {Name: "a", Created: start(), Entries: make([]ledger.Entry, 1)},
		"too many":    {Name: "a", Created: start(), Entries: make([]ledger.Entry, bookfile.MaxTrials+1)},
	} {
		if err := book.PutBranch(b); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	for i := range bookfile.MaxBranches {
		must(t, book.PutBranch(bookfile.Branch{Name: fmt.Sprint("branch ", i), Created: start()}))
	}
	mustBe(t, book.PutBranch(bookfile.Branch{Name: "one more", Created: start()}), bookfile.ErrTooLarge)
	if all, err := book.Branches(); err != nil || len(all) != bookfile.MaxBranches {
		t.Errorf("there are %d branches (%v)", len(all), err)
	}
}

func TestABackupIsTheWholeBookAndReplacesNothing(t *testing.T) {
	path := newBook(t, options())
	book := opened(t, path, bookfile.Write, options())
	_, err := book.PutDocument([]byte("a term sheet"))
	must(t, err)
	copied := filepath.Join(t.TempDir(), "copy.stakebook")
	must(t, book.Backup(t.Context(), copied))
	again := opened(t, copied, bookfile.Write, options())
	mustBeSame(t, again, story(t))
	if again.ID() != book.ID() {
		t.Error("the copy has another id")
	}
	must(t, book.Append(payments(t, story(t), 1)))
	mustBe(t, book.Backup(t.Context(), copied), fs.ErrExist)
	mustBeSame(t, again, story(t))
}

func TestABackupThatIsStoppedOrFindsDamageLeavesNothing(t *testing.T) {
	path := newBook(t, options())
	folder := t.TempDir()
	nothing := func() {
		t.Helper()
		files, err := os.ReadDir(folder)
		must(t, err)
		if len(files) != 0 {
			t.Errorf("the folder holds %v", files)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	book := opened(t, path, bookfile.Read, options())
	mustBe(t, book.Backup(stopped, filepath.Join(folder, "copy")), context.Canceled)
	nothing()
	mustBe(t, book.Check(stopped), context.Canceled)
	tamper(t, path, `UPDATE entries SET note = 'x' WHERE seq = 4`)
	mustBe(t, book.Backup(t.Context(), filepath.Join(folder, "copy")), bookfile.ErrDamaged)
	nothing()
}

func TestABackupBesideAWriterIsOneMomentOfTheBook(t *testing.T) {
	path := newBook(t, options())
	writer, lines := other(t, "append", path)
	defer func() {
		must(t, writer.Process.Kill())
		_ = writer.Wait() // it was killed
	}()
	reader := opened(t, path, bookfile.Read, options())
	last := numberAfter(t, lines, "saved")
	copied := filepath.Join(t.TempDir(), "copy.stakebook")
	must(t, reader.Backup(t.Context(), copied))
	backup := opened(t, copied, bookfile.Read, options())
	must(t, backup.Check(t.Context()))
	if seq, _, err := backup.Head(); err != nil || int64(seq) < last {
		t.Errorf("the copy ends with entry %d (%v), but %d was saved before it", seq, err, last)
	}
}
