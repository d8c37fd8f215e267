package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestItBuildsWithoutC(t *testing.T) {
	out := goes(t, "build", "-o", filepath.Join(t.TempDir(), "stakectl"), ".")
	if out != "" {
		t.Errorf("go build says %s", out)
	}
}

func TestItLinksNoScreen(t *testing.T) {
	linked := strings.Fields(goes(t, "list", "-deps", "."))
	if len(linked) < 10 {
		t.Fatalf("go list found only %v", linked)
	}
	for _, name := range linked {
		if strings.HasPrefix(name, "fyne.io/") || strings.HasPrefix(name, "stakebook/ui") || name == "runtime/cgo" {
			t.Errorf("%s is linked", name)
		}
	}
}

// goes runs the go command without cgo.
func goes(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}
