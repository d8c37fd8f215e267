package bookfile

import (
	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// outspoken is a disk that says when it is full. The driver means to and does not: it looks for the system's number
// where package os has put a path around it, and SQLite then knows of an I/O error alone.
type outspoken struct{ vfs.VFS }

func told(err error) error {
	if err == nil || !noRoom(err) {
		return err
	}
	return vfs.SystemError(err, sqlite3.FULL)
}

// OpenFilename opens a file that says so too.
func (o outspoken) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := vfsutil.WrapOpenFilename(o.VFS, name, flags)
	if err != nil {
		return nil, flags, told(err)
	}
	return outspokenFile{file}, flags, nil
}

type outspokenFile struct{ vfs.File }

// WriteAt writes.
func (o outspokenFile) WriteAt(p []byte, offset int64) (int, error) {
	n, err := o.File.WriteAt(p, offset)
	return n, told(err)
}

// Truncate cuts the file, or makes it longer.
func (o outspokenFile) Truncate(size int64) error { return told(o.File.Truncate(size)) }

// Sync makes what was written durable; some disks only then look for the room.
func (o outspokenFile) Sync(flags vfs.SyncFlag) error { return told(o.File.Sync(flags)) }

// SizeHint makes room ahead of a write.
func (o outspokenFile) SizeHint(size int64) error { return told(vfsutil.WrapSizeHint(o.File, size)) }

// LockState says which lock is held.
func (o outspokenFile) LockState() vfs.LockLevel { return vfsutil.WrapLockState(o.File) }

// HasMoved says that the path leads to another file now.
func (o outspokenFile) HasMoved() (bool, error) { return vfsutil.WrapHasMoved(o.File) }

// SharedMemory is asked for by a book that another tool has put into another journal mode.
func (o outspokenFile) SharedMemory() vfs.SharedMemory { return vfsutil.WrapSharedMemory(o.File) }
