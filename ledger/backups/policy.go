package backups

import (
	"slices"
	"time"
)

// Most is the most backups of one book that are kept.
const Most = 65

// period is a span of the calendar; of the last few in which there were backups, the last backup each is kept.
type period struct {
	count int
	of    func(at time.Time) int64 // numbers the periods
}

// periods are chosen so that between a span ago and two spans ago there is always a backup, if one was made then: see
// the law in the tests. Each is split by days, so the last backup of a longer one is the last one of a day, too.
func periods() []period {
	day := func(at time.Time) int64 { return floor(at.Unix(), 24*60*60) }
	month := func(at time.Time) int64 { return int64(at.Year())*12 + int64(at.Month()) - 1 }
	return []period{
		{8, func(at time.Time) int64 { return floor(at.Unix(), 60*60) }},
		{8, day},
		{6, func(at time.Time) int64 { return floor(day(at)+3, 7) }}, // 1970 began on a Thursday; weeks on Mondays
		{5, month},
		{5, func(at time.Time) int64 { return floor(month(at), 3) }},
		{8, func(at time.Time) int64 { return int64(at.Year()) }},
	}
}

// floor divides and rounds down.
func floor(a, b int64) int64 {
	quotient := a / b
	if a%b < 0 {
		quotient--
	}
	return quotient
}

// The ages in backups at which one is kept whatever the clock said: 1, 4, 16 and so on.
const (
	stepFactor = 4
	stepBlocks = 3
	mostSteps  = 8 // up to 16,384 backups
)

// Surplus are the backups of one book that need not be kept, in the order in which they were made. It rests on the
// order alone where the clock went backwards, and needs no clock itself.
//
// The newest and the first are always kept, and at most Most are.
func Surplus(all []Backup) []Backup {
	made := slices.Clone(all)
	slices.SortFunc(made, func(a, b Backup) int { return b.Number - a.Number }) // the newest first
	keep := make([]bool, len(made))
	for _, p := range periods() {
		keepLast(made, keep, p)
	}
	keepSteps(made, keep)
	if len(keep) > 0 {
		keep[len(keep)-1] = true // the first that was made
	}
	var surplus []Backup
	for i, b := range slices.Backward(made) {
		if !keep[i] {
			surplus = append(surplus, b)
		}
	}
	return surplus
}

// keepLast keeps the newest backup of each of the newest periods. A period ends where the clock says so, and where it
// went backwards: what was made before that is no part of the period that the clock then repeats.
func keepLast(made []Backup, keep []bool, p period) {
	found := 0
	for i, b := range made {
		at := b.At.UTC()
		if i > 0 {
			next := made[i-1].At.UTC()
			if p.of(at) == p.of(next) && !at.After(next) {
				continue
			}
		}
		if found++; found > p.count {
			return
		}
		keep[i] = true
	}
}

// keepSteps keeps the newest backup of each of the three blocks of numbers before the one that the newest backup is in,
// for blocks of 1, 4, 16 and so on: the third one is more than two blocks old and at most four.
func keepSteps(made []Backup, keep []bool) {
	if len(made) == 0 {
		return
	}
	block := 1
	for range mostSteps {
		current := made[0].Number / block
		for back := range stepBlocks {
			before := slices.IndexFunc(made, func(b Backup) bool { return b.Number/block < current-back })
			if before < 0 {
				return
			}
			keep[before] = true
		}
		block *= stepFactor
	}
}
