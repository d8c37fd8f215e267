package main

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"stakebook/assets"
)

func TestTheProgramSaysOfItselfWhatItsDescriptionSays(t *testing.T) {
	var described struct {
		Details struct {
			Name, ID, Version, Icon string
			Build                   int
		}
		Migrations map[string]bool
	}
	if _, err := toml.DecodeFile("../../FyneApp.toml", &described); err != nil {
		t.Fatal(err)
	}
	said := metadata()
	got := []any{said.Name, said.ID, said.Version, said.Build, said.Migrations}
	d := described.Details
	want := []any{d.Name, d.ID, d.Version, d.Build, described.Migrations}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d.Icon != "assets/icon.png" || !bytes.Equal(said.Icon.Content(), assets.Icon) {
		t.Error("the icons differ")
	}
}

func TestACommandLineThatIsWrongIsRefusedBeforeAWindowOpens(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--nonsense"}, exitCommand, "unknown flag --nonsense; see `stakebook --help`"},
		{[]string{"a.stakebook", "b.stakebook"}, exitCommand, "unexpected argument b.stakebook"},
		{[]string{"--version"}, exitDone, "Stakebook " + metadata().Version},
		{[]string{"--help"}, exitDone, "Usage: stakebook [<book>] [flags]"},
	} {
		var out bytes.Buffer
		code := Run(Params{Args: c.args, Out: &out, Err: &out, Now: time.Now, Runtime: t.TempDir()})
		if code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%v: exit code %d, said %q", c.args, code, out.String())
		}
	}
}

func TestWithoutADisplayTheProgramSaysSoInOneLine(t *testing.T) {
	switch runtime.GOOS {
	case "darwin", "windows":
		t.Skip("a screen is not named in the environment here")
	}
	var out bytes.Buffer
	code := Run(Params{Err: &out, Now: time.Now, Getenv: func(string) string { return "" }, Runtime: t.TempDir()})
	want := "there is no display to open a window on; stakectl works on the same book without one\n"
	if code != exitWrong || out.String() != want {
		t.Errorf("exit code %d, said %q", code, out.String())
	}
}
