package desk_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
)

const memo = `2024-04-01 memo about=c text="the-canary-sings"`

// sealed are options with a passphrase.
func sealed(passphrase string) desk.Options {
	o := options("ada")
	o.File.Passphrase = []byte(passphrase)
	return o
}

// closedCase is the central case in a file that nobody has open.
func closedCase(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.stakebook")
	d := newBook(t, path, ledgertest.CentralCase()...)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// add records lines in a book and closes it.
func add(t *testing.T, path string, lines ...string) {
	t.Helper()
	d, err := desk.Open(path, bookfile.Write, options("bo"))
	if err != nil {
		t.Fatal(err)
	}
	record(t, d, lines...)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func backup(t *testing.T, path string) string {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "backup.stakebook")
	if err := open(t, path, bookfile.Read).Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	return copied
}

func TestACopyIsMadeBesideTheWriterAndReplacesNothing(t *testing.T) {
	path := closedCase(t)
	other := startWriter(t, path)
	defer other.end()
	copied := backup(t, path)
	if diff := differ(t, onDisk(t, path), onDisk(t, copied)); diff != "" {
		t.Error(diff)
	}
	d := open(t, path, bookfile.Read)
	nowhere := filepath.Join(t.TempDir(), "no", "where")
	for target, want := range map[string]string{
		copied:  "there is something at " + copied + " already, and nothing is ever replaced; choose another name",
		nowhere: nowhere + " cannot be made: its folder does not exist",
	} {
		if err := d.Backup(t.Context(), target); err == nil || err.Error() != want {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestWhoWritesKeepsBackups(t *testing.T) {
	d := caseBook(t)
	kept, err := d.KeepBackup(t.Context())
	if err != nil || !kept.Fresh {
		t.Fatalf("what is kept is %+v (%v)", kept, err)
	}
	if diff := differ(t, journal(t, d), onDisk(t, kept.Newest.Path)); diff != "" {
		t.Error(diff)
	}
	if kept, err = d.KeepBackup(t.Context()); err != nil || kept.Fresh {
		t.Errorf("an unchanged book is backed up again: %+v (%v)", kept, err)
	}
	if _, err := open(t, d.Path(), bookfile.Read).KeepBackup(t.Context()); !errors.Is(err, desk.ErrReadOnly) {
		t.Errorf("a reader's error is %v", err)
	}
}

func TestAComparisonSaysWhatARestoreWouldChange(t *testing.T) {
	path := closedCase(t)
	common := onDisk(t, path)
	copied := backup(t, path)
	compare := func() desk.Comparison {
		t.Helper()
		c, err := desk.Compare(path, copied, options("ada"), nil)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := compare(); !c.Equal() || !c.SameBook || int(c.Common) != len(common) || c.Here.ID != c.There.ID ||
		c.Here.Name != "Test book" || c.Here.Head != common[len(common)-1].Hash || c.Here.First != common[0].Recorded {
		t.Errorf("a fresh copy differs: %+v", c)
	}
	add(t, path, memo, strings.ReplaceAll(memo, "canary", "second canary"))
	if c := compare(); c.Equal() || int(c.Common) != len(common) || len(c.OnlyHere) != 2 || len(c.OnlyThere) != 0 {
		t.Errorf("a book that went on: %d here, %d there after %d", len(c.OnlyHere), len(c.OnlyThere), c.Common)
	}
	add(t, copied, strings.ReplaceAll(memo, "canary", "other canary"))
	c := compare()
	if len(c.OnlyHere) != 2 || len(c.OnlyThere) != 1 ||
		c.OnlyThere[0].Payload.(ledger.Memo).Text != "the-other canary-sings" {
		t.Errorf("two that parted: %d here, %d there after %d", len(c.OnlyHere), len(c.OnlyThere), c.Common)
	}
	if diff := differ(t, onDisk(t, copied)[len(common):], c.OnlyThere); diff != "" {
		t.Error(diff)
	}

	// A book that cannot be read is told, and the copy shown all the same.
	for _, harm := range []func() error{
		func() error { return os.WriteFile(path, []byte("rubbish"), 0o600) },
		func() error { return os.Remove(path) },
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		if c := compare(); c.Here.Err == nil || len(c.OnlyThere) != len(common)+1 || c.Equal() {
			t.Errorf("this book cannot be read: %v, %d there", c.Here.Err, len(c.OnlyThere))
		}
	}
	if _, err := desk.Compare(copied, path, options("ada"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a copy the error is %v", err)
	}
	add(t, copied, memo)
	if c, err := desk.Compare(copied, closedCase(t), options("ada"), nil); err != nil || c.SameBook || c.Equal() {
		t.Errorf("another book: %+v (%v)", c.SameBook, err)
	}
}

func TestARestoreKeepsTheBookAndPutsTheCopyInItsPlace(t *testing.T) {
	path := closedCase(t)
	want := onDisk(t, path)
	copied := backup(t, path)
	add(t, path, memo)
	before := onDisk(t, path)
	reader := open(t, path, bookfile.Read)
	done, err := desk.Restore(t.Context(), path, copied, options("ada"), desk.Restoring{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := differ(t, want, onDisk(t, path)); diff != "" {
		t.Errorf("restored (-want +got):\n%s", diff)
	}
	if diff := differ(t, before, onDisk(t, done.Kept)); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	if int(done.Entries) != len(want) || done.Head != want[len(want)-1].Hash || done.Damaged {
		t.Errorf("it says %+v", done)
	}
	if filepath.Dir(done.Kept) != backups.Folder(reader.Path()) {
		t.Errorf("it is kept at %s", done.Kept)
	}
	// Who had it open for reading keeps what it saw, and is told.
	if diff := differ(t, before, journal(t, reader)); diff != "" {
		t.Error(diff)
	}
	if _, err := reader.Refresh(); !errors.Is(err, bookfile.ErrRemoved) {
		t.Errorf("a reader is told %v", err)
	}
	// And back again, from what was kept.
	if _, err := desk.Restore(t.Context(), path, done.Kept, options("ada"), desk.Restoring{}); err != nil {
		t.Fatal(err)
	}
	if diff := differ(t, before, onDisk(t, path)); diff != "" {
		t.Error(diff)
	}
}

func TestARestoreIsRefusedAndTheBookIsAsItWas(t *testing.T) {
	path := closedCase(t)
	copied, foreign := backup(t, path), closedCase(t)
	broken := backup(t, path)
	if err := os.Truncate(broken, 9000); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, from string
		want       error
	}{
		{"itself", path, nil},
		{"another book", foreign, bookfile.ErrOtherBook},
		{"a damaged copy", broken, bookfile.ErrDamaged},
		{"nothing", path + ".none", fs.ErrNotExist},
	}
	for _, test := range tests {
		_, err := desk.Restore(t.Context(), path, test.from, options("ada"), desk.Restoring{})
		if err == nil || test.want != nil && !errors.Is(err, test.want) {
			t.Errorf("%s: the error is %v", test.name, err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, before) {
			t.Errorf("%s: the book was changed (%v)", test.name, err)
		}
	}
	other := startWriter(t, path)
	_, err = desk.Restore(t.Context(), path, copied, options("ada"), desk.Restoring{})
	var locked *bookfile.LockedError
	if !errors.As(err, &locked) || !strings.Contains(err.Error(), "the book is open in test on here") {
		t.Errorf("while another writes: %v", err)
	}
	other.end()
	if _, err := desk.Restore(t.Context(), path, foreign, options("ada"), desk.Restoring{OtherBook: true}); err != nil {
		t.Errorf("another book that is wanted: %v", err)
	}
	if diff := differ(t, onDisk(t, foreign), onDisk(t, path)); diff != "" {
		t.Error(diff)
	}
}

func TestWhereTheBookIsDamagedOrGoneTheCopyTakesItsPlace(t *testing.T) {
	path := closedCase(t)
	want, copied := onDisk(t, path), backup(t, path)
	for what, contents := range map[string]string{"rubbish": "rubbish", "empty": "", "gone": "-"} {
		if err := os.WriteFile(path, []byte(contents), 0o600); err != nil {
			t.Fatal(err)
		}
		if contents == "-" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		done, err := desk.Restore(t.Context(), path, copied, options("ada"), desk.Restoring{})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if diff := differ(t, want, onDisk(t, path)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
		if contents == "-" {
			if done.Kept != "" {
				t.Errorf("nothing is kept at %s", done.Kept)
			}
			continue
		}
		kept, err := os.ReadFile(done.Kept)
		if err != nil || string(kept) != contents || !done.Damaged {
			t.Errorf("%s: kept is %q, damaged %v (%v)", what, kept, done.Damaged, err)
		}
	}
}

func TestABookIsEncryptedAndDecryptedWhileItIsOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.stakebook")
	d := newBook(t, path, append(ledgertest.CentralCase(), memo)...)
	if _, err := d.KeepBackup(t.Context()); err != nil {
		t.Fatal(err)
	}
	copied := backup(t, path)
	before := journal(t, d)
	shows := func() bool {
		found := false
		err := filepath.WalkDir(filepath.Dir(path), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			contents, err := os.ReadFile(name)
			found = found || bytes.Contains(contents, []byte("the-canary-sings"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if !shows() {
		t.Fatal("the search for the canary finds nothing even where it is")
	}
	if _, err := d.Encrypt(t.Context(), nil); !errors.Is(err, desk.ErrNoPassphrase) {
		t.Errorf("no passphrase: %v", err)
	}
	done, err := d.Encrypt(t.Context(), []byte("secret"))
	if err != nil || len(done.Done) != 1 || len(done.Left) != 0 || !d.Encrypted() || shows() {
		t.Fatalf("encrypted %v, the canary shows %v: %+v (%v)", d.Encrypted(), shows(), done, err)
	}
	record(t, d, strings.ReplaceAll(memo, "canary-sings", "bird"))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for passphrase, want := range map[string]error{"": bookfile.ErrEncrypted, "Secret": bookfile.ErrPassphrase} {
		if _, err := desk.Open(path, bookfile.Read, sealed(passphrase)); !errors.Is(err, want) {
			t.Errorf("with %q: %v", passphrase, err)
		}
	}
	// A plain copy that is restored does not make the book plain.
	if _, err := desk.Restore(t.Context(), path, copied, sealed("secret"), desk.Restoring{}); err != nil || shows() {
		t.Errorf("a plain copy restored: the canary shows %v (%v)", shows(), err)
	}
	if d, err = desk.Open(path, bookfile.Write, sealed("secret")); err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, d)
	if diff := differ(t, before, journal(t, d)); diff != "" {
		t.Error(diff)
	}
	if done, err := d.Decrypt(t.Context()); err != nil || len(done.Done) != 2 || d.Encrypted() || !shows() {
		t.Errorf("decrypted: %+v (%v)", done, err)
	}
	reader := open(t, path, bookfile.Read)
	if _, err := reader.Decrypt(t.Context()); !errors.Is(err, desk.ErrReadOnly) {
		t.Errorf("a reader's error is %v", err)
	}
}

func TestTheBookUnderAnOpenDeskIsNotOverwritten(t *testing.T) {
	d := caseBook(t)
	copied := backup(t, d.Path())
	if err := d.InPlace(); err != nil {
		t.Fatal(err)
	}
	record(t, d, memo)
	contents, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.Path(), contents, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.InPlace(); !errors.Is(err, bookfile.ErrReplaced) {
		t.Errorf("a look says %v", err)
	}
	if _, err := d.Record(parse(t, memo)[0]); !errors.Is(err, bookfile.ErrReplaced) {
		t.Errorf("recording says %v", err)
	}
	if now, err := os.ReadFile(d.Path()); err != nil || !bytes.Equal(now, contents) {
		t.Errorf("what was put there was written to (%v)", err)
	}
}
