package platform

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
	"unicode/utf8"
)

// MaxPath is the longest path that one start hands to another, in bytes.
const MaxPath = 4096

const (
	lockName    = "lock"
	socketName  = "socket"
	greeting    = "stakebook 1\n" // what comes before a path
	taken       = "taken\n"       // what is answered
	mostMessage = len(greeting) + MaxPath
	patience    = 2 * time.Second // with one start that hands over
	retryAfter  = 20 * time.Millisecond
)

// errLocked says that another process has the lock.
var errLocked = errors.New("another process has it")

// Claim makes this process the one that opens books. Where it is the first, onOpen is called with the path of every
// later start that hands one over, on a goroutine of its own; an empty path only asks for the window. release gives
// the claim up. Where it is not the first, hand the path over with HandOver; release then does nothing.
//
// dir is made for this user alone. A lock, which the system gives back when a process dies, says who is first, so a
// socket left behind by a dead one does no harm.
func Claim(dir string, onOpen func(path string)) (first bool, release func(), err error) {
	nothing := func() {}
	if err := makeOwn(dir); err != nil {
		return false, nothing, fmt.Errorf("claim %s: %w", dir, err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, nothing, fmt.Errorf("claim %s: %w", dir, err)
	}
	if err := lockFile(lock); err != nil {
		err = errors.Join(err, lock.Close())
		if errors.Is(err, errLocked) {
			return false, nothing, nil
		}
		return false, nothing, fmt.Errorf("claim %s: %w", dir, err)
	}
	listener, err := listen(filepath.Join(dir, socketName))
	if err != nil {
		return false, nothing, fmt.Errorf("claim %s: %w", dir, errors.Join(err, lock.Close()))
	}
	desk := &reception{listener: listener, onOpen: onOpen}
	desk.open.Go(desk.receive)
	var once sync.Once
	return true, func() {
		once.Do(func() {
			_ = listener.Close() // removes the socket; nothing is lost if it stays
			desk.open.Wait()
			_ = lock.Close()
		})
	}, nil
}

// makeOwn makes a folder that this user alone can enter; one that somebody else owns is refused.
func makeOwn(dir string) error {
	const own = 0o700
	if err := os.MkdirAll(dir, own); err != nil {
		return err
	}
	return os.Chmod(dir, own)
}

// listen makes the socket. Its folder is the user's alone; the socket is made so as well.
func listen(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// reception takes the paths that other starts hand over.
type reception struct {
	listener net.Listener
	onOpen   func(path string)
	open     sync.WaitGroup
}

func (r *reception) receive() {
	for {
		visitor, err := r.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			time.Sleep(retryAfter) // the process has too many files open
			continue
		}
		path, ok := read(visitor)
		if ok {
			_, _ = io.WriteString(visitor, taken) // a visitor that is gone needs no answer
		}
		_ = visitor.Close()
		if ok {
			go r.onOpen(path) // which may wait for a window, and must not keep others waiting
		}
	}
}

// read reads one message: bounded in size and in time, and only what this program writes.
func read(visitor net.Conn) (path string, ok bool) {
	if err := visitor.SetDeadline(time.Now().Add(patience)); err != nil {
		return "", false
	}
	message, err := io.ReadAll(io.LimitReader(visitor, int64(mostMessage)+1))
	if err != nil || len(message) > mostMessage {
		return "", false
	}
	rest, ok := bytes.CutPrefix(message, []byte(greeting))
	if !ok || checkPath(string(rest)) != nil {
		return "", false
	}
	return string(rest), true
}

func checkPath(path string) error {
	switch {
	case path == "":
		return nil
	case len(path) > MaxPath:
		return fmt.Errorf("the path has %d bytes, at most %d are handed over", len(path), MaxPath)
	case !utf8.ValidString(path) || bytes.IndexByte([]byte(path), 0) >= 0:
		return errors.New("the path is no text")
	case !filepath.IsAbs(path):
		return fmt.Errorf("%s is no whole path", path)
	}
	return nil
}

// HandOver gives a path to the process that has claimed dir, which opens it; an empty path only raises its window.
// It waits, as long as the context lets it, for a process that is just starting. Where nobody takes the path the error
// says so and the caller may open it itself.
func HandOver(ctx context.Context, dir, path string) error {
	if path != "" {
		whole, err := filepath.Abs(path)
		if err != nil {
			return fmt.Errorf("hand over %s: %w", path, err)
		}
		path = whole
	}
	if err := checkPath(path); err != nil {
		return fmt.Errorf("hand over: %w", err)
	}
	host, err := dial(ctx, filepath.Join(dir, socketName))
	if err != nil {
		return fmt.Errorf("hand over %s: %w", path, err)
	}
	return errors.Join(deliver(ctx, host, path), host.Close())
}

// dial tries until somebody listens.
func dial(ctx context.Context, socket string) (*net.UnixConn, error) {
	var dialer net.Dialer
	for {
		host, err := dialer.DialContext(ctx, "unix", socket)
		if err == nil {
			return host.(*net.UnixConn), nil
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), err)
		case <-time.After(retryAfter):
		}
	}
}

func deliver(ctx context.Context, host *net.UnixConn, path string) error {
	if deadline, ok := ctx.Deadline(); ok {
		if err := host.SetDeadline(deadline); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(host, greeting+path); err != nil {
		return fmt.Errorf("hand over %s: %w", path, err)
	}
	if err := host.CloseWrite(); err != nil {
		return fmt.Errorf("hand over %s: %w", path, err)
	}
	answer, err := io.ReadAll(io.LimitReader(host, int64(len(taken))))
	if err != nil {
		return fmt.Errorf("hand over %s: %w", path, err)
	}
	if string(answer) != taken {
		return fmt.Errorf("hand over %s: it was not taken", path)
	}
	return nil
}

// RuntimeDir is the folder to claim: the user's own for running programs, else one in the folder for temporary files.
func RuntimeDir(name string) string {
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		return filepath.Join(dir, name)
	}
	if dir, err := os.UserCacheDir(); err == nil {
		return filepath.Join(dir, name, "run")
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("%s-%d", name, os.Getuid()))
}
