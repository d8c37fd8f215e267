package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheFirstManagerOnThePathIsTaken(t *testing.T) {
	for _, test := range []struct {
		on   []string
		want string
	}{
		{[]string{"apt-get", "dnf"}, "apt"},
		{[]string{"dnf"}, "dnf"},
		{[]string{"pacman"}, "pacman"},
		{[]string{"zypper"}, "zypper"},
		{nil, ""},
	} {
		pm, found := newBench(t, test.on...).packageManager()
		if pm.name != test.want || found != (test.want != "") {
			t.Errorf("with %v: got %q, %v", test.on, pm.name, found)
		}
	}
}

func TestRightsAreThoseOfTheUserAndSudo(t *testing.T) {
	for _, test := range []struct {
		name     string
		user     int
		on       []string
		terminal bool
		want     rank
	}{
		{"root", 0, []string{"sudo"}, true, rankRoot},
		{"a person at a terminal", 1000, []string{"sudo"}, true, rankAsk},
		{"nobody to answer", 1000, []string{"sudo"}, false, rankSilent},
		{"no sudo", 1000, nil, true, rankPowerless},
	} {
		b := newBench(t, test.on...)
		b.user, b.terminal = test.user, test.terminal
		if got := b.rank(); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

func TestCommandsAreAssembledForEachManagerAndRank(t *testing.T) {
	packages := []string{"gcc", "libdecor"}
	want := map[string][]string{
		"apt": {
			"env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libdecor",
			"sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libdecor",
			"sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libdecor",
		},
		"dnf": {
			"dnf install -y gcc libdecor",
			"sudo dnf install -y gcc libdecor",
			"sudo -n dnf install -y gcc libdecor",
		},
		"pacman": {
			"pacman -S --needed --noconfirm gcc libdecor",
			"sudo pacman -S --needed --noconfirm gcc libdecor",
			"sudo -n pacman -S --needed --noconfirm gcc libdecor",
		},
		"zypper": {
			"zypper --non-interactive install --no-recommends gcc libdecor",
			"sudo zypper --non-interactive install --no-recommends gcc libdecor",
			"sudo -n zypper --non-interactive install --no-recommends gcc libdecor",
		},
	}
	got := map[string][]string{}
	for _, pm := range managers() {
		for _, r := range []rank{rankRoot, rankAsk, rankSilent} {
			args := append(append([]string{}, pm.install...), packages...)
			got[pm.name] = append(got[pm.name], pm.call(r, args).String())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}
