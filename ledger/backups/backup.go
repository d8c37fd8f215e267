package backups

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Suffix follows a book's path in that of the folder of its backups.
const Suffix = ".backups"

// Folder is where the backups of a book are.
func Folder(book string) string { return book + Suffix }

// Backup is one copy of a book, as its name tells.
type Backup struct {
	Path   string
	At     time.Time // when it was made, to the second, by the clock of then
	Number int       // in the order of making; from 1
	Book   string    // the first eight digits of the book's id
	Mark   string    // of what it holds
}

const instantForm = "2006-01-02T15-04-05Z"

// name is what a backup is called.
func (b Backup) name() string {
	return fmt.Sprintf("%s_%06d_%s_%s.stakebook", b.At.UTC().Format(instantForm), b.Number, b.Book, b.Mark)
}

// named is the grammar of a backup's name.
const named = `^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)_(\d{6,9})_([0-9a-f]{8})_([0-9a-f]{16})\.stakebook$`

// parse reads a backup's name; it says false for any other.
func parse(folder, name string) (Backup, bool) {
	parts := regexp.MustCompile(named).FindStringSubmatch(name)
	if parts == nil {
		return Backup{}, false
	}
	at, err := time.Parse(instantForm, parts[1])
	if err != nil {
		return Backup{}, false
	}
	number, err := strconv.Atoi(parts[2])
	if err != nil || number < 1 {
		return Backup{}, false
	}
	b := Backup{Path: filepath.Join(folder, name), At: at, Number: number, Book: parts[3], Mark: parts[4]}
	return b, b.name() == name
}

// List gives the backups in the folder of a book, those of other books among them, in the order in which they were
// made. A folder that is not there has none.
func List(book string) ([]Backup, error) {
	folder := Folder(book)
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var found []Backup
	for _, file := range files {
		if b, ok := parse(folder, file.Name()); ok && file.Type().IsRegular() {
			found = append(found, b)
		}
	}
	slices.SortFunc(found, func(a, b Backup) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Path, b.Path))
	})
	return found, nil
}

// of gives those of one book.
func of(all []Backup, id string) []Backup {
	return slices.DeleteFunc(slices.Clone(all), func(b Backup) bool { return b.Book != id[:min(8, len(id))] })
}
