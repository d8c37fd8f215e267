package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// A bench is a machine whose programs are played by the test.
type bench struct {
	*machine
	said  *bytes.Buffer
	ran   []string                  // what was started, as it would be typed
	env   [][]string                // and with which additions to the environment
	plays func(typed string) error  // whether a program succeeds
	hears func(typed string) string // what it prints
	on    []string                  // programs on the path
	set   map[string]string         // the environment
}

// newBench is a Linux machine of root's, with all programs on the path that are named, where everything succeeds.
func newBench(t *testing.T, on ...string) *bench {
	t.Helper()
	b := &bench{said: &bytes.Buffer{}, on: on, set: map[string]string{}}
	b.plays = func(string) error { return nil }
	b.hears = func(typed string) string {
		if typed == "go env CC" {
			return "gcc\n"
		}
		return ""
	}
	b.machine = &machine{
		goos: "linux", goarch: "amd64", root: t.TempDir(), cache: t.TempDir(), data: t.TempDir(),
		getenv: func(name string) string { return b.set[name] },
		lookPath: func(program string) (string, error) {
			if slices.Contains(b.on, program) {
				return "/usr/bin/" + program, nil
			}
			return "", exec.ErrNotFound
		},
		matches: func(string) bool { return true },
		start: func(_ context.Context, c command) error {
			b.ran = append(b.ran, c.String())
			b.env = append(b.env, c.env)
			if c.stdout != nil {
				if _, err := io.WriteString(c.stdout, b.hears(c.String())); err != nil {
					return err
				}
			}
			return b.plays(c.String())
		},
		now: func() time.Time { return time.Date(2026, 3, 27, 9, 0, 0, 0, time.UTC) },
		out: b.said,
	}
	return b
}

var errPlayed = errors.New("exit status 1")

func TestACommandPrintsAsItWouldBeTyped(t *testing.T) {
	for _, test := range []struct {
		command command
		want    string
	}{
		{command{name: "go", args: []string{"vet", "./..."}}, "go vet ./..."},
		{command{name: "stakectl", args: []string{"sample", "/home/Ada L/it's.stakebook"}},
			`stakectl sample '/home/Ada L/it'\''s.stakebook'`},
		{command{name: "say", args: []string{""}}, "say ''"},
	} {
		if got := test.command.String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestAFailingProgramsWordsArePartOfTheError(t *testing.T) {
	b := newBench(t)
	b.start = func(_ context.Context, c command) error {
		io.WriteString(c.stderr, "go: no such tool\n")
		return errPlayed
	}
	_, err := b.output(t.Context(), "go", "tool", "x")
	if !errors.Is(err, errPlayed) || err.Error() != "exit status 1\ngo: no such tool" {
		t.Errorf("got %v", err)
	}
}
