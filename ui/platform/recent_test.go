package platform_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ui/platform"
)

type settings map[string][]string

func (s settings) StringList(key string) []string           { return s[key] }
func (s settings) SetStringList(key string, texts []string) { s[key] = texts }

func TestTheNewestBookComesFirstAndOnce(t *testing.T) {
	kept := settings{}
	recent := platform.NewRecent(kept)
	for _, path := range []string{"/a", "/b", "/c", "/a"} {
		if err := recent.Add(path); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"/a", "/c", "/b"}
	if diff := cmp.Diff(want, platform.NewRecent(kept).Paths()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTenBooksAreRemembered(t *testing.T) {
	recent := platform.NewRecent(settings{})
	for i := range 12 {
		if err := recent.Add(fmt.Sprintf("/book-%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	paths := recent.Paths()
	if len(paths) != platform.MostRecent || paths[0] != "/book-11" || paths[9] != "/book-2" {
		t.Errorf("the books are %q", paths)
	}
}

func TestABookThatIsGoneIsDroppedWhenItIsOpened(t *testing.T) {
	recent := platform.NewRecent(settings{})
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{there, "/nowhere/gone"} {
		if err := recent.Add(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := recent.Check("/nowhere/gone"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the error is %v, want %v", err, fs.ErrNotExist)
	}
	if err := recent.Check(there); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{there}, recent.Paths()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
