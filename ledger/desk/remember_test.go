package desk_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// recalled opens a book for reading and holds it against what is remembered.
func recalled(t *testing.T, path string, m desk.Memory) error {
	t.Helper()
	d, err := desk.Open(path, bookfile.Read, options("ada"))
	if err != nil {
		t.Fatal(err)
	}
	said := d.Recall(m)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return said
}

// copyFile puts the bytes of one file in the place of another.
func copyFile(t testing.TB, from, to string) {
	t.Helper()
	contents, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, contents, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsRememberedIsWhatTheDeskKnowsAndNotWhatWasPutInItsPlace(t *testing.T) {
	d, m := caseBook(t), desk.Memory{Folder: t.TempDir()}
	copied := backup(t, d.Path())
	record(t, d, memo)
	copyFile(t, copied, d.Path())
	if err := d.Remember(m); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	var history *desk.HistoryError
	if err := recalled(t, d.Path(), m); !errors.As(err, &history) {
		t.Errorf("the older copy is taken for the book: %v", err)
	}
}

func TestABookThatGoesOnIsRecognised(t *testing.T) {
	path, m := closedCase(t), desk.Memory{Folder: filepath.Join(t.TempDir(), "new", "heads")}
	for range 3 {
		if err := recalled(t, path, m); err != nil {
			t.Fatal(err)
		}
		add(t, path, memo)
	}
	moved := path + ".moved"
	if err := os.Rename(path, moved); err != nil {
		t.Fatal(err)
	}
	if err := recalled(t, moved, m); err != nil {
		t.Errorf("a book that was moved and went on: %v", err)
	}
	if err := recalled(t, moved, desk.Memory{}); err != nil {
		t.Errorf("without a memory: %v", err)
	}
}

func TestABookThatWasTurnedBackOrRewrittenIsToldUntilItIsAccepted(t *testing.T) {
	for name, test := range map[string]struct {
		meanwhile []string // recorded in the older copy
		rewritten bool
		want      string
	}{
		"turned back": {nil, false,
			"was turned back since it was last seen: on 2024-04-02 10:00Z it had 18 entries, the last with the hash "},
		"rewritten": {[]string{strings.ReplaceAll(memo, "canary", "cat"), memo}, true, "the history of "},
	} {
		path, m := closedCase(t), desk.Memory{Folder: t.TempDir()}
		older := backup(t, path)
		add(t, older, test.meanwhile...)
		add(t, path, memo)
		if err := recalled(t, path, m); err != nil {
			t.Fatal(err)
		}
		seen := onDisk(t, path)
		copyFile(t, older, path)
		for range 2 { // it is not forgotten by being told
			err := recalled(t, path, m)
			var history *desk.HistoryError
			if !errors.As(err, &history) || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("%s: %v", name, err)
			}
			last := seen[len(seen)-1]
			if history.Rewritten() != test.rewritten || history.Seen.Head != last.Hash || history.Seen.Entries != last.Seq ||
				history.Now.Head == last.Hash || int(history.Now.Entries) != len(onDisk(t, path)) {
				t.Errorf("%s: %+v", name, history)
			}
		}
		if err := open(t, path, bookfile.Read).Remember(m); err != nil {
			t.Fatal(err)
		}
		if err := recalled(t, path, m); err != nil {
			t.Errorf("%s and accepted: %v", name, err)
		}
	}
}

func TestACopyAtAnotherPathIsHeldAgainstWhereTheBookWasSeen(t *testing.T) {
	path, m := closedCase(t), desk.Memory{Folder: t.TempDir()}
	older := backup(t, path)
	add(t, path, memo)
	if err := recalled(t, path, m); err != nil {
		t.Fatal(err)
	}
	err := recalled(t, older, m)
	var history *desk.HistoryError
	if !errors.As(err, &history) ||
		!strings.Contains(err.Error(), "is not up to the book that was seen at "+history.Seen.Path) {
		t.Fatalf("an older copy: %v", err)
	}
	if err := open(t, older, bookfile.Read).Remember(m); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{older, path} {
		if err := recalled(t, at, m); err != nil {
			t.Errorf("both are known now: %v", err)
		}
	}
}

func TestARestoreThatIsMeantRaisesNoAlarm(t *testing.T) {
	path, m := closedCase(t), desk.Memory{Folder: t.TempDir()}
	older := backup(t, path)
	add(t, path, memo)
	if err := recalled(t, path, m); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Restore(t.Context(), path, older, options("ada"), desk.Restoring{Memory: m}); err != nil {
		t.Fatal(err)
	}
	if err := recalled(t, path, m); err != nil {
		t.Errorf("after a restore: %v", err)
	}
	add(t, path, memo)
	if err := recalled(t, path, m); err != nil {
		t.Errorf("and when it goes on: %v", err)
	}
}

// A restore tells the memory before it replaces the book; a crash in between leaves the one or the other.
func TestARestoreThatWasInterruptedRaisesNoAlarmEither(t *testing.T) {
	path, m := closedCase(t), desk.Memory{Folder: t.TempDir()}
	older := backup(t, path)
	add(t, path, memo)
	newer := backup(t, path)
	for _, left := range []string{newer, older} {
		copyFile(t, newer, path)
		if err := open(t, path, bookfile.Read).Remember(m); err != nil {
			t.Fatal(err)
		}
		if err := desk.Expect(m, older, path); err != nil {
			t.Fatal(err)
		}
		copyFile(t, left, path)
		if err := recalled(t, path, m); err != nil {
			t.Errorf("what was left is %s: %v", left, err)
		}
	}
}

func TestAMemoryThatCannotBeReadIsBegunAnew(t *testing.T) {
	path, m := closedCase(t), desk.Memory{Folder: t.TempDir()}
	id := ""
	if c, err := desk.Compare(path, backup(t, path), options("ada"), nil); err != nil {
		t.Fatal(err)
	} else {
		id = c.Here.ID
	}
	file := filepath.Join(m.Folder, id+".json")
	if err := recalled(t, path, m); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "{", "{}", `{"format":2}`,
		strings.Replace(string(good), id, strings.Repeat("0", 32), 1),
		strings.Replace(string(good), `"head": "`, `"head": "x`, 1), `{"format":1,"sight":[]}`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		err := recalled(t, path, m)
		var history *desk.HistoryError
		if err == nil || errors.As(err, &history) || !strings.Contains(err.Error(), "is begun anew") {
			t.Errorf("%.20q: %v", text, err)
		}
		if err := recalled(t, path, m); err != nil {
			t.Errorf("%.20q, the second time: %v", text, err)
		}
	}
	if err := recalled(t, path, desk.Memory{Folder: filepath.Join(file, "x")}); err == nil {
		t.Error("a memory without a folder is written")
	}
}

func TestABookIsRememberedAtSoManyPathsAndNoMore(t *testing.T) {
	path, m := closedCase(t), desk.Memory{Folder: t.TempDir()}
	folder := t.TempDir()
	for i := range 40 {
		copied := filepath.Join(folder, fmt.Sprint(i, ".stakebook"))
		copyFile(t, path, copied)
		if err := recalled(t, copied, m); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(m.Folder)
	if err != nil || len(files) != 1 {
		t.Fatalf("the memory has %v (%v)", files, err)
	}
	text, err := os.ReadFile(filepath.Join(m.Folder, files[0].Name()))
	if err != nil || strings.Count(string(text), `"path"`) != 32 {
		t.Errorf("it has %d paths (%v)", strings.Count(string(text), `"path"`), err)
	}
}

// FuzzAMemoryIsReadOrRefused: whatever is in the file, it is read or refused, and never harms.
func FuzzAMemoryIsReadOrRefused(f *testing.F) {
	f.Add([]byte(`{"format":1,"seen":[{"book":"b","path":"/p","entries":"1","seen":"2024-04-02T10:00:00Z","head":"` +
		strings.Repeat("0", 64) + `"}]}`))
	f.Add([]byte(`{"format":1,"seen":[{"book":"b","next":{"book":"b","entries":"2"},"next_head":"00"}]}`))
	f.Add([]byte("{"))
	f.Fuzz(func(t *testing.T, text []byte) { _ = desk.ReadMemory("b", text) })
}
