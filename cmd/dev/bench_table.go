package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// print writes the ratios, then what was measured, then on what.
func (r *race) print() {
	header := []string{""}
	for _, l := range r.laps {
		header = append(header, grouped(l.entries)+" entries")
	}
	r.say("")
	r.table(append(header, "target"), r.ratios())
	r.say("")
	r.table(header, r.measured())
	r.say("")
	r.say("%s, %s/%s, %s.", processor(), r.goos, r.goarch, r.now().Format(time.DateOnly))
	if r.wrong {
		r.say("Something above is wrong: see the lines before the tables.")
	}
}

// row is a line of a table: what it is about, and a cell for each size.
type row []string

// each makes a row of what is said of each lap.
func (r *race) each(name string, cell func(*lap) string) row {
	cells := row{name}
	for _, l := range r.laps {
		cells = append(cells, cell(l))
	}
	return cells
}

// faster is how many times faster a contestant is than another.
func (r *race) faster(name, than, target string) row {
	return append(r.each(name+", times as fast as "+than, func(l *lap) string {
		ours, theirs := l.runs[name], l.runs[than]
		if len(ours) == 0 || len(theirs) == 0 {
			return "–"
		}
		return times(float64(best(theirs)) / float64(best(ours)))
	}), target)
}

func (r *race) ratios() []row {
	rows := []row{
		r.faster(runExposure, "ledger bal", "100×, aim 150×"),
		append(r.each("its memory beside that of ledger bal", func(l *lap) string {
			ours, theirs := memoryOf(l.runs[runExposure]), memoryOf(l.runs["ledger bal"])
			if ours == 0 || theirs == 0 {
				return "–"
			}
			return "1/" + strings.TrimSuffix(times(float64(theirs)/float64(ours)), "×")
		}), "1/40"),
		r.faster(runExposure, "hledger bal", "100×"),
		r.faster(runExposure, "bean-query", "150×"),
		r.faster(runBare, "ledger bal", "20×"),
		r.faster(runVerified, "ledger bal", ""),
		append(r.each(runExposure+", times as long as "+runRead, func(l *lap) string {
			if len(l.runs[runExposure]) == 0 || len(l.runs[runRead]) == 0 {
				return "–"
			}
			return times(float64(best(l.runs[runExposure])) / float64(best(l.runs[runRead])))
		}), ""),
		append(r.growth("growth of import, an entry", func(l *lap) (float64, bool) {
			runs := l.runs[runImport]
			if len(runs) == 0 {
				return 0, false
			}
			return float64(best(runs)) / float64(l.entries), true
		}), "1×"),
	}
	for _, name := range r.goNames() {
		rows = append(rows, append(r.growth("growth of "+name, func(l *lap) (float64, bool) {
			result, ok := l.goBench.find(name)
			return float64(result.took), ok
		}), ""))
	}
	return append(append(rows, r.limits()...), r.exportRatios()...)
}

// limits are what has a target of its own and not beside something else.
func (r *race) limits() []row {
	found := func(name string) func(*lap) string {
		return func(l *lap) string {
			if result, ok := l.goBench.find(name); ok {
				return brief(result.took)
			}
			return "–"
		}
	}
	beyond := func(name string) func(*lap) string {
		return func(l *lap) string {
			all, okAll := l.goBench.find(name)
			write, okWrite := l.goBench.find("DurableWrite")
			if !okAll || !okWrite {
				return "–"
			}
			return brief(max(all.took-write.took, 0))
		}
	}
	return []row{
		append(r.each("import, entries a second", func(l *lap) string {
			if runs := l.runs[runImport]; len(runs) > 0 {
				return grouped(int(float64(l.entries) / best(runs).Seconds()))
			}
			return "–"
		}), "250,000"),
		append(r.each("recording an entry, beyond a durable write", beyond("Record")), "1 ms"),
		append(r.each("undoing it, beyond a durable write", beyond("Undo")), "1 ms"),
		append(r.each("exposure on another date, of an open book", found("AsOf")), "8 ms"),
	}
}

// growth is what a cost at each size is to that of the smallest.
func (r *race) growth(name string, cost func(*lap) (float64, bool)) row {
	first, known := cost(r.laps[0])
	return r.each(name, func(l *lap) string {
		if now, ok := cost(l); ok && known && first > 0 {
			return times(now / first)
		}
		return "–"
	})
}

// exportRatios hold the writing of CSV to encoding/csv and to the bytes alone. They are of one size of their own.
func (r *race) exportRatios() []row {
	ours, ok := r.exports.find("CSV/ours")
	if !ok {
		return nil
	}
	last := func(name, cell, target string) row {
		cells := row{name}
		for range r.laps[1:] {
			cells = append(cells, "")
		}
		return append(cells, cell, target)
	}
	var rows []row
	if theirs, ok := r.exports.find("CSV/encoding-csv"); ok {
		rows = append(rows, last("CSV of 1,000,000 rows × 12, times as fast as encoding/csv",
			times(ours.rate/theirs.rate), "2×"))
	}
	if raw, ok := r.exports.find("CSV/raw"); ok {
		rows = append(rows, last("the same beside writing and syncing its bytes", times(ours.rate/raw.rate), "0.25×"))
	}
	return rows
}

// measured are the times and sizes behind the ratios.
func (r *race) measured() []row {
	names := []string{runExposure, runBare, runVerified}
	for _, v := range r.rivals {
		names = append(names, v.name)
	}
	var rows []row
	for _, name := range append(names, runImport, runRead, runWrite) {
		rows = append(rows, r.each(name, func(l *lap) string { return told(l.runs[name]) }))
	}
	for _, name := range r.goNames() {
		rows = append(rows, r.each(name, func(l *lap) string {
			if result, ok := l.goBench.find(name); ok {
				return brief(result.took)
			}
			return "–"
		}))
	}
	rows = append(rows,
		r.each("the book's file", func(l *lap) string { return megabytes(l.bytes) }),
		r.each("its JSON Lines", func(l *lap) string { return megabytes(l.lines) }))
	for _, result := range r.exports {
		cells := row{result.name + ", MB a second"}
		for range r.laps[1:] {
			cells = append(cells, "")
		}
		rows = append(rows, append(cells, strconv.FormatFloat(result.rate, 'f', 0, 64)))
	}
	return rows
}

// told is the best run, the median and the slowest where there are several, and the memory.
func told(runs []sample) string {
	if len(runs) == 0 {
		return "–"
	}
	text := brief(best(runs))
	if len(runs) > 1 {
		slowest := time.Duration(0)
		for _, run := range runs {
			slowest = max(slowest, run.wall)
		}
		text += " (median " + brief(median(runs).wall) + ", at most " + brief(slowest) + ")"
	}
	if memory := memoryOf(runs); memory > 0 {
		text += ", " + megabytes(memory)
	}
	return text
}

// goNames lists the Go benchmarks that any lap has.
func (r *race) goNames() []string {
	var names []string
	seen := map[string]bool{}
	for _, l := range r.laps {
		for _, result := range l.goBench {
			if !seen[result.name] {
				seen[result.name] = true
				names = append(names, result.name)
			}
		}
	}
	return names
}

// table prints rows under a header, in columns or as Markdown.
func (r *race) table(header row, rows []row) {
	if r.markdown {
		r.say("| %s |", strings.Join(header, " | "))
		r.say("|%s", strings.Repeat("---|", len(header)))
		for _, cells := range rows {
			r.say("| %s |", strings.Join(cells, " | "))
		}
		return
	}
	widths := make([]int, len(header))
	for _, cells := range append([]row{header}, rows...) {
		for i, cell := range cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, cells := range append([]row{header}, rows...) {
		var line strings.Builder
		for i, cell := range cells {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		r.say("%s", strings.TrimRight(line.String(), " "))
	}
}

// times writes a ratio with as many digits as count.
func times(ratio float64) string {
	switch {
	case ratio >= 100:
		return strconv.FormatFloat(ratio, 'f', 0, 64) + "×"
	case ratio >= 10:
		return strconv.FormatFloat(ratio, 'f', 1, 64) + "×"
	default:
		return strconv.FormatFloat(ratio, 'f', 2, 64) + "×"
	}
}

// megabytes writes a size in MB, from a thousand of them on in GB.
func megabytes(bytes int64) string {
	if bytes >= 1e9 {
		return fmt.Sprintf("%.3g GB", float64(bytes)/1e9)
	}
	return fmt.Sprintf("%.3g MB", float64(bytes)/1e6)
}

// grouped writes a whole number with commas between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// processor names the machine's processor, where the system says it, and how many there are.
func processor() string {
	name := "an unnamed processor"
	text, err := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if label, value, ok := strings.Cut(line, ":"); err == nil && ok && strings.TrimSpace(label) == "model name" {
			name = strings.TrimSpace(value)
			break
		}
	}
	return fmt.Sprintf("%s, %d at once, %s", name, runtime.NumCPU(), runtime.Version())
}
