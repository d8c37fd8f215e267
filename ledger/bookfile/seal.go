package bookfile

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
)

// clearBytes is the length of the clear header of an encrypted book: one page, so that the pages after it keep
// their places.
const clearBytes = 4096

// sealMagic begins an encrypted book.
const sealMagic = "Stakebook sealed"

// MaxPassphrase is the longest passphrase in bytes.
const MaxPassphrase = 1024

// The clear header's places. Numbers are four bytes, most significant first.
const (
	atVersion = 16
	atKDF     = 20 // 1 is Argon2id, version 19
	atPasses  = 24
	atMemory  = 28 // KiB
	atThreads = 32
	atCipher  = 36 // 1 is Adiantum
	atSalt    = 40
	atCheck   = 72
	atZeros   = 104
	atDigest  = clearBytes - sha256.Size
)

// What Argon2id is asked for in a new book, and the most that a book may ask of whoever opens it.
const (
	argonPasses, mostPasses   = 3, 4
	argonMemory, mostMemory   = 64 << 10, 128 << 10 // KiB
	argonThreads, mostThreads = 4, 16
)

// seal is the clear header of an encrypted book and the key that its passphrase gave. A key lives only here.
type seal struct {
	header [clearBytes]byte
	key    [32]byte
}

// newSeal makes a header with a fresh salt.
func newSeal(passphrase []byte, random io.Reader) (*seal, error) {
	var s seal
	copy(s.header[:], sealMagic)
	for at, value := range map[int]uint32{
		atVersion: 1, atKDF: 1, atPasses: argonPasses, atMemory: argonMemory, atThreads: argonThreads, atCipher: 1,
	} {
		binary.BigEndian.PutUint32(s.header[at:], value)
	}
	if _, err := io.ReadFull(random, s.header[atSalt:atCheck]); err != nil {
		return nil, fmt.Errorf("make a salt: %w", err)
	}
	check, err := s.derive(passphrase)
	if err != nil {
		return nil, err
	}
	copy(s.header[atCheck:], check)
	digest := sha256.Sum256(s.header[:atDigest])
	copy(s.header[atDigest:], digest[:])
	return &s, nil
}

// openSeal reads a header and holds the passphrase against its key check.
func openSeal(header, passphrase []byte) (*seal, error) {
	const place = "the clear header"
	digest := sha256.Sum256(header[:atDigest])
	switch {
	case !bytes.Equal(digest[:], header[atDigest:]):
		return nil, damage(place, "it does not match its fingerprint")
	case binary.BigEndian.Uint32(header[atVersion:]) > 1:
		return nil, fmt.Errorf("%w (encryption %d; this one reads up to 1)", ErrNewer,
			binary.BigEndian.Uint32(header[atVersion:]))
	case len(passphrase) == 0:
		return nil, ErrEncrypted
	}
	var s seal
	copy(s.header[:], header)
	if bytes.ContainsFunc(header[atZeros:atDigest], func(r rune) bool { return r != 0 }) {
		return nil, damage(place, "it holds what no book's does")
	}
	check, err := s.derive(passphrase)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(check, header[atCheck:atZeros]) {
		return nil, ErrPassphrase
	}
	return &s, nil
}

// derive sets the key and gives the key check: of Argon2id's 64 bytes the first half is the key of the pages, and the
// second the key of an HMAC-SHA-256 over the header up to the check.
func (s *seal) derive(passphrase []byte) ([]byte, error) {
	if len(passphrase) > MaxPassphrase {
		return nil, fmt.Errorf("the passphrase has more than %d bytes", MaxPassphrase)
	}
	number := func(at int) uint32 { return binary.BigEndian.Uint32(s.header[at:]) }
	passes, memory, threads := number(atPasses), number(atMemory), number(atThreads)
	within := func(n, most uint32) bool { return n >= 1 && n <= most }
	if number(atVersion) != 1 || number(atKDF) != 1 || number(atCipher) != 1 || !within(passes, mostPasses) ||
		!within(memory, mostMemory) || !within(threads, mostThreads) {
		return nil, damage("the clear header", "it asks for what no book asks for")
	}
	keys := argon2.IDKey(passphrase, s.header[atSalt:atCheck], passes, memory, uint8(threads), 64)
	copy(s.key[:], keys)
	mac := hmac.New(sha256.New, keys[32:])
	mac.Write(s.header[:atCheck])
	return mac.Sum(nil), nil
}

func (s *seal) hexKey() string { return hex.EncodeToString(s.key[:]) }

var errSealChanged = errors.New("the clear header was changed while the book was open")
