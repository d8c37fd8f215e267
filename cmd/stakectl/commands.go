package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

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
	Backup  backupCommand  `cmd:"" help:"Copy a book, also while it is open in the app, and verify the copy."`
	Restore restoreCommand `cmd:"" help:"Put a verified copy in the place of a book, which is kept first."`
	Encrypt encryptCommand `cmd:"" help:"Encrypt a book and its backups, or give them another passphrase."`
	Decrypt decryptCommand `cmd:"" help:"Make an encrypted book and its backups plain."`
}

// Help lists what there is to report, below the description.
func (commands) Help() string { return reportList() }

type newCommand struct {
	access
	Book     string         `arg:"" help:"The file to make, such as ours.stakebook."`
	Name     string         `required:"" placeholder:"NAME" help:"What the book is called."`
	Currency money.Currency `required:"" placeholder:"CODE" help:"The currency that totals are reported in, such as USD."`
}

// Run makes the book.
func (c *newCommand) Run(p Params) error {
	options, err := c.options(p, "")
	if err != nil {
		return err
	}
	d, err := desk.New(c.Book, ledger.BookName{Name: c.Name, Currency: c.Currency}, options)
	var field *ledger.FieldError
	if errors.As(err, &field) {
		return usage("--%s: %w", field.Field, field.Err)
	}
	if err != nil {
		return err
	}
	if err := d.Remember(p.memory()); err != nil {
		p.note(err)
	}
	return d.Close()
}

type sampleCommand struct {
	access
	Book string `arg:"" help:"The file to make."`
}

// Run writes the sample to a path where there is nothing.
func (c *sampleCommand) Run(p Params) error {
	options, err := c.options(p, "")
	if err != nil {
		return err
	}
	if err := desk.Sample(c.Book, options, assets.SampleJournal); err != nil {
		return err
	}
	p.remember(c.Book, options)
	return nil
}

type importCommand struct {
	access
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
	if c.PassphraseFile == "-" && slices.Contains(c.Files, "-") {
		return usage("--passphrase-file and the entries cannot both be read from standard input")
	}
	options, err := c.options(p, c.Book)
	if err != nil {
		return err
	}
	if err := c.recall(p, options); err != nil {
		return err
	}
	done, err := desk.ImportFiles(c.Book, options, p.In, c.Files...)
	if err != nil {
		return err
	}
	p.remember(c.Book, options)
	_, err = fmt.Fprintln(p.Out, done)
	return err
}

// recall refuses to add to a book that was turned back or rewritten: its other history would be lost from sight. What
// else is wrong with the book is told by the import.
func (c *importCommand) recall(p Params, options desk.Options) error {
	if p.Memory == "" {
		return nil
	}
	var found error
	_ = withFile(c.Book, options, func(file *bookfile.File) error {
		found = p.memory().Recall(file, p.Now())
		return nil
	})
	var history *desk.HistoryError
	if errors.As(found, &history) {
		return fmt.Errorf("nothing was imported: %w; restore a backup (stakectl restore), or accept it (stakectl check "+
			"--accept)", history)
	}
	if found != nil {
		p.note(found)
	}
	return nil
}

type journalCommand struct {
	access
	export
	Book string `arg:"" help:"The book."`
}

// Run prints the journal.
func (c *journalCommand) Run(p Params) error {
	return c.reading(p, c.Book, func(d *desk.Desk) error {
		if err := c.sparesBooks(d); err != nil {
			return err
		}
		return c.write(p, d, 0, "", func(w io.Writer) error {
			return d.View(0, func(b *ledger.Book) error { return interchange.WriteJSONL(w, b.Journal()) })
		})
	})
}

type checkCommand struct {
	access
	Book string `arg:"" help:"The book."`

	Accept bool `help:"Where the book is sound, take it as it is, though it was seen here otherwise before."`
}

// Run verifies the book and prints its head, which shows a rewrite of the whole book where it was kept elsewhere.
func (c *checkCommand) Run(ctx context.Context, p Params) error {
	return c.reading(p, c.Book, func(d *desk.Desk) error {
		if err := d.Check(ctx); err != nil {
			return err
		}
		if c.Accept {
			if err := d.Remember(p.memory()); err != nil {
				return err
			}
		}
		return d.View(0, func(b *ledger.Book) error {
			_, err := fmt.Fprintf(p.Out, "%s: sound; entries: %d; head: %s\n", c.Book, b.Len(), b.Head().Hash)
			return err
		})
	})
}
