//go:build window

package main_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// How long things may take on a busy machine: a build from nothing, one command, and what the window answers to a key.
const (
	buildPatience   = 15 * time.Minute
	commandPatience = time.Minute
	answerPatience  = time.Minute
	lookEvery       = 15 * time.Millisecond
)

// programs are the two programs, built as they are delivered.
type programs struct{ stakebook, stakectl string }

func buildPrograms(t *testing.T) programs {
	t.Helper()
	folder := t.TempDir()
	built := programs{stakebook: filepath.Join(folder, "stakebook"), stakectl: filepath.Join(folder, "stakectl")}
	build(t, built.stakectl, "stakebook/cmd/stakectl", "CGO_ENABLED=0")
	build(t, built.stakebook, "stakebook/cmd/stakebook", "CGO_ENABLED=1")
	return built
}

func build(t *testing.T, to, what, cgo string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), buildPatience)
	defer cancel()
	command := exec.CommandContext(ctx, "go", "build", "-o", to, what)
	command.Env = append(os.Environ(), cgo)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", what, err, said)
	}
}

// answer is what a run of stakectl came to.
type answer struct {
	out, err string
	code     int
}

// run carries out one command of stakectl.
func (p programs) run(t *testing.T, args ...string) answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), commandPatience)
	defer cancel()
	var out, said bytes.Buffer
	command := exec.CommandContext(ctx, p.stakectl, args...)
	command.Stdout, command.Stderr = &out, &said
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("stakectl %s: %v", strings.Join(args, " "), err)
	}
	return answer{out: out.String(), err: said.String(), code: command.ProcessState.ExitCode()}
}

// must carries out a command of stakectl that has to succeed, and gives what it prints.
func (p programs) must(t *testing.T, args ...string) string {
	t.Helper()
	got := p.run(t, args...)
	if got.code != 0 {
		t.Fatalf("stakectl %s: exit code %d\n%s", strings.Join(args, " "), got.code, got.err)
	}
	return got.out
}

// A home is where a person's settings live, apart from those of whoever runs the test.
type home struct{ folder string }

// newHome makes a home with a short path: what a socket is called must not be long.
func newHome(t *testing.T) home {
	t.Helper()
	folder, err := os.MkdirTemp("", "stakebook-home-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	h := home{folder: folder}
	for _, name := range []string{"config", "data", "cache", "run"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// env is the environment of a program of this home; the display and the like are those of the test.
func (h home) env() []string {
	return append(os.Environ(),
		"HOME="+h.folder,
		"XDG_CONFIG_HOME="+filepath.Join(h.folder, "config"),
		"XDG_DATA_HOME="+filepath.Join(h.folder, "data"),
		"XDG_CACHE_HOME="+filepath.Join(h.folder, "cache"),
		"XDG_RUNTIME_DIR="+filepath.Join(h.folder, "run"),
	)
}

// An app is the program running in a window.
type app struct {
	programs programs
	command  *exec.Cmd
	said     *bytes.Buffer // read only once it has ended
	ended    chan struct{}
	trace    *traceLog
	window   string // the X window
	last     []byte // the last picture of it
}

// start runs the program and waits for its window.
func start(t *testing.T, p programs, h home, args ...string) *app {
	t.Helper()
	return startIn(t, nil, p, h, args...)
}

// startIn starts the program in surroundings of its own, where there are any.
func startIn(t *testing.T, surroundings *syscall.SysProcAttr, p programs, h home, args ...string) *app {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trace.jsonl")
	a := &app{programs: p, said: &bytes.Buffer{}, ended: make(chan struct{}), trace: &traceLog{path: path}}
	a.command = exec.Command(p.stakebook, append([]string{"--trace", path}, args...)...)
	a.command.Env = h.env()
	a.command.SysProcAttr = surroundings
	a.command.Stdout, a.command.Stderr = a.said, a.said
	if err := a.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = a.command.Wait() // the exit code is in the state
		close(a.ended)
	}()
	t.Cleanup(a.kill)
	a.phase(t, "the window comes up", func(h *hand) {
		h.await(event{Event: "start"})
		h.findWindow()
	})
	return a
}

// kill ends the program where a failure left it running, and waits, so that nothing writes any more.
func (a *app) kill() {
	if a.running() {
		_ = a.command.Process.Kill() // it may have ended this moment
	}
	<-a.ended
}

func (a *app) running() bool {
	select {
	case <-a.ended:
		return false
	default:
		return true
	}
}

// again is a second start of the program from the same home.
func (w *work) again(h *hand, book string) *exec.Cmd {
	h.Helper()
	ctx, cancel := context.WithTimeout(h.Context(), commandPatience)
	h.Cleanup(cancel)
	second := exec.CommandContext(ctx, w.programs.stakebook, book)
	second.Env = w.home.env()
	return second
}
