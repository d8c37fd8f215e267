package main

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// writeTotals writes what was paid within the caps in each currency, to the last digit: one line each, the currency and
// the number. It adds the entries up as they are and asks no book.
func writeTotals(w io.Writer, entries iter.Seq[ledger.Entry]) error {
	reversed := reversedOf(entries)
	currencies := make(map[ledger.CommitmentID]money.Currency)
	funded := make(map[string]money.Decimal)
	for e := range entries {
		switch p := e.Payload.(type) {
		case ledger.Commitment:
			currencies[p.ID] = p.Currency
		case ledger.Assignment:
			currencies[p.NewCommitment] = currencies[p.Commitment]
		case ledger.Funding:
			if e.Booked() && !reversed[e.Seq] && p.Outside != ledger.Yes {
				code := currencies[p.Commitment].String()
				funded[code] = funded[code].Add(p.Amount)
			}
		}
	}
	out := bufio.NewWriter(w)
	for _, code := range slices.Sorted(maps.Keys(funded)) {
		write(out, code, " ", funded[code].String(), "\n")
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the totals: %w", err)
	}
	return nil
}
