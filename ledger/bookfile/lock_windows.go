package bookfile

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// lockedByte is the one that is locked: far behind the text, which others must be able to read.
const lockedByte = 1 << 30

// lockFile takes a lock that lasts until the file is closed. held is false where another has it.
func lockFile(file *os.File) (held bool, err error) {
	err = windows.LockFileEx(windows.Handle(file.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
		&windows.Overlapped{Offset: lockedByte})
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return false, nil
	default:
		return false, fmt.Errorf("%w (%w)", ErrNoLocks, err)
	}
}

// giveBack lets go and then removes the file. Windows refuses to remove it where another has opened it by then,
// and that one keeps it.
func giveBack(file *os.File, path string) error {
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return err
	}
	return nil
}

func readOnlyFolder(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func noRoom(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}
