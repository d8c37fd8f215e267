//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package savefile

import (
	"errors"
	"os"
	"syscall"
)

// hold marks an unfinished file as one that somebody is at work on, until the process ends or free is called, also
// after the file itself was closed. ok says that nobody else was. An error says that the file system has no such marks.
func hold(made *os.File) (free func() error, ok bool, err error) {
	fd, err := syscall.Dup(int(made.Fd()))
	if err != nil {
		return nil, false, err
	}
	syscall.CloseOnExec(fd)
	for {
		err = syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = nil
		}
		return nil, false, errors.Join(err, syscall.Close(fd))
	}
	return func() error { return syscall.Close(fd) }, true, nil
}
