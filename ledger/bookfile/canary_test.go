package bookfile_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"

	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// song is a word that stands in everything a book says, and secretSong one in its passphrases.
const (
	song       = "zinnober-kanarienvogel"
	secretSong = "nachtigall-im-schrank"
)

// songs are the forms in which the words could be written down.
func songs() map[string][]byte {
	all := make(map[string][]byte)
	for _, word := range []string{song, secretSong} {
		small, big := make([]byte, 0, 2*len(word)), make([]byte, 0, 2*len(word))
		for _, unit := range utf16.Encode([]rune(word)) {
			small, big = binary.LittleEndian.AppendUint16(small, unit), binary.BigEndian.AppendUint16(big, unit)
		}
		all[word] = []byte(word)
		all[word+" in UTF-16"], all[word+" in UTF-16, big end first"] = small, big
		all[word+" in hexadecimal"] = []byte(hex.EncodeToString([]byte(word)))
		all[word+" in capitals"] = []byte(strings.ToUpper(word))
	}
	return all
}

// listener looks into every file of some folders for the words.
type listener struct {
	folders []string
	heard   map[string]bool // word and file
	files   map[string]bool // all that were ever looked into, by what their names begin and end with
	looks   int
}

func (l *listener) listen() error {
	l.looks++
	for _, folder := range l.folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return ifThere(err)
			}
			contents, err := os.ReadFile(path)
			if err != nil {
				return ifThere(err)
			}
			l.files[filepath.Ext(path)] = true
			l.hear(filepath.Base(path), append([]byte(path+"\n"), contents...))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// hear looks for the words in something.
func (l *listener) hear(where string, contents []byte) {
	for name, word := range songs() {
		if bytes.Contains(contents, word) {
			l.heard[name+" in "+where] = true
		}
	}
}

// ifThere passes over files that are gone by now.
func ifThere(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// listening is a disk on which somebody looks into every file after every change.
type listening struct {
	vfs.VFSFilename
	listener *listener
	failed   error
}

func (l *listening) look() { l.failed = errors.Join(l.failed, l.listener.listen()) }

func (l *listening) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	file, flags, err := l.VFSFilename.OpenFilename(name, flags)
	if err != nil {
		return nil, flags, err
	}
	return &listeningFile{file, l}, flags, nil
}

func (l *listening) Delete(name string, syncFolder bool) error {
	l.look()
	return l.VFSFilename.Delete(name, syncFolder)
}

type listeningFile struct {
	vfs.File
	disk *listening
}

func (f *listeningFile) Sync(flags vfs.SyncFlag) error {
	f.disk.look()
	return f.File.Sync(flags)
}

func (f *listeningFile) Truncate(size int64) error {
	f.disk.look()
	return f.File.Truncate(size)
}

// WriteAt looks at what is written itself: it may be gone before the next look.
func (f *listeningFile) WriteAt(p []byte, at int64) (int, error) {
	f.disk.listener.hear("a write", p)
	return f.File.WriteAt(p, at)
}

func (f *listeningFile) HasMoved() (bool, error)  { return vfsutil.WrapHasMoved(f.File) }
func (f *listeningFile) LockState() vfs.LockLevel { return vfsutil.WrapLockState(f.File) }
func (f *listeningFile) Unwrap() vfs.File         { return f.File }

// singing is a passphrase with the word in it.
func singing(o bookfile.Options) bookfile.Options {
	o.Passphrase = []byte(secretSong)
	return o
}

// singingStory is a journal in which everything sings.
func singingStory(t testing.TB, n int) []ledger.Entry {
	t.Helper()
	all := []ledger.Entry{
		entry(t, ledger.KindBook, "name", song, "currency", "USD", "note", song),
		entry(t, ledger.KindParty, "id", "us", "name", "Us "+song, "own", "yes", "source", song),
		entry(t, ledger.KindParty, "id", song, "name", "Them"),
		entry(t, ledger.KindCommitment, "id", "c-1", "investor", "us", "company", song, "cap", "4000000000",
			"currency", "USD", "date", "2023-09-25"),
	}
	for i := range n {
		all = append(all, entry(t, ledger.KindFunding, "commitment", "c-1", "amount", "1.00", "date", "2024-01-02",
			"note", fmt.Sprint(song, " ", i)))
	}
	return chained(0, ledger.Hash{}, all...)
}

// liveWith does with a book all that there is to do, and gives every error that was to be expected.
func liveWith(t *testing.T, disk *listening, path string, o bookfile.Options) (said []error) {
	t.Helper()
	all := singingStory(t, 600)
	book, err := bookfile.CreateOn(disk, bookfile.SyncFolder, path, o)
	must(t, err)
	for _, some := range [][]ledger.Entry{all[:4], all[4:5], all[5:300], all[300:]} {
		must(t, book.Append(some))
	}
	_, err = book.PutDocument([]byte(strings.Repeat(song+" ", 3000)))
	must(t, err)
	must(t, book.PutBranch(bookfile.Branch{Name: song, Base: 4, Created: start(), Note: song, Entries: all[4:40]}))
	must(t, book.WriteCheckpoint(bookfile.Checkpoint{Format: 1, Seq: all[5].Seq, Head: all[5].Hash,
		State: []byte(strings.Repeat(song, 3000))}))
	must(t, book.Backup(t.Context(), filepath.Join(filepath.Dir(path), "backup.stakebook")))
	must(t, book.Check(context.Background()))
	said = append(said, book.Append(all[:1]), book.DropBranch("none"))
	_, err = bookfile.OpenOn(disk, bookfile.SyncFolder, path, bookfile.Write, o)
	said = append(said, err)
	must(t, book.DropBranch(song))
	must(t, book.Close())
	for _, passphrase := range []string{"", secretSong + " wrong"} {
		wrong := o
		wrong.Passphrase = []byte(passphrase)
		other, err := bookfile.OpenOn(disk, bookfile.SyncFolder, path, bookfile.Write, wrong)
		if err == nil {
			must(t, other.Close())
			continue
		}
		said = append(said, err)
	}
	contents, err := os.ReadFile(path)
	must(t, err)
	contents[len(contents)-testPage/2] ^= 1
	must(t, os.WriteFile(path+".damaged", contents, 0o600))
	damaged, err := bookfile.OpenOn(disk, bookfile.SyncFolder, path+".damaged", bookfile.Read, o)
	if err == nil {
		err = errors.Join(damaged.Check(context.Background()), damaged.Close())
	}
	return append(said, err)
}

// overhear lives with a book and gives what somebody heard who looked into every file of the home, the folder and the
// temporary folder after every change.
func overhear(t *testing.T, o bookfile.Options) *listener {
	t.Helper()
	home, temporary, folder := t.TempDir(), t.TempDir(), t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"} {
		t.Setenv(name, home)
	}
	for _, name := range []string{"TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"} {
		t.Setenv(name, temporary)
	}
	l := &listener{folders: []string{home, temporary, folder}, heard: map[string]bool{}, files: map[string]bool{}}
	disk := &listening{VFSFilename: realVFS(t), listener: l}
	for _, err := range liveWith(t, disk, filepath.Join(folder, "book.stakebook"), o) {
		if err == nil {
			t.Error("an error was to be expected")
			continue
		}
		l.hear("an error", []byte(err.Error()))
	}
	must(t, errors.Join(disk.failed, l.listen()))
	for _, kind := range []string{".stakebook", ".stakebook-journal", bookfile.LockSuffix} {
		if !l.files[kind] {
			t.Errorf("of all files looked into none was a %s: %v", kind, l.files)
		}
	}
	t.Logf("%d looks into files of the kinds %v", l.looks, l.files)
	return l
}

func TestAnEncryptedBookLeavesNothingPlainAnywhere(t *testing.T) {
	if l := overhear(t, singing(options())); len(l.heard) > 0 {
		t.Errorf("heard: %v", l.heard)
	}
}

// The control: of a plain book everything is heard but the passphrase, which it does not have.
func TestAPlainBookIsHeardEverywhere(t *testing.T) {
	l := overhear(t, options())
	for _, where := range []string{"book.stakebook", "book.stakebook-journal", "backup.stakebook", "a write"} {
		if !l.heard[song+" in "+where] {
			t.Errorf("%s does not sing: %v", where, l.heard)
		}
	}
}

// TestAnImportIntoAnEncryptedBookLeavesNothingPlain imports through the desk, on the real disk.
func TestAnImportIntoAnEncryptedBookLeavesNothingPlain(t *testing.T) {
	for _, o := range []bookfile.Options{singing(options()), options()} {
		temporary, folder := t.TempDir(), t.TempDir()
		for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
			t.Setenv(name, temporary)
		}
		l := &listener{folders: []string{temporary, folder}, heard: map[string]bool{}, files: map[string]bool{}}
		var file strings.Builder
		fmt.Fprintf(&file, `{"kind":"book","name":"%s","currency":"USD"}`+"\n", song)
		for i := range 2000 {
			fmt.Fprintf(&file, `{"kind":"party","id":"p-%d","name":"%s %d"}`+"\n", i, song, i)
		}
		path := filepath.Join(folder, "book.stakebook")
		source := desk.Source{Name: "-", Read: &overheard{text: file.String(), listener: l}}
		_, err := desk.ImportInto(path, desk.Options{Author: song, Now: start, File: o}, source)
		must(t, errors.Join(err, l.listen()))
		source = desk.Source{Name: song + ".csv", Read: strings.NewReader("kind,id,name\nparty,x," + song + "\nparty,x\n")}
		if _, err := desk.ImportInto(path, desk.Options{Author: song, Now: start, File: o}, source); err == nil {
			t.Error("a wrong file is imported")
		}
		must(t, l.listen())
		if hidden := len(o.Passphrase) > 0; hidden != (len(l.heard) == 0) {
			t.Errorf("encrypted: %v, heard: %v", hidden, l.heard)
		}
	}
}

// overheard is a file that is read while somebody looks into the folders.
type overheard struct {
	text     string
	listener *listener
}

func (o *overheard) Read(p []byte) (int, error) {
	if err := o.listener.listen(); err != nil {
		return 0, err
	}
	n := copy(p, o.text)
	o.text = o.text[n:]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// TestAKilledWriterLeavesNothingPlain kills a process that writes an encrypted book, again and again, and looks at what
// it leaves behind: its journal among it.
func TestAKilledWriterLeavesNothingPlain(t *testing.T) {
	skipUnderDetector(t)
	path := filepath.Join(t.TempDir(), "book.stakebook")
	book, err := bookfile.Create(path, singing(options()))
	must(t, err)
	must(t, book.Append(singingStory(t, 0)))
	must(t, book.Close())
	l := &listener{folders: []string{filepath.Dir(path)}, heard: map[string]bool{}, files: map[string]bool{}}
	const kills = 3
	for range kills {
		writer, lines := other(t, "sing", path)
		for range 3 {
			numberAfter(t, lines, "saved")
		}
		must(t, l.listen())
		must(t, writer.Process.Kill())
		_ = writer.Wait() // it was killed
		must(t, l.listen())
	}
	if len(l.heard) > 0 {
		t.Errorf("heard: %v", l.heard)
	}
	if !l.files[bookfile.LockSuffix] {
		t.Errorf("no lock was looked into: %v", l.files)
	}
	mustOpen := opened(t, path, bookfile.Write, singing(options()))
	must(t, mustOpen.Check(context.Background()))
}

// sing appends entries that sing to an encrypted book until it is killed.
func sing(path string) error {
	book, err := bookfile.Open(path, bookfile.Write, singing(options()))
	if err != nil {
		return err
	}
	seq, hash, err := book.Head()
	for err == nil {
		var next []ledger.Entry
		if next, err = payment(seq, hash); err != nil {
			break
		}
		next[0].Note = song
		next = chained(seq, hash, next[0])
		err = book.Append(next)
		seq, hash = next[0].Seq, next[0].Hash
		fmt.Println("saved", int64(seq))
	}
	return err
}
