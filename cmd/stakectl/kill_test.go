package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stakebook/assets"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
)

var form = crash.Flags()

// deed is one command line of the program, to be killed on the way.
type deed struct {
	name  string
	slow  bool     // it makes a key of a passphrase
	setup []string // the command lines before it
	line  string
	again string // what the line says where it is done already; empty where it just does it again
}

const secret = "correct horse battery staple"

// deeds are all commands that write.
func deeds() []deed {
	const made = "new ours.stakebook --name Ours --currency USD"
	return []deed{
		{"new", false, nil, made, "there is something at"},
		{"sample", false, nil, "sample ours.stakebook", "there is something at"},
		{"import", false, []string{made}, "import ours.stakebook many.jsonl", ""},
		{"import a journal", false, nil, "import ours.stakebook sample.jsonl", ""},
		{"report", false, []string{"sample ours.stakebook"}, "report exposure ours.stakebook -o report.csv", ""},
		{"report for Excel", false, []string{"sample ours.stakebook"}, "report commitments ours.stakebook -o new.csv --excel", ""},
		{"backup", false, []string{"sample ours.stakebook"}, "backup ours.stakebook copy.stakebook", "there is something at"},
		{"restore", false, []string{made, "backup ours.stakebook copy.stakebook", "import ours.stakebook many.jsonl"},
			"restore ours.stakebook copy.stakebook", ""},
		{"encrypt", true, []string{made, "import ours.stakebook many.jsonl"},
			"encrypt ours.stakebook --new-passphrase-file secret.txt --passphrase-file secret.txt", ""},
		{"decrypt", true, []string{made, "encrypt ours.stakebook --new-passphrase-file secret.txt"},
			"decrypt ours.stakebook --passphrase-file secret.txt", "the book is not encrypted"},
	}
}

// program runs the program with a command line in a folder; after is when it is killed, and 0 for not at all.
func program(t *testing.T, folder, line string, after time.Duration) (said string, err error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"stakectl"}, strings.Fields(line)...) // by this name the test program is that one
	cmd.Dir = folder
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		kill := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have come to its end
		defer kill.Stop()
	}
	err = cmd.Wait()
	return out.String(), err
}

// tree is what a folder has: of a book its head, of any other file its contents.
type tree map[string]string

// look reads a folder. A book that is not sound is an error.
func look(t *testing.T, keys *crash.Keys, folder string) (tree, error) {
	t.Helper()
	found := make(tree)
	var errs []error
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if filepath.Ext(path) != ".stakebook" {
			contents, err := os.ReadFile(path)
			found[name] = string(contents)
			return err
		}
		image, err := crash.Load(filepath.Dir(path))
		if err != nil {
			return err
		}
		book, err := keys.Inspect(image, path, secret)
		if err != nil {
			errs = append(errs, fmt.Errorf("%w: %s: %w", crash.ErrTorn, name, err))
		}
		found[name] = fmt.Sprint("a book of ", book.Head)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, errors.Join(errs...)
}

// scene is a folder as it is before a deed.
type scene struct {
	folder        string
	before, after tree
	takes         time.Duration
}

// prepared makes the scene of a deed, and tries what the deed comes to where nobody kills it.
func (d deed) prepared(t *testing.T, keys *crash.Keys) scene {
	t.Helper()
	s := scene{folder: t.TempDir()}
	var many strings.Builder
	many.WriteString(`{"kind":"party","id":"us","name":"Us"}
{"kind":"party","id":"them","name":"Them"}
{"kind":"commitment","id":"c","investor":"us","company":"them","cap":"900","currency":"USD","date":"2024-01-02"}
`)
	for i := range 400 {
		fmt.Fprintf(&many, `{"kind":"funding","commitment":"c","amount":"1","date":"2024-01-03","note":"%d"}`+"\n", i)
	}
	for name, contents := range map[string]string{
		"many.jsonl": many.String(), "sample.jsonl": string(assets.SampleJournal), "secret.txt": secret + "\n",
		"report.csv": "an older report\n",
	} {
		if err := os.WriteFile(filepath.Join(s.folder, name), []byte(contents), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range d.setup {
		if said, err := program(t, s.folder, line, 0); err != nil {
			t.Fatalf("%s: %v: %s", line, err, said)
		}
	}
	var err error
	if s.before, err = look(t, keys, s.folder); err != nil {
		t.Fatal(err)
	}
	tried := s.copied(t)
	began := time.Now()
	if said, err := program(t, tried, d.line, 0); err != nil {
		t.Fatalf("%s: %v: %s", d.line, err, said)
	}
	s.takes = time.Since(began)
	if s.after, err = look(t, keys, tried); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s scene) copied(t *testing.T) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "at")
	if err := os.CopyFS(folder, os.DirFS(s.folder)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// judge holds a folder in which a deed was killed to what may be there: of every file what was there before, or what
// the deed makes of it; and one more file of the program's own, which the next run has to clear away.
func (s scene) judge(found tree) error {
	var errs []error
	for name, contents := range s.before {
		if isBackup(name) {
			continue
		}
		if now, there := found[name]; !there || now != contents && now != s.after[name] {
			errs = append(errs, fmt.Errorf("%w: %s is %.80q", crash.ErrLost, name, now))
		}
	}
	for name, contents := range s.after {
		if now, there := found[name]; there && now != contents && now != s.before[name] {
			errs = append(errs, fmt.Errorf("%w: %s is %.80q", crash.ErrTorn, name, now))
		}
	}
	return errors.Join(errs...)
}

// isBackup says that a file is one of the rolling set: each try may leave one more of them.
func isBackup(name string) bool { return strings.Contains(name, ".stakebook.backups") }

// cleared holds a folder in which a killed deed was done again to what the deed makes.
func (s scene) cleared(found tree) error {
	var errs []error
	for name, contents := range s.after {
		if !isBackup(name) && found[name] != contents {
			errs = append(errs, fmt.Errorf("%w: %s is %.80q", crash.ErrLost, name, found[name]))
		}
	}
	for name := range found {
		if _, expected := s.after[name]; !expected && (!isBackup(name) || filepath.Ext(name) != ".stakebook") {
			errs = append(errs, fmt.Errorf("%w: %s", errLeft, name))
		}
	}
	return errors.Join(errs...)
}

var errLeft = errors.New("something is left to clean up")

// TestAKilledCommandLeavesAllOrNothing kills every command that writes, again and again at any moment of it: files are
// whole, old or new, and the same command does it the next time, with nothing to clean up before it or after it.
func TestAKilledCommandLeavesAllOrNothing(t *testing.T) {
	skipUnderDetector(t)
	run := form.Begin(t, 30, 20_000)
	var keys crash.Keys
	all := deeds()
	for number, d := range all {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			s := d.prepared(t, &keys)
			kills, rounds := 0, (run.Rounds+len(all)-1)/len(all)
			if d.slow {
				rounds = (rounds + 4) / 5
			}
			for round := 1; round <= rounds; round++ {
				if run.Skips(round) {
					continue
				}
				after := 1 + time.Duration(run.Random(number<<32+round).Int64N(int64(s.takes)))
				killed, err := d.outlives(t, &keys, s, after)
				if killed {
					kills++
				}
				if err != nil {
					t.Errorf("round %d, killed after %v of %v: %v", round, after, s.takes, err)
				}
			}
			t.Logf("%d kills", kills)
		})
	}
}

// outlives kills the deed and then does it.
func (d deed) outlives(t *testing.T, keys *crash.Keys, s scene, after time.Duration) (killed bool, err error) {
	t.Helper()
	folder := s.copied(t)
	_, ended := program(t, folder, d.line, after)
	found, err := look(t, keys, folder)
	if err = errors.Join(err, s.judge(found)); err != nil {
		return ended != nil, err
	}
	said, err := program(t, folder, d.line, 0)
	if err != nil && (d.again == "" || !strings.Contains(said, d.again)) {
		return ended != nil, fmt.Errorf("the next time: %w: %s", err, said)
	}
	found, err = look(t, keys, folder)
	if said != "" && d.again != "" && strings.Contains(said, d.again) {
		delete(found, bookOf(d.line)+bookfile.LockSuffix) // a dead lock bars nobody, and goes with the next who writes
	}
	return ended != nil, errors.Join(err, s.cleared(found), os.RemoveAll(folder))
}

// bookOf is the last book that a command line names.
func bookOf(line string) (name string) {
	for word := range strings.FieldsSeq(line) {
		if filepath.Ext(word) == ".stakebook" {
			name = word
		}
	}
	return name
}

// TestAHarnessForKillsSeesWhatIsLost is the control: of each of these folders the harness must say that it is wrong.
func TestAHarnessForKillsSeesWhatIsLost(t *testing.T) {
	skipUnderDetector(t)
	s := scene{before: tree{"a.stakebook": "a book of 1", "r.csv": "old"},
		after: tree{"a.stakebook": "a book of 9", "r.csv": "new", "b.stakebook": "a book of 2"}}
	for _, sound := range []tree{s.before, s.after, {"a.stakebook": "a book of 9", "r.csv": "old"}} {
		if err := s.judge(sound); err != nil {
			t.Errorf("%v: %v", sound, err)
		}
	}
	for name, wrong := range map[string]tree{
		"no book":          {"r.csv": "old"},
		"half an import":   {"a.stakebook": "a book of 5", "r.csv": "old"},
		"half a report":    {"a.stakebook": "a book of 1", "r.csv": "ne"},
		"half a new book":  {"a.stakebook": "a book of 1", "r.csv": "old", "b.stakebook": "a book of 1"},
		"an emptied file":  {"a.stakebook": "a book of 1", "r.csv": ""},
		"a book without":   {"a.stakebook": "a book of 0", "r.csv": "old"},
		"no report at all": {"a.stakebook": "a book of 1"},
	} {
		if s.judge(wrong) == nil {
			t.Errorf("%s is not seen", name)
		}
	}
	left := tree{"a.stakebook": "a book of 9", "r.csv": "new", "b.stakebook": "a book of 2", ".r.csv.tmp": ""}
	if err := s.cleared(left); !errors.Is(err, errLeft) {
		t.Errorf("what is left is told as %v", err)
	}
}
