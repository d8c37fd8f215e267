package main

import (
	"bufio"
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/interchange"
	"stakebook/ledger/money"
	"stakebook/ledger/yardstick"
)

const entries = 6_000

// printed is what the program prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(args, &stdout, &stderr); code != 0 {
		t.Fatalf("yardstick %s: exit code %d: %s", strings.Join(args, " "), code, &stderr)
	}
	return stdout.String()
}

func as(t *testing.T, form string) string {
	t.Helper()
	return printed(t, "-n", fmt.Sprint(entries), "--seed", "2", "--as", form, "-o", "-")
}

// book is the book that the forms are of.
func book(t *testing.T) *ledger.Book {
	t.Helper()
	generated, err := yardstick.New(entries, 2)
	if err != nil {
		t.Fatal(err)
	}
	b, err := generated.Fold(time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheLinesAreReadBackAsTheEntries(t *testing.T) {
	generated, err := yardstick.New(entries, 2)
	if err != nil {
		t.Fatal(err)
	}
	var want, got [][]ledger.Pair
	for e := range generated.Entries() {
		want = append(want, e.Flat())
	}
	for record, err := range interchange.ReadJSONL(strings.NewReader(as(t, "jsonl")), "book.jsonl") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, record.Entry.Flat())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-made +read):\n%s", diff)
	}
}

// funded is what a book says was paid within the caps in each currency, as lines of currency and number.
func funded(t *testing.T, b *ledger.Book) map[string]money.Decimal {
	t.Helper()
	_, last := b.Span()
	sums := make(map[string]money.Decimal)
	for _, id := range b.Commitments() {
		d, ok := b.Drawdown(id, last)
		if ok && d.Funded.Sign() != 0 {
			code := d.Terms.Currency.String()
			sums[code] = sums[code].Add(d.Funded)
		}
	}
	return sums
}

func sameSums(t *testing.T, what string, got, want map[string]money.Decimal) {
	t.Helper()
	same := cmp.Comparer(func(a, b money.Decimal) bool { return a.Cmp(b) == 0 })
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("%s (-book +%s):\n%s", what, what, diff)
	}
}

func number(t *testing.T, text string) money.Decimal {
	t.Helper()
	n, err := money.ParseDecimal(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheTotalsAreThoseOfTheBook(t *testing.T) {
	got := make(map[string]money.Decimal)
	for line := range strings.Lines(as(t, "totals")) {
		code, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		got[code] = number(t, text)
	}
	sameSums(t, "totals", got, funded(t, book(t)))
}

// posting is one side of a transaction.
type posting struct {
	account, commodity string
	number             money.Decimal
}

// postings reads the indented lines of a file for plain text accounting.
func postings(t *testing.T, text string) []posting {
	t.Helper()
	var all []posting
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if !strings.HasPrefix(line, " ") || len(words) != 3 {
			continue
		}
		all = append(all, posting{words[0], words[2], number(t, words[1])})
	}
	return all
}

func TestTheAccountsComeToWhatTheBookSays(t *testing.T) {
	for _, form := range []string{"ledger", "hledger", "beancount"} {
		all := postings(t, as(t, form))
		got := make(map[string]money.Decimal)
		for _, p := range all {
			if strings.HasPrefix(p.account, "Assets:Funded:") {
				got[p.commodity] = got[p.commodity].Add(p.number)
			}
		}
		sameSums(t, form, got, funded(t, book(t)))
		if len(all) == 0 || len(all)%2 != 0 {
			t.Fatalf("%s: %d postings", form, len(all))
		}
		for i := 0; i < len(all); i += 2 {
			if in, out := all[i], all[i+1]; in.commodity != out.commodity || in.number.Add(out.number).Sign() != 0 {
				t.Fatalf("%s: %v and %v are no transaction", form, in, out)
			}
		}
	}
}

func TestBeancountHasEveryAccountOpenedBeforeItIsUsed(t *testing.T) {
	opened := make(map[string]bool)
	for line := range strings.Lines(as(t, "beancount")) {
		words := strings.Fields(line)
		switch {
		case len(words) == 3 && words[1] == "open":
			opened[words[2]] = true
		case strings.HasPrefix(line, " ") && len(words) == 3 && !opened[words[0]]:
			t.Fatalf("%s is used before it is opened", words[0])
		}
	}
}

func TestATransactionIsWrittenAsEachProgramReadsIt(t *testing.T) {
	day, _ := civil.Parse("2024-03-27")
	m := move{day: day, words: "funding", to: "Assets:Funded:Us", from: "Assets:Cash:Us", number: "2.50", commodity: "USD"}
	back := m
	back.back = true
	written := func(d dialect) string {
		var out bytes.Buffer
		buffer := bufio.NewWriter(&out)
		d.move(buffer, m)
		d.move(buffer, back)
		d.price(buffer, day, "EUR", "1.25", "USD")
		d.remark(buffer, day, "memo")
		if err := buffer.Flush(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	want := "2024-03-27 funding\n    Assets:Funded:Us  2.50 USD\n    Assets:Cash:Us  -2.50 USD\n\n" +
		"2024-03-27 funding\n    Assets:Funded:Us  -2.50 USD\n    Assets:Cash:Us  2.50 USD\n\n" +
		"P 2024-03-27 EUR 1.25 USD\n; 2024-03-27 memo\n"
	if diff := cmp.Diff(want, written(plainText{})); diff != "" {
		t.Errorf("plain text (-want +got):\n%s", diff)
	}
	want = "2024-03-27 open Assets:Funded:Us\n2024-03-27 open Assets:Cash:Us\n" +
		"2024-03-27 * \"funding\"\n  Assets:Funded:Us  2.50 USD\n  Assets:Cash:Us  -2.50 USD\n\n" +
		"2024-03-27 * \"funding\"\n  Assets:Funded:Us  -2.50 USD\n  Assets:Cash:Us  2.50 USD\n\n" +
		"2024-03-27 price EUR 1.25 USD\n; 2024-03-27 memo\n"
	if diff := cmp.Diff(want, written(beancount{opened: map[string]bool{}})); diff != "" {
		t.Errorf("Beancount (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeWrittenIsTold(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"-n", "99", "-o", "-"}, exitFailed, "ask for at least 100"},
		{[]string{"-n", "100", "-o", filepath.Join(t.TempDir(), "none", "b.jsonl")}, exitFailed, "write the book: "},
		{[]string{"-n", "100"}, exitUsage, "--output"},
		{[]string{"-n", "100", "-o", "-", "--as", "gnucash"}, exitUsage, "--as"},
		{[]string{"strip", filepath.Join(t.TempDir(), "none.stakebook")}, exitFailed, "none.stakebook"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(c.args, &stdout, &stderr); code != c.code || !strings.Contains(stderr.String(), c.says) {
			t.Errorf("%v: exit code %d, %q", c.args, code, stderr.String())
		}
	}
}
