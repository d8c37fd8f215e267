package crash

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// What a disk, a crash or a fault may do to a book, and never must.
var (
	ErrLost = errors.New("what was reported as saved is not there")
	ErrTorn = errors.New("the book is not sound")
)

// Promise is what a program has said of a path: from now on one of these is there, whatever happens. While an operation
// runs that is what was there before, and what will be there after it; once it has returned, the latter alone.
type Promise struct {
	Path   string
	Absent bool   // there may be nothing
	May    []Head // or a sound book that ends with one of these
}

// Judge holds what is at the path to the promise. The error wraps ErrTorn where a book is not sound, and ErrLost where
// there is none or another than was promised. Reading changes the image as SQLite changes a disk.
func (k *Keys) Judge(image Image, promise Promise, passphrase string) (Book, error) {
	if _, there := image[promise.Path]; !there {
		return Book{}, promise.absent(image)
	}
	book, err := k.Inspect(image, promise.Path, passphrase)
	return book, promise.keptBy(book, err)
}

// absent says that nothing is there where something must be.
func (p Promise) absent(image Image) error {
	if p.Absent {
		return nil
	}
	return fmt.Errorf("%w: there is nothing at %s; beside it: %s", ErrLost, p.Path, image)
}

// keptBy holds what was found to the promise.
func (p Promise) keptBy(found Book, err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("%w: %s: %w", ErrTorn, p.Path, err)
	case !slices.Contains(p.May, found.Head):
		return fmt.Errorf("%w: %s has %s, and it may have %v", ErrLost, p.Path, found.Head, p.May)
	}
	return nil
}

// Line is the promise as one line of text, for another process to read.
func (p Promise) Line() (string, error) {
	text, err := json.Marshal(p)
	return string(text), err
}

// ParsePromise reads such a line.
func ParsePromise(line string) (Promise, error) {
	var p Promise
	err := json.Unmarshal([]byte(line), &p)
	return p, err
}
