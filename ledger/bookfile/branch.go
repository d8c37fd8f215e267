package bookfile

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// The most that a book keeps beside its journal.
const (
	MaxBranches   = 200
	MaxBranchName = 80 // bytes
	MaxTrials     = 10_000
)

// Branch is a set of entries that are tried beside the book and are no part of it. Its entries have neither seq
// nor hash; an instant of recording is not kept.
type Branch struct {
	Name    string     // its own among the branches
	Base    ledger.Seq // the last entry of the book when it was begun
	Created time.Time  // UTC, to the microsecond
	Author  string
	Note    string
	Entries []ledger.Entry
}

// PutBranch keeps a branch, in place of one of the same name. Errors are those of Append and ErrTooLarge.
func (f *File) PutBranch(b Branch) error {
	switch {
	case b.Name == "" || len(b.Name) > MaxBranchName || !utf8.ValidString(b.Name) || plain(b.Name) != b.Name:
		return fmt.Errorf("a branch's name is one line of 1 to %d bytes", MaxBranchName)
	case len(b.Entries) > MaxTrials:
		return fmt.Errorf("a branch of %d entries; at most %d are kept: %w", len(b.Entries), MaxTrials, ErrTooLarge)
	case len(b.Note) > ledger.MaxText || len(b.Author) > ledger.MaxText:
		return fmt.Errorf("the branch's note or author: %w", ErrTooLarge)
	case b.Created.IsZero():
		return errors.New("the branch has no instant of its making")
	}
	return f.write("the branch", func(l *link) error {
		if err := l.dropBranch(b.Name); err != nil && !errors.Is(err, ErrNoBranch) {
			return err
		}
		count, err := l.number(`SELECT count(*) FROM branches`)
		if err != nil {
			return err
		}
		if count >= MaxBranches {
			return refusal{fmt.Errorf("a book keeps at most %d branches; drop one first: %w", MaxBranches, ErrTooLarge)}
		}
		return l.insertBranch(b)
	})
}

func (l *link) insertBranch(b Branch) error {
	err := l.query(`INSERT INTO branches (name, base, created, author, note) VALUES (?,?,?,?,nullif(?,''))`,
		func(row *sqlite3.Stmt) error {
			return errors.Join(row.BindText(1, b.Name), row.BindInt64(2, int64(b.Base)),
				row.BindText(3, b.Created.UTC().Format(ledger.RecordedForm)), row.BindText(4, b.Author), row.BindText(5, b.Note))
		}, nil)
	if err != nil {
		return err
	}
	id := l.conn.LastInsertRowID()
	for i, e := range b.Entries {
		if err := ledger.CheckShape(e); err != nil {
			return refusal{fmt.Errorf("entry %d of the branch: %w", i+1, err)}
		}
		err := l.query(`INSERT INTO trials (`+contentColumns+`, branch, position) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
			func(row *sqlite3.Stmt) error {
				b := newBinding(row)
				b.content(&e)
				b.number(contentCount+1, id)
				b.number(contentCount+2, int64(i+1))
				return b.err
			}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// DropBranch removes a branch. ErrNoBranch says that there is none of that name.
func (f *File) DropBranch(name string) error {
	return f.write("the branch", func(l *link) error {
		err := l.dropBranch(name)
		if errors.Is(err, ErrNoBranch) {
			return refusal{err}
		}
		return err
	})
}

func (l *link) dropBranch(name string) error {
	var id int64
	err := l.query(`SELECT id FROM branches WHERE name = ?`,
		func(row *sqlite3.Stmt) error { return row.BindText(1, name) },
		func(row *sqlite3.Stmt) error { id = row.ColumnInt64(0); return nil })
	if err != nil {
		return err
	}
	if id == 0 {
		return fmt.Errorf("%w as %q", ErrNoBranch, plain(name))
	}
	for _, sql := range []string{`DELETE FROM trials WHERE branch = ?`, `DELETE FROM branches WHERE id = ?`} {
		if err := l.query(sql, func(row *sqlite3.Stmt) error { return row.BindInt64(1, id) }, nil); err != nil {
			return err
		}
	}
	return nil
}

// Branches gives every branch, by name.
func (f *File) Branches() (branches []Branch, err error) {
	err = f.with("the branches", func(l *link) error {
		branches, err = l.branches()
		return err
	})
	return branches, err
}

func (l *link) branches() ([]Branch, error) {
	var branches []Branch
	var ids []int64
	err := l.query(`SELECT id, name, base, created, author, coalesce(note, '') FROM branches ORDER BY name LIMIT ?`,
		func(row *sqlite3.Stmt) error { return row.BindInt(1, MaxBranches) },
		func(row *sqlite3.Stmt) error {
			b := Branch{Name: row.ColumnText(1), Base: ledger.Seq(row.ColumnInt64(2)),
				Author: row.ColumnText(4), Note: row.ColumnText(5)}
			created, err := time.Parse(ledger.RecordedForm, row.ColumnText(3))
			if err != nil {
				return damage(branchPlace(b.Name), "its instant is %q", plain(row.ColumnText(3)))
			}
			b.Created = created
			branches, ids = append(branches, b), append(ids, row.ColumnInt64(0))
			return nil
		})
	if err != nil {
		return nil, err
	}
	for i := range branches {
		if branches[i].Entries, err = l.trials(ids[i]); err != nil {
			return nil, &DamageError{Place: branchPlace(branches[i].Name), Err: err}
		}
	}
	return branches, nil
}

func (l *link) trials(branch int64) ([]ledger.Entry, error) {
	var entries []ledger.Entry
	read := newReading()
	err := l.query(`SELECT `+contentColumns+` FROM trials WHERE branch = ? ORDER BY position LIMIT ?`,
		func(row *sqlite3.Stmt) error { return errors.Join(row.BindInt64(1, branch), row.BindInt(2, MaxTrials)) },
		func(row *sqlite3.Stmt) error {
			flat, err := read.content(row)
			if err != nil {
				return fmt.Errorf("entry %d: %w", len(entries)+1, err)
			}
			e, err := read.parser.ParseEntry(flat)
			if err != nil {
				return fmt.Errorf("entry %d: %w", len(entries)+1, err)
			}
			entries = append(entries, e)
			return nil
		})
	return entries, err
}

func branchPlace(name string) string { return fmt.Sprintf("branch %q", plain(name)) }
