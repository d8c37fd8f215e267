package ui

import (
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/money"
	"stakebook/ui/form"
)

// choices offers what exists in the open book to the fields of a form.
type choices struct{ desk *desk.Desk }

// Choices lists what entries of these kinds brought into being, of any kind where there are none.
func (c choices) Choices(kinds []ledger.Kind) []form.Choice {
	var all []form.Choice
	_ = c.desk.View(0, func(b *ledger.Book) error { // the newest book can always be read
		all = choicesOf(b, kinds)
		return nil
	})
	return all
}

func choicesOf(b *ledger.Book, kinds []ledger.Kind) []form.Choice {
	if len(kinds) == 0 {
		kinds = ledger.Kinds()
	}
	var all []form.Choice
	for _, kind := range kinds {
		for e := range b.All(kind) {
			for _, field := range ledger.Table()[kind].List {
				if id := e.Text(field.Name); field.Defines && id != "" {
					all = append(all, choiceOf(b, e, id))
				}
			}
		}
	}
	return all
}

// choiceOf is one thing that can be named, with what tells it from others.
func choiceOf(b *ledger.Book, e ledger.Entry, id string) form.Choice {
	choice := form.Choice{ID: id}
	party := func(id ledger.PartyID) string { return b.PartyName(id) }
	switch p := e.Payload.(type) {
	case ledger.Party:
		choice.Label = p.Name
	case ledger.Security:
		choice.Label = fmt.Sprintf("%s of %s", p.Name, party(p.Company))
		choice.Of = map[string]string{"company": string(p.Company)}
	case ledger.Commitment:
		choice.Label = commitmentLabel(b, p)
		choice.Of = map[string]string{"investor": string(p.Investor), "company": string(p.Company)}
	case ledger.Assignment:
		choice.Label = fmt.Sprintf("%s, %s assigned from %s", party(p.To), money.Group(p.Amount.String()), p.Commitment)
		choice.Of = map[string]string{"investor": string(p.To)}
	case ledger.Tranche:
		choice.Label = trancheLabel(p)
		choice.Of = trancheOf(b, p)
	case ledger.Round:
		choice.Label = fmt.Sprintf("round of %s, %s", party(p.Company), e.Date)
		choice.Of = map[string]string{"company": string(p.Company)}
	case ledger.Undertaking:
		choice.Label = fmt.Sprintf("%s to %s: %s", party(p.From), party(p.To), p.Type)
	default:
		choice.Label = labelOf(e)
	}
	return choice
}

func commitmentLabel(b *ledger.Book, p ledger.Commitment) string {
	return fmt.Sprintf("%s in %s, %s %s", b.PartyName(p.Investor), b.PartyName(p.Company), p.Currency,
		money.Group(p.Cap.String()))
}

func trancheLabel(p ledger.Tranche) string {
	parts := []string{"up to " + money.Group(p.Max.String())}
	if !p.Due.IsZero() {
		parts = append(parts, "due "+p.Due.String())
	}
	if !p.DecideBy.IsZero() {
		parts = append(parts, "decide by "+p.DecideBy.String())
	}
	return strings.Join(parts, ", ")
}

func trancheOf(b *ledger.Book, p ledger.Tranche) map[string]string {
	of := map[string]string{"commitment": string(p.Commitment)}
	if d, ok := b.Defined(ledger.ID(p.Commitment)); ok {
		if commitment, ok := d.Payload.(ledger.Commitment); ok {
			of["investor"], of["company"] = string(commitment.Investor), string(commitment.Company)
		}
	}
	return of
}

// labelOf says of anything else what it is: its name, or its kind and day.
func labelOf(e ledger.Entry) string {
	if name := e.Text("name"); name != "" {
		return name
	}
	return strings.TrimSpace(form.Info(e.Kind()).Title + " " + e.Date.String())
}

// kindOf is the kind of entry that brought an id into being; none where nothing did.
func kindOf(d *desk.Desk, id string) (kind ledger.Kind) {
	_ = d.View(0, func(b *ledger.Book) error { // the newest book can always be read
		if e, ok := b.Defined(ledger.ID(id)); ok {
			kind = e.Kind()
		}
		return nil
	})
	return kind
}

// currencyOf is what the money of a field is in: that of the commitment it is about, or of the whole book.
func currencyOf(d *desk.Desk, field ledger.Field, values map[string]string) (code string) {
	_ = d.View(0, func(b *ledger.Book) error { // the newest book can always be read
		if field.Unit == ledger.UnitReporting {
			code = b.Currency().String()
			return nil
		}
		for _, name := range []string{"commitment", "tranche", "about", "security", "undertaking"} {
			if code = currencyBehind(b, ledger.ID(values[name])); code != "" {
				return nil
			}
		}
		return nil
	})
	return code
}

// lastDay is after every date of a book.
var lastDay = civil.Date{}.AddDays(1 << 30)

// currencyBehind is the currency of what an id names; none where it has none of its own.
func currencyBehind(b *ledger.Book, id ledger.ID) string {
	e, ok := b.Defined(id)
	if !ok {
		return ""
	}
	commitment := ledger.CommitmentID(id)
	if tranche, ok := e.Payload.(ledger.Tranche); ok {
		commitment = tranche.Commitment
	}
	if slices.Contains([]ledger.Kind{ledger.KindCommitment, ledger.KindAssignment, ledger.KindTranche}, e.Kind()) {
		if state, ok := b.Drawdown(commitment, lastDay); ok {
			return state.Terms.Currency.String()
		}
	}
	return e.Text("currency")
}
