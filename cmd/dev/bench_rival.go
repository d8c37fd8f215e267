package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"slices"
	"strings"
)

// rival is another program that keeps the same data.
type rival struct {
	name     string // as it is told
	program  string
	packages map[string][]string
	form     string // of the yardstick's
	args     func(file string) []string
	env      []string
	totals   func(output string) (totals, error) // what it says was paid within the caps
}

// totals is a number for each currency, exact.
type totals map[string]*big.Rat

// rivals is the table of other programs, each with the shortest report that reads all data.
func rivals() []rival {
	return []rival{
		{
			name: "ledger bal", program: "ledger", packages: brings("ledger", "ledger", "ledger", "ledger"), form: "ledger",
			args: func(file string) []string {
				return []string{"--file", file, "--args-only", "balance", "--depth", "2", "--no-total"}
			},
			totals: ledgerTotals,
		},
		{
			name: "hledger bal", program: "hledger", packages: brings("hledger", "hledger", "hledger", "hledger"),
			form: "hledger",
			args: func(file string) []string {
				return []string{"--file", file, "balance", "--depth", "2", "--flat", "--no-total", "-O", "csv"}
			},
			totals: hledgerTotals,
		},
		{
			name: "bean-query", program: "bean-query", form: "beancount",
			packages: brings("beancount", "beancount", "beancount", "beancount"),
			args: func(file string) []string {
				return []string{"-f", "csv", file,
					"SELECT currency, sum(number) WHERE account ~ '^" + fundedAccount + "' GROUP BY currency"}
			},
			env:    []string{"BEANCOUNT_DISABLE_LOAD_CACHE=1"},
			totals: beancountTotals,
		},
	}
}

func (v rival) need() need {
	return need{v.program, probe{programs: []string{v.program}}, v.packages}
}

// against measures the rivals on the same data, and holds their totals and ours to what the data come to.
func (r *race) against(ctx context.Context, l *lap, book string) error {
	sums := r.file("totals")
	if err := r.make(ctx, l.entries, "totals", sums); err != nil {
		return err
	}
	want, err := readTotals(sums)
	if err != nil {
		return err
	}
	r.hold("stakectl", want, func() (totals, error) { return r.ownTotals(ctx, book, want) })
	var contestants []contestant
	for _, v := range r.rivals {
		file := r.file("book." + v.form)
		if err := r.make(ctx, l.entries, v.form, file); err != nil {
			return err
		}
		defer func() { _ = os.Remove(file) }()
		contestants = append(contestants, contestant{
			name:    v.name,
			command: command{name: v.program, args: v.args(file), env: v.env},
			heard: func(output string) error {
				r.hold(v.name, want, func() (totals, error) { return v.totals(output) })
				return nil
			},
		})
	}
	return r.run(ctx, l, contestants...)
}

// hold says whether a program's totals are those that the data come to.
func (r *race) hold(name string, want totals, ask func() (totals, error)) {
	got, err := ask()
	switch {
	case err != nil:
		r.wrong = true
		r.say("  %s: its totals cannot be read: %v", name, err)
	case !maps.EqualFunc(got, want, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }):
		r.wrong = true
		r.say("  %s: its totals are not those of the data:\n    %s\n    %s", name, got, want)
	}
}

// String lists the numbers by currency.
func (t totals) String() string {
	var words []string
	for _, code := range slices.Sorted(maps.Keys(t)) {
		words = append(words, code+" "+t[code].FloatString(6))
	}
	return strings.Join(words, ", ")
}

// add takes a number of a currency in.
func (t totals) add(code, number string) error {
	value, ok := new(big.Rat).SetString(strings.TrimSpace(number))
	if !ok {
		return fmt.Errorf("%q is no number", number)
	}
	if sum := t[code]; sum != nil {
		value.Add(value, sum)
	}
	t[code] = value
	return nil
}

// readTotals reads a currency and a number a line.
func readTotals(path string) (totals, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t := make(totals)
	for line := range strings.Lines(string(text)) {
		code, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		if err := t.add(code, number); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// ownTotals asks stakectl for each currency's total. It prints them to the currency's minor units, so what the data
// come to is rounded to as many digits before the two are compared: where they agree, the exact number is given.
func (r *race) ownTotals(ctx context.Context, book string, want totals) (totals, error) {
	t := make(totals)
	for code, exact := range want {
		text, err := r.output(ctx, r.stakectl, "report", "exposure", book, "--as-of", lastDay, "--currency", code,
			"--where", "currency="+code, "--format", "csv")
		if err != nil {
			return nil, err
		}
		printed, err := cellOf(text, "Total", "funded")
		if err != nil {
			return nil, err
		}
		if printed == rounded(exact, placesOf(printed)) {
			t[code] = exact
			continue
		}
		if err := t.add(code, printed); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// rounded writes a number with so many digits after the point, half to even.
func rounded(number *big.Rat, places int) string {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	scaled := new(big.Rat).Mul(number, scale)
	whole, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	half := new(big.Int).Lsh(rest.Abs(rest), 1).Cmp(scaled.Denom())
	if half > 0 || half == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(int64(number.Sign())))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(whole), scale).FloatString(places)
}

func placesOf(number string) int {
	_, places, _ := strings.Cut(number, ".")
	return len(places)
}

// cellOf finds a cell of a CSV table by its row's first cell and its column.
func cellOf(text, row, column string) (string, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(records) == 0 {
		return "", errors.Join(errors.New("there is no table"), err)
	}
	at := slices.Index(records[0], column)
	for _, record := range records[1:] {
		if at >= 0 && record[0] == row {
			return record[at], nil
		}
	}
	return "", fmt.Errorf("the table has no %s in a row %s", column, row)
}

// fundedAccount is what all three programs call the money paid within the caps.
const fundedAccount = "Assets:Funded"

// ledgerTotals reads Ledger's balance, a tree: numbers with their commodities a line each, and the account beside the
// last, under the one it is part of and without its name.
func ledgerTotals(output string) (totals, error) {
	text, err := os.ReadFile(output)
	if err != nil {
		return nil, err
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		lines = append(lines, words[0]+" "+words[1])
		if len(words) < 3 {
			continue
		}
		if words[2] == strings.TrimPrefix(fundedAccount, "Assets:") {
			return amounts(lines)
		}
		lines = nil
	}
	return nil, errors.New("there is no account " + fundedAccount)
}

// amounts reads numbers, each with its commodity after a space.
func amounts(texts []string) (totals, error) {
	t := make(totals)
	for _, text := range texts {
		number, code, _ := strings.Cut(strings.TrimSpace(text), " ")
		if err := t.add(code, number); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// hledgerTotals reads hledger's balance as CSV: an account, and its amounts with commas between.
func hledgerTotals(output string) (totals, error) {
	text, err := os.ReadFile(output)
	if err != nil {
		return nil, err
	}
	balance, err := cellOf(string(text), fundedAccount, "balance")
	if err != nil {
		return nil, err
	}
	return amounts(strings.Split(balance, ","))
}

// beancountTotals reads bean-query's table as CSV: a currency and its sum.
func beancountTotals(output string) (totals, error) {
	file, err := os.Open(output)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(records) == 0 || len(records[0]) != 2 || records[0][0] != "currency" {
		return nil, errors.New("there is no table of currencies and sums")
	}
	t := make(totals)
	for _, record := range records[1:] {
		if err := t.add(strings.TrimSpace(record[0]), record[1]); err != nil {
			return nil, err
		}
	}
	return t, nil
}
