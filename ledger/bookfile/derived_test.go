package bookfile_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
)

// What is beside the journal is held against what says that it must be there.
func TestCheckFindsWhatDoesNotBelongBesideTheJournal(t *testing.T) {
	for _, test := range []struct{ name, sql, says string }{
		{"a trial entry cut out", `DELETE FROM trials WHERE branch = 1 AND position = 1`,
			`branch "what if": its entry 2 stands where entry 1 belongs`},
		{"one in the middle", `DELETE FROM trials WHERE branch = 2 AND position = 40`,
			`branch "what else": its entry 41 stands where entry 40 belongs`},
		{"a trial entry of no branch", `INSERT INTO trials SELECT 9, position, author, kind, date, source, note, qualifier,
			dated, standing, disputes, fields FROM trials WHERE branch = 1`,
			"the branches: there are entries of a branch 9, which is not there"},
		{"a branch cut out", `DELETE FROM branches WHERE name = 'what if'`,
			"the branches: there are entries of a branch 1, which is not there"},
		{"a document under another fingerprint", `UPDATE documents SET sha256 = replace(sha256, '1', '2') WHERE id = 1`,
			"its contents do not match their fingerprint"},
		{"documents exchanged", `UPDATE documents SET sha256 = 'x' WHERE id = 1; UPDATE documents SET sha256 =
			'1a47d314099eda4ace3f8102d1d94194bbe421fca7b61b609f154959e213a7dd' WHERE id = 2`, "the book is damaged"},
		{"a name beside the id", `INSERT INTO meta VALUES ('head', 'x')`, `beside it stands "head", which is not of a book`},
		{"another instant", `UPDATE meta SET value = 'long ago' WHERE name = 'created'`,
			`the book's instant: it is "long ago"`},
		{"another id", `UPDATE meta SET value = upper(value) WHERE name = 'id'`, "the book's id: it is"},
	} {
		path := documented(t)
		tamper(t, path, test.sql)
		book, err := bookfile.Open(path, bookfile.Read, options())
		if err == nil {
			err = errors.Join(book.Check(context.Background()), book.Close())
		}
		if !errors.Is(err, bookfile.ErrDamaged) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: the error is\n%v, want\n%q", test.name, err, test.says)
		}
	}
}

// SQLite's own check of a schema with views looks at no page that belongs to nothing, and at no free page. A root that was
// put back to its older state is such a case: what the table holds since lies on pages that nothing leads to.
func TestPagesThatBelongToNothingAreFound(t *testing.T) {
	path := documented(t)
	sound, err := os.ReadFile(path)
	must(t, err)
	db := raw(t, path)
	root, err := strconv.Atoi(ask(t, db, `SELECT rootpage FROM sqlite_schema WHERE name = 'trials'`))
	must(t, errors.Join(err, db.Close()))
	lost := slices.Clone(sound)
	empty := page(lost, root-1)
	clear(empty)
	empty[0], empty[5], empty[6] = 10, 0x0f, 0xf8 // a leaf of an index, without cells
	fixChecksum(empty)
	must(t, os.WriteFile(path, lost, 0o600))
	db = raw(t, path)
	if said := ask(t, db, `PRAGMA integrity_check`); said != "ok" {
		t.Errorf("SQLite alone finds %s: then there is no need for a check of our own", said)
	}
	must(t, db.Close())
	book := opened(t, path, bookfile.Read, options())
	err = book.Check(context.Background())
	if !errors.Is(err, bookfile.ErrDamaged) || !strings.Contains(err.Error(), "it belongs to nothing") {
		t.Errorf("the check finds %v", err)
	}
	_, err = bookfile.Open(path, bookfile.Write, options())
	mustBe(t, err, bookfile.ErrDamaged)
}

func TestPagesOfAnEncryptedBookAreFollowedToo(t *testing.T) {
	path := newBook(t, sealed())
	book := opened(t, path, bookfile.Write, sealed())
	_, err := book.PutDocument([]byte(strings.Repeat("an agreement ", 3000)))
	must(t, err)
	must(t, book.PutBranch(bookfile.Branch{Name: "what if", Base: 7, Created: start(), Entries: story(t)[3:6]}))
	must(t, book.DropBranch("what if"))
	must(t, book.Append(payments(t, story(t), 500)))
	must(t, book.Check(t.Context()))
}
