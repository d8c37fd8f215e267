package main

import (
	"bufio"

	"stakebook/ledger/civil"
)

// A dialect is how a program for plain text accounting writes what happens.
type dialect interface {
	// move writes a transaction: so much of a commodity into one account and out of another.
	move(out *bufio.Writer, m move)
	// price writes what one of a commodity is worth on a day.
	price(out *bufio.Writer, day civil.Date, one, number, of string)
	// remark writes what moves nothing.
	remark(out *bufio.Writer, day civil.Date, words string)
}

// move is so much of a commodity passing from one account to another. Accounts are named as all three programs take
// them.
type move struct {
	day       civil.Date
	words     string
	to, from  string
	number    string // not signed
	commodity string
	back      bool // it is taken back
}

// signed is the number for one side of a move.
func (m move) signed(into bool) string {
	if into == m.back {
		return "-" + m.number
	}
	return m.number
}

// plainText is what Ledger and hledger read alike.
type plainText struct{}

func (plainText) move(out *bufio.Writer, m move) {
	write(out, m.day.String(), " ", m.words, "\n    ", m.to, "  ", m.signed(true), " ", m.commodity,
		"\n    ", m.from, "  ", m.signed(false), " ", m.commodity, "\n\n")
}

func (plainText) price(out *bufio.Writer, day civil.Date, one, number, of string) {
	write(out, "P ", day.String(), " ", one, " ", number, " ", of, "\n")
}

func (plainText) remark(out *bufio.Writer, day civil.Date, words string) {
	write(out, "; ", day.String(), " ", words, "\n")
}

// beancount is what Beancount reads: an account is opened before it is used.
type beancount struct{ opened map[string]bool }

func (b beancount) move(out *bufio.Writer, m move) {
	b.open(out, m.day, m.to)
	b.open(out, m.day, m.from)
	write(out, m.day.String(), ` * "`, m.words, "\"\n  ", m.to, "  ", m.signed(true), " ", m.commodity,
		"\n  ", m.from, "  ", m.signed(false), " ", m.commodity, "\n\n")
}

func (b beancount) open(out *bufio.Writer, day civil.Date, account string) {
	if !b.opened[account] {
		b.opened[account] = true
		write(out, day.String(), " open ", account, "\n")
	}
}

func (beancount) price(out *bufio.Writer, day civil.Date, one, number, of string) {
	write(out, day.String(), " price ", one, " ", number, " ", of, "\n")
}

func (beancount) remark(out *bufio.Writer, day civil.Date, words string) {
	write(out, "; ", day.String(), " ", words, "\n")
}

// write writes words; a buffered writer keeps its error for Flush.
func write(out *bufio.Writer, words ...string) {
	for _, word := range words {
		_, _ = out.WriteString(word)
	}
}
