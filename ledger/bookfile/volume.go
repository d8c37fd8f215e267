package bookfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
)

// volume is what SQLite sees of the disk for one connection. It passes everything to the driver's own files, with three
// differences: it tells an encrypted book by its clear header, on the very file that SQLite opened, and puts
// Adiantum behind that header; it makes the folder durable when a journal is created, which the driver leaves
// out (without it a journal can be lost with the power while the pages that it would restore are not); and it opens no
// temporary files.
type volume struct {
	disk
	wait       time.Duration
	seal       *seal  // of an encrypted book; nil until it is known to be one
	passphrase []byte // given to open with; dropped once the book is open

	// failed is why a file could not be opened: SQLite passes on no more than a number.
	failed error

	book vfs.File // the book, once it is open
}

// name is the volume's name among the driver's. It is the volume's address, so no two that live share one.
func (v *volume) name() string { return fmt.Sprintf("stakebook-%p", v) }

func (v *volume) register()   { vfs.Register(v.name(), v) }
func (v *volume) unregister() { vfs.Unregister(v.name()) }

// Open is never asked for: SQLite calls OpenFilename.
func (v *volume) Open(string, vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return nil, 0, sqlite3.CANTOPEN
}

// Delete removes a journal.
func (v *volume) Delete(name string, syncFolder bool) error { return v.base.Delete(name, syncFolder) }

// Access says whether a file is there. A journal that is there is the open book's only where the open book is still
// the one at its path: where another file took its place meanwhile, the journal is that one's. Played back into the
// file that is open, and then removed, it would be lost to the book that needs it.
func (v *volume) Access(name string, flags vfs.AccessFlag) (bool, error) {
	there, err := v.base.Access(name, flags)
	if err != nil || !there || !isJournal(name) {
		return there, err
	}
	moved, err := v.moved() // asked last: a journal of the file that came is younger than its coming
	return !moved, err
}

// isJournal says that a file is one of those that SQLite keeps beside a book.
func isJournal(name string) bool {
	return strings.HasSuffix(name, "-journal") || strings.HasSuffix(name, "-wal")
}

// moved says that the book's path leads to another file than the one that is open, or to none.
func (v *volume) moved() (bool, error) {
	book, ok := v.book.(vfs.FileHasMoved)
	if !ok {
		return false, nil
	}
	return book.HasMoved()
}

// FullPathname makes a path absolute.
func (v *volume) FullPathname(name string) (string, error) { return v.base.FullPathname(name) }

// OpenFilename opens the book or its journal.
func (v *volume) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	switch {
	case name == nil:
		return nil, flags, sqlite3.CANTOPEN
	case flags&vfs.OPEN_MAIN_DB != 0:
		return v.openBook(name, flags)
	}
	var base vfs.VFS = outspoken{v.base}
	if v.seal != nil {
		base = adiantum.Wrap(wholeBlocks{base}, nil) // takes the key from the open book
	}
	file, flags, err := vfsutil.WrapOpenFilename(base, name, flags)
	if err != nil {
		return nil, flags, err
	}
	if moved, err := v.moved(); moved || err != nil {
		return nil, flags, vfs.SystemError(errors.Join(ErrRemoved, err, file.Close()), sqlite3.READONLY_DBMOVED)
	}
	if flags&vfs.OPEN_CREATE == 0 {
		return file, flags, nil
	}
	folder := filepath.Dir(name.String())
	return &journal{File: file, sync: func() error { return v.syncFolder(folder) }}, flags, nil
}

// plainMagic begins a database that is not encrypted.
const plainMagic = "SQLite format 3\x00"

func (v *volume) openBook(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := vfsutil.WrapOpenFilename(v.base, name, flags)
	if err != nil {
		return nil, flags, told(err)
	}
	sealed, err := v.unseal(file)
	file = outspokenFile{file}
	v.book = file
	if err == nil && sealed {
		file, flags, err = v.decrypted(file, name, flags)
	}
	if err != nil {
		v.failed = inRoom(err)
		if file != nil {
			v.failed = errors.Join(v.failed, file.Close())
		}
		return nil, flags, sqlite3.CANTOPEN
	}
	return file, flags, nil
}

// unseal says whether the file is encrypted, and finds its key where that is not known yet. A new file of a sealed
// volume gets the header.
func (v *volume) unseal(file vfs.File) (sealed bool, err error) {
	header := make([]byte, clearBytes)
	n, err := file.ReadAt(header, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the first page: %w", err)
	}
	isSealed := bytes.HasPrefix(header[:n], []byte(sealMagic))
	switch {
	case n == 0 && v.seal != nil:
		_, err = file.WriteAt(v.seal.header[:], 0)
		return true, err
	case !isSealed && (v.seal != nil || len(v.passphrase) > 0):
		if !bytes.HasPrefix(header[:n], []byte(plainMagic)) {
			return false, fmt.Errorf("%w: it begins neither as an encrypted nor as a plain one", ErrNotBook)
		}
		return false, ErrNotEncrypted
	case !isSealed:
		return false, nil
	case n < clearBytes:
		return false, damage("the clear header", "the file ends within it")
	case v.seal != nil && !bytes.Equal(header, v.seal.header[:]):
		return false, errSealChanged
	case v.seal == nil:
		v.seal, err = openSeal(header, v.passphrase)
	}
	return true, err
}

// decrypted puts Adiantum over the pages behind the clear header.
func (v *volume) decrypted(file vfs.File, name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	behind := opened{VFS: v.base, file: &behindHeader{File: file}}
	file, flags, err := vfsutil.WrapOpenFilename(adiantum.Wrap(behind, nil), name, flags)
	if err != nil {
		return nil, flags, err
	}
	keyed, ok := file.(vfs.FilePragma)
	if !ok {
		return file, flags, errors.New("the cipher takes no key")
	}
	if _, err := keyed.Pragma("hexkey", v.seal.hexKey()); err != nil {
		return file, flags, errors.New("the cipher does not take the key")
	}
	return file, flags, nil
}

// opened is a file system of one file that is open already.
type opened struct {
	vfs.VFS
	file vfs.File
}

// OpenFilename hands the file over.
func (o opened) OpenFilename(_ *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return o.file, flags, nil
}

// lockBytes is where SQLite's locks are, in the file as the disk has it. Windows lets nobody read what
// another has locked, so the block that holds them is left out: no page of a book comes to lie there.
const lockBytes = 1 << 30

// behindHeader shifts a file's blocks behind the clear header. Adiantum reads and writes whole blocks of one page.
type behindHeader struct{ vfs.File }

func place(offset int64) int64 {
	offset += clearBytes
	if offset >= lockBytes {
		offset += pageSize
	}
	return offset
}

// ReadAt reads a block.
func (b *behindHeader) ReadAt(p []byte, offset int64) (int, error) {
	return b.File.ReadAt(p, place(offset))
}

// WriteAt writes a block.
func (b *behindHeader) WriteAt(p []byte, offset int64) (int, error) {
	return b.File.WriteAt(p, place(offset))
}

// Truncate cuts the file.
func (b *behindHeader) Truncate(size int64) error { return b.File.Truncate(placeEnd(size)) }

// SizeHint makes room ahead of a write.
func (b *behindHeader) SizeHint(size int64) error {
	return vfsutil.WrapSizeHint(b.File, placeEnd(size))
}

// placeEnd is where a file of that size ends.
func placeEnd(size int64) int64 {
	if size == 0 {
		return clearBytes
	}
	return place(size-1) + 1
}

// Size is the size without the header and the block of locks.
func (b *behindHeader) Size() (int64, error) {
	size, err := b.File.Size()
	if err != nil {
		return 0, err
	}
	if size > lockBytes {
		size = max(size-pageSize, lockBytes)
	}
	return max(size-clearBytes, 0), nil
}

// LockState says which lock is held.
func (b *behindHeader) LockState() vfs.LockLevel { return vfsutil.WrapLockState(b.File) }

// HasMoved says that the path leads to another file now.
func (b *behindHeader) HasMoved() (bool, error) { return vfsutil.WrapHasMoved(b.File) }

// journal makes its folder durable with its own first sync.
type journal struct {
	vfs.File
	sync func() error
}

// Sync makes what was written durable, and that the file is there at all.
func (j *journal) Sync(flags vfs.SyncFlag) error {
	if err := j.File.Sync(flags); err != nil || j.sync == nil {
		return err
	}
	if err := j.sync(); err != nil {
		return vfs.SystemError(err, sqlite3.IOERR_DIR_FSYNC)
	}
	j.sync = nil
	return nil
}

// wholeBlocks are files of which a last block that is not whole does not count. The power can leave such a one at the
// end of an encrypted journal. No key opens it, nothing that the journal's last sync covers lies in it, and to SQLite,
// which begins with the end of a journal, it would be an error of the disk that bars the book for good.
type wholeBlocks struct{ vfs.VFS }

// OpenFilename opens a journal.
func (w wholeBlocks) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := vfsutil.WrapOpenFilename(w.VFS, name, flags)
	if err != nil {
		return nil, flags, err
	}
	return wholeFile{file}, flags, nil
}

type wholeFile struct{ vfs.File }

// Size is that of the whole blocks.
func (w wholeFile) Size() (int64, error) {
	size, err := w.File.Size()
	return size - size%pageSize, err
}
