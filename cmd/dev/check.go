package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// windowTag is the build tag of the tests that drive the app in a real window. It only ever adds files, so the checks
// of the source set it and see all there is.
const windowTag = "window"

// govulncheck is the version of the tool that looks for known vulnerabilities. It is no dependency of Stakebook's:
// whoever checks fetches it.
const govulncheck = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"

type lintCommand struct{}

// Run checks the source without running its tests.
func (lintCommand) Run(ctx context.Context, m *machine) error {
	setup := step{name: "setup", run: func(ctx context.Context) (string, error) {
		return "", m.setUp(ctx, buildNeeds())
	}}
	steps := append([]step{setup}, m.sourceSteps()...)
	steps = append(steps,
		step{name: "go mod verify", run: m.plain("go", "mod", "verify")},
		step{name: "govulncheck", run: m.vulnerabilities})
	if m.summarize(m.follow(ctx, steps)) {
		return errFailed
	}
	return nil
}

// sourceSteps is the checks of the source that lint and test share.
func (m *machine) sourceSteps() []step {
	return []step{
		{name: "gofmt", run: m.gofmt},
		{name: "go vet", run: m.withCgo("go", "vet", "-tags", windowTag, "./...")},
		{name: "staticcheck", run: m.withCgo("go", "tool", "staticcheck", "-tags", windowTag, "./...")},
	}
}

// plain is the run of a step that is one program.
func (m *machine) plain(name string, args ...string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		return "", m.start(ctx, command{name: name, args: args})
	}
}

// withCgo is plain for a program that compiles the window as well, whatever the environment says of cgo.
func (m *machine) withCgo(name string, args ...string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		return "", m.start(ctx, command{name: name, args: args, env: []string{"CGO_ENABLED=1"}})
	}
}

// gofmt fails where a file of the repository is not as gofmt writes it, and names each.
func (m *machine) gofmt(ctx context.Context) (string, error) {
	goroot, err := m.output(ctx, "go", "env", "GOROOT")
	if err != nil {
		return "", err
	}
	program := filepath.Join(goroot, "bin", "gofmt")
	if !m.matches(program + "*") {
		program = "gofmt"
	}
	differ, err := m.output(ctx, program, "-l", ".")
	if err != nil {
		return "", err
	}
	if differ != "" {
		return "", fmt.Errorf("not as gofmt writes them (gofmt -w . mends it):\n%s", differ)
	}
	return "", nil
}

// vulnsFound is the exit code by which govulncheck says that the code calls something vulnerable.
const vulnsFound = 3

// outOfReach is how govulncheck begins to say that its database does not answer.
const outOfReach = "fetching vulnerabilities"

// vulnerabilities asks govulncheck. Where the tool or its database is out of reach it is not checked. A vulnerability
// found is a failure, and so is anything else that keeps it from its work, such as a package that does not load.
func (m *machine) vulnerabilities(ctx context.Context) (string, error) {
	if err := os.MkdirAll(m.cache, 0o755); err != nil {
		return "", fmt.Errorf("make the folder for built programs: %w", err)
	}
	var said bytes.Buffer
	get := command{name: "go", args: []string{"install", govulncheck}, env: []string{"GOBIN=" + m.cache}, stderr: &said}
	if err := m.start(ctx, get); err != nil {
		return "", notChecked{"govulncheck is out of reach: " + lastLine(said.String(), err)}
	}
	said.Reset()
	ask := command{name: filepath.Join(m.cache, "govulncheck"), args: []string{"-tags", windowTag, "./..."},
		env: []string{"CGO_ENABLED=1"}, stdout: &said, stderr: &said}
	err := m.start(ctx, ask)
	var exit interface{ ExitCode() int }
	switch {
	case err == nil:
		return "", nil
	case errors.As(err, &exit) && exit.ExitCode() == vulnsFound:
		m.say("%s", strings.TrimSpace(said.String()))
		return "", fmt.Errorf("known vulnerabilities: %w", err)
	case strings.Contains(said.String(), outOfReach):
		return "", notChecked{"its database is out of reach: " + lastLine(said.String(), err)}
	}
	return "", fmt.Errorf("govulncheck: %s: %w", lastLine(said.String(), err), err)
}

// lastLine is the last line a program said before it failed, or else the failure.
func lastLine(said string, err error) string {
	said = strings.TrimSpace(said)
	if said == "" {
		return err.Error()
	}
	return said[strings.LastIndexByte(said, '\n')+1:]
}
