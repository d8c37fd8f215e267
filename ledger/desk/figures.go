package desk

import (
	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/history"
	"stakebook/ledger/report"
)

// leastKept is how many entries a book has at least whose figures are kept beside its journal. A smaller one is folded
// before anybody notices.
const leastKept = 2_000

// Report makes a report of the book as known at a seq, or as it is where known is 0. Where the journal is not folded and
// figures are kept that are enough for it, it is not folded for this either. Errors are those of View and of the report.
func (d *Desk) Report(r report.Report, known ledger.Seq, p report.Params) (table report.Table, err error) {
	if known == 0 && !d.isFolded() {
		if table, made, err := d.look(r, p); made || err != nil {
			return table, err
		}
	}
	err = d.View(known, func(b *ledger.Book) error {
		table, err = r.Make(b, p)
		return err
	})
	return table, err
}

// look makes a report of the figures that are kept, where there are such and they are enough. They count only where
// their digest is right and they stand for the last entry there is.
func (d *Desk) look(r report.Report, p report.Params) (table report.Table, made bool, err error) {
	seq, head, err := d.file.Head()
	if err != nil {
		return report.Table{}, false, err
	}
	h, err := d.kept(seq, head)
	if err != nil || h == nil || !r.Looks(h, p) {
		return report.Table{}, false, err
	}
	table, err = r.Look(h, seq, head, p)
	if h.Err() != nil {
		return report.Table{}, false, nil // derived: the journal is there
	}
	return table, true, err
}

// kept gives the figures that are kept where they stand for an entry; nil where there are none that do.
func (d *Desk) kept(seq ledger.Seq, head ledger.Hash) (*history.History, error) {
	kept, ok, err := d.file.ReadCheckpoint()
	if err != nil || !ok || kept.Format != history.Format || kept.Seq != seq || kept.Head != head {
		return nil, err
	}
	h, err := history.Read(kept.State)
	if err != nil {
		return nil, nil // derived: the journal is there
	}
	return h, nil
}

// keepFigures keeps the figures of the book from its latest day on, so that it can be asked for them without a fold. They
// are derived: a book whose figures cannot be kept is folded, so that nothing that goes wrong here is worth a word.
func (d *Desk) keepFigures() {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if !d.Writable() || d.book == nil || d.book.Len() < leastKept {
		return
	}
	head := d.book.Head()
	if kept, err := d.kept(head.Seq, head.Hash); err != nil || kept != nil {
		return
	}
	h, err := history.Of(d.book, d.book.Currency(), d.book.LatestDay(civil.On(d.options.Now())))
	if err != nil {
		return
	}
	_ = d.file.WriteCheckpoint(bookfile.Checkpoint{Format: history.Format, Seq: head.Seq, Head: head.Hash,
		State: h.Keep(d.book)})
}
