package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"github.com/alecthomas/kong"

	"stakebook/assets"
	"stakebook/ui"
	"stakebook/ui/page"
	"stakebook/ui/platform"
)

// The exit codes.
const (
	exitDone    = 0
	exitWrong   = 1 // the program failed
	exitCommand = 2 // the command line is wrong
)

// Params is what the program takes from the world.
type Params struct {
	Args     []string
	Out, Err io.Writer
	Now      func() time.Time
	Author   string
	Host     string
	PID      int
	Runtime  string         // the folder in which starts of the program find each other
	Crashes  string         // the file that keeps where crashes happened
	Memory   string         // the folder in which it is remembered how far books went
	Exit     func(code int) // ends the process at once
	Getenv   func(string) string
}

// line is the command line.
type line struct {
	Book    string           `arg:"" optional:"" help:"The book to open, or a .csv or .jsonl to import once one is open."`
	Trace   string           `help:"Write what the window does to this file, one JSON object a line." placeholder:"FILE"`
	Version kong.VersionFlag `help:"Print the version."`
}

// Run opens the window and returns the exit code once it is closed.
func Run(p Params) (code int) {
	asked, code, ok := parse(p)
	if !ok {
		return code
	}
	if !hasDisplay(p.Getenv) {
		fmt.Fprintln(p.Err, "there is no display to open a window on; stakectl works on the same book without one")
		return exitWrong
	}
	crashes := &ui.CrashLog{Path: p.Crashes, Version: metadata().Version, Now: p.Now}
	defer func() {
		if cause := recover(); cause != nil {
			crashes.Keep(cause)
			fmt.Fprintf(p.Err, "stakebook stopped: something went wrong inside it; where, is kept in %s\n", p.Crashes)
			code = exitWrong
		}
	}()
	if err := open(p, asked, crashes); err != nil {
		fmt.Fprintln(p.Err, err)
		return exitWrong
	}
	return exitDone
}

// hasDisplay says that there is a screen, as far as the environment tells: only X11 and Wayland name theirs there.
func hasDisplay(getenv func(string) string) bool {
	switch runtime.GOOS {
	case "darwin", "windows":
		return true
	default:
		return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
	}
}

// parse reads the command line; ok is false where there is nothing more to do.
func parse(p Params) (asked line, code int, ok bool) {
	stopped := -1
	parser, err := kong.New(&asked, kong.Name("stakebook"),
		kong.Description("Stakes paid in parts, against their caps: the desktop app."),
		kong.Writers(p.Out, p.Err), kong.Exit(func(code int) { stopped = code }),
		kong.Vars{"version": "Stakebook " + metadata().Version})
	if err == nil {
		_, err = parser.Parse(p.Args)
	}
	switch {
	case stopped >= 0:
		return line{}, stopped, false
	case err != nil:
		fmt.Fprintf(p.Err, "%v; see `stakebook --help`\n", err)
		return line{}, exitCommand, false
	}
	if asked.Book != "" {
		if asked.Book, err = filepath.Abs(asked.Book); err != nil {
			fmt.Fprintln(p.Err, err)
			return line{}, exitWrong, false
		}
	}
	return asked, exitDone, true
}

// handOverPatience is how long the first start may take to answer the second.
const handOverPatience = 5 * time.Second

// open hands the book to the program that is running already, or shows the window.
func open(p Params, asked line, crashes *ui.CrashLog) (err error) {
	ready := make(chan *ui.Shell, 1)
	first, release, err := platform.Claim(p.Runtime, func(path string) {
		shell := <-ready
		ready <- shell
		shell.Raise(path)
	})
	if err == nil {
		defer release()
	}
	if err == nil && !first && handOver(p.Runtime, asked.Book) == nil {
		return nil
	}
	trace, closeTrace, err := openTrace(asked.Trace)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeTrace()) }()
	show(p, asked.Book, trace, crashes, ready)
	return nil
}

func handOver(folder, book string) error {
	ctx, cancel := context.WithTimeout(context.Background(), handOverPatience)
	defer cancel()
	return platform.HandOver(ctx, folder, book)
}

func openTrace(path string) (trace io.Writer, closeTrace func() error, err error) {
	if path == "" {
		return nil, func() error { return nil }, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, nil, fmt.Errorf("trace: %w", err)
	}
	return file, file.Close, nil
}

// quitPatience is how long the toolkit may take to end once the window is closed.
const quitPatience = 2 * time.Second

// show makes the window and runs until it is closed. Fyne 2.8 does not always come back from there: now and then what
// it does last waits for a goroutine that has ended already. Nothing is open any more by then, so the process ends
// without it.
func show(p Params, book string, trace io.Writer, crashes *ui.CrashLog, ready chan<- *ui.Shell) {
	fyneapp.SetMetadata(metadata())
	app := fyneapp.NewWithID(metadata().ID)
	app.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	runner := ui.Background{Crashes: crashes}
	var late *time.Timer
	shell := ui.New(app, ui.Params{
		Book: book, Memory: p.Memory, Now: p.Now, Author: p.Author, Host: p.Host, PID: p.PID, Version: metadata().Version,
		Runner: runner, Picker: ui.DesktopPicker{Runner: runner}, Pages: page.All, Sample: assets.SampleJournal,
		Fonts: ui.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold}, Trace: trace,
		OnQuit: func() { late = time.AfterFunc(quitPatience, func() { p.Exit(exitDone) }) },
	})
	ready <- shell
	shell.Start()
	app.Run()
	if late != nil {
		late.Stop()
	}
}

// metadata is what FyneApp.toml says of the program; a test holds the two together.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{
		ID: "app.stakebook.Stakebook", Name: "Stakebook", Version: "0.1.0", Build: 1,
		Icon:       fyne.NewStaticResource("icon.png", assets.Icon),
		Migrations: map[string]bool{"fyneDo": true},
	}
}
