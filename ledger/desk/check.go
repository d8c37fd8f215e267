package desk

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"

	"stakebook/ledger"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
)

// Check verifies the whole book: the file, the chain and every entry, then the rules by folding the journal anew, then
// the identity of every commitment on every date on which it changed, then the figures that are kept beside the
// journal. The error names the first place that is wrong, or is the context's.
func (d *Desk) Check(ctx context.Context) error {
	book, err := d.checkedFold(ctx)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	for _, id := range book.Commitments() {
		if err := checkAccount(ctx, book, id); err != nil {
			return fmt.Errorf("check: %w", err)
		}
	}
	if err := d.checkKept(book); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	return nil
}

// checkedFold checks the file and folds its journal at the same time. What is wrong with the file is told before what
// then does not hold of its entries.
func (d *Desk) checkedFold(ctx context.Context) (*ledger.Book, error) {
	folding, stop := context.WithCancel(ctx)
	defer stop()
	file := make(chan error, 1)
	go func() {
		err := d.file.Check(ctx)
		if err != nil {
			stop() // the fold can say nothing more
		}
		file <- err
	}()
	book, err := fold(until(folding, d.file.Entries(0)))
	return book, cmp.Or(<-file, err)
}

// until gives what a sequence gives, and the context's error once it is done.
func until(ctx context.Context, entries iter.Seq2[ledger.Entry, error]) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for e, err := range entries {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// ErrKept is returned where the figures that are kept beside the journal are not those of the journal.
var ErrKept = errors.New("the figures that are kept beside the journal are not what the journal says, " +
	"though they claim to be of its last entry; nothing of the journal is wrong, and recording anything makes them anew")

// checkKept holds the figures that are kept to what a book makes of the journal anew, where they are of its last entry:
// others are not looked at.
func (d *Desk) checkKept(book *ledger.Book) error {
	head := book.Head()
	kept, ok, err := d.file.ReadCheckpoint()
	if err != nil || !ok || kept.Format != history.Format || kept.Seq != head.Seq || kept.Head != head.Hash {
		return err
	}
	read, err := history.Read(kept.State)
	if err != nil {
		return fmt.Errorf("%w (%w)", ErrKept, err)
	}
	again, err := history.Of(book, read.Currency(), read.From())
	if err != nil || !bytes.Equal(again.Keep(book), kept.State) {
		return ErrKept
	}
	return nil
}

// checkAccount holds a commitment to its identity at the end of every day on which it changed.
func checkAccount(ctx context.Context, book *ledger.Book, id ledger.CommitmentID) error {
	var last ledger.Entry
	var figured figures.Commitment
	for e, state := range book.Walk(id) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if last.Seq != 0 && e.Date != last.Date {
			if err := checkIdentity(figured, last); err != nil {
				return err
			}
		}
		last, figured = e, figures.Of(state, e.Date)
	}
	return checkIdentity(figured, last)
}

// checkIdentity holds cap = funded − recallable + released + firm + conditional + option.
func checkIdentity(c figures.Commitment, last ledger.Entry) error {
	sum := c.Funded.Sub(c.Recallable).Add(c.Released).Add(c.Firm).Add(c.Conditional).Add(c.Option)
	if sum.Cmp(c.Cap) != 0 {
		return fmt.Errorf("commitment %s on %s, after entry %d: its parts come to %s, its cap is %s",
			c.ID, last.Date, last.Seq, sum, c.Cap)
	}
	return nil
}
