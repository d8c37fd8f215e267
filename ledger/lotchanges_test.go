package ledger_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

func TestTheChangesOfLotsComeToTheLotsOfEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ledgertest.Books().Draw(t, "book")
		for _, company := range []ledger.PartyID{"acme", "zeta", "nobody"} {
			now := make(map[ledger.LotID]ledger.Lot)
			before, last := ledgertest.Days()
			before = before.AddDays(-1)
			for day, changed := range b.LotChanges(company) {
				if day.Before(before) {
					t.Fatalf("the changes of %s come after those of %s", day, before)
				}
				for ; before.Before(day); before = before.AddDays(1) {
					mustBeLots(t, now, b.Lots(company, before))
				}
				if !slices.IsSortedFunc(changed, byMaking) {
					t.Fatalf("on %s the lots come in the order %v", day, changed)
				}
				for _, lot := range changed {
					now[lot.ID] = lot
				}
			}
			for ; !before.After(last); before = before.AddDays(1) {
				mustBeLots(t, now, b.Lots(company, before))
			}
		}
	})
}

func byMaking(x, y ledger.Lot) int {
	return cmp.Or(cmp.Compare(x.Entry, y.Entry), cmp.Compare(x.ID, y.ID))
}

func mustBeLots(t *rapid.T, got map[ledger.LotID]ledger.Lot, want []ledger.Lot) {
	t.Helper()
	in := slices.SortedFunc(maps.Values(got), byMaking)
	if fmt.Sprintf("%+v", in) != fmt.Sprintf("%+v", want) {
		t.Fatalf("the changes come to\n%+v\nbut there are\n%+v", in, want)
	}
}
