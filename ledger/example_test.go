package ledger_test

import (
	"errors"
	"fmt"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// An investor agrees to put up to 4 billion into a company. It pays 1.25 billion in September and has until the end
// of the first quarter to decide on the rest. On 27 March it pays all of it; one cent more is refused.
func Example() {
	book := ledger.New()
	for _, entry := range []struct {
		date    string
		payload ledger.Payload
	}{
		{"", ledger.BookName{Name: "Our stakes", Currency: currency("USD")}},
		{"", ledger.Party{ID: "us", Name: "Our company", Own: ledger.Yes}},
		{"", ledger.Party{ID: "acme", Name: "Acme Labs"}},
		{"2023-09-25", ledger.Commitment{ID: "us-acme", Investor: "us", Company: "acme", Cap: amount("4000000000"),
			Currency: currency("USD"), Strength: ledger.Option}},
		{"2023-09-25", ledger.Tranche{ID: "first", Commitment: "us-acme", Max: amount("1250000000"), Strength: ledger.Firm}},
		{"2023-09-25", ledger.Tranche{ID: "rest", Commitment: "us-acme", Max: amount("2750000000"),
			DecideBy: day("2024-03-31")}},
		{"2023-09-25", ledger.Funding{Commitment: "us-acme", Tranche: "first", Amount: amount("1250000000")}},
		{"2024-03-27", ledger.Decision{Tranche: "rest", Choice: ledger.Full, Reason: "it is September's price"}},
		{"2024-03-27", ledger.Funding{Commitment: "us-acme", Tranche: "rest", Amount: amount("2750000000")}},
	} {
		if _, err := book.Append(ledger.Entry{Author: "ada", Date: day(entry.date), Payload: entry.payload}); err != nil {
			fmt.Println(err)
			return
		}
	}

	for _, asOf := range []string{"2024-03-26", "2024-03-27"} {
		if state, begun := book.Drawdown("us-acme", day(asOf)); begun {
			fmt.Println(asOf, "cap", state.Terms.Cap, "funded", state.Funded, "unfunded", state.Unfunded())
		}
	}

	_, err := book.Append(ledger.Entry{Author: "ada", Date: day("2024-03-28"),
		Payload: ledger.Funding{Commitment: "us-acme", Tranche: "rest", Amount: amount("0.01")}})
	var refusal *ledger.Refusal
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Field+":", refusal.Problem)
	}

	// Output:
	// 2024-03-26 cap 4000000000 funded 1250000000 unfunded 2750000000
	// 2024-03-27 cap 4000000000 funded 4000000000 unfunded 0
	// amount: a funding of USD 0.01 is more than what is left of tranche rest (USD 0) by USD 0.01
}

// Undo is a reversal, and redo is a reversal of that: nothing is edited and nothing is lost.
func ExampleBook_Append_undo() {
	book := ledger.New()
	for _, payload := range []ledger.Payload{
		ledger.BookName{Name: "Our stakes", Currency: currency("USD")},
		ledger.Party{ID: "us", Name: "Our company"},
		ledger.Party{ID: "acme", Name: "Acme Labs"},
		ledger.Commitment{ID: "c", Investor: "us", Company: "acme", Cap: amount("100"), Currency: currency("USD")},
		ledger.Funding{Commitment: "c", Amount: amount("30")},
		ledger.Reversal{Entry: 5, Reason: "undo"},
		ledger.Reversal{Entry: 6, Reason: "redo"},
	} {
		if _, err := book.Append(ledger.Entry{Date: day("2024-01-02"), Payload: payload}); err != nil {
			fmt.Println(err)
			return
		}
		if state, begun := book.Drawdown("c", day("2024-01-02")); begun {
			fmt.Println("after entry", book.Head().Seq, "unfunded", state.Unfunded())
		}
	}
	known, err := book.AsKnown(6)
	if err != nil {
		fmt.Println(err)
		return
	}
	state, _ := known.Drawdown("c", day("2024-01-02"))
	fmt.Println("as known at entry 6 unfunded", state.Unfunded())

	// Output:
	// after entry 4 unfunded 100
	// after entry 5 unfunded 70
	// after entry 6 unfunded 100
	// after entry 7 unfunded 70
	// as known at entry 6 unfunded 100
}

// day reads a date; an empty one is a date not given.
func day(text string) civil.Date {
	var date civil.Date
	if err := date.UnmarshalText([]byte(text)); err != nil {
		fmt.Println(err)
	}
	return date
}

func amount(text string) money.Decimal {
	number, err := money.ParseDecimal(text)
	if err != nil {
		fmt.Println(err)
	}
	return number
}

func currency(code string) money.Currency {
	c, err := money.ParseCurrency(code)
	if err != nil {
		fmt.Println(err)
	}
	return c
}
