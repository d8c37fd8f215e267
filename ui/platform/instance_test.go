package platform_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"stakebook/ui/platform"
)

// shortDir is a folder whose name leaves room for a socket's.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sb")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "run")
}

// claim claims dir and gives what is handed over.
func claim(t *testing.T, dir string) (opened <-chan string, release func()) {
	t.Helper()
	paths := make(chan string, 8)
	first, release, err := platform.Claim(dir, func(path string) { paths <- path })
	if err != nil || !first {
		t.Fatalf("first is %t, the error is %v", first, err)
	}
	t.Cleanup(release)
	return paths, release
}

func TestASecondStartHandsItsPathToTheFirst(t *testing.T) {
	dir := shortDir(t)
	opened, _ := claim(t, dir)
	first, release, err := platform.Claim(dir, func(string) { t.Error("the second start was asked to open a book") })
	if err != nil || first {
		t.Fatalf("first is %t, the error is %v", first, err)
	}
	release()
	book := filepath.Join(t.TempDir(), "möglich ein+buch.stakebook")
	for _, path := range []string{book, ""} {
		if err := platform.HandOver(t.Context(), dir, path); err != nil {
			t.Fatal(err)
		}
		if got := <-opened; got != path {
			t.Errorf("the first was asked to open %q, want %q", got, path)
		}
	}
}

func TestAPathIsMadeWholeBeforeItIsHandedOver(t *testing.T) {
	dir := shortDir(t)
	opened, _ := claim(t, dir)
	if err := platform.HandOver(t.Context(), dir, "book.stakebook"); err != nil {
		t.Fatal(err)
	}
	want, err := filepath.Abs("book.stakebook")
	if err != nil {
		t.Fatal(err)
	}
	if got := <-opened; got != want {
		t.Errorf("the first was asked to open %q, want %q", got, want)
	}
}

func TestAClaimGivenUpIsFreeAgain(t *testing.T) {
	dir := shortDir(t)
	_, release := claim(t, dir)
	release()
	release()
	claim(t, dir)
}

func TestASocketOfADeadProcessDoesNoHarm(t *testing.T) {
	dir := shortDir(t)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "socket"), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	opened, _ := claim(t, dir)
	if err := platform.HandOver(t.Context(), dir, ""); err != nil {
		t.Fatal(err)
	}
	<-opened
}

func TestTheSocketIsTheUsersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps permissions otherwise")
	}
	dir := shortDir(t)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	claim(t, dir)
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "socket"): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has the permissions %v, want %v", path, got, want)
		}
	}
}

func TestWhatIsNoMessageOfOursIsNotOpened(t *testing.T) {
	dir := shortDir(t)
	opened, release := claim(t, dir)
	for _, message := range []string{"", "GET / HTTP/1.1\r\n\r\n", "stakebook 1\nnot/whole", "stakebook 1\n/a\x00b",
		"stakebook 1\n/\xff", "stakebook 1\n/" + strings.Repeat("a", platform.MaxPath), "stakebook 2\n/a"} {
		visitor, err := net.Dial("unix", filepath.Join(dir, "socket"))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(visitor, message) // the other side may hang up on it
		_ = visitor.(*net.UnixConn).CloseWrite()
		answer, _ := io.ReadAll(visitor)
		if len(answer) > 0 {
			t.Errorf("%.30q was answered with %q", message, answer)
		}
		_ = visitor.Close()
	}
	release()
	if len(opened) > 0 {
		t.Errorf("it was asked to open %q", <-opened)
	}
}

func TestTheLongestPathIsHandedOverAndALongerOneIsNot(t *testing.T) {
	dir := shortDir(t)
	opened, _ := claim(t, dir)
	root := filepath.VolumeName(os.TempDir()) + string(filepath.Separator)
	longest := root + strings.Repeat("a", platform.MaxPath-len(root))
	if err := platform.HandOver(t.Context(), dir, longest); err != nil {
		t.Fatal(err)
	}
	if got := <-opened; got != longest {
		t.Errorf("%d bytes came over, want %d", len(got), len(longest))
	}
	if err := platform.HandOver(t.Context(), dir, longest+"a"); err == nil {
		t.Error("a longer path was handed over")
	}
}

func TestWhereNobodyTakesThePathItIsSaid(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := platform.HandOver(ctx, shortDir(t), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want %v", err, context.Canceled)
	}
}

func TestManyStartsMakeOneFirst(t *testing.T) {
	dir := shortDir(t)
	const starts = 20
	firsts := make(chan bool, starts)
	for range starts {
		go func() {
			first, _, err := platform.Claim(dir, func(string) {})
			firsts <- first && err == nil
		}()
	}
	count := 0
	for range starts {
		if <-firsts {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d starts think that they are the first", count)
	}
}

func TestTheRuntimeFolderIsTheUsers(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", "/run/user/7")
	if got, want := platform.RuntimeDir("stakebook"), filepath.Join("/run/user/7", "stakebook"); got != want {
		t.Errorf("it is %s, want %s", got, want)
	}
	t.Setenv("XDG_RUNTIME_DIR", "")
	if got := platform.RuntimeDir("stakebook"); !filepath.IsAbs(got) || !strings.Contains(got, "stakebook") {
		t.Errorf("it is %s", got)
	}
}
