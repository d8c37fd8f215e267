package bookfile_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"
)

// The settings of the process that does a deed.
const (
	deedName = "BOOKFILE_DEED"
	deedEnd  = "BOOKFILE_KILL" // the operation of the disk before which it is killed, from 1
)

// doDeed does a deed in a folder, says each promise as it makes it, and is killed on the way.
func doDeed(folder string) error {
	d, err := deedNamed(os.Getenv(deedName))
	if err != nil {
		return err
	}
	end, err := strconv.Atoi(os.Getenv(deedEnd))
	if err != nil {
		return err
	}
	count := 0
	disk, err := crash.NewDisk(func(crash.Operation) error {
		if count++; count == end {
			return die()
		}
		return nil
	})
	if err != nil {
		return err
	}
	var unsaid error
	err = d.do(d.on(disk, folder, func(p crash.Promise) {
		line, err := p.Line()
		fmt.Println(line)
		unsaid = errors.Join(unsaid, err)
	}))
	return errors.Join(err, unsaid, errors.New("it was done before it was killed"))
}

// die kills this process as nothing can catch. It never comes back.
func die() error {
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Kill()
	}
	if err != nil {
		return err
	}
	select {}
}

// killed does a deed in another process, which is killed, and gives what it promised before.
func (d deed) killed(t testing.TB, folder string, end int, promises []crash.Promise) []crash.Promise {
	t.Helper()
	process, lines := other(t, "deed", folder, deedName+"="+d.name, fmt.Sprint(deedEnd, "=", end))
	lines.Buffer(nil, bufio.MaxScanTokenSize)
	said := kept{promises: promises}
	for lines.Scan() {
		promise, err := crash.ParsePromise(lines.Text())
		if err != nil {
			t.Fatalf("%s, killed at operation %d, says %q", d.name, end, lines.Text())
		}
		said.say(promise)
	}
	must(t, lines.Err())
	if err := process.Wait(); err == nil || !strings.Contains(err.Error(), "kill") {
		t.Fatalf("%s, which was to be killed at operation %d, ends with %v", d.name, end, err)
	}
	return said.promises
}

// TestNothingIsLostWithAKill kills processes in every deed, before any of its operations on the disk: what was promised
// is there, and the next user goes on with nothing to clean up.
func TestNothingIsLostWithAKill(t *testing.T) {
	skipUnderDetector(t)
	run := form.Begin(t, 60, 100_000)
	var keys crash.Keys
	for number, d := range deeds() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			run := d.few(share(run))
			before := d.prepared(t, &keys)
			operations := d.operations(t, before)
			kills := 0
			for round := 1; round <= run.Rounds; round++ {
				if run.Skips(round) {
					continue
				}
				kills++
				end := 1 + run.Random(number<<32+round).IntN(operations)
				folder := t.TempDir()
				promises := d.killed(t, folder, end, before.in(t, folder))
				if err := d.recovers(&keys, folder, promises); err != nil {
					t.Errorf("round %d, killed before operation %d of %d: %v", round, end, operations, err)
				}
				must(t, os.RemoveAll(folder))
			}
			t.Logf("%d kills", kills)
		})
	}
}

// TestAHarnessForKillsSeesCarelessness is the control.
func TestAHarnessForKillsSeesCarelessness(t *testing.T) {
	skipUnderDetector(t)
	var keys crash.Keys
	for _, d := range carelessDeeds() {
		before := d.prepared(t, &keys)
		seen := 0
		for end, operations := 1, d.operations(t, before); end <= operations; end += 1 + operations/10 {
			folder := t.TempDir()
			promises := d.killed(t, folder, end, before.in(t, folder))
			err := d.recovers(&keys, folder, promises)
			if errors.Is(err, crash.ErrLost) || errors.Is(err, crash.ErrTorn) || errors.Is(err, errLeft) {
				seen++
			}
		}
		if seen == 0 {
			t.Errorf("the harness does not see %s", d.name)
		}
	}
}

// carelessDeeds are deeds as they must not be done.
func carelessDeeds() []deed {
	return []deed{
		{name: "a report before the write", prepare: work.begin, do: work.boast},
		{name: "a copy made in its place", prepare: work.begin, do: work.copyInPlace},
		{name: "a file that a kill leaves", prepare: work.begin, do: func(w work) error {
			draft, err := w.disk.Create(w.folder, "draft-*")
			return errors.Join(err, w.disk.SyncFile(draft), w.disk.Remove(draft))
		}},
	}
}

// boast reports what it is about to save.
func (w work) boast() error {
	return w.with(func(book *bookfile.File) error {
		head, err := endOf(book)
		if err != nil {
			return err
		}
		entries, after, err := fundings(head, 1)
		if err != nil {
			return err
		}
		w.say(crash.Promise{Path: w.path(), May: []crash.Head{after}})
		return book.Append(entries)
	})
}

// copyInPlace copies the book piece by piece into a file that has its name from the beginning.
func (w work) copyInPlace() error {
	contents, err := os.ReadFile(w.path())
	if err != nil {
		return err
	}
	w.say(crash.Promise{Path: w.copyPath(), Absent: true})
	for _, n := range []int{len(contents) / 2, len(contents)} {
		err = errors.Join(err, os.WriteFile(w.copyPath(), contents[:n], 0o600), w.disk.SyncFile(w.copyPath()))
	}
	return err
}
