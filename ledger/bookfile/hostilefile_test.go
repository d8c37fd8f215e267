package bookfile_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
)

// mostMemory is how much a hostile file may make a whole process take up.
const mostMemory = 256 << 20

// patience is how long a process may be at one file before it is ended and the test fails. It is no measure of speed.
const patience = time.Minute

// hostile is a file that somebody made to do harm.
type hostile struct {
	name string
	make func(t testing.TB, path string) // out of a sound book
	says string                          // part of the refusal; empty where it may be opened too
}

// rewriting lets statements change the schema's own table.
const rewriting = `PRAGMA writable_schema = ON; `

func statements(sql string) func(testing.TB, string) {
	return func(t testing.TB, path string) {
		tamper(t, path, `PRAGMA synchronous = OFF; `+once(sql))
	}
}

// once puts statements into one transaction; those that change the schema's own table say so before it.
func once(sql string) string {
	sql, rewrites := strings.CutPrefix(sql, rewriting)
	if rewrites {
		return rewriting + `BEGIN; ` + sql + `; COMMIT`
	}
	return `BEGIN; ` + sql + `; COMMIT`
}

// patched changes bytes of the first page and makes its checksum right.
func patched(change func(first []byte)) func(testing.TB, string) {
	return func(t testing.TB, path string) {
		book, err := os.ReadFile(path)
		must(t, err)
		change(book[:testPage])
		fixChecksum(book[:testPage])
		must(t, os.WriteFile(path, book, 0o600))
	}
}

func hostileSchemas() []hostile {
	many := func(format string, n int) string {
		var sql strings.Builder
		for i := range n {
			fmt.Fprintf(&sql, format, i)
		}
		return sql.String()
	}
	const notOurs = "is not one of a book"
	return []hostile{
		{"a trigger that writes", statements(`CREATE TRIGGER t AFTER INSERT ON entries BEGIN
			UPDATE entries SET note = 'changed'; DELETE FROM documents; END`), notOurs},
		{"a trigger in place of a view", statements(`CREATE TRIGGER t INSTEAD OF INSERT ON funding BEGIN
			DELETE FROM entries; END`), notOurs},
		{"a view that never ends", statements(`DROP VIEW funding; CREATE VIEW funding AS
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS amount FROM n`), notOurs},
		{"a view that takes memory", statements(`DROP VIEW funding; CREATE VIEW funding AS
			SELECT randomblob(900000000) AS amount`), notOurs},
		{"a view that loads code", statements(`DROP VIEW funding; CREATE VIEW funding AS
			SELECT load_extension('/tmp/x') AS amount`), notOurs},
		{"a computed column", statements(`ALTER TABLE entries ADD COLUMN x TEXT AS (printf('%.*c', 90, 'x'))`),
			notOurs},
		{"an index of a pure expression", statements(`CREATE INDEX i ON entries (upper(author))`), notOurs},
		{"a partial index", statements(`CREATE INDEX i ON entries (author) WHERE seq > 1`), notOurs},
		{"a rule that is computed", statements(rewriting + `UPDATE sqlite_schema SET sql =
			replace(sql, 'author TEXT NOT NULL', 'author TEXT NOT NULL CHECK (length(zeroblob(900000000)) > 1)')
			WHERE name = 'entries'`), notOurs},
		{"a default that is computed", statements(rewriting + `UPDATE sqlite_schema SET sql =
			replace(sql, 'note TEXT', 'note TEXT DEFAULT (hex(zeroblob(400000000)))') WHERE name = 'entries'`), notOurs},
		{"an order of its own", statements(rewriting + `UPDATE sqlite_schema SET sql =
			replace(sql, 'name TEXT NOT NULL', 'name TEXT NOT NULL COLLATE mallory') WHERE name = 'branches'`), notOurs},
		{"a virtual table", statements(rewriting + `INSERT INTO sqlite_schema VALUES
			('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING fts5(x)')`), notOurs},
		{"a table of the name of a view", statements(rewriting + `UPDATE sqlite_schema SET type = 'table', rootpage = 2
			WHERE name = 'funding'`), ""},
		{"thousands of tables", statements(many("CREATE TABLE t%d (x); ", 1000)), notOurs},
		{"thousands of views on one another", statements(`CREATE VIEW v0 AS SELECT 1 AS a; ` + func() string {
			var sql strings.Builder
			for i := range 1000 {
				fmt.Fprintf(&sql, "CREATE VIEW v%d AS SELECT * FROM v%d, v%d AS w; ", i+1, i, i)
			}
			return sql.String()
		}()), notOurs},
		{"a statement of millions of bytes", statements(rewriting + `UPDATE sqlite_schema SET sql =
			'CREATE VIEW "funding" AS SELECT 1' || printf('%.*c', 30000000, ' ') WHERE name = 'funding'`), ""},
		{"a statement nested deeply", statements(rewriting + `UPDATE sqlite_schema SET sql =
			'CREATE VIEW "funding" AS SELECT ' || replace(printf('%.*c', 3000, '('), '(', '(') || '1' ||
			printf('%.*c', 3000, ')') WHERE name = 'funding'`), ""},
		{"an object without a name", statements(rewriting + `INSERT INTO sqlite_schema VALUES
			(NULL, NULL, NULL, 3, NULL)`), ""},
		{"one object twice", statements(rewriting + `INSERT INTO sqlite_schema SELECT * FROM sqlite_schema
			WHERE name = 'trials'`), ""},
		{"two tables on the same pages", statements(rewriting + `UPDATE sqlite_schema SET rootpage =
			(SELECT rootpage FROM sqlite_schema WHERE name = 'entries') WHERE name = 'documents'`), "the book is damaged"},
		{"a table on the first page", statements(rewriting + `UPDATE sqlite_schema SET rootpage = 1
			WHERE name = 'checkpoint'`), "the book is damaged"},
		{"a table beyond the end", statements(rewriting + `UPDATE sqlite_schema SET rootpage = 2147483000
			WHERE name = 'trials'`), "the book is damaged"},
	}
}

// great is so many million bytes in the long form (-args -every), and a third of them else.
func great(millions int) string {
	if *every {
		return fmt.Sprint(millions * 1_000_000)
	}
	return fmt.Sprint(millions * 1_000_000 / 3)
}

func hostileContents() []hostile {
	return []hostile{
		{"statistics without end", statements(`ANALYZE; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
			LIMIT 200000) INSERT INTO sqlite_stat1 SELECT 'entries', 'i' || i, '1 1 1' FROM n`), ""},
		{"statistics of great length", statements(`ANALYZE; INSERT INTO sqlite_stat1
			SELECT 'documents', 'documents_by_sha256', printf('%.*c', ` + great(30) + `, '9')`), ""},
		{"samples of great length", statements(`ANALYZE; INSERT INTO sqlite_stat4
			SELECT 'documents', 'documents_by_sha256', printf('%.*c', ` + great(9) + `, '9'), '1', '1', zeroblob(` + great(30) + `)`), ""},
		{"an id of great length", statements(`UPDATE meta SET value = printf('%.*c', ` + great(60) + `, 'a')
			WHERE name = 'id'`),
			"the book is damaged: the book's id"},
		{"an id that is a path", statements(`UPDATE meta SET value = '../../../../tmp/x' WHERE name = 'id'`),
			`the book is damaged: the book's id: it is "../../../../tmp/x"`},
		{"no id", statements(`DELETE FROM meta`), "the book is damaged: the book's id"},
		{"fields of great length", statements(`UPDATE entries SET fields = printf('%.*c', ` + great(60) + `, '{')
			WHERE seq = 5`),
			""},
		{"the last hash of great length", statements(`UPDATE entries SET hash = zeroblob(` + great(60) + `)
			WHERE seq = (SELECT max(seq) FROM entries)`), "the book is damaged: the last entry"},
		{"more than a row may have", statements(`UPDATE documents SET contents = zeroblob(` + great(120) + `)
			WHERE id = 1`), ""},
		{"a checkpoint of more than it may have", statements(`INSERT OR REPLACE INTO checkpoint
			VALUES (1, 1, 7, zeroblob(32), zeroblob(32), zeroblob(` + great(68) + `))`), ""},
		{"a million branches", statements(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000)
			INSERT INTO branches SELECT NULL, 'b' || i, 0, '2026-05-01T10:00:00.000000Z', 'x', NULL FROM n`), ""},
		{"the last number there is", statements(`UPDATE entries SET seq = 9223372036854775807
			WHERE seq = (SELECT max(seq) FROM entries)`), ""},
	}
}

func hostileBytes() []hostile {
	number := binary.BigEndian.PutUint32
	size := func(code uint16, reserved byte) func(testing.TB, string) {
		return patched(func(first []byte) {
			binary.BigEndian.PutUint16(first[16:], code)
			first[20] = reserved
		})
	}
	return []hostile{
		{"the smallest pages", size(512, 8), ""}, {"the largest pages", size(1, 8), ""},
		{"pages of no size", size(0, 8), ""}, {"pages of an odd size", size(4097, 8), ""},
		{"pages that are all reserve", size(512, 255), ""},
		{"a format from the future", patched(func(first []byte) { number(first[60:], 1<<31-1) }), "a newer Stakebook"},
		{"a format before all", patched(func(first []byte) { number(first[60:], 1<<31) }), "there is no format"},
		{"more pages than there are", patched(func(first []byte) { number(first[28:], 1<<32-2) }), ""},
		{"a schema from the future", patched(func(first []byte) { number(first[44:], 77) }), ""},
		{"another encoding", patched(func(first []byte) { number(first[56:], 2) }), ""},
		{"no encoding", patched(func(first []byte) { number(first[56:], 99) }), ""},
		{"pages that move by themselves", patched(func(first []byte) { number(first[52:], 3); number(first[64:], 1) }), ""},
		{"a write-ahead log that is not there", patched(func(first []byte) { first[18], first[19] = 2, 2 }), ""},
		{"a version from the future", patched(func(first []byte) { first[18], first[19] = 9, 9 }), ""},
		{"a first cell that leads to itself", patched(func(first []byte) { copy(first[112:], first[100:110]) }), ""},
		{"the free pages go round in a circle", circle, "it belongs to two things"},
		{"pages in use are free", func(t testing.TB, path string) {
			patched(func(first []byte) { number(first[32:], 3); number(first[36:], 9) })(t, path)
		}, "free pages"},
		{"a file of zeros", replaced(make([]byte, 1<<20)), "not a Stakebook book"},
		{"nothing but the first page", func(t testing.TB, path string) { must(t, os.Truncate(path, testPage)) }, ""},
		{"a file with a hole", func(t testing.TB, path string) { must(t, os.Truncate(path, 3<<30)) }, ""},
		{"an encrypted book that asks for all memory", sealedHeader(1<<31, 1<<20, 255), ""},
		{"an encrypted book that asks for all time", sealedHeader(8, 256<<10, 16), ""},
		{"an encrypted book that asks for nothing", sealedHeader(0, 0, 0), ""},
	}
}

// circle makes a free page list itself as the next one.
func circle(t testing.TB, path string) {
	tamper(t, path, `DELETE FROM documents`)
	book, err := os.ReadFile(path)
	must(t, err)
	trunk := binary.BigEndian.Uint32(book[32:])
	if trunk == 0 {
		t.Fatal("no page is free")
	}
	p := page(book, int(trunk-1))
	binary.BigEndian.PutUint32(p, trunk)
	fixChecksum(p)
	must(t, os.WriteFile(path, book, 0o600))
}

// sealedHeader puts a header before the book that asks for a derivation of its own.
func sealedHeader(passes, memory, threads uint32) func(testing.TB, string) {
	return func(t testing.TB, path string) {
		book, err := os.ReadFile(newBook(t, sealed()))
		must(t, err)
		for at, value := range map[int]uint32{24: passes, 28: memory, 32: threads} {
			binary.BigEndian.PutUint32(book[at:], value)
		}
		sum := sha256.Sum256(book[:4064])
		copy(book[4064:], sum[:])
		must(t, os.WriteFile(path, book, 0o600))
	}
}

// examined is what a process of its own says about one file.
type examined struct {
	Opened  bool
	Says    string // the refusal
	Checked string // what the check and the rules find
	Peak    int64  // memory of the whole process at its highest
	Took    time.Duration
}

// examineAll opens the files which it is told by its input, and says what came of each.
func examineAll(string) error {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		began := time.Now()
		result := examine(lines.Text())
		result.Took = time.Since(began)
		line, err := json.Marshal(result)
		if err != nil {
			return err
		}
		fmt.Printf("examined %s\n", line)
	}
	return lines.Err()
}

// examine opens a file as a reader and as a writer does, checks it and folds it. No panic may come through.
func examine(path string) (result examined) {
	o := options()
	if isSealed(path) {
		o = sealed()
	}
	for _, mode := range []bookfile.Mode{bookfile.Read, bookfile.Write} {
		resetPeak()
		file, err := bookfile.Open(path, mode, o)
		if err == nil {
			result.Opened = true
			err = readAll(file)
			if err != nil {
				result.Checked = err.Error()
			}
		} else {
			result.Says = strings.TrimPrefix(err.Error(), "open book "+path+": ")
		}
		result.Peak = max(result.Peak, peak())
	}
	return result
}

// readAll does with an open book all that reads it, and closes it.
func readAll(file *bookfile.File) error {
	err := file.Check(context.Background())
	_, folded := ledger.Fold(file.Entries(0))
	_, _, kept := file.ReadCheckpoint()
	_, branches := file.Branches()
	return errors.Join(err, folded, kept, branches, file.Close())
}

// isSealed reads the first bytes of an ordinary file.
func isSealed(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	first := make([]byte, 16)
	_, err = io.ReadFull(file, first)
	return err == nil && string(first) == "Stakebook sealed"
}

// resetPeak forgets how much memory the process had, as far as the system lets it.
func resetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere the peak is that of all files, which is no less
}

// peak is the most memory that the process had; 0 where the system does not say.
func peak() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	return 0
}

// examiner is the other process.
type examiner struct {
	command *exec.Cmd
	in      *bufio.Writer
	out     *bufio.Scanner
}

func newExaminer(t testing.TB) *examiner {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	e := &examiner{command: exec.Command(self)}
	e.command.Env = append(os.Environ(), "BOOKFILE_JOB=examine")
	in, err := e.command.StdinPipe()
	must(t, err)
	out, err := e.command.StdoutPipe()
	must(t, err)
	e.command.Stderr = os.Stderr
	must(t, e.command.Start())
	e.in, e.out = bufio.NewWriter(in), bufio.NewScanner(out)
	e.out.Buffer(nil, 1<<20)
	t.Cleanup(func() {
		must(t, in.Close())
		must(t, e.command.Wait())
	})
	return e
}

// examine has the process open a file. It is ended where that takes without end.
func (e *examiner) examine(t testing.TB, path string) (result examined) {
	t.Helper()
	watchdog := time.AfterFunc(patience, func() { _ = e.command.Process.Kill() })
	defer watchdog.Stop()
	_, err := e.in.WriteString(path + "\n")
	must(t, errors.Join(err, e.in.Flush()))
	var said []string
	for e.out.Scan() {
		if line, ok := strings.CutPrefix(e.out.Text(), "examined "); ok {
			must(t, json.Unmarshal([]byte(line), &result))
			return result
		}
		said = append(said, e.out.Text())
	}
	t.Fatalf("the process ended: %s", strings.Join(said, "\n"))
	return result
}

// TestHostileFilesAreOpenedOrRefusedInBoundedMemory opens every hostile file in a process of its own, and holds what the
// process says of it, and how much memory it took. No figure of a file that is opened may differ from the sound one's.
func TestHostileFilesAreOpenedOrRefusedInBoundedMemory(t *testing.T) {
	skipUnderDetector(t)
	sound := documented(t)
	other := newExaminer(t)
	for _, h := range slices.Concat(hostileSchemas(), hostileContents(), hostileBytes(), forgeries(t)) {
		path := filepath.Join(t.TempDir(), "hostile.stakebook")
		contents, err := os.ReadFile(sound)
		must(t, err)
		must(t, os.WriteFile(path, contents, 0o600))
		if !made(t, h, path) {
			continue
		}
		result := other.examine(t, path)
		t.Logf("%-40s %4d MiB %6d ms  %t %.70s %.60s", h.name, result.Peak>>20, result.Took.Milliseconds(),
			result.Opened, result.Says, result.Checked)
		if result.Peak > mostMemory {
			t.Errorf("%s: it took %d MiB", h.name, result.Peak>>20)
		}
		if !strings.Contains(result.Says+result.Checked, h.says) {
			t.Errorf("%s: it is refused with %q, want %q", h.name, result.Says+result.Checked, h.says)
		}
		if !result.Opened && result.Says == "" {
			t.Errorf("%s: it was neither opened nor refused", h.name)
		}
		if result.Opened && result.Checked == "" && h.name != longTexts {
			saysTheSame(t, h.name, sound, path)
		}
	}
}

// made makes a hostile file; false where SQLite would not have it.
func made(t *testing.T, h hostile, path string) bool {
	held := true
	t.Run("make "+h.name, func(t *testing.T) {
		defer func() { held = !t.Failed() }()
		h.make(t, path)
	})
	return held
}

// documented makes a book of moderate size with documents and a branch.
func documented(t testing.TB) string {
	t.Helper()
	r := newReference(t, options())
	path := filepath.Join(t.TempDir(), "sound.stakebook")
	must(t, os.WriteFile(path, r.now, 0o600))
	return path
}

func saysTheSame(t testing.TB, name, sound, path string) {
	t.Helper()
	want, err := contentAt(sound)
	must(t, err)
	if got, err := contentAt(path); err != nil || got != want {
		t.Errorf("%s: it is opened and sound, and says something else (%v)", name, err)
	}
}

// longTexts is the one hostile file that is a sound book of its own.
const longTexts = "texts of the greatest length"

// forgeries are books whose pages and chain are right, and whose entries cannot be.
func forgeries(t testing.TB) []hostile {
	forged := func(name, says string, change func(a *attacked)) hostile {
		return hostile{name: name, says: says, make: func(t testing.TB, path string) {
			before := readRows(t, path)
			a := attacked{before}.clone()
			change(a)
			a.rehash(0, len(a.rows))
			must(t, writeRows(path, before, a.rows))
		}}
	}
	last := func(a *attacked) *record { return &a.rows[len(a.rows)-1] }
	as := func(kind, fields string) func(*attacked) {
		return func(a *attacked) { last(a).kind, last(a).fields = text(kind), text(fields) }
	}
	end := strconv.Itoa(referenceEntries)
	return []hostile{
		forged("an entry that reverses itself", "entry "+end, as("reversal", `{"entry":"`+end+`","reason":"x"}`)),
		forged("an entry that reverses a later one", "entry "+end, as("reversal", `{"entry":"`+end+`9","reason":"x"}`)),
		forged("an entry that reverses the last number", "entry "+end,
			as("reversal", `{"entry":"9223372036854775807","reason":"x"}`)),
		forged("an entry that disputes itself", "entry "+end, func(a *attacked) {
			last(a).standing, last(a).disputes = text("claim"), text(end)
		}),
		forged("two entries that reverse one another", "entry "+strconv.Itoa(referenceEntries-1), func(a *attacked) {
			as("reversal", `{"entry":"`+strconv.Itoa(referenceEntries-1)+`","reason":"x"}`)(a)
			a.rows[len(a.rows)-2].kind = text("reversal")
			a.rows[len(a.rows)-2].fields = text(`{"entry":"` + end + `","reason":"x"}`)
		}),
		forged("a commitment of somebody to himself", "entry "+end,
			as("commitment", `{"id":"c-9","investor":"us","company":"us","cap":"1","currency":"USD"}`)),
		forged("a payment of more digits than there are", "entry "+end,
			as("funding", `{"commitment":"c-1","amount":"`+strings.Repeat("9", 900_000)+`"}`)),
		forged("a payment to a commitment that is not there", "entry "+end,
			as("funding", `{"commitment":"nowhere","amount":"1"}`)),
		forged("the name of the book twice", "entry "+end, as("book", `{"name":"Other","currency":"USD"}`)),
		forged(longTexts, "", func(a *attacked) {
			for i := range a.rows[10:] {
				a.rows[10+i].note = text(strings.Repeat("n", ledger.MaxText))
				a.rows[10+i].source = text(strings.Repeat("s", ledger.MaxText))
			}
		}),
	}
}

func TestWhatStandsBesideABookDoesNoHarm(t *testing.T) {
	sound, other := documented(t), newExaminer(t)
	precious := func(t testing.TB, path string) string {
		victim := filepath.Join(filepath.Dir(path), "precious")
		must(t, os.WriteFile(victim, []byte("precious"), 0o600))
		return victim
	}
	for _, beside := range []hostile{
		{"a journal that names a file to remove", func(t testing.TB, path string) {
			must(t, os.WriteFile(path+"-journal", superJournal(t, path, precious(t, path)), 0o600))
		}, ""},
		{"a journal that leads elsewhere", func(t testing.TB, path string) {
			must(t, os.Symlink(precious(t, path), path+"-journal"))
		}, ""},
		{"a journal that leads to an empty file", func(t testing.TB, path string) {
			must(t, os.WriteFile(precious(t, path)+"-empty", nil, 0o600))
			must(t, os.Symlink(precious(t, path)+"-empty", path+"-journal"))
		}, ""},
		{"a lock that leads elsewhere", func(t testing.TB, path string) {
			must(t, os.Symlink(precious(t, path), path+bookfile.LockSuffix))
		}, ""},
		{"a lock that leads to nothing", func(t testing.TB, path string) {
			must(t, os.Symlink(precious(t, path)+"-not", path+bookfile.LockSuffix))
		}, ""},
		{"a lock that is a folder", func(t testing.TB, path string) {
			must(t, os.Mkdir(path+bookfile.LockSuffix, 0o700))
		}, ""},
		{"a journal that is a folder", func(t testing.TB, path string) {
			must(t, os.Mkdir(path+"-journal", 0o700))
		}, ""},
		{"a journal of random bytes", func(t testing.TB, path string) {
			must(t, os.WriteFile(path+"-journal", []byte(strings.Repeat("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7junk", 3000)), 0o600))
		}, ""},
		{"a write-ahead log of random bytes", func(t testing.TB, path string) {
			must(t, os.WriteFile(path+"-wal", []byte(strings.Repeat("\x37\x7f\x06\x82junk", 3000)), 0o600))
			must(t, os.WriteFile(path+"-shm", make([]byte, 32768), 0o600))
		}, ""},
	} {
		t.Run(beside.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "book.stakebook")
			contents, err := os.ReadFile(sound)
			must(t, err)
			must(t, os.WriteFile(path, contents, 0o600))
			beside.make(t, path)
			result := other.examine(t, path)
			t.Logf("%+v", result)
			if result.Opened && result.Checked == "" {
				saysTheSame(t, beside.name, sound, path)
			}
			victim := filepath.Join(filepath.Dir(path), "precious")
			if kept, err := os.ReadFile(victim); !errors.Is(err, fs.ErrNotExist) && string(kept) != "precious" ||
				err != nil && strings.Contains(beside.name, "remove") {
				t.Errorf("the file beside it is %q (%v)", kept, err)
			}
			if empty, err := os.ReadFile(victim + "-empty"); err == nil && len(empty) > 0 {
				t.Errorf("the empty file beside it has %d bytes", len(empty))
			}
			if _, err := os.Lstat(victim + "-not"); err == nil {
				t.Error("a file was made where the lock led to nothing")
			}
		})
	}
}

// superJournal is a journal as SQLite leaves it after a crash in the middle of a write to several databases: it ends
// with the name of a file that SQLite takes away once all is played back.
func superJournal(t testing.TB, path, victim string) []byte {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	first, err := os.ReadFile(path)
	must(t, err)
	const sector = 512
	journal := make([]byte, sector)
	copy(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
	const nonce = 77
	for at, value := range map[int]uint32{8: 1, 12: nonce, 16: uint32(info.Size() / testPage), 20: sector, 24: testPage} {
		binary.BigEndian.PutUint32(journal[at:], value)
	}
	journal = binary.BigEndian.AppendUint32(journal, 1)
	journal = append(journal, first[:testPage]...)
	sum := uint32(nonce)
	for at := testPage - 200; at > 0; at -= 200 {
		sum += uint32(first[at])
	}
	journal = binary.BigEndian.AppendUint32(journal, sum)
	journal = binary.BigEndian.AppendUint32(journal, 1<<30/testPage+1)
	journal = append(journal, victim...)
	sum = 0
	for _, b := range []byte(victim) {
		sum += uint32(int8(b))
	}
	journal = binary.BigEndian.AppendUint32(journal, uint32(len(victim)))
	journal = binary.BigEndian.AppendUint32(journal, sum)
	return append(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"...)
}

func TestOnlyAnOrdinaryFileIsABook(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such files on Windows")
	}
	folder := t.TempDir()
	pipe, loop := filepath.Join(folder, "pipe"), filepath.Join(folder, "loop")
	makePipe(t, pipe)
	must(t, os.Symlink(loop, loop))
	for _, path := range []string{pipe, loop, "/dev/zero", "/dev/null", folder} {
		for _, mode := range []bookfile.Mode{bookfile.Read, bookfile.Write} {
			if file, err := bookfile.Open(path, mode, options()); err == nil {
				t.Errorf("%s was opened (%v)", path, file.Close())
			}
		}
	}
	for _, suffix := range []string{"-journal", "-wal", bookfile.LockSuffix} {
		path := newBook(t, options())
		makePipe(t, path+suffix)
		result := newExaminer(t).examine(t, path) // a pipe may keep whoever opens it waiting without end
		if result.Opened || !strings.Contains(result.Says, "is no ordinary file") {
			t.Errorf("a pipe in place of %s: %+v", suffix, result)
		}
	}
}

// TestRandomFilesAreRefused opens files of random bytes behind the beginning of a book.
func TestRandomFilesAreRefused(t *testing.T) {
	r := newReference(t, options())
	random := rand.New(rand.NewPCG(newSeed(t), 9))
	for range 200 {
		book := slices.Clone(r.now)
		for i := random.IntN(len(book)); i < len(book); i++ {
			book[i] = byte(random.Uint32())
		}
		if err := openAndCheck(book, r.path, options()); err == nil {
			t.Fatal("random bytes are a book")
		}
	}
}
