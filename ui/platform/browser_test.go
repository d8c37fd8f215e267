package platform_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"stakebook/ui/platform"
)

func books() []platform.Filter {
	return []platform.Filter{{Name: "Books", Patterns: []string{"*.stakebook"}}, {Name: "All files"}}
}

// shelf is a folder with books.
func shelf(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"b.stakebook", "A.STAKEBOOK", "notes.txt", ".hidden.stakebook"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"old", "Archive"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// ended is how a dialog ended.
type ended struct {
	path string
	err  error
	done bool
}

func browse(t *testing.T, folder, name string, saves bool) (platform.Browser, fyne.Window, *ended) {
	t.Helper()
	test.NewTempApp(t)
	window := test.NewTempWindow(t, widget.NewLabel("behind"))
	window.Resize(fyne.NewSize(800, 600))
	end := &ended{}
	shown := platform.Browse(window, folder, "Choose", name, saves, books(), func(path string, err error) {
		if end.done {
			t.Error("the dialog ended twice")
		}
		*end = ended{path: path, err: err, done: true}
	})
	return shown, window, end
}

func press(at fyne.Focusable, keys ...fyne.KeyName) {
	for _, key := range keys {
		at.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func TestFoldersComeFirstAndTheFilterMindsNoCase(t *testing.T) {
	shown, _, _ := browse(t, shelf(t), "", false)
	want := []string{"Archive/", "old/", "A.STAKEBOOK", "b.stakebook"}
	if diff := cmp.Diff(want, shown.Items()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFileIsOpenedByTypingItsName(t *testing.T) {
	dir := shelf(t)
	shown, window, end := browse(t, dir, "", false)
	if window.Canvas().Focused() != fyne.Focusable(shown.Name()) {
		t.Error("the keyboard is not in the name")
	}
	test.Type(shown.Name(), "b.stakebook")
	press(shown.Name(), fyne.KeyReturn)
	if want := filepath.Join(dir, "b.stakebook"); end.path != want || end.err != nil {
		t.Errorf("it ended with %q, %v, want %q", end.path, end.err, want)
	}
}

func TestAFileIsOpenedWithTheKeysOfTheList(t *testing.T) {
	dir := shelf(t)
	shown, window, end := browse(t, dir, "", false)
	window.Canvas().Focus(shown.List())
	press(shown.List(), fyne.KeyDown, fyne.KeyReturn) // into old
	if diff := cmp.Diff([]string(nil), shown.Items()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	press(shown.List(), fyne.KeyBackspace)
	if len(shown.Items()) != 4 {
		t.Fatalf("Backspace led to %q", shown.Items())
	}
	for range 3 {
		press(shown.List(), fyne.KeyDown)
	}
	press(shown.List(), fyne.KeyReturn)
	if want := filepath.Join(dir, "b.stakebook"); end.path != want {
		t.Errorf("it ended with %q, %v, want %q (%s)", end.path, end.err, want, shown.Message())
	}
}

func TestWhatIsNotThereIsNotOpened(t *testing.T) {
	shown, _, end := browse(t, shelf(t), "", false)
	for _, name := range []string{"none.stakebook", "", "/nowhere/at/all"} {
		shown.Name().SetText(name)
		press(shown.Name(), fyne.KeyReturn)
		if end.done || shown.Message() == "" {
			t.Errorf("%q: ended is %t, the dialog says %q", name, end.done, shown.Message())
		}
	}
}

func TestAFolderIsEnteredByTypingIt(t *testing.T) {
	dir := shelf(t)
	shown, _, end := browse(t, dir, "", false)
	shown.Name().SetText("old")
	press(shown.Name(), fyne.KeyReturn)
	if end.done || len(shown.Items()) != 0 || shown.Text() != "" {
		t.Errorf("ended is %t, the list shows %q, the name is %q", end.done, shown.Items(), shown.Text())
	}
}

func TestEscapeChoosesNothing(t *testing.T) {
	shown, _, end := browse(t, shelf(t), "", false)
	press(shown.Name(), fyne.KeyEscape)
	if !errors.Is(end.err, platform.ErrCancelled) || end.path != "" {
		t.Errorf("it ended with %q, %v", end.path, end.err)
	}
}

func TestANewFileGetsTheExtensionAndIsNotMade(t *testing.T) {
	dir := shelf(t)
	shown, _, end := browse(t, dir, "report", true)
	press(shown.Name(), fyne.KeyReturn)
	want := filepath.Join(dir, "report.stakebook")
	if end.path != want || end.err != nil {
		t.Errorf("it ended with %q, %v, want %q", end.path, end.err, want)
	}
	if _, err := os.Stat(want); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the dialog made the file: %v", err)
	}
}

func TestAFileThatIsThereIsReplacedOnlyWhenSaidTwice(t *testing.T) {
	dir := shelf(t)
	shown, _, end := browse(t, dir, "b.stakebook", true)
	press(shown.Name(), fyne.KeyReturn)
	if end.done || shown.Message() == "" {
		t.Fatalf("ended is %t, the dialog says %q", end.done, shown.Message())
	}
	test.Type(shown.Name(), "x")
	press(shown.Name(), fyne.KeyBackspace)
	if end.done {
		t.Fatal("it ended while one typed")
	}
	shown.Name().SetText("A.STAKEBOOK")
	press(shown.Name(), fyne.KeyReturn)
	if end.done {
		t.Fatal("another file was taken for the one that was named")
	}
	press(shown.Name(), fyne.KeyReturn)
	if want := filepath.Join(dir, "A.STAKEBOOK"); end.path != want {
		t.Errorf("it ended with %q, %v, want %q", end.path, end.err, want)
	}
	text, err := os.ReadFile(filepath.Join(dir, "A.STAKEBOOK"))
	if err != nil || string(text) != "A.STAKEBOOK" {
		t.Errorf("the dialog changed the file to %q, %v", text, err)
	}
}

func TestAFolderThatIsNotThereTakesNoFile(t *testing.T) {
	shown, _, end := browse(t, shelf(t), "", true)
	shown.Name().SetText("nowhere/report")
	press(shown.Name(), fyne.KeyReturn)
	if end.done || shown.Message() == "" {
		t.Errorf("ended is %t, the dialog says %q", end.done, shown.Message())
	}
}

func TestANameIsCompletedOnlyWhereNothingIsReplacedUnasked(t *testing.T) {
	dir := shelf(t)
	for name, want := range map[string]string{"new": "new.stakebook", "new.txt": "new.txt", "old": "old", "b": "b"} {
		got := platform.WithExtension(filepath.Join(dir, name), books())
		if got != filepath.Join(dir, want) {
			t.Errorf("%s became %s, want %s", name, filepath.Base(got), want)
		}
	}
}

func TestWithoutAPortalTheDialogOfOurOwnIsShown(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "nobody"))
	test.NewTempApp(t)
	window := test.NewTempWindow(t, widget.NewLabel("behind"))
	window.Resize(fyne.NewSize(800, 600))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := platform.OpenFile(ctx, window, platform.Ask{Title: "Open", Filters: books()}); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if len(window.Canvas().Overlays().List()) > 0 {
		t.Error("the dialog stayed when its context ended")
	}
}
