package ui

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/report"
)

// statusLine says which book is open and how it stands and is kept, and what was done last. There is nothing in it of
// changes not saved: every entry is on the disk once it is recorded.
type statusLine struct {
	book, entries, access, check, sealed, backup, author *widget.Label

	said    *widget.Label
	more    *widget.Hyperlink // shows in full what was said last; hidden where there is no more to it
	content *fyne.Container
}

// newStatusLine makes an empty line; more is done where a person wants to know in full what was said.
func newStatusLine(more func()) *statusLine {
	l := &statusLine{
		book: small(""), entries: small(""), access: small(""), check: small(""), sealed: small(""), backup: small(""),
		author: small(""), said: small(""), more: widget.NewHyperlink("Details…", nil),
	}
	l.book.TextStyle.Bold = true
	l.access.Importance = widget.WarningImportance
	l.said.Truncation = fyne.TextTruncateEllipsis
	l.more.OnTapped, l.more.SizeName = more, theme.SizeNameCaptionText
	l.more.Hide()
	l.content = container.New(statusLayout{line: l},
		l.book, l.entries, l.access, l.check, l.sealed, l.backup, l.said, l.more, l.author)
	return l
}

func small(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.SizeName = theme.SizeNameCaptionText
	return label
}

// say shows what was done last.
func (l *statusLine) say(text string) {
	l.said.SetText(text)
	l.more.Hide()
	l.content.Refresh()
}

// sayMore shows what was done last, of which there is more to know.
func (l *statusLine) sayMore(text string) {
	l.said.SetText(text)
	l.more.Show()
	l.content.Refresh()
}

// describe shows which book it is.
func (l *statusLine) describe(name ledger.BookName, path string, entries int, author string) {
	l.book.SetText(fmt.Sprintf("%s · %s", name.Name, filepath.Base(path)))
	l.entries.SetText(counted(entries, "entry", "entries"))
	l.author.SetText(author)
	l.content.Refresh()
}

// warn shows why not everything can be done; empty where it can.
func (l *statusLine) warn(text string) {
	l.access.SetText(text)
	l.content.Refresh()
}

// keeps shows how the book is kept.
func (l *statusLine) keeps(encrypted bool, backup string, failed bool) {
	l.sealed.SetText("Not encrypted")
	if encrypted {
		l.sealed.SetText("Encrypted")
	}
	l.backup.Importance = widget.MediumImportance
	if failed {
		l.backup.Importance = widget.WarningImportance
	}
	l.backup.SetText(backup)
	l.content.Refresh()
}

// checked shows what the last verification of the book came to.
func (l *statusLine) checked(text string, importance widget.Importance) {
	l.check.Importance = importance
	l.check.SetText(text)
	l.content.Refresh()
}

// statusLayout sets the parts of the line beside each other. What was said last gets the room between; where that is
// scarce, what matters least makes way.
type statusLayout struct{ line *statusLine }

// leastSaid is the room that what was said last has at least, in letters of its size.
const leastSaid = 28

// MinSize is one line of any width.
func (s statusLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range objects {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(0, height)
}

// Layout sets the parts.
func (s statusLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l := s.line
	room := size.Width - leastSaid*theme.Size(theme.SizeNameCaptionText)
	shown := make(map[*widget.Label]bool)
	for _, part := range []*widget.Label{l.access, l.book, l.check, l.backup, l.sealed, l.entries, l.author} {
		if part.Text == "" {
			continue
		}
		if room -= part.MinSize().Width; room < 0 {
			break
		}
		shown[part] = true
	}
	left := float32(0)
	for _, part := range []*widget.Label{l.book, l.entries, l.access, l.check, l.sealed, l.backup} {
		left += s.set(part, shown[part], left, size.Height)
	}
	right := size.Width
	if shown[l.author] {
		right -= l.author.MinSize().Width
	}
	s.set(l.author, shown[l.author], right, size.Height)
	if l.more.Visible() {
		right -= l.more.MinSize().Width
		put(l.more, right, l.more.MinSize(), size.Height)
	}
	put(l.said, left, fyne.NewSize(max(right-left, 0), l.said.MinSize().Height), size.Height)
}

// set puts a part in its place, or out of sight, and gives the width that it takes.
func (s statusLayout) set(part *widget.Label, shown bool, left, height float32) float32 {
	width := part.MinSize().Width
	if !shown {
		part.Resize(fyne.NewSize(0, 0))
		part.Move(fyne.NewPos(-width, 0))
		return 0
	}
	put(part, left, part.MinSize(), height)
	return width
}

// put puts an object at the left, in the middle of the line's height.
func put(object fyne.CanvasObject, left float32, size fyne.Size, height float32) {
	object.Resize(size)
	object.Move(fyne.NewPos(left, (height-size.Height)/2))
}

// counted is a number of things in words: "1 entry", "100,000 entries".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return report.Count(n).Display() + " " + many
}
