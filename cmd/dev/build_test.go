package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

func TestTheProgressLineSaysHowFarABuildIs(t *testing.T) {
	b := newBench(t)
	p := &progress{m: b.machine, name: "stakebook", began: b.now()}
	at := func(elapsed time.Duration, want string) {
		t.Helper()
		if got := p.line(p.began.Add(elapsed)); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	at(0, "Building stakebook: 0s, looking for its packages")
	io.WriteString(p, "go: downloading fyne.io/fyne/v2 v2.8.1\n")
	at(1500*time.Millisecond, "Building stakebook: 1s, fetching fyne.io/fyne/v2 v2.8.1")
	p.expect(3)
	at(2*time.Second, "Building stakebook: 2s, at most 3 packages")
	io.WriteString(p, "internal/cpu\ngithub.com/go-gl/gl/v2")
	at(3*time.Second, "Building stakebook: 3s, package 1 of at most 3, internal/cpu")
	io.WriteString(p, ".1/gl\n")
	at(92*time.Second, "Building stakebook: 1m32s, package 2 of at most 3, github.com/go-gl/gl/v2.1/gl")
	io.WriteString(p, "a\nb\n")
	at(93*time.Second, "Building stakebook: 1m33s, package 4 of at most 4, b")
	if b.said.Len() > 0 {
		t.Errorf("names of packages are passed on: %q", b.said)
	}
}

func TestWhatACompilerComplainsOfIsPassedOn(t *testing.T) {
	b := newBench(t)
	p := &progress{m: b.machine, name: "stakebook", began: b.now()}
	p.expect(2)
	complaint := "# stakebook/ledger\nledger/book.go:7:2: undefined: x\nGL/gl.h: No such file or directory\n"
	io.WriteString(p, "stakebook/ledger\n"+complaint)
	if got := b.said.String(); got != complaint {
		t.Errorf("got %q", got)
	}
}

func TestOnATerminalOneLineIsRewritten(t *testing.T) {
	b := newBench(t)
	b.terminal = true
	p := &progress{m: b.machine, name: "stakebook", began: b.now()}
	p.draw("package 10")
	p.draw("package")
	p.clear()
	p.clear()
	if got, want := b.said.String(), "\rpackage 10\rpackage   \r       \r"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.said.Reset()
	p.draw(strings.Repeat("x", terminalWidth+1))
	if got, want := b.said.String(), "\r"+strings.Repeat("x", terminalWidth-3)+"..."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestElsewhereEachLineStandsBelowTheLast(t *testing.T) {
	b := newBench(t)
	p := &progress{m: b.machine, name: "stakebook", began: b.now()}
	p.draw("one")
	p.draw("two")
	p.clear()
	if got := b.said.String(); got != "one\ntwo\n" {
		t.Errorf("got %q", got)
	}
}

func TestABuildThatFailsSaysWhatWasBuilt(t *testing.T) {
	b := newBench(t)
	b.plays = func(typed string) error {
		if strings.HasPrefix(typed, "go build") {
			return errPlayed
		}
		return nil
	}
	_, err := b.build(t.Context(), "stakectl", "CGO_ENABLED=0")
	if err == nil || err.Error() != "build stakectl: exit status 1" {
		t.Errorf("got %v", err)
	}
}
