package savefile_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"stakebook/ledger/savefile"
)

const (
	before = "what was there\n"
	after  = "what is new\n"
)

func write(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func existing(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.csv")
	if err := os.WriteFile(path, []byte(before), 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

// onlyFiles fails unless the folder holds exactly these.
func onlyFiles(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, entry := range entries {
		found = append(found, entry.Name())
	}
	if fmt.Sprint(found) != fmt.Sprint(names) {
		t.Errorf("the folder holds %q, want %q", found, names)
	}
}

func TestAFileIsReplacedWhole(t *testing.T) {
	path := existing(t)
	if err := savefile.Write(path, write(after)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != after {
		t.Errorf("the file holds %q, want %q", got, after)
	}
	onlyFiles(t, filepath.Dir(path), "report.csv")
}

func TestAFileIsMadeWhereThereWasNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.csv")
	if err := savefile.Write(path, write(after)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != after {
		t.Errorf("the file holds %q, want %q", got, after)
	}
}

func TestPermissionsAreKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps them in the folder")
	}
	path := existing(t)
	for _, mode := range []fs.FileMode{0o606, 0o666, 0o600} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := savefile.Write(path, write(after)); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != mode {
			t.Errorf("the permissions are %v, want %v", info.Mode().Perm(), mode)
		}
	}
}

func TestALinkStaysALink(t *testing.T) {
	path := existing(t)
	link := filepath.Join(t.TempDir(), "link.csv")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	if err := savefile.Write(link, write(after)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != after {
		t.Errorf("the file behind the link holds %q, want %q", got, after)
	}
	info, err := os.Lstat(link)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link became a file")
	}
}

func TestTheOldFileOutlivesEveryFault(t *testing.T) {
	broken := errors.New("no space left on device")
	for name, faults := range map[string]savefile.Faults{
		"no file can be made":      {Create: broken},
		"the disk is full":         {Write: broken},
		"the disk fills half way":  {Write: broken, WriteAfter: 5},
		"the length is not known":  {Stat: broken},
		"the file is too short":    {ShortStat: true},
		"the flush fails":          {Sync: broken},
		"the close fails":          {Close: broken},
		"rename and create refuse": {Rename: broken, Create: broken},
	} {
		t.Run(name, func(t *testing.T) {
			path := existing(t)
			if err := savefile.WriteOn(faults, path, write(after)); err == nil {
				t.Error("it was said to be written")
			}
			if got := read(t, path); got != before {
				t.Errorf("the old file holds %q, want %q", got, before)
			}
			onlyFiles(t, filepath.Dir(path), "report.csv")
		})
	}
}

func TestAWriterThatGivesUpChangesNothing(t *testing.T) {
	path := existing(t)
	givenUp := errors.New("no rate from USD to EUR")
	err := savefile.Write(path, func(w io.Writer) error {
		if err := write("half of it")(w); err != nil {
			return err
		}
		return givenUp
	})
	if !errors.Is(err, givenUp) {
		t.Errorf("the error is %v, want %v", err, givenUp)
	}
	if got := read(t, path); got != before {
		t.Errorf("the old file holds %q, want %q", got, before)
	}
	onlyFiles(t, filepath.Dir(path), "report.csv")
}

func TestAWriterThatSwallowsAnErrorIsNotBelieved(t *testing.T) {
	path := existing(t)
	full := errors.New("no space left on device")
	err := savefile.WriteOn(savefile.Faults{Write: full, WriteAfter: 4}, path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "first part")
		_, _ = io.WriteString(w, "x")
		return nil
	})
	if !errors.Is(err, full) {
		t.Errorf("the error is %v, want %v", err, full)
	}
	if got := read(t, path); got != before {
		t.Errorf("the old file holds %q, want %q", got, before)
	}
}

func TestAWriterThatPanicsLeavesNothingBehind(t *testing.T) {
	path := existing(t)
	func() {
		defer func() { _ = recover() }()
		_ = savefile.Write(path, func(io.Writer) error { panic("torn") })
	}()
	if got := read(t, path); got != before {
		t.Errorf("the old file holds %q, want %q", got, before)
	}
	onlyFiles(t, filepath.Dir(path), "report.csv")
}

func TestWhereRenameIsRefusedTheNewFileIsBeside(t *testing.T) {
	path := existing(t)
	refused := errors.New("text file busy")
	for _, want := range []string{"report.new.csv", "report.new-2.csv"} {
		err := savefile.WriteOn(savefile.Faults{Rename: refused}, path, write(after))
		var beside *savefile.BesideError
		if !errors.As(err, &beside) {
			t.Fatalf("the error is %v, want a BesideError", err)
		}
		if !errors.Is(err, refused) {
			t.Errorf("%v does not give the reason", err)
		}
		if filepath.Base(beside.Beside) != want {
			t.Errorf("the new file is %s, want %s", beside.Beside, want)
		}
		if got := read(t, beside.Beside); got != after {
			t.Errorf("the new file holds %q, want %q", got, after)
		}
		if got := read(t, path); got != before {
			t.Errorf("the old file holds %q, want %q", got, before)
		}
	}
	onlyFiles(t, filepath.Dir(path), "report.csv", "report.new-2.csv", "report.new.csv")
}

func TestAFolderThatIsNotFlushedIsSaid(t *testing.T) {
	path := existing(t)
	broken := errors.New("input/output error")
	if err := savefile.WriteOn(savefile.Faults{SyncFolder: broken}, path, write(after)); !errors.Is(err, broken) {
		t.Errorf("the error is %v, want %v", err, broken)
	}
}

func TestAReadOnlyFolderKeepsItsFile(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("this user may write anywhere")
	}
	path := existing(t)
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Dir(path), 0o700) })
	if err := savefile.Write(path, write(after)); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("the error is %v, want %v", err, fs.ErrPermission)
	}
	if got := read(t, path); got != before {
		t.Errorf("the old file holds %q, want %q", got, before)
	}
}

func TestAFolderOrNothingIsNoFile(t *testing.T) {
	if err := savefile.Write(t.TempDir(), write(after)); !errors.Is(err, savefile.ErrFolder) {
		t.Errorf("the error is %v, want %v", err, savefile.ErrFolder)
	}
	if err := savefile.Write("", write(after)); err == nil {
		t.Error("a file without a name was written")
	}
}

func TestLeftoversOfADeadProcessAreTakenAway(t *testing.T) {
	path := existing(t)
	beside := func(name string) string { return filepath.Join(filepath.Dir(path), name) }
	others := []string{".other.csv.tmp", ".report.csv-2", ".report.csv-x.tmp", ".report.csv.tmp.bak", "report.csv.new"}
	for _, name := range append(others, ".report.csv.tmp", ".report.csv-2.tmp", ".report.csv-17.tmp") {
		if err := os.WriteFile(beside(name), []byte("torn"), 0o400); err != nil {
			t.Fatal(err)
		}
	}
	if err := savefile.Write(path, write(after)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != after {
		t.Errorf("the file holds %q, want %q", got, after)
	}
	onlyFiles(t, filepath.Dir(path), slices.Sorted(slices.Values(append(others, "report.csv")))...)
}

func TestTwoWritersOfOneFileDoNotDisturbEachOther(t *testing.T) {
	path := existing(t)
	err := savefile.Write(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, after); err != nil {
			return err
		}
		if err := savefile.Write(path, write("in between")); err != nil {
			return err
		}
		if got := read(t, path); got != "in between" {
			t.Errorf("the file holds %q", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != after {
		t.Errorf("the file holds %q, want %q", got, after)
	}
	onlyFiles(t, filepath.Dir(path), "report.csv")
}

func TestWhatIsNoFileIsWrittenTo(t *testing.T) {
	if _, err := os.Stat("/dev/null"); err != nil {
		t.Skip("no /dev/null here")
	}
	if err := savefile.Write("/dev/null", write(after)); err != nil {
		t.Error(err)
	}
}

func ExampleWrite() {
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, "commitments.csv")
	if err := savefile.Write(path, write("commitment,cap\n")); err != nil {
		fmt.Println(err)
		return
	}
	text, err := os.ReadFile(path)
	fmt.Print(string(text), err)
	// Output:
	// commitment,cap
	// <nil>
}
