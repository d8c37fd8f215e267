package bookfile

import (
	"context"
	"errors"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// Check goes over the whole book through a connection of its own: the first page and the schema, SQLite's
// integrity check, then of every entry that it is written as this package writes it, its seq and its hash, then
// the documents' fingerprints and the branches. It returns nil for a sound book, a *DamageError that names the
// first bad place, or the context's error. While it runs a writer has to wait, and gives up with ErrBusy.
func (f *File) Check(ctx context.Context) (err error) {
	l, err := f.beside()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	return l.check(ctx)
}

func (l *link) check(ctx context.Context) (err error) {
	defer guard("the file", &err)
	l.conn.SetInterrupt(ctx)
	defer l.conn.SetInterrupt(context.Background())
	// One transaction, so that it is one state of the book that is checked.
	if err := l.conn.Exec(`BEGIN`); err != nil {
		return stopped(ctx, explain("the file", err))
	}
	for _, step := range []func() error{l.checkIntegrity, l.checkJournal, l.checkDocuments, l.checkBranches} {
		if err = step(); err != nil {
			break
		}
	}
	if !l.conn.GetAutocommit() {
		l.conn.SetInterrupt(context.Background())
		err = errors.Join(err, l.conn.Exec(`ROLLBACK`))
	}
	return stopped(ctx, err)
}

// stopped gives the context's error where that is why a statement ended.
func stopped(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (l *link) checkIntegrity() error { return l.sound(`PRAGMA integrity_check(1)`) }

// checkJournal reads every entry and holds its row and its hash against what they must be.
func (l *link) checkJournal() error {
	var last ledger.Entry
	read := newReading()
	err := l.query(`SELECT `+entryColumns+` FROM entries ORDER BY seq`, nil, func(row *sqlite3.Stmt) error {
		place := entryPlace(last.Seq + 1)
		if seq := ledger.Seq(row.ColumnInt64(contentCount)); seq != last.Seq+1 {
			return damage(place, "entry %d stands where it belongs", seq)
		}
		e, err := read.entry(row)
		if err != nil {
			return &DamageError{Place: place, Err: err}
		}
		if column := differs(row, e); column != "" {
			return damage(place, "the column %s is not written as a book writes it", column)
		}
		if ledger.Chain(e, last.Hash) != e.Hash {
			return damage(place, "it does not match its hash: it, or an entry before it, was changed")
		}
		last = e
		return nil
	})
	return explain(entryPlace(last.Seq+1), err)
}

// differs names the first column of an entry's row that is not what writing the entry anew would give.
func differs(row *sqlite3.Stmt, e ledger.Entry) string {
	texts := []struct{ name, text string }{
		{ledger.FieldAuthor, e.Author}, {ledger.FieldKind, string(e.Kind())}, {ledger.FieldDate, e.Date.String()},
		{ledger.FieldSource, e.Source}, {ledger.FieldNote, e.Note}, {ledger.FieldQualifier, string(e.Qualifier)},
		{ledger.FieldDated, string(e.Dated)}, {ledger.FieldStanding, string(e.Standing)},
	}
	for i, want := range texts {
		optional := i >= 2
		isNull := row.ColumnType(i) == sqlite3.NULL
		if string(row.ColumnRawText(i)) != want.text || isNull != (optional && want.text == "") {
			return want.name
		}
	}
	if string(row.ColumnRawText(contentCount-1)) != string(appendFields(nil, e.FieldTexts(nil))) {
		return "fields"
	}
	if string(row.ColumnRawText(contentCount+1)) != string(e.AppendRecorded(nil)) {
		return ledger.FieldRecorded
	}
	return ""
}

func (l *link) checkDocuments() error {
	type document struct {
		id     int64
		digest ledger.Digest
	}
	var all []document
	err := l.query(`SELECT id, sha256 FROM documents ORDER BY id`, nil, func(row *sqlite3.Stmt) error {
		all = append(all, document{row.ColumnInt64(0), ledger.Digest(row.ColumnText(1))})
		return nil
	})
	for _, d := range all {
		if err == nil {
			_, err = l.document(d.id, d.digest)
		}
	}
	return explain("the documents", err)
}

func (l *link) checkBranches() error {
	branches, err := l.branches()
	if err != nil {
		return explain("the branches", err)
	}
	last, _, err := l.head()
	if err != nil {
		return err
	}
	for _, b := range branches {
		if b.Base < 0 || b.Base > last {
			return damage(branchPlace(b.Name), "it begins after entry %d, which is not there", b.Base)
		}
	}
	return nil
}
