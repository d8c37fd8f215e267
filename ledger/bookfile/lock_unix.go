//go:build unix

package bookfile

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile takes a lock that lasts until the file is closed. held is false where another has it.
func lockFile(file *os.File) (held bool, err error) {
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		default:
			return false, fmt.Errorf("%w (%w)", ErrNoLocks, err)
		}
	}
}

// giveBack removes the file while it is still locked, so that nobody else's is removed, and then lets go.
func giveBack(file *os.File, path string) error {
	return errors.Join(os.Remove(path), file.Close())
}

func readOnlyFolder(err error) bool { return errors.Is(err, unix.EROFS) }

func noRoom(err error) bool { return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) }
