package platform_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"stakebook/ui/platform"
)

func TestAFailedWriteLeavesTheOldFileAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.csv")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err := platform.WriteBeside(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "ne")
		return errors.Join(err, full)
	})
	if !errors.Is(err, full) {
		t.Errorf("the error is %v, want %v", err, full)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "old" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}
