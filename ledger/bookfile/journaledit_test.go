package bookfile_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"

	"github.com/ncruces/go-sqlite3"
	"pgregory.net/rapid"
)

// record is one row of the journal as the table has it.
type record struct {
	seq                                                  int64
	recorded, author, kind, date, source, note           value
	qualifier, dated, standing, disputes, fields, digest value
}

// value is what a column holds: text, or the bytes of a blob; NULL where is is false.
type value struct {
	text string
	is   bool
}

func text(t string) value { return value{t, true} }

// recordColumns are the columns after seq, in the order of record.values.
const recordColumns = "recorded, author, kind, date, source, note, qualifier, dated, standing, disputes, fields, hash"

func (r *record) values() []*value {
	return []*value{&r.recorded, &r.author, &r.kind, &r.date, &r.source, &r.note, &r.qualifier, &r.dated, &r.standing,
		&r.disputes, &r.fields, &r.digest}
}

// columnNames are those of record.values.
func columnNames() []string { return strings.Split(recordColumns, ", ") }

// attacked is a journal in the hands of someone who can write the file, checksums and all.
type attacked struct {
	rows []record
}

func (a attacked) clone() *attacked { return &attacked{slices.Clone(a.rows)} }

// readRows reads a book's journal with no more than the driver.
func readRows(t testing.TB, path string) []record {
	t.Helper()
	db := raw(t, path)
	rows, _, err := db.Prepare(`SELECT seq, ` + recordColumns + ` FROM entries ORDER BY seq`)
	must(t, err)
	var all []record
	for rows.Step() {
		r := record{seq: rows.ColumnInt64(0)}
		for i, v := range r.values() {
			if rows.ColumnType(i+1) != sqlite3.NULL {
				*v = text(string(rows.ColumnRawBlob(i + 1)))
			}
		}
		all = append(all, r)
	}
	must(t, errors.Join(rows.Err(), rows.Close(), db.Close()))
	return all
}

// writeRows makes the journal of a book what it is after an attack: only the rows that differ are touched.
func writeRows(path string, before, after []record) error {
	db, err := sqlite3.OpenFlags(path, sqlite3.OPEN_READWRITE)
	if err != nil {
		return err
	}
	old := make(map[int64]record, len(before))
	for _, r := range before {
		old[r.seq] = r
	}
	var changed []record
	for _, r := range after {
		if was, ok := old[r.seq]; !ok || was != r {
			changed = append(changed, r)
			continue
		}
		delete(old, r.seq)
	}
	err = db.Exec(`PRAGMA synchronous = OFF; BEGIN`)
	for _, seq := range slices.Sorted(maps.Keys(old)) {
		if err == nil {
			err = db.Exec(fmt.Sprintf(`DELETE FROM entries WHERE seq = %d`, seq))
		}
	}
	if err == nil {
		err = insertRows(db, changed)
	}
	if err == nil {
		err = db.Exec(`COMMIT`)
	}
	return errors.Join(err, db.Close())
}

func insertRows(db *sqlite3.Conn, rows []record) error {
	insert, _, err := db.Prepare(`INSERT INTO entries (seq, ` + recordColumns + `)
		VALUES (?,?,?,?,?,?,?,?,?,?,CAST(? AS INTEGER),?,?)`)
	if err != nil {
		return err
	}
	for _, r := range rows {
		err = errors.Join(err, insert.BindInt64(1, r.seq))
		for i, v := range r.values() {
			switch {
			case !v.is:
				err = errors.Join(err, insert.BindNull(i+2))
			case v == &r.digest:
				err = errors.Join(err, insert.BindBlob(i+2, []byte(v.text)))
			default:
				err = errors.Join(err, insert.BindText(i+2, v.text))
			}
		}
		err = errors.Join(err, insert.Exec(), insert.Reset())
	}
	return errors.Join(err, insert.Close())
}

// digestOf is the hash of a row after another, from the written specification: pieces with their lengths before them.
// ok is false where the row is not written as a book writes it.
func digestOf(r record, previous string) (digest string, ok bool) {
	var out []byte
	add := func(piece string) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(piece)))
		out = append(out, piece...)
	}
	add("stakebook entry 1")
	add(previous)
	add(strconv.FormatInt(r.seq, 10))
	ok = true
	for _, v := range []value{r.recorded, r.author, r.kind} {
		add(v.text)
	}
	for _, v := range []value{r.date, r.source, r.note, r.qualifier, r.dated, r.standing, r.disputes} {
		add(v.text)
		ok = ok && v.is == (v.text != "")
	}
	names, texts := decodeFields(r.fields.text)
	ok = ok && encodeFields(names, texts) == r.fields.text
	for i := range names {
		add(names[i])
		add(texts[i])
	}
	sum := sha256.Sum256(out)
	return string(sum[:]), ok
}

// decodeFields reads one JSON object of texts with encoding/json, in its order.
func decodeFields(fields string) (names, texts []string) {
	decoder := json.NewDecoder(strings.NewReader(fields))
	var all []string
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		if word, ok := token.(string); ok {
			all = append(all, word)
		}
	}
	for i := 0; i+1 < len(all); i += 2 {
		names, texts = append(names, all[i]), append(texts, all[i+1])
	}
	return names, texts
}

func encodeFields(names, texts []string) string {
	escape := strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`)
	var out strings.Builder
	for i := range names {
		fmt.Fprintf(&out, `,"%s":"%s"`, escape.Replace(names[i]), escape.Replace(texts[i]))
	}
	return "{" + strings.TrimPrefix(out.String(), ",") + "}"
}

// firstBad is the number of the first entry that is not what the ones before it make it; 0 where all are.
func (a *attacked) firstBad() int64 {
	slices.SortFunc(a.rows, func(x, y record) int { return int(x.seq - y.seq) })
	previous := strings.Repeat("\x00", sha256.Size)
	for i, r := range a.rows {
		digest, ok := digestOf(r, previous)
		if r.seq != int64(i+1) || !ok || digest != r.digest.text {
			return int64(i + 1)
		}
		previous = digest
	}
	return 0
}

// rehash makes the hashes of rows right, from one on and for so many.
func (a *attacked) rehash(from, count int) {
	previous := strings.Repeat("\x00", sha256.Size)
	if from > 0 {
		previous = a.rows[from-1].digest.text
	}
	for i := from; i < min(from+count, len(a.rows)); i++ {
		digest, _ := digestOf(a.rows[i], previous)
		a.rows[i].digest = text(digest)
		previous = digest
	}
}

// renumber gives the rows from one on the numbers that follow the one before.
func (a *attacked) renumber(from int) {
	for i := from; i < len(a.rows); i++ {
		a.rows[i].seq = int64(i + 1)
	}
}

// attack changes a journal at a place, taking what it needs to choose from random.
type attack struct {
	name string
	do   func(a *attacked, at int, random *rand.Rand)
}

// attacks are all there are: of every column, and of whole rows.
func attacks() []attack {
	all := []attack{
		{"a row is cut out", func(a *attacked, at int, _ *rand.Rand) { a.rows = slices.Delete(a.rows, at, at+1) }},
		{"rows are cut out and the rest is numbered anew", func(a *attacked, at int, random *rand.Rand) {
			a.rows = slices.Delete(a.rows, at, min(len(a.rows), at+1+random.IntN(5)))
			a.renumber(at)
		}},
		{"the end is cut off", func(a *attacked, at int, _ *rand.Rand) { a.rows = a.rows[:max(1, at)] }},
		{"a row is slipped in", func(a *attacked, at int, random *rand.Rand) {
			a.rows = slices.Insert(a.rows, at, a.rows[random.IntN(len(a.rows))])
			a.rows[at].author = text("mallory")
			a.renumber(at)
		}},
		{"a row stands twice", func(a *attacked, at int, _ *rand.Rand) {
			a.rows = slices.Insert(a.rows, at, a.rows[at])
			a.renumber(at)
		}},
		{"two rows change places", func(a *attacked, at int, random *rand.Rand) {
			other := (at + 1 + random.IntN(len(a.rows)-1)) % len(a.rows)
			a.rows[at].seq, a.rows[other].seq = a.rows[other].seq, a.rows[at].seq
		}},
		{"what two rows say changes places, but for their hashes", func(a *attacked, at int, random *rand.Rand) {
			x, y := &a.rows[at], &a.rows[(at+1+random.IntN(len(a.rows)-1))%len(a.rows)]
			x.fields, y.fields = y.fields, x.fields
			x.kind, y.kind = y.kind, x.kind
		}},
		{"a row moves behind the end", func(a *attacked, at int, _ *rand.Rand) {
			a.rows[at].seq = a.rows[len(a.rows)-1].seq + 7
		}},
		{"a row moves before the beginning", func(a *attacked, at int, random *rand.Rand) {
			a.rows[at].seq = -random.Int64N(3)
		}},
		{"a row is changed and its own hash made right", func(a *attacked, at int, _ *rand.Rand) {
			a.rows[at].author = text("mallory")
			a.rehash(at, 1)
		}},
		{"a row is changed and some hashes made right", func(a *attacked, at int, random *rand.Rand) {
			a.rows[at].author = text("mallory")
			a.rehash(at, 1+random.IntN(6))
		}},
		{"fields have a space", func(a *attacked, at int, _ *rand.Rand) {
			a.rows[at].fields.text = strings.Replace(a.rows[at].fields.text, `":"`, `": "`, 1)
		}},
		{"a digit of a figure", func(a *attacked, at int, random *rand.Rand) {
			digits := []byte(a.rows[at].fields.text)
			for i := range digits {
				if digits[i] >= '0' && digits[i] <= '8' {
					digits[i]++
					break
				}
			}
			a.rows[at].fields.text = string(digits)
		}},
		{"a shorter hash", func(a *attacked, at int, random *rand.Rand) {
			a.rows[at].digest.text = a.rows[at].digest.text[:random.IntN(32)]
		}},
	}
	for i, name := range columnNames() {
		all = append(all, attack{"another " + name, func(a *attacked, at int, random *rand.Rand) {
			v := a.rows[at].values()[i]
			*v = text(another(name, v.text, random))
		}})
		if slices.Contains([]string{"date", "source", "note", "qualifier", "dated", "standing", "disputes"}, name) {
			all = append(all, attack{"no " + name, func(a *attacked, at int, _ *rand.Rand) {
				*a.rows[at].values()[i] = value{}
			}})
		}
	}
	return all
}

// another is a text that the column could hold, and does not.
func another(column, is string, random *rand.Rand) string {
	choices := map[string][]string{
		"recorded":  {"2026-05-01T10:00:00.123457Z", "2027-05-01T10:00:00.000000Z", "yesterday", ""},
		"author":    {"mallory", "", is + " ", strings.ToUpper(is)},
		"kind":      {"funding", "release", "gift", ""},
		"date":      {"2019-12-31", "2026-02-30", ""},
		"source":    {"elsewhere", "", is + "/"},
		"note":      {"x", "", is + "\u00a0", "\x07"},
		"qualifier": {"about", "at-most", "perhaps", ""},
		"dated":     {"on", "by", ""},
		"standing":  {"claim", "booked", ""},
		"disputes":  {"1", "2", "0", "-1"},
		"fields":    {"{}", is + " ", `{"amount":"1"}`, "", "{", strings.Replace(is, "c-1", `c\u002d1`, 1)},
		"hash":      {strings.Repeat("\x00", 32), strings.Repeat("\xff", 32)},
	}[column]
	return choices[random.IntN(len(choices))]
}

// tamperedWith writes an attacked journal into a copy of the book and says what opening it and the check find.
func tamperedWith(book, copied string, before, after []record) (head string, place string, err error) {
	contents, err := os.ReadFile(book)
	if err != nil {
		return "", "", err
	}
	if err := os.WriteFile(copied, contents, 0o600); err != nil {
		return "", "", err
	}
	if err := writeRows(copied, before, after); err != nil {
		return "", "", err
	}
	file, err := bookfile.Open(copied, bookfile.Read, options())
	if err == nil {
		var hash ledger.Hash
		_, hash, err = file.Head()
		head = string(hash[:])
		err = errors.Join(err, file.Check(context.Background()), file.Close())
	}
	var damaged *bookfile.DamageError
	if errors.As(err, &damaged) {
		return head, damaged.Place, nil
	}
	return head, "", err
}

// asPredicted says what is wrong with what was found of an attack.
func asPredicted(a *attacked, before []record, head, place string) error {
	bad := a.firstBad()
	last := a.rows[len(a.rows)-1]
	want := fmt.Sprint("entry ", bad)
	switch {
	case slices.Equal(a.rows, before) && place == "":
		return nil
	case bad == 0 && place == "" && head != before[len(before)-1].digest.text:
		return nil // carried through to the end: a chain without a key cannot show it, the head that was kept does
	case bad != 0 && place == want:
		return nil
	case bad != 0 && place == "the last entry" && (last.seq < 1 || len(last.digest.text) != sha256.Size):
		return nil // not even opened
	}
	return fmt.Errorf("the first bad entry is %d and the check says %q", bad, place)
}

// longJournal makes a book of n entries in which every column is in use.
func longJournal(t testing.TB, n int) (path string, rows []record) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "long.stakebook")
	all := story(t)
	for len(all) < n {
		i := len(all)
		pairs := []string{"commitment", "c-1", "amount", fmt.Sprintf("%d.50", i), "date", "2024-01-02"}
		for every, pair := range map[int][2]string{2: {"note", fmt.Sprintf("paid %d", i)}, 3: {"source", "a letter"},
			5: {"qualifier", "at-most"}, 7: {"standing", "claim"}, 11: {"dated", "by"}} {
			if i%every == 0 {
				pairs = append(pairs, pair[0], pair[1])
			}
		}
		all = append(all, entry(t, ledger.KindFunding, pairs...))
	}
	book, err := bookfile.Create(path, options())
	must(t, err)
	must(t, book.Append(chained(0, ledger.Hash{}, all...)))
	must(t, book.Close())
	return path, readRows(t, path)
}

func TestTheFirstBadEntryOfAnUntouchedJournalIsNone(t *testing.T) {
	_, rows := longJournal(t, 50)
	if bad := (&attacked{rows}).firstBad(); bad != 0 {
		t.Errorf("it is %d", bad)
	}
}

// TestEveryEditOfALongJournalIsFoundAndNamed tries every attack on 10,000 entries, in the middle, and in the long form
// at the beginning and the end too.
func TestEveryEditOfALongJournalIsFoundAndNamed(t *testing.T) {
	skipUnderDetector(t)
	const entries = 10_000
	path, before := longJournal(t, entries)
	seed := newSeed(t)
	type try struct {
		attack
		at int
	}
	var tries []try
	random := rand.New(rand.NewPCG(seed, 8))
	for _, attack := range attacks() {
		tries = append(tries, try{attack, 1 + random.IntN(entries-2)})
		if *every {
			tries = append(tries, try{attack, 0}, try{attack, 1}, try{attack, entries - 2}, try{attack, entries - 1})
		}
	}
	folder := t.TempDir()
	sideBySide(runtime.GOMAXPROCS(0), len(tries), func(i int) {
		a := attacked{before}.clone()
		tries[i].do(a, tries[i].at, rand.New(rand.NewPCG(seed, uint64(100+i))))
		a.firstBad() // puts them in order
		copied := filepath.Join(folder, fmt.Sprint(i))
		head, place, err := tamperedWith(path, copied, before, a.rows)
		if err == nil {
			err = asPredicted(a, before, head, place)
		}
		if err != nil {
			t.Errorf("%s at %d: %v", tries[i].name, tries[i].at, err)
		}
		if err := os.Remove(copied); err != nil {
			t.Error(err)
		}
	})
}

// TestAnyEditsOfAJournalAreFoundAndNamed tries attacks upon attacks, on a small journal; on 10,000 entries in the long
// form. More of them: -rapid.checks.
func TestAnyEditsOfAJournalAreFoundAndNamed(t *testing.T) {
	skipUnderDetector(t)
	entries := 60
	if *every {
		entries = 10_000
	}
	path, before := longJournal(t, entries)
	copied := filepath.Join(t.TempDir(), "copy.stakebook")
	all := attacks()
	rapid.Check(t, func(t *rapid.T) {
		a := attacked{before}.clone()
		for range rapid.IntRange(1, 3).Draw(t, "attacks") {
			chosen := rapid.SampledFrom(all).Draw(t, "attack")
			seed := rapid.Uint64().Draw(t, "seed")
			chosen.do(a, rapid.IntRange(0, len(a.rows)-1).Draw(t, "at"), rand.New(rand.NewPCG(seed, 0)))
			a.firstBad() // puts them in order
			if twice(a.rows) || len(a.rows) < 2 {
				t.Skip("one number twice cannot be written")
			}
		}
		head, place, err := tamperedWith(path, copied, before, a.rows)
		if err == nil {
			err = asPredicted(a, before, head, place)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

func twice(rows []record) bool {
	for i := 1; i < len(rows); i++ {
		if rows[i].seq == rows[i-1].seq {
			return true
		}
	}
	return false
}

// What a chain without a key cannot show: somebody changes an entry and works out every hash from there on. The check
// calls such a book sound, since it is one: that of another past. The head, kept elsewhere, tells the two apart.
func TestARewriteThroughToTheEndIsToldOnlyByTheHead(t *testing.T) {
	path, before := longJournal(t, 200)
	a := attacked{before}.clone()
	a.rows[120].fields.text = strings.Replace(a.rows[120].fields.text, `"120.50"`, `"9120.50"`, 1)
	if a.rows[120] == before[120] {
		t.Fatal("nothing was changed")
	}
	a.rehash(120, len(a.rows))
	head, place, err := tamperedWith(path, filepath.Join(t.TempDir(), "copy.stakebook"), before, a.rows)
	must(t, err)
	if place != "" {
		t.Errorf("the check finds %s, which no chain without a key can know", place)
	}
	if head == before[len(before)-1].digest.text {
		t.Error("the head is the one that was kept")
	}
}

// The same with the end cut off, which is a roll-back.
func TestARollBackIsToldOnlyByTheHead(t *testing.T) {
	path, before := longJournal(t, 200)
	head, place, err := tamperedWith(path, filepath.Join(t.TempDir(), "copy.stakebook"), before, before[:150])
	must(t, err)
	if place != "" || head != before[149].digest.text {
		t.Errorf("the check finds %q, and the head is %x", place, head)
	}
}

// The control: a list of rows without a chain takes every edit for what was always there.
func TestWithoutAChainEveryEditIsSilent(t *testing.T) {
	_, before := longJournal(t, 60)
	plain := func(rows []record) string {
		var all bytes.Buffer
		for _, r := range rows {
			fmt.Fprintln(&all, r.seq, r.kind.text, r.fields.text)
		}
		return all.String()
	}
	a := attacked{before}.clone()
	a.rows = slices.Delete(a.rows, 30, 31)
	a.renumber(30)
	if plain(a.rows) == plain(before) || a.firstBad() != 31 {
		t.Errorf("an entry cut out is first seen at %d", a.firstBad())
	}
	for i, r := range a.rows {
		if r.seq != int64(i+1) {
			t.Error("the numbers alone would have told")
		}
	}
}
