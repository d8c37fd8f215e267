package bookfile_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stakebook/ledger/bookfile"

	"github.com/ncruces/go-sqlite3"
)

var mutantSeed = flag.Uint64("mutants.seed", 0, "replay the changed books of this seed (0 takes a new one)")

// newSeed gives the seed of a harness and says how to replay it.
func newSeed(t testing.TB) uint64 {
	t.Helper()
	seed := *mutantSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("replay with -args -mutants.seed=%d", seed)
	return seed
}

// reference is a book with everything in it, and its own older states.
type reference struct {
	now     []byte
	earlier [][]byte // one entry earlier, and more
	content string   // what it says, read without the package
	before  []string // what the earlier ones say
	path    string
}

// referenceEntries is how many entries the reference book has.
const referenceEntries = 260

func newReference(t testing.TB, o bookfile.Options) *reference {
	t.Helper()
	path := filepath.Join(t.TempDir(), "reference.stakebook")
	all := story(t)
	all = append(all, payments(t, all, referenceEntries-len(all))...)
	book, err := bookfile.Create(path, o)
	must(t, err)
	r := &reference{path: path}
	wrote := 0
	write := func(until int) {
		t.Helper()
		must(t, book.Append(all[wrote:until]))
		wrote = until
		contents, err := os.ReadFile(path)
		must(t, err)
		r.earlier = append(r.earlier, contents)
	}
	write(100)
	for _, document := range []string{"a term sheet", strings.Repeat("an agreement of many pages; ", 900)} {
		_, err := book.PutDocument([]byte(document))
		must(t, err)
	}
	must(t, book.PutBranch(bookfile.Branch{Name: "what if", Base: 7, Created: start(), Entries: story(t)[4:6]}))
	must(t, book.PutBranch(bookfile.Branch{Name: "what else", Base: 90, Created: start(), Entries: all[20:90]}))
	write(200)
	must(t, book.WriteCheckpoint(bookfile.Checkpoint{Format: 1, Seq: all[199].Seq, Head: all[199].Hash,
		State: []byte(strings.Repeat("totals ", 2000))}))
	write(referenceEntries - 1)
	write(referenceEntries)
	must(t, book.Close())
	r.now, r.earlier = r.earlier[len(r.earlier)-1], r.earlier[:len(r.earlier)-1]
	if len(o.Passphrase) == 0 {
		r.content = contentOf(t, r.now)
		for _, older := range r.earlier {
			r.before = append(r.before, contentOf(t, older))
		}
	}
	return r
}

// contentOf reads all that a book says with no more than the driver: every row of every table but the derived one.
func contentOf(t testing.TB, book []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "content.db")
	must(t, os.WriteFile(path, book, 0o600))
	text, err := contentAt(path)
	must(t, err)
	return text
}

func contentAt(path string) (text string, err error) {
	db, err := sqlite3.OpenFlags(path, sqlite3.OPEN_READWRITE)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var all strings.Builder
	for _, sql := range []string{
		`SELECT 'meta', name, quote(value) FROM meta ORDER BY name`,
		`SELECT 'entries', seq, quote(recorded), quote(author), quote(kind), quote(date), quote(source), quote(note),
			quote(qualifier), quote(dated), quote(standing), quote(disputes), quote(fields), quote(hash)
			FROM entries ORDER BY seq`,
		`SELECT 'documents', id, quote(sha256), quote(contents) FROM documents ORDER BY id`,
		`SELECT 'branches', id, quote(name), quote(base), quote(created), quote(author), quote(note)
			FROM branches ORDER BY id`,
		`SELECT 'trials', branch, position, quote(author), quote(kind), quote(date), quote(source), quote(note),
			quote(qualifier), quote(dated), quote(standing), quote(disputes), quote(fields)
			FROM trials ORDER BY branch, position`,
	} {
		rows, _, err := db.Prepare(sql)
		if err != nil {
			return "", err
		}
		for rows.Step() {
			for column := range rows.ColumnCount() {
				all.WriteString(rows.ColumnText(column))
				all.WriteByte('|')
			}
			all.WriteByte('\n')
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return "", err
		}
	}
	return all.String(), nil
}

// verdict is what became of a changed book.
type verdict string

const (
	found      verdict = "found by opening or by the check"
	harmless   verdict = "harmless: the book says what it said"
	rolledBack verdict = "an older state of the whole book, which only a head hash kept elsewhere tells"
	silent     verdict = "changed and unseen"
)

// judge opens a changed book and checks it, and reads what it says where nothing was found.
func (r *reference) judge(changed []byte) verdict {
	if err := openAndCheck(changed, r.path, options()); err != nil {
		return found
	}
	folder, err := os.MkdirTemp(filepath.Dir(r.path), "changed-")
	if err != nil {
		return silent
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "changed.db")
	if err := os.WriteFile(path, changed, 0o600); err != nil {
		return silent
	}
	content, err := contentAt(path)
	switch {
	case err != nil:
		return silent
	case content == r.content:
		return harmless
	case slices.Contains(r.before, content):
		return rolledBack
	default:
		return silent
	}
}

func openAndCheck(book []byte, path string, o bookfile.Options) error {
	file, err := fromMemory(book, path, o)
	if err != nil {
		return err
	}
	return errors.Join(file.Check(context.Background()), file.Close())
}

// tally counts verdicts and remembers the first changes that went wrong.
type tally struct {
	mutex sync.Mutex
	of    map[verdict]int
	wrong []string
}

func (c *tally) add(v verdict, what string, allowed ...verdict) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.of == nil {
		c.of = make(map[verdict]int)
	}
	c.of[v]++
	if !slices.Contains(allowed, v) && len(c.wrong) < 10 {
		c.wrong = append(c.wrong, fmt.Sprintf("%s: %s", what, v))
	}
}

func (c *tally) tell(t *testing.T) {
	t.Helper()
	t.Logf("%v", c.of)
	for _, wrong := range c.wrong {
		t.Error(wrong)
	}
	if c.of[found] == 0 {
		t.Error("nothing at all was found")
	}
}

// change is one way to change a book: it gets bytes of its own, and gives what is left of them.
type change struct {
	what string
	do   func(book []byte) []byte
}

// tryAll judges many changes side by side.
func (r *reference) tryAll(t *testing.T, changes []change, allowed ...verdict) {
	t.Helper()
	var counted tally
	sideBySide(runtime.GOMAXPROCS(0), len(changes), func(i int) {
		changed := changes[i].do(slices.Clone(r.now))
		counted.add(r.judge(changed), changes[i].what, allowed...)
	})
	counted.tell(t)
}

// sample keeps so many of the changes, chosen at random, or all of them in the long form.
func sample(changes []change, keep int, random *rand.Rand) []change {
	if *every || len(changes) <= keep {
		return changes
	}
	random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
	return changes[:keep]
}

func flip(at, bit int) change {
	return change{fmt.Sprintf("bit %d of byte %d is flipped", bit, at), func(book []byte) []byte {
		book[at] ^= 1 << bit
		return book
	}}
}

// TestNoFlippedBitIsSilent flips every bit in the long form (-args -every).
func TestNoFlippedBitIsSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, options())
	random := rand.New(rand.NewPCG(newSeed(t), 1))
	var changes []change
	const header, keep = 100, 400
	for at := range header {
		changes = append(changes, flip(at, random.IntN(8)))
	}
	if *every {
		changes = nil
		for at := range r.now {
			for bit := range 8 {
				changes = append(changes, flip(at, bit))
			}
		}
	} else {
		for range keep {
			changes = append(changes, flip(random.IntN(len(r.now)), random.IntN(8)))
		}
	}
	r.tryAll(t, changes, found)
}

func TestNoTruncationIsSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, options())
	random := rand.New(rand.NewPCG(newSeed(t), 2))
	var at, within []change
	for length := range len(r.now) {
		cut := change{fmt.Sprintf("cut to %d bytes", length), func(book []byte) []byte { return book[:length] }}
		if length%testPage == 0 {
			at = append(at, cut)
		} else {
			within = append(within, cut)
		}
	}
	r.tryAll(t, append(at, sample(within, 150, random)...), found)
}

func page(book []byte, i int) []byte { return book[i*testPage : (i+1)*testPage] }

// Pages that are the same to the byte may change places, and one may stand where nothing is read.
func TestNoSwapOfTwoPagesIsSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, options())
	random := rand.New(rand.NewPCG(newSeed(t), 3))
	var changes []change
	for i := range len(r.now) / testPage {
		for j := range i {
			changes = append(changes, change{fmt.Sprintf("pages %d and %d change places", j, i), func(book []byte) []byte {
				first := slices.Clone(page(book, i))
				copy(page(book, i), page(book, j))
				copy(page(book, j), first)
				return book
			}})
		}
	}
	r.tryAll(t, sample(changes, 250, random), found, harmless)
}

func TestNoPageWrittenOverAnotherIsSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, options())
	random := rand.New(rand.NewPCG(newSeed(t), 4))
	var changes []change
	for i := range len(r.now) / testPage {
		for j := range len(r.now) / testPage {
			if i != j {
				changes = append(changes, change{fmt.Sprintf("page %d stands at %d too", j, i), func(book []byte) []byte {
					copy(page(book, i), page(book, j))
					return book
				}})
			}
		}
	}
	r.tryAll(t, sample(changes, 250, random), found, harmless)
}

// A page that is put back to its own older state has a right checksum. Where it is the last page of the journal and
// nothing else knows of the entries on it, the book is then a whole older one: a roll-back, as if the file had been
// replaced by its own older copy. No book without a key can show that by itself, and every one that is met here is
// told by its head, which is another than the one that was remembered.
func TestNoStalePageIsSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, options())
	var changes []change
	for age, older := range r.earlier {
		for i := range len(older) / testPage {
			if string(page(older, i)) == string(page(r.now, i)) {
				continue
			}
			changes = append(changes, change{fmt.Sprintf("page %d is of state %d", i, age), func(book []byte) []byte {
				copy(page(book, i), page(older, i))
				return book
			}})
		}
		changes = append(changes, change{fmt.Sprintf("all pages but the first are of state %d", age),
			func(book []byte) []byte {
				copy(book[testPage:], older[testPage:])
				return book
			}})
	}
	r.tryAll(t, changes, found, harmless, rolledBack)
	remembered := rememberedHead(t, r.now, r.path)
	for age, older := range r.earlier {
		if rememberedHead(t, older, r.path) == remembered {
			t.Errorf("the head of state %d is the one that was remembered", age)
		}
	}
}

func rememberedHead(t testing.TB, book []byte, path string) string {
	t.Helper()
	file, err := fromMemory(book, path, options())
	must(t, err)
	seq, hash, err := file.Head()
	must(t, errors.Join(err, file.Close()))
	return fmt.Sprint(seq, hash)
}

func TestGarbageBehindTheBookIsHarmless(t *testing.T) {
	r := newReference(t, options())
	random := rand.New(rand.NewPCG(newSeed(t), 5))
	var changes []change
	for _, length := range []int{1, 511, 512, testPage - 1, testPage, testPage + 1, 3 * testPage, 100_000} {
		garbage := make([]byte, length)
		for i := range garbage {
			garbage[i] = byte(random.Uint32())
		}
		changes = append(changes, change{fmt.Sprintf("%d bytes more", length), func(book []byte) []byte {
			return append(book, garbage...)
		}})
	}
	changes = append(changes, change{"the book twice", func(book []byte) []byte { return append(book, book...) }},
		change{"a byte is changed", flip(5000, 1).do}) // so that something is found
	r.tryAll(t, changes, found, harmless)
}

// An encrypted book is tried less often, since each opening derives the key.
func TestNoChangeOfAnEncryptedBookIsSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, sealed())
	random := rand.New(rand.NewPCG(newSeed(t), 6))
	flips := 5
	if *every {
		flips = 2000
	}
	var changes []change
	for range flips {
		changes = append(changes, flip(random.IntN(len(r.now)), random.IntN(8)))
	}
	pages := len(r.now) / testPage
	changes = append(changes,
		change{"two pages change places", func(book []byte) []byte {
			i := 2 + random.IntN(pages-3)
			first := slices.Clone(page(book, i))
			copy(page(book, i), page(book, i+1))
			copy(page(book, i+1), first)
			return book
		}},
		change{"the last page is cut off", func(book []byte) []byte { return book[:len(book)-testPage] }},
		change{"only the clear header is left", func(book []byte) []byte { return book[:testPage] }},
		change{"the clear header is cut", func(book []byte) []byte { return book[:testPage-1] }},
		change{"another book's header", func(book []byte) []byte {
			copy(book, newReference(t, sealed()).now[:testPage])
			return book
		}})
	for _, change := range changes {
		err := openAndCheck(change.do(slices.Clone(r.now)), r.path, sealed())
		if !errors.Is(err, bookfile.ErrDamaged) && !errors.Is(err, bookfile.ErrNotBook) &&
			!errors.Is(err, bookfile.ErrNotEncrypted) && !errors.Is(err, bookfile.ErrNewer) {
			t.Errorf("%s: the error is %v", change.what, err)
		}
	}
}

// The control: a database of SQLite alone, with neither checksums nor chain, that holds the same rows. Its own
// integrity check is all that looks at it, and it misses changes; were none missed, these tests would see nothing.
func TestWithoutChecksumsAndChainChangesAreSilent(t *testing.T) {
	skipUnderDetector(t)
	r := newReference(t, options())
	control := withoutProtection(t, r.now)
	want := contentOf(t, control)
	random := rand.New(rand.NewPCG(newSeed(t), 7))
	folder := t.TempDir()
	missed := 0
	const flips = 100
	for i := range flips {
		changed := slices.Clone(control)
		changed[random.IntN(len(changed))] ^= 1 << random.IntN(8)
		path := filepath.Join(folder, fmt.Sprint(i))
		must(t, os.WriteFile(path, changed, 0o600))
		if sound(path) {
			if content, err := contentAt(path); err == nil && content != want {
				missed++
			}
		}
	}
	t.Logf("%d of %d flipped bits changed what the control says, and its integrity check says ok", missed, flips)
	if missed == 0 {
		t.Error("the control hides nothing")
	}
}

// withoutProtection copies a book's tables into a database without reserved bytes.
func withoutProtection(t testing.TB, book []byte) []byte {
	t.Helper()
	from, to := filepath.Join(t.TempDir(), "book"), filepath.Join(t.TempDir(), "control")
	must(t, os.WriteFile(from, book, 0o600))
	db, err := sqlite3.OpenFlags(to, sqlite3.OPEN_READWRITE|sqlite3.OPEN_CREATE)
	must(t, err)
	for _, statement := range bookfile.Schema() {
		must(t, db.Exec(statement))
	}
	must(t, db.Exec(`ATTACH `+sqlite3.Quote(from)+` AS book`))
	for _, table := range []string{"meta", "entries", "checkpoint", "documents", "branches", "trials"} {
		must(t, db.Exec(`INSERT INTO main.`+table+` SELECT * FROM book.`+table))
	}
	must(t, db.Close())
	contents, err := os.ReadFile(to)
	must(t, err)
	return contents
}

// sound asks SQLite alone.
func sound(path string) bool {
	db, err := sqlite3.OpenFlags(path, sqlite3.OPEN_READWRITE)
	if err != nil {
		return false
	}
	rows, _, err := db.Prepare(`PRAGMA integrity_check`)
	ok := err == nil && rows.Step() && rows.ColumnText(0) == "ok"
	if err == nil {
		err = errors.Join(rows.Err(), rows.Close())
	}
	return errors.Join(err, db.Close()) == nil && ok
}
