package bookfile_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

var (
	mutantCount = flag.Int("mutants", 600, "how many changed books are opened (the long form: 1000000)")
	mutantOnly  = flag.Int("mutants.only", -1, "replay only the changed book of this number")
)

// mutate changes a book at random places, and then makes the checksums of its pages right, so that what reads the pages
// sees the change. Now and then it leaves the checksums as they are, or cuts the file.
func mutate(book []byte, random *rand.Rand) []byte {
	book = slices.Clone(book)
	for range 1 + random.IntN(4) {
		mutateOnce(book, random)
	}
	if random.IntN(20) > 0 {
		fixChecksums(book)
	}
	if random.IntN(50) == 0 {
		book = book[:random.IntN(len(book))]
	}
	return book
}

func mutateOnce(book []byte, random *rand.Rand) {
	pages := len(book) / testPage
	number := random.IntN(pages)
	p := page(book, number)
	head := 0
	if number == 0 {
		head = 100
	}
	switch random.IntN(9) {
	case 0: // a bit
		p[random.IntN(testPage)] ^= 1 << random.IntN(8)
	case 1: // some bytes
		for range 1 + random.IntN(8) {
			p[random.IntN(testPage)] = byte(random.Uint32())
		}
	case 2: // the head of a page of a tree: its kind, where its cells are
		p[head+random.IntN(12)] = byte(random.Uint32())
	case 3: // where a cell begins
		at := head + 8 + 2*random.IntN(40)
		binary.BigEndian.PutUint16(p[at:], uint16(random.IntN(testPage+100)))
	case 4: // the numbers of the file
		binary.BigEndian.PutUint32(book[12+4*random.IntN(22):], numberNear(random, pages))
	case 5: // a number of a page, or a length
		binary.BigEndian.PutUint32(p[random.IntN(testPage-4):], numberNear(random, pages))
	case 6: // a piece of another page
		from, length := page(book, random.IntN(pages)), 1+random.IntN(512)
		at, to := random.IntN(testPage-length), random.IntN(testPage-length)
		copy(p[to:to+length], from[at:])
	case 7: // a whole page
		copy(p, page(book, random.IntN(pages)))
	case 8: // a word of the schema or of an entry
		words := []string{"CREATE", "TABLE", "entries", "VIEW", "seq", "funding", "commitment", "amount", `"}`, "AS"}
		word, other := words[random.IntN(len(words))], words[random.IntN(len(words))]
		if at := bytes.Index(p, []byte(word)); at >= 0 {
			copy(p[at:], other)
		}
	}
}

// numberNear is one of the numbers at which things go wrong.
func numberNear(random *rand.Rand, pages int) uint32 {
	all := []uint32{0, 1, 2, uint32(pages), uint32(pages + 1), 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 16, 262145}
	if random.IntN(2) == 0 {
		return uint32(random.IntN(pages + 2))
	}
	return all[random.IntN(len(all))]
}

// judgeMutant opens a changed book as a reader does, and a sample as a writer does, and says what is wrong with what
// came of it. Its branches, its checkpoint and its instant of making are outside of the chain.
func judgeMutant(book []byte, sound *reference, folder string, write bool) error {
	file, err := fromMemory(book, sound.path, options())
	if err != nil {
		return nil
	}
	unsound := file.Check(context.Background())
	_, folded := ledger.Fold(file.Entries(0))
	_, _, kept := file.ReadCheckpoint()
	_, branches := file.Branches()
	if err := file.Close(); err != nil {
		return fmt.Errorf("it does not close: %w", err)
	}
	if unsound != nil {
		return nil
	}
	if err := errors.Join(folded, kept, branches); err != nil {
		return fmt.Errorf("the check finds nothing, and reading does: %w", err)
	}
	path := filepath.Join(folder, "mutant.stakebook")
	if err := os.WriteFile(path, book, 0o600); err != nil {
		return err
	}
	if err := begins(path, sound); err != nil || !write {
		return err
	}
	return growMutant(path, sound)
}

// begins says that a sound book does not hold what the reference does: all of its journal or the beginning of it.
func begins(path string, sound *reference) error {
	content, err := contentAt(path)
	if err != nil {
		return fmt.Errorf("the check finds nothing, and SQLite does: %w", err)
	}
	if got := onlyEntries(content); got == "" || !strings.HasPrefix(onlyEntries(sound.content), got) {
		return errors.New("the check finds nothing, and the journal is another")
	}
	return nil
}

// onlyEntries are the lines of a content that are entries of the journal.
func onlyEntries(content string) string {
	var all strings.Builder
	for line := range strings.Lines(content) {
		if strings.HasPrefix(line, "entries|") {
			all.WriteString(line)
		}
	}
	return all.String()
}

// growMutant appends an entry to a book that the check called sound. It must be so afterwards, and hold what it held.
func growMutant(path string, sound *reference) error {
	file, err := bookfile.Open(path, bookfile.Write, options())
	if err != nil {
		return nil // a writer may be more careful
	}
	seq, hash, err := file.Head()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	next, err := payment(seq, hash)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Append(next); err != nil {
		return file.Close() // it says so, and that is all that is asked
	}
	if err := errors.Join(file.Check(context.Background()), file.Close()); err != nil {
		return fmt.Errorf("after an entry more it is no longer sound: %w", err)
	}
	content, err := contentAt(path)
	if err != nil {
		return err
	}
	entries := onlyEntries(content)
	cut := strings.LastIndexByte(strings.TrimSuffix(entries, "\n"), '\n') + 1
	if !strings.HasPrefix(onlyEntries(sound.content), entries[:cut]) {
		return errors.New("an entry more changed the ones before it")
	}
	return nil
}

// TestMutantsOfABookAreOpenedOrRefused opens thousands of changed books in a process of its own, which is watched: it
// must not end, take more than its memory, or be at one book without end.
func TestMutantsOfABookAreOpenedOrRefused(t *testing.T) {
	skipUnderDetector(t)
	seed := newSeed(t)
	r := newReference(t, options())
	folder := t.TempDir()
	path := filepath.Join(folder, "reference.db")
	must(t, os.WriteFile(path, r.now, 0o600))
	self, err := os.Executable()
	must(t, err)
	child := exec.Command(self)
	child.Env = append(os.Environ(), "BOOKFILE_JOB=mutate", "BOOKFILE_PATH="+path,
		"BOOKFILE_SEED="+strconv.FormatUint(seed, 10), "BOOKFILE_MUTANTS="+strconv.Itoa(*mutantCount),
		"BOOKFILE_ONLY="+strconv.Itoa(*mutantOnly))
	var said bytes.Buffer
	child.Stderr = &said
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	watchdog := time.AfterFunc(patience, func() { _ = child.Process.Kill() })
	defer watchdog.Stop()
	begun := make(map[string]bool)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		watchdog.Reset(patience)
		word, rest, _ := strings.Cut(lines.Text(), " ")
		switch word {
		case "begin":
			begun[rest] = true
		case "end":
			delete(begun, rest)
		case "wrong":
			t.Errorf("changed book %s", rest)
		default:
			t.Log(lines.Text())
		}
	}
	if err := child.Wait(); err != nil {
		t.Fatalf("the process ended (%v) at the changed books %v:\n%s", err, begun, &said)
	}
}

// mutateAll is the process that opens the changed books.
func mutateAll(path string) error {
	seed, err := strconv.ParseUint(os.Getenv("BOOKFILE_SEED"), 10, 64)
	count, errCount := strconv.Atoi(os.Getenv("BOOKFILE_MUTANTS"))
	only, errOnly := strconv.Atoi(os.Getenv("BOOKFILE_ONLY"))
	sound, errRead := os.ReadFile(path)
	if err := errors.Join(err, errCount, errOnly, errRead); err != nil {
		return err
	}
	content, err := contentAt(path)
	if err != nil {
		return err
	}
	r := &reference{now: sound, content: content, path: path}
	var mutex sync.Mutex
	var slowest time.Duration
	var slow int
	say := func(format string, args ...any) {
		mutex.Lock()
		defer mutex.Unlock()
		fmt.Printf(format+"\n", args...)
	}
	sideBySide(runtime.GOMAXPROCS(0), count, func(i int) {
		if only >= 0 && i != only {
			return
		}
		say("begin %d", i)
		began := time.Now()
		folder, err := os.MkdirTemp(filepath.Dir(path), "mutant-")
		if err == nil {
			book := mutate(sound, rand.New(rand.NewPCG(seed, uint64(i))))
			err = errors.Join(judgeMutant(book, r, folder, i%20 == 0), os.RemoveAll(folder))
		}
		if err != nil {
			say("wrong %d: %s", i, strings.ReplaceAll(err.Error(), "\n", "; "))
		}
		mutex.Lock()
		if took := time.Since(began); took > slowest {
			slowest, slow = took, i
		}
		mutex.Unlock()
		say("end %d", i)
	})
	say("%d books; memory at most %d MiB; the slowest, %d, took %d ms", count, peak()>>20, slow, slowest.Milliseconds())
	if peak() > mostMemory {
		say("wrong all: the process took %d MiB", peak()>>20)
	}
	return nil
}

// FuzzBook opens whole files. Each is tried as it is and with the checksums of its pages made right.
func FuzzBook(f *testing.F) {
	path := placeholder(f)
	sound, err := os.ReadFile(newBook(f, options()))
	must(f, err)
	random := rand.New(rand.NewPCG(1, 1))
	f.Add(sound)
	f.Add(sound[:testPage])
	for range 8 {
		f.Add(mutate(sound, random))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		openWhatMayBe(t, file, path)
		fixed := slices.Clone(file)
		fixChecksums(fixed)
		openWhatMayBe(t, fixed, path)
	})
}

// FuzzPatchedBook writes patches into a sound book, each a place in three bytes, a length in one, and the bytes, and
// makes the checksums right. So the fuzzing need not find the book first.
func FuzzPatchedBook(f *testing.F) {
	path := placeholder(f)
	sound, err := os.ReadFile(newBook(f, options()))
	must(f, err)
	f.Add([]byte{0, 0, 32, 4, 0, 0, 0, 3, 0, 0, 36, 4, 0, 0, 0, 9})
	f.Fuzz(func(t *testing.T, patches []byte) {
		book := slices.Clone(sound)
		for len(patches) >= 4 {
			at := int(patches[0])<<16 | int(patches[1])<<8 | int(patches[2])
			length := min(int(patches[3]), len(patches)-4)
			copy(book[at%len(book):], patches[4:4+length])
			patches = patches[4+length:]
		}
		fixChecksums(book)
		openWhatMayBe(t, book, path)
	})
}

// openWhatMayBe opens what may be a book and reads all of it. What is refused is refused for a reason, and what the
// check calls sound can be read.
func openWhatMayBe(t *testing.T, book []byte, path string) {
	t.Helper()
	file, err := fromMemory(book, path, options())
	if err != nil {
		if err.Error() == "" {
			t.Error("it is refused without a reason")
		}
		return
	}
	unsound := file.Check(context.Background())
	for _, err := range file.Entries(0) {
		if err != nil && unsound == nil {
			t.Errorf("the check finds nothing, and reading does: %v", err)
		}
	}
	_, _, kept := file.ReadCheckpoint()
	_, branches := file.Branches()
	if err := errors.Join(kept, branches); err != nil && unsound == nil {
		t.Errorf("the check finds nothing, and reading does: %v", err)
	}
	must(t, file.Close())
}

// A fuzz target whose corpus went astray would go on without a word.
func TestTheCorporaOfTheFuzzTargetsAreThere(t *testing.T) {
	for _, target := range []string{"FuzzBook", "FuzzPatchedBook", "FuzzFields"} {
		files, err := os.ReadDir(filepath.Join("testdata", "fuzz", target))
		if err != nil || len(files) == 0 {
			t.Errorf("%s has no corpus (%v)", target, err)
		}
	}
}
