package desk

import (
	"errors"
	"fmt"
	"io"

	"stakebook/ledger"
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
	Known   int // records that the book holds already

	files [][]interchange.Record
	plan  interchange.Plan
	head  ledger.Seq // the last entry of the book that the plan was made for
}

// maxProblems is how many wrong lines are told at once.
const maxProblems = 20

// readAll reads sources, several of them in the order of their dates. Its error joins the first problems, each as file:line:column.
func readAll(sources []Source) ([][]interchange.Record, error) {
	files := make([][]interchange.Record, 0, len(sources))
	var problems []error
	for _, source := range sources {
		var records []interchange.Record
		for record, err := range interchange.Read(source.Read, source.Name) {
			switch {
			case err == nil:
				records = append(records, record)
			case len(problems) < maxProblems:
				problems = append(problems, err)
			default:
				return nil, errors.Join(append(problems, fmt.Errorf("%s: there is more; these are the first %d problems",
					source.Name, maxProblems))...)
			}
		}
		files = append(files, records)
	}
	return interchange.InDateOrder(files), errors.Join(problems...)
}

// Plan reads sources and works out what they would add to the book; nothing is recorded, and the book's rules are not
// asked yet. Its error joins up to 20 problems, each an *interchange.Error.
func (d *Desk) Plan(sources ...Source) (Preview, error) {
	files, err := readAll(sources)
	if err != nil {
		return Preview{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.planOf(files)
}

func (d *Desk) planOf(files [][]interchange.Record) (Preview, error) {
	plan, err := interchange.Merge(d.book.Journal(), files...)
	if err != nil {
		return Preview{}, err
	}
	return Preview{Entries: plan.Entries, Known: plan.Known, files: files, plan: plan, head: d.book.Head().Seq}, nil
}

// Accept records what a preview adds, all or nothing, as one act. Where the book has changed since the preview was
// made, what is added is worked out anew. A refusal is an *interchange.Error, which names the place in the file.
func (d *Desk) Accept(p Preview) (Imported, error) {
	done, recorded, err := d.accept(p)
	if err != nil {
		return Imported{}, err
	}
	d.publish(recorded)
	return done, nil
}

func (d *Desk) accept(p Preview) (done Imported, recorded []ledger.Entry, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p.head != d.book.Head().Seq {
		if p, err = d.planOf(p.files); err != nil {
			return Imported{}, nil, err
		}
	}
	if len(p.plan.Entries) == 0 {
		return Imported{Known: p.Known}, nil, nil
	}
	recorded, err = d.commit(d.options.stamped(p.plan.Entries))
	var batch *BatchError
	if errors.As(err, &batch) {
		return Imported{}, nil, p.plan.Records[batch.Index].Refuse(batch.Err)
	}
	if err != nil {
		return Imported{}, nil, err
	}
	d.remember("import of "+count(len(recorded)), recorded)
	return Imported{Added: len(recorded), Known: p.Known}, recorded, nil
}

// Import reads sources and records what they add, all or nothing. Importing a source twice adds nothing the second
// time.
func (d *Desk) Import(sources ...Source) (Imported, error) {
	preview, err := d.Plan(sources...)
	if err != nil {
		return Imported{}, err
	}
	return d.Accept(preview)
}

// String says what an import did, for people.
func (i Imported) String() string {
	switch {
	case i.Restored:
		return count(i.Added) + " restored, with numbers, instants, authors and hashes"
	case i.Added == 0 && i.Known == 0:
		return "nothing added: there are no entries in it"
	case i.Added == 0 && i.Known == 1:
		return "nothing added: the book holds the entry already"
	case i.Added == 0:
		return fmt.Sprintf("nothing added: the book holds all %s already", count(i.Known))
	case i.Known == 0:
		return count(i.Added) + " added"
	default:
		return fmt.Sprintf("%s added; the book held %d already", count(i.Added), i.Known)
	}
}

func count(entries int) string {
	if entries == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", entries)
}
