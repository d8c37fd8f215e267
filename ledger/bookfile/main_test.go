package bookfile_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
)

// TestMain lets the test binary be the other process of a test: it then does one of these jobs on a book instead.
func TestMain(m *testing.M) {
	job, path := os.Getenv("BOOKFILE_JOB"), os.Getenv("BOOKFILE_PATH")
	jobs := map[string]func(path string) error{"append": appendForEver, "hold": hold, "count": count, "race": race,
		"deed": doDeed, "read": readAsAnyone, "examine": examineAll, "mutate": mutateAll, "sing": sing}
	if job == "" {
		os.Exit(m.Run())
	}
	if err := jobs[job](path); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// other starts another process that does a job on a book.
func other(t testing.TB, job, path string, settings ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	command := exec.Command(self)
	command.Env = append(append(os.Environ(), "BOOKFILE_JOB="+job, "BOOKFILE_PATH="+path), settings...)
	out, err := command.StdoutPipe()
	must(t, err)
	_, err = command.StdinPipe() // which ends with this process
	must(t, err)
	must(t, command.Start())
	return command, bufio.NewScanner(out)
}

// appendForEver appends payments one by one and says each number once it is saved, until it is killed.
func appendForEver(path string) error {
	book, err := bookfile.Open(path, bookfile.Write, options())
	if err != nil {
		return err
	}
	seq, hash, err := book.Head()
	if err != nil {
		return err
	}
	for {
		next, err := payment(seq, hash)
		if err != nil {
			return err
		}
		if err := book.Append(next); err != nil {
			return err
		}
		seq, hash = next[0].Seq, next[0].Hash
		fmt.Println("saved", int64(seq))
	}
}

// hold opens the book for writing, says so, and keeps it until its input ends or it is killed.
func hold(path string) error {
	book, err := bookfile.Open(path, bookfile.Write, options())
	if err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, book.Close())
}

// count reads the whole book and says how many entries it has.
func count(path string) error {
	book, err := bookfile.Open(path, bookfile.Read, options())
	if err != nil {
		return err
	}
	entries := 0
	for _, err := range book.Entries(0) {
		if err != nil {
			return err
		}
		entries++
	}
	fmt.Println("count", entries)
	return book.Close()
}

// numberAfter reads the next line of a process, which begins with a word, and gives the number after it.
func numberAfter(t testing.TB, lines *bufio.Scanner, word string) int64 {
	t.Helper()
	if !lines.Scan() {
		t.Fatalf("the other process says nothing where %q was expected", word)
	}
	text, ok := strings.CutPrefix(lines.Text(), word+" ")
	number, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil {
		t.Fatalf("the other process says %q where %q and a number were expected", lines.Text(), word)
	}
	return number
}

// skipUnderDetector leaves out, where the race detector makes everything many times slower, what works in one goroutine
// or in processes of its own: it is run without it.
func skipUnderDetector(t *testing.T) {
	t.Helper()
	if detecting {
		t.Skip("it is run without the race detector")
	}
}
