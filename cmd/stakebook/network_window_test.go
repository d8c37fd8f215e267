//go:build window && linux

package main_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// withoutNetwork are surroundings in which there is no network at all: not even the machine's own address answers.
// Files are what they are, and so are sockets that are files, on which the display listens.
func withoutNetwork() *syscall.SysProcAttr {
	one := func(id int) []syscall.SysProcIDMap {
		return []syscall.SysProcIDMap{{ContainerID: id, HostID: id, Size: 1}}
	}
	return &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: one(os.Getuid()), GidMappings: one(os.Getgid()),
	}
}

// TestItWorksWithoutANetworkAndTriesNone runs both programs where there is no network. They do all they are asked to,
// and what the system counts says that neither so much as looked for a way out.
func TestItWorksWithoutANetworkAndTriesNone(t *testing.T) {
	trial := exec.Command("true")
	trial.SysProcAttr = withoutNetwork()
	if err := trial.Run(); err != nil {
		t.Skipf("this system gives no surroundings without a network: %v", err)
	}
	t.Run("the control tries one", tryNetwork)
	if t.Failed() {
		return
	}
	built := buildPrograms(t)
	book := filepath.Join(t.TempDir(), "sample.stakebook")
	t.Run("stakectl", func(t *testing.T) { workAlone(t, built, book) })
	t.Run("the app", func(t *testing.T) { lookAlone(t, built, book) })
}

// workAlone does with stakectl what there is to do, and then asks the system from the same surroundings.
func workAlone(t *testing.T, built programs, book string) {
	const script = `set -e
"$1" sample "$2"; "$1" check "$2"; "$1" report exposure "$2" >/dev/null; "$1" journal "$2" >/dev/null
cat /proc/self/net/snmp /proc/self/net/snmp6`
	command := exec.Command("sh", "-c", script, "sh", built.stakectl, book)
	command.SysProcAttr = withoutNetwork()
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if tried := attempts(t, string(said)); len(tried) > 0 {
		t.Errorf("it tried to reach a network: %v", tried)
	}
}

func lookAlone(t *testing.T, built programs, book string) {
	a := startIn(t, withoutNetwork(), built, newHome(t), book)
	alone := func(h *hand) {
		h.Helper()
		if sockets := a.sockets(h.T); len(sockets) > 0 {
			h.Errorf("it has sockets on a network: %v", sockets)
		}
		if tried := attempts(h.T, a.counted(h.T)); len(tried) > 0 {
			h.Errorf("it tried to reach a network: %v", tried)
		}
	}
	a.phase(t, "it opens a book", func(h *hand) {
		h.await(event{Event: "book", Path: book, State: "write"})
		h.await(event{Event: "checked", State: "sound"})
		alone(h)
	})
	a.phase(t, "every page", func(h *hand) {
		for i, name := range []string{"overview", "commitments", "journal", "reports"} {
			h.press("ctrl+" + strconv.Itoa(i+1))
			h.await(event{Event: "page", ID: name})
		}
		alone(h)
	})
	a.phase(t, "it records", func(h *hand) {
		w := &work{app: a, book: book}
		h.press("ctrl+shift+n")
		h.await(event{Event: "dialog", ID: "kind", State: "opened"})
		h.write("party")
		h.press("Return")
		h.await(event{Event: "dialog", ID: "record", Kind: "party", State: "opened"})
		h.fill("alone", "Alone")
		h.press("Return")
		h.await(event{Event: "recorded"})
		w.newest(h, map[string]string{"kind": "party", "id": "alone"})
		alone(h)
	})
	a.phase(t, "it is closed", func(h *hand) {
		alone(h)
		h.press("ctrl+q")
		h.ends(book)
	})
}

// sockets are those that the program has on any network. No other program is in its surroundings.
func (a *app) sockets(t *testing.T) (found []string) {
	t.Helper()
	for _, kind := range []string{"tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "icmp6", "packet"} {
		table, err := os.ReadFile(a.proc("net/" + kind))
		if errors.Is(err, os.ErrNotExist) {
			continue // a kind that this system does not have
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(table)), "\n")
		for _, line := range lines[1:] {
			found = append(found, kind+" "+line)
		}
	}
	return found
}

// counted is what the system counts in the surroundings of the program.
func (a *app) counted(t *testing.T) string {
	t.Helper()
	four, err := os.ReadFile(a.proc("net/snmp"))
	six, errSix := os.ReadFile(a.proc("net/snmp6"))
	if err != nil || errSix != nil && !errors.Is(errSix, os.ErrNotExist) {
		t.Fatal(err, errSix)
	}
	return string(four) + string(six)
}

func (a *app) proc(name string) string {
	return filepath.Join("/proc", strconv.Itoa(a.command.Process.Pid), name)
}

// attempts are the counters that say that somebody tried to reach a network, and are not zero.
func attempts(t *testing.T, counters string) map[string]string {
	t.Helper()
	asked := map[string]bool{"Ip OutRequests": true, "Ip OutNoRoutes": true, "Tcp ActiveOpens": true,
		"Tcp AttemptFails": true, "Udp OutDatagrams": true, "Icmp OutMsgs": true,
		"Ip6OutNoRoutes": true, "Udp6OutDatagrams": true}
	found, seen := map[string]string{}, 0
	note := func(name, value string) {
		if asked[name] {
			seen++
			if value != "0" {
				found[name] = value
			}
		}
	}
	names := map[string][]string{}
	for line := range strings.Lines(counters) {
		fields := strings.Fields(line)
		table, isTable := strings.CutSuffix(first(fields), ":")
		switch {
		case !isTable && len(fields) == 2:
			note(fields[0], fields[1])
		case isTable && names[table] == nil:
			names[table] = fields
		case isTable:
			for i := 1; i < min(len(fields), len(names[table])); i++ {
				note(table+" "+names[table][i], fields[i])
			}
		}
	}
	if seen < 6 {
		t.Fatalf("the system counts only %d of what is asked:\n%s", seen, counters)
	}
	return found
}

func first(fields []string) string {
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// dialling asks this test binary to be the control.
const dialling = "STAKEBOOK_DIALS"

// tryNetwork is the control: a program that does look for a way out is seen.
func tryNetwork(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(self, "-test.run=^TestTheControlDials$")
	command.Env = append(os.Environ(), dialling+"=yes")
	command.SysProcAttr = withoutNetwork()
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if tried := attempts(t, string(said)); len(tried) == 0 {
		t.Errorf("the control reached for a network unseen:\n%s", said)
	}
}

// TestTheControlDials is the program of the control, where it is asked to be. There is nothing to test in it.
func TestTheControlDials(t *testing.T) {
	if os.Getenv(dialling) == "" {
		return
	}
	for _, way := range [][2]string{{"tcp", "192.0.2.1:80"}, {"udp", "192.0.2.1:53"}, {"tcp", "[2001:db8::1]:80"}} {
		if reached, err := net.DialTimeout(way[0], way[1], time.Minute); err == nil {
			t.Errorf("%v was reached (%v)", way, reached.Close())
		}
	}
	for _, name := range []string{"snmp", "snmp6"} {
		counters, err := os.ReadFile("/proc/self/net/" + name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Print(string(counters))
	}
}
