package desk_test

import (
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
)

// lookedAt is the yardstick's desk once its history is worked out.
func lookedAt(b *testing.B) *desk.Desk {
	b.Helper()
	d := yardstickDesk(b)
	first := func(s history.Sight) error {
		s.Portfolio(s.Currency(), civil.Last(), figures.Filter{})
		return nil
	}
	if err := d.Look(0, first); err != nil {
		b.Fatal(err)
	}
	d.WaitBehind()
	return d
}

// eachDay looks at another day each time.
func eachDay(b *testing.B, d *desk.Desk, look func(s history.Sight, day civil.Date) error) {
	b.Helper()
	var day, first, last civil.Date
	err := d.View(0, func(book *ledger.Book) error { first, last = book.Span(); return nil })
	if err != nil {
		b.Fatal(err)
	}
	day = first
	b.ReportAllocs()
	for b.Loop() {
		if day = day.AddDays(97); day.After(last) {
			day = first
		}
		if err := d.Look(0, func(s history.Sight) error { return look(s, day) }); err != nil {
			b.Fatal(err)
		}
	}
}

func sumByCompany(s history.Sight, day civil.Date) error {
	_, err := s.Portfolio(s.Currency(), day, figures.Filter{}).Sum("company", figures.Watch{})
	return err
}

// BenchmarkYardstickLookExposure is what the figures of exposure take on another date each time.
func BenchmarkYardstickLookExposure(b *testing.B) { eachDay(b, lookedAt(b), sumByCompany) }

// BenchmarkYardstickLookCommitments is the same of the figures of every commitment.
func BenchmarkYardstickLookCommitments(b *testing.B) {
	eachDay(b, lookedAt(b), func(s history.Sight, day civil.Date) error {
		s.Portfolio(s.Currency(), day, figures.Filter{}).Commitments()
		return nil
	})
}

// BenchmarkYardstickLookAgenda is the same of all that is to be acted on.
func BenchmarkYardstickLookAgenda(b *testing.B) {
	eachDay(b, lookedAt(b), func(s history.Sight, day civil.Date) error {
		s.Agenda(day, figures.Filter{}, func(figures.Subject, []figures.Agendum) {})
		return nil
	})
}

// BenchmarkYardstickLookAfterRecord is what the figures of exposure take after an entry was recorded, on any day.
func BenchmarkYardstickLookAfterRecord(b *testing.B) {
	d := lookedAt(b)
	call := aCall(b, d)
	var last civil.Date
	err := d.View(0, func(book *ledger.Book) error { _, last = book.Span(); return nil })
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		if _, err := d.Record(call); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		err := d.Look(0, func(s history.Sight) error { return sumByCompany(s, last.AddDays(-500)) })
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if _, err := d.Undo(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
