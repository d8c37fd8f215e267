package bookfile

import (
	"errors"
	"os"
	"runtime"

	"github.com/ncruces/go-sqlite3/vfs"
)

// disk is where books are kept. A test puts one in its place that fails, watches or dies.
type disk struct {
	base vfs.VFS // what SQLite reads and writes
	names
}

// names is what this package does to files by their names. No book that is open is ever opened through it.
type names interface {
	create(folder, pattern string) (path string, err error) // an empty file of a new name that its owner alone can read
	reserve(path string) error                              // an empty file of a name that must be free
	syncFile(path string) error
	link(from, to string) error
	rename(from, to string) error
	remove(path string) error
	syncFolder(path string) error
}

func realDisk() disk { return disk{base: vfs.Find(""), names: osNames{}} }

// osNames are the names of the operating system.
type osNames struct{}

func (osNames) create(folder, pattern string) (string, error) {
	file, err := os.CreateTemp(folder, pattern)
	if err != nil {
		return "", err
	}
	return file.Name(), file.Close()
}

func (osNames) reserve(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// syncFile opens a draft, which is nobody's live book.
func (osNames) syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

func (osNames) link(from, to string) error { return os.Link(from, to) }

func (osNames) rename(from, to string) error { return os.Rename(from, to) }

func (osNames) remove(path string) error { return os.Remove(path) }

// syncFolder makes durable which files a folder has. Windows has no such call; there a file's name is durable with
// the file.
func (osNames) syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
