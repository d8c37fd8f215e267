package bookfile_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

// A book is made, gets its first entry, and is read again.
func Example() {
	folder, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "field.stakebook")

	book, err := bookfile.Create(path, bookfile.Options{Host: "desk-1", Process: "stakebook", PID: 123, Now: start})
	if err != nil {
		log.Fatal(err)
	}
	first, err := ledger.ParseEntry([]ledger.Pair{
		{Name: "seq", Text: "1"}, {Name: "recorded", Text: "2026-05-01T10:00:00.123456Z"}, {Name: "author", Text: "ada"},
		{Name: "kind", Text: "book"}, {Name: "name", Text: "The field"}, {Name: "currency", Text: "USD"},
	})
	if err != nil {
		log.Fatal(err)
	}
	first.Hash = ledger.Chain(first, ledger.Hash{})
	if err := book.Append([]ledger.Entry{first}); err != nil {
		log.Fatal(err)
	}
	if err := book.Close(); err != nil {
		log.Fatal(err)
	}

	book, err = bookfile.Open(path, bookfile.Read, bookfile.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for e, err := range book.Entries(0) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(e.Seq, e.Author, e.Kind(), e.Text("name"))
	}
	if err := book.Close(); err != nil {
		log.Fatal(err)
	}
	// Output: 1 ada book The field
}
