package main

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// writeAccounts writes entries as a person keeps them in a program for plain text accounting: every amount that moves
// is a transaction of two postings, under an account for the investor, the company and the commitment; rates and
// levels of an index are prices; the rest is a remark, units of securities too: thousands of commodities would make
// every balance of theirs slower. What was reversed is written, and taken back by a transaction of its own.
func writeAccounts(w io.Writer, entries iter.Seq[ledger.Entry], d dialect) error {
	a := &accounts{out: bufio.NewWriterSize(w, 256<<10), dialect: d,
		reversed:    reversedOf(entries),
		taken:       make(map[ledger.Seq][]move),
		commitments: make(map[ledger.CommitmentID]*commitment),
		promises:    make(map[ledger.UndertakingID]move),
	}
	for e := range entries {
		a.entry(e)
	}
	if err := a.out.Flush(); err != nil {
		return fmt.Errorf("write the accounts: %w", err)
	}
	return nil
}

// reversedOf is which entries are reversed later on.
func reversedOf(entries iter.Seq[ledger.Entry]) map[ledger.Seq]bool {
	reversed := make(map[ledger.Seq]bool)
	for e := range entries {
		if reversal, ok := e.Payload.(ledger.Reversal); ok {
			reversed[reversal.Entry] = true
		}
	}
	return reversed
}

// accounts is a set of accounts being written.
type accounts struct {
	out     *bufio.Writer
	dialect dialect

	reversed    map[ledger.Seq]bool
	taken       map[ledger.Seq][]move // what is to be taken back
	commitments map[ledger.CommitmentID]*commitment
	promises    map[ledger.UndertakingID]move // a delivery on each
}

// commitment is what the later entries about one need of it.
type commitment struct {
	company  string
	investor string
	account  string // Investor:Company:Commitment
	currency string
	cap      money.Decimal
}

// entry writes one entry.
func (a *accounts) entry(e ledger.Entry) {
	if !e.Booked() {
		a.remark(e)
		return
	}
	if reversal, ok := e.Payload.(ledger.Reversal); ok {
		for _, m := range a.taken[reversal.Entry] {
			m.day, m.words, m.back = e.Date, "reversal", !m.back
			a.dialect.move(a.out, m)
		}
		return
	}
	if a.price(e) {
		return
	}
	moves := a.moves(e)
	for _, m := range moves {
		m.day, m.words = e.Date, string(e.Kind())
		a.dialect.move(a.out, m)
		if a.reversed[e.Seq] {
			a.taken[e.Seq] = append(a.taken[e.Seq], m)
		}
	}
	if len(moves) == 0 {
		a.remark(e)
	}
}

// remark writes an entry that moves nothing.
func (a *accounts) remark(e ledger.Entry) {
	var words strings.Builder
	words.WriteString(string(e.Kind()))
	for _, pair := range e.Fields() {
		words.WriteString(" " + pair.Name + "=" + pair.Text)
	}
	a.dialect.remark(a.out, e.Date, words.String())
}

// price writes a rate or a level of an index; false where the entry is none.
func (a *accounts) price(e ledger.Entry) bool {
	switch p := e.Payload.(type) {
	case ledger.Rate:
		a.dialect.price(a.out, e.Date, p.Base.String(), p.Rate.String(), p.Quote.String())
	case ledger.Index:
		a.dialect.price(a.out, e.Date, p.Name, p.Level.String(), "USD")
	default:
		return false
	}
	return true
}

// moves are the amounts that an entry moves.
func (a *accounts) moves(e ledger.Entry) []move {
	switch p := e.Payload.(type) {
	case ledger.Commitment:
		c := newCommitment(p.Investor, p.Company, p.ID, p.Currency.String(), p.Cap)
		a.commitments[p.ID] = c
		return c.moves("Assets:Committed:", "Equity:Promised:", p.Cap)
	case ledger.Assignment:
		return a.assign(p)
	case ledger.Amendment:
		if c := a.commitments[ledger.CommitmentID(p.About)]; c != nil && p.Cap.Given() {
			more := p.Cap.Sub(c.cap)
			c.cap = p.Cap
			return c.moves("Assets:Committed:", "Equity:Promised:", more)
		}
	case ledger.Call:
		return a.commitments[p.Commitment].moves("Assets:Called:", "Liabilities:Called:", p.Amount)
	case ledger.Funding:
		return a.commitments[p.Commitment].paid(p)
	case ledger.Release:
		return a.commitments[p.Commitment].moves("Equity:Released:", "Assets:Committed:", p.Amount)
	case ledger.Distribution:
		if c := a.commitments[p.Commitment]; c != nil {
			return []move{{to: "Assets:Cash:" + c.investor, from: "Income:Distributed:" + c.account,
				number: p.Amount.String(), commodity: c.currency}}
		}
		return []move{{to: "Assets:Cash:" + account(string(p.Holder)), from: "Income:Direct:" + account(string(p.Company)),
			number: p.Amount.String(), commodity: p.Currency.String()}}
	case ledger.Undertaking:
		return a.promise(p)
	case ledger.Delivery:
		m := a.promises[p.Undertaking]
		m.number = p.Amount.String()
		return []move{m}
	}
	return nil
}

func newCommitment(investor, company ledger.PartyID, id ledger.CommitmentID, currency string,
	cap money.Decimal) *commitment {
	by := account(string(investor))
	return &commitment{company: string(company), investor: by, currency: currency, cap: cap,
		account: by + ":" + account(string(company)) + ":" + account(string(id))}
}

// moves is an amount passing between two accounts of a commitment; none where the entry says no amount.
func (c *commitment) moves(to, from string, amount money.Decimal) []move {
	if !amount.Given() {
		return nil
	}
	m := move{to: to + c.account, from: from + c.account, number: amount.String(), commodity: c.currency}
	if amount.Sign() < 0 {
		m.number, m.to, m.from = amount.Neg().String(), m.from, m.to
	}
	return []move{m}
}

// paid is money leaving the investor: within the cap, or beside it.
func (c *commitment) paid(p ledger.Funding) []move {
	to := "Assets:Funded:" + c.account
	if p.Outside == ledger.Yes {
		to = "Assets:Outside:" + c.account
	}
	if p.Type == ledger.Fee || p.Type == ledger.Expense {
		to += ":Fees"
	}
	return []move{{to: to, from: "Assets:Cash:" + c.investor, number: p.Amount.String(), commodity: c.currency}}
}

func (a *accounts) assign(p ledger.Assignment) []move {
	from := a.commitments[p.Commitment]
	to := newCommitment(p.To, ledger.PartyID(from.company), p.NewCommitment, from.currency, p.Amount)
	a.commitments[p.NewCommitment] = to
	from.cap = from.cap.Sub(p.Amount)
	return []move{{to: "Assets:Committed:" + to.account, from: "Assets:Committed:" + from.account,
		number: p.Amount.String(), commodity: from.currency}}
}

// promise is what was undertaken in return, and prepares what a delivery on it moves.
func (a *accounts) promise(p ledger.Undertaking) []move {
	of := account(string(p.From)) + ":" + account(string(p.To))
	m := move{to: "Assets:Promised:" + of, from: "Equity:Undertaken:" + of, number: p.Total.String(),
		commodity: p.Currency.String()}
	if m.commodity == "" {
		m.commodity = "HOURS"
	}
	a.promises[p.ID] = move{to: "Equity:Delivered:" + of, from: "Assets:Promised:" + of, commodity: m.commodity}
	return []move{m}
}

// account is an id as a part of an account's name: it begins with a capital.
func account(id string) string {
	return strings.ToUpper(id[:1]) + strings.NewReplacer("/", "-", ".", "-", "_", "-").Replace(id[1:])
}
