package bookfile_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"stakebook/ledger/bookfile"
)

func TestASecondWriterIsToldWhoHasTheBookAndAReaderIsWelcome(t *testing.T) {
	path := newBook(t, options())
	writer := opened(t, path, bookfile.Write, options())
	_, err := bookfile.Open(path, bookfile.Write, options())
	var locked *bookfile.LockedError
	if !errors.As(err, &locked) {
		t.Fatalf("the error is %v", err)
	}
	want := "the book is open in stakebook on desk-1 (process 123) since 2026-05-01 10:00:00Z; it can be read beside it"
	if locked.Error() != want || !strings.HasSuffix(err.Error(), path+": "+want) {
		t.Errorf("the message is\n%q, want\n%q", err, want)
	}
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
	must(t, writer.Append(payments(t, story(t), 1)))
}

func TestTheLockSaysWhoHasTheBookAndGoesWithIt(t *testing.T) {
	path := newBook(t, options())
	book, err := bookfile.Open(path, bookfile.Write, options())
	must(t, err)
	text, err := os.ReadFile(path + bookfile.LockSuffix)
	must(t, err)
	var who struct {
		Host, Process string
		PID           int
		Since         time.Time
	}
	must(t, json.Unmarshal(text, &who))
	if who.Host != "desk-1" || who.Process != "stakebook" || who.PID != 123 || !who.Since.Equal(start()) {
		t.Errorf("the lock says %s", text)
	}
	must(t, book.Close())
	if _, err := os.Lstat(path + bookfile.LockSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock stays behind: %v", err)
	}
}

func TestALockFileThatACrashLeftBehindBarsNobody(t *testing.T) {
	path := newBook(t, options())
	for _, text := range []string{"", "{}", "no JSON", `{"host":"` + strings.Repeat("x", 10000) + `"}`,
		`{"host":"desk-1","process":"stakebook","pid":1,"since":"2020-01-01T00:00:00Z"}`} {
		must(t, os.WriteFile(path+bookfile.LockSuffix, []byte(text), 0o644))
		book, err := bookfile.Open(path, bookfile.Write, options())
		must(t, err)
		must(t, book.Close())
	}
}

func TestALockOfAHostileTextIsShownHarmlessly(t *testing.T) {
	path := newBook(t, options())
	opened(t, path, bookfile.Write, options())
	says := func(text, want string) {
		t.Helper()
		must(t, os.WriteFile(path+bookfile.LockSuffix, []byte(text), 0o644))
		_, err := bookfile.Open(path, bookfile.Write, options())
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("the error is %q, want %q", err, want)
		}
	}
	says(`{"host":"a\u001b[2Jb\nc","process":"p\u0000q","pid":7}`,
		"the book is open in pq on a[2Jbc (process 7); it can be read beside it")
	says(`no JSON`, "the book is open in another program; it can be read beside it")
	says(`{"process":"p"}`, "the book is open in p; it can be read beside it")
}

func TestAWriterInAnotherProcessIsRespectedAndItsLockEndsWithIt(t *testing.T) {
	path := newBook(t, options())
	holder, lines := other(t, "hold", path)
	if !lines.Scan() || lines.Text() != "held" {
		t.Fatalf("the other process says %q", lines.Text())
	}
	_, err := bookfile.Open(path, bookfile.Write, options())
	var locked *bookfile.LockedError
	if !errors.As(err, &locked) {
		t.Errorf("the error is %v", err)
	}
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
	must(t, holder.Process.Kill())
	_ = holder.Wait() // it was killed
	mustBeSame(t, opened(t, path, bookfile.Write, options()), story(t))
}

func TestAReaderFollowsAWriterInAnotherProcess(t *testing.T) {
	path := newBook(t, options())
	writer, lines := other(t, "append", path)
	defer func() {
		must(t, writer.Process.Kill())
		_ = writer.Wait() // it was killed
	}()
	reader := opened(t, path, bookfile.Read, options())
	for range 5 {
		last := numberAfter(t, lines, "saved")
		counter, told := other(t, "count", path)
		if got := numberAfter(t, told, "count"); got < last {
			t.Errorf("another process reads %d entries after %d were saved", got, last)
		}
		must(t, counter.Wait())
		changed, err := reader.Changed()
		must(t, err)
		if seq, _, err := reader.Head(); err != nil || int64(seq) < last || !changed {
			t.Errorf("a reader sees entry %d (changed %v, %v) after %d was saved", seq, changed, err, last)
		}
	}
}
