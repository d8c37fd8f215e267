package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/ledgertest"
)

// yardstickDesk opens a copy of the book that speed is measured by for writing.
func yardstickDesk(b *testing.B) *desk.Desk {
	b.Helper()
	from := os.Getenv("STAKEBOOK_YARDSTICK_BOOK")
	if from == "" {
		b.Skip("no book is given")
	}
	path := filepath.Join(b.TempDir(), "yardstick.stakebook")
	copyFile(b, from, path)
	d, err := desk.Open(path, bookfile.Write, desk.Options{Author: "bench", Now: time.Now,
		File: bookfile.Options{Now: time.Now}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := d.Close(); err != nil {
			b.Error(err)
		}
	})
	return d
}

// aCall is a call on the first commitment that has room for it.
func aCall(b *testing.B, d *desk.Desk) ledger.Entry {
	b.Helper()
	var call ledger.Entry
	err := d.View(0, func(book *ledger.Book) error {
		_, last := book.Span()
		for _, id := range book.Commitments() {
			call = ledgertest.Line(b, last.String()+" call commitment="+string(id)+" amount=0.01")
			if book.Try(call) == nil {
				return nil
			}
		}
		return errors.New("no commitment has room for a call")
	})
	if err != nil {
		b.Fatal(err)
	}
	return call
}

// BenchmarkYardstickRecord is what one entry takes, rules and durable write included, and its undo after it.
func BenchmarkYardstickRecord(b *testing.B) {
	d := yardstickDesk(b)
	call := aCall(b, d)
	for b.Loop() {
		if _, err := d.Record(call); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if _, err := d.Undo(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkYardstickUndo is what an undo takes.
func BenchmarkYardstickUndo(b *testing.B) {
	d := yardstickDesk(b)
	call := aCall(b, d)
	for b.Loop() {
		b.StopTimer()
		if _, err := d.Record(call); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := d.Undo(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkYardstickDurableWrite is what the same entry takes to be written and made durable, without a book to ask.
func BenchmarkYardstickDurableWrite(b *testing.B) {
	path := filepath.Join(b.TempDir(), "empty.stakebook")
	file, err := bookfile.Create(path, bookfile.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	var last ledger.Hash
	seq := ledger.Seq(0)
	for b.Loop() {
		seq++
		e := ledger.Entry{Seq: seq, Recorded: time.Unix(0, 0), Date: ledgertest.Day(b, "2024-01-01"),
			Payload: ledger.Memo{About: "c", Text: "as much as a call says"}}
		e.Hash = ledger.Chain(e, last)
		last = e.Hash
		if err := file.Append([]ledger.Entry{e}); err != nil {
			b.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
}
