package platform

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// item is a folder or a file as the dialog lists it.
type item struct {
	name     string
	isFolder bool
}

// list gives what a folder holds: folders first, then the files that the filter lets through, by name without regard
// to case. What is hidden is left out unless asked for.
func list(folder string, filter Filter, hidden bool) ([]item, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var items []item
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") && !hidden {
			continue
		}
		isFolder := entry.IsDir()
		if entry.Type()&os.ModeSymlink != 0 {
			info, err := os.Stat(filepath.Join(folder, name))
			isFolder = err == nil && info.IsDir()
		}
		if isFolder || filter.takes(name) {
			items = append(items, item{name: name, isFolder: isFolder})
		}
	}
	slices.SortStableFunc(items, func(a, b item) int {
		if a.isFolder != b.isFolder {
			if a.isFolder {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	return items, nil
}

// takes says that a file of that name passes; a filter without patterns takes all.
func (f Filter) takes(name string) bool {
	for _, pattern := range f.Patterns {
		if matched, err := filepath.Match(strings.ToLower(pattern), strings.ToLower(name)); matched && err == nil {
			return true
		}
	}
	return len(f.Patterns) == 0
}

// resolve makes a path of what was typed: a name in the folder, a path of its own, or ~ for the home folder.
func resolve(folder, typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", errors.New("type the name of a file, or choose one in the list")
	}
	if typed == "~" || strings.HasPrefix(typed, "~/") {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("find the home folder: %w", err)
		}
		typed = home + typed[1:]
	}
	if filepath.IsAbs(typed) {
		return filepath.Clean(typed), nil
	}
	return filepath.Join(folder, typed), nil
}

// firstFolder is where the dialog begins: where it is told, else at home, else at the root.
func firstFolder(asked string) string {
	if asked != "" {
		return asked
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return string(filepath.Separator)
}
