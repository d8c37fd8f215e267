package scene

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"stakebook/ledger/civil"
)

// Caps is the chart of commitments against caps: one bar a commitment, from what is funded to what was
// released, and the cap as a strong line at its end.
type Caps struct {
	Title, Subtitle string
	// Unit is what the axis counts in, such as USD.
	Unit  string
	Scale Scale
	Order Order
	Rows  []CapsRow
	// Groups says what stands behind the heading of a group, such as its total, by CapsRow.Group.
	Groups map[string]string
}

// CapsRow is one commitment. Its cap is the sum of its parts, as the ledger's identity has it:
// funded (less what is recallable), released, firm, conditional and option, with what is called
// taken out of the three it was called from.
type CapsRow struct {
	// ID is the commitment's. Label names it and Detail, where given, stands under the label.
	ID, Label, Detail string
	// Group is the heading the row stands under; rows without one stand first.
	Group string
	// Cap is the cap as text and Used the used share of it.
	Cap, Used string

	Funded, Called, Firm, Conditional, Option, Released Part
	// Indicative is what is left of the maximum of a commitment that is not binding yet.
	Indicative Part

	// Next is the next day to act on, if any.
	Next civil.Date
	// Alert is said beside the bar and in the read-out, such as "USD 10.00B overdue".
	Alert string
	// Notes are further lines for the read-out.
	Notes []Line
}

// Part is an amount in the chart's one currency, exact, for the length, and as text in its own for reading.
type Part struct {
	Amount *big.Rat
	Text   string
}

func (p Part) none() bool { return p.Amount == nil || p.Amount.Sign() <= 0 }

// Scale says what a bar's length is measured by.
type Scale uint8

// The scales.
const (
	// Linear draws all bars against one axis of money.
	Linear Scale = iota
	// PerBar draws every bar equally long, as percent of its own cap.
	PerBar
)

// Order says how rows are sorted. Groups follow their first row, by cap their sum.
type Order uint8

// The orders. Rows that tie stay as they came.
const (
	// AsGiven keeps the rows in the caller's order, gathered into their groups.
	AsGiven Order = iota
	// ByCap puts the largest first; an indicative amount counts like a cap.
	ByCap
	// ByUsed puts the most used first.
	ByUsed
	// ByNext puts the nearest day to act on first and rows without one last.
	ByNext
	// ByName sorts by label.
	ByName
)

// share is a part of a bar in drawing order, with how it looks.
type share struct {
	label   string
	role    Role
	pattern Pattern
	part    func(*CapsRow) Part
}

var shares = [...]share{
	{"Funded", Funded, Solid, func(r *CapsRow) Part { return r.Funded }},
	{"Called", Called, Hatch, func(r *CapsRow) Part { return r.Called }},
	{"Firm", Firm, Counterhatch, func(r *CapsRow) Part { return r.Firm }},
	{"Conditional", Conditional, Dots, func(r *CapsRow) Part { return r.Conditional }},
	{"Option", Option, Outline, func(r *CapsRow) Part { return r.Option }},
	{"Released", Released, Struck, func(r *CapsRow) Part { return r.Released }},
}

// amount is the row's cap, or its indicative amount where it has no cap.
func (r *CapsRow) amount() *big.Rat {
	total := new(big.Rat)
	for _, s := range shares {
		total.Add(total, positive(s.part(r).Amount))
	}
	if total.Sign() == 0 {
		return positive(r.Indicative.Amount)
	}
	return total
}

// binding says that the row has a cap, even if of nothing, and is not an indication alone.
func (r *CapsRow) binding() bool { return r.Indicative.none() || r.anyPart() }

func (r *CapsRow) anyPart() bool {
	return slices.ContainsFunc(shares[:], func(s share) bool { return !s.part(r).none() })
}

// group is a heading and its rows, sorted.
type group struct {
	name string
	rows []capsBar
}

// capsBar is a row with its exact total, worked out once.
type capsBar struct {
	*CapsRow
	total *big.Rat
}

func (b capsBar) used() *big.Rat {
	if b.total.Sign() == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(positive(b.Funded.Amount), b.total)
}

// arrange sorts the rows and gathers them into groups.
func (c Caps) arrange() []group {
	bars := make([]capsBar, len(c.Rows))
	for i := range c.Rows {
		bars[i] = capsBar{&c.Rows[i], c.Rows[i].amount()}
	}
	slices.SortStableFunc(bars, c.Order.compare)
	index := map[string]int{"": 0}
	groups := []group{{}}
	for _, bar := range bars {
		at, ok := index[bar.Group]
		if !ok {
			at = len(groups)
			index[bar.Group] = at
			groups = append(groups, group{name: bar.Group})
		}
		groups[at].rows = append(groups[at].rows, bar)
	}
	if len(groups[0].rows) == 0 {
		groups = groups[1:]
	}
	c.Order.sortGroups(groups)
	return groups
}

func (o Order) compare(a, b capsBar) int {
	switch o {
	case AsGiven:
		return 0
	case ByCap:
		return b.total.Cmp(a.total)
	case ByUsed:
		return b.used().Cmp(a.used())
	case ByNext:
		if a.Next.IsZero() || b.Next.IsZero() {
			return -a.Next.Compare(b.Next)
		}
		return a.Next.Compare(b.Next)
	case ByName:
		return cmp.Or(compareNames(a.Label, b.Label), cmp.Compare(a.Detail, b.Detail))
	}
	return 0
}

func compareNames(a, b string) int {
	return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
}

func (o Order) sortGroups(groups []group) {
	rank := func(a, b group) int { return 0 }
	switch o {
	case AsGiven, ByUsed, ByNext:
	case ByCap:
		sums := make(map[string]*big.Rat, len(groups))
		for _, g := range groups {
			sums[g.name] = new(big.Rat)
			for _, bar := range g.rows {
				sums[g.name].Add(sums[g.name], bar.total)
			}
		}
		rank = func(a, b group) int { return sums[b.name].Cmp(sums[a.name]) }
	case ByName:
		rank = func(a, b group) int { return compareNames(a.name, b.name) }
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		if (a.name == "") != (b.name == "") {
			return cmp.Compare(len(a.name), len(b.name))
		}
		return rank(a, b)
	})
}

// readout is everything the row says.
func (b capsBar) readout() []Line {
	var lines []Line
	say := func(label, value string) {
		if value != "" {
			lines = append(lines, Line{Label: label, Value: value})
		}
	}
	say("Cap", b.Cap)
	for _, s := range shares {
		if part := s.part(b.CapsRow); !part.none() {
			say(s.label, part.Text)
		}
	}
	if !b.Indicative.none() {
		say("Indicative, not binding", b.Indicative.Text)
	}
	say("Used", b.Used)
	say("Next date", b.Next.String())
	if b.Alert != "" {
		lines = append(lines, Line{Label: b.Alert})
	}
	return append(lines, b.Notes...)
}

// table is the chart as text.
func (c Caps) table(groups []group) Table {
	columns := []Column{{Title: "Group"}, {Title: "Commitment"}, {Title: "Detail"}, {"Cap", true}, {"Used", true}}
	for _, s := range shares {
		columns = append(columns, Column{s.label, true})
	}
	columns = append(columns, Column{"Indicative", true}, Column{Title: "Next date"}, Column{Title: "Alert"})
	var rows [][]string
	for _, g := range groups {
		for _, bar := range g.rows {
			row := []string{bar.Group, bar.Label, bar.Detail, bar.Cap, bar.Used}
			for _, s := range shares {
				row = append(row, s.part(bar.CapsRow).Text)
			}
			rows = append(rows, append(row, bar.Indicative.Text, bar.Next.String(), bar.Alert))
		}
	}
	return Table{Columns: columns, Rows: rows}
}
