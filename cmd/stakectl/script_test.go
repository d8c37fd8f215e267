package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/rogpeppe/go-internal/testscript"

	"stakebook/cmd/internal/operator"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

var update = flag.Bool("update", false, "write what the program prints into the scripts")

// clock is where the scripts take place: the morning of 2026-05-01.
func clock() time.Time { return time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC) }

// params are the program's, as ada runs it.
// A script that wants heads remembered sets STAKEBOOK_CONFIG, and one that answers on a terminal sets TERMINAL.
func params(args ...string) Params {
	p := Params{Args: args, In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Now: clock, Author: "ada", Host: "here",
		PID: os.Getpid(), Memory: operator.Memory(os.Getenv, func() (string, error) { return "", errors.ErrUnsupported })}
	if os.Getenv("TERMINAL") != "" {
		p.Ask = askTerminal
	}
	return p
}

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"stakectl": func() { os.Exit(Run(context.Background(), params(os.Args[1:]...))) },
		"writer":   func() { os.Exit(write(os.Args[1])) },
	})
}

// write is another program that has a book open for writing, until its standard input ends.
func write(path string) int {
	d, err := desk.Open(path, bookfile.Write, desk.Options{Author: "bo", Now: clock,
		File: bookfile.Options{Host: "there", Process: "stakebook", PID: 4711, Now: clock}})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("writing")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := d.Close(); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// The scripts run the real program. Their first lines say what each shows.
func TestScripts(t *testing.T) {
	found, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(found) == 0 {
		t.Fatalf("there are no scripts: %v", err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"opened": opened,
			"flip":   flip,
			"sql":    sql,
			"quiet":  quiet,
		},
	})
}

// exits CODE COMMAND… runs a command that must exit with the code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// quiet says that the last command printed nothing at all.
func quiet(ts *testscript.TestScript, _ bool, _ []string) {
	if out := ts.ReadFile("stdout") + ts.ReadFile("stderr"); out != "" {
		ts.Fatalf("it said %q", out)
	}
}

// opened BOOK starts another process that has the book open for writing, until the script ends.
func opened(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: opened BOOK")
	}
	self, err := os.Executable()
	ts.Check(err)
	cmd := exec.Command(self)
	cmd.Args = []string{"writer", ts.MkAbs(args[0])} // by this name the test program is that one
	in, err := cmd.StdinPipe()
	ts.Check(err)
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		ts.Check(in.Close())
		ts.Check(cmd.Wait())
	})
	said := bufio.NewScanner(out)
	if said.Scan(); said.Text() != "writing" {
		ts.Fatalf("the writer says %q", said.Text())
	}
}

// flip FILE TEXT flips a bit of the first byte of a text in a file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE TEXT")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	at := bytes.Index(data, []byte(args[1]))
	if at < 0 {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	data[at] ^= 1
	ts.Check(os.WriteFile(path, data, 0o600))
}

// sql BOOK STATEMENT changes a book behind our back, as any SQLite tool can.
func sql(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql BOOK STATEMENT")
	}
	db, err := sqlite3.OpenFlags(ts.MkAbs(args[0]), sqlite3.OPEN_READWRITE)
	ts.Check(err)
	ts.Check(errors.Join(db.Exec(args[1]), db.Close()))
}
