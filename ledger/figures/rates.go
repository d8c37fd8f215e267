package figures

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Rates are the exchange rates of a book.
type Rates struct {
	reporting money.Currency
	pairs     map[pair][]dated
}

type pair struct{ base, quote money.Currency }

type dated struct {
	on   civil.Date
	rate money.Fraction
}

// NoRate says that an amount cannot be converted: no rate is known on the day.
type NoRate struct {
	Base, Quote money.Currency
	On          civil.Date
}

// Error names the missing pair and the day.
func (e *NoRate) Error() string {
	return fmt.Sprintf("no rate from %s to %s is known on %s; record a rate for %s/%s on or before that day",
		e.Base, e.Quote, e.On, e.Base, e.Quote)
}

// RatesOf gathers the exchange rates of a book. Of two rates for one pair and day the one recorded later counts.
func RatesOf(b *ledger.Book) *Rates {
	r := &Rates{reporting: b.Currency(), pairs: make(map[pair][]dated)}
	for e := range b.All(ledger.KindRate) {
		p := e.Payload.(ledger.Rate)
		key := pair{p.Base, p.Quote}
		r.pairs[key] = append(r.pairs[key], dated{e.Date, p.Rate.Fraction()})
	}
	for _, list := range r.pairs {
		slices.SortStableFunc(list, func(x, y dated) int { return x.on.Compare(y.on) })
	}
	return r
}

// DatedRate is the rate of a pair from a day on: 1 base = Rate quote.
type DatedRate struct {
	Base, Quote money.Currency
	On          civil.Date
	Rate        money.Fraction
}

// NewRates are the exchange rates of a book that reports in a currency. Those of a pair are in order.
func NewRates(reporting money.Currency, rates []DatedRate) *Rates {
	r := &Rates{reporting: reporting, pairs: make(map[pair][]dated)}
	for _, rate := range rates {
		key := pair{rate.Base, rate.Quote}
		r.pairs[key] = append(r.pairs[key], dated{rate.On, rate.Rate})
	}
	return r
}

// Since are the rates that conversions on a day or later ones ask for, those of each pair in order.
func (r *Rates) Since(day civil.Date) []DatedRate {
	var rates []DatedRate
	for key, list := range r.pairs {
		first := max(0, sort.Search(len(list), func(i int) bool { return list[i].on.After(day) })-1)
		for _, d := range list[first:] {
			rates = append(rates, DatedRate{key.base, key.quote, d.on, d.rate})
		}
	}
	slices.SortStableFunc(rates, func(x, y DatedRate) int {
		return cmp.Or(strings.Compare(x.Base.String(), y.Base.String()), strings.Compare(x.Quote.String(), y.Quote.String()))
	})
	return rates
}

// Convert gives an amount in another currency at the newest rate on or before a day: direct, inverse or, where
// there is neither, through the reporting currency. Without a rate it is refused with *NoRate.
func (r *Rates) Convert(amount money.Amount, to money.Currency, on civil.Date) (money.Amount, error) {
	if amount.Currency() == to {
		return amount, nil
	}
	rate, err := r.On(amount.Currency(), to, on)
	if err != nil {
		return money.Amount{}, err
	}
	return money.NewAmount(amount.Number().Mul(rate), to), nil
}

// On is what an amount in a currency is multiplied by to give it in another one, as Convert does; 1 from a currency to
// itself.
func (r *Rates) On(base, quote money.Currency, on civil.Date) (money.Fraction, error) {
	if base == quote {
		return money.Whole(1), nil
	}
	rate, ok := r.rate(base, quote, on)
	if !ok {
		return money.Fraction{}, &NoRate{Base: base, Quote: quote, On: on}
	}
	return rate, nil
}

// CostOf gives an amount in another currency as Convert does, or what it cost in the book's currency where that was
// recorded.
func (r *Rates) CostOf(amount money.Amount, in money.Currency, on civil.Date, reported money.Decimal,
) (money.Amount, error) {
	if reported.Given() && amount.Currency() != in {
		amount = money.NewAmount(reported.Fraction(), r.reporting)
	}
	return r.Convert(amount, in, on)
}

func (r *Rates) rate(base, quote money.Currency, on civil.Date) (money.Fraction, bool) {
	if found, ok := r.near(base, quote, on); ok {
		return found.rate, true
	}
	if base == r.reporting || quote == r.reporting {
		return money.Fraction{}, false
	}
	first, okFirst := r.near(base, r.reporting, on)
	second, okSecond := r.near(r.reporting, quote, on)
	return first.rate.Mul(second.rate), okFirst && okSecond
}

// near finds the newest rate of a pair, direct or inverse; on one day the direct one goes first.
func (r *Rates) near(base, quote money.Currency, on civil.Date) (dated, bool) {
	direct, okDirect := newest(r.pairs[pair{base, quote}], on)
	inverse, okInverse := newest(r.pairs[pair{quote, base}], on)
	if okDirect && (!okInverse || !inverse.on.After(direct.on)) {
		return direct, true
	}
	if !okInverse {
		return dated{}, false
	}
	rate, ok := money.Whole(1).Div(inverse.rate)
	return dated{inverse.on, rate}, ok
}

func newest(list []dated, on civil.Date) (dated, bool) {
	end := sort.Search(len(list), func(i int) bool { return list[i].on.After(on) })
	if end == 0 {
		return dated{}, false
	}
	return list[end-1], true
}
