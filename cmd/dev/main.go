package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes: the work failed, or the command line is wrong.
const (
	exitFailed = 1
	exitUsage  = 2
)

// commands is the table of commands: one field is one command, its type has a Run method.
type commands struct {
	Setup setupCommand `cmd:"" help:"Install what a build of the desktop app needs."`
	Run   runCommand   `cmd:"" help:"Build the desktop app and open it on BOOK, or on the sample book."`
	Test  testCommand  `cmd:"" help:"Install what the tests need and run every check there is."`
	Lint  lintCommand  `cmd:"" help:"Run the checks that need no tests, and look for known vulnerabilities."`

	Bench     benchCommand     `cmd:"" help:"Measure Stakebook beside other programs and print the ratios."`
	Yardstick yardstickCommand `cmd:"" help:"Write the generated book by which speed is measured."`
}

// errFailed ends a command whose failure has been told already.
var errFailed = errors.New("failed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string) int {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("dev"), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Description("Sets up, runs and checks Stakebook from a clone."))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailed
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		return exitUsage
	}
	m, err := thisMachine(ctx)
	if err == nil {
		err = chosen.Run(m)
	}
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "dev: interrupted")
	case !errors.Is(err, errFailed):
		fmt.Fprintln(os.Stderr, "dev:", err)
	}
	return exitFailed
}
