// Command stakebook is the desktop app: it opens a book in a window.
//
// Its flags are those of `stakebook --help`. A second start hands its book to the first, which opens it and comes to
// the front.
package main

import (
	"os"
	"os/user"
	"path/filepath"
	"time"

	"stakebook/ui/platform"
)

func main() {
	os.Exit(Run(Params{
		Args:    os.Args[1:],
		Out:     os.Stdout,
		Err:     os.Stderr,
		Now:     time.Now,
		Author:  author(),
		Host:    host(),
		PID:     os.Getpid(),
		Runtime: platform.RuntimeDir("stakebook"),
		Crashes: crashes(),
		Getenv:  os.Getenv,
	}))
}

// author is the name of who runs the program, which every entry carries.
func author() string {
	if who, err := user.Current(); err == nil {
		return who.Username
	}
	return "unknown"
}

func host() string {
	name, err := os.Hostname()
	if err != nil {
		return "this machine"
	}
	return name
}

// crashes is where crashes are kept; nowhere where the system has no folder for such files.
func crashes() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "stakebook", "crash.log")
}
