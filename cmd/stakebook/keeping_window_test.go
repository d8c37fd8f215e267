//go:build window

package main_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
)

// The passphrases of the book that is kept.
const (
	firstPassphrase  = "correct horse battery staple"
	secondPassphrase = "staple battery horse"
)

// keep is a book that is encrypted, backed up and restored by keyboard.
type keep struct {
	*work
	colours string
	entries int // of the sample
	older   string
}

// keepBook goes through all that keeps a book, in one set of colours.
func keepBook(t *testing.T, built programs, colours string) {
	folder := t.TempDir()
	book := filepath.Join(folder, "sample.stakebook")
	built.must(t, "sample", book)
	k := &keep{colours: colours, entries: strings.Count(built.must(t, "journal", book), "\n"),
		older: filepath.Join(folder, "older.stakebook")}
	person := newHome(t)
	k.work = &work{app: start(t, built, person, book), home: person, book: book}
	k.phase(t, "it opens and a backup is kept", k.open)
	k.phase(t, "backed up where a person wants it", k.backUp)
	k.phase(t, "what an export rests on", k.exportAndLook)
	k.phase(t, "the check shows the head", k.check)
	k.phase(t, "encrypted", k.encrypt)
	k.phase(t, "closed and opened with the passphrase", k.reopen)
	k.phase(t, "restored with a preview", k.restore)
	k.phase(t, "another passphrase", k.change)
	k.phase(t, "decrypted", k.decrypt)
	k.phase(t, "turned back behind its back", k.turnBack)
	k.phase(t, "replaced while it is open", k.replaceOpen)
	k.phase(t, "a second start finds it open elsewhere", k.elsewhere)
	k.phase(t, "closed by its command", func(h *hand) {
		h.press("ctrl+q")
		h.ends(book)
	})
}

func (k *keep) picture(h *hand, name string) {
	h.Helper()
	h.picture("keep-" + name + "-" + k.colours)
}

// opened waits until the book is shown, kept and checked.
func (k *keep) opened(h *hand, state string) {
	h.Helper()
	h.await(event{Event: "book", Path: k.book, State: state})
	if state == "write" {
		h.await(event{Event: "backup"})
	}
	h.await(event{Event: "checked", State: "sound"})
}

func (k *keep) open(h *hand) {
	k.opened(h, "write")
	if all, err := backups.List(k.book); err != nil || len(all) != 1 {
		h.Errorf("there are %d backups, %v", len(all), err)
	}
	h.do(k.colours, "view."+k.colours)
	h.await(event{Event: "appearance", State: k.colours})
}

func (k *keep) backUp(h *hand) {
	h.press("ctrl+b")
	h.nameFile(k.older, "Return")
	h.await(event{Event: "backedup", Path: k.older, Entries: k.entries})
	k.soundAt(h, k.older, k.entries)
	k.recordParty(h, k.entries+1)
}

// soundAt asserts that a file is a sound book of so many entries.
func (k *keep) soundAt(h *hand, path string, entries int, args ...string) {
	h.Helper()
	said := k.programs.must(h.T, append([]string{"check", path}, args...)...)
	if want := "sound; entries: " + strconv.Itoa(entries) + ";"; !strings.Contains(said, want) {
		h.Errorf("the check says %q, not %q", said, want)
	}
}

// recordParty records an entry more.
func (k *keep) recordParty(h *hand, entries int) {
	h.Helper()
	h.press("ctrl+shift+n")
	h.await(event{Event: "dialog", ID: "kind", State: "opened"})
	h.write("party")
	h.press("Return")
	h.await(event{Event: "dialog", ID: "record", Kind: "party", State: "opened"})
	h.fill("party-"+strconv.Itoa(entries), "Party "+strconv.Itoa(entries))
	h.press("Return")
	h.recorded("party", entries)
}

func (k *keep) exportAndLook(h *hand) {
	path := filepath.Join(filepath.Dir(k.book), "commitments.csv")
	h.askExport()
	h.nameFile(path, "Return")
	h.await(event{Event: "exported", Path: path})
	k.picture(h, "status")
	h.do("Last file written", "file.written")
	h.await(event{Event: "dialog", ID: "written", State: "opened"})
	k.picture(h, "written")
	h.press("Escape")
}

func (k *keep) check(h *hand) {
	h.do("Check the book", "file.check")
	h.await(event{Event: "dialog", ID: "sound", State: "opened"})
	k.picture(h, "sound")
	h.press("Return")
}

func (k *keep) encrypt(h *hand) {
	h.do("Encrypt book", "file.encrypt")
	h.await(event{Event: "dialog", ID: "encrypt", State: "opened"})
	k.picture(h, "encrypt")
	h.press("Return")
	h.await(event{Event: "error", ID: "passphrase", Text: "a passphrase has at least one character"})
	h.fill(firstPassphrase, "something else")
	h.press("Return")
	h.await(event{Event: "error", ID: "passphrase", Text: "the two differ"})
	k.picture(h, "encrypt-differ")
	h.replace(firstPassphrase)
	h.press("Return")
	h.await(event{Event: "sealed", State: "encrypted"})
	k.picture(h, "encrypted")
	h.press("Return")
	h.await(event{Event: "checked", State: "sound"})
	if got := k.programs.run(h.T, "check", k.book); got.code == 0 {
		h.Errorf("the book can be read without its passphrase: %s", got.out)
	}
	k.soundAt(h, k.book, k.entries+1, "--passphrase-file", k.inFile(h, firstPassphrase))
}

// inFile puts a passphrase where stakectl reads it.
func (k *keep) inFile(h *hand, passphrase string) string {
	h.Helper()
	path := filepath.Join(h.TempDir(), "passphrase")
	if err := os.WriteFile(path, []byte(passphrase+"\n"), 0o600); err != nil {
		h.Fatal(err)
	}
	return path
}

func (k *keep) reopen(h *hand) {
	h.press("ctrl+w")
	h.await(event{Event: "closed"})
	h.press("ctrl+shift+o")
	h.await(event{Event: "dialog", ID: "recent", State: "opened"})
	h.press("Return")
	h.await(event{Event: "error"}) // it is encrypted
	h.await(event{Event: "dialog", ID: "passphrase", State: "opened"})
	k.picture(h, "passphrase")
	h.write("wrong")
	h.press("Return")
	h.await(event{Event: "error", ID: "passphrase"})
	k.picture(h, "passphrase-wrong")
	h.write(firstPassphrase)
	h.press("Tab", "space") // shows it
	k.picture(h, "passphrase-shown")
	h.press("Return")
	k.opened(h, "write")
}

func (k *keep) restore(h *hand) {
	k.recordParty(h, k.entries+2)
	h.do("Restore", "file.restore")
	h.await(event{Event: "dialog", ID: "passphrase", State: "opened"})
	k.picture(h, "restore-passphrase")
	h.write(firstPassphrase)
	h.press("Return")
	h.await(event{Event: "dialog", ID: "backups", State: "opened"})
	k.picture(h, "backups")
	h.press("End", "Return") // the oldest
	h.await(event{Event: "dialog", ID: "preview", State: "opened"})
	k.picture(h, "preview")
	h.press("Escape")
	h.await(event{Event: "dialog", ID: "preview", State: "closed"})
	h.press("Return")
	h.await(event{Event: "dialog", ID: "preview", State: "opened"})
	h.press("Return")
	restored := h.await(event{Event: "restored", Entries: k.entries})
	h.await(event{Event: "book", Path: k.book, Entries: k.entries, State: "write"})
	h.await(event{Event: "dialog", ID: "restored", State: "opened"})
	k.picture(h, "restored")
	h.press("Return")
	h.await(event{Event: "checked", State: "sound"})
	k.soundAt(h, k.book, k.entries, "--passphrase-file", k.inFile(h, firstPassphrase))
	k.soundAt(h, restored.Path, k.entries+2, "--passphrase-file", k.inFile(h, firstPassphrase))
}

func (k *keep) change(h *hand) {
	h.do("Change passphrase", "file.passphrase")
	h.await(event{Event: "dialog", ID: "change", State: "opened"})
	h.fill("wrong", secondPassphrase, secondPassphrase)
	h.press("Return")
	h.await(event{Event: "error", ID: "passphrase"})
	k.picture(h, "change-wrong")
	h.write(firstPassphrase)
	h.press("Return")
	h.await(event{Event: "sealed", State: "encrypted"})
	k.picture(h, "changed")
	h.press("Return")
	h.await(event{Event: "checked", State: "sound"})
	k.soundAt(h, k.book, k.entries, "--passphrase-file", k.inFile(h, secondPassphrase))
}

func (k *keep) decrypt(h *hand) {
	h.do("Decrypt", "file.decrypt")
	h.await(event{Event: "dialog", ID: "passphrase", State: "opened"})
	k.picture(h, "decrypt")
	h.write(secondPassphrase)
	h.press("Return")
	h.await(event{Event: "sealed", State: "plain"})
	h.press("Return")
	h.await(event{Event: "checked", State: "sound"})
	k.soundAt(h, k.book, k.entries)
}

func (k *keep) turnBack(h *hand) {
	k.recordParty(h, k.entries+1)
	h.press("ctrl+w")
	h.await(event{Event: "closed"})
	k.copyOver(h)
	h.press("ctrl+shift+o")
	h.await(event{Event: "dialog", ID: "recent", State: "opened"})
	h.press("Return")
	h.await(event{Event: "book", Path: k.book, Entries: k.entries, State: "write"})
	h.await(event{Event: "history", State: "turned back"})
	k.picture(h, "history")
	h.press("Escape")
	h.await(event{Event: "book", Path: k.book, Entries: k.entries, State: "read"})
	k.picture(h, "in-doubt")
	h.do("Open again", "book.again")
	h.await(event{Event: "history", State: "turned back"})
	h.press("shift+Tab", "Return") // Keep as it is
	h.await(event{Event: "history", State: "accepted"})
	h.await(event{Event: "checked", State: "sound"})
}

// copyOver puts the older copy in the place of the book, as a program would that keeps folders alike.
func (k *keep) copyOver(h *hand) {
	h.Helper()
	older, err := os.ReadFile(k.older)
	if err != nil {
		h.Fatal(err)
	}
	if err := os.WriteFile(k.book, older, 0o600); err != nil {
		h.Fatal(err)
	}
}

func (k *keep) replaceOpen(h *hand) {
	k.recordParty(h, k.entries+1)
	k.copyOver(h)
	h.press("ctrl+shift+f") // a payment would be recorded
	h.await(event{Event: "setback", State: "replaced"})
	k.picture(h, "replaced")
	h.press("Escape")
	k.picture(h, "barred")
	h.do("Export journal", "file.journal")
	journal := filepath.Join(h.TempDir(), "journal.jsonl")
	h.nameFile(journal, "Return")
	h.await(event{Event: "exported", Path: journal})
	if lines := strings.Count(readFile(h, journal), "\n"); lines != k.entries+1 {
		h.Errorf("the journal has %d lines, not %d", lines, k.entries+1)
	}
	h.do("Open again", "book.again")
	h.await(event{Event: "history", State: "turned back"})
	k.picture(h, "history-again")
	h.press("Return")
	h.await(event{Event: "dialog", ID: "backups", State: "opened"})
	h.press("Escape", "shift+Tab", "Return")
	h.await(event{Event: "history", State: "accepted"})
	h.await(event{Event: "checked", State: "sound"})
}

func (k *keep) elsewhere(h *hand) {
	other := filepath.Join(filepath.Dir(k.book), "elsewhere.stakebook")
	k.programs.must(h.T, "new", other, "--name", "Elsewhere", "--currency", "EUR")
	held, err := bookfile.Open(other, bookfile.Write, bookfile.Options{
		Host: "desk-2", Process: "Stakebook", PID: 4711, Now: time.Now,
	})
	if err != nil {
		h.Fatal(err)
	}
	defer func() {
		if err := held.Close(); err != nil {
			h.Error(err)
		}
	}()
	k.handOver(h, other)
	h.await(event{Event: "error"})
	h.await(event{Event: "dialog", ID: "trouble", State: "opened"})
	k.picture(h, "elsewhere")
	h.press("Escape")
}
