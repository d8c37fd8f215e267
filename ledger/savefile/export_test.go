package savefile

import (
	"io"
	"io/fs"
)

// Faults says what fails on a disk under test.
type Faults struct {
	Create, Write, Stat, Sync, Close, Rename, SyncFolder error
	WriteAfter                                           int  // bytes that still fit before Write fails
	ShortStat                                            bool // the file is shorter than what was written
}

// WriteOn writes on a disk that fails as told.
func WriteOn(faults Faults, path string, write func(io.Writer) error) error {
	return writeOn(faultyDisk{faults: faults}, path, write)
}

type faultyDisk struct {
	osDisk
	faults Faults
}

func (d faultyDisk) create(at place, stem, extension string) (file, error) {
	if d.faults.Create != nil {
		return nil, d.faults.Create
	}
	made, err := d.osDisk.create(at, stem, extension)
	if err != nil {
		return nil, err
	}
	return &faultyFile{file: made, faults: d.faults}, nil
}

func (d faultyDisk) rename(from, to string) error {
	if d.faults.Rename != nil {
		return d.faults.Rename
	}
	return d.osDisk.rename(from, to)
}

func (d faultyDisk) syncFolder(path string) error {
	if d.faults.SyncFolder != nil {
		return d.faults.SyncFolder
	}
	return d.osDisk.syncFolder(path)
}

type faultyFile struct {
	file
	faults  Faults
	written int
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if f.faults.Write == nil || f.written+len(p) <= f.faults.WriteAfter {
		n, err := f.file.Write(p)
		f.written += n
		return n, err
	}
	n, err := f.file.Write(p[:f.faults.WriteAfter-f.written])
	f.written += n
	if err != nil {
		return n, err
	}
	return n, f.faults.Write
}

type shortInfo struct{ fs.FileInfo }

func (i shortInfo) Size() int64 { return i.FileInfo.Size() - 1 }

func (f *faultyFile) Stat() (fs.FileInfo, error) {
	info, err := f.file.Stat()
	if f.faults.ShortStat {
		info = shortInfo{info}
	}
	if f.faults.Stat != nil {
		return nil, f.faults.Stat
	}
	return info, err
}

func (f *faultyFile) Sync() error {
	if f.faults.Sync != nil {
		return f.faults.Sync
	}
	return f.file.Sync()
}

func (f *faultyFile) Close() error {
	err := f.file.Close()
	if f.faults.Close != nil {
		return f.faults.Close
	}
	return err
}
