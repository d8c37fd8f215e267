// Command stakebook is the desktop app: it opens a book in a window.
//
// Its flags are those of `stakebook --help`. A second start hands its book to the first, which opens it and comes to
// the front.
package main

import (
	"os"
	"path/filepath"
	"time"

	"stakebook/cmd/internal/operator"
	"stakebook/ui/platform"
)

func main() {
	os.Exit(Run(Params{
		Args:    os.Args[1:],
		Out:     os.Stdout,
		Err:     os.Stderr,
		Now:     time.Now,
		Author:  operator.Name(),
		Host:    operator.Host(),
		PID:     os.Getpid(),
		Runtime: platform.RuntimeDir("stakebook"),
		Crashes: crashes(),
		Memory:  operator.Memory(os.Getenv, os.UserConfigDir),
		Exit:    os.Exit,
		Getenv:  os.Getenv,
	}))
}

// crashes is where crashes are kept; nowhere where the system has no folder for such files.
func crashes() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "stakebook", "crash.log")
}
