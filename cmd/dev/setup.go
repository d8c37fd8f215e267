package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

type setupCommand struct{}

// Run finds what a build of the desktop app lacks here and installs it.
func (setupCommand) Run(ctx context.Context, m *machine) error {
	return m.setUp(ctx, buildNeeds())
}

// setUp meets the needs, or says what a person must do. It says nothing twice and installs nothing that is there.
func (m *machine) setUp(ctx context.Context, needs []need) error {
	switch m.goos {
	case "darwin":
		return m.setUpMac(ctx)
	case "windows":
		return m.setUpWindows(ctx)
	}
	wants, err := m.missing(ctx, needs)
	if err != nil {
		return fmt.Errorf("looking for what the build needs: %w", err)
	}
	if len(wants) == 0 {
		m.say("All that the build needs is here.")
		return nil
	}
	m.tellMissing(wants)
	pm, found := m.packageManager()
	if !found {
		return errNoManager(wants)
	}
	if err := m.install(ctx, pm, pm.packagesFor(wants)); err != nil {
		return err
	}
	left, err := m.missing(ctx, needs)
	if err != nil {
		return fmt.Errorf("looking again for what the build needs: %w", err)
	}
	if len(left) > 0 {
		return fmt.Errorf("%s installed its packages, but there is still no %s", pm.name, strings.Join(names(left), ", no "))
	}
	m.say("All that the build needs is here now.")
	return nil
}

func (m *machine) tellMissing(wants []want) {
	m.say("Missing:")
	for _, w := range wants {
		if w.unsure {
			m.say("  %s (perhaps: it can not be looked for before the tools above are here)", w.name)
			continue
		}
		m.say("  %s", w.name)
	}
}

func names(wants []want) []string {
	list := make([]string, 0, len(wants))
	for _, w := range wants {
		list = append(list, w.name)
	}
	return list
}

// errNoManager names what to install, in the words of the package managers we know.
func errNoManager(wants []want) error {
	var hint strings.Builder
	for _, pm := range managers() {
		fmt.Fprintf(&hint, "\n  on %s systems: %s", pm.name, strings.Join(pm.packagesFor(wants), " "))
	}
	return fmt.Errorf("none of apt-get, dnf, pacman and zypper is here; install these packages or your system's own:%s",
		hint.String())
}

// install has pm install the packages, its lists fetched first where there are none and again where they prove old.
func (m *machine) install(ctx context.Context, pm manager, packages []string) error {
	r := m.rank()
	if r == rankPowerless {
		return fmt.Errorf("you are not root and there is no sudo; as root type:%s", pm.byHand(r, packages))
	}
	fetched := len(pm.refresh) == 0 || m.matches(pm.lists)
	old := fetched && len(pm.refresh) > 0
	if !fetched {
		if err := m.announce(ctx, pm.call(r, pm.refresh)); err != nil {
			return errInstall(err, pm.byHand(r, packages))
		}
	}
	err := m.announce(ctx, pm.call(r, slices.Concat(pm.install, packages)))
	if err != nil && old && ctx.Err() == nil {
		m.say("That failed; the lists of packages may be old, so they are fetched and it is tried once more.")
		if err = m.announce(ctx, pm.call(r, pm.refresh)); err == nil {
			err = m.announce(ctx, pm.call(r, slices.Concat(pm.install, packages)))
		}
	}
	if err != nil {
		return errInstall(err, pm.byHand(r, packages))
	}
	return nil
}

func errInstall(err error, hint string) error {
	return fmt.Errorf("installing failed: %w; to do it by hand type:%s", err, hint)
}

// announce shows the command, then runs it.
func (m *machine) announce(ctx context.Context, c command) error {
	m.say("$ %s", c)
	return m.start(ctx, c)
}

func (m *machine) setUpMac(ctx context.Context) error {
	if m.quiet(ctx, command{name: "xcode-select", args: []string{"-p"}}) {
		m.say("All that the build needs is here: Apple's command line tools.")
		return nil
	}
	return errors.New("there is no C compiler; type this, confirm the window it opens, and start again:\n" +
		"  xcode-select --install")
}

func (m *machine) setUpWindows(ctx context.Context) error {
	compiler, err := m.output(ctx, "go", "env", "CC")
	if err != nil {
		return err
	}
	if words := strings.Fields(compiler); len(words) > 0 {
		if _, err := m.lookPath(words[0]); err == nil {
			m.say("All that the build needs is here: the C compiler %s.", words[0])
			return nil
		}
	}
	return errors.New(`there is no C compiler on the PATH; install one of these and open a new terminal:
  MSYS2 (https://www.msys2.org): in its UCRT64 window type  pacman -S mingw-w64-ucrt-x86_64-gcc
      and add C:\msys64\ucrt64\bin to the PATH
  WinLibs (https://winlibs.com): unpack the newest UCRT release and add its mingw64\bin to the PATH`)
}
