package ledgertest

import (
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

func (tl *teller) commitment() ledger.Payload {
	return ledger.Commitment{
		ID:       ledger.CommitmentID(tl.id("c")),
		Investor: tl.investor(), Company: tl.company(),
		Cap: tl.amount("cap").Add(money.Int(40)), Currency: tl.currency(),
		Strength: perhaps(tl, "strength", ledger.Firm, ledger.Option, ledger.Option, ledger.Indicative),
		Expires:  tl.someDay("expires"),
		Program:  perhaps(tl, "program", "growth", "core"),
	}
}

func (tl *teller) tranche() ledger.Payload {
	id := pick(tl, "commitment", tl.book.Commitments())
	most := tl.near("max", tl.state(id).FreeLeft())
	return ledger.Tranche{
		ID: ledger.TrancheID(tl.id("t")), Commitment: id, Max: most,
		Min:       perhaps(tl, "min", money.Decimal{}, money.Decimal{}, money.Int(1), most, most, tl.amount("min")),
		Due:       perhaps(tl, "due", tl.someDay("due")),
		DecideBy:  perhaps(tl, "decide_by", tl.someDay("decide_by")),
		Strength:  perhaps(tl, "strength", ledger.Option, ledger.Option, ledger.Firm),
		Condition: perhaps(tl, "condition", "", "the model ships"),
	}
}

func (tl *teller) condition() ledger.Payload {
	if len(tl.ids(ledger.KindTranche)) == 0 {
		return tl.tranche()
	}
	return ledger.Condition{
		Tranche: pick(tl, "tranche", tl.tranches(func(_ *ledger.Drawdown, part *ledger.Part) bool {
			return part.Condition == ledger.ConditionOpen
		})),
		Outcome: pick(tl, "outcome", []ledger.Outcome{ledger.Met, ledger.Failed}),
	}
}

func (tl *teller) decision() ledger.Payload {
	if len(tl.ids(ledger.KindTranche)) == 0 {
		return tl.tranche()
	}
	id := pick(tl, "tranche", tl.tranches(func(state *ledger.Drawdown, part *ledger.Part) bool {
		return state.StrengthOf(part) == ledger.Option && part.Left().Sign() > 0
	}))
	decision := ledger.Decision{Tranche: id, Choice: pick(tl, "choice", []ledger.Choice{
		ledger.Full, ledger.Partial, ledger.Withdraw, ledger.Defer})}
	switch decision.Choice {
	case ledger.Partial:
		decision.Amount = tl.near("amount", tl.leftOf(id))
	case ledger.Defer:
		decision.DecideBy = tl.someDay("decide_by")
	}
	return decision
}

func (tl *teller) call() ledger.Payload {
	id, tranche, left := tl.part()
	return ledger.Call{Commitment: id, Tranche: tranche, Amount: tl.near("amount", left),
		Due: perhaps(tl, "due", tl.someDay("due"))}
}

func (tl *teller) funding() ledger.Payload {
	id, tranche, left := tl.part()
	funding := ledger.Funding{Commitment: id, Tranche: tranche, Amount: tl.near("amount", left),
		Type:    perhaps(tl, "type", ledger.Investment, ledger.Fee, ledger.Expense),
		Outside: perhaps(tl, "outside", "", "", "", ledger.Yes),
		Round:   ledger.RoundID(perhaps(tl, "round", append(tl.ids(ledger.KindRound), "")...)),
	}
	if funding.Outside == ledger.Yes && tl.die("rightly", 4) > 0 {
		funding.Tranche = ""
	}
	switch tl.die("bought", 4) {
	case 1:
		funding.Security = "acme-note"
		if tl.state(id).Terms.Company == "zeta" {
			funding.Security = "zeta-pref"
		}
	case 2:
		funding.Security, funding.Units, funding.Lot = "acme-pref", tl.amount("units"), ledger.LotID(tl.id("l"))
	}
	return funding
}

func (tl *teller) release() ledger.Payload {
	id, tranche, left := tl.part()
	release := ledger.Release{Commitment: id, Reason: pick(tl, "reason", []ledger.ReleaseReason{
		ledger.Lapsed, ledger.Withdrawn, ledger.Waived})}
	form := tl.die("form", 5)
	if form > 0 {
		release.Tranche = tranche
	}
	if form > 1 {
		release.Amount = tl.near("amount", left)
	}
	return release
}

func (tl *teller) distribution() ledger.Payload {
	amount := tl.amount("amount")
	kind := perhaps(tl, "type", ledger.Income, ledger.Capital, ledger.Gain)
	if tl.die("to holder", 4) == 0 {
		return ledger.Distribution{Holder: tl.investor(), Company: tl.company(), Currency: tl.currency(), Amount: amount,
			Type: kind}
	}
	id := pick(tl, "commitment", tl.book.Commitments())
	return ledger.Distribution{Commitment: id, Amount: amount, Type: kind,
		Recallable: perhaps(tl, "recallable", amount, money.Int(1), tl.state(id).Funded)}
}

func (tl *teller) amendment() ledger.Payload {
	id := pick(tl, "commitment", tl.book.Commitments())
	state := tl.state(id)
	amendment := ledger.Amendment{About: ledger.ID(id)}
	if tl.coin("of cap") {
		amendment.Cap = tl.near("cap", state.Terms.Cap.Sub(state.FreeLeft())).Add(perhaps(tl, "more", money.Int(30)))
		return amendment
	}
	strengths := []ledger.Strength{ledger.Firm, ledger.Firm, ledger.Option, ledger.Indicative}
	amendment.Strength = pick(tl, "strength", strengths)
	amendment.Expires = perhaps(tl, "expires", tl.someDay("expires"))
	return amendment
}

func (tl *teller) amendTranche() ledger.Payload {
	id := pick(tl, "tranche", tl.ids(ledger.KindTranche))
	if id == "" {
		return tl.amendment()
	}
	left := tl.leftOf(ledger.TrancheID(id))
	return ledger.Amendment{About: ledger.ID(id),
		Max:       perhaps(tl, "max", tl.near("max", left), tl.amount("more").Add(left)),
		Min:       perhaps(tl, "min", money.Int(0), left),
		Due:       tl.someDay("due"),
		DecideBy:  perhaps(tl, "decide_by", tl.someDay("decide_by")),
		Strength:  perhaps(tl, "strength", ledger.Firm, ledger.Option, ledger.Indicative),
		Condition: perhaps(tl, "condition", "", "", "another milestone"),
	}
}

func (tl *teller) amendPromise() ledger.Payload {
	if id := pick(tl, "limit", tl.ids(ledger.KindLimit)); id != "" {
		return ledger.Amendment{About: ledger.ID(id), Max: tl.amount("max")}
	}
	id := pick(tl, "undertaking", tl.ids(ledger.KindUndertaking))
	if id == "" {
		return tl.promise()
	}
	return ledger.Amendment{About: ledger.ID(id), Total: perhaps(tl,
		"total", tl.amount("total")), Ends: tl.someDay("ends")}
}

func (tl *teller) assignment() ledger.Payload {
	id, tranche, left := tl.part()
	return ledger.Assignment{Commitment: id, Tranche: tranche, Amount: tl.near("amount", left), To: tl.investor(),
		NewCommitment: ledger.CommitmentID(tl.id("c"))}
}

func (tl *teller) issuance() ledger.Payload {
	issuance := ledger.Issuance{Lot: ledger.LotID(tl.id("l")), Holder: tl.investor(),
		Security: pick(tl, "security", []ledger.SecurityID{"acme-common", "acme-pref", "acme-note", "zeta-pref"}),
		Units:    tl.amount("units")}
	if tl.coin("with cost") {
		issuance.Cost, issuance.Currency = tl.amount("cost"), tl.currency()
	}
	return issuance
}

// lot draws a lot of either company, now and then an ended one; the zero Lot where there are none.
func (tl *teller) lot() ledger.Lot {
	_, last := Days()
	all := append(tl.book.Lots("acme", last), tl.book.Lots("zeta", last)...)
	living := slices.DeleteFunc(slices.Clone(all), func(lot ledger.Lot) bool { return lot.Ended != 0 })
	if len(living) == 0 || tl.die("any lot", 5) == 4 {
		return pick(tl, "lot", all)
	}
	return pick(tl, "lot", living)
}

// unitsOf draws some of a lot, all of it, or more than it holds.
func (tl *teller) unitsOf(lot ledger.Lot) money.Decimal {
	held, exact := lot.Units.Exact()
	if !exact || held.Sign() <= 0 {
		return tl.amount("units")
	}
	return tl.near("units", held)
}

func (tl *teller) transfer() ledger.Payload {
	lot := tl.lot()
	if lot.ID == "" {
		return tl.issuance()
	}
	transfer := ledger.Transfer{Lot: lot.ID, To: tl.investor(), Units: tl.unitsOf(lot), NewLot: ledger.LotID(tl.id("l"))}
	if tl.coin("with balance") {
		transfer.BalanceLot = ledger.LotID(tl.id("l"))
	}
	if tl.coin("with price") {
		transfer.Amount, transfer.Currency = tl.amount("amount"), tl.currency()
	}
	return transfer
}

func (tl *teller) retirement() ledger.Payload {
	lot := tl.lot()
	if lot.ID == "" {
		return tl.issuance()
	}
	return ledger.Retirement{Lot: lot.ID, Units: perhaps(tl, "units", tl.unitsOf(lot)),
		Reason: pick(tl, "reason", []ledger.RetirementReason{ledger.Repurchased, ledger.Forfeited})}
}

func (tl *teller) conversion() ledger.Payload {
	lot := tl.lot()
	if lot.ID == "" {
		return tl.issuance()
	}
	return ledger.Conversion{Lot: lot.ID, NewLot: ledger.LotID(tl.id("l")),
		Into:   pick(tl, "into", []ledger.SecurityID{"acme-common", "acme-pref", "zeta-pref"}),
		Units:  perhaps(tl, "units", tl.amount("units")),
		Amount: perhaps(tl, "amount", tl.unitsOf(lot)),
	}
}

func (tl *teller) split() ledger.Payload {
	ratio, err := money.ParseRatio(pick(tl, "ratio", []string{"2", "1/3", "10/7"}))
	if err != nil {
		tl.t.Fatalf("%v", err)
	}
	return ledger.Split{Security: pick(tl, "security", []ledger.SecurityID{"acme-common", "acme-pref"}),
		Ratio: ratio}
}

func (tl *teller) percent(label string) money.Percent {
	percent, err := money.ParsePercent(pick(tl, label, []string{"14", "100/3", "0.5", "49", "101"}))
	if err != nil {
		tl.t.Fatalf("%v", err)
	}
	return percent
}

func (tl *teller) ownership() ledger.Payload {
	lot := tl.lot()
	ownership := ledger.Ownership{Holder: tl.investor(), Company: tl.company(), Percent: tl.percent("percent")}
	if lot.ID != "" && tl.coin("excluding") {
		ownership.Excludes = ledger.LotIDs{lot.ID}
	}
	return ownership
}

func (tl *teller) round() ledger.Payload {
	pre, fresh := tl.amount("pre_money"), tl.amount("new_money")
	round := ledger.Round{ID: ledger.RoundID(tl.id("r")), Company: tl.company(), Currency: tl.currency(),
		PostMoney: pre.Add(fresh), NewMoney: perhaps(tl, "new_money", fresh), PreMoney: perhaps(tl, "pre_money", pre)}
	round.Extends = ledger.RoundID(perhaps(tl, "extends", append(tl.ids(ledger.KindRound), "")...))
	return round
}

func (tl *teller) mark() ledger.Payload {
	return ledger.Mark{Company: tl.company(), Value: tl.amount("value"), Currency: tl.currency(),
		Holder: perhaps(tl, "holder", tl.investor()), Method: perhaps(tl, "method", ledger.AsStated, ledger.AtCost)}
}

// record draws one of the kinds that change no commitment and no lot.
func (tl *teller) record() ledger.Payload {
	switch tl.die("record", 5) {
	case 0:
		id := pick(tl, "about", append(tl.ids(ledger.KindTranche), "us", "nothing"))
		return ledger.Memo{About: ledger.ID(id), Text: "worth a look"}
	case 1:
		return ledger.Document{ID: ledger.DocumentID(tl.id("d")), Name: "term " +
			"sheet.pdf", SHA256: ledger.Digest(strings.Repeat("ab", 32))}
	case 2:
		return ledger.Index{Name: "SPXT", Level: tl.amount("level")}
	case 3:
		return ledger.Party{ID: ledger.PartyID(tl.id("p")), Name: "A new party", Tags: ledger.List{"new"}}
	default:
		base, quote := tl.currency(), tl.currency()
		rate, err := money.ParseRatio("1.25")
		if err != nil {
			tl.t.Fatalf("%v", err)
		}
		return ledger.Rate{Base: base, Quote: quote, Rate: rate}
	}
}

// promise draws an undertaking, a delivery, a limit or a pacing.
func (tl *teller) promise() ledger.Payload {
	scope, err := ledger.ParseScope(pick(tl, "scope", []string{"*", "company=acme", "each:company", "company=nobody"}))
	if err != nil {
		tl.t.Fatalf("%v", err)
	}
	undertakings := tl.ids(ledger.KindUndertaking)
	switch tl.die("promise", 4) {
	case 0, 1:
		if len(undertakings) > 0 {
			return ledger.Delivery{Undertaking: ledger.UndertakingID(pick(tl, "undertaking", undertakings)),
				Amount: tl.amount("amount")}
		}
		return ledger.Undertaking{ID: ledger.UndertakingID(tl.id("u")), From: tl.company(), To: tl.investor(),
			Type:  "compute",
			Total: tl.amount("total"), Unit: "GW", Starts: tl.someDay("starts"),
			Commitment: perhaps(tl, "commitment", append(tl.book.Commitments(), "")...)}
	case 2:
		return ledger.Limit{ID: ledger.LimitID(tl.id("m")), Measure: "exposure", Scope: scope, Max: tl.amount("max")}
	default:
		return ledger.Pacing{Scope: scope, Contributions: ledger.Percents{tl.percent("contributions")}, Life: money.Int(10),
			Bow: Number(tl.t, "2.5"), Growth: tl.percent("growth")}
	}
}

// reversal takes back any entry, or what is no entry.
func (tl *teller) reversal() ledger.Payload {
	return ledger.Reversal{Entry: ledger.Seq(1 + tl.die("entry", tl.book.Len()+1)), Reason: "a mistake"}
}

// undo takes back one of the newest entries: what was just done, or what was just undone.
func (tl *teller) undo() ledger.Payload {
	back := tl.die("back", 3)
	return ledger.Reversal{Entry: ledger.Seq(max(1, tl.book.Len()-back)), Reason: "undo"}
}
