package desk_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/interchange"
	"stakebook/ledger/ledgertest"
)

// writes names the book that this test program, started as another process, writes to.
const writes = "STAKEBOOK_TEST_WRITES"

func TestMain(m *testing.M) {
	if path := os.Getenv(writes); path != "" {
		os.Exit(write(path, os.Stdin, os.Stdout))
	}
	if path := os.Getenv(works); path != "" {
		os.Exit(work(path, os.Stdout))
	}
	os.Exit(m.Run())
}

// write records every line that comes in, and answers each once it is on the disk.
func write(path string, in io.Reader, out io.Writer) int {
	d, err := desk.Open(path, bookfile.Write, options("the other"))
	if err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	fmt.Fprintln(out, "open")
	for lines := bufio.NewScanner(in); lines.Scan(); {
		e, err := ledgertest.ReadLine(lines.Text())
		if err == nil {
			_, err = d.Record(e)
		}
		fmt.Fprintln(out, err)
	}
	if err := d.Close(); err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	return 0
}

// otherProcess writes to a book until the test ends.
type otherProcess struct {
	t    *testing.T
	pid  int
	in   io.WriteCloser
	out  *bufio.Scanner
	done func() error
}

func startWriter(t *testing.T, path string) *otherProcess {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), writes+"="+path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &otherProcess{t: t, pid: cmd.Process.Pid, in: in, out: bufio.NewScanner(out), done: cmd.Wait}
	p.hear("open")
	return p
}

func (p *otherProcess) hear(want string) {
	p.t.Helper()
	if p.out.Scan(); p.out.Text() != want {
		p.t.Fatalf("the other process says %q, not %q", p.out.Text(), want)
	}
}

// record has the other process record a line, and waits until it has.
func (p *otherProcess) record(line string) {
	p.t.Helper()
	if _, err := fmt.Fprintln(p.in, line); err != nil {
		p.t.Fatal(err)
	}
	p.hear("<nil>")
}

func (p *otherProcess) end() {
	p.t.Helper()
	if err := p.in.Close(); err != nil {
		p.t.Fatal(err)
	}
	if err := p.done(); err != nil {
		p.t.Fatal(err)
	}
}

// options are those of someone who works on 2024-04-02 at ten.
func options(author string) desk.Options {
	now := time.Date(2024, time.April, 2, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	return desk.Options{Author: author, Now: clock,
		File: bookfile.Options{Host: "here", Process: "test", PID: os.Getpid(), Now: clock}}
}

// newBook makes a book of lines and leaves it open.
func newBook(t ledgertest.TB, path string, lines ...string) *desk.Desk {
	t.Helper()
	name := ledgertest.Line(t, lines[0]).Payload.(ledger.BookName)
	d, err := desk.New(path, name, options("ada"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	if _, err := d.RecordAll("the beginning", parse(t, lines[1:]...)); err != nil {
		t.Fatalf("%v", err)
	}
	return d
}

// caseBook is the central case, open for writing until the test ends.
func caseBook(t *testing.T) *desk.Desk {
	t.Helper()
	d := newBook(t, filepath.Join(t.TempDir(), "case.stakebook"), ledgertest.CentralCase()...)
	closeAtEnd(t, d)
	return d
}

func closeAtEnd(t *testing.T, d *desk.Desk) {
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

func open(t *testing.T, path string, mode bookfile.Mode) *desk.Desk {
	t.Helper()
	d, err := desk.Open(path, mode, options("bo"))
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, d)
	return d
}

func parse(t ledgertest.TB, lines ...string) []ledger.Entry {
	t.Helper()
	entries := make([]ledger.Entry, len(lines))
	for i, line := range lines {
		entries[i] = ledgertest.Line(t, line)
	}
	return entries
}

// record takes lines into the book, each as an act of its own.
func record(t ledgertest.TB, d *desk.Desk, lines ...string) []ledger.Entry {
	t.Helper()
	var recorded []ledger.Entry
	for _, e := range parse(t, lines...) {
		e, err := d.Record(e)
		if err != nil {
			t.Fatalf("%v", err)
		}
		recorded = append(recorded, e)
	}
	return recorded
}

// journal is what the desk shows.
func journal(t ledgertest.TB, d *desk.Desk) []ledger.Entry {
	t.Helper()
	var entries []ledger.Entry
	err := d.View(0, func(b *ledger.Book) error {
		entries = slices.Collect(b.Journal())
		return nil
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return entries
}

// onDisk is what another reader finds in the file.
func onDisk(t ledgertest.TB, path string) []ledger.Entry {
	t.Helper()
	file, err := bookfile.Open(path, bookfile.Read, bookfile.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	var entries []ledger.Entry
	for e, err := range file.Entries(0) {
		if err != nil {
			t.Fatalf("%v", err)
		}
		entries = append(entries, e)
	}
	if err := file.Close(); err != nil {
		t.Fatalf("%v", err)
	}
	return entries
}

// differ tells two journals apart, as they are printed.
func differ(t ledgertest.TB, want, got []ledger.Entry) string {
	t.Helper()
	return cmp.Diff(printed(t, want), printed(t, got))
}

// printed is a journal as JSON Lines.
func printed(t ledgertest.TB, entries []ledger.Entry) string {
	t.Helper()
	var out strings.Builder
	if err := interchange.WriteJSONL(&out, slices.Values(entries)); err != nil {
		t.Fatalf("%v", err)
	}
	return out.String()
}

// state is all that a test can see of a desk: the book, the file, and what can be undone and redone.
func state(t ledgertest.TB, d *desk.Desk, path string) string {
	t.Helper()
	var text strings.Builder
	err := d.View(0, func(b *ledger.Book) error {
		text.WriteString(ledgertest.Picture(b))
		return nil
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, e := range onDisk(t, path) {
		fmt.Fprintf(&text, "on disk %d %s\n", e.Seq, e.Hash)
	}
	fmt.Fprintf(&text, "undo %q redo %q\n", d.CanUndo(), d.CanRedo())
	return text.String()
}

// skipUnderDetector leaves out, where the race detector makes everything many times slower, what works in one goroutine
// or in processes of its own: it is run without it.
func skipUnderDetector(t *testing.T) {
	t.Helper()
	if detecting {
		t.Skip("it is run without the race detector")
	}
}
