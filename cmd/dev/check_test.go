package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnformattedFilesAreNamed(t *testing.T) {
	b := newBench(t)
	b.hears = func(typed string) string {
		if strings.HasSuffix(typed, "gofmt -l .") {
			return "ledger/book.go\n"
		}
		return ""
	}
	_, err := b.gofmt(t.Context())
	if err == nil || err.Error() != "not as gofmt writes them (gofmt -w . mends it):\nledger/book.go" {
		t.Errorf("got %v", err)
	}
}

func TestAVulnerabilityDatabaseOutOfReachIsNoFailure(t *testing.T) {
	b := newBench(t)
	b.plays = func(typed string) error {
		if strings.HasSuffix(typed, "govulncheck -tags window ./...") {
			return errPlayed
		}
		return nil
	}
	b.hears = func(string) string { return "scanning\ngovulncheck: fetching vulnerabilities: no such host\n" }
	results := b.follow(t.Context(), []step{{name: "govulncheck", run: b.vulnerabilities}})
	if b.summarize(results) {
		t.Errorf("a failure:\n%s", b.said)
	}
	want := "  govulncheck  not checked, 0s, its database is out of reach: govulncheck: fetching vulnerabilities: " +
		"no such host\n"
	if !strings.HasSuffix(b.said.String(), want) {
		t.Errorf("does not end with %q:\n%s", want, b.said)
	}
}

func TestGovulncheckThatCannotWorkIsAFailure(t *testing.T) {
	b := newBench(t)
	b.plays = func(typed string) error {
		if strings.HasSuffix(typed, "govulncheck -tags window ./...") {
			return exit(1)
		}
		return nil
	}
	b.hears = func(string) string { return "govulncheck: loading packages: there are errors\n" }
	results := b.follow(t.Context(), []step{{name: "govulncheck", run: b.vulnerabilities}})
	if !b.summarize(results) {
		t.Errorf("no failure:\n%s", b.said)
	}
	want := "govulncheck: loading packages: there are errors: it ended otherwise"
	if !strings.Contains(b.said.String(), want) {
		t.Errorf("%q is not said:\n%s", want, b.said)
	}
}

func TestGovulncheckThatCannotBeFetchedIsNoFailure(t *testing.T) {
	b := newBench(t)
	b.plays = func(typed string) error {
		if strings.HasPrefix(typed, "go install") {
			return errPlayed
		}
		return nil
	}
	results := b.follow(t.Context(), []step{{name: "govulncheck", run: b.vulnerabilities}})
	if b.summarize(results) {
		t.Errorf("a failure:\n%s", b.said)
	}
	if want := "  not checked, 0s, govulncheck is out of reach: "; !strings.Contains(b.said.String(), want) {
		t.Errorf("%q is not said:\n%s", want, b.said)
	}
}

// exit is how a program ends that says something by its exit code.
type exit int

func (e exit) Error() string { return "it ended otherwise" }
func (e exit) ExitCode() int { return int(e) }

func TestAVulnerabilityFoundIsAFailureAndIsShown(t *testing.T) {
	b := newBench(t)
	b.plays = func(typed string) error {
		if strings.HasSuffix(typed, "govulncheck -tags window ./...") {
			return exit(3)
		}
		return nil
	}
	b.hears = func(string) string { return "Vulnerability #1: GO-2026-0001\n" }
	_, err := b.vulnerabilities(t.Context())
	if err == nil || b.said.String() != "Vulnerability #1: GO-2026-0001\n" {
		t.Errorf("got %v, said %q", err, b.said)
	}
}

func TestLintRunsItsChecksInOrder(t *testing.T) {
	b := newBench(t, "pkg-config")
	if err := (lintCommand{}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"gofmt -l .",
		"go vet -tags window ./...",
		"go tool staticcheck -tags window ./...",
		"go mod verify",
		"go install " + govulncheck,
		filepath.Join(b.cache, "govulncheck") + " -tags window ./...",
	}
	var got []string
	for _, typed := range installs(b) {
		if typed != "go env GOROOT" {
			got = append(got, strings.TrimPrefix(typed, "bin"+string(filepath.Separator)))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
}
