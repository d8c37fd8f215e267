package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"stakebook/cmd/internal/operator"
)

// An interrupt ends the program where it stands, and does no harm: what was reported as recorded is on the disk, and a
// report only takes its file's name when it is whole.
func main() {
	os.Exit(Run(context.Background(), Params{
		Args:   os.Args[1:],
		In:     os.Stdin,
		Out:    os.Stdout,
		Err:    os.Stderr,
		Now:    time.Now,
		Author: operator.Name(),
		Host:   operator.Host(),
		PID:    os.Getpid(),
		Ask:    askTerminal,
		Memory: memory(os.Getenv, os.UserConfigDir),
	}))
}

// memory is the folder in which it is remembered how far books went, beside the app's settings or where
// STAKEBOOK_CONFIG says; none where the system has no place for it.
func memory(getenv func(string) string, configs func() (string, error)) string {
	if folder := getenv("STAKEBOOK_CONFIG"); folder != "" {
		return filepath.Join(folder, "heads")
	}
	folder, err := configs()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "stakebook", "heads")
}
