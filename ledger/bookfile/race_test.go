package bookfile_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/bookfile/crash"

	"github.com/google/go-cmp/cmp"
)

// report is what one of those who race for a book says after each order.
type report struct {
	Won    bool
	Holder bookfile.LockedError // who has it, where it was not won
	Head   crash.Head           // what the book ends with
	Wrong  string
}

// racer is one who races for a book, by order of the test.
type racer struct {
	path    string
	options bookfile.Options
	book    *bookfile.File
}

// race obeys the orders that come in, one a line, and answers each.
func race(path string) error {
	r := racer{path: path, options: options()}
	r.options.PID, r.options.Process = os.Getpid(), fmt.Sprint("racer ", os.Getpid())
	r.options.Now = func() time.Time { return start().Add(time.Duration(os.Getpid()) * time.Second) }
	answers := json.NewEncoder(os.Stdout)
	for orders := bufio.NewScanner(os.Stdin); orders.Scan(); {
		var answer report
		err := r.obey(orders.Text(), &answer)
		if err != nil {
			answer.Wrong = err.Error()
		}
		if err := answers.Encode(answer); err != nil {
			return err
		}
	}
	return r.leave()
}

func (r *racer) obey(order string, answer *report) error {
	switch order {
	case "race":
		return r.race(answer)
	case "look":
		head, err := endOf(r.book)
		answer.Head = head
		return err
	case "write":
		return r.write(answer)
	default:
		return r.leave()
	}
}

// race opens the book to write, or else to read beside the one who does. Who has the book already tries again all the
// same, and must be refused.
func (r *racer) race(answer *report) error {
	book, err := bookfile.Open(r.path, bookfile.Write, r.options)
	var locked *bookfile.LockedError
	switch {
	case errors.As(err, &locked):
		answer.Holder = *locked
	case err != nil:
		return err
	case r.book != nil:
		return errors.Join(errors.New("the lock is had by two"), book.Close())
	default:
		r.book = book
	}
	if r.book == nil {
		if r.book, err = bookfile.Open(r.path, bookfile.Read, r.options); err != nil {
			return err
		}
	}
	answer.Won = r.book.Mode() == bookfile.Write
	answer.Head, err = endOf(r.book)
	return err
}

func (r *racer) write(answer *report) error {
	head, err := endOf(r.book)
	if err != nil {
		return err
	}
	entries, after, err := fundings(head, 1)
	if err != nil {
		return err
	}
	answer.Head = after
	return r.book.Append(entries)
}

func (r *racer) leave() (err error) {
	if r.book != nil {
		err = r.book.Close()
	}
	r.book = nil
	return err
}

// contender is a racer in another process, seen from the test.
type contender struct {
	process *exec.Cmd
	orders  io.WriteCloser
	answers *json.Decoder
}

func newContender(t testing.TB, path string) *contender {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	c := &contender{process: exec.Command(self)}
	c.process.Env = append(os.Environ(), "BOOKFILE_JOB=race", "BOOKFILE_PATH="+path)
	c.orders, err = c.process.StdinPipe()
	must(t, err)
	out, err := c.process.StdoutPipe()
	must(t, err)
	c.answers = json.NewDecoder(out)
	must(t, c.process.Start())
	return c
}

func (c *contender) order(t testing.TB, order string) {
	t.Helper()
	_, err := fmt.Fprintln(c.orders, order)
	must(t, err)
}

func (c *contender) answer(t testing.TB) report {
	t.Helper()
	var answer report
	must(t, c.answers.Decode(&answer))
	if answer.Wrong != "" {
		t.Errorf("process %d: %s", c.process.Process.Pid, answer.Wrong)
	}
	return answer
}

// all give all contenders an order at once and collects what they answer.
func all(t testing.TB, contenders []*contender, order string) []report {
	t.Helper()
	for _, c := range contenders {
		c.order(t, order)
	}
	answers := make([]report, len(contenders))
	for i, c := range contenders {
		answers[i] = c.answer(t)
	}
	return answers
}

// TestOfManyWhoRaceForABookOneWrites lets 2 to 8 processes open a book at once, again and again; every few rounds the
// one who has it is killed. One writes; the others are told who, and see what is written as it comes.
func TestOfManyWhoRaceForABookOneWrites(t *testing.T) {
	run := form.Begin(t, 16, 10_000)
	path := newBook(t, options())
	contenders := make([]*contender, 8)
	for i := range contenders {
		contenders[i] = newContender(t, path)
	}
	head := endOfFile(t, path)
	kills := 0
	for round := 1; round <= run.Rounds; round++ {
		random := run.Random(round)
		random.Shuffle(len(contenders), func(i, j int) { contenders[i], contenders[j] = contenders[j], contenders[i] })
		racing := contenders[:2+random.IntN(7)]
		winner := oneWriter(t, racing, head)
		head = seenByAll(t, racing, winner)
		if random.IntN(8) == 0 {
			kills++
			must(t, racing[winner].process.Process.Kill())
			_ = racing[winner].process.Wait() // it was killed
			racing[winner] = newContender(t, path)
		}
		all(t, racing, "leave")
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	t.Logf("%d races, %d of the winners killed, %d entries", run.Rounds, kills, head.Entries)
	for _, c := range contenders {
		must(t, c.orders.Close())
		must(t, c.process.Wait())
	}
	if end := endOfFile(t, path); end != head {
		t.Errorf("the book ends with %v, and %v was reported as saved", end, head)
	}
}

func endOfFile(t testing.TB, path string) crash.Head {
	t.Helper()
	return endOfFileWith(t, path, options())
}

func endOfFileWith(t testing.TB, path string, o bookfile.Options) crash.Head {
	t.Helper()
	book := opened(t, path, bookfile.Read, o)
	must(t, book.Check(t.Context()))
	head, err := endOf(book)
	must(t, err)
	return head
}

// oneWriter has all race, and says who won. Once it has, the others are told of it when they try again.
func oneWriter(t testing.TB, racing []*contender, head crash.Head) (winner int) {
	t.Helper()
	winner = -1
	for i, answer := range all(t, racing, "race") {
		if answer.Won && winner >= 0 {
			t.Fatalf("processes %d and %d both write", racing[winner].process.Process.Pid, racing[i].process.Process.Pid)
		}
		if answer.Won {
			winner = i
		}
		if answer.Head != head {
			t.Errorf("the book opens with %v, and had %v", answer.Head, head)
		}
	}
	if winner < 0 {
		t.Fatal("nobody has the book")
	}
	pid := racing[winner].process.Process.Pid
	want := bookfile.LockedError{Host: "desk-1", Process: fmt.Sprint("racer ", pid), PID: pid,
		Since: start().Add(time.Duration(pid) * time.Second)}
	for _, answer := range all(t, racing, "race") {
		if diff := cmp.Diff(want, answer.Holder); diff != "" {
			t.Errorf("who has the book is told wrongly (-want +got):\n%s", diff)
		}
	}
	return winner
}

// seenByAll has the winner write, and the others look.
func seenByAll(t testing.TB, racing []*contender, winner int) (head crash.Head) {
	t.Helper()
	for range 2 {
		racing[winner].order(t, "write")
		head = racing[winner].answer(t).Head
		for _, answer := range all(t, racing, "look") {
			if answer.Head != head {
				t.Errorf("a reader sees %v after %v was saved", answer.Head, head)
			}
		}
	}
	return head
}
