package platform

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// MostRecent is how many books are remembered.
const MostRecent = 10

// recentKey is where the list is kept in the settings.
const recentKey = "recent-books"

// Settings is where the list of books is kept; the toolkit's preferences are such a place.
type Settings interface {
	StringList(key string) []string
	SetStringList(key string, list []string)
}

// Recent is the list of the books opened last, newest first.
type Recent struct{ settings Settings }

// NewRecent reads and keeps the list in settings.
func NewRecent(settings Settings) *Recent { return &Recent{settings: settings} }

// Paths lists the books, newest first.
func (r *Recent) Paths() []string {
	paths := r.settings.StringList(recentKey)
	return slices.Clone(paths[:min(len(paths), MostRecent)])
}

// Add puts a book at the top of the list.
func (r *Recent) Add(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("remember the book: %w", err)
	}
	paths := append([]string{path}, without(r.Paths(), path)...)
	r.settings.SetStringList(recentKey, paths[:min(len(paths), MostRecent)])
	return nil
}

// Drop takes a book off the list.
func (r *Recent) Drop(path string) { r.settings.SetStringList(recentKey, without(r.Paths(), path)) }

// Check is asked before a book of the list is opened. One that is not there any more is dropped, and the error,
// which wraps fs.ErrNotExist or why else it cannot be found, says so.
func (r *Recent) Check(path string) error {
	if _, err := os.Stat(path); err != nil {
		r.Drop(path)
		return fmt.Errorf("%s is not there any more and was taken off the list: %w", path, err)
	}
	return nil
}

func without(paths []string, path string) []string {
	return slices.DeleteFunc(paths, func(known string) bool { return known == path })
}
