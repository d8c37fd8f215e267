package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/desk"
	"stakebook/ledger/savefile"
)

// export is a file that a command writes: whole or not at all, and never over a book.
type export struct {
	Output string `short:"o" placeholder:"FILE" help:"Write to a file, whole or not at all; - is standard output."`
}

// toFile says that there is a file to write.
func (x export) toFile() bool { return x.Output != "" && x.Output != "-" }

// sparesBooks refuses to write over a book: the one that is read, or a file that is named as one.
func (x export) sparesBooks(d *desk.Desk) error {
	target, err := os.Stat(x.Output)
	if err != nil {
		return nil // nothing is there, and what else is wrong shows when it is written
	}
	book, err := os.Stat(d.Path())
	if err != nil {
		return fmt.Errorf("write %s: %w", x.Output, err)
	}
	if os.SameFile(target, book) || strings.EqualFold(filepath.Ext(x.Output), ".stakebook") {
		return usage("-o %s: that is a book; a report is never written over one", x.Output)
	}
	return nil
}

// write writes to the file that was named and says what it rests on, so that a head hash lies outside of the book; or
// to standard output, which has nothing else then. asOf is what the export says of time; empty where it has none.
func (x export) write(p Params, d *desk.Desk, known ledger.Seq, asOf string, write func(io.Writer) error) error {
	if !x.toFile() {
		return write(p.Out)
	}
	if err := savefile.Write(x.Output, write); err != nil {
		return err
	}
	seq, head, err := d.Head()
	if known != 0 {
		err = d.View(known, func(b *ledger.Book) error { seq, head = known, b.Head().Hash; return nil })
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Out, "%s: %s%s, head %s\n", x.Output, asOf, entries(int(seq)), head)
	return err
}
