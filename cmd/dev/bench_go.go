package main

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// What the Go benchmarks are told of the yardstick: how many entries, and where a book of them lies, which they copy
// before they write to it.
const (
	envEntries = "STAKEBOOK_YARDSTICK"
	envBook    = "STAKEBOOK_YARDSTICK_BOOK"
)

// goResults is what Go benchmarks took an operation, in the order in which they were printed.
type goResults []goResult

type goResult struct {
	name string // without Benchmark, Yardstick and the number of processors
	took time.Duration
	rate float64 // MB a second; 0 where it says none
}

// find gives a result by its name.
func (all goResults) find(name string) (goResult, bool) {
	for _, result := range all {
		if result.name == name {
			return result, true
		}
	}
	return goResult{}, false
}

// goBenchmarks measures what an open book does: the benchmarks of ledger/… that are named for the yardstick.
func (r *race) goBenchmarks(ctx context.Context, l *lap, book string) {
	rounds := min(r.rounds, quickRounds)
	if l.entries > mostRepeated {
		rounds = 1
	}
	l.goBench = r.goTest(ctx, rounds, "Yardstick", "./ledger/...", envEntries+"="+strconv.Itoa(l.entries), envBook+"="+book)
}

// mostRepeated is how many entries a book has at most whose benchmarks are run again: each run makes or opens the book
// anew, which takes much longer than what it then measures.
const mostRepeated = 200_000

// export measures the writing of a table of a million rows as CSV.
func (r *race) export(ctx context.Context) {
	r.say("A table of 1,000,000 rows as CSV.")
	r.exports = r.goTest(ctx, min(r.rounds, quickRounds), "^BenchmarkCSV$", "./ledger/report")
}

// goTest runs benchmarks, one package after the other, and keeps the best of each.
func (r *race) goTest(ctx context.Context, rounds int, pattern, packages string, env ...string) goResults {
	var said bytes.Buffer
	err := r.start(ctx, command{name: "go", env: append(env, "CGO_ENABLED=0"), stdout: &said, stderr: &said,
		args: []string{"test", "-run", "^$", "-bench", pattern, "-benchtime", "1s", "-count", strconv.Itoa(rounds),
			"-timeout", "1h", "-p", "1", packages}})
	if err != nil {
		r.wrong = true
		r.say("  the benchmarks of %s: %v\n%s", packages, err, said.String())
	}
	results := parseBenchmarks(said.String())
	for _, result := range results {
		r.say("  %s: %s", result.name, brief(result.took))
	}
	return results
}

// parseBenchmarks reads the lines of go test -bench; of several runs of one it keeps the shortest.
func parseBenchmarks(text string) goResults {
	var all goResults
	for line := range strings.Lines(text) {
		result, ok := parseBenchmark(line)
		if !ok {
			continue
		}
		known := false
		for i := range all {
			if all[i].name == result.name {
				known = true
				if result.took < all[i].took {
					all[i] = result
				}
			}
		}
		if !known {
			all = append(all, result)
		}
	}
	return all
}

// parseBenchmark reads one line: a name, how often it ran, and numbers with their units.
func parseBenchmark(line string) (goResult, bool) {
	words := strings.Fields(line)
	if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
		return goResult{}, false
	}
	result := goResult{name: benchmarkName(words[0])}
	for i := 2; i+1 < len(words); i += 2 {
		number, err := strconv.ParseFloat(words[i], 64)
		if err != nil {
			return goResult{}, false
		}
		switch words[i+1] {
		case "ns/op":
			result.took = time.Duration(number)
		case "MB/s":
			result.rate = number
		}
	}
	return result, result.took > 0
}

func benchmarkName(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "Benchmark"), "Yardstick")
	if at := strings.LastIndexByte(name, '-'); at >= 0 && strings.Trim(name[at+1:], "0123456789") == "" {
		name = name[:at]
	}
	return name
}

// brief writes a time with three digits that count.
func brief(d time.Duration) string {
	switch {
	case d >= time.Minute:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= time.Millisecond:
		return fmt.Sprintf("%.3g ms", float64(d)/float64(time.Millisecond))
	case d >= time.Microsecond:
		return fmt.Sprintf("%.3g µs", float64(d)/float64(time.Microsecond))
	default:
		return fmt.Sprintf("%d ns", d)
	}
}
