package desk

import (
	"context"
	"fmt"

	"stakebook/ledger"
	"stakebook/ledger/figures"
)

// Check verifies the whole book: the file, the chain and every entry, then the rules by folding the journal anew, then
// the identity of every commitment on every date on which it changed. The error names the first place that is wrong.
func (d *Desk) Check(ctx context.Context) error {
	if err := d.file.Check(ctx); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	book, err := ledger.Fold(d.file.Entries(0))
	if err != nil {
		return fmt.Errorf("check: rules: %w", err)
	}
	for _, id := range book.Commitments() {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("check: %w", err)
		}
		for e, state := range book.Walk(id) {
			if err := checkIdentity(figures.Of(state, e.Date), e); err != nil {
				return fmt.Errorf("check: %w", err)
			}
		}
	}
	return nil
}

// checkIdentity holds cap = funded − recallable + released + firm + conditional + option.
func checkIdentity(c figures.Commitment, e ledger.Entry) error {
	sum := c.Funded.Sub(c.Recallable).Add(c.Released).Add(c.Firm).Add(c.Conditional).Add(c.Option)
	if sum.Cmp(c.Cap) != 0 {
		return fmt.Errorf("commitment %s after entry %d of %s: its parts come to %s, its cap is %s",
			c.ID, e.Seq, e.Date, sum, c.Cap)
	}
	return nil
}
