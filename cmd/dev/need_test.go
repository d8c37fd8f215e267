package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryNeedHasAProbeAndPackagesForEveryManager(t *testing.T) {
	all := slices.Concat(buildNeeds(), testNeeds())
	seen := map[string]bool{}
	for _, n := range all {
		if n.name == "" || seen[n.name] {
			t.Errorf("%q: the name is empty or taken", n.name)
		}
		seen[n.name] = true
		if len(n.probe.programs)+len(n.probe.modules)+len(n.probe.headers) == 0 {
			t.Errorf("%s: no probe", n.name)
		}
		for _, pm := range managers() {
			if len(n.packages[pm.name]) == 0 {
				t.Errorf("%s: no package for %s", n.name, pm.name)
			}
		}
		if len(n.packages) != len(managers()) {
			t.Errorf("%s: packages for a manager that is not in the table: %v", n.name, n.packages)
		}
	}
	for _, tool := range []string{needCompiler, needPkgConfig} {
		if !seen[tool] {
			t.Errorf("%s is not in the table", tool)
		}
	}
}

func TestDebiansPackagesAreThoseFyneBuildsWith(t *testing.T) {
	var wants []want
	for _, n := range buildNeeds() {
		wants = append(wants, want{need: n})
	}
	want := strings.Fields("gcc libc6-dev pkg-config libgl1-mesa-dev libegl1-mesa-dev xorg-dev libxkbcommon-dev " +
		"libwayland-dev libdecor-0-dev")
	if diff := cmp.Diff(want, managers()[0].packagesFor(wants)); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
}

func TestAProbeUsesWhatItLooksFor(t *testing.T) {
	b := newBench(t)
	p := probe{modules: []string{"gl"}, headers: []string{"GL/gl.h"}, links: []string{"GL"}}
	if !b.meets(t.Context(), p, []string{"ccache", "gcc"}, "/tmp/probe") {
		t.Error("not met though every program succeeds")
	}
	want := []string{"pkg-config --exists gl", "ccache gcc -x c - -o /tmp/probe -lGL"}
	if diff := cmp.Diff(want, b.ran); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
	source := new(strings.Builder)
	c := trial(p, []string{"gcc"}, "/tmp/probe")
	if _, err := c.stdin.(*strings.Reader).WriteTo(source); err != nil {
		t.Fatal(err)
	}
	if got := source.String(); got != "#include <GL/gl.h>\nint main(void) { return 0; }\n" {
		t.Errorf("compiles %q", got)
	}
}

func TestWhatCanNotBeLookedForIsMarkedUnsure(t *testing.T) {
	b := newBench(t, "pkg-config")
	b.plays = func(typed string) error {
		if strings.HasPrefix(typed, "gcc ") {
			return errPlayed
		}
		return nil
	}
	wants, err := b.missing(t.Context(), buildNeeds())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wants {
		if w.unsure != (w.name != needCompiler) {
			t.Errorf("%s: unsure is %v", w.name, w.unsure)
		}
	}
	if slices.Contains(names(wants), "Wayland window frames (libdecor)") {
		t.Error("what pkg-config knows of is missing though it does not need the compiler")
	}
}
