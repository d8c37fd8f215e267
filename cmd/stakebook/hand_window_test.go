//go:build window

package main_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A hand works at the window with keyboard and mouse in one phase of a test, and sees what the program says of it.
type hand struct {
	*testing.T
	app *app
}

// phase is one named step. Where it fails, what the program last did is told, the screen is kept, and nothing further
// is tried: it would stand on sand.
func (a *app) phase(t *testing.T, name string, do func(*hand)) {
	t.Helper()
	held := t.Run(name, func(t *testing.T) {
		h := &hand{T: t, app: a}
		defer h.explain(name)
		do(h)
	})
	if !held {
		t.FailNow()
	}
}

func (h *hand) explain(name string) {
	if !h.Failed() {
		return
	}
	_ = h.app.trace.follow() // what is there is told
	h.Logf("the last events:\n%s", h.app.trace.last())
	if !h.app.running() {
		h.Logf("the program has ended, %v, and said:\n%s", h.app.command.ProcessState, h.app.said)
	}
	h.screen("failed-"+strings.ReplaceAll(name, " ", "-"), "root")
}

// eventually looks until something holds; the program must go on running meanwhile.
func (h *hand) eventually(what string, holds func() bool) {
	h.Helper()
	deadline := time.NewTimer(answerPatience)
	defer deadline.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		running := h.app.running()
		if holds() {
			return
		}
		if !running {
			h.Fatalf("the program ended while waiting for: %s", what)
		}
		select {
		case <-deadline.C:
			h.Fatalf("there was none within %v: %s", answerPatience, what)
		case <-look.C:
		}
	}
}

// await waits for an event among those that came since the last one waited for. An error meanwhile is a failure.
func (h *hand) await(pattern event) (found event) {
	h.Helper()
	h.eventually(pattern.String(), func() bool {
		if err := h.app.trace.follow(); err != nil {
			h.Fatal(err)
		}
		e, unexpected, ok := h.app.trace.find(pattern)
		if ok && unexpected {
			h.Fatalf("an error while waiting for: %s\n%s", pattern, e.line)
		}
		found = e
		return ok
	})
	return found
}

// none asserts that nothing of the kind has come since the event last waited for.
func (h *hand) none(pattern event) {
	h.Helper()
	if err := h.app.trace.follow(); err != nil {
		h.Fatal(err)
	}
	for _, e := range h.app.trace.events[h.app.trace.next:] {
		if e.matches(pattern) {
			h.Errorf("there was what must not be: %s", e.line)
		}
	}
}

// xdotool moves the keyboard and the mouse, and gives what it prints.
func (h *hand) xdotool(args ...string) string {
	h.Helper()
	ctx, cancel := context.WithTimeout(h.Context(), commandPatience)
	defer cancel()
	said, err := exec.CommandContext(ctx, "xdotool", args...).CombinedOutput()
	if err != nil {
		h.Fatalf("xdotool %s: %v\n%s", strings.Join(args, " "), err, said)
	}
	return strings.TrimSpace(string(said))
}

// findWindow waits until the window manager shows the window, and gives it the keyboard.
func (h *hand) findWindow() {
	h.Helper()
	pid := strconv.Itoa(h.app.command.Process.Pid)
	h.eventually("a window", func() bool {
		// xdotool's exit code is that of a failure where there is none yet
		said, _ := exec.CommandContext(h.Context(), "xdotool", "search", "--onlyvisible", "--pid", pid).Output()
		ids := strings.Fields(string(said))
		if len(ids) > 0 {
			h.app.window = ids[len(ids)-1]
		}
		return len(ids) > 0
	})
	h.xdotool("windowactivate", "--sync", h.app.window)
}

// press presses keys one after another, such as ctrl+n.
func (h *hand) press(keys ...string) {
	h.Helper()
	h.xdotool(append([]string{"key", "--delay", keyDelay}, keys...)...)
}

// keyDelay is the time between keys in milliseconds, as a quick typist's.
const keyDelay = "8"

// write types a text.
func (h *hand) write(text string) {
	h.Helper()
	h.xdotool("type", "--delay", keyDelay, "--", text)
}

// fill types texts into fields one after another, with Tab between them.
func (h *hand) fill(texts ...string) {
	h.Helper()
	for i, text := range texts {
		if i > 0 {
			h.press("Tab")
		}
		h.write(text)
	}
}

// replace types a text in the place of what a field holds.
func (h *hand) replace(text string) {
	h.Helper()
	h.press("ctrl+a")
	h.write(text)
}

// click presses the mouse on what the program says is at a place.
func (h *hand) click(id string) {
	h.Helper()
	h.eventually("the place of "+id, func() bool {
		if err := h.app.trace.follow(); err != nil {
			h.Fatal(err)
		}
		_, ok := h.app.trace.places[id]
		return ok
	})
	at := h.app.trace.places[id]
	h.xdotool("mousemove", "--window", h.app.window, strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1")
}

// resize gives the window a size.
func (h *hand) resize(width, height int) {
	h.Helper()
	h.xdotool("windowsize", h.app.window, strconv.Itoa(width), strconv.Itoa(height))
	h.await(event{Event: "places", Width: width})
}

// do runs a command of the program by its name in the palette.
func (h *hand) do(title, id string) {
	h.Helper()
	h.press("ctrl+k")
	h.await(event{Event: "dialog", ID: "palette", State: "opened"})
	h.write(title)
	h.press("Return")
	h.await(event{Event: "command", ID: id})
}

// picture keeps what the window shows.
func (h *hand) picture(name string) {
	h.Helper()
	h.screen(name, h.app.window)
}

// screen keeps a picture of a window, or of the root, among the artefacts, for people to look at; nothing is asserted
// of it. What is being drawn is waited for: until the picture is another than the last one and stays as it is for some
// looks, but no longer than a few.
func (h *hand) screen(name, window string) {
	h.Helper()
	folder := os.Getenv("STAKEBOOK_ARTEFACTS")
	if folder == "" || window == "" {
		return
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		h.Error(err)
		return
	}
	const most, enough = 10, 2
	var before, now []byte
	for i, still := 0, 0; i < most && still < enough; i++ {
		before = now
		ctx, cancel := context.WithTimeout(context.WithoutCancel(h.Context()), commandPatience)
		shot := exec.CommandContext(ctx, "import", "-window", window, "-define", "png:exclude-chunks=date,time", "png:-")
		var err error
		now, err = shot.Output()
		cancel()
		if err != nil {
			h.Logf("no picture %s: %v", name, err)
			return
		}
		still++
		if !bytes.Equal(before, now) || bytes.Equal(now, h.app.last) {
			still = 0
		}
	}
	h.app.last = now
	if err := os.WriteFile(filepath.Join(folder, name+".png"), now, 0o644); err != nil {
		h.Error(err)
	}
}
