package main

import (
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// written is a file of what a program printed.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "output")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEachProgramsTotalsAreRead(t *testing.T) {
	for _, c := range []struct {
		rival  string
		output string
	}{
		{"ledger bal", "  7.000000 USD  Assets\n  9.5 EUR\n  1.25 USD    Cash\n" +
			"  18.20 EUR\n  -3.000001 USD    Funded\n  1 USD  Equity\n"},
		{"hledger bal", "\"account\",\"balance\"\n\"Assets:Cash\",\"7 USD\"\n" +
			"\"Assets:Funded\",\"18.20 EUR, -3.000001 USD\"\n"},
		{"bean-query", "currency,sum_number\nEUR,      18.20\nUSD,-3.000001\n"},
	} {
		for _, rival := range rivals() {
			if rival.name != c.rival {
				continue
			}
			got, err := rival.totals(written(t, c.output))
			if err != nil {
				t.Errorf("%s: %v", c.rival, err)
				continue
			}
			if diff := cmp.Diff("EUR 18.200000, USD -3.000001", got.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.rival, diff)
			}
			if _, err := rival.totals(written(t, "Error: no such file, or so\n")); err == nil {
				t.Errorf("%s: a complaint is read as totals", c.rival)
			}
		}
	}
}

func TestTotalsThatDifferInTheLastDigitFailTheBench(t *testing.T) {
	b := newBench(t)
	want := totals{"USD": big.NewRat(125_000_001, 1_000_000)}
	for _, c := range []struct {
		got   totals
		err   error
		wrong bool
	}{
		{got: totals{"USD": big.NewRat(250_000_002, 2_000_000)}},
		{got: totals{"USD": big.NewRat(125_000_002, 1_000_000)}, wrong: true},
		{got: totals{"USD": big.NewRat(125_000_001, 1_000_000), "EUR": new(big.Rat)}, wrong: true},
		{got: totals{}, wrong: true},
		{err: errors.New("no table"), wrong: true},
	} {
		r := &race{machine: b.machine}
		r.hold("rival", want, func() (totals, error) { return c.got, c.err })
		if r.wrong != c.wrong {
			t.Errorf("%s, %v: wrong is %t, want %t", c.got, c.err, r.wrong, c.wrong)
		}
	}
}

func TestNumbersAreRoundedHalfToEvenBeforeTheyAreCompared(t *testing.T) {
	for _, c := range []struct {
		top, bottom int64
		places      int
		want        string
	}{
		{25, 1000, 2, "0.02"}, {35, 1000, 2, "0.04"}, {-35, 1000, 2, "-0.04"}, {1, 3, 2, "0.33"},
		{5, 2, 0, "2"}, {7, 2, 0, "4"},
	} {
		if got := rounded(big.NewRat(c.top, c.bottom), c.places); got != c.want {
			t.Errorf("%d/%d to %d places is %s, want %s", c.top, c.bottom, c.places, got, c.want)
		}
	}
}

const goBenchOutput = `goos: linux
pkg: stakebook/ledger/desk
BenchmarkYardstickRecord-2      	     100	  1400000 ns/op	       3 B/op
BenchmarkYardstickRecord-2      	     100	  1200000 ns/op
BenchmarkYardstickAsOf/exposure-2	    1000	     4321 ns/op
BenchmarkCSV/ours-16 	 4	 295000000 ns/op	 458.80 MB/s	 73732 B/op
PASS
ok  	stakebook/ledger/desk	1.2s
`

func TestGoBenchmarksAreReadAndTheBestOfEachIsKept(t *testing.T) {
	want := goResults{{name: "Record", took: 1_200 * time.Microsecond}, {name: "AsOf/exposure", took: 4321},
		{name: "CSV/ours", took: 295 * time.Millisecond, rate: 458.80}}
	if diff := cmp.Diff(want, parseBenchmarks(goBenchOutput), cmp.AllowUnexported(goResult{})); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestGoBenchmarksAreToldTheSizeAndTheBook(t *testing.T) {
	b := newBench(t)
	b.hears = func(string) string { return goBenchOutput }
	r := &race{machine: b.machine, rounds: fullRounds}
	l := &lap{entries: 10_000}
	r.goBenchmarks(t.Context(), l, "/books/b.stakebook")
	wantRan := []string{"go test -run '^$' -bench Yardstick -benchtime 1s -count 3 -timeout 1h -p 1 ./ledger/..."}
	if diff := cmp.Diff(wantRan, b.ran); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
	wantEnv := [][]string{{"STAKEBOOK_YARDSTICK=10000", "STAKEBOOK_YARDSTICK_BOOK=/books/b.stakebook", "CGO_ENABLED=0"}}
	if diff := cmp.Diff(wantEnv, b.env); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	if _, ok := l.goBench.find("Record"); !ok || r.wrong {
		t.Errorf("got %v, wrong %t", l.goBench, r.wrong)
	}
}

// runs are samples of so many milliseconds.
func runs(memory int64, milliseconds ...int) []sample {
	var all []sample
	for _, n := range milliseconds {
		all = append(all, sample{wall: time.Duration(n) * time.Millisecond, memory: memory})
	}
	return all
}

func TestTheTablesSayRatiosFirstAndThenWhatWasMeasured(t *testing.T) {
	b := newBench(t)
	r := &race{machine: b.machine, rivals: rivals()[:1], exports: goResults{{name: "CSV/ours", rate: 500},
		{name: "CSV/encoding-csv", rate: 200}, {name: "CSV/raw", rate: 1000}}}
	for _, n := range []int{10_000, 100_000} {
		r.laps = append(r.laps, &lap{entries: n, bytes: 4_500_000, lines: 2_000_000, runs: map[string][]sample{
			runExposure:  runs(40_000_000, 30, 20, 25),
			"ledger bal": runs(400_000_000, n/50),
			runImport:    runs(50_000_000, n/100),
			runRead:      runs(0, 2),
		}, goBench: goResults{{name: "Record", took: 3 * time.Millisecond},
			{name: "DurableWrite", took: 2 * time.Millisecond}, {name: "AsOf", took: 7 * time.Millisecond}}})
	}
	r.print()
	said := b.said.String()
	for _, line := range []string{
		"exposure, times as fast as ledger bal                      10.0×           100×             100×, aim 150×",
		"its memory beside that of ledger bal                       1/10.0          1/10.0           1/40",
		"exposure, times as fast as hledger bal                     –               –",
		"growth of import, an entry                                 1.00×           1.00×",
		"growth of Record                                           1.00×           1.00×",
		"CSV of 1,000,000 rows × 12, times as fast as encoding/csv                  2.50×            2×",
		"20 ms (median 25 ms, at most 30 ms), 40 MB",
		"import, entries a second                                   100,000         100,000          250,000",
		"recording an entry, beyond a durable write                 1 ms            1 ms             1 ms",
		"exposure on another date, of an open book                  7 ms            7 ms             8 ms",
	} {
		if !strings.Contains(said, line) {
			t.Errorf("does not say %q:\n%s", line, said)
		}
	}
	b.said.Reset()
	r.markdown = true
	r.print()
	want := "|  | 10,000 entries | 100,000 entries | target |\n|---|---|---|---|\n| exposure, times as fast as"
	if !strings.Contains(b.said.String(), want) {
		t.Errorf("does not say %q:\n%s", want, b.said)
	}
}

func TestSizesAreBrief(t *testing.T) {
	for bytes, want := range map[int64]string{38_812_000: "38.8 MB", 999_000_000: "999 MB", 1_973_000_000: "1.97 GB"} {
		if got := megabytes(bytes); got != want {
			t.Errorf("%d: %s, want %s", bytes, got, want)
		}
	}
}

func TestTimesAreBrief(t *testing.T) {
	for _, c := range []struct {
		took time.Duration
		want string
	}{{123, "123 ns"}, {1234, "1.23 µs"}, {15_250 * time.Microsecond, "15.2 ms"}, {2346 * time.Millisecond, "2.35 s"},
		{71*time.Second + 400*time.Millisecond, "1m11s"}} {
		if got := brief(c.took); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestAContestantThatTakesLongRunsOnce(t *testing.T) {
	b := newBench(t)
	clock := b.now()
	b.now = func() time.Time { return clock }
	r := &race{machine: b.machine, rounds: 4, folder: t.TempDir()}
	l := &lap{runs: map[string][]sample{}}
	spend := func(d time.Duration) func() error {
		return func() error { clock = clock.Add(d); return nil }
	}
	err := r.run(t.Context(), l, contestant{name: "quick", act: spend(time.Second)},
		contestant{name: "slow", act: spend(time.Minute)}, contestant{name: "middling", act: spend(25 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"quick": 4, "slow": 1, "middling": 2} {
		if got := len(l.runs[name]); got != want {
			t.Errorf("%s ran %d times, want %d", name, got, want)
		}
	}
}

func TestTheYardstickIsBuiltAndToldWhatToWrite(t *testing.T) {
	b := newBench(t)
	if err := (yardstickCommand{Entries: 500, Seed: 3, Output: "-"}).Run(t.Context(), b.machine); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(b.cache, "yardstick")
	want := []string{"go build -o " + program + " ./cmd/dev/yardstick", program + " -n 500 --seed 3 -o -"}
	if diff := cmp.Diff(want, b.ran); diff != "" {
		t.Errorf("ran (-want +got):\n%s", diff)
	}
}
