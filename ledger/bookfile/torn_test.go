package bookfile_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
)

// The power may leave any length of a journal that was never synced, and so says nothing yet.
func TestAJournalOfAnyLengthBarsNoBook(t *testing.T) {
	for _, name := range []string{"record", "record sealed"} {
		var keys crash.Keys
		d := deedOf(t, name)
		before := d.prepared(t, &keys)
		for _, length := range []int{0, 1, 15, 16, 511, 512, 4095, 4096, 4097, 6000, 8192, 9000} {
			folder := t.TempDir()
			promises := before.in(t, folder)
			journal := promises[0].Path + "-journal"
			must(t, os.WriteFile(journal, bytes.Repeat([]byte{7}, length), 0o600))
			if err := d.recovers(&keys, folder, promises); err != nil {
				t.Errorf("%s: a journal of %d bytes: %v", name, length, err)
			}
		}
	}
}

// What a free page holds is in no journal, so it stays torn when the rest of a write is taken back.
func TestATornFreePageBarsNothing(t *testing.T) {
	path := newBook(t, options())
	book, err := bookfile.Open(path, bookfile.Write, options())
	must(t, err)
	seq, head, err := book.Head()
	must(t, err)
	for _, size := range []int{40_000, 10} { // the second sets the pages of the first free
		must(t, book.WriteCheckpoint(bookfile.Checkpoint{Format: 1, Seq: seq, Head: head, State: make([]byte, size)}))
	}
	must(t, book.Close())
	contents, err := os.ReadFile(path)
	must(t, err)
	const page = 4096
	number := func(at int) int { return int(binary.BigEndian.Uint32(contents[at:])) }
	trunk := (number(32) - 1) * page
	if number(32) == 0 || number(trunk+4) < 3 {
		t.Fatal("there are no free pages")
	}
	for i := range 3 {
		leaf := (number(trunk+8+4*i) - 1) * page
		contents[leaf+page/2+i] ^= 1
	}
	must(t, os.WriteFile(path, contents, 0o600))
	for _, mode := range []bookfile.Mode{bookfile.Read, bookfile.Write} {
		book, err := bookfile.Open(path, mode, options())
		must(t, err)
		mustBeSame(t, book, story(t))
		if mode == bookfile.Write {
			must(t, book.Backup(t.Context(), path+".copy"))
			must(t, book.Append(payments(t, story(t), 40)))
		}
		must(t, book.Close())
	}
}
