package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Gains are the embedded gains of a book's tranches. They are made for one answer and do not follow the book.
type Gains struct {
	book   *ledger.Book
	rates  *Rates
	rounds map[ledger.PartyID][]datedRound
	splits map[ledger.SecurityID][]datedSplit
}

type datedRound struct {
	on civil.Date
	ledger.Round
}

type datedSplit struct {
	on    civil.Date
	ratio money.Ratio
}

// GainsOf gathers what the embedded gains of a book are made of.
func GainsOf(b *ledger.Book, rates *Rates) *Gains {
	g := &Gains{book: b, rates: rates, rounds: make(map[ledger.PartyID][]datedRound),
		splits: make(map[ledger.SecurityID][]datedSplit)}
	for e := range b.All(ledger.KindRound) {
		p := e.Payload.(ledger.Round)
		g.rounds[p.Company] = append(g.rounds[p.Company], datedRound{e.Date, p})
	}
	for _, rounds := range g.rounds {
		slices.SortStableFunc(rounds, func(x, y datedRound) int { return x.on.Compare(y.on) })
	}
	for e := range b.All(ledger.KindSplit) {
		p := e.Payload.(ledger.Split)
		g.splits[p.Security] = append(g.splits[p.Security], datedSplit{e.Date, p.Ratio})
	}
	return g
}

// Embedded is what the rest of a tranche buys at its own price, valued at today's, less the rest itself; in the
// commitment's currency. Today's value is the rest × the rise of the price: today's price ÷ its own where both are
// known, else the chain of pre_money ÷ previous post_money over the rounds since. New money does not make old money
// richer, so a round's own new money is left out. known is false where nothing is left or the book does not know
// enough; a missing rate between the currencies of the commitment and of a round is refused with *NoRate.
func (g *Gains) Embedded(d *ledger.Drawdown, p *ledger.Part, asOf civil.Date) (gain money.Amount, known bool, err error) {
	own := TermsOf(g.book, d, p, asOf)
	if p.Left().Sign() <= 0 || !own.Price.Given() && !own.Valuation.Given() {
		return money.Amount{}, false, nil
	}
	rounds, err := g.roundsUntil(*d.Terms, asOf)
	if err != nil {
		return money.Amount{}, false, err
	}
	rise, known := g.priceRise(d.Terms.Security, own, rounds)
	if !known {
		rise, known = valueRise(own, rounds)
	}
	if !known {
		return money.Amount{}, false, nil
	}
	left := p.Left().Fraction()
	return money.NewAmount(left.Mul(rise).Sub(left), d.Terms.Currency), true, nil
}

// priceRise is today's price ÷ the own one. Where the newest round has no price, that of the newest with one is
// carried on by the rounds since.
func (g *Gains) priceRise(id ledger.SecurityID, own Terms, rounds []round) (rise money.Fraction, known bool) {
	at := len(rounds) - 1
	for at >= 0 && !rounds[at].price.Given() {
		at--
	}
	if at < 0 || !own.Price.Given() {
		return money.Fraction{}, false
	}
	today := rounds[at]
	rise, known = today.unit.Div(g.sinceSplit(id, own.Price.Fraction(), own.Priced, today.on))
	if !known || at == len(rounds)-1 {
		return rise, known
	}
	since, known := chained(today.post, rounds[at+1:])
	return rise.Mul(since), known && today.valued
}

// valueRise is the chain of the rounds since a valuation. One before the money is followed by the round of its own
// day, whose money came in at the same price; one after the money includes it.
func valueRise(own Terms, rounds []round) (rise money.Fraction, known bool) {
	if !own.Valuation.Given() {
		return money.Fraction{}, false
	}
	first := slices.IndexFunc(rounds, func(r round) bool {
		return r.valued && (r.on.After(own.Valued) || own.Basis == ledger.Pre && r.on == own.Valued)
	})
	if first < 0 {
		return money.Whole(1), true
	}
	return chained(own.Valuation.Fraction(), rounds[first:])
}

// chained multiplies pre_money ÷ previous post_money over rounds, beginning with a value of one's own. A round whose
// value is not known is passed over.
func chained(previous money.Fraction, rounds []round) (rise money.Fraction, known bool) {
	rise = money.Whole(1)
	for _, r := range rounds {
		if !r.valued {
			continue
		}
		step, ok := r.pre.Div(previous)
		if !ok {
			return money.Fraction{}, false
		}
		rise, previous = rise.Mul(step), r.post
	}
	return rise, true
}

// sinceSplit is a price as it reads after the splits of its security between two days.
func (g *Gains) sinceSplit(id ledger.SecurityID, price money.Fraction, agreed, today civil.Date) money.Fraction {
	for _, split := range g.splits[id] {
		if split.on.After(agreed) && !split.on.After(today) {
			price, _ = price.Div(split.ratio.Fraction())
		}
	}
	return price
}

// round is a financing round in a commitment's currency.
type round struct {
	on        civil.Date
	price     money.Decimal  // as it was recorded; not given where it is not known
	unit      money.Fraction // the price in the commitment's currency
	pre, post money.Fraction
	valued    bool // pre and post are known
}

// roundsUntil are the rounds of a commitment's company up to a day, by date, at the exchange rate of that day.
func (g *Gains) roundsUntil(terms ledger.Commitment, asOf civil.Date) ([]round, error) {
	var rounds []round
	for _, p := range g.rounds[terms.Company] {
		if p.on.After(asOf) {
			break
		}
		one, err := g.rates.Convert(money.NewAmount(money.Whole(1), p.Currency), terms.Currency, asOf)
		if err != nil {
			return nil, err
		}
		pre, post, valued := roundValues(p.Round)
		rounds = append(rounds, round{on: p.on, price: p.Price, unit: p.Price.Fraction().Mul(one.Number()),
			pre: pre.Mul(one.Number()), post: post.Mul(one.Number()), valued: valued})
	}
	return rounds, nil
}

// roundValues are a round's value before and after its money: any two of the three values give the third; of a round
// whose new money is not known, the one value that is.
func roundValues(r ledger.Round) (pre, post money.Fraction, ok bool) {
	switch {
	case r.PreMoney.Given() && r.PostMoney.Given():
		return r.PreMoney.Fraction(), r.PostMoney.Fraction(), true
	case r.PreMoney.Given():
		return r.PreMoney.Fraction(), r.PreMoney.Add(r.NewMoney).Fraction(), true
	case r.PostMoney.Given():
		return r.PostMoney.Sub(r.NewMoney).Fraction(), r.PostMoney.Fraction(), true
	default:
		return money.Fraction{}, money.Fraction{}, false
	}
}
