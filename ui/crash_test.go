package ui_test

import (
	"errors"
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
