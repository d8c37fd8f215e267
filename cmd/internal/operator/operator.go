// Package operator says who runs a program and on which machine: what a book records with every entry, and tells those who
// find it open. It imports the standard library only.
package operator

import (
	"os"
	"os/user"
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
