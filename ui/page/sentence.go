package page

import (
	"fmt"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

// Sentence says what an entry says, for a history or a read-out: "funding of USD 1.25B out of tranche a".
func Sentence(b *ledger.Book, e ledger.Entry) string {
	text := sentence(b, e)
	if !e.Booked() {
		return "claim: " + text
	}
	return text
}

func sentence(b *ledger.Book, e ledger.Entry) string {
	amount := amountIn(b, e)
	switch p := e.Payload.(type) {
	case ledger.BookName:
		return fmt.Sprintf("the book %s, in %s", p.Name, p.Currency)
	case ledger.Party:
		return fmt.Sprintf("%s (%s)%s", p.Name, p.ID, ownWords(p.Own))
	case ledger.Security:
		return fmt.Sprintf("%s of %s, %s", p.Name, b.PartyName(p.Company), p.Class)
	case ledger.Rate:
		return fmt.Sprintf("1 %s is %s%s %s", p.Base, report.Sign(e.Qualifier), p.Rate, p.Quote)
	case ledger.Round:
		return fmt.Sprintf("round of %s%s", b.PartyName(p.Company), roundWords(p, amount))
	case ledger.Ownership:
		return fmt.Sprintf("%s owns %s%s%% of %s", b.PartyName(p.Holder), report.Sign(e.Qualifier), p.Percent,
			b.PartyName(p.Company))
	case ledger.Delivery:
		return fmt.Sprintf("%s delivered on %s", report.Sign(e.Qualifier)+ShortNumber(p.Amount.Fraction()), p.Undertaking)
	case ledger.Commitment:
		return fmt.Sprintf("commitment of %s to %s by %s%s", amount(p.Cap, p.Currency), b.PartyName(p.Company),
			b.PartyName(p.Investor), strengthWords(p.Strength))
	case ledger.Amendment:
		return "amended: " + termsOf(e)
	case ledger.Assignment:
		return fmt.Sprintf("%s passed on to %s", amount(p.Amount, money.Currency{}), b.PartyName(p.To))
	case ledger.Tranche:
		return fmt.Sprintf("tranche %s of %s%s", p.ID, amount(p.Max, money.Currency{}), strengthWords(p.Strength))
	case ledger.Condition:
		return fmt.Sprintf("condition of %s %s", p.Tranche, p.Outcome)
	case ledger.Decision:
		return fmt.Sprintf("decided on %s: %s%s", p.Tranche, p.Choice, because(p.Reason))
	case ledger.Call:
		return fmt.Sprintf("call of %s%s", amount(p.Amount, money.Currency{}), fromPart(p.Commitment, p.Tranche))
	case ledger.Funding:
		return fmt.Sprintf("funding of %s%s%s", amount(p.Amount, money.Currency{}), fromPart(p.Commitment, p.Tranche),
			besideCap(p.Outside))
	case ledger.Release:
		return fmt.Sprintf("release of %s%s: %s", amount(p.Amount, money.Currency{}),
			fromPart(p.Commitment, p.Tranche), p.Reason)
	case ledger.Distribution:
		return fmt.Sprintf("distribution of %s", amount(p.Amount, p.Currency))
	case ledger.Mark:
		return fmt.Sprintf("%s valued at %s", b.PartyName(p.Company), amount(p.Value, p.Currency))
	case ledger.Reversal:
		return fmt.Sprintf("entry %d reversed%s", p.Entry, because(p.Reason))
	case ledger.Memo:
		return p.Text
	case ledger.Undertaking:
		return fmt.Sprintf("%s promises %s: %s%s", b.PartyName(p.From), b.PartyName(p.To), p.Type, totalWords(p, e))
	}
	return fmt.Sprintf("%s: %s", e.Kind(), termsOf(e))
}

// amountIn writes amounts of an entry with its qualifier, in a currency or that of its commitment.
func amountIn(b *ledger.Book, e ledger.Entry) func(money.Decimal, money.Currency) string {
	return func(number money.Decimal, c money.Currency) string {
		if !number.Given() {
			return "what is left"
		}
		if c.IsZero() {
			c = commitmentCurrency(b, e)
		}
		if c.IsZero() {
			return report.Sign(e.Qualifier) + ShortNumber(number.Fraction())
		}
		return Qualified(money.NewAmount(number.Fraction(), c), e.Qualifier)
	}
}

func commitmentCurrency(b *ledger.Book, e ledger.Entry) money.Currency {
	for _, id := range b.CommitmentsOf(e) {
		if currency := b.CurrencyOf(id); !currency.IsZero() {
			return currency
		}
	}
	return money.Currency{}
}

// termsOf lists an entry's fields in words.
func termsOf(e ledger.Entry) string {
	var terms []string
	for _, pair := range e.Fields() {
		terms = append(terms, strings.ReplaceAll(pair.Name, "_", " ")+" "+pair.Text)
	}
	return strings.Join(terms, ", ")
}

func strengthWords(s ledger.Strength) string {
	if s == "" {
		return ""
	}
	return ", " + string(s)
}

// fromPart says out of what an amount is: the tranche, or the commitment where none is named.
func fromPart(commitment ledger.CommitmentID, tranche ledger.TrancheID) string {
	if tranche != "" {
		return " out of " + string(tranche)
	}
	return " on " + string(commitment)
}

func besideCap(outside ledger.YesNo) string {
	if outside != ledger.Yes {
		return ""
	}
	return ", beside the cap"
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

func ownWords(own ledger.YesNo) string {
	if own != ledger.Yes {
		return ""
	}
	return ", the book's own investor"
}

// roundWords are the values of a round that are known.
func roundWords(p ledger.Round, amount func(money.Decimal, money.Currency) string) string {
	words := ""
	for _, value := range []struct {
		name   string
		amount money.Decimal
	}{{"before the money", p.PreMoney}, {"new money", p.NewMoney}, {"after the money", p.PostMoney}} {
		if value.amount.Given() {
			words += fmt.Sprintf(", %s %s", amount(value.amount, p.Currency), value.name)
		}
	}
	return words
}

// totalWords are how much an undertaking promises, where that is known.
func totalWords(p ledger.Undertaking, e ledger.Entry) string {
	if !p.Total.Given() {
		return ""
	}
	return " " + strings.TrimSpace(fmt.Sprintf("%s %s%s %s", p.Currency, report.Sign(e.Qualifier),
		ShortNumber(p.Total.Fraction()), p.Unit))
}
