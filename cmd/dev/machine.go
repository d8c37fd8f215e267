package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// A machine is all that the commands ask of the system they run on.
type machine struct {
	goos, goarch string
	root         string // of the repository
	cache        string // the folder that built programs are put into
	data         string // the folder of this person's own books; empty where no home is known
	user         int    // numeric id, 0 for root; -1 where there is none
	terminal     bool   // whether out is looked at on a terminal, so that a line can be rewritten
	getenv       func(name string) string
	lookPath     func(program string) (string, error)
	matches      func(pattern string) bool // whether any file matches a glob pattern
	start        func(ctx context.Context, c command) error
	now          func() time.Time
	out          io.Writer // safe for use by several goroutines
}

// A command is one program to be run to its end.
type command struct {
	name   string
	args   []string
	dir    string   // the repository's root unless given
	env    []string // added to this process's own, as NAME=value
	stdin  io.Reader
	stdout io.Writer // the machine's out unless given
	stderr io.Writer // the machine's out unless given
}

// String is the command as it would be typed.
func (c command) String() string {
	words := make([]string, 0, 1+len(c.args))
	for _, word := range append([]string{c.name}, c.args...) {
		if word == "" || strings.ContainsAny(word, " \t'\"\\$&|;<>()*?") {
			word = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// thisMachine is the machine the process runs on, with the repository that the working directory is in.
func thisMachine(ctx context.Context) (*machine, error) {
	m := &machine{
		goos: runtime.GOOS, goarch: runtime.GOARCH, user: os.Getuid(),
		terminal: isTerminal(os.Stdout),
		getenv:   os.Getenv, lookPath: exec.LookPath, now: time.Now,
		matches: func(pattern string) bool {
			found, err := filepath.Glob(pattern)
			return err == nil && len(found) > 0
		},
		out: &lockedWriter{w: os.Stdout},
	}
	m.start = m.execute
	mod, err := m.output(ctx, "go", "env", "GOMOD")
	if err != nil {
		return nil, err
	}
	if mod == "" || mod == os.DevNull {
		return nil, errors.New("no go.mod here: run this inside a clone of Stakebook")
	}
	m.root = filepath.Dir(mod)
	caches, err := os.UserCacheDir()
	if err != nil {
		caches = os.TempDir()
	}
	m.cache = filepath.Join(caches, "stakebook", "dev")
	m.data = dataFolder(m.goos, m.getenv)
	return m, nil
}

// execute runs c and waits for its end; an interrupt is passed on and given time to act.
func (m *machine) execute(ctx context.Context, c command) error {
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Dir = c.dir
	if cmd.Dir == "" {
		cmd.Dir = m.root
	}
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.stdin, c.stdout, c.stderr
	if cmd.Stdout == nil {
		cmd.Stdout = m.out
	}
	if cmd.Stderr == nil {
		cmd.Stderr = m.out
	}
	if m.goos != "windows" { // which has no interrupt to send
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	}
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	return nil
}

// output is what a program prints to standard output, without the space around it; what it prints to standard error
// is part of the error.
func (m *machine) output(ctx context.Context, name string, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	err := m.start(ctx, command{name: name, args: args, stdout: &stdout, stderr: &stderr})
	if err != nil {
		if said := strings.TrimSpace(stderr.String()); said != "" {
			return "", fmt.Errorf("%w\n%s", err, said)
		}
		return "", err
	}
	return strings.TrimSpace(stdout.String()), nil
}

// quiet runs a program whose words are of no interest, only whether it succeeds.
func (m *machine) quiet(ctx context.Context, c command) bool {
	c.stdout, c.stderr = io.Discard, io.Discard
	return m.start(ctx, c) == nil
}

func (m *machine) say(format string, args ...any) {
	fmt.Fprintf(m.out, format+"\n", args...)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// A lockedWriter lets a program's output and lines about its progress share one stream, a write at a time.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
