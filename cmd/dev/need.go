package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// A need is one thing that must be on a Linux or BSD machine before the desktop app can be built or tested.
type need struct {
	name     string // in plain words, as it is told to a person
	probe    probe
	packages map[string][]string // by the name of a package manager
}

// A probe looks for a need by using it: what it names must all be there.
type probe struct {
	programs []string // on the path
	modules  []string // that pkg-config knows
	headers  []string // that a C program can include
	links    []string // libraries that a C program can be linked with
}

// compiles says whether the probe asks the C compiler.
func (p probe) compiles() bool { return len(p.headers)+len(p.links) > 0 }

// Names of the two needs without which the others can not be looked for.
const (
	needCompiler  = "C compiler with the C library's headers"
	needPkgConfig = "pkg-config"
)

// buildNeeds is the table of what Fyne's window needs to be compiled and linked, the tools first.
func buildNeeds() []need {
	return []need{
		{needCompiler, probe{headers: []string{"stdlib.h"}},
			brings("gcc libc6-dev", "gcc glibc-devel", "gcc glibc", "gcc glibc-devel")},
		{needPkgConfig, probe{programs: []string{"pkg-config"}},
			brings("pkg-config", "pkgconf-pkg-config", "pkgconf", "pkgconf-pkg-config")},
		{"OpenGL headers", probe{modules: []string{"gl"}, headers: []string{"GL/gl.h"}, links: []string{"GL"}},
			brings("libgl1-mesa-dev", "mesa-libGL-devel", "libglvnd mesa", "Mesa-libGL-devel")},
		{"EGL headers", probe{modules: []string{"egl"}, headers: []string{"EGL/egl.h"}},
			brings("libegl1-mesa-dev", "mesa-libEGL-devel", "libglvnd mesa", "Mesa-libEGL-devel")},
		{"X11 headers (Xlib)", x11("X11/Xlib.h", "X11"),
			brings("xorg-dev", "libX11-devel", "libx11", "libX11-devel")},
		{"X11 cursor headers (Xcursor)", x11("X11/Xcursor/Xcursor.h", "Xcursor"),
			brings("xorg-dev", "libXcursor-devel", "libxcursor", "libXcursor-devel")},
		{"X11 screen headers (Xrandr)", x11("X11/extensions/Xrandr.h", "Xrandr"),
			brings("xorg-dev", "libXrandr-devel", "libxrandr", "libXrandr-devel")},
		{"X11 multi-screen headers (Xinerama)", x11("X11/extensions/Xinerama.h", "Xinerama"),
			brings("xorg-dev", "libXinerama-devel", "libxinerama", "libXinerama-devel")},
		{"X11 input headers (Xi)", x11("X11/extensions/XInput2.h", "Xi"),
			brings("xorg-dev", "libXi-devel", "libxi", "libXi-devel")},
		{"X11 video mode headers (Xxf86vm)", x11("X11/extensions/xf86vmode.h", "Xxf86vm"),
			brings("xorg-dev", "libXxf86vm-devel", "libxxf86vm", "libXxf86vm-devel")},
		{"keyboard headers (xkbcommon)",
			probe{headers: []string{"xkbcommon/xkbcommon.h"}, links: []string{"xkbcommon"}},
			brings("libxkbcommon-dev", "libxkbcommon-devel", "libxkbcommon", "libxkbcommon-devel")},
		{"Wayland headers", probe{modules: []string{"wayland-client"}, headers: []string{"wayland-client.h"},
			links: []string{"wayland-client", "wayland-cursor", "wayland-egl"}},
			brings("libwayland-dev", "wayland-devel", "wayland", "wayland-devel")},
		{"Wayland window frames (libdecor)", probe{modules: []string{"libdecor-0"}},
			brings("libdecor-0-dev", "libdecor-devel", "libdecor", "libdecor-devel")},
	}
}

// testNeeds is the table of what the test in a real window needs beside buildNeeds.
func testNeeds() []need {
	return []need{
		{"X server without a screen (Xvfb)", probe{programs: []string{"Xvfb"}},
			brings("xvfb libgl1-mesa-dri", "xorg-x11-server-Xvfb mesa-dri-drivers", "xorg-server-xvfb mesa",
				"xorg-x11-server-Xvfb Mesa-dri")},
		{"keyboard and mouse for the test (xdotool)", probe{programs: []string{"xdotool"}},
			brings("xdotool", "xdotool", "xdotool", "xdotool")},
		{"small window manager (openbox)", probe{programs: []string{"openbox"}},
			brings("openbox", "openbox", "openbox", "openbox")},
		{"screenshots (ImageMagick's import)", probe{programs: []string{"import"}},
			brings("imagemagick", "ImageMagick", "imagemagick", "ImageMagick")},
	}
}

// x11 is the probe for one X11 library. Xlib's header comes first: some of the others do not stand alone.
func x11(header, library string) probe {
	return probe{headers: []string{"X11/Xlib.h", header}, links: []string{library}}
}

// brings is the packages of a need, space-separated, one argument a package manager.
func brings(apt, dnf, pacman, zypper string) map[string][]string {
	return map[string][]string{
		"apt": strings.Fields(apt), "dnf": strings.Fields(dnf),
		"pacman": strings.Fields(pacman), "zypper": strings.Fields(zypper),
	}
}

// A want is a need that is not met.
type want struct {
	need
	unsure bool // it could not be looked for, because the C compiler or pkg-config is itself missing
}

// missing looks for each need in order and keeps those not found.
func (m *machine) missing(ctx context.Context, needs []need) ([]want, error) {
	compiler, err := m.output(ctx, "go", "env", "CC")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "stakebook-probe-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var wants []want
	lacking := map[string]bool{}
	for _, n := range needs {
		if m.meets(ctx, n.probe, strings.Fields(compiler), filepath.Join(dir, "probe")) {
			continue
		}
		lacking[n.name] = true
		unsure := n.probe.compiles() && n.name != needCompiler && lacking[needCompiler] ||
			len(n.probe.modules) > 0 && lacking[needPkgConfig]
		wants = append(wants, want{n, unsure})
	}
	return wants, ctx.Err()
}

// meets tries everything that p names; compiler is the command of cgo's C compiler, target a file it may write.
func (m *machine) meets(ctx context.Context, p probe, compiler []string, target string) bool {
	for _, program := range p.programs {
		if _, err := m.lookPath(program); err != nil {
			return false
		}
	}
	if len(p.modules) > 0 {
		asked := command{name: "pkg-config", args: append([]string{"--exists"}, p.modules...)}
		if !m.quiet(ctx, asked) {
			return false
		}
	}
	return !p.compiles() || m.quiet(ctx, trial(p, compiler, target))
}

// trial compiles and links a program of nothing but p's headers and libraries.
func trial(p probe, compiler []string, target string) command {
	var source strings.Builder
	for _, header := range p.headers {
		source.WriteString("#include <" + header + ">\n")
	}
	source.WriteString("int main(void) { return 0; }\n")
	args := append([]string{}, compiler[1:]...)
	args = append(args, "-x", "c", "-", "-o", target)
	for _, library := range p.links {
		args = append(args, "-l"+library)
	}
	return command{name: compiler[0], args: args, stdin: strings.NewReader(source.String())}
}
