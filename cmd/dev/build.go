package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// build compiles a command of this repository, showing how far it is, and returns the path of the program.
func (m *machine) build(ctx context.Context, name, cgo string) (string, error) {
	program := filepath.Join(m.cache, name)
	if m.goos == "windows" {
		program += ".exe"
	}
	if err := os.MkdirAll(m.cache, 0o755); err != nil {
		return "", fmt.Errorf("make the folder for built programs: %w", err)
	}
	p := &progress{m: m, name: name, began: m.now()}
	stop := p.show(ctx)
	defer stop()
	env := []string{cgo}
	var stale bytes.Buffer
	err := m.start(ctx, command{name: "go", env: env, stdout: &stale, stderr: p,
		args: []string{"list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", "./cmd/" + name}})
	if err != nil {
		return "", fmt.Errorf("find what %s is made of: %w", name, err)
	}
	p.expect(len(strings.Fields(stale.String())))
	err = m.start(ctx, command{name: "go", env: env, stdout: p, stderr: p,
		args: []string{"build", "-v", "-o", program, "./cmd/" + name}})
	if err != nil {
		return "", fmt.Errorf("build %s: %w", name, err)
	}
	stop()
	m.say("Built %s in %s.", name, m.now().Sub(p.began).Round(time.Second))
	return program, nil
}

// How often a build says how far it is, on a terminal and elsewhere, and how wide it takes a terminal to be.
const (
	terminalPace  = 500 * time.Millisecond
	logPace       = 15 * time.Second
	terminalWidth = 79
)

// A progress reads what go list and go build -v say of the packages they take up, and tells it in one line.
// Whatever else they say is passed on: that is what went wrong.
type progress struct {
	m     *machine
	name  string
	began time.Time

	mu      sync.Mutex
	partial []byte
	known   bool   // whether total is
	total   int    // packages that may have to be compiled
	done    int    // packages taken up
	now     string // the package at hand
	shown   int    // width of the line that stands on the terminal
}

// expect sets the number of packages there are to compile, at most.
func (p *progress) expect(total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known, p.total, p.now = true, total, ""
}

func (p *progress) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.partial = append(p.partial, text...)
	for {
		line, rest, found := bytes.Cut(p.partial, []byte("\n"))
		if !found {
			return len(text), nil
		}
		p.read(string(line))
		p.partial = rest
	}
}

func (p *progress) read(line string) {
	if module, found := strings.CutPrefix(line, "go: downloading "); found {
		p.now = module
		return
	}
	if p.known && isImportPath(line) {
		p.done++
		p.now = line
		return
	}
	p.clear()
	p.m.say("%s", line)
}

// isImportPath tells the lines in which go build -v names a package from those of a compiler's complaint.
func isImportPath(line string) bool {
	return line != "" && !strings.ContainsAny(line, " \t:#\"'()") && !strings.HasPrefix(line, ".")
}

// line says how far the build is, at the instant given.
func (p *progress) line(at time.Time) string {
	elapsed := at.Sub(p.began).Truncate(time.Second)
	text := fmt.Sprintf("Building %s: %s", p.name, elapsed)
	switch {
	case !p.known && p.now == "":
		return text + ", looking for its packages"
	case !p.known:
		return text + ", fetching " + p.now
	case p.now == "":
		return fmt.Sprintf("%s, at most %d packages", text, p.total)
	}
	// Packages found to be unchanged after all are never taken up, so the count may end below the total.
	return fmt.Sprintf("%s, package %d of at most %d, %s", text, p.done, max(p.total, p.done), p.now)
}

// show tells the progress now and then until the function it returns is called, which may be done twice.
func (p *progress) show(ctx context.Context) (stop func()) {
	pace := logPace
	if p.m.terminal {
		pace = terminalPace
	}
	quiet := every(ctx, pace, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.draw(p.line(p.m.now()))
	})
	return func() {
		quiet()
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.partial) > 0 {
			p.read(string(p.partial))
			p.partial = nil
		}
		p.clear()
	}
}

// draw puts the line in place of the one before, or below it where there is no terminal.
func (p *progress) draw(line string) {
	if !p.m.terminal {
		p.m.say("%s", line)
		return
	}
	line = shorten(line, terminalWidth)
	width := utf8.RuneCountInString(line)
	fmt.Fprintf(p.m.out, "\r%s%s", line, strings.Repeat(" ", max(0, p.shown-width)))
	p.shown = width
}

// clear takes the line off the terminal.
func (p *progress) clear() {
	if p.shown > 0 {
		fmt.Fprintf(p.m.out, "\r%s\r", strings.Repeat(" ", p.shown))
		p.shown = 0
	}
}

// shorten cuts a line to width characters, with its end left out.
func shorten(line string, width int) string {
	runes := []rune(line)
	if len(runes) <= width {
		return line
	}
	return string(runes[:width-3]) + "..."
}

// every calls act at each pace until the function it returns is called, after which act is not running any more.
func every(ctx context.Context, pace time.Duration, act func()) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		ticker := time.NewTicker(pace)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				act()
			}
		}
	})
	return func() {
		cancel()
		running.Wait()
	}
}
