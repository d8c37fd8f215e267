// Package operator says who runs a program and on which machine: what a book records with every entry, and tells those
// who find it open; and where both programs keep what they remember of books. It imports the standard library only.
package operator

import (
	"os"
	"os/user"
	"path/filepath"
)

// Name is the user's name on this machine; "unknown" where the system does not say.
func Name() string {
	if who, err := user.Current(); err == nil {
		return who.Username
	}
	return "unknown"
}

// Host is the machine's name; "this machine" where the system does not say.
func Host() string {
	name, err := os.Hostname()
	if err != nil {
		return "this machine"
	}
	return name
}

// Memory is the folder in which it is remembered how far books went, beside the app's settings or where
// STAKEBOOK_CONFIG says; none where the system has no place for it.
func Memory(getenv func(string) string, configs func() (string, error)) string {
	if folder := getenv("STAKEBOOK_CONFIG"); folder != "" {
		return filepath.Join(folder, "heads")
	}
	folder, err := configs()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "stakebook", "heads")
}
