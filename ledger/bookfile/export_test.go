package bookfile

import (
	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3/vfs"
)

// CreateOn and OpenOn work on another disk than the real one, so that a test can watch it or make it fail.
func CreateOn(base vfs.VFS, syncFolder func(string) error, path string, options Options) (*File, error) {
	return create(path, options, disk{base: base, syncFolder: syncFolder}, nil)
}

// OpenOn is Open on such a disk.
func OpenOn(base vfs.VFS, syncFolder func(string) error, path string, mode Mode, options Options) (*File, error) {
	return open(path, mode, options, disk{base: base, syncFolder: syncFolder})
}

// SyncFolder makes durable which files a folder has.
func SyncFolder(path string) error { return syncFolder(path) }

// BehindHeader is the file behind a clear header.
func BehindHeader(file vfs.File) vfs.File { return &behindHeader{File: file} }

// AppendFields writes the fields of an entry.
func AppendFields(out []byte, pairs []ledger.Pair) []byte {
	return appendFields(out, func(yield func(string, []byte) bool) {
		for _, pair := range pairs {
			if !yield(pair.Name, []byte(pair.Text)) {
				return
			}
		}
	})
}

// ParseFields reads the fields of an entry.
var ParseFields = parseFields
