package bookfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// LockSuffix follows a book's path in that of its side-car lock.
const LockSuffix = ".lock"

// maxLock bounds what is read of a lock's text.
const maxLock = 4 << 10

// holder is the text of a side-car lock. It only tells people who has the book; what counts is the operating system's
// lock on the file, which ends with the process that took it, so a text that a crash left behind bars nobody.
type holder struct {
	Host    string    `json:"host"`
	Process string    `json:"process"`
	PID     int       `json:"pid"`
	Since   time.Time `json:"since"`
}

// sideCar is a lock that is held.
type sideCar struct {
	file *os.File
	path string
}

// takeLock takes the lock beside a book for the one who writes.
func takeLock(book string, who holder) (*sideCar, error) {
	path := book + LockSuffix
	const tries = 100 // each lost to another who took and gave back the lock in between
	for range tries {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			if refused(err) {
				return nil, fmt.Errorf("%w: nothing can be written into its folder; open it for reading, or copy it to a "+
					"folder that you may write to (%w)", ErrReadOnly, err)
			}
			return nil, fmt.Errorf("lock the book: %w", inRoom(err))
		}
		held, err := lockFile(file)
		if err == nil && !held {
			err = lockedBy(file)
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if !isAt(file, path) {
			if err := file.Close(); err != nil {
				return nil, fmt.Errorf("lock the book: %w", err)
			}
			continue
		}
		car := &sideCar{file: file, path: path}
		if err := car.say(who); err != nil {
			return nil, errors.Join(fmt.Errorf("lock the book: %w", inRoom(err)), car.release())
		}
		return car, nil
	}
	return nil, fmt.Errorf("%w (its lock changes hands all the time)", ErrBusy)
}

// isAt says that the path still leads to the file: whoever gives a lock back takes its file away.
func isAt(file *os.File, path string) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, there)
}

func (c *sideCar) say(who holder) error {
	text, err := json.Marshal(who)
	if err != nil {
		return err
	}
	if err := c.file.Truncate(0); err != nil {
		return err
	}
	_, err = c.file.WriteAt(append(text, '\n'), 0)
	return err
}

// lockedBy reads who holds the lock. A text that is not there yet or not to be read names nobody.
func lockedBy(file *os.File) error {
	text, err := io.ReadAll(io.LimitReader(file, maxLock))
	var who holder
	if err != nil || json.Unmarshal(text, &who) != nil {
		return &LockedError{}
	}
	return &LockedError{Host: plain(who.Host), Process: plain(who.Process), PID: who.PID, Since: who.Since}
}

// release takes the file away and gives the lock back.
func (c *sideCar) release() error {
	err := giveBack(c.file, c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // someone else took the file away
	}
	return err
}
