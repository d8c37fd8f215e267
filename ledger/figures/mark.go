package figures

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// mark is a valuation of a holding, or of one security of it.
type mark struct {
	entry ledger.Entry
	ledger.Mark
}

func (m mark) on() civil.Date { return m.entry.Date }

// covers says whether a mark of one security, or of all of them, speaks of what was then of a security.
func (m mark) covers(security ledger.SecurityID) bool {
	return m.Security == "" || m.Security == security
}

// valued gives a holding's parts at fair value: the newest mark, with what was bought since at cost and what was
// sold since taken off; else cost. A mark of the whole holding replaces earlier ones of its securities.
func (v *valuation) valued(k key, bought []purchase, marks map[ledger.SecurityID]mark) []HeldPart {
	whole, hasWhole := marks[""]
	var standing []mark
	for security, m := range marks {
		if security != "" && (!hasWhole || replaces(m, whole)) {
			standing = append(standing, m)
		}
	}
	slices.SortFunc(standing, func(x, y mark) int { return compareText(x.Security, y.Security) })
	if hasWhole && (len(standing) == 0 || v.heldThen(k, nil, whole).Sign() > 0) {
		standing = append(standing, whole) // last: it speaks of what no newer mark does
	}
	if len(standing) == 0 {
		return v.atCost(bought)
	}
	newest := slices.MaxFunc(standing, func(x, y mark) int { return x.on().Compare(y.on()) })
	var parts []HeldPart
	rest := bought
	for _, m := range standing {
		mine, others := v.covered(rest, m)
		parts, rest = append(parts, v.marked(k, mine, m)...), others
	}
	return append(parts, v.unmarked(rest, newest.on())...)
}

// replaces says that a mark of one security came after that of the whole holding.
func replaces(m, whole mark) bool {
	if m.on() != whole.on() {
		return m.on().After(whole.on())
	}
	return m.entry.Seq > whole.entry.Seq
}

// covered parts purchases into those that a mark speaks of, the later ones of the same security included, and the
// rest.
func (v *valuation) covered(bought []purchase, m mark) (mine, others []purchase) {
	for _, p := range bought {
		if m.covers(v.securityThen(p.lot, p.security, m.on())) {
			mine = append(mine, p)
		} else {
			others = append(others, p)
		}
	}
	return mine, others
}

// securityThen is what a lot was on an earlier day: a conversion since then carries its mark along.
func (v *valuation) securityThen(lot ledger.LotID, now ledger.SecurityID, day civil.Date) ledger.SecurityID {
	for lot != "" {
		made, _ := v.book.Defined(ledger.ID(lot))
		conversion, converted := made.Payload.(ledger.Conversion)
		if !converted || !made.Date.After(day) {
			return now
		}
		lot, now = conversion.Lot, v.lots[v.at[conversion.Lot]].Security
	}
	return now
}

// marked values what a mark covers: by what is still held of what was held on its day, and by cost what was bought
// since. The value goes to securities and programmes by what they cost.
func (v *valuation) marked(k key, mine []purchase, m mark) []HeldPart {
	heldNow, since := untilAndSince(mine, m.on())
	now, then := costOf(heldNow), v.heldThen(k, heldNow, m)
	value := Stated{Number: m.Value.Fraction(), Qualifier: m.entry.Qualifier}
	if kept, known := now.Div(then); known {
		value.Number = value.Number.Mul(kept)
	} else if v.allGone(k, m) {
		value = Stated{}
	}
	parts := v.markedParts(m, heldNow, value, now)
	for i := range parts {
		parts[i].Method, parts[i].Valued = m.Method, m.on()
		if m.Method == "" {
			parts[i].Method = ledger.AsStated
		}
	}
	return append(parts, v.atCost(since)...)
}

// markedParts are what a marked value goes to: each security and programme by its share of the cost.
func (v *valuation) markedParts(m mark, held []purchase, value Stated, cost money.Fraction) []HeldPart {
	parts := v.atCost(held)
	if cost.Sign() == 0 || len(parts) == 0 {
		return []HeldPart{{Security: m.Security, Currency: m.Currency, Worth: value, WorthIn: m.Currency}}
	}
	for i := range parts {
		share, _ := parts[i].Cost.Number.Div(cost)
		parts[i].Worth = Stated{Number: value.Number.Mul(share)}
		if len(parts) == 1 {
			parts[i].Worth = value
		}
		parts[i].Currency, parts[i].WorthIn = m.Currency, m.Currency
	}
	return parts
}

// heldThen is what the lots that a mark covered on its day cost, sold ones included. Money that named no security is
// never sold, so it is what it is now.
func (v *valuation) heldThen(k key, heldNow []purchase, m mark) money.Fraction {
	sum := money.Fraction{}
	for _, p := range heldNow {
		if p.lot == "" {
			sum = sum.Add(p.cost.Number)
		}
	}
	for _, lot := range v.then(m.on()) {
		if lot.Ended != 0 || lot.Holder != k.investor || lot.Cost.Sign() == 0 || !m.covers(lot.Security) {
			continue
		}
		if cost, err := v.lotCost(&lot); err == nil { // a rate that is missing is named where its lot is held
			sum = sum.Add(cost.Number())
		}
	}
	return sum
}

// allGone says that what a mark covered on its day was in lots, of which none is held any more.
func (v *valuation) allGone(k key, m mark) bool {
	had := false
	for _, lot := range v.then(m.on()) {
		had = had || lot.Ended == 0 && lot.Holder == k.investor && m.covers(lot.Security)
	}
	if !had {
		return false
	}
	for _, lot := range v.lots {
		if lot.Ended == 0 && lot.Holder == k.investor &&
			m.covers(v.securityThen(lot.ID, lot.Security, m.on())) {
			return false
		}
	}
	return true
}

// unmarked values what no mark speaks of at cost. Money that names no security is within the marks of the holding's
// securities, unless it was paid after them.
func (v *valuation) unmarked(rest []purchase, newest civil.Date) []HeldPart {
	parts := v.atCost(rest)
	for i := range parts {
		if parts[i].Security != "" {
			continue
		}
		var later []purchase
		for _, p := range rest {
			if p.security == "" && p.agreed == parts[i].Agreed && p.program == parts[i].Program &&
				p.currency == parts[i].Currency && p.on.After(newest) {
				later = append(later, p)
			}
		}
		parts[i].Worth = Stated{Number: costOf(later)}
	}
	return parts
}

func untilAndSince(bought []purchase, day civil.Date) (until, since []purchase) {
	for _, p := range bought {
		if p.on.After(day) {
			since = append(since, p)
		} else {
			until = append(until, p)
		}
	}
	return until, since
}

func costOf(bought []purchase) money.Fraction {
	sum := money.Fraction{}
	for _, p := range bought {
		sum = sum.Add(p.cost.Number)
	}
	return sum
}
