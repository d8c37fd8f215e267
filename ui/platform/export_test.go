package platform

import (
	"fyne.io/fyne/v2"
)

// Browser is the dialog of our own under test.
type Browser struct{ *browser }

// Browse shows the dialog and gives its end to done.
func Browse(window fyne.Window, folder, title, name string, saves bool, filters []Filter,
	done func(string, error)) Browser {
	b := newBrowser(request{title: title, saves: saves, name: name, folder: folder, filters: filters}, done)
	b.show(window)
	return Browser{b}
}

// Name is the line that the name is typed into.
func (b Browser) Name() interface {
	fyne.Focusable
	SetText(string)
} {
	return b.name
}

// List is the list of what the folder holds.
func (b Browser) List() fyne.Focusable { return b.list }

// Items are the names that the list shows; folders end with a slash.
func (b Browser) Items() []string {
	var names []string
	for _, item := range b.items {
		if item.isFolder {
			item.name += "/"
		}
		names = append(names, item.name)
	}
	return names
}

// Text is what the name line holds.
func (b Browser) Text() string { return b.name.Text }

// Message is what the dialog says.
func (b Browser) Message() string { return b.message.Text }

// WithExtension completes the name of a file to write.
func WithExtension(path string, filters []Filter) string { return withExtension(path, filters) }
