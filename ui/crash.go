package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"time"
)

// CrashLog keeps where crashes happened. What a panic said is left out unless the Go runtime said it, and so are the
// arguments on the stack: nothing of a book, no path and no passphrase gets into it.
type CrashLog struct {
	Path    string // of the file; its folder is made when there is something to keep
	Version string
	Now     func() time.Time
}

// maxCrashLog is the size beyond which a crash log begins anew.
const maxCrashLog = 1 << 20

// Keep appends a crash to the log. It is called from the function that recovered it. Where the log cannot be written
// there is nobody left to tell.
func (l *CrashLog) Keep(cause any) {
	if l == nil || l.Path == "" {
		return
	}
	if err := os.MkdirAll(filepath.Dir(l.Path), 0o700); err != nil {
		return
	}
	flags := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	info, err := os.Stat(l.Path)
	if err == nil && info.Size() > maxCrashLog {
		flags = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return
	}
	file, err := os.OpenFile(l.Path, flags, 0o600)
	if err != nil {
		return
	}
	_, _ = file.WriteString(l.report(cause))
	_ = file.Close()
}

func (l *CrashLog) report(cause any) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s  Stakebook %s, %s %s/%s\n", l.Now().UTC().Format(time.RFC3339), l.Version,
		runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(&text, "  %s\n", harmless(cause))
	const deepest = 64
	callers := make([]uintptr, deepest)
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
	for {
		frame, more := frames.Next()
		fmt.Fprintf(&text, "    %s (%s:%d)\n", frame.Function, filepath.Base(frame.File), frame.Line)
		if !more {
			break
		}
	}
	return text.String() + "\n"
}

// harmless names a panic without repeating what a program may have put into it. Others may call an error of their own
// one of the runtime, so its type must be the runtime's too.
func harmless(cause any) string {
	if wrong, ok := cause.(runtime.Error); ok && isRuntimes(reflect.TypeOf(cause)) {
		return wrong.Error()
	}
	return fmt.Sprintf("a panic with a value of type %T", cause)
}

func isRuntimes(kind reflect.Type) bool {
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	return kind.PkgPath() == "runtime" || strings.HasPrefix(kind.PkgPath(), "internal/runtime/")
}
