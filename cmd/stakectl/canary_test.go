package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// song is a word that stands in everything a book says, and secretSong one in its passphrases.
const (
	song       = "zinnober-kanarienvogel"
	secretSong = "nachtigall-im-schrank"
)

// listener looks into every file of some folders for the words, in UTF-8 and in UTF-16.
type listener struct {
	folders []string
	words   map[string][]byte
	heard   map[string]bool
}

func newListener(folders ...string) *listener {
	l := &listener{folders: folders, words: map[string][]byte{}, heard: map[string]bool{}}
	for _, word := range []string{song, secretSong} {
		var small, big []byte
		for _, unit := range utf16.Encode([]rune(word)) {
			small, big = binary.LittleEndian.AppendUint16(small, unit), binary.BigEndian.AppendUint16(big, unit)
		}
		l.words[word], l.words[word+" in UTF-16"], l.words[word+" in UTF-16, big end first"] = []byte(word), small, big
	}
	return l
}

func (l *listener) hear(where string, contents []byte) {
	for name, word := range l.words {
		if bytes.Contains(contents, word) {
			l.heard[name+" in "+where] = true
		}
	}
}

func (l *listener) listen(t *testing.T) {
	t.Helper()
	for _, folder := range l.folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() {
				var contents []byte
				contents, err = os.ReadFile(path)
				l.hear(filepath.Base(path), append([]byte(path+"\n"), contents...))
			}
			if errors.Is(err, fs.ErrNotExist) {
				return nil // it is gone by now
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// listenEvery is how often somebody looks into the files while a command runs.
const listenEvery = 10 * time.Millisecond

// person works with stakectl in a home of their own, while somebody looks into every file there.
type person struct {
	program  string
	folder   string
	env      []string
	listener *listener
}

// does runs a command line and listens while it runs and afterwards, to what it says too where it fails.
func (p *person) does(t *testing.T, code int, args ...string) {
	t.Helper()
	command := exec.Command(p.program, args...)
	command.Dir, command.Env = p.folder, p.env
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	again := time.NewTicker(listenEvery)
	defer again.Stop()
	for running := true; running; {
		select {
		case <-ended:
			running = false
		case <-again.C:
		}
		p.listener.listen(t)
	}
	p.listener.hear("what "+args[0]+" complains of", said.Bytes())
	if got := command.ProcessState.ExitCode(); got != code {
		t.Errorf("stakectl %s ends with %d:\n%s%s", strings.Join(args, " "), got, &said, &out)
	}
}

// secrets are the files that are given to the program. They lie where nobody listens.
func secrets(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	var many strings.Builder
	for i := range 500 {
		fmt.Fprintf(&many, `{"kind":"party","id":"p-%d","name":"%s %d","note":"%s"}`+"\n", i, song, i, song)
	}
	for name, text := range map[string]string{
		"right": secretSong + "\n", "other": secretSong + " 2\n", "wrong": secretSong + " wrong\n",
		"many.jsonl": many.String(),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func newPerson(t *testing.T) *person {
	t.Helper()
	home, temporary, folder := t.TempDir(), t.TempDir(), t.TempDir()
	program := filepath.Join(t.TempDir(), "stakectl")
	goes(t, "build", "-o", program, ".")
	env := append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home,
		"XDG_STATE_HOME="+home, "TMPDIR="+temporary, "TMP="+temporary, "TEMP="+temporary)
	return &person{program: program, folder: folder, env: env, listener: newListener(home, temporary, folder)}
}

// TestAnEncryptedBookLeavesNothingPlainAnywhere does with an encrypted book all that stakectl does, and reads every file
// of the home, of the temporary folder and of the book's folder meanwhile.
func TestAnEncryptedBookLeavesNothingPlainAnywhere(t *testing.T) {
	p, given := newPerson(t), secrets(t)
	in := func(name string) string { return filepath.Join(given, name) }
	right := "--passphrase-file=" + in("right")
	p.does(t, 0, "new", "ours.stakebook", "--name", "Ours", "--currency", "USD")
	p.does(t, 0, "encrypt", "ours.stakebook", "--new-passphrase-file", in("right"))
	p.does(t, 0, "import", right, "ours.stakebook", in("many.jsonl"))
	p.does(t, 0, "check", right, "ours.stakebook")
	p.does(t, 0, "backup", right, "ours.stakebook", "copy.stakebook")
	p.does(t, 0, "restore", "--preview", right, "ours.stakebook", "copy.stakebook")
	p.does(t, 1, "check", "--passphrase-file="+in("wrong"), "ours.stakebook")
	p.does(t, 0, "encrypt", right, "ours.stakebook", "--new-passphrase-file", in("other"))
	p.does(t, 1, "check", right, "ours.stakebook")
	if err := os.Truncate(filepath.Join(p.folder, "copy.stakebook"), 20_000); err != nil {
		t.Fatal(err)
	}
	p.does(t, 1, "check", right, "copy.stakebook")
	if len(p.listener.heard) > 0 {
		t.Errorf("heard: %v", p.listener.heard)
	}
	p.does(t, 0, "decrypt", "--passphrase-file="+in("other"), "ours.stakebook")
	if !p.listener.heard[song+" in ours.stakebook"] {
		t.Errorf("the control: once the book is plain it is not heard: %v", p.listener.heard)
	}
	for where := range p.listener.heard {
		if strings.HasPrefix(where, secretSong) {
			t.Errorf("the passphrase is heard: %s", where)
		}
	}
}
