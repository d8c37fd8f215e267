package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/interchange"
)

// ErrNoBook is wrapped when an import would have to make the book, and does not begin with one.
var ErrNoBook = errors.New("there is no book yet; make one first, or begin with an entry of kind book")

// ImportInto imports into the book at a path. Where there is nothing the book is made, if the first record is a
// book's name; a whole journal is then restored as it was, chain included. The sources are read to their end before
// the book is opened, and a new book is proven in memory before its file has a name. Errors are those of Plan, Accept,
// Open and New, and ErrNoBook.
func ImportInto(path string, options Options, sources ...Source) (Imported, error) {
	_, err := os.Lstat(path)
	isNew := errors.Is(err, fs.ErrNotExist)
	if isNew {
		if done, ok := importPlain(path, options, sources); ok {
			return done, nil
		}
	}
	files, unread := readAll(sources)
	switch {
	case unread != nil:
		return Imported{}, unread
	case isNew:
		return importWhole(path, options, files)
	case err == nil:
		return importExisting(path, options, files)
	default:
		return Imported{}, fmt.Errorf("import: %w", err)
	}
}

func importExisting(path string, options Options, files [][]interchange.Record) (done Imported, err error) {
	d, err := Open(path, bookfile.Write, options)
	if err != nil {
		return Imported{}, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	preview, err := d.planOf(files)
	if err != nil {
		return Imported{}, err
	}
	return d.Accept(preview)
}

// importWhole proves the whole import on a book in memory before it makes a file.
func importWhole(path string, options Options, files [][]interchange.Record) (Imported, error) {
	entries, book, restored, err := provenEntries(options, files)
	if errors.Is(err, ErrNoBook) {
		return Imported{}, fmt.Errorf("%s: %w", path, err)
	}
	if err != nil {
		return Imported{}, err
	}
	file, err := createWith(path, options, entries)
	if err != nil {
		return Imported{}, err
	}
	d := &Desk{options: options, file: file, book: book}
	return Imported{Added: len(entries), Restored: restored}, d.Close()
}

// provenEntries are the entries of a new book, each accepted by a book in memory, and that book.
func provenEntries(options Options, files [][]interchange.Record,
) (entries []ledger.Entry, book *ledger.Book, restored bool, err error) {
	var records []interchange.Record
	if restored = len(files) == 1 && interchange.IsJournal(files[0]); restored {
		records = files[0]
		for _, record := range records {
			entries = append(entries, record.Entry)
		}
	} else {
		plan, err := interchange.Merge(ledger.New().Journal(), files...)
		if err != nil {
			return nil, nil, false, err
		}
		records, entries = plan.Records, options.stamped(plan.Entries)
	}
	if len(entries) == 0 || entries[0].Kind() != ledger.KindBook {
		return nil, nil, false, ErrNoBook
	}
	book = ledger.New()
	for i := range entries {
		if entries[i], err = book.Append(entries[i]); err != nil {
			return nil, nil, false, records[i].Refuse(err)
		}
	}
	return entries, book, restored, nil
}

// ImportFiles imports files by their paths; "-" is read from in. Errors are those of ImportInto, and of a file that
// cannot be opened.
func ImportFiles(path string, options Options, in io.Reader, names ...string) (done Imported, err error) {
	sources := make([]Source, 0, len(names))
	for _, name := range names {
		if name == "-" {
			sources = append(sources, Source{Name: "-", Read: in})
			continue
		}
		file, err := openSource(name)
		if err != nil {
			return Imported{}, err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		sources = append(sources, Source{Name: name, Read: file})
	}
	return ImportInto(path, options, sources...)
}

// openSource opens a file to read. A folder can be opened too, and would only be found out at the first read.
func openSource(name string) (*os.File, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, inWords(err, "%s: there is no such file", name)
	case err != nil:
		return nil, fmt.Errorf("import: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("%s: it is a folder; name the files in it", name)
	}
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return file, nil
}

// Sample writes the bundled sample journal to a path where there is nothing.
func Sample(path string, options Options, journal []byte) error {
	source := Source{Name: "sample.jsonl", Read: bytes.NewReader(journal)}
	if _, ok := importPlain(path, options, []Source{source}); ok {
		return nil
	}
	files, err := readAll([]Source{source})
	if err != nil {
		return err
	}
	_, err = importWhole(path, options, files)
	return err
}
