package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// welcomeWidth is how wide the text of the welcome is set.
const welcomeWidth = 460

// showWelcome turns the window to what a person can begin with.
func (s *Shell) showWelcome() {
	s.window.SetTitle("Stakebook")
	s.setContent(s.welcome())
	s.refreshCommands()
}

// refreshWelcome brings the recent books up to date where the welcome is shown.
func (s *Shell) refreshWelcome() {
	if s.desk == nil {
		s.showWelcome()
	}
}

func (s *Shell) welcome() fyne.CanvasObject {
	title := widget.NewLabel("Stakebook")
	title.SizeName, title.TextStyle.Bold = theme.SizeNameHeadingText, true
	about := paragraph("What you have committed, paid, still owe and may still decide: every stake against its cap, " +
		"on any day.")
	s.starts = []start{
		s.newStart("book.new", theme.DocumentCreateIcon()),
		s.newStart("book.open", theme.FolderOpenIcon()),
		s.newStart("book.sample", theme.InfoIcon()),
	}
	s.starts[0].button.Importance = widget.HighImportance
	starts := container.NewGridWithColumns(len(s.starts))
	for _, start := range s.starts {
		starts.Add(start.button)
	}
	lines := container.NewVBox(title, about, starts,
		explained("The sample shows what strategic stakes in AI companies look like in a book, from public reports."))
	if paths := s.recent.Paths(); len(paths) > 0 {
		heading := widget.NewLabel("Recent books")
		heading.TextStyle.Bold = true
		lines.Add(heading)
		for _, path := range paths {
			lines.Add(s.recentLine(path))
		}
	}
	column := container.New(&centred{width: welcomeWidth}, lines)
	return container.NewVScroll(container.NewVBox(layout.NewSpacer(), column, layout.NewSpacer()))
}

// start is a command to begin with, as a button.
type start struct {
	command string
	button  *widget.Button
}

func (s *Shell) newStart(command string, icon fyne.Resource) start {
	title := s.find(command).Title()
	return start{command: command, button: widget.NewButtonWithIcon(title, icon, func() { s.Run(command) })}
}

func (s *Shell) recentLine(path string) fyne.CanvasObject {
	button := widget.NewButtonWithIcon(filepath.Base(path), theme.FileIcon(), func() { s.OpenBook(path) })
	button.Alignment, button.Importance = widget.ButtonAlignLeading, widget.LowImportance
	folder := small(filepath.Dir(path))
	folder.Importance = widget.LowImportance
	folder.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, button, nil, folder)
}

func explained(text string) *widget.Label {
	label := paragraph(text)
	label.SizeName, label.Importance = theme.SizeNameCaptionText, widget.LowImportance
	return label
}

// centred sets a column of a width in the middle.
type centred struct{ width float32 }

// MinSize is the column's, at its width.
func (c *centred) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if objects[0].Size().Width != c.width {
		objects[0].Resize(fyne.NewSize(c.width, objects[0].MinSize().Height))
	}
	return fyne.NewSize(c.width, objects[0].MinSize().Height)
}

// Layout puts the column in the middle.
func (c *centred) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(c.width, size.Height))
	objects[0].Move(fyne.NewPos((size.Width-c.width)/2, 0))
}
