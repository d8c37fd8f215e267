package crash

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// Image is files in memory, by their paths. SQLite opens them as a VFS. One connection at a time uses an Image.
type Image map[string][]byte

// Load reads the files of a folder, without its folders. Nobody may have them open: a lost lock is not what is
// tested here.
func Load(folder string) (Image, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	image := make(Image)
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		if image[path], err = os.ReadFile(path); err != nil {
			return nil, err
		}
	}
	return image, nil
}

// Store writes the files to a folder, each by the last part of its path.
func (i Image) Store(folder string) error {
	for path, contents := range i {
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(path)), contents, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// Clone is a copy that can change without the first.
func (i Image) Clone() Image {
	clone := make(Image, len(i))
	for path, contents := range i {
		clone[path] = slices.Clone(contents)
	}
	return clone
}

// String lists the files and their lengths.
func (i Image) String() string {
	var list strings.Builder
	for _, path := range slices.Sorted(maps.Keys(i)) {
		fmt.Fprintf(&list, "%s (%d bytes) ", filepath.Base(path), len(i[path]))
	}
	return strings.TrimSpace(list.String())
}

// Open opens or makes a file.
func (i Image) Open(path string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if _, there := i[path]; !there {
		if flags&vfs.OPEN_CREATE == 0 {
			return nil, flags, sqlite3.CANTOPEN
		}
		i[path] = nil
	}
	return &imageFile{image: i, path: path}, flags, nil
}

// Delete takes a file away.
func (i Image) Delete(path string, _ bool) error {
	if _, there := i[path]; !there {
		return sqlite3.IOERR_DELETE_NOENT
	}
	delete(i, path)
	return nil
}

// Access says whether a file is there.
func (i Image) Access(path string, _ vfs.AccessFlag) (bool, error) {
	_, there := i[path]
	return there, nil
}

// FullPathname is the path itself.
func (i Image) FullPathname(path string) (string, error) { return path, nil }

// imageFile is an open file of an image.
type imageFile struct {
	image Image
	path  string
}

func (f *imageFile) Close() error { return nil }

func (f *imageFile) ReadAt(p []byte, at int64) (int, error) {
	contents := f.image[f.path]
	if at >= int64(len(contents)) {
		return 0, io.EOF
	}
	n := copy(p, contents[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *imageFile) WriteAt(p []byte, at int64) (int, error) {
	f.image[f.path] = written(f.image[f.path], p, at)
	return len(p), nil
}

func (f *imageFile) Truncate(size int64) error {
	f.image[f.path] = resized(f.image[f.path], size)
	return nil
}

func (f *imageFile) Sync(vfs.SyncFlag) error          { return nil }
func (f *imageFile) Size() (int64, error)             { return int64(len(f.image[f.path])), nil }
func (f *imageFile) Lock(vfs.LockLevel) error         { return nil }
func (f *imageFile) Unlock(vfs.LockLevel) error       { return nil }
func (f *imageFile) CheckReservedLock() (bool, error) { return false, nil }
func (f *imageFile) SectorSize() int                  { return sector }

func (f *imageFile) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_POWERSAFE_OVERWRITE
}

// written gives contents with p at a place in them.
func written(contents, p []byte, at int64) []byte {
	if end := at + int64(len(p)); end > int64(len(contents)) {
		contents = resized(contents, end)
	}
	copy(contents[at:], p)
	return contents
}

// resized gives contents of another length. What is new is zeros.
func resized(contents []byte, size int64) []byte {
	if size <= int64(len(contents)) {
		return contents[:size]
	}
	return append(contents, make([]byte, size-int64(len(contents)))...)
}
