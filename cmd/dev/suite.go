package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// testTimeout bounds the tests of one package, in go test's form.
const testTimeout = "20m"

type testCommand struct{}

// Run installs what the tests need and runs every check there is. The last line it prints is the count of tests.
func (testCommand) Run(ctx context.Context, m *machine) error {
	s := &suite{m: m}
	steps, err := s.steps()
	if err != nil {
		return err
	}
	results := m.follow(ctx, steps)
	failed := m.summarize(results)
	m.say("%s", s.closing(failed))
	if failed {
		return errFailed
	}
	return nil
}

// A suite is one run of everything, and the counts of its tests so far.
type suite struct {
	m      *machine
	counts counts
}

// steps is everything that is checked, in order: what is quick and tells most comes first, and the one compilation of
// the window for each of plain and race-detecting builds serves all steps that need it.
func (s *suite) steps() ([]step, error) {
	windowed, err := windowTests(s.m.root)
	if err != nil {
		return nil, err
	}
	needs := buildNeeds()
	if s.m.goos == "linux" {
		needs = append(needs, testNeeds()...)
	}
	steps := []step{{name: "setup", run: func(ctx context.Context) (string, error) {
		return "", s.m.setUp(ctx, needs)
	}}}
	steps = append(steps, s.m.sourceSteps()...)
	steps = append(steps,
		step{name: "build without cgo", run: s.buildWithoutCgo},
		step{name: "tests without cgo", run: s.testWithoutCgo})
	race, window := s.omissions(windowed)
	steps = append(steps, step{name: "tests with the race detector", omit: race, run: s.tests("-race")})
	if race != "" {
		steps = append(steps, step{name: "tests", run: s.tests()})
	}
	return append(steps, step{name: "window test", run: s.window, omit: window}), nil
}

// omissions says why the race detector and the window test are left out on this machine; empty where they are not.
func (s *suite) omissions(windowed bool) (race, window string) {
	switch {
	case s.m.goos != "linux":
		race = "it is run on Linux; here the tests run without it"
		window = "it needs Xvfb, which is on Linux"
	case !raceDetects(s.m.goarch):
		race = "Go has no race detector for " + s.m.goarch
	}
	if window == "" && !windowed {
		window = "cmd/stakebook has no test with the build tag " + windowTag
	}
	return race, window
}

// raceDetects says whether Go has a race detector for Linux on the architecture.
func raceDetects(goarch string) bool {
	return slices.Contains([]string{"amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"}, goarch)
}

// pure is the packages that must build and pass without cgo.
func pure() []string {
	return []string{"./ledger/...", "./assets/...", "./cmd/stakectl/...", "./cmd/dev/..."}
}

func (s *suite) buildWithoutCgo(ctx context.Context) (string, error) {
	args := append([]string{"build"}, pure()...)
	return "", s.m.start(ctx, command{name: "go", args: args, env: []string{"CGO_ENABLED=0"}})
}

func (s *suite) testWithoutCgo(ctx context.Context) (string, error) {
	return s.test(ctx, []string{"CGO_ENABLED=0"}, pure())
}

// tests is the run of a step that is all tests, the window's packages included, in random order.
func (s *suite) tests(flags ...string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		return s.test(ctx, []string{"CGO_ENABLED=1"}, append(flags, "-shuffle=on", "./..."))
	}
}

// test runs go test, adds to the suite's counts and notes this run's own. A fuzz target without seeds is a failure:
// its seeds are all that a plain run of the tests tries.
func (s *suite) test(ctx context.Context, env, args []string) (string, error) {
	t := newTally(s.m.out)
	run := append([]string{"test", "-json", "-timeout", testTimeout}, args...)
	err := s.m.start(ctx, command{name: "go", args: run, env: env, stdout: t})
	t.close()
	if err == nil && t.counts.failed > 0 {
		err = fmt.Errorf("%d tests failed", t.counts.failed)
	}
	if seedless := t.seedless(); err == nil && len(seedless) > 0 {
		err = fmt.Errorf("fuzz targets without a seed: %s", strings.Join(seedless, ", "))
	}
	s.counts = s.counts.plus(t.counts)
	note := t.counts.String()
	if len(t.fuzz) > 0 {
		note += fmt.Sprintf(", fuzz targets: %d, seeds: %d", len(t.fuzz), t.seeds())
	}
	return note, err
}

// window runs the tests in a real window, on a display of their own.
func (s *suite) window(ctx context.Context) (string, error) {
	d, err := openDisplay(ctx)
	if err != nil {
		return "", err
	}
	defer d.close()
	env := d.env(filepath.Join(s.m.root, ".artefacts"))
	return s.test(ctx, append(env, "CGO_ENABLED=1"), []string{"-count=1", "-tags", windowTag, "./cmd/stakebook"})
}

// closing is the last line. A failure that no test accounts for (a vet finding, say) counts as one, so that the line
// never reads as a success when the run was none.
func (s *suite) closing(failed bool) string {
	c := s.counts
	if failed && c.failed == 0 {
		c.failed = 1
	}
	return c.String()
}
