package desk_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
)

var form = crash.Flags()

// works names the book at which this test program, started as another process, works until it is killed.
const works = "STAKEBOOK_TEST_WORKS"

// act is one thing that a person does at a desk.
type act struct {
	name string
	do   func(d *desk.Desk) error
}

// acts are what is done over and over, in this order. A new way to write is a line here.
func acts() []act {
	const funding = `2024-04-01 funding commitment=c tranche=x amount=1`
	return []act{
		{"record a tranche", record1(`2024-04-01 tranche id=x commitment=c max=100 strength=firm`)},
		{"record", record1(funding)},
		{"record two", func(d *desk.Desk) error {
			_, err := d.RecordAll("two payments", []ledger.Entry{entryOf(funding), entryOf(funding)})
			return err
		}},
		{"undo two", func(d *desk.Desk) error { _, err := d.Undo(); return err }},
		{"redo two", func(d *desk.Desk) error { _, err := d.Redo(); return err }},
		{"import", func(d *desk.Desk) error { return importFundings(d, 40) }},
		{"undo an import", func(d *desk.Desk) error { _, err := d.Undo(); return err }},
		{"keep a backup", func(d *desk.Desk) error { _, err := d.KeepBackup(context.Background()); return err }},
		{"record again", record1(funding)},
		{"undo", func(d *desk.Desk) error { _, err := d.Undo(); return err }},
	}
}

func record1(line string) func(d *desk.Desk) error {
	return func(d *desk.Desk) error {
		_, err := d.Record(entryOf(line))
		return err
	}
}

// entryOf reads a line of these tests; one that is wrong makes an entry that no book takes.
func entryOf(line string) ledger.Entry {
	e, err := ledgertest.ReadLine(line)
	if err != nil {
		return ledger.Entry{}
	}
	return e
}

func importFundings(d *desk.Desk, n int) error {
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, `{"kind":"funding","commitment":"c","tranche":"x","amount":"1","date":"2024-04-01","note":"%d"}
`, i)
	}
	_, err := d.Import(desk.Source{Name: "fundings.jsonl", Read: strings.NewReader(lines.String())})
	return err
}

// work does the acts in turn and says the number of each once it is done.
func work(path string, out io.Writer) int {
	d, err := desk.Open(path, bookfile.Write, options("ada"))
	for i, a := range acts() {
		if err == nil {
			err = a.do(d)
		}
		if err != nil {
			fmt.Fprintln(out, a.name, err)
			return 1
		}
		fmt.Fprintln(out, i+1)
	}
	if err := d.Close(); err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	return 0
}

// rehearsal is a book, and how it ends after each act where nobody is killed.
type rehearsal struct {
	folder string
	ends   []crash.Head // the first before all acts
	takes  time.Duration
}

func rehearsed(t *testing.T, keys *crash.Keys) rehearsal {
	t.Helper()
	r := rehearsal{folder: t.TempDir()}
	path := filepath.Join(r.folder, "case.stakebook")
	d := newBook(t, path, caseWithRoom()...)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	tried := r.copied(t)
	d, err := desk.Open(filepath.Join(tried, "case.stakebook"), bookfile.Write, options("ada"))
	if err != nil {
		t.Fatal(err)
	}
	r.ends = append(r.ends, endOf(t, d))
	began := time.Now()
	for _, a := range acts() {
		if err := a.do(d); err != nil {
			t.Fatalf("%s: %v", a.name, err)
		}
		r.ends = append(r.ends, endOf(t, d))
	}
	r.takes = time.Since(began)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	found := inspect(t, keys, tried)
	if found.Head != r.ends[len(r.ends)-1] {
		t.Fatalf("the file ends with %v, the desk with %v", found.Head, r.ends[len(r.ends)-1])
	}
	return r
}

// caseWithRoom is the central case with a commitment that can take another tranche.
func caseWithRoom() []string {
	lines := ledgertest.CentralCase()
	for i, line := range lines {
		lines[i] = strings.Replace(line, "cap=4000000000 ", "cap=4000000100 ", 1)
	}
	return lines
}

func endOf(t *testing.T, d *desk.Desk) (end crash.Head) {
	t.Helper()
	if err := d.View(0, func(b *ledger.Book) error {
		end = crash.Head{Entries: int64(b.Head().Seq), Hash: crash.Hash(b.Head().Hash)}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return end
}

func (r rehearsal) copied(t *testing.T) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "at")
	if err := os.CopyFS(folder, os.DirFS(r.folder)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// inspect has the checker read the book of a folder.
func inspect(t *testing.T, keys *crash.Keys, folder string) crash.Book {
	t.Helper()
	image, err := crash.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	book, err := keys.Inspect(image, filepath.Join(folder, "case.stakebook"), "")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// TestNothingDoneAtADeskIsLostWithAKill kills processes that work at a desk, at any moment. What each said to be done
// is there; of what it was at there is all or nothing; and the next one works on.
func TestNothingDoneAtADeskIsLostWithAKill(t *testing.T) {
	skipUnderDetector(t)
	run := form.Begin(t, 30, 20_000)
	var keys crash.Keys
	r := rehearsed(t, &keys)
	all := acts()
	during := make(map[string]int)
	for round := 1; round <= run.Rounds; round++ {
		if run.Skips(round) {
			continue
		}
		random := run.Random(round)
		folder := r.copied(t)
		done := killed(t, folder, random.IntN(len(all)), time.Duration(random.Int64N(1+int64(r.takes)/int64(len(all)))))
		during[all[min(done, len(all)-1)].name]++
		if err := r.outlived(t, &keys, folder, done); err != nil {
			t.Errorf("round %d, after %d acts: %v", round, done, err)
		}
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed during %v", during)
}

// killed lets another process work until it has done so many acts, and a while longer. It says how many it has done.
func killed(t *testing.T, folder string, acts int, longer time.Duration) (done int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), works+"="+filepath.Join(folder, "case.stakebook"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	hear := func() bool {
		if !lines.Scan() {
			return false
		}
		number, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatalf("the other process says %q", lines.Text())
		}
		done = number
		return true
	}
	for done < acts && hear() {
	}
	time.Sleep(longer) // only chooses the moment: what was heard must be there whenever the process ends
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	for hear() { // what it could still say
	}
	_ = cmd.Wait() // it was killed
	return done
}

// outlived holds a folder to what was done in it, and works on there.
func (r rehearsal) outlived(t *testing.T, keys *crash.Keys, folder string, done int) error {
	t.Helper()
	promise := crash.Promise{Path: filepath.Join(folder, "case.stakebook"), May: r.ends[done:min(done+2, len(r.ends))]}
	image, err := crash.Load(folder)
	if err != nil {
		return err
	}
	found, err := keys.Judge(image, promise, "")
	if err != nil {
		return err
	}
	d, err := desk.Open(promise.Path, bookfile.Write, options("bo"))
	if err != nil {
		return err
	}
	_, recordErr := d.Record(entryOf(`2024-04-01 memo about=c text="going on"`))
	_, backupErr := d.KeepBackup(context.Background())
	if err := errors.Join(recordErr, d.Check(context.Background()), backupErr, d.Close()); err != nil {
		return err
	}
	if now := inspect(t, keys, folder); now.Head.Entries != found.Head.Entries+1 {
		return fmt.Errorf("%w: %v after %v and one more", crash.ErrLost, now.Head, found.Head)
	}
	return onlyBooks(keys, folder)
}

// onlyBooks says that a folder has its book and sound backups, and nothing else.
func onlyBooks(keys *crash.Keys, folder string) error {
	for _, in := range []string{folder, filepath.Join(folder, "case.stakebook.backups")} {
		image, err := crash.Load(in)
		if err != nil {
			return err
		}
		for path := range image {
			if filepath.Ext(path) != ".stakebook" {
				return fmt.Errorf("something is left to clean up: %s", path)
			}
			if _, err := keys.Inspect(image.Clone(), path, ""); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return nil
}

// TestAHarnessForADeskSeesWhatIsLost is the control: a process that says of each act that it is done before it is.
func TestAHarnessForADeskSeesWhatIsLost(t *testing.T) {
	skipUnderDetector(t)
	var keys crash.Keys
	r := rehearsed(t, &keys)
	for done := range len(r.ends) {
		if err := r.outlived(t, &keys, r.copied(t), done); errors.Is(err, crash.ErrLost) != (done > 0) {
			t.Errorf("with nothing done and %d acts reported: %v", done, err)
		}
	}
}
