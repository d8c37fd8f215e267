package main

import (
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// checkTerm refuses a value that nothing in the book has, which would give an empty report without a word.
func checkTerm(b *ledger.Book, term ledger.ScopeTerm) error {
	switch term.Dimension {
	case "company", "investor":
		if _, ok := b.Party(ledger.PartyID(term.Value)); !ok {
			return fmt.Errorf("the book knows no party of that id%s", listed(values(b, term.Dimension)))
		}
		return nil
	case "currency":
		_, err := money.ParseCurrency(term.Value)
		return err
	case "class":
		words := ledger.Class("").Words()
		if !slices.Contains(words, term.Value) {
			return fmt.Errorf("there is no such class; there are %s", strings.Join(words, ", "))
		}
		return nil
	}
	if known := values(b, term.Dimension); !slices.Contains(known, term.Value) {
		return fmt.Errorf("nothing in the book has it%s", listed(known))
	}
	return nil
}

// values are what a dimension comes to in a book, in order.
func values(b *ledger.Book, dimension string) []string {
	var found []string
	for e := range b.All(ledger.KindParty) {
		party := e.Payload.(ledger.Party)
		switch dimension {
		case "company", "investor":
			found = append(found, string(party.ID))
		case "sector":
			found = append(found, party.Sector)
		case "country":
			found = append(found, party.Country)
		case "tag":
			found = append(found, party.Tags...)
		}
	}
	if dimension == "program" {
		for e := range b.All(ledger.KindCommitment) {
			found = append(found, e.Payload.(ledger.Commitment).Program)
		}
	}
	slices.Sort(found)
	return slices.DeleteFunc(slices.Compact(found), func(value string) bool { return value == "" })
}

// listed offers the values that there are, the first of them where they are many.
func listed(values []string) string {
	const shown = 12
	switch {
	case len(values) == 0:
		return ""
	case len(values) > shown:
		return fmt.Sprintf("; there are %s and %d more", strings.Join(values[:shown], ", "), len(values)-shown)
	}
	return "; there are " + strings.Join(values, ", ")
}
