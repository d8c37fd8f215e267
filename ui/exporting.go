package ui

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/history"
	"stakebook/ledger/interchange"
	"stakebook/ledger/report"
	"stakebook/ledger/savefile"
	"stakebook/ui/dialogs"
)

// chooseReport lets a person choose a report, which is made as the book is looked at now and exported.
func (s *Shell) chooseReport() {
	var items []item
	for _, r := range report.Reports() {
		items = append(items, item{title: r.Title, detail: r.Help, run: func() { s.exportReport(r) }})
	}
	s.choose("report", "Export report", "Which report?", items)
}

func (s *Shell) exportReport(r report.Report) {
	var table report.Table
	err := s.desk.Look(s.at.Known, func(seen history.Sight) (err error) {
		table, err = r.MakeOf(seen, s.at.Params())
		return err
	})
	if err != nil {
		s.fail(r.Title+" cannot be made", err)
		return
	}
	s.Export(table)
}

// Export asks in which format and where to, and writes a report as a file. A file that is there is asked about, and
// replaced whole or not at all.
func (s *Shell) Export(table report.Table) {
	formats := report.Formats()
	var titles []string
	for _, format := range formats {
		titles = append(titles, format.Title)
	}
	choice := dialogs.NewSelect(titles, nil)
	choice.SetSelectedIndex(0)
	about := paragraph(fmt.Sprintf("%s as of %s, %s.", table.Title, table.AsOf, counted(len(table.Rows), "row", "rows")))
	s.show("export", "", dialogs.Dialog{
		Title: "Export " + table.Title, FirstFocus: choice, Size: fyne.NewSize(420, 180),
		Content: container.NewVBox(about, widget.NewForm(widget.NewFormItem("Format", choice))),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Choose the file…", Role: dialogs.Primary, Run: func() bool {
				s.open.Close()
				s.exportAs(table, formats[choice.SelectedIndex()])
				return false
			}},
		},
	})
}

func (s *Shell) exportAs(table report.Table, format report.Format) {
	s.save(export{
		title: "Export " + table.Title, kind: format.Title, extension: format.Extension,
		name:    fmt.Sprintf("%s-%s%s", table.Name, table.AsOf, format.Extension),
		receipt: receipt{doing: "Wrote", asOf: table.AsOf.String(), entries: int(table.Known), head: table.Head},
		write:   func(w io.Writer) error { return format.Write(w, table) },
	})
}

// exportJournal asks where to and writes every entry of the book, as it is in memory, so that a book can take them in
// again.
func (s *Shell) exportJournal() {
	d := s.desk
	made := export{
		title: "Export the journal", kind: "Entries as JSON Lines", extension: ".jsonl",
		name:    fmt.Sprintf("%s journal %s.jsonl", fileName(s.bookTitle()), s.today()),
		receipt: s.receiptOf(0),
		write: func(w io.Writer) error {
			return d.View(0, func(b *ledger.Book) error { return interchange.WriteJSONL(w, b.Journal()) })
		},
	}
	s.save(made)
}

// receiptOf is what there is to know of a file that rests on the open book as it is known at an entry.
func (s *Shell) receiptOf(known ledger.Seq) receipt {
	r := receipt{doing: "Wrote"}
	err := s.desk.View(known, func(b *ledger.Book) error {
		r.entries, r.head = b.Len(), b.Head().Hash
		return nil
	})
	if err != nil {
		s.Fail(err)
	}
	return r
}

// export is a file that is to be written.
type export struct {
	title, kind     string // of the dialog that asks for it, and of such files
	name, extension string
	receipt         receipt // its path is not known yet
	write           func(io.Writer) error
}

// save asks where a file is to be, and writes it there without ever harming one that is there.
func (s *Shell) save(x export) {
	ask := Ask{Title: x.title, Kind: x.kind, Extensions: []string{x.extension}, Name: x.name}
	s.askForName(ask, func(path string) { s.write(path, x) })
}

func (s *Shell) write(path string, x export) {
	if s.desk != nil && sameFile(path, s.desk.Path()) {
		s.fail("Nothing was written", trouble{text: "That is the open book itself", hint: "Choose another name"})
		return
	}
	s.work("Writing "+filepath.Base(path), func(ctx context.Context) error {
		return savefile.Write(path, func(w io.Writer) error { return x.write(stoppable{ctx: ctx, to: w}) })
	}, func(err error) {
		if err != nil {
			s.fail("The file was not written", err)
			return
		}
		s.trace.put(event{Event: "exported", Path: path})
		x.receipt.path = path
		s.wrote(x.receipt)
	})
}

// stoppable is a file that is written until a person stops it.
type stoppable struct {
	ctx context.Context
	to  io.Writer
}

// Write writes, unless that was stopped.
func (w stoppable) Write(some []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.to.Write(some)
}
