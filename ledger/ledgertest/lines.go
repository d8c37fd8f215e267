package ledgertest

import (
	"fmt"
	"strings"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// TB is what a test hands to what may fail: *testing.T, *testing.B, *testing.F or *rapid.T.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Day reads a date.
func Day(t TB, text string) civil.Date {
	t.Helper()
	day, err := civil.Parse(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return day
}

// Number reads an amount.
func Number(t TB, text string) money.Decimal {
	t.Helper()
	number, err := money.ParseDecimal(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return number
}

// Line makes an entry of a line.
func Line(t TB, line string) ledger.Entry {
	t.Helper()
	e, err := ReadLine(line)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return e
}

// ReadLine makes an entry of a line. The errors of its fields are *ledger.FieldError.
func ReadLine(line string) (ledger.Entry, error) {
	words, err := cut(line)
	if err != nil {
		return ledger.Entry{}, err
	}
	var pairs []ledger.Pair
	if len(words) > 0 && !strings.Contains(words[0], "=") && words[0] != "" && words[0][0] >= '0' && words[0][0] <= '9' {
		pairs = append(pairs, ledger.Pair{Name: ledger.FieldDate, Text: words[0]})
		words = words[1:]
	}
	for i, word := range words {
		name, value, isPair := strings.Cut(word, "=")
		switch {
		case i == 0 && !isPair:
			pairs = append(pairs, ledger.Pair{Name: ledger.FieldKind, Text: word})
		case !isPair:
			return ledger.Entry{}, fmt.Errorf("%q is no name=value", word)
		default:
			pairs = append(pairs, ledger.Pair{Name: name, Text: value})
		}
	}
	return ledger.ParseEntry(pairs)
}

// cut parts a line at its spaces, those within double quotes excepted.
func cut(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	quoted := false
	for _, r := range strings.TrimSpace(line) + " " {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ' ' && !quoted:
			if word.Len() > 0 {
				words = append(words, word.String())
				word.Reset()
			}
		default:
			word.WriteRune(r)
		}
	}
	if quoted {
		return nil, fmt.Errorf("%s: a quote is not closed", line)
	}
	return words, nil
}

// Build makes a book of lines; each must be taken. Entries are recorded a minute apart by "ada".
func Build(t TB, lines ...string) *ledger.Book {
	t.Helper()
	return Extend(t, ledger.New(), lines...)
}

// Extend records more lines in a book; each must be taken.
func Extend(t TB, b *ledger.Book, lines ...string) *ledger.Book {
	t.Helper()
	for _, line := range lines {
		if _, err := b.Append(Stamp(Line(t, line), b)); err != nil {
			t.Fatalf("entry %d, %s: %v", b.Len()+1, line, err)
		}
	}
	return b
}

// Stamp gives an entry the author and the instant that the next entry of the book has in tests, where it has none.
func Stamp(e ledger.Entry, b *ledger.Book) ledger.Entry {
	if e.Author == "" {
		e.Author = "ada"
	}
	if e.Recorded.IsZero() {
		e.Recorded = time.Date(2026, time.January, 1, 9, b.Len(), 0, 0, time.UTC)
	}
	return e
}

// Stage is the beginning of a book: the reporting currency USD; the investors us (our own), them and others; the
// companies acme and zeta; and a common, a preferred and a note of acme and a preferred of zeta. It has 11 entries.
func Stage(more ...string) []string {
	return append([]string{
		`book name="Test book" currency=USD`,
		`party id=us name="Our fund" own=yes country=US sector=venture`,
		`party id=them name="Their fund" country=JP sector=venture`,
		`party id=others name="All others"`,
		`party id=acme name="Acme Labs" country=US sector=models tags=leader`,
		`party id=zeta name="Zeta SA" country=FR sector=chips`,
		`security id=acme-common company=acme name=Common class=common`,
		`security id=acme-pref company=acme name=Preferred class=preferred converts_to=acme-common ratio=3/2`,
		`security id=acme-note company=acme name=Notes class=note converts_to=acme-pref`,
		`security id=zeta-pref company=zeta name=Preferred class=preferred`,
		`rate date=2000-01-01 base=EUR quote=USD rate=1.10`,
	}, more...)
}

// CentralCase is the case that the product must serve: commitment c of us in acme of at most 4 billion, 1.25 billion of
// it paid in September 2023, and the option b on the other 2.75 billion, which is decided and paid on 2024-03-27.
func CentralCase() []string {
	return Stage(
		`2023-09-25 commitment id=c investor=us company=acme cap=4000000000 currency=USD strength=option`,
		`2023-09-25 tranche id=a commitment=c max=1250000000 strength=firm`,
		`2023-09-25 tranche id=b commitment=c max=2750000000 strength=option decide_by=2024-03-31`,
		`2023-09-25 funding commitment=c tranche=a amount=1250000000 security=acme-note`,
		`2024-03-27 decision tranche=b choice=full reason="the price is September's"`,
		`2024-03-27 funding commitment=c tranche=b amount=2750000000 security=acme-note`,
	)
}
