package bookfile

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// Mode is what a book is opened for. The zero Mode is invalid.
type Mode int

// The modes.
const (
	Read  Mode = iota + 1 // beside whoever writes
	Write                 // alone: takes the side-car lock
)

// Options say who opens a book, and what the package may not take from the world by itself.
type Options struct {
	// Host, Process and PID are what others are told while the book is open for writing.
	Host    string
	Process string
	PID     int

	// Now is the clock. It is needed to create a book and to open one for writing.
	Now func() time.Time

	// Passphrase opens an encrypted book, or makes a new book an encrypted one. It is not kept.
	Passphrase []byte

	// Wait is how long to wait for another process that reads or writes; DefaultWait where it is 0.
	Wait time.Duration

	// Random makes a new book's id and salt; crypto/rand where it is nil.
	Random io.Reader
}

// DefaultWait is how long a book waits for another process.
const DefaultWait = 10 * time.Second

// File is an open book file. Its methods may be called from several goroutines; each call is one transaction.
type File struct {
	path    string
	mode    Mode
	wait    time.Duration
	disk    disk
	sideCar *sideCar // of one open for writing

	mutex   sync.Mutex
	link    *link // nil when closed
	id      string
	broken  error // why nothing more is written
	version int64 // of the data, when last asked for
}

// Create makes a new book at a path where there is nothing, and opens it for writing. It is made whole under
// another name and only then given its own, so no other program ever sees a part of one. Errors wrap fs.ErrExist where
// something is at the path already, *LockedError, ErrReadOnly or ErrFull.
func Create(path string, options Options) (*File, error) {
	return create(path, options, realDisk(), nil)
}

// CreateFrom makes a new book of entries, as Create and then Append would, but the file has no name of its own before
// it holds them all. What it could not make leaves nothing behind. Errors are those of Create and Append, and the
// first that comes with the entries.
func CreateFrom(path string, options Options, entries iter.Seq2[ledger.Stamped, error]) (*File, error) {
	return create(path, options, realDisk(), entries)
}

func create(path string, options Options, on disk, entries iter.Seq2[ledger.Stamped, error]) (*File, error) {
	path, err := newPath(path)
	if err != nil {
		return nil, fmt.Errorf("create book %s: %w", path, err)
	}
	f := &File{path: path, mode: Write, wait: options.Wait, disk: on}
	err = f.begin(options, func() (*volume, error) { return f.build(options, entries) })
	if err != nil {
		return nil, fmt.Errorf("create book %s: %w", path, err)
	}
	return f, nil
}

// Open opens a book. Errors wrap fs.ErrNotExist, *LockedError, ErrNotBook, ErrNewer, ErrDamaged, ErrEncrypted,
// ErrNotEncrypted, ErrPassphrase, ErrReadOnly or ErrBusy.
func Open(path string, mode Mode, options Options) (*File, error) {
	return open(path, mode, options, realDisk())
}

func open(path string, mode Mode, options Options, on disk) (*File, error) {
	given := path
	path, err := bookPath(path)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", given, err)
	}
	f := &File{path: path, mode: mode, wait: options.Wait, disk: on}
	err = f.begin(options, func() (*volume, error) { return f.newVolume(options.Passphrase), nil })
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", path, err)
	}
	return f, nil
}

// begin takes the lock where the book is to be written, prepares the volume and opens the book on it.
func (f *File) begin(options Options, prepare func() (*volume, error)) (err error) {
	switch {
	case f.mode != Read && f.mode != Write:
		return fmt.Errorf("mode %d is neither Read nor Write", f.mode)
	case f.mode == Write && options.Now == nil:
		return errors.New("no clock was given")
	}
	if f.mode == Write {
		who := holder{Host: options.Host, Process: options.Process, PID: options.PID, Since: options.Now().UTC()}
		if f.sideCar, err = takeLock(f.path, who); err != nil {
			return err
		}
	}
	v, err := prepare()
	if err == nil {
		f.link, err = f.dialBook(v)
	}
	if err == nil {
		err = f.learn()
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	return nil
}

// learn reads what the file keeps in mind about the book.
func (f *File) learn() (err error) {
	defer guard("the book", &err)
	if err := f.link.checkQuickly(); err != nil {
		return err
	}
	if f.id, err = f.link.text(`SELECT value FROM meta WHERE name = 'id'`); err != nil {
		return explain("the book's id", err)
	}
	if f.version, err = f.link.number(`PRAGMA data_version`); err != nil {
		return explain("the book", err)
	}
	_, _, err = f.link.head()
	return err
}

func (f *File) newVolume(passphrase []byte) *volume {
	return &volume{disk: f.disk, wait: f.wait, passphrase: slices.Clone(passphrase)}
}

// dialBook opens a connection in the file's mode and checks the book. A reader's connection could write, because
// only such a one can undo what a crash left half-written; where the file is not to be written it makes do with
// less.
func (f *File) dialBook(v *volume) (_ *link, err error) {
	defer guard("the file", &err)
	l, err := dial(context.Background(), f.path, toWrite, v)
	switch {
	case refused(err) && f.mode == Write:
		err = fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case refused(err):
		v.failed = nil
		l, err = dial(context.Background(), f.path, toRead, v)
	}
	if err != nil {
		return nil, err
	}
	clear(v.passphrase)
	v.passphrase = nil
	if err := l.admit(f.mode); err != nil {
		return nil, errors.Join(err, l.close())
	}
	return l, nil
}

// beside opens a second connection that only reads.
func (f *File) beside() (*link, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.link == nil {
		return nil, ErrClosed
	}
	v := f.newVolume(nil)
	v.seal = f.link.volume.seal
	reader := &File{path: f.path, mode: Read, wait: f.wait, disk: f.disk}
	return reader.dialBook(v)
}

// Path is where the book is, absolute and without links.
func (f *File) Path() string { return f.path }

// Mode is what the book is open for.
func (f *File) Mode() Mode { return f.mode }

// ID is the book's own name among all books, 32 hexadecimal digits. A copy keeps it.
func (f *File) ID() string { return f.id }

// Encrypted says that the book is encrypted.
func (f *File) Encrypted() bool {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.link != nil && f.link.volume.seal != nil
}

// Close gives the book and its lock back. Everything that was reported as saved is saved whatever Close says.
func (f *File) Close() (err error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.link != nil {
		err = f.link.close()
		f.link = nil
	}
	if f.sideCar != nil {
		err = errors.Join(err, f.sideCar.release())
		f.sideCar = nil
	}
	return err
}

// with runs something on the connection.
func (f *File) with(place string, do func(l *link) error) (err error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.link == nil {
		return ErrClosed
	}
	defer guard(place, &err)
	return explain(place, do(f.link))
}

// Head gives the last entry's number and hash; zero for a book without entries.
func (f *File) Head() (seq ledger.Seq, hash ledger.Hash, err error) {
	err = f.with("the last entry", func(l *link) error {
		seq, hash, err = l.head()
		return err
	})
	return seq, hash, err
}

// Changed says whether another process wrote to the book since the last call, or since it was opened. The error is
// ErrRemoved where the path leads to another file by now, or to none.
func (f *File) Changed() (changed bool, err error) {
	err = f.with("the book", func(l *link) error {
		if err := l.inPlace(); err != nil {
			return err
		}
		version, err := l.number(`PRAGMA data_version`)
		changed = err == nil && version != f.version
		f.version = version
		return err
	})
	return changed, err
}

// inPlace is ErrRemoved where the path leads to another file than the one that is open. Windows does not let an
// open file go.
func (l *link) inPlace() error {
	file, err := l.conn.FileControl("main", sqlite3.FCNTL_FILE_POINTER)
	if err != nil {
		return err
	}
	for {
		switch open := file.(type) {
		case vfs.FileHasMoved:
			moved, err := open.HasMoved()
			if err == nil && moved {
				return ErrRemoved
			}
			return err
		case vfs.FileUnwrap:
			file = open.Unwrap()
		default:
			return nil
		}
	}
}

// bookPath finds the one name of a book that exists.
func bookPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return path, err
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path, err
	}
	info, err := os.Stat(real)
	switch {
	case err != nil:
		return real, err
	case info.IsDir():
		return real, fmt.Errorf("%w: it is a folder", ErrNotBook)
	case !info.Mode().IsRegular():
		return real, fmt.Errorf("%w: it is no ordinary file", ErrNotBook)
	case info.Size() == 0:
		return real, fmt.Errorf("%w: it is empty", ErrNotBook)
	}
	return real, nil
}

// newPath finds the one name of a file that is to be.
func newPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return path, err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return path, err
	}
	path = filepath.Join(folder, filepath.Base(path))
	return path, mustBeFree(path)
}

// mustBeFree refuses a path with something at it. A journal that another book left would be played back into the
// new one.
func mustBeFree(path string) error {
	for _, suffix := range []string{"", "-journal", "-wal", "-shm"} {
		_, err := os.Lstat(path + suffix)
		switch {
		case err == nil && suffix == "":
			return fs.ErrExist
		case err == nil:
			return fmt.Errorf("%s is left of another book of this name; move it away first: %w", path+suffix, fs.ErrExist)
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

func (o Options) random() io.Reader {
	if o.Random == nil {
		return rand.Reader
	}
	return o.Random
}

func newID(random io.Reader) (string, error) {
	id := make([]byte, 16)
	if _, err := io.ReadFull(random, id); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return hex.EncodeToString(id), nil
}
