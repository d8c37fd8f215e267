package savefile

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// leaveBeside keeps a finished file under a name that a person finds, since it may not take the old one's place.
func leaveBeside(on disk, temp string, at place, made contents, refused error) error {
	target := at.path
	extension := filepath.Ext(target)
	stem := strings.TrimSuffix(filepath.Base(target), extension)
	beside, err := on.create(at, stem+".new", extension)
	if err != nil {
		return fmt.Errorf("write %s: %w", target, errors.Join(refused, err))
	}
	defer func() { _ = beside.release() }()
	copied, err := fill(beside, func(w io.Writer) error { return copyFile(w, temp) })
	if err == nil && copied != made {
		err = errDiffers
	}
	if err == nil {
		err = verify(beside.Name(), made)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", target, errors.Join(refused, err, on.remove(beside.Name())))
	}
	return &BesideError{Path: target, Beside: beside.Name(), Err: refused}
}

var errDiffers = errors.New("what was written reads back differently")

func copyFile(to io.Writer, path string) error {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, from.Close())
}

// verify reads a file back.
func verify(path string, want contents) error {
	digest := sha256.New()
	if err := copyFile(digest, path); err != nil {
		return err
	}
	if [sha256.Size]byte(digest.Sum(nil)) != want.digest {
		return errDiffers
	}
	return nil
}
