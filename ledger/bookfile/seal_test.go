package bookfile_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"

	"github.com/ncruces/go-sqlite3/vfs"
)

// mustHide looks for anything in an encrypted file that a plain book shows.
func mustHide(t testing.TB, path string) {
	t.Helper()
	contents, err := os.ReadFile(path)
	must(t, err)
	if !bytes.HasPrefix(contents, []byte("Stakebook sealed")) {
		t.Errorf("%s begins with %q", path, contents[:16])
	}
	for _, shown := range []string{canary, "SQLite format 3", "CREATE TABLE", "funding", "4000000000.10"} {
		if bytes.Contains(contents, []byte(shown)) {
			t.Errorf("%s shows %q", path, shown)
		}
	}
}

func TestAPlainBookShowsItsCanary(t *testing.T) {
	contents, err := os.ReadFile(newBook(t, options()))
	must(t, err)
	if !bytes.Contains(contents, []byte(canary)) {
		t.Error("the search for the canary finds nothing even where it is")
	}
}

func TestAnEncryptedBookShowsNothingAndOpensWithItsPassphrase(t *testing.T) {
	path := newBook(t, sealed())
	mustHide(t, path)
	book := opened(t, path, bookfile.Write, sealed())
	if !book.Encrypted() {
		t.Error("it says that it is not encrypted")
	}
	more := payments(t, story(t), 400)
	must(t, book.Append(more))
	mustBeSame(t, book, append(story(t), more...))
	mustBeSame(t, opened(t, path, bookfile.Read, sealed()), append(story(t), more...))
	mustHide(t, path)
}

func TestABackupOfAnEncryptedBookIsEncrypted(t *testing.T) {
	path := newBook(t, sealed())
	copied := filepath.Join(t.TempDir(), "copy.stakebook")
	must(t, opened(t, path, bookfile.Write, sealed()).Backup(context.Background(), copied))
	mustHide(t, copied)
	mustBeSame(t, opened(t, copied, bookfile.Write, sealed()), story(t))
	_, err := bookfile.Open(copied, bookfile.Read, options())
	mustBe(t, err, bookfile.ErrEncrypted)
}

// watch keeps every byte that is written to a book or its journal.
type watch struct {
	vfs.VFSFilename
	written *bytes.Buffer
}

func (w watch) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := w.VFSFilename.OpenFilename(name, flags)
	return watched{file, w.written}, flags, err
}

type watched struct {
	vfs.File
	written *bytes.Buffer
}

func (w watched) WriteAt(p []byte, at int64) (int, error) {
	w.written.Write(p)
	return w.File.WriteAt(p, at)
}

func (w watched) HasMoved() (bool, error) { return w.File.(vfs.FileHasMoved).HasMoved() }

func realVFS(t testing.TB) vfs.VFSFilename {
	t.Helper()
	base, ok := vfs.Find("").(vfs.VFSFilename)
	if !ok {
		t.Fatal("the driver's files have changed")
	}
	return base
}

func TestNothingClearIsEverWrittenNotEvenToAJournal(t *testing.T) {
	for _, o := range []bookfile.Options{options(), sealed()} {
		var written bytes.Buffer
		path := filepath.Join(t.TempDir(), "b.stakebook")
		book, err := bookfile.CreateOn(watch{realVFS(t), &written}, bookfile.SyncFolder, path, o)
		must(t, err)
		must(t, book.Append(story(t)))
		must(t, book.Append(payments(t, story(t), 50))) // its journal holds the pages as they were
		must(t, book.Close())
		isSealed := len(o.Passphrase) > 0
		if shown := bytes.Contains(written.Bytes(), []byte(canary)); shown == isSealed {
			t.Errorf("sealed is %v and the canary was written in clear: %v", isSealed, shown)
		}
	}
}

func TestTwoBooksWithOnePassphraseHaveDifferentKeys(t *testing.T) {
	a, err := os.ReadFile(newBook(t, sealed()))
	must(t, err)
	b, err := os.ReadFile(newBook(t, sealed()))
	must(t, err)
	if bytes.Equal(a[40:72], b[40:72]) || bytes.Equal(a[4096:8192], b[4096:8192]) {
		t.Error("they share a salt or a page")
	}
}

func TestAnEncryptedBookIsRefusedInPlainWords(t *testing.T) {
	with := func(passphrase string) bookfile.Options {
		o := options()
		o.Passphrase = []byte(passphrase)
		return o
	}
	const right = "correct horse battery staple"
	keep := func(testing.TB, string) {}
	tests := []struct {
		name string
		made bookfile.Options
		harm func(testing.TB, string)
		open bookfile.Options
		want error
	}{
		{"no passphrase", sealed(), keep, options(), bookfile.ErrEncrypted},
		{"another passphrase", sealed(), keep, with("correct horse battery stable"), bookfile.ErrPassphrase},
		{"a passphrase for a plain book", options(), keep, sealed(), bookfile.ErrNotEncrypted},
		{"a changed beginning", sealed(), flipped(3, 1), sealed(), bookfile.ErrNotBook},
		{"a changed salt", sealed(), flipped(40, 1), sealed(), bookfile.ErrDamaged},
		{"a changed check", sealed(), flipped(72, 1), sealed(), bookfile.ErrDamaged},
		{"changed zeros", sealed(), flipped(2000, 1), sealed(), bookfile.ErrDamaged},
		{"a changed page", sealed(), flipped(4096+5000, 1), sealed(), bookfile.ErrDamaged},
		{"a header cut off", sealed(), func(t testing.TB, path string) { must(t, os.Truncate(path, 4000)) }, sealed(),
			bookfile.ErrDamaged},
		{"a header alone", sealed(), func(t testing.TB, path string) { must(t, os.Truncate(path, 4096)) }, sealed(),
			bookfile.ErrNotBook},
	}
	plainBook, err := os.ReadFile(newBook(t, options()))
	must(t, err)
	sealedBook, err := os.ReadFile(newBook(t, sealed()))
	must(t, err)
	for _, test := range tests {
		path := filepath.Join(t.TempDir(), "b.stakebook")
		contents := plainBook
		if len(test.made.Passphrase) > 0 {
			contents = sealedBook
		}
		must(t, os.WriteFile(path, contents, 0o600))
		test.harm(t, path)
		_, err := bookfile.Open(path, bookfile.Read, test.open)
		if !errors.Is(err, test.want) {
			t.Errorf("%s: the error is %v, want %v", test.name, err, test.want)
		}
		if err != nil && (strings.Contains(err.Error(), right) || strings.Contains(err.Error(), "stable")) {
			t.Errorf("%s: the error tells the passphrase: %v", test.name, err)
		}
	}
}

func TestAPassphraseHasABound(t *testing.T) {
	for length, ok := range map[int]bool{bookfile.MaxPassphrase: true, bookfile.MaxPassphrase + 1: false} {
		o := options()
		o.Passphrase = bytes.Repeat([]byte("x"), length)
		book, err := bookfile.Create(filepath.Join(t.TempDir(), "b.stakebook"), o)
		if (err == nil) != ok {
			t.Errorf("%d bytes: the error is %v", length, err)
		}
		if err == nil {
			must(t, book.Close())
		}
	}
}

// sparse is a file of which only the places of its blocks are kept.
type sparse struct {
	vfs.File
	blocks map[int64]byte
	size   int64
}

func (s *sparse) WriteAt(p []byte, at int64) (int, error) {
	s.blocks[at], s.size = p[0], max(s.size, at+int64(len(p)))
	return len(p), nil
}

func (s *sparse) ReadAt(p []byte, at int64) (int, error) {
	b, ok := s.blocks[at]
	if !ok {
		return 0, io.EOF
	}
	p[0] = b
	return len(p), nil
}

func (s *sparse) Size() (int64, error)      { return s.size, nil }
func (s *sparse) Truncate(size int64) error { s.size = size; return nil }

func TestNoPageOfAnEncryptedBookLiesUnderItsLocks(t *testing.T) {
	const block, locks = 4096, 1 << 30
	under := &sparse{blocks: map[int64]byte{}}
	file := bookfile.BehindHeader(under)
	for _, at := range []int64{0, block, locks - 3*block, locks - 2*block, locks - block, locks, locks + block} {
		if size, err := file.Size(); err != nil || size > at {
			t.Fatalf("before the block at %d the size is %d (%v)", at, size, err)
		}
		page := make([]byte, block)
		page[0] = byte(at/block) | 1
		_, err := file.WriteAt(page, at)
		must(t, err)
		read := make([]byte, block)
		if _, err := file.ReadAt(read, at); err != nil || read[0] != page[0] {
			t.Errorf("the block at %d reads %v (%v)", at, read[0], err)
		}
		if size, err := file.Size(); err != nil || size != at+block {
			t.Errorf("after the block at %d the size is %d (%v)", at, size, err)
		}
		must(t, file.Truncate(at+block))
		if size, err := file.Size(); err != nil || size != at+block {
			t.Errorf("cut after the block at %d the size is %d (%v)", at, size, err)
		}
	}
	if len(under.blocks) != 7 {
		t.Errorf("%d blocks were written, want 7 different ones", len(under.blocks))
	}
	if _, there := under.blocks[locks]; there {
		t.Error("a block lies where the locks are")
	}
	if _, there := under.blocks[0]; there {
		t.Error("a block lies where the header is")
	}
	must(t, file.Truncate(0))
	if under.size != block {
		t.Errorf("an empty database leaves %d bytes, want the header", under.size)
	}
}
