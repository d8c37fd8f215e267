package savefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// file is what is asked of a file that is being written.
type file interface {
	io.WriteCloser
	Name() string
	Stat() (fs.FileInfo, error)
	Sync() error
	release() error // once the file has its name, or is gone
}

// tempExtension ends the name of a file that is not finished.
const tempExtension = ".tmp"

// disk is what is asked of the disk, so that a test can make each of it fail.
type disk interface {
	create(at place, stem, extension string) (file, error)
	sweep(at place)
	rename(from, to string) error
	remove(path string) error
	syncFolder(path string) error
}

type osDisk struct{}

// mostTries bounds the names tried for a new file: so many that others are at work on are passed over.
const mostTries = 1000

// create makes a file that was not there in the folder of at, under the first free name stem, stem-2 and so on.
func (osDisk) create(at place, stem, extension string) (file, error) {
	folder := filepath.Dir(at.path)
	for try := 1; try <= mostTries; try++ {
		name := stem + extension
		if try > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, try, extension)
		}
		made, err := os.OpenFile(filepath.Join(folder, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, at.mode.Perm())
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := withMode(made, at); err != nil {
			return nil, err
		}
		if mine, ok := held(made); ok {
			return mine, nil
		}
		if err := made.Close(); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("%s has %d unfinished files of that name; remove them", folder, mostTries)
}

// withMode gives a file the permissions of the one that it replaces, which the process's mask may have lessened.
func withMode(made *os.File, at place) error {
	if !at.exists {
		return nil
	}
	if err := made.Chmod(at.mode.Perm()); err != nil && runtime.GOOS != "windows" {
		return errors.Join(err, made.Close(), os.Remove(made.Name()))
	}
	return nil
}

func (osDisk) rename(from, to string) error { return os.Rename(from, to) }

func (osDisk) remove(path string) error { return os.Remove(path) }

// syncFolder makes the rename itself durable. Systems and mounts that cannot flush a folder are passed over.
func (osDisk) syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return nil // a folder that may be written to and not read is flushed by the system alone
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}
