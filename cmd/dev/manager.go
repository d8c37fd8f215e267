package main

import (
	"slices"
)

// A manager is a system's package manager, and how it is asked.
type manager struct {
	name    string // as in the table of needs
	program string
	install []string // the packages' names follow
	refresh []string // fetches the lists of packages; none where install does so itself
	lists   string   // a glob pattern that matches once the lists have been fetched
	env     []string
}

// managers is the table of package managers, in the order they are looked for.
func managers() []manager {
	return []manager{
		{
			name: "apt", program: "apt-get",
			install: []string{"install", "-y", "--no-install-recommends"},
			refresh: []string{"update"},
			lists:   "/var/lib/apt/lists/*_Packages*",
			env:     []string{"DEBIAN_FRONTEND=noninteractive"},
		},
		{name: "dnf", program: "dnf", install: []string{"install", "-y"}},
		{
			name: "pacman", program: "pacman",
			install: []string{"-S", "--needed", "--noconfirm"},
			refresh: []string{"-Sy", "--noconfirm"},
			lists:   "/var/lib/pacman/sync/*.db",
		},
		{name: "zypper", program: "zypper", install: []string{"--non-interactive", "install", "--no-recommends"}},
	}
}

// packageManager is the first of the table that is on the path.
func (m *machine) packageManager() (manager, bool) {
	for _, pm := range managers() {
		if _, err := m.lookPath(pm.program); err == nil {
			return pm, true
		}
	}
	return manager{}, false
}

// A rank is how the package manager gets the rights it needs.
type rank int

const (
	rankRoot      rank = iota + 1 // it has them
	rankAsk                       // through sudo, which may ask for a password
	rankSilent                    // through sudo, with nobody there to answer it
	rankPowerless                 // not at all
)

// rank finds how this user may install packages.
func (m *machine) rank() rank {
	if m.user == 0 {
		return rankRoot
	}
	if _, err := m.lookPath("sudo"); err != nil {
		return rankPowerless
	}
	if m.terminal {
		return rankAsk
	}
	return rankSilent
}

// call is the command that runs the package manager with args. A powerless user's is what root would have to type.
func (pm manager) call(r rank, args []string) command {
	words := append([]string{pm.program}, args...)
	if len(pm.env) > 0 {
		words = slices.Concat([]string{"env"}, pm.env, words)
	}
	switch r {
	case rankAsk:
		words = append([]string{"sudo"}, words...)
	case rankSilent:
		words = append([]string{"sudo", "-n"}, words...)
	case rankRoot, rankPowerless:
	}
	return command{name: words[0], args: words[1:]}
}

// byHand is what a person of rank r types to install the packages, each command on an indented line of its own.
func (pm manager) byHand(r rank, packages []string) string {
	if r == rankSilent {
		r = rankAsk // a person can answer sudo
	}
	typed := ""
	if len(pm.refresh) > 0 {
		typed = "\n  " + pm.call(r, pm.refresh).String()
	}
	return typed + "\n  " + pm.call(r, slices.Concat(pm.install, packages)).String()
}

// packagesFor is the packages that meet the wants, each once, in the order of the table.
func (pm manager) packagesFor(wants []want) []string {
	var names []string
	for _, w := range wants {
		for _, name := range w.packages[pm.name] {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
