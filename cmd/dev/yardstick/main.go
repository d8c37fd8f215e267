package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
	"github.com/ncruces/go-sqlite3"

	"stakebook/ledger/interchange"
	"stakebook/ledger/yardstick"
)

// Exit codes: the work failed, or the command line is wrong.
const (
	exitFailed = 1
	exitUsage  = 2
)

// commands is the table of commands.
type commands struct {
	Write writeCommand `cmd:"" default:"withargs" help:"Write the book, the accounts of it, or its totals."`
	Strip stripCommand `cmd:"" help:"Remove the checkpoint of a book file, so that it opens by its journal alone."`
}

type writeCommand struct {
	Entries int    `short:"n" default:"10000" help:"How many entries."`
	Seed    uint64 `default:"1" help:"Another seed is another book of the same shape."`
	As      string `default:"jsonl" enum:"jsonl,ledger,hledger,beancount,totals" help:"${enum}: for an import, as other programs keep it, or its sums."`
	Output  string `short:"o" required:"" help:"The file to write, - for standard output."`
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("yardstick"), kong.Writers(stdout, stderr),
		kong.Description("Writes the book by which Stakebook's speed is measured."))
	if err != nil {
		fmt.Fprintln(stderr, "yardstick:", err)
		return exitFailed
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(stderr, "yardstick:", err)
		return exitUsage
	}
	chosen.BindTo(stdout, (*io.Writer)(nil))
	if err := chosen.Run(); err != nil {
		fmt.Fprintln(stderr, "yardstick:", err)
		return exitFailed
	}
	return 0
}

// Run writes the book to the file that is named.
func (p writeCommand) Run(stdout io.Writer) (err error) {
	book, err := yardstick.New(p.Entries, p.Seed)
	if err != nil {
		return err
	}
	out := stdout
	if p.Output != "-" {
		file, err := os.Create(p.Output)
		if err != nil {
			return fmt.Errorf("write the book: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		out = file
	}
	switch entries := book.Entries(); p.As {
	case "ledger", "hledger":
		return writeAccounts(out, entries, plainText{})
	case "beancount":
		return writeAccounts(out, entries, beancount{opened: make(map[string]bool)})
	case "totals":
		return writeTotals(out, entries)
	default:
		return interchange.WriteJSONL(out, entries)
	}
}

type stripCommand struct {
	Book string `arg:"" help:"A book that nothing has open."`
}

// Run removes the checkpoint as any SQLite tool does: what is derived may be missing.
func (c stripCommand) Run() (err error) {
	db, err := sqlite3.OpenFlags(c.Book, sqlite3.OPEN_READWRITE)
	if err != nil {
		return fmt.Errorf("open %s: %w", c.Book, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Exec("DELETE FROM checkpoint"); err != nil {
		return fmt.Errorf("remove the checkpoint of %s: %w", c.Book, err)
	}
	return nil
}
