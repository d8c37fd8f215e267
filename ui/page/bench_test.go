package page_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"stakebook/ledger/history"
	"stakebook/ledger/scene"
	"stakebook/ledger/yardstick"
	"stakebook/ui/page"
)

// yardstickSight is the book that speed is measured by, with its history; its size comes from outside.
func yardstickSight(b *testing.B) history.Sight {
	b.Helper()
	size, err := strconv.Atoi(os.Getenv("STAKEBOOK_YARDSTICK"))
	if err != nil {
		b.Skip("no size is given")
	}
	generated, err := yardstick.New(size, 1)
	if err != nil {
		b.Fatal(err)
	}
	book, err := generated.Fold(time.Unix(0, 0))
	if err != nil {
		b.Fatal(err)
	}
	return followed(b, book, book.Currency())
}

func eachMoment(b *testing.B, show func(history.Sight, page.Moment)) {
	b.Helper()
	s := yardstickSight(b)
	first, last := s.Span()
	day := first
	b.ReportAllocs()
	for b.Loop() {
		if day = day.AddDays(97); day.After(last) {
			day = first
		}
		show(s, page.Moment{AsOf: day, Today: last})
	}
}

// BenchmarkYardstickSummary is what the cards of the Overview take on another date each time.
func BenchmarkYardstickSummary(b *testing.B) {
	eachMoment(b, func(s history.Sight, at page.Moment) { page.SummaryOf(s, at) })
}

// BenchmarkYardstickCaps is the same of the bars of commitments against caps, with their texts.
func BenchmarkYardstickCaps(b *testing.B) {
	eachMoment(b, func(s history.Sight, at page.Moment) { page.CapsOf(s, at, page.ByInvestor, scene.ByCap, scene.Linear) })
}
