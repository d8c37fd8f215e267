package history

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// agenda is what is to be acted on of a commitment on every day. It stays as it is until something is recorded, and
// mostly comes to the same for a while: so lists that are alike are kept once, and without what the commitment says.
type agenda struct {
	places     int // of the units of amounts
	tranches   []ledger.TrancheID
	qualifiers []ledger.Qualifier
	items      []item
	lists      steps[span]
}

// item is an Agendum in little room.
type item struct {
	units     int64
	on        civil.Date
	tranche   uint16 // its place among the tranches
	what      uint8  // among acts
	qualifier uint8  // among the qualifiers
}

// acts are what there is to act on.
func acts() [5]figures.Act {
	return [...]figures.Act{figures.CallDue, figures.TrancheDue, figures.DecideBy, figures.Expires, figures.ConditionBy}
}

// agenda works out the agenda of a commitment.
func (m *maker) agenda(id ledger.CommitmentID) (*agenda, error) {
	a := new(agenda)
	var before []figures.Agendum
	var days []civil.Date
	var through [][]figures.Agendum
	for stay := range m.book.Stays(id, m.from) {
		items := figures.AgendaOf(m.book, stay.State, stay.From)
		if slices.EqualFunc(items, before, alike) {
			continue
		}
		for i := range items {
			exact, _ := items[i].Amount.Number().Exact() // it was typed, or is a sum of such
			a.places = max(a.places, exact.Places())
		}
		days, through, before = append(days, stay.From), append(through, items), items
	}
	for i, items := range through {
		from := uint32(len(a.items))
		for j := range items {
			packed, ok := a.pack(&items[j])
			if !ok {
				return nil, ErrTooLong
			}
			a.items = append(a.items, packed)
		}
		a.lists.add(days[i], span{from, uint32(len(items))})
	}
	a.items = slices.Clip(a.items)
	return a, nil
}

func alike(x, y figures.Agendum) bool {
	return x.On == y.On && x.What == y.What && x.Tranche == y.Tranche && x.Qualifier == y.Qualifier &&
		x.Amount.Number().Equal(y.Amount.Number())
}

func (a *agenda) pack(of *figures.Agendum) (packed item, ok bool) {
	exact, isExact := of.Amount.Number().Exact()
	units, fits := exact.Units(a.places)
	every := acts()
	tranche, qualifier := placeOf(&a.tranches, of.Tranche), placeOf(&a.qualifiers, of.Qualifier)
	packed = item{units: units, on: of.On, tranche: uint16(tranche), what: uint8(slices.Index(every[:], of.What)),
		qualifier: uint8(qualifier)}
	return packed, isExact && fits && int(packed.tranche) == tranche && int(packed.qualifier) == qualifier
}

// placeOf is where a value stands in a list, which it joins where it is new.
func placeOf[T comparable](list *[]T, value T) int {
	at := slices.Index(*list, value)
	if at < 0 {
		at = len(*list)
		*list = append(*list, value)
	}
	return at
}

// on appends what is to be acted on at the end of a day.
func (a *agenda) on(day civil.Date, of *account, list []figures.Agendum) []figures.Agendum {
	every := acts()
	part := a.lists.on(day)
	for i := part.at; i < part.at+part.count; i++ {
		packed := &a.items[i]
		amount := money.NewAmount(money.OfUnits(packed.units, a.places).Fraction(), of.currency)
		list = append(list, figures.Agendum{On: packed.on, What: every[packed.what], Commitment: of.id,
			Tranche: a.tranches[packed.tranche], Amount: amount, Qualifier: a.qualifiers[packed.qualifier]})
	}
	return list
}
