package savefile

import (
	"os"
	"path/filepath"
	"strings"
)

// heldFile is a file that is being written, with the mark that tells it from a leftover.
type heldFile struct {
	*os.File
	free func() error
}

// release takes the mark off.
func (h heldFile) release() error { return h.free() }

// held marks a file that was just made. It says no where somebody takes it for a leftover. Without marks on this file
// system no file is taken for one.
func held(made *os.File) (mine heldFile, ok bool) {
	free, ok, err := hold(made)
	if err != nil {
		return heldFile{made, func() error { return nil }}, true
	}
	if !ok {
		return heldFile{}, false
	}
	is, err := made.Stat()
	if err == nil {
		var there os.FileInfo
		there, err = os.Lstat(made.Name())
		ok = err == nil && os.SameFile(is, there)
	}
	if !ok {
		_ = free() // of a file that is gone
	}
	return heldFile{made, free}, ok
}

// sweep removes unfinished files for the same path that dead processes left. What cannot be removed harms nobody.
func (osDisk) sweep(at place) {
	folder, base := filepath.Split(at.path)
	found, err := os.ReadDir(filepath.Clean(folder + "."))
	if err != nil {
		return
	}
	for _, entry := range found {
		if isUnfinished(entry.Name(), base) && entry.Type().IsRegular() {
			removeLeftover(filepath.Join(folder, entry.Name()))
		}
	}
}

// isUnfinished says that a file is named as those that create makes for a base name.
func isUnfinished(name, base string) bool {
	middle, ok := strings.CutPrefix(name, "."+base)
	if ok {
		middle, ok = strings.CutSuffix(middle, tempExtension)
	}
	if !ok || middle == "" {
		return ok
	}
	number, ok := strings.CutPrefix(middle, "-")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// removeLeftover removes a file on which nobody is at work.
func removeLeftover(path string) {
	file, err := os.Open(path)
	if err != nil {
		return
	}
	free, ok, err := hold(file)
	_ = file.Close() // it was only looked at
	if err != nil || !ok {
		return
	}
	_ = os.Remove(path) // some systems refuse it where somebody has the file open
	_ = free()          // the file is gone, or not ours
}
