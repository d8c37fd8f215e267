package savefile

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrFolder is wrapped when the path to write to is a folder.
var ErrFolder = errors.New("is a folder; give a file's name")

// BesideError says that the new file is whole and safe but could not take the old one's place.
type BesideError struct {
	Path   string // the file that was asked for; it is as it was
	Beside string // the new file
	Err    error  // why the rename was refused
}

// Error says where the new file is.
func (e *BesideError) Error() string {
	return fmt.Sprintf("%s could not be replaced and is as it was; the new file is beside it: %s (%v)",
		e.Path, e.Beside, e.Err)
}

// Unwrap gives the reason.
func (e *BesideError) Unwrap() error { return e.Err }

// Write puts what write gives into the file at path. The file is replaced whole or not at all; its permissions
// are kept, and a link to a file stays a link. What is no file (a pipe, /dev/null) is written to as it is.
//
// Errors wrap what failed. A *BesideError means that everything was written, beside path.
func Write(path string, write func(io.Writer) error) error { return writeOn(osDisk{}, path, write) }

func writeOn(on disk, path string, write func(io.Writer) error) error {
	at, err := resolve(path)
	if err != nil {
		return err
	}
	if at.mode&fs.ModeType != 0 {
		return writeThrough(at.path, write)
	}
	on.sweep(at)
	temp, err := on.create(at, "."+filepath.Base(at.path), tempExtension)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() { _ = temp.release() }()
	defer func() { _ = on.remove(temp.Name()) }()
	made, err := fill(temp, write)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := on.rename(temp.Name(), at.path); err != nil {
		return leaveBeside(on, temp.Name(), at, made, err)
	}
	if err := on.syncFolder(filepath.Dir(at.path)); err != nil {
		const note = "the file is in place, but its folder could not be flushed to the disk"
		return fmt.Errorf("write %s: %s: %w", path, note, err)
	}
	return nil
}

// place is where a file goes.
type place struct {
	path   string // links followed
	mode   fs.FileMode
	exists bool // and its permissions are kept
}

func resolve(path string) (place, error) {
	if path == "" {
		return place{}, errors.New("write: no file is named")
	}
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return place{path: path, mode: 0o666}, nil
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			info, err = os.Stat(path)
		}
	}
	switch {
	case err != nil:
		return place{}, fmt.Errorf("write %s: %w", path, err)
	case info.IsDir():
		return place{}, fmt.Errorf("write %s: it %w", path, ErrFolder)
	}
	return place{path: path, mode: info.Mode(), exists: true}, nil
}

// writeThrough writes to what holds nothing that could be harmed.
func writeThrough(path string, write func(io.Writer) error) error {
	device, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return errors.Join(write(device), device.Close())
}

// contents is what a new file is known to hold.
type contents struct {
	length int64
	digest [sha256.Size]byte
}

// fill writes, checks, flushes and closes the file.
func fill(into file, write func(io.Writer) error) (contents, error) {
	counted := &counter{to: into, digest: sha256.New()}
	err := write(counted)
	if err == nil {
		err = counted.broken // a writer that swallowed an error has still not written
	}
	if err == nil {
		err = checkLength(into, counted.length)
	}
	if err == nil {
		err = into.Sync()
	}
	if closeErr := into.Close(); err == nil {
		err = closeErr
	}
	made := contents{length: counted.length}
	copy(made.digest[:], counted.digest.Sum(nil))
	return made, err
}

func checkLength(of file, want int64) error {
	info, err := of.Stat()
	if err != nil {
		return err
	}
	if info.Size() != want {
		return fmt.Errorf("%d bytes were written and the file has %d: %w", want, info.Size(), io.ErrShortWrite)
	}
	return nil
}

// counter counts and digests what was written. Once a write has failed it stays failed.
type counter struct {
	to     io.Writer
	digest hash.Hash
	length int64
	broken error
}

func (c *counter) Write(p []byte) (int, error) {
	if c.broken != nil {
		return 0, c.broken
	}
	n, err := c.to.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	c.digest.Write(p[:n])
	c.length += int64(n)
	c.broken = err
	return n, err
}
