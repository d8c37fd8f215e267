package backups_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"stakebook/ledger/backups"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	long = flag.Bool("long", false, "simulate many lives of a book")
	seed = flag.Uint64("seed", 1, "the seed of the first simulated life")
)

// spans are what somebody wants to go back by, and how much younger than that the backup may be that is found: the
// span before.
var spans = []struct {
	name         string
	age, atLeast time.Duration
}{
	{"day", day, time.Hour}, {"week", 7 * day, day}, {"month", 30 * day, 7 * day},
	{"quarter", 91 * day, 30 * day}, {"year", 365 * day, 91 * day},
}

const day = 24 * time.Hour

// made is a backup and when it was really made, which the policy does not know.
type made struct {
	backup backups.Backup
	really time.Time
}

// life is a book that is used for three years or more on a computer whose clock goes wrong.
type life struct {
	random *rand.Rand
	really time.Time
	wrong  time.Duration // by how much the clock is ahead
	jumps  int
	number int
	all    []made // that were ever made
	kept   []made
	policy func([]backups.Backup) []backups.Backup
}

func newLife(seed uint64, policy func([]backups.Backup) []backups.Backup) *life {
	return &life{random: rand.New(rand.NewPCG(seed, 0)), policy: policy,
		really: time.Date(2024, time.January, 1, 8, 0, 0, 0, time.UTC)}
}

// backup makes a backup and removes what the policy does not need.
func (l *life) backup() {
	l.number++
	b := made{backups.Backup{Number: l.number, At: l.really.Add(l.wrong).Truncate(time.Second)}, l.really}
	l.all, l.kept = append(l.all, b), append(l.kept, b)
	current := make([]backups.Backup, len(l.kept))
	for i, k := range l.kept {
		current[i] = k.backup
	}
	surplus := l.policy(current)
	l.kept = slices.DeleteFunc(l.kept, func(m made) bool {
		return slices.ContainsFunc(surplus, func(b backups.Backup) bool { return b.Number == m.backup.Number })
	})
}

// jump sets the clock wrong by anything from a minute to some years, ahead or back, or right again.
func (l *life) jump() {
	l.jumps++
	if l.wrong != 0 && l.random.IntN(2) == 0 {
		l.wrong = 0
		return
	}
	size := time.Minute << l.random.IntN(22) // up to four years
	size += time.Duration(l.random.Int64N(int64(size)))
	if l.random.IntN(2) == 0 {
		size = -size
	}
	l.wrong = size
}

// live uses the book for some hours a day, on most days, and leaves it alone now and then. Every hour of use ends with
// a backup.
func (l *life) live(until time.Time, check func()) {
	const jumpsAYear = 6
	for l.really.Before(until) {
		if l.random.IntN(60) == 0 {
			l.really = l.really.Add(time.Duration(l.random.IntN(40)) * day) // a holiday
		}
		if l.random.IntN(365) < jumpsAYear {
			l.jump()
		}
		for range l.random.IntN(10) {
			l.really = l.really.Add(time.Hour - time.Duration(l.random.IntN(600))*time.Second)
			l.backup()
			check()
		}
		l.really = l.really.Truncate(day).Add(day + 8*time.Hour + time.Duration(l.random.IntN(3600))*time.Second)
	}
}

// broken says which span has no backup though there was one to keep: where one was made between a span and two spans
// ago, one is kept that is at most two spans old and older than the span before. And the newest is always kept, which
// is the one from the last hour of use.
func (l *life) broken() string {
	newest := l.all[len(l.all)-1]
	if l.kept[len(l.kept)-1].backup != newest.backup {
		return "the newest is gone"
	}
	within := func(of []made, youngest, oldest time.Duration) bool {
		first := sort.Search(len(of), func(i int) bool { return l.really.Sub(of[i].really) <= oldest })
		return first < len(of) && l.really.Sub(of[first].really) >= youngest
	}
	for _, span := range spans {
		if within(l.all, span.age, 2*span.age) && !within(l.kept, span.atLeast, 2*span.age) {
			return "none from a " + span.name + " ago"
		}
	}
	if len(l.kept) > backups.Most {
		return fmt.Sprintf("%d are kept", len(l.kept))
	}
	return ""
}

func TestThereIsAlwaysABackupOfTheLastHourDayWeekMonthQuarterAndYear(t *testing.T) {
	lives := 12
	if *long {
		lives = 1000
	}
	most, jumps := 0, 0
	for i := range lives {
		l := newLife(*seed+uint64(i), backups.Surplus)
		l.live(l.really.AddDate(3, 0, 0), func() {
			if what := l.broken(); what != "" && !t.Failed() {
				t.Errorf("-seed %d, backup %d at %s: %s", *seed+uint64(i), l.number, l.really.Format(time.DateTime), what)
			}
			most = max(most, len(l.kept))
		})
		jumps += l.jumps
	}
	t.Logf("from -seed %d on: %d lives of three years, %d jumps of the clock, at most %d kept of at most %d",
		*seed, lives, jumps, most, backups.Most)
}

// The law above finds policies that are wrong: one that keeps the newest only, one that believes the clock, one that
// thins by rank.
func TestTheLawOfBackupsFindsBadPolicies(t *testing.T) {
	newestOnly := func(all []backups.Backup) []backups.Backup { return all[:max(0, len(all)-backups.Most)] }
	believing := func(all []backups.Backup) []backups.Backup {
		sorted := slices.Clone(all)
		slices.SortFunc(sorted, func(a, b backups.Backup) int { return a.At.Compare(b.At) })
		for i := range sorted {
			sorted[i].Number = i + 1
		}
		var surplus []backups.Backup
		for _, b := range backups.Surplus(sorted) {
			at := slices.IndexFunc(all, func(a backups.Backup) bool { return a.At.Equal(b.At) })
			surplus = append(surplus, all[at])
		}
		return surplus
	}
	for name, policy := range map[string]func([]backups.Backup) []backups.Backup{
		"the newest only": newestOnly, "by the clock": believing,
	} {
		found := false
		for i := uint64(1); i <= 20 && !found; i++ {
			l := newLife(i, policy)
			l.live(l.really.AddDate(1, 0, 0), func() { found = found || l.broken() != "" })
		}
		if !found {
			t.Errorf("a policy that keeps %s is found to be good", name)
		}
	}
}

// Whatever the clock says, a few backups are kept by their number alone, and never more than the bound.
func TestAClockThatMakesNoSenseLosesNoDistantBackup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clocks := rapid.SliceOfN(rapid.Int64Range(0, 1<<33), 2, 400).Draw(t, "clock")
		var kept []backups.Backup
		for i, second := range clocks {
			kept = append(kept, backups.Backup{Number: i + 1, At: time.Unix(second, 0)})
			surplus := backups.Surplus(kept)
			kept = slices.DeleteFunc(kept, func(b backups.Backup) bool { return slices.Contains(surplus, b) })
			if len(kept) > backups.Most || kept[len(kept)-1].Number != i+1 {
				t.Fatalf("%d are kept, the last is %d of %d", len(kept), kept[len(kept)-1].Number, i+1)
			}
			for block := 1; 4*block <= i; block *= 4 {
				aged := func(b backups.Backup) bool { age := i + 1 - b.Number; return age > 2*block && age <= 4*block }
				if !slices.ContainsFunc(kept, aged) {
					t.Fatalf("of %d backups none is kept that is more than %d and at most %d back", i+1, 2*block, 4*block)
				}
			}
		}
	})
}

func TestSurplusIsWhatIsNotNeeded(t *testing.T) {
	at := func(text string) time.Time {
		parsed, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	tests := []struct {
		name  string
		times []string // in the order of making
		want  []int    // numbers
	}{
		{"none", nil, nil},
		{"one", []string{"2024-05-01 10:00"}, nil},
		{"the last of an hour is kept, and the one before the newest",
			[]string{"2024-05-01 10:00", "2024-05-01 10:10", "2024-05-01 10:20", "2024-05-01 10:30", "2024-05-01 10:40"},
			nil}, // 4, 3 and 2 are the three before the newest, 1 is the first
		{"hours that the clock shows twice are two hours",
			[]string{"2024-05-01 10:10", "2024-05-01 10:20", "2024-05-01 10:05", "2024-05-01 10:06", "2024-05-01 10:07",
				"2024-05-01 10:08", "2024-05-01 10:09", "2024-05-01 10:11"},
			[]int{4}}, // 1 is the first, 2 the last of its hour, 3 the last of its block of four; 5 to 8 are the newest
	}
	for _, test := range tests {
		var all []backups.Backup
		for i, text := range test.times {
			all = append(all, backups.Backup{Number: i + 1, At: at(text)})
		}
		var got []int
		for _, b := range backups.Surplus(all) {
			got = append(got, b.Number)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
