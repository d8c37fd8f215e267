package ui_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ui"
)

// keep lets something panic and gives what the crash log kept of it.
func keep(t *testing.T, fall func()) string {
	t.Helper()
	log := &ui.CrashLog{Path: filepath.Join(t.TempDir(), "new folder", "crash.log"), Version: "0.0.0", Now: now}
	func() {
		defer func() { log.Keep(recover()) }()
		fall()
	}()
	text, err := os.ReadFile(log.Path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestACrashIsKeptWithWhereItHappened(t *testing.T) {
	text := keep(t, func() {
		var none []int
		first := 0
		_ = none[first]
	})
	parts := []string{
		"2024-03-26T12:00:00Z  Stakebook 0.0.0", "index out of range [0] with length 0", "crash_test.go:",
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in %s", part, text)
		}
	}
}

func TestACrashLogRepeatsNothingThatThePanicSaid(t *testing.T) {
	secrets := []any{
		"commitment of 4000000000 to anthropic", errors.New("/home/ann/private.stakebook"), []byte("correct horse"),
		talkative("commitment of 4000000000 to anthropic"), fmt.Errorf("%w", talkative("correct horse")),
		struct{ Passphrase string }{"correct horse"},
	}
	for _, secret := range secrets {
		text := keep(t, func() { panic(secret) })
		for _, part := range []string{"4000000000", "anthropic", "private", "correct horse", "/home"} {
			if strings.Contains(text, part) {
				t.Errorf("%q is in %s", part, text)
			}
		}
	}
}

// talkative is an error that calls itself one of the runtime.
type talkative string

func (t talkative) Error() string { return string(t) }
func (talkative) RuntimeError()   {}

// What the runtime itself says names no value of the program but numbers and types.
func TestACrashLogRepeatsWhatTheRuntimeSaidAndNoText(t *testing.T) {
	const secret = "anthropic"
	falls := map[string]func(){
		"nil map":              func() { put(nil, secret) },
		"interface conversion": func() { var text any = secret; _ = text.(int) },
		"out of range":         func() { _ = secret[len(secret):][len(secret)] },
		"unhashable type":      func() { _ = map[any]int{}[[]string{secret}] },
	}
	for says, fall := range falls {
		text := keep(t, fall)
		if !strings.Contains(text, says) || strings.Contains(text, secret) {
			t.Errorf("of %q is kept\n%s", says, text)
		}
	}
}

func put(into map[string]int, name string) { into[name]++ }

func TestACrashLogKeepsNoArguments(t *testing.T) {
	text := keep(t, func() { fallWith("correct horse", 4000000000) })
	for _, part := range []string{"correct horse", "4000000000", "ee6b2800"} {
		if strings.Contains(text, part) {
			t.Errorf("%q is in %s", part, text)
		}
	}
	if !strings.Contains(text, "fallWith") {
		t.Errorf("where it happened is not in %s", text)
	}
}

//go:noinline
func fallWith(passphrase string, amount int) { panic(fmt.Sprint(passphrase, amount)) }

func TestWorkThatCrashesInTheBackgroundEndsAndTheProgramGoesOn(t *testing.T) {
	w := newWorld(t)
	log := &ui.CrashLog{Path: filepath.Join(w.folder, "crash.log"), Version: "0.0.0", Now: now}
	done := make(chan bool)
	ui.Background{Crashes: log}.Go(func() { panic("lost") }, func() { close(done) })
	<-done
	if _, err := os.Stat(log.Path); err != nil {
		t.Error(err)
	}
}
