package bookfile_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
)

// The checker of the harnesses shares no code with this package: it must agree with it on what is sound, and see
// whatever is not.

func TestTheCheckerReadsWhatWasWritten(t *testing.T) {
	for _, name := range []string{"keep", "back up", "record sealed"} {
		var keys crash.Keys
		d := deedOf(t, name)
		folder := t.TempDir()
		d.prepared(t, &keys).in(t, folder)
		disk, err := crash.NewDisk(nil)
		must(t, err)
		must(t, d.do(d.on(disk, folder, nil)))
		image, err := crash.Load(folder)
		must(t, err)
		path := filepath.Join(folder, "field.stakebook")
		found, err := keys.Inspect(image, path, passphrase())
		must(t, err)
		book := opened(t, path, bookfile.Read, d.options())
		end, err := endOf(book)
		must(t, err)
		if found != (crash.Book{ID: book.ID(), Sealed: d.sealed, Head: end}) {
			t.Errorf("%s: the checker finds %v, the book ends with %v", name, found, end)
		}
	}
}

// changedBy are ways to change a book that the checker must see, by what it must call each.
func changedBy() map[string]error {
	return map[string]error{
		`DELETE FROM checkpoint; DELETE FROM entries WHERE seq = 37`:                    crash.ErrLost, // the last
		`DELETE FROM checkpoint; DELETE FROM entries WHERE seq > 20`:                    crash.ErrLost, // half an import
		`DELETE FROM checkpoint; DELETE FROM entries`:                                   crash.ErrLost,
		`DELETE FROM entries WHERE seq = 37`:                                            crash.ErrTorn,
		`DELETE FROM entries WHERE seq = 12`:                                            crash.ErrTorn,
		`UPDATE entries SET seq = 38 WHERE seq = 37`:                                    crash.ErrTorn,
		`UPDATE entries SET fields = replace(fields, '1.50', '1.5') WHERE seq = 9`:      crash.ErrTorn,
		`UPDATE entries SET fields = replace(fields, '}', ',"a":"b"}') WHERE seq = 9`:   crash.ErrTorn,
		`UPDATE entries SET fields = fields || ' x' WHERE seq = 9`:                      crash.ErrTorn,
		`UPDATE entries SET recorded = replace(recorded, '2026', '2025') WHERE seq = 2`: crash.ErrTorn,
		`UPDATE entries SET author = 'bob' WHERE seq = 2`:                               crash.ErrTorn,
		`UPDATE entries SET kind = 'call' WHERE seq = 9`:                                crash.ErrTorn,
		`UPDATE entries SET date = NULL WHERE seq = 9`:                                  crash.ErrTorn,
		`UPDATE entries SET source = 'x' WHERE seq = 9`:                                 crash.ErrTorn,
		`UPDATE entries SET note = 'x' WHERE seq = 9`:                                   crash.ErrTorn,
		`UPDATE entries SET qualifier = NULL WHERE seq = 4`:                             crash.ErrTorn,
		`UPDATE entries SET dated = 'on' WHERE seq = 4`:                                 crash.ErrTorn,
		`UPDATE entries SET standing = NULL WHERE seq = 6`:                              crash.ErrTorn,
		`UPDATE entries SET disputes = 4 WHERE seq = 6`:                                 crash.ErrTorn,
		`UPDATE entries SET hash = zeroblob(32) WHERE seq = 37`:                         crash.ErrTorn,
		`UPDATE checkpoint SET state = x'00'`:                                           crash.ErrTorn,
		`UPDATE checkpoint SET seq = 36`:                                                crash.ErrTorn,
		`UPDATE documents SET contents = x'00'`:                                         crash.ErrTorn,
		`DELETE FROM meta WHERE name = 'id'`:                                            crash.ErrTorn,
		`PRAGMA user_version = 2`:                                                       crash.ErrTorn,
		`PRAGMA application_id = 2`:                                                     crash.ErrTorn,
		`PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'trials'`:  crash.ErrTorn,
	}
}

func TestTheCheckerSeesEveryChange(t *testing.T) {
	var keys crash.Keys
	base, head := bookWithAll(t)
	judge := func(sql string) error {
		path := filepath.Join(t.TempDir(), "field.stakebook")
		must(t, os.WriteFile(path, base, 0o600))
		tamper(t, path, sql)
		image, err := crash.Load(filepath.Dir(path))
		must(t, err)
		_, err = keys.Judge(image, crash.Promise{Path: path, May: []crash.Head{head}}, "")
		return err
	}
	must(t, judge(`PRAGMA optimize`)) // which changes nothing
	for sql, want := range changedBy() {
		if err := judge(sql); !errors.Is(err, want) {
			t.Errorf("%s\ngives %v, want %v", sql, err, want)
		}
	}
}

// bookWithAll gives the bytes of a book in which something of everything is kept.
func bookWithAll(t testing.TB) ([]byte, crash.Head) {
	t.Helper()
	folder := t.TempDir()
	disk, err := crash.NewDisk(nil)
	must(t, err)
	w := deedOf(t, "keep").on(disk, folder, nil)
	w.begin(t)
	var head crash.Head
	must(t, w.with(func(book *bookfile.File) error {
		seq, hash, err := book.Head()
		head = crash.Head{Entries: int64(seq), Hash: crash.Hash(hash)}
		_, documentErr := book.PutDocument([]byte("a term sheet"))
		return errors.Join(err, documentErr,
			book.WriteCheckpoint(bookfile.Checkpoint{Format: 1, Seq: seq, Head: hash, State: []byte("state")}))
	}))
	contents, err := os.ReadFile(w.path())
	must(t, err)
	return contents, head
}

// TestTheCheckerSeesEveryTornPage tears each page of a book: its first or its second half is as it was at another time.
func TestTheCheckerSeesEveryTornPage(t *testing.T) {
	const page = 4096
	var keys crash.Keys
	base, head := bookWithAll(t)
	random := rand.New(rand.NewPCG(1, 1))
	for at := 0; at < len(base); at += page {
		for half := range 2 {
			contents := slices.Clone(base)
			from := at + half*page/2
			for i := from; i < from+page/2; i++ {
				contents[i] = byte(random.Uint32())
			}
			promise := crash.Promise{Path: "/b", May: []crash.Head{head}}
			if _, err := keys.Judge(crash.Image{"/b": contents}, promise, ""); !errors.Is(err, crash.ErrTorn) {
				t.Errorf("half %d of page %d: %v", half, at/page+1, err)
			}
		}
	}
}

func TestTheCheckerSeesWhatIsMissingOrLeft(t *testing.T) {
	var keys crash.Keys
	d := deedOf(t, "record")
	before := d.prepared(t, &keys)
	folder := t.TempDir()
	promises := before.in(t, folder)
	must(t, d.recovers(&keys, folder, promises))
	must(t, os.WriteFile(filepath.Join(folder, "field.stakebook-journal.old"), nil, 0o600))
	after, err := crash.Load(folder)
	must(t, err)
	book, err := keys.Inspect(after, promises[0].Path, "")
	must(t, err)
	promises[0].May = []crash.Head{book.Head}
	mustBe(t, d.recovers(&keys, folder, promises), errLeft)
	missing := crash.Promise{Path: filepath.Join(folder, "copy.stakebook"), May: promises[0].May}
	mustBe(t, d.recovers(&keys, folder, []crash.Promise{missing}), crash.ErrLost)
}

func TestTheCheckerSeesATornEncryptedBook(t *testing.T) {
	var keys crash.Keys
	path := newBook(t, sealed())
	contents, err := os.ReadFile(path)
	must(t, err)
	promise := func(contents []byte, words string) error {
		_, err := keys.Inspect(crash.Image{"/b": slices.Clone(contents)}, "/b", words)
		return err
	}
	must(t, promise(contents, passphrase()))
	if err := promise(contents, "another"); err == nil || !strings.Contains(err.Error(), "passphrase") {
		t.Errorf("with another passphrase: %v", err)
	}
	for at := 20; at < len(contents); at += 4096 - 24 {
		contents[at] ^= 1
		if err := promise(contents, passphrase()); err == nil {
			t.Errorf("a change at %d is not seen", at)
		}
		contents[at] ^= 1
	}
	must(t, promise(contents, passphrase()))
	if err := promise(contents[:100], passphrase()); err == nil {
		t.Error("a header alone is taken for a book")
	}
}

func TestWhatThePowerLeavesIsReplayedFromItsSeed(t *testing.T) {
	skipUnderDetector(t)
	var keys crash.Keys
	trace := recorded(t, deedOf(t, "record"), &keys)
	survey := crash.Survey{Keys: &keys, Lying: true}
	first := survey.Of(trace, crash.Run{Rounds: 300, Seed: 7})
	again := survey.Of(trace, crash.Run{Rounds: 300, Seed: 7})
	other := survey.Of(trace, crash.Run{Rounds: 300, Seed: 8})
	if first.First == nil || first.First.Error() != again.First.Error() || first.String() != again.String() {
		t.Errorf("one seed gives\n%v: %v\nand then\n%v: %v", first, first.First, again, again.First)
	}
	if first.String() == other.String() {
		t.Errorf("two seeds give the same: %v", first)
	}
}
