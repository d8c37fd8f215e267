package crash

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
	"golang.org/x/crypto/argon2"
)

// headerBytes is the length of the clear header.
const headerBytes = 4096

// sealedMagic begins an encrypted book.
const sealedMagic = "Stakebook sealed"

// Keys keeps the keys that passphrases gave: to find one takes a tenth of a second, and a book is opened thousands of
// times. The zero Keys is ready.
type Keys struct {
	mutex sync.Mutex
	known map[string][]byte // by header and passphrase
}

// of gives the key of the pages behind a clear header.
func (k *Keys) of(header []byte, passphrase string) ([]byte, error) {
	digest := sha256.Sum256(header[:headerBytes-sha256.Size])
	if !bytes.Equal(digest[:], header[headerBytes-sha256.Size:]) {
		return nil, errors.New("the clear header does not match its digest")
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	name := string(header) + passphrase
	if key, ok := k.known[name]; ok {
		return key, nil
	}
	number := func(at int) uint32 { return binary.BigEndian.Uint32(header[at:]) }
	if number(16) != 1 || number(20) != 1 || number(36) != 1 {
		return nil, fmt.Errorf("the clear header asks for what the specification does not know: % x", header[16:40])
	}
	keys := argon2.IDKey([]byte(passphrase), header[40:72], number(24), number(28), uint8(number(32)), 64)
	mac := hmac.New(sha256.New, keys[32:])
	mac.Write(header[:72])
	if !hmac.Equal(mac.Sum(nil), header[72:104]) {
		return nil, errors.New("the passphrase is not that of the book")
	}
	if k.known == nil {
		k.known = make(map[string][]byte)
	}
	k.known[name] = keys[:32]
	return keys[:32], nil
}

// shifted is an image of which the book's pages begin behind a clear header.
type shifted struct {
	Image
	book string
}

// Open opens the book behind its header, and its journal without a last block that is not whole and so says nothing.
func (s shifted) Open(path string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := s.Image.Open(path, flags)
	if err != nil {
		return nil, flags, err
	}
	if path != s.book {
		return blockFile{file}, flags, nil
	}
	return shiftedFile{file}, flags, nil
}

// decrypting is a VFS that decrypts the book at a path and its journal.
func (i Image) decrypting(path string) vfs.VFS {
	return adiantum.Wrap(shifted{Image: i, book: path}, nil)
}

func keyPragma(key []byte) string { return "PRAGMA hexkey = '" + hex.EncodeToString(key) + "'" }

// shiftedFile is a file behind a clear header. No image is as long as the place of SQLite's locks.
type shiftedFile struct{ vfs.File }

func (f shiftedFile) ReadAt(p []byte, at int64) (int, error) { return f.File.ReadAt(p, at+headerBytes) }

func (f shiftedFile) WriteAt(p []byte, at int64) (int, error) {
	return f.File.WriteAt(p, at+headerBytes)
}

func (f shiftedFile) Truncate(size int64) error { return f.File.Truncate(size + headerBytes) }

func (f shiftedFile) Size() (int64, error) {
	size, err := f.File.Size()
	return max(size-headerBytes, 0), err
}

// blockFile is a file of whole blocks of the cipher.
type blockFile struct{ vfs.File }

func (f blockFile) Size() (int64, error) {
	size, err := f.File.Size()
	return size &^ (headerBytes - 1), err
}

// Seal gives an encrypted book of a plain one. Its passphrase is made into a key in a moment, not in the time that
// keeps guessers away: harnesses open a book thousands of times.
func Seal(book []byte, passphrase string) ([]byte, error) {
	header := make([]byte, headerBytes)
	copy(header, sealedMagic)
	for at, number := range map[int]uint32{16: 1, 20: 1, 24: 1, 28: 8, 32: 1, 36: 1} {
		binary.BigEndian.PutUint32(header[at:], number)
	}
	salt := sha256.Sum256(book)
	copy(header[40:72], salt[:])
	keys := argon2.IDKey([]byte(passphrase), header[40:72], 1, 8, 1, 64)
	mac := hmac.New(sha256.New, keys[32:])
	mac.Write(header[:72])
	copy(header[72:], mac.Sum(nil))
	digest := sha256.Sum256(header[:headerBytes-sha256.Size])
	copy(header[headerBytes-sha256.Size:], digest[:])

	image := Image{"/plain": bytes.Clone(book), "/sealed": header}
	from, endFrom, err := open(image, "/plain", nil)
	if err != nil {
		return nil, err
	}
	place := new(byte)
	name := fmt.Sprintf("crash-%p", place)
	vfs.Register(name, image.decrypting("/sealed"))
	err = from.Backup("main", "file:/sealed?vfs="+name+"&hexkey="+hex.EncodeToString(keys[:32]))
	vfs.Unregister(name)
	runtime.KeepAlive(place)
	return image["/sealed"], errors.Join(err, endFrom())
}
