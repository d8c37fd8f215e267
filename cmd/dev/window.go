package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/build/constraint"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// displayPatience is how long the X server and the window manager may take to start.
const displayPatience = 30 * time.Second

// A display is an X server without a screen, with a window manager, for the tests in a real window.
type display struct {
	name    string // as in DISPLAY
	runtime string // a fresh XDG_RUNTIME_DIR
	started []*exec.Cmd
}

// openDisplay starts Xvfb on a display number that it finds free, and openbox on it, and waits for both.
func openDisplay(ctx context.Context) (_ *display, err error) {
	ctx, cancel := context.WithTimeout(ctx, displayPatience)
	defer cancel()
	d := &display{}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	if d.runtime, err = os.MkdirTemp("", "stakebook-runtime-"); err != nil {
		return nil, err
	}
	if err := d.startServer(ctx); err != nil {
		return nil, err
	}
	return d, d.startManager(ctx)
}

// startServer starts Xvfb, which writes the display's number to a pipe once it takes connections.
func (d *display) startServer(ctx context.Context) error {
	reader, writer, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reader.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{writer}
	var said bytes.Buffer
	server.Stderr = &said
	err = server.Start()
	writer.Close()
	if err != nil {
		return fmt.Errorf("start Xvfb: %w", err)
	}
	d.started = append(d.started, server)
	stop := context.AfterFunc(ctx, func() { reader.Close() })
	defer stop()
	number, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		server.Process.Kill()
		return fmt.Errorf("xvfb did not start: %w", errors.Join(ctx.Err(), err, server.Wait(), errors.New(said.String())))
	}
	d.name = ":" + strings.TrimSpace(number)
	return nil
}

// startManager starts openbox, which runs a command of our choice once it manages windows: that makes a file.
func (d *display) startManager(ctx context.Context) error {
	ready := filepath.Join(d.runtime, "openbox-ready")
	wm := exec.Command("openbox", "--startup", "touch "+ready)
	wm.Env = append(os.Environ(), "DISPLAY="+d.name, "XDG_RUNTIME_DIR="+d.runtime)
	if err := wm.Start(); err != nil {
		return fmt.Errorf("start openbox: %w", err)
	}
	d.started = append(d.started, wm)
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if _, err := os.Stat(ready); err == nil {
			return os.Remove(ready)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("openbox did not start: %w", ctx.Err())
		case <-look.C:
		}
	}
}

// env is what a test on the display needs in its environment: software OpenGL, a known scale and language, no other
// display and no desktop session to talk to, and the folder its screenshots go to.
func (d *display) env(artefacts string) []string {
	return []string{
		"DISPLAY=" + d.name,
		"WAYLAND_DISPLAY=",
		"XDG_SESSION_TYPE=x11",
		"XDG_RUNTIME_DIR=" + d.runtime,
		"DBUS_SESSION_BUS_ADDRESS=disabled:",
		"LIBGL_ALWAYS_SOFTWARE=1",
		"FYNE_SCALE=1",
		"LANG=en_US.UTF-8",
		"STAKEBOOK_ARTEFACTS=" + artefacts,
	}
}

// close ends what was started, the last first, and removes the runtime folder.
func (d *display) close() {
	for i := len(d.started) - 1; i >= 0; i-- {
		d.started[i].Process.Kill()
		d.started[i].Wait() // its only news is that it was killed
	}
	os.RemoveAll(d.runtime)
}

// windowTests says whether cmd/stakebook has a test that needs the window tag to be built.
func windowTests(root string) (bool, error) {
	files, err := filepath.Glob(filepath.Join(root, "cmd", "stakebook", "*_test.go"))
	if err != nil {
		return false, err
	}
	for _, file := range files {
		needs, err := needsWindowTag(file)
		if err != nil || needs {
			return needs, err
		}
	}
	return false, nil
}

// needsWindowTag reads a file's build constraint: it must hold on Linux with the window tag, and not without.
func needsWindowTag(file string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer f.Close()
	lines := bufio.NewReader(f)
	for {
		line, err := lines.ReadString('\n')
		line = strings.TrimSpace(line)
		if constraint.IsGoBuild(line) {
			expr, err := constraint.Parse(line)
			if err != nil {
				return false, fmt.Errorf("%s: %w", file, err)
			}
			return expr.Eval(onLinux(windowTag)) && !expr.Eval(onLinux("")), nil
		}
		if errors.Is(err, io.EOF) || strings.HasPrefix(line, "package ") {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// onLinux says which build tags are set there, an added one included.
func onLinux(added string) func(tag string) bool {
	return func(tag string) bool {
		return tag == "linux" || tag == "unix" || tag == "cgo" || tag == added || strings.HasPrefix(tag, "go1.")
	}
}
