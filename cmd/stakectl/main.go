package main

import (
	"context"
	"os"
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
		Memory: operator.Memory(os.Getenv, os.UserConfigDir),
	}))
}
