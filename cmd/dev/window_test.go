package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAWindowTestIsKnownByItsBuildConstraint(t *testing.T) {
	for _, test := range []struct {
		text string
		want bool
	}{
		{"//go:build window\n\npackage main\n", true},
		{"// A comment.\n\n//go:build linux && window\n\npackage main\n", true},
		{"//go:build window && !windows\n\npackage main\n", true},
		{"//go:build !window\n\npackage main\n", false},
		{"//go:build linux || window\n\npackage main\n", false},
		{"//go:build window && darwin\n\npackage main\n", false},
		{"package main\n\n//go:build window\n", false},
		{"package main", false},
		{"", false},
	} {
		file := filepath.Join(t.TempDir(), "a_test.go")
		if err := os.WriteFile(file, []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := needsWindowTag(file)
		if err != nil || got != test.want {
			t.Errorf("%q: got %v, %v", test.text, got, err)
		}
	}
}

func TestTheWindowTestsEnvironmentStandsAlone(t *testing.T) {
	d := &display{name: ":7", runtime: "/tmp/r"}
	want := []string{
		"DISPLAY=:7", "WAYLAND_DISPLAY=", "XDG_SESSION_TYPE=x11", "XDG_RUNTIME_DIR=/tmp/r",
		"DBUS_SESSION_BUS_ADDRESS=disabled:", "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "LANG=en_US.UTF-8",
		"STAKEBOOK_ARTEFACTS=/repo/.artefacts",
	}
	if diff := cmp.Diff(want, d.env("/repo/.artefacts")); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
}
