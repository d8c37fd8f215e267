package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/ledgertest"
)

// What is stamped ahead of a book is taken and refused as what is appended to it.
func TestStampedEntriesAreTakenAsAppendedOnesAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		appended, taken := ledger.New(), ledger.New()
		for _, offer := range ledgertest.Tales().Draw(t, "tale").Offered {
			_, want := appended.Append(offer.Entry)
			stamped, err := taken.Stamper().Stamp(offer.Entry)
			if err == nil {
				err = taken.Take(stamped)
			}
			if (want == nil) != (err == nil) || want != nil && want.Error() != err.Error() {
				t.Fatalf("%v: appended it is %v, stamped %v", offer.Entry.Flat(), want, err)
			}
		}
		if ledgertest.Picture(appended) != ledgertest.Picture(taken) {
			t.Fatal("the books differ")
		}
	})
}

func TestAStampedEntryFollowsOneEntryOnly(t *testing.T) {
	book := ledgertest.Build(t, ledgertest.Stage()...)
	party := ledgertest.Line(t, "party id=p-new name=New")
	first, err := book.Stamper().Stamp(party)
	if err != nil {
		t.Fatal(err)
	}
	extended := ledgertest.Extend(t, ledgertest.Build(t, ledgertest.Stage()...), "party id=p-other name=Other")
	other := ledgertest.Build(t, "book name=Other currency=USD")
	for _, book := range []*ledger.Book{extended, other} {
		if err := book.Take(first); err == nil {
			t.Error("an entry that was stamped for another place was taken")
		}
	}
	if err := book.Take(ledger.Stamped{}); err == nil {
		t.Error("nothing was taken for an entry")
	}
	if err := book.Take(first); err != nil {
		t.Errorf("in its place: %v", err)
	}
}

func TestAStampedEntryFollowsAnEntryOfItsOwnHash(t *testing.T) {
	one := ledgertest.Build(t, "book name=One currency=USD")
	other := ledgertest.Build(t, "book name=Other currency=USD")
	stamped, err := one.Stamper().Stamp(ledgertest.Line(t, "party id=p name=P"))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Take(stamped); err == nil {
		t.Error("an entry that was stamped for another book was taken")
	}
}

// One stamper writes what it hashes into the same room again and again, and an instant once for all that share it. The
// hash is that of the entry alone.
func TestAStamperChainsAsTheChainDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stamper := ledger.New().Stamper()
		var previous ledger.Hash
		instants := rapid.Custom(func(t *rapid.T) time.Time {
			return time.Unix(rapid.Int64Range(1, 3).Draw(t, "seconds"), rapid.Int64Range(0, 3000).Draw(t, "nanoseconds"))
		})
		for _, e := range rapid.SliceOfN(ledgertest.Entry(), 1, 8).Draw(t, "entries") {
			e.Recorded = instants.Draw(t, "recorded")
			stamped, err := stamper.Stamp(e)
			if err != nil {
				t.Fatal(err)
			}
			kept := stamped.Entry()
			if kept.Hash != ledger.Chain(kept, previous) {
				t.Fatalf("the hash of %v is %s", kept.Flat(), kept.Hash)
			}
			if want := e.Recorded.UTC().Truncate(time.Microsecond); kept.Recorded != want {
				t.Fatalf("it was recorded at %v, want %v", kept.Recorded, want)
			}
			previous = kept.Hash
		}
	})
}
