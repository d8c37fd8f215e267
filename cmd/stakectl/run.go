package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
)

// The exit codes.
const (
	exitDone    = 0
	exitWrong   = 1 // the book or the input is wrong
	exitCommand = 2 // the command line is wrong
)

// Params is what the program takes from the world.
type Params struct {
	Args     []string
	In       io.Reader
	Out, Err io.Writer
	Now      func() time.Time // the clock, in the zone of whoever runs the program
	Author   string
	Host     string
	PID      int

	// Ask asks for a passphrase where the person who runs the program alone sees it; nil where there is nobody to ask.
	Ask func(prompt string) ([]byte, error)

	// Memory is the folder in which it is remembered how far books went; nothing is remembered where it is empty.
	Memory string
}

// today is the day on the clock.
func (p Params) today() civil.Date { return civil.On(p.Now()) }

func (p Params) options() desk.Options {
	return desk.Options{
		Author: p.Author,
		Now:    p.Now,
		File:   bookfile.Options{Host: p.Host, Process: "stakectl", PID: p.PID, Now: p.Now},
	}
}

// Run carries out one command line and gives the exit code. Errors go to Err, one line each.
func Run(ctx context.Context, p Params) int {
	var line commands
	helped := false
	parser, err := kong.New(&line,
		kong.Name("stakectl"),
		kong.Description("Stakes paid in parts, against their caps: a book without a screen."),
		kong.Writers(p.Out, p.Err),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: helpWidth}),
		kong.Vars{
			"dimensions": strings.Join(ledger.Dimensions(), ", "),
			"formats":    strings.Join(formatNames(), ", "),
		},
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		complain(p.Err, err)
		return exitCommand
	}
	parsed, err := parser.Parse(p.Args)
	switch {
	case helped:
		return exitDone
	case err != nil:
		complain(p.Err, fmt.Errorf("%w; see %s", err, whereHelp(err)))
		return exitCommand
	}
	return exitCode(p.Err, parsed.Run(p))
}

// helpWidth is the most columns that help takes.
const helpWidth = 110

// whereHelp is the help of the command that a wrong command line begins with.
func whereHelp(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context.Selected() != nil {
		return fmt.Sprintf("`stakectl %s --help`", wrong.Context.Selected().Name)
	}
	return "`stakectl --help`"
}

// exitCode tells what is wrong, and is what the program says to whoever called it.
func exitCode(w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	complain(w, err)
	var usage *usageError
	if errors.As(err, &usage) {
		return exitCommand
	}
	return exitWrong
}

// usageError is a command line that parses and still makes no sense.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return &usageError{err: fmt.Errorf(format, args...)} }

// complain writes an error, each line of it as a line. There is nobody left to tell where that fails.
func complain(w io.Writer, err error) {
	for line := range strings.SplitSeq(strings.TrimRight(err.Error(), "\n"), "\n") {
		_, _ = fmt.Fprintln(w, line)
	}
}
