package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// pseudo gives the two ends of a terminal: what a person has, and what a program has.
func pseudo(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = person.Close(), program.Close() })
	return person, program
}

// shown reads what a terminal shows until it ends with a text.
func shown(t *testing.T, person *os.File, end string) string {
	t.Helper()
	var all bytes.Buffer
	one := make([]byte, 1)
	for !strings.HasSuffix(all.String(), end) {
		if _, err := person.Read(one); err != nil {
			t.Fatalf("after %q: %v", all.String(), err)
		}
		all.Write(one)
	}
	return all.String()
}

func TestWhatIsTypedAsAPassphraseIsNotShown(t *testing.T) {
	person, program := pseudo(t)
	answers := make(chan typed)
	go func() {
		answer, err := askOn(program, "Passphrase: ")
		answers <- typed{answer, err}
	}()
	before := shown(t, person, "Passphrase: ") // only then is it typed
	if _, err := person.WriteString("correct horse\n"); err != nil {
		t.Fatal(err)
	}
	got := <-answers
	if got.err != nil || string(got.text) != "correct horse" {
		t.Errorf("the answer is %q (%v)", got.text, got.err)
	}
	if text := before + shown(t, person, "\n"); strings.Contains(text, "horse") {
		t.Errorf("the terminal shows %q", text)
	}
	// Afterwards the terminal shows again what is typed.
	if _, err := person.WriteString("ls\n"); err != nil {
		t.Fatal(err)
	}
	if text := shown(t, person, "\n"); !strings.Contains(text, "ls") {
		t.Errorf("the terminal shows %q", text)
	}
}

func TestAnInterruptEndsTheQuestionAndTheTerminalIsAsItWas(t *testing.T) {
	person, program := pseudo(t)
	answers := make(chan typed)
	go func() {
		answer, err := askOn(program, "Passphrase: ")
		answers <- typed{answer, err}
	}()
	shown(t, person, "Passphrase: ")
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if got := <-answers; got.err == nil || got.err.Error() != "interrupted" {
		t.Errorf("the answer is %q (%v)", got.text, got.err)
	}
	modes, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
	if err != nil || modes.Lflag&unix.ECHO == 0 {
		t.Errorf("the terminal hides what is typed (%v)", err)
	}
}

func TestALineThatIsTooLongForAPassphraseIsRefused(t *testing.T) {
	for length, ok := range map[int]bool{1024: true, 1025: false} {
		got := readLine(strings.NewReader(strings.Repeat("x", length) + "\n"))
		if (got.err == nil) != ok || ok && len(got.text) != length {
			t.Errorf("%d bytes: %d (%v)", length, len(got.text), got.err)
		}
	}
}
