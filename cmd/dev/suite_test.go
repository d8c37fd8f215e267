package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// windowed gives the bench's repository a window test.
func windowed(t *testing.T, b *bench) {
	t.Helper()
	folder := filepath.Join(b.root, "cmd", "stakebook")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	text := "//go:build window && linux\n\npackage main_test\n"
	if err := os.WriteFile(filepath.Join(folder, "window_test.go"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestTheSuitesStepsOnEachSystem(t *testing.T) {
	const base = "setup, gofmt, go vet, staticcheck, build without cgo, tests without cgo, "
	for _, test := range []struct {
		name, goos, goarch string
		windowed           bool
		want               string
	}{
		{"Linux", "linux", "amd64", true, base + "tests with the race detector, window test"},
		{"no window test yet", "linux", "arm64", false, base + "tests with the race detector, (window test)"},
		{"no race detector", "linux", "386", true, base + "(tests with the race detector), tests, window test"},
		{"macOS", "darwin", "arm64", true, base + "(tests with the race detector), tests, (window test)"},
		{"Windows", "windows", "amd64", true, base + "(tests with the race detector), tests, (window test)"},
	} {
		b := newBench(t)
		b.goos, b.goarch = test.goos, test.goarch
		if test.windowed {
			windowed(t, b)
		}
		steps, err := (&suite{m: b.machine}).steps()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range steps {
			if s.omit != "" {
				s.name = "(" + s.name + ")"
			}
			got = append(got, s.name)
		}
		if diff := cmp.Diff(test.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestTheTestCommandRunsEverythingAndEndsWithTheCount(t *testing.T) {
	b := newBench(t, "pkg-config", "Xvfb", "xdotool", "openbox", "import")
	b.hears = func(typed string) string {
		switch {
		case typed == "go env CC":
			return "gcc"
		case typed == "go env GOROOT":
			return "/go"
		case strings.HasPrefix(typed, "go test"):
			return stream[:strings.Index(stream, `{"Action":"run","Package":"p/bad"`)]
		}
		return ""
	}
	if err := (testCommand{}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	want := []string{
		filepath.Join("/go", "bin", "gofmt") + " -l .",
		"go vet -tags window ./...",
		"go tool staticcheck -tags window ./...",
		"go build ./ledger/... ./assets/... ./cmd/stakectl/... ./cmd/dev/...",
		"go test -json -timeout 20m ./ledger/... ./assets/... ./cmd/stakectl/... ./cmd/dev/...",
		"go test -json -timeout 20m -race -shuffle=on ./...",
	}
	var got []string
	env := map[string]string{}
	for i, typed := range b.ran {
		if !strings.HasPrefix(typed, "go env") && !strings.HasPrefix(typed, "gcc") &&
			!strings.HasPrefix(typed, "pkg-config") {
			got = append(got, typed)
			env[typed] = strings.Join(b.env[i], " ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
	for i, cgo := range []string{"", "CGO_ENABLED=1", "CGO_ENABLED=1", "CGO_ENABLED=0", "CGO_ENABLED=0", "CGO_ENABLED=1"} {
		if env[want[i]] != cgo {
			t.Errorf("%s: run with %q, want %q", want[i], env[want[i]], cgo)
		}
	}
	if !strings.HasSuffix(b.said.String(), "\n8 passed, 0 failed, 2 skipped\n") {
		t.Errorf("ends otherwise:\n%s", b.said)
	}
}

func TestAFailingTestFailsTheRunAndIsCounted(t *testing.T) {
	b := newBench(t, "pkg-config", "Xvfb", "xdotool", "openbox", "import")
	b.hears = func(typed string) string {
		switch {
		case typed == "go env CC":
			return "gcc"
		case strings.HasPrefix(typed, "go test"):
			return stream
		}
		return ""
	}
	if err := (testCommand{}).Run(t.Context(), b.machine); err != errFailed {
		t.Errorf("got %v", err)
	}
	for _, line := range []string{
		"\n  tests without cgo             FAILED, 0s, 4 passed, 4 failed, 1 skipped, fuzz targets: 1, seeds: 1\n",
		"\n  tests with the race detector  not run\n",
	} {
		if !strings.Contains(b.said.String(), line) {
			t.Errorf("the summary lacks %q:\n%s", line, b.said)
		}
	}
	if !strings.HasSuffix(b.said.String(), "\n4 passed, 4 failed, 1 skipped\n") {
		t.Errorf("ends otherwise:\n%s", b.said)
	}
}
