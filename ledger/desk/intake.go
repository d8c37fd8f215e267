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

// Source is a file to import: its name says whether it is CSV or JSON Lines, and stands in every message.
type Source struct {
	Name string
	Read io.Reader
}

// Imported says what an import did.
type Imported struct {
	Added    int  // entries recorded
	Known    int  // records that the book held already
	Restored bool // a whole journal was taken into a new book as it was, with its instants, authors and hashes
}

// Preview is what an import would add, before it is recorded.
type Preview struct {
	Entries []ledger.Entry
	Known   int

	plan interchange.Plan
}

// maxProblems is how many wrong lines of a file are told at once.
const maxProblems = 20

// readAll reads sources. Its error joins the first problems, each as file:line:column.
func readAll(sources []Source) ([][]interchange.Record, error) {
	files := make([][]interchange.Record, 0, len(sources))
	var problems []error
	for _, source := range sources {
		var records []interchange.Record
		for record, err := range interchange.Read(source.Read, source.Name) {
			if err != nil {
				problems = append(problems, err)
				if len(problems) == maxProblems {
					return nil, errors.Join(problems...)
				}
				continue
			}
			records = append(records, record)
		}
		files = append(files, records)
	}
	return files, errors.Join(problems...)
}

// Plan reads sources and works out what they would add to the book; nothing is recorded, and the book's rules are not asked yet.
func (d *Desk) Plan(sources ...Source) (Preview, error) {
	files, err := readAll(sources)
	if err != nil {
		return Preview{}, err
	}
	return d.planOf(files)
}

func (d *Desk) planOf(files [][]interchange.Record) (Preview, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	plan, err := interchange.Merge(d.book.Journal(), files...)
	return Preview{Entries: plan.Entries, Known: plan.Known, plan: plan}, err
}

// Accept records what a plan adds, all or nothing, as one act. A refusal names the place in the file.
func (d *Desk) Accept(p Preview) (Imported, error) {
	if len(p.Entries) == 0 {
		return Imported{Known: p.Known}, nil
	}
	recorded, err := d.RecordAll(fmt.Sprintf("import of %d entries", len(p.Entries)), p.Entries)
	var batch *BatchError
	if errors.As(err, &batch) {
		return Imported{}, p.plan.Records[batch.Index].Refuse(batch.Err)
	}
	return Imported{Added: len(recorded), Known: p.Known}, err
}

// Import reads sources and records what they add, all or nothing. Importing a source twice adds nothing the second time.
func (d *Desk) Import(sources ...Source) (Imported, error) {
	preview, err := d.Plan(sources...)
	if err != nil {
		return Imported{}, err
	}
	return d.Accept(preview)
}

// ImportInto imports into the book at a path. Where there is none it is made, if the first record is a book's name; a whole
// journal is then restored as it was, chain included.
func ImportInto(path string, options Options, sources ...Source) (Imported, error) {
	_, err := os.Lstat(path)
	if err == nil {
		return importExisting(path, options, sources)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return Imported{}, fmt.Errorf("import into %s: %w", path, err)
	}
	files, err := readAll(sources)
	if err != nil {
		return Imported{}, err
	}
	return importNew(path, options, files)
}

func importExisting(path string, options Options, sources []Source) (done Imported, err error) {
	d, err := Open(path, bookfile.Write, options)
	if err != nil {
		return Imported{}, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return d.Import(sources...)
}

// importNew proves the whole import on a book in memory before it makes a file.
func importNew(path string, options Options, files [][]interchange.Record) (done Imported, err error) {
	if len(files) == 0 || len(files[0]) == 0 || files[0][0].Entry.Kind() != ledger.KindBook {
		return Imported{}, fmt.Errorf("there is no book at %s, and the first entry is none either; "+
			"make one with `stakectl new`, or begin the file with an entry of kind book", path)
	}
	entries, restored, err := provenEntries(options, files)
	if err != nil {
		return Imported{}, err
	}
	d, err := create(path, options)
	if err != nil {
		return Imported{}, err
	}
	if err := d.file.Append(entries); err != nil {
		return Imported{}, errors.Join(fmt.Errorf("import into %s: %w", path, err), d.discard())
	}
	return Imported{Added: len(entries), Restored: restored}, d.Close()
}

// provenEntries are the entries of a new book, each accepted by a book in memory.
func provenEntries(options Options, files [][]interchange.Record) (entries []ledger.Entry, restored bool, err error) {
	restored = len(files) == 1 && interchange.IsJournal(files[0])
	var records []interchange.Record
	if restored {
		records = files[0]
		for _, record := range records {
			entries = append(entries, record.Entry)
		}
	} else {
		plan, err := interchange.Merge(ledger.New().Journal(), files...)
		if err != nil {
			return nil, false, err
		}
		records = plan.Records
		entries = (&Desk{options: options}).stamped(plan.Entries)
	}
	book := ledger.New()
	for i := range entries {
		if entries[i], err = book.Append(entries[i]); err != nil {
			return nil, false, records[i].Refuse(err)
		}
	}
	return entries, restored, nil
}

// ImportFiles imports files by their paths; "-" is read from in.
func ImportFiles(path string, options Options, in io.Reader, names ...string) (done Imported, err error) {
	sources := make([]Source, 0, len(names))
	for _, name := range names {
		if name == "-" {
			sources = append(sources, Source{Name: "-", Read: in})
			continue
		}
		file, err := os.Open(filepath.Clean(name))
		if err != nil {
			return Imported{}, fmt.Errorf("import: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		sources = append(sources, Source{Name: name, Read: file})
	}
	return ImportInto(path, options, sources...)
}

// Sample writes the bundled sample journal to a path where there is nothing.
func Sample(path string, options Options, journal []byte) error {
	files, err := readAll([]Source{{Name: "sample.jsonl", Read: bytes.NewReader(journal)}})
	if err != nil {
		return err
	}
	_, err = importNew(path, options, files)
	return err
}

// String says what an import did, for people.
func (i Imported) String() string {
	switch {
	case i.Restored:
		return fmt.Sprintf("%d entries restored, with their numbers, instants, authors and hashes", i.Added)
	case i.Added == 0:
		return fmt.Sprintf("nothing added: the book holds all %d entries already", i.Known)
	case i.Known == 0:
		return fmt.Sprintf("%d entries added", i.Added)
	default:
		return fmt.Sprintf("%d entries added; the book held %d already", i.Added, i.Known)
	}
}
