package crash

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/ncruces/go-sqlite3/vfs"
)

// Kind is a kind of operation. The zero Kind is invalid.
type Kind string

// The kinds. The first four change nothing.
const (
	KindOpen       Kind = "open"
	KindRead       Kind = "read"
	KindSync       Kind = "sync"
	KindSyncFolder Kind = "sync folder"
	KindCreate     Kind = "create"
	KindWrite      Kind = "write"
	KindTruncate   Kind = "truncate"
	KindRemove     Kind = "remove"
	KindLink       Kind = "link"
	KindRename     Kind = "rename"
)

// Operation is what is done to a disk.
type Operation struct {
	Kind Kind
	Path string // of the file, or of the folder
	To   string // of a link and of a rename
	At   int64  // of a write; the new length of a truncation
	Data []byte // of a write

	file    int      // which file, whatever its names
	promise *Promise // of one that is no operation
}

// Disk is the real disk, watched. It is a VFS and what a book does to files by their names.
type Disk struct {
	real   vfs.VFSFilename
	before func(Operation) error

	mutex sync.Mutex
	trace *Trace
}

// NewDisk watches the real disk. before is called with every operation before it is done, and may be nil; where it
// returns an error the operation fails with it, a write after its first half.
func NewDisk(before func(Operation) error) (*Disk, error) {
	real, ok := vfs.Find("").(vfs.VFSFilename)
	if !ok {
		return nil, errors.New("the driver's files have changed")
	}
	if before == nil {
		before = func(Operation) error { return nil }
	}
	return &Disk{real: real, before: before}, nil
}

// Record begins a trace. All that is in the folder now is taken as durable, and as promised so.
func (d *Disk) Record(folder string, promises []Promise) (*Trace, error) {
	image, err := Load(folder)
	if err != nil {
		return nil, err
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.trace = newTrace(image, promises)
	return d.trace, nil
}

// Promise keeps a promise in the trace.
func (d *Disk) Promise(p Promise) {
	d.done(Operation{Path: p.Path, promise: &p})
}

// done keeps an operation that was carried out.
func (d *Disk) done(o Operation) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.trace != nil {
		d.trace.add(o)
	}
}

// by carries out an operation on names, unless it is to fail, and keeps it.
func (d *Disk) by(o Operation, do func() error) error {
	if err := d.before(o); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	d.done(o)
	return nil
}

// Create makes an empty file of a new name.
func (d *Disk) Create(folder, pattern string) (path string, err error) {
	if err := d.before(Operation{Kind: KindCreate, Path: filepath.Join(folder, pattern)}); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, pattern)
	if err != nil {
		return "", err
	}
	d.done(Operation{Kind: KindCreate, Path: file.Name()})
	return file.Name(), file.Close()
}

// Reserve makes an empty file of a name that must be free.
func (d *Disk) Reserve(path string) error {
	return d.by(Operation{Kind: KindCreate, Path: path}, func() error {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		return file.Close()
	})
}

// SyncFile makes a file durable.
func (d *Disk) SyncFile(path string) error {
	return d.by(Operation{Kind: KindSync, Path: path}, func() error {
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(file.Sync(), file.Close())
	})
}

// Link gives a file a second name.
func (d *Disk) Link(from, to string) error {
	return d.by(Operation{Kind: KindLink, Path: from, To: to}, func() error { return os.Link(from, to) })
}

// Rename gives a file another name.
func (d *Disk) Rename(from, to string) error {
	return d.by(Operation{Kind: KindRename, Path: from, To: to}, func() error { return os.Rename(from, to) })
}

// Remove takes a name away.
func (d *Disk) Remove(path string) error {
	return d.by(Operation{Kind: KindRemove, Path: path}, func() error { return os.Remove(path) })
}

// SyncFolder makes durable which files a folder has.
func (d *Disk) SyncFolder(path string) error {
	return d.by(Operation{Kind: KindSyncFolder, Path: path}, func() error {
		folder, err := os.Open(path)
		if err != nil {
			return err
		}
		return errors.Join(folder.Sync(), folder.Close())
	})
}

// Open is never asked for: the driver calls OpenFilename.
func (d *Disk) Open(path string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return nil, flags, &fs.PathError{Op: "open", Path: path, Err: errors.ErrUnsupported}
}

// OpenFilename opens a file of SQLite's.
func (d *Disk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	path := name.String()
	o := Operation{Kind: KindOpen, Path: path}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) && flags&vfs.OPEN_CREATE != 0 {
		o.Kind = KindCreate
	}
	if err := d.before(o); err != nil {
		return nil, flags, err
	}
	opened, flags, err := d.real.OpenFilename(name, flags)
	if err != nil {
		return nil, flags, err
	}
	d.done(o)
	return &diskFile{File: opened, disk: d, path: path, file: d.fileAt(path)}, flags, nil
}

// fileAt says which file has a name.
func (d *Disk) fileAt(path string) int {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.trace == nil {
		return 0
	}
	return d.trace.names[path]
}

// Delete removes a journal, and syncs the folder where it is asked to.
func (d *Disk) Delete(path string, syncFolder bool) error {
	err := d.by(Operation{Kind: KindRemove, Path: path}, func() error { return d.real.Delete(path, false) })
	if err != nil || !syncFolder {
		return err
	}
	return d.SyncFolder(filepath.Dir(path))
}

// Access says whether a file is there.
func (d *Disk) Access(path string, flags vfs.AccessFlag) (bool, error) {
	return d.real.Access(path, flags)
}

// FullPathname makes a path absolute.
func (d *Disk) FullPathname(path string) (string, error) { return d.real.FullPathname(path) }

// diskFile is an open file of a Disk.
type diskFile struct {
	vfs.File
	disk *Disk
	path string
	file int
}

func (f *diskFile) ReadAt(p []byte, at int64) (int, error) {
	if err := f.disk.before(Operation{Kind: KindRead, Path: f.path, At: at}); err != nil {
		return 0, err
	}
	return f.File.ReadAt(p, at)
}

func (f *diskFile) WriteAt(p []byte, at int64) (int, error) {
	failed := f.disk.before(Operation{Kind: KindWrite, Path: f.path, At: at, Data: p})
	if failed != nil {
		p = p[:len(p)/2]
	}
	n, err := f.File.WriteAt(p, at)
	f.disk.done(Operation{Kind: KindWrite, Path: f.path, At: at, Data: append([]byte(nil), p[:n]...), file: f.file})
	if failed != nil {
		return n, failed
	}
	return n, err
}

func (f *diskFile) Truncate(size int64) error {
	o := Operation{Kind: KindTruncate, Path: f.path, At: size, file: f.file}
	return f.disk.by(o, func() error { return f.File.Truncate(size) })
}

func (f *diskFile) Sync(flags vfs.SyncFlag) error {
	o := Operation{Kind: KindSync, Path: f.path, file: f.file}
	return f.disk.by(o, func() error { return f.File.Sync(flags) })
}

// SizeHint makes a file longer ahead of the writes.
func (f *diskFile) SizeHint(size int64) error {
	hinted, ok := f.File.(vfs.FileSizeHint)
	if !ok {
		return nil
	}
	has, err := f.File.Size()
	if err != nil || size <= has {
		return err
	}
	o := Operation{Kind: KindTruncate, Path: f.path, At: size, file: f.file}
	return f.disk.by(o, func() error { return hinted.SizeHint(size) })
}

func (f *diskFile) HasMoved() (bool, error) {
	if moving, ok := f.File.(vfs.FileHasMoved); ok {
		return moving.HasMoved()
	}
	return false, nil
}

func (f *diskFile) LockState() vfs.LockLevel {
	if locked, ok := f.File.(vfs.FileLockState); ok {
		return locked.LockState()
	}
	return vfs.LOCK_EXCLUSIVE + 1 // nobody knows
}
