package bookfile

import (
	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3/vfs"
)

// Names is what a disk under test does to files by their names.
type Names interface {
	Create(folder, pattern string) (path string, err error)
	Reserve(path string) error
	SyncFile(path string) error
	Link(from, to string) error
	Rename(from, to string) error
	Remove(path string) error
	SyncFolder(path string) error
}

// theirNames passes on to a disk under test.
type theirNames struct{ test Names }

func (n theirNames) create(folder, pattern string) (string, error) {
	return n.test.Create(folder, pattern)
}
func (n theirNames) reserve(path string) error    { return n.test.Reserve(path) }
func (n theirNames) syncFile(path string) error   { return n.test.SyncFile(path) }
func (n theirNames) link(from, to string) error   { return n.test.Link(from, to) }
func (n theirNames) rename(from, to string) error { return n.test.Rename(from, to) }
func (n theirNames) remove(path string) error     { return n.test.Remove(path) }
func (n theirNames) syncFolder(path string) error { return n.test.SyncFolder(path) }

// syncedFolders are the system's names but for one call.
type syncedFolders struct {
	osNames
	sync func(path string) error
}

func (s syncedFolders) syncFolder(path string) error { return s.sync(path) }

func diskOf(base vfs.VFS, syncFolder func(string) error) disk {
	if test, ok := base.(Names); ok {
		return disk{base: base, names: theirNames{test}}
	}
	return disk{base: base, names: syncedFolders{sync: syncFolder}}
}

// CreateOn and OpenOn work on another disk than the real one, so that a test can watch it or make it fail. One that is
// Names too is asked for everything, and syncFolder is then not called.
func CreateOn(base vfs.VFS, syncFolder func(string) error, path string, options Options) (*File, error) {
	return create(path, options, diskOf(base, syncFolder), nil)
}

// CreateWithOn is CreateWith on such a disk.
func CreateWithOn(base vfs.VFS, path string, options Options, begin func(*File) error) (*File, error) {
	return create(path, options, diskOf(base, nil), begin)
}

// OpenOn is Open on such a disk.
func OpenOn(base vfs.VFS, syncFolder func(string) error, path string, mode Mode, options Options) (*File, error) {
	return open(path, mode, options, diskOf(base, syncFolder))
}

// SyncFolder makes durable which files a folder has.
func SyncFolder(path string) error { return osNames{}.syncFolder(path) }

// BehindHeader is the file behind a clear header.
func BehindHeader(file vfs.File) vfs.File { return &behindHeader{File: file} }

// AppendFields writes the fields of an entry.
func AppendFields(out []byte, pairs []ledger.Pair) []byte {
	mark := byte('{')
	for _, pair := range pairs {
		out = appendField(out, mark, pair.Name, []byte(pair.Text))
		mark = ','
	}
	return endFields(out, mark)
}

// ParseFields reads the fields of an entry.
var ParseFields = parseFields
