package interchange

import (
	"cmp"
	"slices"

	"stakebook/ledger"
)

// InDateOrder puts the records of several files into the one order in which a book can take them: by date, those without one
// first, and on one day by what stands on what, parties before commitments before payments. So files of one kind each may be
// given in any order. Records keep their order where that says nothing, and a single file, or files that number their
// entries or refer to numbers, stay as they are: their order is their own.
func InDateOrder(files [][]Record) [][]Record {
	if len(files) < 2 {
		return files
	}
	var all []Record
	for _, records := range files {
		for _, record := range records {
			if numbered(record.Entry) {
				return files
			}
		}
		all = append(all, records...)
	}
	rank := ranks()
	slices.SortStableFunc(all, func(x, y Record) int {
		return cmp.Or(x.Entry.Date.Compare(y.Entry.Date), cmp.Compare(rank[x.Entry.Kind()], rank[y.Entry.Kind()]))
	})
	return [][]Record{all}
}

// numbered says that an entry has a number in its file, or speaks of one.
func numbered(e ledger.Entry) bool {
	return e.Seq != 0 || e.Disputes != 0 || e.Kind() == ledger.KindReversal
}

// ranks orders the kinds of one day: as in the contract, but for what has to exist before what the contract names earlier.
func ranks() map[ledger.Kind]int {
	kinds := ledger.Kinds()
	first := []ledger.Kind{ledger.KindBook, ledger.KindParty, ledger.KindSecurity, ledger.KindRound, ledger.KindRate,
		ledger.KindCommitment, ledger.KindUndertaking, ledger.KindLimit, ledger.KindTranche, ledger.KindAmendment}
	rank := make(map[ledger.Kind]int, len(kinds))
	for i, kind := range append(first, kinds...) {
		if _, placed := rank[kind]; !placed {
			rank[kind] = i
		}
	}
	return rank
}
