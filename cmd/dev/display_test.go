package main

import (
	"path/filepath"
	"testing"
)

func settings(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestADisplayIsWhatTheSystemNames(t *testing.T) {
	for _, test := range []struct {
		name, goos string
		set        map[string]string
		want       bool
	}{
		{"nothing named", "linux", nil, false},
		{"X11", "linux", map[string]string{"DISPLAY": ":0"}, true},
		{"Wayland", "linux", map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, true},
		{"named and empty", "linux", map[string]string{"DISPLAY": "", "WAYLAND_DISPLAY": ""}, false},
		{"BSD", "freebsd", nil, false},
		{"macOS", "darwin", nil, true},
		{"Windows", "windows", nil, true},
	} {
		if got := hasDisplay(test.goos, settings(test.set)); got != test.want {
			t.Errorf("%s: got %v", test.name, got)
		}
	}
}

func TestTheDataFolderIsTheSystemsOwn(t *testing.T) {
	home := filepath.Join(t.TempDir(), "ada")
	data := filepath.Join(home, "data")
	for _, test := range []struct {
		name, goos string
		set        map[string]string
		want       string
	}{
		{"Linux", "linux", map[string]string{"HOME": home}, filepath.Join(home, ".local", "share", "stakebook")},
		{"Linux, moved", "linux", map[string]string{"HOME": home, "XDG_DATA_HOME": data},
			filepath.Join(data, "stakebook")},
		{"Linux, moved to nowhere", "linux", map[string]string{"HOME": home, "XDG_DATA_HOME": "data"},
			filepath.Join(home, ".local", "share", "stakebook")},
		{"macOS", "darwin", map[string]string{"HOME": home},
			filepath.Join(home, "Library", "Application Support", "Stakebook")},
		{"Windows", "windows", map[string]string{"LOCALAPPDATA": data}, filepath.Join(data, "Stakebook")},
		{"no home", "linux", nil, ""},
		{"no home on macOS", "darwin", nil, ""},
	} {
		if got := dataFolder(test.goos, settings(test.set)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
