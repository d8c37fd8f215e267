package bookfile

import (
	"context"
	"errors"
	"time"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// Check goes over the whole book through a connection of its own: the first page and the schema, SQLite's
// integrity check and what every page belongs to, then of every entry that it is written as this package writes it, its
// seq and its hash, then the documents' fingerprints and the branches. It returns nil for a sound book, a *DamageError
// that names the first bad place, or the context's error. While it runs a writer has to wait, and gives up with ErrBusy.
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
	checkPages := func() error { return l.checkPages(ctx) }
	for _, step := range []func() error{
		l.checkIntegrity, checkPages, l.checkMeta, l.checkJournal, l.checkDocuments, l.checkBranches,
	} {
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
	return l.checkTrials()
}

// checkTrials makes sure that every trial entry is one of a branch, and that the entries of each are numbered without a
// gap.
func (l *link) checkTrials() error {
	names := make(map[int64]string)
	err := l.query(`SELECT id, name FROM branches`, nil, func(row *sqlite3.Stmt) error {
		names[row.ColumnInt64(0)] = row.ColumnText(1)
		return nil
	})
	if err != nil {
		return explain("the branches", err)
	}
	if len(names) > MaxBranches {
		return damage("the branches", "there are %d, and a book keeps at most %d", len(names), MaxBranches)
	}
	var branch, last int64
	err = l.query(`SELECT branch, position FROM trials ORDER BY branch, position`, nil, func(row *sqlite3.Stmt) error {
		if next := row.ColumnInt64(0); next != branch {
			branch, last = next, 0
		}
		name, known := names[branch]
		position := row.ColumnInt64(1)
		switch {
		case !known:
			return damage("the branches", "there are entries of a branch %d, which is not there", branch)
		case position != last+1 || position > MaxTrials:
			return damage(branchPlace(name), "its entry %d stands where entry %d belongs", position, last+1)
		}
		last = position
		return nil
	})
	return explain("the branches", err)
}

// checkMeta makes sure that the book says of itself what it must, and nothing else.
func (l *link) checkMeta() error {
	return explain("the book's id", l.query(`SELECT name, value FROM meta`, nil, func(row *sqlite3.Stmt) error {
		name, value := row.ColumnText(0), row.ColumnRawText(1)
		switch name {
		case "id":
			_, err := checkedID(value)
			return err
		case "created":
			short := string(value[:min(len(value), len(ledger.RecordedForm)+1)])
			if _, err := time.Parse(ledger.RecordedForm, short); err != nil {
				return damage("the book's instant", "it is %q", plain(short))
			}
			return nil
		default:
			return damage("the book's id", "beside it stands %q, which is not of a book", plain(name))
		}
	}))
}
