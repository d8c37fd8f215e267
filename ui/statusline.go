package ui

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
)

// statusLine says which book is open and how it stands, and what was done last. There is nothing in it of changes not
// saved: every entry is on the disk once it is recorded.
type statusLine struct {
	book, entries, access, check, author *widget.Label
	said                                 *widget.Label
	content                              fyne.CanvasObject
}

func newStatusLine() *statusLine {
	l := &statusLine{
		book: small(""), entries: small(""), access: small(""), check: small(""), author: small(""), said: small(""),
	}
	l.book.TextStyle.Bold = true
	l.access.Importance = widget.WarningImportance
	l.said.Truncation = fyne.TextTruncateEllipsis
	left := container.NewHBox(l.book, l.entries, l.access, l.check)
	l.content = container.NewBorder(nil, nil, left, container.NewHBox(layout.NewSpacer(), l.author), l.said)
	return l
}

func small(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.SizeName = theme.SizeNameCaptionText
	return label
}

// say shows what was done last.
func (l *statusLine) say(text string) { l.said.SetText(text) }

// describe shows how the book stands.
func (l *statusLine) describe(name ledger.BookName, path string, entries int, reading bool, author string) {
	l.book.SetText(fmt.Sprintf("%s · %s", name.Name, filepath.Base(path)))
	l.entries.SetText(counted(entries, "entry", "entries"))
	l.author.SetText(author)
	if reading {
		l.access.SetText("Reading only")
		l.access.Show()
		return
	}
	l.access.SetText("")
	l.access.Hide()
}

// checked shows what the last verification of the book came to.
func (l *statusLine) checked(text string, importance widget.Importance) {
	l.check.Importance = importance
	l.check.SetText(text)
}

// counted is a number of things in words.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
