package ledger

import (
	"errors"
	"fmt"

	"stakebook/ledger/money"
)

// CheckShape says whether an entry is whole in itself: that it has what its kind needs and nothing that contradicts
// itself. Whether a book takes it is the book's to say. Errors are *FieldError.
func CheckShape(e Entry) error {
	if e.Payload == nil {
		return errNoKind()
	}
	s, ok := sheetOf(e.Payload)
	if !ok {
		return notOurs(e.Payload)
	}
	defer s.giveBack()
	return checkShape(&e, s)
}

func errNoKind() error {
	return &FieldError{Field: FieldKind, Err: errors.New("is missing: what kind of entry is it?")}
}

// checkShape is CheckShape for an entry whose payload is on the sheet.
func checkShape(e *Entry, s *sheet) error {
	kind := s.fields.Kind
	if e.Date.IsZero() && !kind.DateOptional() {
		return &FieldError{Field: FieldDate, Err: fmt.Errorf("is missing: on which day does this %s take effect?", kind)}
	}
	if e.Disputes != 0 && e.Booked() {
		return &FieldError{Field: FieldDisputes, Value: e.Disputes.String(),
			Err: errors.New("only a claim disputes an entry; set standing to claim")}
	}
	for _, place := range s.needed {
		if !place.given() {
			return &FieldError{Field: place.field.Name,
				Err: fmt.Errorf("is missing: every %s needs it (%s)", kind, place.field.Help)}
		}
	}
	return checkPayload(e.Payload)
}

// checkPayload holds a kind to what its table cannot say.
func checkPayload(p Payload) error {
	switch p := p.(type) {
	case Tranche:
		return checkTrancheTerms(p.Min, p.Max, p.Strength)
	case Amendment:
		return checkTrancheTerms(p.Min, p.Max, "")
	case Decision:
		return checkDecision(p)
	case Funding:
		return checkFunding(p)
	case Distribution:
		return checkDistribution(p)
	case Round:
		return checkRound(p)
	case Issuance:
		return needTogether("cost", p.Cost.Given(), "currency", !p.Currency.IsZero())
	case Transfer:
		return needTogether("amount", p.Amount.Given(), "currency", !p.Currency.IsZero())
	case Retirement:
		return needTogether("amount", p.Amount.Given(), "currency", !p.Currency.IsZero())
	case Ownership:
		return checkShare("percent", p.Percent)
	case Rate:
		if p.Base == p.Quote {
			return field("quote", "is the base currency too; a rate is between two currencies")
		}
	case Limit:
		return checkLimit(p)
	case Undertaking:
		return checkUndertaking(p)
	}
	return nil
}

func field(name, format string, args ...any) error {
	return &FieldError{Field: name, Err: fmt.Errorf(format, args...)}
}

func checkTrancheTerms(min, max money.Decimal, strength Strength) error {
	if min.Given() && max.Given() && min.Cmp(max) > 0 {
		return field("min", "%s is more than max %s by %s", min, max, min.Sub(max))
	}
	if strength == Indicative {
		return field("strength", "a tranche is firm or option; it is indicative where its commitment is")
	}
	return nil
}

func checkDecision(p Decision) error {
	switch {
	case p.Choice == Partial && !p.Amount.Given():
		return field("amount", "is missing: how much of the tranche is taken?")
	case (p.Choice == Withdraw || p.Choice == Defer) && p.Amount.Given():
		return field("amount", "a decision to %s takes no amount", p.Choice)
	case p.Choice == Defer && p.DecideBy.IsZero():
		return field("decide_by", "is missing: until when is the decision deferred?")
	case p.Choice != Defer && !p.DecideBy.IsZero():
		return field("decide_by", "only a deferral sets a new deadline")
	}
	return nil
}

func checkFunding(p Funding) error {
	switch {
	case p.Outside == Yes && p.Tranche != "":
		return field("tranche", "money paid outside the cap comes out of no tranche")
	case p.Security == "" && p.Units.Given():
		return field("security", "is missing: what are these units of?")
	case p.Security == "" && p.Lot != "":
		return field("security", "is missing: what is this lot of?")
	}
	return nil
}

func checkDistribution(p Distribution) error {
	switch {
	case p.Commitment != "" && (p.Holder != "" || p.Company != "" || !p.Currency.IsZero()):
		return field("commitment", "give the commitment, or holder, company and currency, not both")
	case p.Commitment == "" && p.Holder == "":
		return field("commitment", "is missing: give the commitment, or holder, company and currency")
	case p.Commitment == "" && p.Company == "":
		return field("company", "is missing: who paid it?")
	case p.Commitment == "" && p.Currency.IsZero():
		return field("currency", "is missing: which currency was it in?")
	case p.Commitment == "" && p.Recallable.Sign() > 0:
		return field("recallable", "only what comes from a commitment can be called again; name the commitment")
	case p.Recallable.Cmp(p.Amount) > 0:
		return field("recallable", "%s is more than the amount %s by %s", p.Recallable, p.Amount, p.Recallable.Sub(p.Amount))
	}
	return nil
}

func checkRound(p Round) error {
	if p.PreMoney.Given() && p.NewMoney.Given() && p.PostMoney.Given() {
		if sum := p.PreMoney.Add(p.NewMoney); sum.Cmp(p.PostMoney) != 0 {
			return field("post_money", "%s is not pre_money + new_money, which is %s", p.PostMoney, sum)
		}
	}
	if p.PostMoney.Given() && p.PreMoney.Cmp(p.PostMoney) > 0 {
		return field("pre_money", "%s is more than post_money %s by %s", p.PreMoney, p.PostMoney, p.PreMoney.Sub(p.PostMoney))
	}
	if p.PostMoney.Given() && p.NewMoney.Cmp(p.PostMoney) > 0 {
		return field("new_money", "%s is more than post_money %s by %s", p.NewMoney, p.PostMoney, p.NewMoney.Sub(p.PostMoney))
	}
	return nil
}

func needTogether(amountName string, amount bool, currencyName string, currency bool) error {
	switch {
	case amount && !currency:
		return field(currencyName, "is missing: which currency is the %s in?", amountName)
	case currency && !amount:
		return field(amountName, "is missing: there is a currency and no %s", amountName)
	}
	return nil
}

func checkShare(name string, share money.Percent) error {
	if hundred := money.Whole(100); share.Points().Cmp(hundred) > 0 {
		return field(name, "%s is more than 100", share)
	}
	return nil
}

func checkLimit(p Limit) error {
	bounds := 0
	for _, given := range []bool{p.Max.Given(), !p.MaxPercent.IsZero(), p.Min.Given(), !p.MinPercent.IsZero()} {
		if given {
			bounds++
		}
	}
	inPercent := !p.MaxPercent.IsZero() || !p.MinPercent.IsZero()
	switch {
	case bounds == 0:
		return field("max", "is missing: give one of max, max_percent, min, min_percent")
	case bounds > 1:
		return field("max", "give one of max, max_percent, min, min_percent; a second bound is a limit of its own")
	case p.Measure == OwnershipMeasure && !inPercent:
		return field("max_percent", "ownership is held to a percentage; give max_percent or min_percent")
	case p.Measure == OwnershipMeasure && !p.Of.IsZero():
		return field("of", "ownership is percent of the company")
	case p.Measure != OwnershipMeasure && p.Measure != UsedMeasure && inPercent && p.Of.IsZero():
		return field("of", "is missing: what is the percentage of? (* is everything)")
	case p.Of.Each() != "":
		return field("of", "the percentage is of one total; each: belongs into scope")
	}
	return nil
}

func checkUndertaking(p Undertaking) error {
	switch {
	case p.Total.Given() && p.Currency.IsZero() && p.Unit == "":
		return field("unit", "is missing: give the total's currency or unit")
	case !p.Currency.IsZero() && p.Unit != "":
		return field("unit", "give the total's currency or its unit, not both")
	case !p.Starts.IsZero() && !p.Ends.IsZero() && p.Ends.Before(p.Starts):
		return field("ends", "%s is before starts %s", p.Ends, p.Starts)
	case p.From == p.To:
		return field("to", "is the party that promises")
	}
	return nil
}
