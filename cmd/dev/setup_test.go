package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// bare makes the bench's machine one without a compiler or any library, until a package manager has installed them.
func bare(b *bench) {
	b.plays = func(typed string) error {
		installed := slices.ContainsFunc(b.ran[:len(b.ran)-1], func(ran string) bool {
			return strings.Contains(ran, " install ") || strings.Contains(ran, " -S ")
		})
		probing := strings.HasPrefix(typed, "gcc ") || strings.HasPrefix(typed, "pkg-config ")
		if installed || !probing {
			return nil
		}
		return errPlayed
	}
}

// installs is what the bench ran beside its probes.
func installs(b *bench) []string {
	return slices.DeleteFunc(slices.Clone(b.ran), func(ran string) bool {
		return strings.HasPrefix(ran, "gcc ") || strings.HasPrefix(ran, "pkg-config ") || ran == "go env CC"
	})
}

const debian = "env DEBIAN_FRONTEND=noninteractive apt-get "

func TestSetupInstallsWhatIsMissingAndLooksAgain(t *testing.T) {
	b := newBench(t, "apt-get", "pkg-config")
	bare(b)
	if err := b.setUp(t.Context(), buildNeeds()); err != nil {
		t.Fatal(err)
	}
	want := []string{debian + "install -y --no-install-recommends gcc libc6-dev libgl1-mesa-dev libegl1-mesa-dev " +
		"xorg-dev libxkbcommon-dev libwayland-dev libdecor-0-dev"}
	if diff := cmp.Diff(want, installs(b)); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
	for _, line := range []string{
		"Missing:\n  C compiler with the C library's headers\n",
		"  X11 headers (Xlib) (perhaps: ",
		"  Wayland window frames (libdecor)\n",
		"$ " + want[0] + "\n",
		"All that the build needs is here now.\n",
	} {
		if !strings.Contains(b.said.String(), line) {
			t.Errorf("does not say %q:\n%s", line, b.said)
		}
	}
}

func TestSetupWithNothingMissingInstallsNothing(t *testing.T) {
	b := newBench(t, "apt-get", "pkg-config")
	if err := b.setUp(t.Context(), buildNeeds()); err != nil {
		t.Fatal(err)
	}
	if got := installs(b); len(got) > 0 {
		t.Errorf("ran %v", got)
	}
}

func TestSetupFetchesTheListsWhereThereAreNone(t *testing.T) {
	b := newBench(t, "apt-get", "pkg-config")
	bare(b)
	b.matches = func(pattern string) bool { return pattern != "/var/lib/apt/lists/*_Packages*" }
	if err := b.setUp(t.Context(), buildNeeds()); err != nil {
		t.Fatal(err)
	}
	got := installs(b)
	if len(got) != 2 || got[0] != debian+"update" || !strings.HasPrefix(got[1], debian+"install ") {
		t.Errorf("ran %v", got)
	}
}

func TestSetupFetchesTheListsAgainWhereTheyProveOld(t *testing.T) {
	b := newBench(t, "apt-get", "pkg-config")
	bare(b)
	plays := b.plays
	b.plays = func(typed string) error {
		old := !slices.Contains(b.ran, debian+"update")
		if strings.Contains(typed, "apt-get install") && old {
			return errPlayed
		}
		return plays(typed)
	}
	if err := b.setUp(t.Context(), buildNeeds()); err != nil {
		t.Fatal(err)
	}
	got := installs(b)
	if len(got) != 3 || got[1] != debian+"update" || got[2] != got[0] {
		t.Errorf("ran %v", got)
	}
}

func TestSetupSaysWhatToTypeWhereItCanNotInstall(t *testing.T) {
	install := "dnf install -y gcc glibc-devel"
	for _, test := range []struct {
		name string
		on   []string
		fail string // programs that fail, by how they begin
		want string
	}{
		{"no sudo", []string{"dnf"}, "gcc", "you are not root and there is no sudo; as root type:\n  " + install},
		{"sudo wants a password", []string{"dnf", "sudo"}, "gcc|sudo",
			"installing failed: exit status 1; to do it by hand type:\n  sudo " + install},
		{"no manager", []string{"apk"}, "gcc", "none of apt-get, dnf, pacman and zypper is here; install these packages " +
			"or your system's own:\n  on apt systems: gcc libc6-dev\n  on dnf systems: gcc glibc-devel\n" +
			"  on pacman systems: gcc glibc\n  on zypper systems: gcc glibc-devel"},
		{"it did not help", []string{"dnf", "sudo"}, "gcc",
			"dnf installed its packages, but there is still no C compiler with the C library's headers"},
	} {
		b := newBench(t, test.on...)
		b.user = 1000
		b.plays = func(typed string) error {
			for _, prefix := range strings.Split(test.fail, "|") {
				if strings.HasPrefix(typed, prefix) {
					return errPlayed
				}
			}
			return nil
		}
		err := b.setUp(t.Context(), buildNeeds()[:1])
		if err == nil || err.Error() != test.want {
			t.Errorf("%s:\ngot  %v\nwant %s", test.name, err, test.want)
		}
	}
}

func TestSetupOnMacAndWindowsSaysWhichCompilerToInstall(t *testing.T) {
	for _, test := range []struct {
		goos string
		want []string
	}{
		{"darwin", []string{"xcode-select --install"}},
		{"windows", []string{"MSYS2", "mingw-w64-ucrt-x86_64-gcc", "WinLibs", "PATH"}},
	} {
		b := newBench(t, "gcc", "apt-get")
		b.goos = test.goos
		if err := b.setUp(t.Context(), buildNeeds()); err != nil {
			t.Errorf("%s with a compiler: %v", test.goos, err)
		}
		b = newBench(t, "apt-get")
		b.goos = test.goos
		b.plays = func(typed string) error {
			if typed == "xcode-select -p" {
				return errPlayed
			}
			return nil
		}
		err := b.setUp(t.Context(), buildNeeds())
		if err == nil {
			t.Fatalf("%s without a compiler is taken as ready", test.goos)
		}
		for _, word := range test.want {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%s: %q is not in %q", test.goos, word, err)
			}
		}
		if got := installs(b); slices.ContainsFunc(got, func(ran string) bool { return ran != "xcode-select -p" }) {
			t.Errorf("%s: ran %v", test.goos, got)
		}
	}
}
