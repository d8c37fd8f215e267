package bookfile_test

import (
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"stakebook/ledger/bookfile"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// memory is a disk that holds one book, and nothing beside it, so that thousands of changed books can be opened side by
// side. It never writes.
type memory struct{ book []byte }

func (m memory) Open(_ string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if flags&vfs.OPEN_MAIN_DB == 0 {
		return nil, flags, sqlite3.CANTOPEN
	}
	return memoryFile(m), flags, nil
}

func (m memory) Delete(string, bool) error                                  { return sqlite3.IOERR_DELETE_NOENT }
func (m memory) Access(string, vfs.AccessFlag) (bool, error)                { return false, nil }
func (m memory) FullPathname(name string) (string, error)                   { return name, nil }
func (f memoryFile) Close() error                                           { return nil }
func (f memoryFile) WriteAt([]byte, int64) (int, error)                     { return 0, sqlite3.IOERR_WRITE }
func (f memoryFile) Truncate(int64) error                                   { return sqlite3.IOERR_TRUNCATE }
func (f memoryFile) Sync(vfs.SyncFlag) error                                { return nil }
func (f memoryFile) Size() (int64, error)                                   { return int64(len(f.book)), nil }
func (f memoryFile) Lock(vfs.LockLevel) error                               { return nil }
func (f memoryFile) Unlock(vfs.LockLevel) error                             { return nil }
func (f memoryFile) CheckReservedLock() (bool, error)                       { return false, nil }
func (f memoryFile) SectorSize() int                                        { return 0 }
func (f memoryFile) DeviceCharacteristics() (none vfs.DeviceCharacteristic) { return none }

// memoryFile is the open book of a memory.
type memoryFile struct{ book []byte }

func (f memoryFile) ReadAt(p []byte, at int64) (int, error) {
	if at >= int64(len(f.book)) {
		return 0, io.EOF
	}
	n := copy(p, f.book[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// fromMemory opens a book's bytes for reading. The path only lends its name.
func fromMemory(book []byte, path string, o bookfile.Options) (*bookfile.File, error) {
	return bookfile.OpenOn(memory{book}, func(string) error { return nil }, path, bookfile.Read, o)
}

// placeholder is a path at which there is an ordinary file, for books that are opened from memory.
func placeholder(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "memory.stakebook")
	must(t, os.WriteFile(path, []byte("in memory"), 0o600))
	return path
}

// The layout of a book's pages, as SQLite's cksumvfs writes them; written down here again, so that the tests do not
// believe the package.
const (
	testPage     = 4096
	testChecksum = 8
)

// fixChecksum makes a page's checksum right after it was changed, as whoever changes a book on purpose would.
func fixChecksum(page []byte) {
	var first, second uint32
	for at := 0; at < testPage-testChecksum; at += 8 {
		first += binary.LittleEndian.Uint32(page[at:]) + second
		second += binary.LittleEndian.Uint32(page[at+4:]) + first
	}
	binary.LittleEndian.PutUint32(page[testPage-8:], first)
	binary.LittleEndian.PutUint32(page[testPage-4:], second)
}

// fixChecksums makes all of them right.
func fixChecksums(book []byte) {
	for at := 0; at+testPage <= len(book); at += testPage {
		fixChecksum(book[at : at+testPage])
	}
}

func TestTheChecksumsOfTheTestsAreThoseOfABook(t *testing.T) {
	path := newBook(t, options())
	book, err := os.ReadFile(path)
	must(t, err)
	again := append([]byte(nil), book...)
	for at := testPage; at <= len(again); at += testPage {
		clear(again[at-testChecksum : at])
	}
	fixChecksums(again)
	if string(again) != string(book) {
		t.Error("the pages of a sound book get other checksums")
	}
}

// sideBySide does n things on all processors. Each is told its number; the order does not matter.
func sideBySide(workers, n int, do func(i int)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range workers {
		group.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}
