package history_test

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/yardstick"
)

// yardstickBook is the book that speed is measured by; its size comes from outside.
func yardstickBook(b *testing.B) *ledger.Book {
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
	return book
}

// BenchmarkYardstickAsOf is what exposure by company takes on another date each time, on a book that is open.
func BenchmarkYardstickAsOf(b *testing.B) {
	book := yardstickBook(b)
	h, err := history.Of(book, book.Currency(), civil.Date{})
	if err != nil {
		b.Fatal(err)
	}
	first, last := book.Span()
	day := first
	b.ReportAllocs()
	for b.Loop() {
		if day = day.AddDays(97); day.After(last) {
			day = first
		}
		if _, err := h.On(day, figures.Filter{}).Sum("company", figures.Watch{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkYardstickOf is what making the history of a whole book takes, and the heap that it then lives in.
func BenchmarkYardstickOf(b *testing.B) {
	book := yardstickBook(b)
	_, last := book.Span()
	for _, test := range []struct {
		name string
		from civil.Date
	}{{"every day", civil.Date{}}, {"the latest day", last}} {
		b.Run(test.name, func(b *testing.B) {
			before := liveHeap()
			var h *history.History
			b.ReportAllocs()
			for b.Loop() {
				h = nil
				var err error
				if h, err = history.Of(book, book.Currency(), test.from); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(liveHeap()-before), "live-B")
			runtime.KeepAlive(h)
		})
	}
}

// liveHeap is how many bytes are in use.
func liveHeap() uint64 {
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return now.HeapAlloc
}

// BenchmarkYardstickFolded is exposure by company on the last day without a history.
func BenchmarkYardstickFolded(b *testing.B) {
	book := yardstickBook(b)
	_, last := book.Span()
	b.ReportAllocs()
	for b.Loop() {
		portfolio := figures.NewPortfolio(book, book.Currency(), last, figures.Filter{})
		if _, err := portfolio.Sum("company", figures.Watch{}); err != nil {
			b.Fatal(err)
		}
	}
}
