package yardstick

import (
	"time"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// field is what there is around the commitments.
type field struct {
	investors  []ledger.PartyID
	companies  []*company
	currencies []money.Currency
	rates      []micro // of one unit of a currency in the reporting currency
	index      micro
	stride     int // months between two publications of the rates
}

// company is what a company has come to.
type company struct {
	id        ledger.PartyID
	currency  int // in which it is valued
	worth     micro
	preferred *security
	common    *security // nil where it has none
	note      *security // nil where it has none
	round     ledger.RoundID
	rounds    int
}

// security is what can be held of a company.
type security struct {
	id    ledger.SecurityID
	price micro
	split int64 // units now for one at the beginning
}

// currencyCodes are the currencies, the reporting one first, with what one of each was worth in it at the beginning.
func currencyCodes() []struct {
	code string
	rate micro
} {
	return []struct {
		code string
		rate micro
	}{
		{"USD", 1_000_000}, {"EUR", 1_432_600}, {"GBP", 1_616_300}, {"JPY", 10_755}, {"CHF", 965_900},
		{"CAD", 951_200}, {"SEK", 139_870}, {"SGD", 712_300},
	}
}

// settle records what there is from the beginning.
func (g *generator) settle() {
	g.today = g.shape.First
	usd, _ := money.ParseCurrency("USD")
	g.stand(ledger.BookName{Name: "Yardstick", Currency: usd})
	for _, currency := range currencyCodes()[:g.shape.Currencies] {
		code, _ := money.ParseCurrency(currency.code)
		g.field.currencies = append(g.field.currencies, code)
		g.field.rates = append(g.field.rates, currency.rate)
	}
	g.field.index = 1_837 * one
	g.settleInvestors()
	g.settleCompanies()
	g.settlePolicy()
	g.field.stride = 1
	for g.publications() > g.shape.Entries/7 && g.field.stride < months(g.shape) {
		g.field.stride++
	}
}

// stand records what holds from the beginning and has no date.
func (g *generator) stand(payload ledger.Payload) { g.give(ledger.Entry{Payload: payload}) }

func (g *generator) settleInvestors() {
	for i := range g.shape.Investors {
		id := ledger.PartyID(numbered("inv-", i+1, 2))
		g.field.investors = append(g.field.investors, id)
		g.stand(ledger.Party{ID: id, Name: g.name(i) + " " + pick(g, []string{"Capital", "Partners", "Ventures", "Holdings"}),
			Country: pick(g, countries()), Tags: ledger.List{pick(g, []string{"strategic", "fund", "family-office"})}})
	}
}

func (g *generator) settleCompanies() {
	for i := range g.shape.Companies {
		c := &company{id: ledger.PartyID(numbered("co-", i+1, 4)), currency: g.currency(),
			worth: g.part(900_000_000*one, 20, 1000)}
		g.field.companies = append(g.field.companies, c)
		party := ledger.Party{ID: c.id, Name: numbered(g.name(i)+" "+pick(g, trades())+" ", i+1, 4),
			Country: pick(g, countries()), Sector: pick(g, sectors())}
		if g.chance(600) {
			party.Tags = ledger.List{pick(g, tags()[:4]), pick(g, tags()[4:])}
		}
		g.stand(party)
		c.preferred = g.issue(c, "preferred", ledger.Preferred)
		if i%2 == 0 {
			c.common = g.issue(c, "common", ledger.Common)
		}
		if i%4 == 1 {
			c.note = g.issue(c, "note", ledger.Note)
		}
	}
}

func (g *generator) issue(c *company, word string, class ledger.Class) *security {
	s := &security{id: ledger.SecurityID(string(c.id) + "/" + word), price: g.part(90*one, 10, 1000), split: 1}
	payload := ledger.Security{ID: s.id, Company: c.id, Name: "Series " + word, Class: class}
	switch class {
	case ledger.Preferred:
		payload.Votes, payload.Price = whole(1), amount(s.price)
	case ledger.Note:
		payload.Rate, _ = money.ParsePercent(text(micro(g.from(2, 9))*one/2, 1))
		payload.DayCount = ledger.Actual365
	}
	g.stand(payload)
	return s
}

// settlePolicy records the limits and the forecast; a small book has one limit.
func (g *generator) settlePolicy() {
	scope := func(text string) ledger.Scope {
		s, _ := ledger.ParseScope(text)
		return s
	}
	limits := []ledger.Limit{
		{ID: "single-name", Name: "Single name", Measure: "exposure", Scope: scope("each:company"),
			Max: whole(2_000_000_000)},
		{ID: "unfunded", Measure: "unfunded", Scope: scope("*"), Max: whole(900_000_000_000)},
		{ID: "sector", Measure: "exposure", Scope: scope("each:sector"), MaxPercent: percent("25"), Of: scope("*")},
		{ID: "currency", Measure: "exposure", Scope: scope("each:currency"), MaxPercent: percent("40"), Of: scope("*")},
		{ID: "stake", Measure: ledger.OwnershipMeasure, Scope: scope("each:company"), MaxPercent: percent("19.9")},
	}
	for _, limit := range limits[:between(g.shape.Entries/1000, 1, len(limits))] {
		g.record(limit)
	}
	yearly := ledger.Percents{percent("25"), percent("33.33"), percent("50")}
	g.record(ledger.Pacing{Scope: scope("*"), Contributions: yearly,
		Life: whole(12), Bow: decimal(2_500_000, 1), Growth: percent("11"), Yield: percent("1.5")})
}

func percent(text string) money.Percent {
	p, _ := money.ParsePercent(text)
	return p
}

// months counts the first days of months in the book's span.
func months(s Shape) int {
	first, last := s.First.Time(), s.Last.Time()
	return 12*(last.Year()-first.Year()) + int(last.Month()-first.Month()) + 1
}

// publications counts the rates and levels of the index that the book has.
func (g *generator) publications() int {
	days := (months(g.shape) + g.field.stride - 1) / g.field.stride
	return days * g.shape.Currencies // a rate for each but the reporting currency, and the index
}

// publish records the rates of the first day of a month.
func (g *generator) publish() {
	today := g.today.Time()
	month := 12*(today.Year()-g.shape.First.Time().Year()) + int(today.Month()-time.January)
	if today.Day() != 1 || month%g.field.stride != 0 {
		return
	}
	for i := 1; i < len(g.field.rates); i++ {
		g.field.rates[i] = max(scale(g.field.rates[i], int64(g.from(980, 1020)), 1000)/10*10, 5_000)
		rate, _ := money.ParseRatio(text(g.field.rates[i], 4))
		g.record(ledger.Rate{Base: g.field.currencies[i], Quote: g.field.currencies[0], Rate: rate})
	}
	g.field.index = scale(g.field.index, int64(g.from(970, 1042)), 1000) / 10_000 * 10_000
	g.record(ledger.Index{Name: "SPXT", Level: amount(g.field.index)})
}

// currency draws a currency; half of all that is recorded is in the reporting one.
func (g *generator) currency() int {
	if g.chance(450) {
		return 0
	}
	return g.dice.IntN(g.shape.Currencies)
}

// lastBy is the earlier of two days.
func lastBy(a, b civil.Date) civil.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// name is a word that stands for a person or a place.
func (g *generator) name(i int) string {
	starts := []string{"Nova", "Ar", "Ka", "Lumi", "Or", "Ter", "Vel", "Quan", "Sil", "Bor", "Hel", "Mer"}
	ends := []string{"ra", "den", "tis", "lan", "vex", "mont", "ford", "nox", "via", "gard"}
	return starts[i%len(starts)] + pick(g, ends)
}

func countries() []string {
	return []string{"US", "DE", "GB", "JP", "CH", "CA", "SE", "SG", "FR", "IL", "IN", "BR"}
}

func sectors() []string {
	return []string{"ai", "compute", "energy", "biotech", "fintech", "logistics", "materials", "robotics",
		"software", "space"}
}

func trades() []string {
	return []string{"Systems", "Labs", "Energy", "Therapeutics", "Networks", "Robotics", "Materials", "Finance"}
}

func tags() []string {
	return []string{"core", "growth", "seed", "late", "esg", "strategic", "watch", "export"}
}
