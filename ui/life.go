package ui

import (
	"slices"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// life is a book's time: its first and last day for the slider, and the days on which something happened.
type life struct {
	first, last civil.Date
	days        []civil.Date // in order, each once
}

// lifeOf reads the life of a book; it goes on to today where nothing is dated later.
func lifeOf(b *ledger.Book, today civil.Date) life {
	seen := make(map[civil.Date]bool)
	for e := range b.Journal() {
		if !e.Date.IsZero() && e.Kind() != ledger.KindReversal && b.Live(e.Seq) {
			seen[e.Date] = true
		}
	}
	l := life{first: today, last: today}
	for day := range seen {
		l.days = append(l.days, day)
		if day.Before(l.first) {
			l.first = day
		}
		if day.After(l.last) {
			l.last = day
		}
	}
	slices.SortFunc(l.days, civil.Date.Compare)
	return l
}

// next is the first day after a day on which something happened.
func (l life) next(day civil.Date) (civil.Date, bool) {
	at, found := slices.BinarySearchFunc(l.days, day, civil.Date.Compare)
	if found {
		at++
	}
	if at == len(l.days) {
		return civil.Date{}, false
	}
	return l.days[at], true
}

// previous is the last day before a day on which something happened.
func (l life) previous(day civil.Date) (civil.Date, bool) {
	at, _ := slices.BinarySearchFunc(l.days, day, civil.Date.Compare)
	if at == 0 {
		return civil.Date{}, false
	}
	return l.days[at-1], true
}

// length is the number of days from the first to the last.
func (l life) length() int { return l.last.DaysSince(l.first) }

// position is where a day stands on the slider, kept within it.
func (l life) position(day civil.Date) int { return min(max(day.DaysSince(l.first), 0), l.length()) }

// day is what a position of the slider stands for.
func (l life) day(position int) civil.Date { return l.first.AddDays(position) }

// currencies lists those that occur in a book, its own first.
func currencies(b *ledger.Book) []string {
	found := make(map[string]bool)
	kinds := []ledger.Kind{
		ledger.KindCommitment, ledger.KindRate, ledger.KindRound, ledger.KindMark, ledger.KindIssuance,
		ledger.KindTransfer, ledger.KindRetirement, ledger.KindDistribution,
	}
	for _, kind := range kinds {
		for e := range b.All(kind) {
			for _, field := range []string{"currency", "base", "quote"} {
				found[e.Text(field)] = true
			}
		}
	}
	own := b.Currency().String()
	delete(found, own)
	delete(found, "")
	others := make([]string, 0, len(found))
	for code := range found {
		others = append(others, code)
	}
	slices.Sort(others)
	return append([]string{own}, others...)
}
