package ui

import (
	"fmt"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
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
	err := s.desk.View(s.at.Known, func(b *ledger.Book) (err error) {
		table, err = r.Make(b, s.at.Params())
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
	name := fmt.Sprintf("%s-%s%s", table.Name, table.AsOf, format.Extension)
	s.save("Export "+table.Title, format.Title, name, format.Extension, func(w io.Writer) error {
		return format.Write(w, table)
	})
}

// save asks where a file is to be, and writes it there without ever harming one that is there.
func (s *Shell) save(title, kind, name, extension string, write func(io.Writer) error) {
	ask := Ask{Title: title, Kind: kind, Extensions: []string{extension}, Name: name}
	s.askForName(ask, func(path string) { s.write(path, write) })
}

func (s *Shell) write(path string, write func(io.Writer) error) {
	if s.desk != nil && sameFile(path, s.desk.Path()) {
		s.fail("Nothing was written", trouble{text: "That is the open book itself", hint: "Choose another name"})
		return
	}
	if err := savefile.Write(path, write); err != nil {
		s.fail("The file was not written", err)
		return
	}
	s.trace.put(event{Event: "exported", Path: path})
	s.say("Written: " + path)
}
