package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/report"
	"stakebook/ui/dialogs"
	"stakebook/ui/grid"
)

// restoring is one way from a book to an older state of it: a copy is chosen, what differs is shown, and then the copy
// takes the place of the book. The passphrase is kept as long as that lasts.
type restoring struct {
	shell      *Shell
	book       string // its path; there may be nothing, or nothing sound
	passphrase []byte // of the book and of the backups beside it; nil where they are plain
	copies     []desk.Copy

	from    string // the copy that was chosen
	fromKey []byte // opens it, where its passphrase is another one
}

// restore begins with the open book.
func (s *Shell) restore() { s.restoreBook(s.desk.Path(), nil) }

// restoreBook lets a person choose a copy of a book, open here or not, and restore it. A passphrase that is known
// already is taken over.
func (s *Shell) restoreBook(path string, passphrase []byte) {
	r := &restoring{shell: s, book: path, passphrase: slices.Clone(passphrase)}
	r.list()
}

// list reads what copies there are. A passphrase is asked for where they have one.
func (r *restoring) list() {
	r.shell.work("Looking for backups", func(ctx context.Context) error {
		return r.read(ctx, r.passphrase)
	}, func(err error) {
		switch {
		case errors.Is(err, bookfile.ErrEncrypted), errors.Is(err, bookfile.ErrPassphrase):
			r.askKey()
		case err != nil:
			r.forget()
			r.shell.fail("The backups could not be listed", err)
		default:
			r.choose()
		}
	})
}

func (r *restoring) askKey() {
	r.shell.askPassphrase(question{
		title:  "Restore " + filepath.Base(r.book),
		about:  "The book is encrypted. Its passphrase opens it and the backups beside it.",
		action: "Continue", doing: "Looking for backups", try: r.read,
		done: func(passphrase []byte, err error) {
			if err != nil {
				clear(passphrase)
				r.shell.fail("The backups could not be listed", err)
				return
			}
			r.passphrase = passphrase
			r.choose()
		},
	})
}

// read holds a passphrase, or none, against the book and lists its backups.
func (r *restoring) read(ctx context.Context, passphrase []byte) (err error) {
	options := r.shell.options(passphrase)
	if err := unlocks(r.book, options.File); err != nil {
		return err
	}
	r.copies, err = desk.Copies(ctx, r.book, options)
	return err
}

// unlocks holds a passphrase against a book, or the newest backup that tells where the book does not.
func unlocks(book string, options bookfile.Options) error {
	paths := []string{book}
	all, err := backups.List(book)
	if err != nil {
		return err
	}
	for _, b := range slices.Backward(all) {
		paths = append(paths, b.Path)
	}
	for _, path := range paths {
		file, err := bookfile.Open(path, bookfile.Read, options)
		switch {
		case err == nil:
			return file.Close()
		case errors.Is(err, bookfile.ErrEncrypted), errors.Is(err, bookfile.ErrPassphrase):
			return err
		case errors.Is(err, bookfile.ErrNotEncrypted):
			return nil
		}
	}
	return nil // nothing tells; the copy that is chosen will
}

// forget wipes what opens the book.
func (r *restoring) forget() {
	clear(r.passphrase)
	clear(r.fromKey)
}

// What the dialogs of a restore ask of the window.
const restoreWidth, restoreHeight = 860, 520

// choose shows the backups, the newest first.
func (r *restoring) choose() {
	list := grid.New(grid.Options{
		Empty: "There are no backups beside the book yet. A backup that lies elsewhere can be chosen as a file.",
		Title: copyTitle, EscLeaves: true,
		OnOpen: func(path string) { r.compare(path) },
	})
	list.SetTable(r.table())
	if len(r.copies) > 0 {
		list.Select(r.copies[0].Path)
	}
	head := paragraph("Choose a backup. You see what differs before anything is done, and the book as it is now is kept.")
	r.shell.show("backups", "", dialogs.Dialog{
		Title: "Restore " + filepath.Base(r.book), Content: container.NewBorder(head, nil, nil, nil, list),
		Size: fyne.NewSize(restoreWidth, restoreHeight), FirstFocus: list.Focusable(), OnClosed: r.forget,
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Choose a file…", Role: dialogs.Plain, Run: func() bool { r.chooseFile(); return false }},
			{Label: "See what differs…", Role: dialogs.Primary, Run: func() bool {
				if chosen := list.Selected(); len(chosen) > 0 {
					r.compare(chosen[0])
				}
				return false
			}},
		},
	})
}

func copyTitle(column string) string {
	return map[string]string{"made": "Made", "entries": "Entries", "head": "Head", "kb": "Size, KB", "note": ""}[column]
}

// table lists the backups.
func (r *restoring) table() report.Table {
	table := report.Table{Name: "backups", Columns: []report.Column{
		{Name: "made", Type: report.TypeText}, {Name: "entries", Type: report.TypeCount},
		{Name: "head", Type: report.TypeText}, {Name: "kb", Type: report.TypeCount},
		{Name: "note", Type: report.TypeText},
	}}
	entries, now := r.now()
	const kilobyte = 1000
	for _, c := range r.copies {
		made := report.Text(c.At.In(r.shell.zone()).Format(time.DateTime))
		cells := []report.Cell{made, {}, {}, report.Count(int((c.Size + kilobyte - 1) / kilobyte)), {}}
		switch {
		case c.Err != nil:
			cells[4] = report.Text(plainWords(c.Err))
		default:
			cells[1], cells[2] = report.Count(int(c.Entries)), report.Text(shortHead(c.Head))
			if c.Entries == entries && c.Head == now {
				cells[4] = report.Text("the entries that the book has now")
			}
		}
		table.Rows = append(table.Rows, report.Row{ID: c.Path, Cells: cells})
	}
	return table
}

// now is where the book stands, if it is the one that is open.
func (r *restoring) now() (entries ledger.Seq, head ledger.Hash) {
	if s := r.shell; s.desk != nil && s.desk.Path() == r.book {
		at := s.receiptOf(0)
		return ledger.Seq(at.entries), at.head
	}
	return -1, ledger.Hash{}
}

func (r *restoring) chooseFile() {
	ask := Ask{Title: "Restore from", Kind: "Stakebook books", Extensions: []string{bookExtension}}
	r.shell.askForFile(ask, r.compare)
}

// compare reads the book and the copy that was chosen, and shows what differs.
func (r *restoring) compare(from string) {
	r.from = from
	clear(r.fromKey)
	r.fromKey = nil
	var compared desk.Comparison
	r.shell.work("Comparing", func(ctx context.Context) (err error) {
		compared, err = desk.Compare(r.book, from, r.shell.options(r.passphrase), nil)
		return errors.Join(err, ctx.Err())
	}, func(err error) {
		switch {
		case errors.Is(err, bookfile.ErrEncrypted), errors.Is(err, bookfile.ErrPassphrase):
			r.askFromKey()
		case err != nil:
			r.shell.fail(filepath.Base(from)+" cannot be restored", err)
		default:
			r.preview(compared)
		}
	})
}

// askFromKey asks for the passphrase of a copy that the book's does not open.
func (r *restoring) askFromKey() {
	var compared desk.Comparison
	r.shell.askPassphrase(question{
		title:  filepath.Base(r.from) + " has a passphrase of its own",
		about:  "This copy was made when the book had another passphrase, or by somebody else.",
		action: "Continue", doing: "Comparing",
		try: func(ctx context.Context, passphrase []byte) (err error) {
			compared, err = desk.Compare(r.book, r.from, r.shell.options(r.passphrase), passphrase)
			return errors.Join(err, ctx.Err())
		},
		done: func(passphrase []byte, err error) {
			if err != nil {
				clear(passphrase)
				r.shell.fail(filepath.Base(r.from)+" cannot be restored", err)
				return
			}
			r.fromKey = passphrase
			r.preview(compared)
		},
	})
}

// run puts the copy in the place of the book. Where the book is open here it is closed for that, and then opened again.
func (r *restoring) run(c desk.Comparison) {
	s := r.shell
	passphrase, fromKey := slices.Clone(r.passphrase), slices.Clone(r.fromKey)
	s.closeDialogs() // which forgets
	wait := func() {}
	if s.desk != nil && s.desk.Path() == r.book {
		wait = s.release()
	}
	var done desk.Restored
	end := func(err error) {
		clear(fromKey)
		r.restored(opening{path: r.book, mode: bookfile.Write, passphrase: passphrase}, done, err)
	}
	s.carryOut(job{
		title: "Restoring",
		work: func(ctx context.Context) (err error) {
			wait()
			done, err = desk.Restore(ctx, r.book, r.from, s.options(passphrase),
				desk.Restoring{Passphrase: fromKey, OtherBook: !c.SameBook, Memory: s.memory()})
			if err == nil && !c.Here.Encrypted && c.There.Encrypted && fromKey != nil {
				passphrase = slices.Clone(fromKey) // the book is what the copy was
			}
			return err
		},
		done: end, stopped: func() { end(context.Canceled) },
	})
}

// restored opens what is at the path of the book now and says what came of it.
func (r *restoring) restored(o opening, done desk.Restored, err error) {
	s := r.shell
	was := s.desk != nil && s.desk.Path() == r.book
	switch {
	case errors.Is(err, context.Canceled):
		o.then = func() { s.say("Stopped; the book is as it was.") }
	case err != nil:
		o.then = func() { s.fail(filepath.Base(r.book)+" was not restored", err) }
	default:
		s.trace.put(event{Event: "restored", Path: done.Kept, Entries: int(done.Entries)})
		o.then = func() { r.showRestored(done) }
	}
	if err != nil && !was {
		clear(o.passphrase)
		o.then()
		return
	}
	s.openBook(o)
}

func (r *restoring) showRestored(done desk.Restored) {
	text := "The book is as it was in that copy, and open again."
	facts := []dialogs.Fact{
		{Name: "Entries", Value: fmt.Sprint(done.Entries)}, {Name: "Head", Value: done.Head.String()},
		{Name: "Restored from", Value: r.from},
	}
	if done.Kept != "" {
		text += " As it was before, it is kept among its backups."
		facts = append(facts, dialogs.Fact{Name: "Kept as it was at", Value: done.Kept})
	}
	r.shell.show("restored", "", dialogs.Facts("Restored", text, facts, r.shell.Copy))
}
