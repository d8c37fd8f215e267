package main

import (
	"context"
	"errors"
	"fmt"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/interchange"
	"stakebook/ledger/money"
)

// commands are the commands of stakectl, one field each.
type commands struct {
	New     newCommand     `cmd:"" help:"Make a book."`
	Sample  sampleCommand  `cmd:"" help:"Write the bundled sample book: stakes in AI companies, from public reports."`
	Import  importCommand  `cmd:"" help:"Import entries from CSV or JSON Lines, all of them or none."`
	Report  reportCommand  `cmd:"" help:"Print a report, or write it to a file."`
	Journal journalCommand `cmd:"" help:"Print every entry as JSON Lines; an import of that makes an equal book."`
	Check   checkCommand   `cmd:"" help:"Verify a book: the file, the chain, the rules, the identities."`
}

// Help lists what there is to report, below the description.
func (commands) Help() string { return reportList() }

type newCommand struct {
	Book     string         `arg:"" help:"The file to make, such as ours.stakebook."`
	Name     string         `required:"" placeholder:"NAME" help:"What the book is called."`
	Currency money.Currency `required:"" placeholder:"CODE" help:"The currency that totals are reported in, such as USD."`
}

// Run makes the book.
func (c *newCommand) Run(p Params) error {
	d, err := desk.New(c.Book, ledger.BookName{Name: c.Name, Currency: c.Currency}, p.options())
	var field *ledger.FieldError
	if errors.As(err, &field) {
		return usage("--%s: %w", field.Field, field.Err)
	}
	if err != nil {
		return err
	}
	return d.Close()
}

type sampleCommand struct {
	Book string `arg:"" help:"The file to make."`
}

// Run writes the sample to a path where there is nothing.
func (c *sampleCommand) Run(p Params) error {
	return desk.Sample(c.Book, p.options(), assets.SampleJournal)
}

type importCommand struct {
	Book  string   `arg:"" help:"The book to import into."`
	Files []string `arg:"" name:"file" help:"Files .csv or .jsonl; - is standard input."`
}

// Help says what an import takes, and what it does with it.
func (importCommand) Help() string {
	return "Where there is no BOOK it is made, if the first entry is of kind book. A journal as `stakectl journal` " +
		"prints it is then restored as it was, with its numbers, instants, authors and hashes.\n\n" +
		"What the book holds already is passed over, so importing a file twice adds nothing the second time. A CSV file " +
		"has a column kind, or is named for its one kind, such as fundings.csv. Where a line is wrong nothing is " +
		"recorded, and file:line:column say where."
}

// Run imports the files and says what came of it.
func (c *importCommand) Run(p Params) error {
	done, err := desk.ImportFiles(c.Book, p.options(), p.In, c.Files...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Out, done)
	return err
}

type journalCommand struct {
	Book string `arg:"" help:"The book."`
}

// Run prints the journal.
func (c *journalCommand) Run(p Params) error {
	return reading(c.Book, p, func(d *desk.Desk) error {
		return d.View(0, func(b *ledger.Book) error { return interchange.WriteJSONL(p.Out, b.Journal()) })
	})
}

type checkCommand struct {
	Book string `arg:"" help:"The book."`
}

// Run verifies the book and prints its head, which shows a rewrite of the whole book where it was kept elsewhere.
func (c *checkCommand) Run(ctx context.Context, p Params) error {
	return reading(c.Book, p, func(d *desk.Desk) error {
		if err := d.Check(ctx); err != nil {
			return err
		}
		return d.View(0, func(b *ledger.Book) error {
			_, err := fmt.Fprintf(p.Out, "%s: sound; entries: %d; head: %s\n", c.Book, b.Len(), b.Head().Hash)
			return err
		})
	})
}

// reading opens a book beside whoever writes it, for as long as a function works on it.
func reading(path string, p Params, work func(*desk.Desk) error) (err error) {
	d, err := desk.Open(path, bookfile.Read, p.options())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return work(d)
}
