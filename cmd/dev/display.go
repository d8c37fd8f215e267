package main

import (
	"path/filepath"
)

// hasDisplay says whether a window can be shown: always on macOS and Windows, elsewhere where a display is named.
func hasDisplay(goos string, getenv func(string) string) bool {
	switch goos {
	case "darwin", "windows":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

// dataFolder is where the system keeps a person's own data of Stakebook; empty where no home is known.
func dataFolder(goos string, getenv func(string) string) string {
	base, name := getenv("HOME"), "stakebook"
	switch goos {
	case "windows":
		base, name = getenv("LOCALAPPDATA"), "Stakebook"
	case "darwin":
		if base != "" {
			base, name = filepath.Join(base, "Library", "Application Support"), "Stakebook"
		}
	default:
		if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			base = data
		} else if base != "" {
			base = filepath.Join(base, ".local", "share")
		}
	}
	if base == "" {
		return ""
	}
	return filepath.Join(base, name)
}
