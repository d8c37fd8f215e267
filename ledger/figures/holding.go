package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// StaleAfter is the age in days from which a value is flagged as stale.
const StaleAfter = 365

// Holding is what one investor holds of one company, by security and programme, in one reporting currency.
type Holding struct {
	Investor ledger.PartyID
	Company  ledger.PartyID
	Parts    []HeldPart
}

// HeldPart is one security of a holding; without a security, what was paid for without saying what it bought.
type HeldPart struct {
	Security ledger.SecurityID
	Program  string
	Currency money.Currency // in which it is valued, or was paid for
	Cost     money.Amount
	Value    money.Amount // fair value
	Method   ledger.Method
	Valued   civil.Date // the day of the mark; none at cost
	Stale    bool       // the mark is older than StaleAfter days
}

// purchase is money paid for a holding: what remains of a lot, or a funding that names no security.
type purchase struct {
	security ledger.SecurityID
	program  string
	currency money.Currency
	on       civil.Date
	cost     money.Amount // in the reporting currency, of what is still held
}

// Portfolio makes the holdings and commitments of a book in one currency on one day.
type Portfolio struct {
	book  *ledger.Book
	rates *Rates
	in    money.Currency
	asOf  civil.Date
}

// NewPortfolio is the portfolio of a book, in a currency, at the end of a day.
func NewPortfolio(b *ledger.Book, in money.Currency, asOf civil.Date) *Portfolio {
	return &Portfolio{book: b, rates: RatesOf(b), in: in, asOf: asOf}
}

// key is one investor's holding of one company.
type key struct{ investor, company ledger.PartyID }

// Holdings are all holdings, in the order of investor and company. A missing rate is refused with *NoRate.
func (f *Portfolio) Holdings() ([]Holding, error) {
	purchases, err := f.purchases(f.asOf)
	if err != nil {
		return nil, err
	}
	marks := f.marks()
	keys := make([]key, 0, len(purchases))
	for k := range purchases {
		keys = append(keys, k)
	}
	for k := range marks {
		if _, bought := purchases[k]; !bought {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(x, y key) int {
		if x.investor != y.investor {
			return compareText(x.investor, y.investor)
		}
		return compareText(x.company, y.company)
	})
	holdings := make([]Holding, 0, len(keys))
	for _, k := range keys {
		parts, err := f.valued(k, purchases[k], marks[k])
		if err != nil {
			return nil, err
		}
		holdings = append(holdings, Holding{Investor: k.investor, Company: k.company, Parts: parts})
	}
	return holdings, nil
}

// purchases gathers what is still held at the end of a day, and what it cost.
func (f *Portfolio) purchases(day civil.Date) (map[key][]purchase, error) {
	held := make(map[key][]purchase)
	for e := range f.book.All(ledger.KindFunding) {
		p := e.Payload.(ledger.Funding)
		isInvestment := p.Type == "" || p.Type == ledger.Investment
		if e.Date.After(day) || !isInvestment || p.Security != "" {
			continue
		}
		state, ok := f.book.Drawdown(p.Commitment, e.Date)
		if !ok {
			continue
		}
		cost, err := f.costOf(p.Amount.Fraction(), state.Terms.Currency, e.Date, p.ReportingAmount)
		if err != nil {
			return nil, err
		}
		k := key{state.Terms.Investor, state.Terms.Company}
		held[k] = append(held[k], purchase{program: state.Terms.Program, currency: state.Terms.Currency, on: e.Date, cost: cost})
	}
	for e := range f.book.All(ledger.KindParty) {
		company := e.Payload.(ledger.Party).ID
		if err := f.lotsOf(held, company, day); err != nil {
			return nil, err
		}
	}
	return held, nil
}

func (f *Portfolio) lotsOf(held map[key][]purchase, company ledger.PartyID, day civil.Date) error {
	for _, lot := range f.book.Lots(company, day) {
		if lot.Ended != 0 || lot.Cost.Sign() == 0 {
			continue
		}
		cost, err := f.lotCost(lot)
		if err != nil {
			return err
		}
		k := key{lot.Holder, company}
		held[k] = append(held[k], purchase{security: lot.Security, program: lot.Program, currency: lot.Currency,
			on: lot.Paid, cost: cost})
	}
	return nil
}

// lotCost is what is left of a lot cost, at the rate of the day it was paid, or as it was recorded in the book's currency.
func (f *Portfolio) lotCost(lot ledger.Lot) (money.Amount, error) {
	if lot.ReportedKnown && lot.Currency != f.in {
		return f.rates.Convert(money.NewAmount(lot.Reported, f.book.Currency()), f.in, lot.Paid)
	}
	return f.rates.Convert(money.NewAmount(lot.Cost, lot.Currency), f.in, lot.Paid)
}

// costOf is an amount at the rate of its day, or what it cost in the book's currency where that was recorded.
func (f *Portfolio) costOf(amount money.Fraction, c money.Currency, on civil.Date, reported money.Decimal) (money.Amount, error) {
	if reported.Given() && c != f.in {
		return f.rates.Convert(money.NewAmount(reported.Fraction(), f.book.Currency()), f.in, on)
	}
	return f.rates.Convert(money.NewAmount(amount, c), f.in, on)
}

// mark is a valuation of a holding, or of one security of it.
type mark struct {
	on ledger.Entry
	ledger.Mark
}

// marks gathers the newest mark of each holding and security: the last on the as-of date or before it.
func (f *Portfolio) marks() map[key]map[ledger.SecurityID]mark {
	marks := make(map[key]map[ledger.SecurityID]mark)
	for e := range f.book.All(ledger.KindMark) {
		p := e.Payload.(ledger.Mark)
		if p.Holder == "" || e.Date.After(f.asOf) {
			continue
		}
		k := key{p.Holder, p.Company}
		if marks[k] == nil {
			marks[k] = make(map[ledger.SecurityID]mark)
		}
		if old, ok := marks[k][p.Security]; !ok || !e.Date.Before(old.on.Date) {
			marks[k][p.Security] = mark{on: e, Mark: p}
		}
	}
	return marks
}

// valued gives a holding's parts at fair value: the newest mark, with what was bought since at cost and what was
// sold since taken off; else cost.
func (f *Portfolio) valued(k key, bought []purchase, marks map[ledger.SecurityID]mark) ([]HeldPart, error) {
	whole, hasWhole := marks[""]
	var bySecurity []mark
	for security, m := range marks {
		if security != "" && (!hasWhole || m.on.Date.After(whole.on.Date)) {
			bySecurity = append(bySecurity, m)
		}
	}
	slices.SortFunc(bySecurity, func(x, y mark) int { return compareText(x.Security, y.Security) })
	switch {
	case len(bySecurity) > 0:
		return f.valuedBySecurity(k, bought, bySecurity)
	case hasWhole:
		return f.valuedWhole(k, bought, whole)
	default:
		return f.atCost(bought), nil
	}
}

// atCost gathers purchases of one security and programme into one part each, valued at what they cost.
func (f *Portfolio) atCost(bought []purchase) []HeldPart {
	var parts []HeldPart
	for _, p := range bought {
		at := slices.IndexFunc(parts, func(part HeldPart) bool {
			return part.Security == p.security && part.Program == p.program && part.Currency == p.currency
		})
		if at < 0 {
			none := money.NewAmount(money.Fraction{}, f.in)
			parts = append(parts, HeldPart{Security: p.security, Program: p.program, Currency: p.currency,
				Cost: none, Value: none, Method: ledger.AtCost})
			at = len(parts) - 1
		}
		parts[at].Cost = f.sum(parts[at].Cost, p.cost)
		parts[at].Value = parts[at].Cost
	}
	return parts
}

// valuedWhole values a holding by a mark that covers all of it.
func (f *Portfolio) valuedWhole(k key, bought []purchase, m mark) ([]HeldPart, error) {
	any := func(purchase) bool { return true }
	value, err := f.markedValue(k, bought, m, any)
	if err != nil {
		return nil, err
	}
	return []HeldPart{f.markedPart(bought, m, value)}, nil
}

// valuedBySecurity values each marked security by its own mark. What has no mark is at cost; money that names no security
// is covered by the marks unless it was paid after them.
func (f *Portfolio) valuedBySecurity(k key, bought []purchase, marks []mark) ([]HeldPart, error) {
	newest := slices.MaxFunc(marks, func(x, y mark) int { return x.on.Date.Compare(y.on.Date) })
	var parts []HeldPart
	rest := bought
	for _, m := range marks {
		ofSecurity := func(p purchase) bool { return p.security == m.Security }
		value, err := f.markedValue(k, bought, m, ofSecurity)
		if err != nil {
			return nil, err
		}
		mine, others := split(rest, ofSecurity)
		parts, rest = append(parts, f.markedPart(mine, m, value)), others
	}
	for _, part := range f.atCost(rest) {
		if part.Security == "" {
			part.Value = f.costAfter(rest, newest.on.Date, func(p purchase) bool {
				return p.security == "" && p.program == part.Program && p.currency == part.Currency
			})
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func (f *Portfolio) markedPart(bought []purchase, m mark, value money.Amount) HeldPart {
	part := HeldPart{Security: m.Security, Currency: m.Currency, Cost: money.NewAmount(money.Fraction{}, f.in), Value: value,
		Method: m.Method, Valued: m.on.Date, Stale: f.asOf.DaysSince(m.on.Date) > StaleAfter}
	if part.Method == "" {
		part.Method = ledger.AsStated
	}
	for i, p := range bought {
		part.Cost = f.sum(part.Cost, p.cost)
		switch {
		case i == 0:
			part.Program = p.program
		case part.Program != p.program:
			part.Program = ""
		}
	}
	return part
}

// markedValue is a mark in the portfolio's currency, with the share of what was sold since taken off and what was bought
// since added at cost.
func (f *Portfolio) markedValue(k key, bought []purchase, m mark, covers func(purchase) bool) (money.Amount, error) {
	value, err := f.rates.Convert(money.NewAmount(m.Value.Fraction(), m.Currency), f.in, f.asOf)
	if err != nil {
		return money.Amount{}, err
	}
	then, err := f.heldThen(k, bought, m.on.Date)
	if err != nil {
		return money.Amount{}, err
	}
	costThen := f.costUntil(then, m.on.Date, covers)
	costNow := f.costUntil(bought, m.on.Date, covers)
	if kept, ok := costNow.Number().Div(costThen.Number()); ok {
		value = money.NewAmount(value.Number().Mul(kept), f.in)
	}
	return f.sum(value, f.costAfter(bought, m.on.Date, covers)), nil
}

// heldThen is what was held on an earlier day. Money that named no security is never sold, so it is what it is now.
func (f *Portfolio) heldThen(k key, bought []purchase, day civil.Date) ([]purchase, error) {
	lots := make(map[key][]purchase)
	if err := f.lotsOf(lots, k.company, day); err != nil {
		return nil, err
	}
	unnamed, _ := split(bought, func(p purchase) bool { return p.security == "" })
	return append(lots[k], unnamed...), nil
}

func (f *Portfolio) costUntil(bought []purchase, day civil.Date, covers func(purchase) bool) money.Amount {
	return f.costWhere(bought, func(p purchase) bool { return covers(p) && !p.on.After(day) })
}

func (f *Portfolio) costAfter(bought []purchase, day civil.Date, covers func(purchase) bool) money.Amount {
	return f.costWhere(bought, func(p purchase) bool { return covers(p) && p.on.After(day) })
}

func (f *Portfolio) costWhere(bought []purchase, counts func(purchase) bool) money.Amount {
	sum := money.NewAmount(money.Fraction{}, f.in)
	for _, p := range bought {
		if counts(p) {
			sum = f.sum(sum, p.cost)
		}
	}
	return sum
}

// sum adds two amounts that are both in the portfolio's currency.
func (f *Portfolio) sum(a, b money.Amount) money.Amount {
	return money.NewAmount(a.Number().Add(b.Number()), f.in)
}

func split(all []purchase, is func(purchase) bool) (yes, no []purchase) {
	for _, p := range all {
		if is(p) {
			yes = append(yes, p)
		} else {
			no = append(no, p)
		}
	}
	return yes, no
}
