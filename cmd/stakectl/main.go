// Command stakectl works on a book without a screen: the same book, the same figures and the same reports as the desktop
// app. It builds without cgo and links no GUI.
package main

import (
	"context"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := Run(ctx, Params{
		Args:   os.Args[1:],
		In:     os.Stdin,
		Out:    os.Stdout,
		Err:    os.Stderr,
		Now:    time.Now,
		Author: author(),
		Host:   host(),
		PID:    os.Getpid(),
	})
	stop()
	os.Exit(code)
}
