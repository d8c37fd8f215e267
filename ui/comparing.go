package ui

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"stakebook/ledger"
	"stakebook/ledger/desk"
	"stakebook/ledger/report"
	"stakebook/ui/dialogs"
	"stakebook/ui/grid"
	"stakebook/ui/page"
)

// preview shows what differs between the book and the copy, and restores when asked to.
func (r *restoring) preview(c desk.Comparison) {
	list := grid.New(grid.Options{
		Empty: "No entry would go and none would come.", Title: differenceTitle, EscLeaves: true,
		Hidden: []string{"author", "kind"},
	})
	list.SetContent(r.differences(c))
	head := container.NewVBox(
		dialogs.FactLines([]dialogs.Fact{
			{Name: "The book now", Value: r.side(c.Here)}, {Name: "The copy", Value: r.side(c.There)},
		}),
		paragraph(differenceWords(c)))
	restore := dialogs.Action{Label: "Restore", Role: dialogs.Primary, Run: func() bool { r.run(c); return false }}
	if !c.SameBook && c.Here.Err == nil {
		restore.Label, restore.Role = "Restore all the same", dialogs.Danger
	}
	actions := []dialogs.Action{{Label: "Back", Role: dialogs.Dismiss}, restore}
	if c.Equal() {
		actions = []dialogs.Action{{Label: "Back", Role: dialogs.Primary}}
	}
	r.shell.trace.put(event{Event: "compared", Path: r.from, Entries: len(c.OnlyHere), Added: len(c.OnlyThere)})
	r.shell.show("preview", "", dialogs.Dialog{
		Title: "What a restore would change", Content: container.NewBorder(head, nil, nil, nil, list),
		Size: fyne.NewSize(restoreWidth, restoreHeight), FirstFocus: list.Focusable(), Actions: actions,
	})
}

// side describes one of two books that are compared.
func (r *restoring) side(side desk.Side) string {
	name := filepath.Base(side.Path)
	if side.Err != nil {
		return name + ": it cannot be read: " + plainWords(side.Err)
	}
	text := fmt.Sprintf("%s, %s", side.Name, counted(int(side.Entries), "entry", "entries"))
	if side.Entries > 0 {
		text += fmt.Sprintf(", recorded %s to %s, head %s", r.shell.moment(side.First), r.shell.moment(side.Last),
			shortHead(side.Head))
	}
	if side.Encrypted {
		text += ", encrypted"
	}
	return text
}

// differenceWords says what a restore would do.
func differenceWords(c desk.Comparison) string {
	goes, comes := len(c.OnlyHere), len(c.OnlyThere)
	var text string
	switch {
	case c.Here.Err != nil:
		return "The copy takes the place of what is there, which is kept as it is. " + sealedWords(c)
	case c.Equal():
		return "They hold the same. There is nothing to restore."
	case !c.SameBook:
		text = "These are two different books: the copy would take the place of this one whole."
	case c.Common == 0:
		text = "They have no entry in common."
	default:
		text = fmt.Sprintf("Both have entries 1 to %d. ", c.Common)
		switch {
		case goes > 0 && comes > 0:
			text += fmt.Sprintf("From there they part: %s and %s.", would(goes, "go"), would(comes, "come"))
		case goes > 0:
			text += sentenceStart(would(goes, "go")) + "; none would come."
		case comes > 0:
			text += sentenceStart(would(comes, "come")) + "; none would go."
		default:
			text += "No entry would go or come."
		}
	}
	if c.OtherHoldings {
		text += " Their documents or branches differ."
	}
	return text + " " + sealedWords(c)
}

// sealedWords says what opens the book after a restore, where that is not plain to see.
func sealedWords(c desk.Comparison) string {
	switch {
	case c.Here.Err == nil && c.Here.Encrypted && !c.There.Encrypted:
		return "The book stays encrypted, with its passphrase."
	case c.There.Encrypted && !c.Here.Encrypted:
		return "The book is encrypted then, with the passphrase of the copy."
	}
	return ""
}

func would(n int, do string) string {
	return counted(n, "entry would ", "entries would ") + do
}

func differenceTitle(column string) string {
	return map[string]string{
		"change": "", "seq": "Entry", "recorded": "Recorded", "date": "Date", "author": "By", "kind": "Kind", "what": "What",
	}[column]
}

// differences lists the entries that a restore would put away and then those that it would bring.
func (r *restoring) differences(c desk.Comparison) grid.Content {
	return grid.Content{
		Columns: []report.Column{
			{Name: "change", Type: report.TypeText}, {Name: "seq", Type: report.TypeCount},
			{Name: "recorded", Type: report.TypeText}, {Name: "date", Type: report.TypeDate},
			{Name: "what", Type: report.TypeText}, {Name: "kind", Type: report.TypeText},
			{Name: "author", Type: report.TypeText},
		},
		Rows: differing{Comparison: c, restoring: r},
	}
}

// differing puts entries into words when they are looked at: there may be a million of them.
type differing struct {
	desk.Comparison
	restoring *restoring
}

// Len is how many entries would go and come.
func (d differing) Len() int { return len(d.OnlyHere) + len(d.OnlyThere) }

// Row is one entry.
func (d differing) Row(i int) report.Row {
	change, id := "goes", "-"
	e := ledger.Entry{}
	if i < len(d.OnlyHere) {
		e = d.OnlyHere[i]
	} else {
		e, change, id = d.OnlyThere[i-len(d.OnlyHere)], "comes", "+"
	}
	return report.Row{ID: id + e.Seq.String(), Cells: []report.Cell{
		report.Text(change), report.Ordinal(e.Seq), report.Text(d.restoring.shell.moment(e.Recorded)), report.Date(e.Date),
		report.Text(d.restoring.words(e)), report.Text(string(e.Kind())), report.Text(e.Author),
	}}
}

// words says an entry with the names that the open book has for what it is about.
func (r *restoring) words(e ledger.Entry) (words string) {
	if s := r.shell; s.desk != nil && s.desk.Path() == r.book {
		s.bookForWords(func(b *ledger.Book) { words = page.Sentence(b, e) })
		return words
	}
	return page.Sentence(ledger.New(), e)
}
