package desk_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// keepBackup keeps a backup of an open book and gives the newest.
func keepBackup(t *testing.T, d *desk.Desk) backups.Backup {
	t.Helper()
	kept, err := d.KeepBackup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return kept.Newest
}

// held is what a copy is listed as.
type held struct {
	Path    string
	Entries ledger.Seq
	Head    ledger.Hash
}

func listed(t *testing.T, book string, options desk.Options) []held {
	t.Helper()
	copies, err := desk.Copies(t.Context(), book, options)
	if err != nil {
		t.Fatal(err)
	}
	var found []held
	for _, c := range copies {
		if c.Err != nil {
			t.Errorf("%s: %v", c.Path, c.Err)
		}
		if c.Size == 0 {
			t.Errorf("%s has no size", c.Path)
		}
		found = append(found, held{c.Path, c.Entries, c.Head})
	}
	return found
}

// keptTwice is a book that was kept twice, with what its copies hold, the newest first.
func keptTwice(t *testing.T) (d *desk.Desk, want []held) {
	t.Helper()
	d = caseBook(t)
	for i := range 2 {
		if i > 0 {
			record(t, d, memo)
		}
		all := journal(t, d)
		last := all[len(all)-1]
		want = append([]held{{keepBackup(t, d).Path, last.Seq, last.Hash}}, want...)
	}
	return d, want
}

func TestCopiesAreListedTheNewestFirstWithWhatTheyHold(t *testing.T) {
	d, want := keptTwice(t)
	if diff := cmp.Diff(want, listed(t, d.Path(), options("ada"))); diff != "" {
		t.Errorf("plain (-want +got):\n%s", diff)
	}
	if _, err := d.Encrypt(t.Context(), []byte("secret")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, listed(t, d.Path(), sealed("secret"))); diff != "" {
		t.Errorf("encrypted (-want +got):\n%s", diff)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(d.Path()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, listed(t, d.Path(), sealed("secret"))); diff != "" {
		t.Errorf("where the book is gone (-want +got):\n%s", diff)
	}
}

func TestACopyThatCannotBeReadIsListedWithWhy(t *testing.T) {
	d, want := keptTwice(t)
	if err := os.WriteFile(want[0].Path, []byte("no book"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := caseBook(t)
	if err := os.Rename(keepBackup(t, other).Path, filepath.Join(backups.Folder(d.Path()),
		"2024-01-01T00-00-00Z_000009_00000000_0000000000000000.stakebook")); err != nil {
		t.Fatal(err)
	}
	copies, err := desk.Copies(t.Context(), d.Path(), options("ada"))
	if err != nil || len(copies) != 3 {
		t.Fatalf("%d copies, %v", len(copies), err)
	}
	for i, want := range []error{bookfile.ErrOtherBook, bookfile.ErrNotBook, nil} {
		if !errors.Is(copies[i].Err, want) {
			t.Errorf("copy %d: %v, not %v", i, copies[i].Err, want)
		}
	}
}

func TestCopiesOfAnEncryptedBookWantItsPassphrase(t *testing.T) {
	d, want := keptTwice(t)
	if _, err := d.Encrypt(t.Context(), []byte("secret")); err != nil {
		t.Fatal(err)
	}
	for wrong, is := range map[string]error{"": bookfile.ErrEncrypted, "wrong": bookfile.ErrPassphrase} {
		copies, err := desk.Copies(t.Context(), d.Path(), sealed(wrong))
		if err != nil || len(copies) != len(want) {
			t.Fatalf("%d copies, %v", len(copies), err)
		}
		for _, c := range copies {
			if !errors.Is(c.Err, is) {
				t.Errorf("with %q: %v", wrong, c.Err)
			}
		}
	}
}

func TestNoCopiesAreNone(t *testing.T) {
	copies, err := desk.Copies(t.Context(), caseBook(t).Path(), options("ada"))
	if len(copies) != 0 || err != nil {
		t.Errorf("%v, %v", copies, err)
	}
}

func TestTheListOfCopiesCanBeStopped(t *testing.T) {
	d, _ := keptTwice(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := desk.Copies(ctx, d.Path(), options("ada")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestACopyThatWasMadeIsInspected(t *testing.T) {
	d := caseBook(t)
	if _, err := d.Encrypt(t.Context(), []byte("secret")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.stakebook")
	if err := d.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	all := journal(t, d)
	got, err := d.Inspect(path)
	if last := all[len(all)-1]; err != nil || got.Entries != last.Seq || got.Head != last.Hash {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := d.Inspect(caseBook(t).Path()); !errors.Is(err, bookfile.ErrOtherBook) {
		t.Errorf("of another book: %v", err)
	}
}

func TestBackupsThatWereNotAdoptedAreTold(t *testing.T) {
	d, _ := keptTwice(t)
	folder := backups.Folder(d.Path())
	if err := os.Rename(folder, folder+".away"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil { // a file where the folder was cannot be listed
		t.Fatal(err)
	}
	_, err := d.Encrypt(t.Context(), []byte("secret"))
	if !errors.Is(err, desk.ErrBackupsLeft) || !d.Encrypted() {
		t.Errorf("%v; encrypted: %v", err, d.Encrypted())
	}
}
