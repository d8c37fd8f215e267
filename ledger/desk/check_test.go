package desk_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ledger/figures"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

func TestASoundBookIsFoundSound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.stakebook")
	if err := desk.Sample(path, options("ada"), assets.SampleJournal); err != nil {
		t.Fatal(err)
	}
	d := open(t, path, bookfile.Write)
	if _, err := d.Undo(); !errors.Is(err, desk.ErrNothing) {
		t.Errorf("undo of the sample: %v", err)
	}
	record(t, d, `2026-05-01 memo about=amzn-anthropic-1 text="recorded while it is open"`)
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := open(t, path, bookfile.Read).Check(t.Context()); err != nil {
		t.Errorf("beside the writer: %v", err)
	}
}

func TestACheckEndsWithItsContext(t *testing.T) {
	d := caseBook(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("check: %v", err)
	}
}

func TestAChangedByteIsFoundOnOpening(t *testing.T) {
	d := caseBook(t)
	path := d.Path()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("2750000000"))
	if at < 0 {
		t.Fatal("the amount is not in the file")
	}
	data[at] ^= 1 // 2.75 billion becomes 3.75
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Open(path, bookfile.Read, options("bo")); !errors.Is(err, bookfile.ErrDamaged) {
		t.Errorf("open: %v", err)
	}
}

// overspent is an entry that follows the book's last one, with the right hash, and pays a cent too much.
func overspent(t *testing.T, last ledger.Entry) ledger.Entry {
	t.Helper()
	e := ledgertest.Line(t, `2024-03-28 funding commitment=c amount=0.01`)
	e.Seq, e.Author, e.Recorded = last.Seq+1, "mallory", time.Date(2024, time.April, 2, 11, 0, 0, 0, time.UTC)
	e.Hash = ledger.Chain(e, last.Hash)
	return e
}

func TestAnEntryThatBreaksARuleIsFoundThoughItsHashIsRight(t *testing.T) {
	d := caseBook(t)
	path := d.Path()
	entries := journal(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	reader := open(t, path, bookfile.Read)
	file, err := bookfile.Open(path, bookfile.Write, options("mallory").File)
	if err != nil {
		t.Fatal(err)
	}
	err = file.Append([]ledger.Entry{overspent(t, entries[len(entries)-1])})
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
	const place = "entry 18: "
	names := func(what string, err error) {
		t.Helper()
		var refusal *ledger.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), place) || !strings.Contains(err.Error(), "0.01") {
			t.Errorf("%s: %v", what, err)
		}
	}
	names("check", reader.Check(t.Context()))
	for range 2 { // it is not forgotten
		changed, err := reader.Refresh()
		names("refresh", err)
		if changed || len(journal(t, reader)) != len(entries) {
			t.Errorf("the reader took it")
		}
	}
	_, err = desk.Open(path, bookfile.Read, options("bo"))
	names("open", err)
}

func TestTheIdentityNamesCommitmentDayEntryAndBothSums(t *testing.T) {
	c := figures.Commitment{ID: "c", Cap: money.Int(10), Funded: money.Int(4), Recallable: money.Int(1),
		Released: money.Int(2), Firm: money.Int(1), Conditional: money.Int(1), Option: money.Int(3)}
	last := ledger.Entry{Seq: 7, Date: ledgertest.Day(t, "2024-03-27")}
	if err := desk.CheckIdentity(c, last); err != nil {
		t.Errorf("4 − 1 + 2 + 1 + 1 + 3 is 10: %v", err)
	}
	c.Option = money.Int(2)
	const want = "commitment c on 2024-03-27, after entry 7: its parts come to 9, its cap is 10"
	if err := desk.CheckIdentity(c, last); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
