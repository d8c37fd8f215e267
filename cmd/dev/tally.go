package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// counts is how many tests ended in each way. A test, each of its subtests and each seed of a fuzz target count one.
type counts struct{ passed, failed, skipped int }

func (c counts) plus(d counts) counts {
	return counts{c.passed + d.passed, c.failed + d.failed, c.skipped + d.skipped}
}

// String is the closing line of a run of the tests: "12 passed, 0 failed", and the skipped where there are any.
func (c counts) String() string {
	text := fmt.Sprintf("%d passed, %d failed", c.passed, c.failed)
	if c.skipped > 0 {
		text += fmt.Sprintf(", %d skipped", c.skipped)
	}
	return text
}

// An event is one line of go test -json.
type event struct {
	Action     string
	Package    string
	Test       string
	Output     string
	ImportPath string // of a build that has something to say
}

// A tally reads what go test -json writes. It passes on a line for each package, everything that a failing test or
// build said, and whatever is not JSON; it counts the rest.
type tally struct {
	out     io.Writer
	counts  counts
	fuzz    map[testName]int // seeds that passed, by fuzz target
	partial []byte
	said    map[testName][]string // output of the tests that still run; of the package itself under an empty test
	running map[testName]bool
	failed  map[string]int // failing tests by package
}

type testName struct{ pkg, test string }

func newTally(out io.Writer) *tally {
	return &tally{out: out, fuzz: map[testName]int{}, said: map[testName][]string{},
		running: map[testName]bool{}, failed: map[string]int{}}
}

func (t *tally) Write(text []byte) (int, error) {
	t.partial = append(t.partial, text...)
	for {
		line, rest, found := bytes.Cut(t.partial, []byte("\n"))
		if !found {
			return len(text), nil
		}
		t.line(line)
		t.partial = rest
	}
}

// close reads what is left. A test that a dead process left running has failed.
func (t *tally) close() {
	if len(t.partial) > 0 {
		t.line(t.partial)
		t.partial = nil
	}
	left := map[string]bool{}
	for name := range t.running {
		left[name.pkg] = true
	}
	for _, pkg := range slices.Sorted(maps.Keys(left)) {
		t.packageFailed(pkg)
	}
}

func (t *tally) line(line []byte) {
	var e event
	if len(line) == 0 || line[0] != '{' || json.Unmarshal(line, &e) != nil {
		fmt.Fprintf(t.out, "%s\n", line)
		return
	}
	switch {
	case e.Action == "build-output":
		fmt.Fprint(t.out, e.Output)
	case e.Package == "":
	case e.Test == "":
		t.ofPackage(e)
	default:
		t.ofTest(e)
	}
}

func (t *tally) ofTest(e event) {
	name := testName{e.Package, e.Test}
	switch e.Action {
	case "run":
		t.running[name] = true
		if target, _, sub := strings.Cut(e.Test, "/"); !sub && strings.HasPrefix(target, "Fuzz") {
			t.fuzz[name] += 0
		}
		return
	case "output":
		t.said[name] = append(t.said[name], e.Output)
		return
	case "pass":
		t.counts.passed++
		target, _, sub := strings.Cut(e.Test, "/")
		if sub && strings.HasPrefix(target, "Fuzz") {
			t.fuzz[testName{e.Package, target}]++
		}
	case "skip":
		t.counts.skipped++
	case "fail":
		t.testFailed(name)
	default:
		return
	}
	delete(t.running, name)
	delete(t.said, name)
}

func (t *tally) testFailed(name testName) {
	t.counts.failed++
	t.failed[name.pkg]++
	for _, text := range t.said[name] {
		fmt.Fprint(t.out, text)
	}
}

func (t *tally) ofPackage(e event) {
	name := testName{pkg: e.Package}
	switch e.Action {
	case "output":
		t.said[name] = append(t.said[name], e.Output)
		return
	case "fail":
		t.packageFailed(e.Package)
	case "pass", "skip":
		for _, text := range t.said[name] {
			if strings.HasPrefix(text, "ok ") || strings.HasPrefix(text, "? ") {
				fmt.Fprint(t.out, text)
			}
		}
	default:
		return
	}
	delete(t.said, name)
}

// packageFailed fails the tests the package left running, or the package itself where no test explains the failure:
// it did not build, or its process ended early.
func (t *tally) packageFailed(pkg string) {
	for _, name := range t.runningIn(pkg) {
		t.testFailed(name)
		delete(t.running, name)
		delete(t.said, name)
	}
	for _, text := range t.said[testName{pkg: pkg}] {
		fmt.Fprint(t.out, text)
	}
	if t.failed[pkg] == 0 {
		t.counts.failed++
		t.failed[pkg]++
	}
}

func (t *tally) runningIn(pkg string) []testName {
	var names []testName
	for name := range t.running {
		if name.pkg == pkg {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b testName) int { return strings.Compare(a.test, b.test) })
	return names
}

// seedless is the fuzz targets that ran without a single seed, as package and name.
func (t *tally) seedless() []string {
	var targets []string
	for name, seeds := range t.fuzz {
		if seeds == 0 {
			targets = append(targets, name.pkg+"."+name.test)
		}
	}
	slices.Sort(targets)
	return targets
}

// seeds is how many seeds of all fuzz targets passed.
func (t *tally) seeds() int {
	sum := 0
	for _, seeds := range t.fuzz {
		sum += seeds
	}
	return sum
}
