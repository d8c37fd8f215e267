package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"stakebook/ledger"
	"stakebook/ledger/desk"
	"stakebook/ledger/report"
	"stakebook/ui/dialogs"
	"stakebook/ui/form"
	"stakebook/ui/grid"
	"stakebook/ui/page"
)

// importExtensions are those of the files that can be imported.
func importExtensions() []string { return []string{".jsonl", ".csv"} }

func isImport(path string) bool {
	return slices.Contains(importExtensions(), strings.ToLower(filepath.Ext(path)))
}

func (s *Shell) askImport() {
	ask := Ask{Title: "Import", Kind: "Entries as JSON Lines or CSV", Extensions: importExtensions()}
	s.askForFile(ask, s.importFile)
}

// importFile reads a file and shows what it would add, before anything is recorded.
func (s *Shell) importFile(path string) {
	if reason := s.noRecording(); reason != "" {
		s.fail(filepath.Base(path)+" was not imported", trouble{
			text: reason, hint: "Open or make the book it belongs to first",
		})
		return
	}
	if !s.inPlace() {
		return
	}
	d := s.desk
	var preview desk.Preview
	s.work("Reading "+filepath.Base(path), func(context.Context) (err error) {
		preview, err = planFile(d, path)
		return err
	}, func(err error) {
		switch {
		case s.desk != d:
		case err != nil:
			s.showProblems(path, err)
		case len(preview.Entries) == 0:
			s.say(fmt.Sprintf("%s adds nothing: the book holds all %d entries already.", filepath.Base(path), preview.Known))
			s.trace.put(event{Event: "imported", Path: path})
		default:
			s.showPreview(path, preview)
		}
	})
}

func planFile(d *desk.Desk, path string) (preview desk.Preview, err error) {
	file, err := os.Open(path)
	if err != nil {
		return desk.Preview{}, fmt.Errorf("import: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return d.Plan(desk.Source{Name: filepath.Base(path), Read: file})
}

// showProblems lists what is wrong with a file, each as file:line:column.
func (s *Shell) showProblems(path string, err error) {
	s.trace.put(event{Event: "error", ID: "import", Text: err.Error()})
	text := paragraph(err.Error())
	text.TextStyle.Monospace = true
	scroll := container.NewVScroll(text)
	head := paragraph("Nothing was recorded. Mend these places in the file and import it again:")
	s.show("problems", "", dialogs.Dialog{
		Title: filepath.Base(path) + " was not imported", Content: container.NewBorder(head, nil, nil, nil, scroll),
		Size: fyne.NewSize(720, 360), Actions: []dialogs.Action{{Label: "Close", Role: dialogs.Primary}},
	})
}

// showPreview shows what an import would record, and asks.
func (s *Shell) showPreview(path string, preview desk.Preview) {
	list := grid.New(grid.Options{Empty: "Nothing would be recorded.", EscLeaves: true})
	list.SetTable(previewTable(preview.Entries, s.bookForWords))
	head := paragraph(previewWords(preview))
	head.SizeName = theme.SizeNameText
	s.show("import", "", dialogs.Dialog{
		Title: "Import " + filepath.Base(path), Content: container.NewBorder(head, nil, nil, nil, list),
		Size: fyne.NewSize(860, 520), FirstFocus: list.Focusable(),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Record " + counted(len(preview.Entries), "entry", "entries"), Role: dialogs.Primary, Run: func() bool {
				s.open.Close()
				s.accept(path, preview)
				return false
			}},
		},
	})
}

// previewWords counts by kind what an import would record.
func previewWords(preview desk.Preview) string {
	counts := make(map[ledger.Kind]int)
	for _, e := range preview.Entries {
		counts[e.Kind()]++
	}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d × %s", counts[kind], strings.ToLower(form.Info(kind).Title)))
	}
	text := fmt.Sprintf("%s would be recorded, all or none: %s.",
		counted(len(preview.Entries), "entry", "entries"), strings.Join(parts, ", "))
	if preview.Known > 0 {
		text += fmt.Sprintf(" The book holds %d of the file's entries already.", preview.Known)
	}
	return text
}

// bookForWords lets a function say something of the open book.
func (s *Shell) bookForWords(say func(*ledger.Book)) {
	if err := s.desk.View(0, func(b *ledger.Book) error { say(b); return nil }); err != nil {
		s.Fail(err)
	}
}

// previewTable lists the entries that an import would record.
func previewTable(entries []ledger.Entry, read func(func(*ledger.Book))) report.Table {
	table := report.Table{Name: "import", Columns: []report.Column{
		{Name: "date", Type: report.TypeDate}, {Name: "kind", Type: report.TypeText},
		{Name: "what", Type: report.TypeText}, {Name: "source", Type: report.TypeText},
	}}
	read(func(b *ledger.Book) {
		for i, e := range entries {
			table.Rows = append(table.Rows, report.Row{ID: fmt.Sprint(i), Cells: []report.Cell{
				report.Date(e.Date), report.Text(string(e.Kind())), report.Text(page.Sentence(b, e)), report.Text(e.Source),
			}})
		}
	})
	return table
}

func (s *Shell) accept(path string, preview desk.Preview) {
	d := s.desk
	wait := s.goFirst()
	var done desk.Imported
	s.work("Recording "+filepath.Base(path), func(context.Context) (err error) {
		wait()
		done, err = d.Accept(preview)
		return err
	}, func(err error) {
		if err != nil {
			if !s.meetSetback(err) {
				s.showProblems(path, err)
			}
			return
		}
		s.trace.put(event{Event: "imported", Path: path, Added: done.Added, Known: ledger.Seq(done.Known)})
		s.say(sentence(done.String()))
	})
}
