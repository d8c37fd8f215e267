package bookfile_test

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
)

var every = flag.Bool("every", false, "flip a bit of every byte of the book instead of a sample (minutes)")

func TestAFileThatIsNoBookOrWasTamperedWithIsRefused(t *testing.T) {
	sql := func(statements string) func(testing.TB, string) {
		return func(t testing.TB, path string) { tamper(t, path, statements) }
	}
	const rewrite = `PRAGMA writable_schema = ON; `
	tests := []struct {
		name string
		harm func(t testing.TB, path string)
		is   error
		says string
	}{
		{"nothing there", func(t testing.TB, path string) { must(t, os.Remove(path)) }, fs.ErrNotExist, ""},
		{"a folder", func(t testing.TB, path string) { must(t, os.Remove(path)); must(t, os.Mkdir(path, 0o700)) },
			bookfile.ErrNotBook, "it is a folder"},
		{"an empty file", replaced(nil), bookfile.ErrNotBook, "it is empty"},
		{"a text", replaced([]byte(strings.Repeat("not a book\n", 1000))), bookfile.ErrNotBook, ""},
		{"a short text", replaced([]byte("x")), bookfile.ErrNotBook, ""},
		{"another database", sql(`PRAGMA application_id = 7`), bookfile.ErrNotBook, "a database of something else"},
		{"a newer format", sql(`PRAGMA user_version = 3`), bookfile.ErrNewer,
			"this book was written by a newer Stakebook (format 3; this one reads up to 1)"},
		{"no format", sql(`PRAGMA user_version = 0`), bookfile.ErrDamaged, "the first page: there is no format 0"},
		{"checksums turned off", flipped(20, 8), bookfile.ErrDamaged, "its pages keep 0 bytes"},
		{"a trigger", sql(`CREATE TRIGGER raise AFTER INSERT ON entries BEGIN
			UPDATE entries SET fields = '{}' WHERE seq = 5; END`), bookfile.ErrDamaged,
			`the schema: the trigger "raise" is not one of a book`},
		{"a table too many", sql(`CREATE TABLE extra (x)`), bookfile.ErrDamaged, `the table "extra" is not one of a book`},
		{"a view too many", sql(`CREATE VIEW extra AS SELECT 1`), bookfile.ErrDamaged, `the view "extra" is not`},
		{"a column too many", sql(`ALTER TABLE entries ADD COLUMN x TEXT`), bookfile.ErrDamaged,
			`the table "entries" is not`},
		{"a changed view", sql(`DROP VIEW funding; CREATE VIEW funding AS SELECT 1 AS amount`), bookfile.ErrDamaged,
			`the view "funding" is not`},
		{"a view less", sql(`DROP VIEW funding`), bookfile.ErrDamaged,
			`the schema: it lacks CREATE VIEW "funding" AS SELECT`},
		{"an index less", sql(`DROP INDEX documents_by_sha256`), bookfile.ErrDamaged, "it lacks CREATE UNIQUE INDEX"},
		{"a trigger that calls itself statistics", sql(rewrite + `INSERT INTO sqlite_schema VALUES
			('trigger','sqlite_stat1','entries',0,'CREATE TRIGGER sqlite_stat1 AFTER INSERT ON entries BEGIN SELECT 1; END')`),
			bookfile.ErrDamaged, "sqlite_stat1"},
		{"a schema that is no SQL", sql(rewrite + `UPDATE sqlite_schema SET sql = 'CREATE TABLE entries nonsense'
			WHERE name = 'entries'`), bookfile.ErrDamaged, "the schema"},
		{"a page cut off", func(t testing.TB, path string) {
			info, err := os.Stat(path)
			must(t, err)
			must(t, os.Truncate(path, info.Size()-4096))
		}, bookfile.ErrDamaged, ""},
	}
	for _, test := range tests {
		for _, mode := range []bookfile.Mode{bookfile.Read, bookfile.Write} {
			path := newBook(t, options())
			test.harm(t, path)
			book, err := bookfile.Open(path, mode, options())
			if err == nil {
				err = errors.Join(errors.New("it was opened"), book.Close())
			}
			if !errors.Is(err, test.is) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s: the error is\n%v, want %v and\n%q", test.name, err, test.is, test.says)
			}
			if _, err := os.Lstat(path + bookfile.LockSuffix); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: the lock stays behind", test.name)
			}
		}
	}
}

// replaced puts other contents in the book's place.
func replaced(contents []byte) func(testing.TB, string) {
	return func(t testing.TB, path string) { must(t, os.WriteFile(path, contents, 0o600)) }
}

// flipped turns bits of one byte.
func flipped(at int64, bits byte) func(testing.TB, string) {
	return func(t testing.TB, path string) {
		contents, err := os.ReadFile(path)
		must(t, err)
		contents[at] ^= bits
		must(t, os.WriteFile(path, contents, 0o600))
	}
}

func TestCheckNamesTheFirstBadPlace(t *testing.T) {
	tests := []struct{ name, sql, says string }{
		{"a figure", `UPDATE entries SET fields = replace(fields, '1250000000', '1350000000') WHERE seq = 5`,
			"the book is damaged: entry 5: it does not match its hash"},
		{"a note", `UPDATE entries SET note = 'x' WHERE seq = 4`, "entry 4: it does not match its hash"},
		{"an instant", `UPDATE entries SET recorded = '2026-05-01T10:00:09.123456Z' WHERE seq = 2`,
			"entry 2: it does not match"},
		{"a hash", `UPDATE entries SET hash = zeroblob(32) WHERE seq = 3`, "entry 3: it does not match its hash"},
		{"a short hash", `UPDATE entries SET hash = x'00' WHERE seq = 3`, "entry 3: its instant is no text or its hash"},
		{"an entry cut out", `DELETE FROM entries WHERE seq = 3`, "entry 3: entry 4 stands where it belongs"},
		{"the first cut off", `DELETE FROM entries WHERE seq = 1`, "entry 1: entry 2 stands where it belongs"},
		{"two swapped", `UPDATE entries SET seq = 99 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 3;
			UPDATE entries SET seq = 3 WHERE seq = 99`, "entry 2: it does not match its hash"},
		{"one slipped in", `INSERT INTO entries SELECT 8, recorded, author, kind, date, source, note, qualifier, dated,
			standing, disputes, fields, hash FROM entries WHERE seq = 5`, "entry 8: it does not match its hash"},
		{"an unknown kind", `UPDATE entries SET kind = 'gift' WHERE seq = 5`, `entry 5: kind: "gift" is no kind of entry`},
		{"an unknown field", `UPDATE entries SET fields = '{"commitment":"c-1","amount":"1","x":"1"}' WHERE seq = 5`,
			"entry 5: x: "},
		{"a number in the fields", `UPDATE entries SET fields = '{"seq":"5","commitment":"c-1","amount":"1"}' WHERE seq = 5`,
			"entry 5: seq: is given twice"},
		{"a field twice", `UPDATE entries SET fields = '{"commitment":"c-1","amount":"1","amount":"2"}' WHERE seq = 5`,
			"entry 5: amount: is given twice"},
		{"a field that is a number", `UPDATE entries SET fields = '{"commitment":"c-1","amount":1250000000}' WHERE seq = 5`,
			"entry 5: the fields are not one JSON object of texts"},
		{"an exponent", `UPDATE entries SET fields = replace(fields, '1250000000', '1e100000000') WHERE seq = 5`,
			"entry 5: amount"},
		{"spaces in the fields", `UPDATE entries SET fields = json_pretty(fields) WHERE seq = 5`,
			"entry 5: the fields are not"},
		{"fields in another order", `UPDATE entries SET fields = '{"amount":"1250000000","commitment":"c-1"}' WHERE seq = 5`,
			"entry 5: the column fields is not written as a book writes it"},
		{"an empty text for none", `UPDATE entries SET note = '' WHERE seq = 5`, "entry 5: the column note is not written"},
		{"a default that is spelled out", `UPDATE entries SET dated = 'on' WHERE seq = 5`,
			"entry 5: the column dated is not written"},
		{"a control character", `UPDATE entries SET note = char(7) WHERE seq = 5`,
			"entry 5: note: the text holds the control"},
		{"fields beyond all bounds", `UPDATE entries SET fields = '{"commitment":"' || printf('%.*c', 2000000, 'x') || '"}'
			WHERE seq = 5`, "entry 5: the fields have 2000017 bytes, at most"},
		{"a note beyond all bounds", `UPDATE entries SET note = printf('%.*c', 20000, 'x') WHERE seq = 5`,
			"entry 5: note: the text has 20000 bytes"},
		{"contents of a document", `UPDATE documents SET contents = x'00'`, "its contents do not match their fingerprint"},
		{"a branch's entry", `UPDATE trials SET fields = '{}'`, `branch "what if": entry 1: commitment: is missing`},
		{"a branch from nowhere", `UPDATE branches SET base = 50`, `branch "what if": it begins after entry 50`},
	}
	for _, test := range tests {
		path := newBook(t, options())
		writer, err := bookfile.Open(path, bookfile.Write, options())
		must(t, err)
		_, err = writer.PutDocument([]byte("a term sheet"))
		must(t, err)
		must(t, writer.PutBranch(bookfile.Branch{Name: "what if", Base: 7, Created: start(), Entries: story(t)[4:5]}))
		must(t, writer.Close())
		tamper(t, path, test.sql)
		book, err := bookfile.Open(path, bookfile.Read, options())
		if err == nil {
			err = book.Check(context.Background())
			must(t, book.Close())
		}
		if !errors.Is(err, bookfile.ErrDamaged) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: the error is\n%v, want\n%q", test.name, err, test.says)
		}
	}
}

func TestAPageChecksumIsWhatFindsAFlippedFigure(t *testing.T) {
	path := newBook(t, options())
	contents, err := os.ReadFile(path)
	must(t, err)
	at := strings.Index(string(contents), "4000000000.10")
	if at < 0 {
		t.Fatal("the figure is not in the file")
	}
	flipped(int64(at), 1)(t, path)
	_, err = bookfile.Open(path, bookfile.Read, options())
	mustBe(t, err, bookfile.ErrDamaged)
	if !strings.HasSuffix(err.Error(), "the book is damaged: the file: a page does not match its checksum") {
		t.Error(err)
	}
}

func TestStatisticsOfAnotherToolAreDroppedNotRefused(t *testing.T) {
	path := newBook(t, options())
	tamper(t, path, `ANALYZE`)
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
	book, err := bookfile.Open(path, bookfile.Write, options())
	must(t, err)
	must(t, book.Close())
	db := raw(t, path)
	if left := ask(t, db, `SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'`); left != "" {
		t.Errorf("%s is left", left)
	}
	must(t, db.Close())
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
}

func TestABookThatWasSwitchedToAnotherJournalIsSwitchedBackByAWriter(t *testing.T) {
	path := newBook(t, options())
	tamper(t, path, `PRAGMA journal_mode = WAL`)
	_, err := bookfile.Open(path, bookfile.Read, options())
	if err == nil || !strings.Contains(err.Error(), "the book is in journal mode wal; open it once for writing") {
		t.Errorf("the error is %v", err)
	}
	mustBeSame(t, opened(t, path, bookfile.Write, options()), story(t))
	mustBeSame(t, opened(t, path, bookfile.Read, options()), story(t))
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	for _, file := range files {
		if strings.HasSuffix(file.Name(), "-wal") || strings.HasSuffix(file.Name(), "-shm") {
			t.Errorf("%s is left", file.Name())
		}
	}
}

func TestANewBookHasTheNumbersOfItsFormat(t *testing.T) {
	path := newBook(t, options())
	db := raw(t, path)
	for pragma, want := range map[string]string{
		"application_id": "1400136299", "user_version": "1", "page_size": "4096", "encoding": "UTF-8",
		"journal_mode": "delete", "checksum_verification": "1", "auto_vacuum": "0", "integrity_check": "ok",
	} {
		if got := ask(t, db, "PRAGMA "+pragma); got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
	must(t, db.Close())
	header, err := os.ReadFile(path)
	must(t, err)
	if header[20] != 8 {
		t.Errorf("the reserve byte is %d", header[20])
	}
}

func FuzzFields(f *testing.F) {
	for _, seed := range []string{`{}`, `}`, "{\"\n\":\"\"}", `{"a":"b"}`,
		`{"a":"b","c":"\"\\\n\r\t"}`, `{"a":"b",}`, `{"a":1}`,
		`{"a":"\u0041"}`, `{"a":"b"} `, `{`, ``, `{"a":"b"`, `[]`, `{"a":null}`, `{"a":"ü"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pairs, err := bookfile.ParseFields(text, nil)
		if err != nil {
			return
		}
		if again := string(bookfile.AppendFields(nil, pairs)); again != text {
			t.Errorf("%q was read and is written %q", text, again)
		}
	})
}
