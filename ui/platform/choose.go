package platform

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"stakebook/ledger/savefile"
)

// ErrCancelled says that the person chose no file.
var ErrCancelled = errors.New("no file was chosen")

// errNoPortal says that the desktop has no dialog of its own to offer.
var errNoPortal = errors.New("the desktop offers no file dialog")

// Filter is a sort of files to choose from, such as books.
type Filter struct {
	Name     string
	Patterns []string // as *.stakebook; without regard to case
}

// Ask is what a person is asked to choose.
type Ask struct {
	Title   string
	Name    string // suggested, of a file to save
	Filters []Filter
	Shown   func() // told, on the goroutine of the user interface, that the dialog is there; may be nil
}

// request is what is asked of a file dialog.
type request struct {
	title   string
	saves   bool
	name    string // suggested, of a file to save
	folder  string // to begin in
	filters []Filter
	shown   func()
}

// tell says that the dialog is there.
func (r request) tell() {
	if r.shown != nil {
		r.shown()
	}
}

// OpenFile lets the person choose a file that exists and gives its path. It blocks until they have: call it on a
// goroutine of its own, never on that of the user interface. Errors are ErrCancelled and those of the context.
func OpenFile(ctx context.Context, window fyne.Window, ask Ask) (string, error) {
	return choose(ctx, window, request{title: ask.Title, filters: ask.Filters, shown: ask.Shown})
}

// SaveFile lets the person name a file to write and gives its path; nothing is made or changed. A name without an
// extension gets that of the first filter, unless the dialog has already asked about replacing the file as named.
// It blocks like OpenFile, with the same errors.
func SaveFile(ctx context.Context, window fyne.Window, ask Ask) (string, error) {
	return choose(ctx, window, request{
		title: ask.Title, saves: true, name: ask.Name, filters: ask.Filters, shown: ask.Shown,
	})
}

func choose(ctx context.Context, window fyne.Window, asked request) (string, error) {
	path, err := askPortal(ctx, window, asked)
	if errors.Is(err, errNoPortal) {
		return browse(ctx, window, asked)
	}
	if err != nil || !asked.saves {
		return path, err
	}
	return withExtension(path, asked.filters), nil
}

// withExtension completes the name of a file to write. A file that exists was named as it is on purpose, and one
// that would come to exist under the completed name was not asked about, so either keeps the name as typed.
func withExtension(path string, filters []Filter) string {
	extension := extensionOf(filters)
	if extension == "" || filepath.Ext(path) != "" {
		return path
	}
	if isThere(path) || isThere(path+extension) {
		return path
	}
	return path + extension
}

func extensionOf(filters []Filter) string {
	for _, filter := range filters {
		for _, pattern := range filter.Patterns {
			if extension, ok := strings.CutPrefix(pattern, "*"); ok && strings.HasPrefix(extension, ".") {
				return extension
			}
		}
	}
	return ""
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// WriteBeside puts what write gives into the file at path without ever harming the one that was there; see
// savefile.Write.
func WriteBeside(path string, write func(io.Writer) error) error { return savefile.Write(path, write) }
