package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/interchange"
	"stakebook/ledger/money"
)

// commands are the commands of stakectl, one field each.
type commands struct {
	New     newCommand     `cmd:"" help:"Make a new book."`
	Sample  sampleCommand  `cmd:"" help:"Write the bundled sample book: AI stakes, from public reports."`
	Import  importCommand  `cmd:"" help:"Import entries from CSV or JSON Lines, all or nothing. Makes BOOK where there is none and the first entry is a book."`
	Report  reportCommand  `cmd:"" help:"Print a report, or write it to a file."`
	Journal journalCommand `cmd:"" help:"Print every entry as JSON Lines; importing that makes an equal book."`
	Check   checkCommand   `cmd:"" help:"Verify the file, the chain, the rules and the identities."`
}

type newCommand struct {
	Book     string `arg:"" help:"The file to make."`
	Name     string `required:"" help:"What the book is called."`
	Currency string `required:"" help:"The currency that totals are reported in, such as USD."`
}

// Run makes the book.
func (c *newCommand) Run(p Params) error {
	currency, err := money.ParseCurrency(c.Currency)
	if err != nil {
		return usage("--currency: %w", err)
	}
	d, err := desk.New(c.Book, ledger.BookName{Name: c.Name, Currency: currency}, p.options())
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
	Files []string `arg:"" help:"Files .csv or .jsonl; - is standard input."`
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

// Run verifies the book and prints its head.
func (c *checkCommand) Run(ctx context.Context, p Params) error {
	return reading(c.Book, p, func(d *desk.Desk) error {
		if err := d.Check(ctx); err != nil {
			return err
		}
		return d.View(0, func(b *ledger.Book) error {
			head := b.Head()
			_, err := fmt.Fprintf(p.Out, "%s: sound; %d entries, the last with hash %s\n", c.Book, b.Len(), head.Hash)
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

// buffered writes through a buffer, so that a failed report leaves nothing half printed.
func buffered(w io.Writer, write func(io.Writer) error) error {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return err
	}
	_, err := out.WriteTo(w)
	return err
}
