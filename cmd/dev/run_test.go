package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// without is the bench's commands but those that look for needs and stale packages.
func without(b *bench) []string {
	var ran []string
	for _, typed := range installs(b) {
		if !strings.HasPrefix(typed, "go list ") {
			ran = append(ran, typed)
		}
	}
	return ran
}

func TestRunOpensTheSampleAndMakesItOnce(t *testing.T) {
	b := newBench(t, "pkg-config")
	b.set["DISPLAY"] = ":0"
	sample := filepath.Join(b.data, "sample.stakebook")
	b.matches = func(pattern string) bool { return pattern != sample }
	if err := (runCommand{}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	app, ctl := filepath.Join(b.cache, "stakebook"), filepath.Join(b.cache, "stakectl")
	want := []string{
		"go build -v -o " + app + " ./cmd/stakebook",
		"go build -v -o " + ctl + " ./cmd/stakectl",
		ctl + " sample " + sample,
		app + " " + sample,
	}
	if diff := cmp.Diff(want, without(b)); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
	for i, typed := range b.ran {
		if strings.HasPrefix(typed, "go build") {
			cgo := map[bool]string{true: "CGO_ENABLED=1", false: "CGO_ENABLED=0"}[strings.HasSuffix(typed, "stakebook")]
			if diff := cmp.Diff([]string{cgo}, b.env[i]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", typed, diff)
			}
		}
	}

	b.ran, b.matches = nil, func(string) bool { return true }
	if err := (runCommand{}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{want[0], want[1], want[3]}, without(b)); diff != "" {
		t.Errorf("the second time (-want +got):\n%s", diff)
	}
}

func TestRunWithoutADisplayPrintsTheReportAndNeedsNoWindow(t *testing.T) {
	b := newBench(t)
	bare(b)
	if err := (runCommand{}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	ctl, sample := filepath.Join(b.cache, "stakectl"), filepath.Join(b.data, "sample.stakebook")
	csv := filepath.Join(b.data, "sample-commitments.csv")
	want := []string{
		"go build -v -o " + ctl + " ./cmd/stakectl",
		ctl + " report commitments " + sample + " --format table",
		ctl + " report commitments " + sample + " --format csv -o " + csv,
	}
	if diff := cmp.Diff(want, without(b)); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
	lines := strings.Split(strings.TrimSpace(b.said.String()), "\n")
	if !strings.HasPrefix(lines[0], "There is no display here (DISPLAY and WAYLAND_DISPLAY are not set)") {
		t.Errorf("begins with %q", lines[0])
	}
	if last := lines[len(lines)-1]; last != "Written as CSV to "+csv {
		t.Errorf("ends with %q", last)
	}
}

func TestRunOpensTheBookItIsGiven(t *testing.T) {
	b := newBench(t, "pkg-config")
	b.set["WAYLAND_DISPLAY"] = "wayland-0"
	book := filepath.Join(t.TempDir(), "fund.stakebook")
	if err := (runCommand{Book: book}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	ran := without(b)
	if last := ran[len(ran)-1]; last != filepath.Join(b.cache, "stakebook")+" "+book {
		t.Errorf("opened by %s", last)
	}
}

func TestRunWithoutAHomeSaysSo(t *testing.T) {
	b := newBench(t)
	b.data = ""
	err := (runCommand{}).Run(t.Context(), b.machine)
	if err == nil || !strings.Contains(err.Error(), "set HOME") {
		t.Errorf("got %v", err)
	}
}
